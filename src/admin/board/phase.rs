//! Changing the phase: only where the event may go from here, each with what it does.

use leptos::prelude::*;

use super::{Promise, here, languages};
use crate::admin::api::phase::phase_key;
use crate::admin::form::{Choice, Choose, DeskForm, Submit, Texts, Worded};
use crate::admin::words;
use crate::domain::event::Phase;
use crate::domain::message::MAX_TEXT;

/// The panel for the phase.
#[component]
pub fn PhasePanel() -> impl IntoView {
    view! {
        <section class="panel worded" id="phase" aria-labelledby="phase-heading">
            <h2 id="phase-heading">"Change the phase"</h2>
            <div data-live="phase"><PhaseForm/></div>
        </section>
    }
    .into_any()
}

/// Where the event may go from here.
#[component]
pub fn PhaseForm() -> impl IntoView {
    let now = here();
    let page = &now.status_page;
    let phase = page.phase;
    let next = phase.next(page.kind);
    if next.is_empty() {
        return view! { <p class="nothing">"The event has ended, and that is final."</p> }
            .into_any();
    }
    let choice = |to: &Phase| Choice {
        value: to.as_str().to_owned(),
        label: words::phase_move(phase, *to).to_owned(),
        note: Some(words::phase_effect(*to).to_owned()),
    };
    let choices: Vec<_> = next.iter().map(choice).collect();
    let key = phase_key(phase, page.phase_news.since);
    let hidden = vec![("slug", page.slug.to_string()), ("seen", key.clone())];
    let reason = Worded {
        hint: "Stands on the sign, under the state.",
        ..Worded::lines("Reason (optional)", "reason", MAX_TEXT)
    };
    view! {
        <p class="hint">"It is now: "<strong>{words::phase(phase)}</strong>"."</p>
        <DeskForm name="change_phase" page=now.address() key stays=true hidden>
            <Choose legend="Go on to" name="phase" kind="radio" choices/>
            <Texts legend="Reason (optional)" languages=languages(&now) asked=vec![reason]/>
            <Promise/>
            <Submit label="Change the phase" primary=false busy="Changing …" follows="phase"/>
        </DeskForm>
    }
    .into_any()
}
