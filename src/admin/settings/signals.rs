//! From when on something is trouble, and which trouble may be told without asking anybody.

use leptos::prelude::*;

use crate::admin::api::signals::SignalsForm;
use crate::admin::form::{Choice, Choose, DeskForm, Field, Submit};
use crate::domain::signals::Rules;

/// The form for limits and rules, filled with what is true.
#[component]
pub fn Signals(
    /// The event.
    slug: String,
    /// The page it stands on.
    page: String,
    /// What is true.
    form: SignalsForm,
    /// Its version, to be sent back.
    seen: String,
) -> impl IntoView {
    let rules = Rules::POSSIBLE.map(|signal| Choice::new(signal.as_str(), signal.label()));
    let sold_out = vec![Choice::new(
        "yes",
        "Suggest to say so when a product is gone",
    )];
    let sold_out_ticked = vec![form.sold_out];
    view! {
        <section class="panel" id="signals" aria-labelledby="signals-heading">
            <h2 id="signals-heading">"What is trouble"</h2>
            <p class="hint">
                "Beyond a limit for long enough, an alert is opened on the board, with a message that fits. A limit left empty is not watched for."
            </p>
            <DeskForm name="set_signals" page key=seen hidden=vec![("slug", slug)]>
                <div class="columns">
                    <Field label="Failed shop requests, more than (%)" name="signals[error_rate]" value=form.error_rate inputmode="decimal" clearable=true/>
                    <Field label="Slow answers of the shop, longer than (seconds)" name="signals[p95_latency]" value=form.p95_latency inputmode="decimal" hint="The 95th percentile." clearable=true/>
                </div>
                <div class="columns">
                    <Field label="Room left in the line, at most (%)" name="signals[capacity_left]" value=form.capacity_left inputmode="decimal" hint="Of its capacity." clearable=true/>
                    <Field label="Reached the shop after admission, less than (%)" name="signals[handoff]" value=form.handoff inputmode="decimal" clearable=true/>
                    <Field label="Judged over at least (people)" name="signals[handoff_min_count]" value=form.handoff_min_count inputmode="numeric"/>
                </div>
                <div class="columns">
                    <Field label="A wait has jumped when it is (times as long)" name="signals[wait_jump]" value=form.wait_jump inputmode="decimal" hint="As the shortest of the last 15 minutes, and ten minutes more." clearable=true/>
                    <Field label="Nobody let in for (seconds)" name="signals[silent_pause_s]" value=form.silent_pause_s inputmode="numeric" hint="While the event is open and people wait." clearable=true/>
                    <Field label="A feed not heard for (seconds)" name="signals[silence_s]" value=form.silence_s inputmode="numeric" hint="Or six of its own intervals, if that is longer." clearable=true/>
                </div>
                <Field label="Confirmed after (seconds)" name="signals[confirm_s]" value=form.confirm_s inputmode="numeric" hint="It is over after twice as long."/>
                <Choose legend="Stock" name="signals[sold_out]" kind="checkbox" choices=sold_out ticked=sold_out_ticked/>
                <Choose legend="Published by itself, without asking anybody" name="signals[rules][]" kind="checkbox" choices=rules.to_vec() ticked=form.rules/>
                <p class="hint">
                    "What a rule publishes is marked as automatic on the page, and stands in the audit log as done by the rule. So is the all-clear that takes it back, a quarter of an hour after the trouble ended."
                </p>
                <Submit label="Save limits and rules" busy="Saving …" primary=false/>
            </DeskForm>
        </section>
    }
    .into_any()
}
