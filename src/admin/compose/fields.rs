//! The fields that a template asks for, and what else there is to say about a message.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::admin::api::compose::MessageForm;
use crate::admin::form::{Choice, Choose, Field, Select};
use crate::admin::words;
use crate::domain::message::Severity;
use crate::domain::template::Placeholder;

/// The promises that a form offers, in minutes from publishing.
const PROMISES: [u32; 6] = [5, 10, 15, 30, 60, 120];
/// How long a message may stay, in minutes from publishing.
const STAYS: [u32; 6] = [15, 30, 60, 120, 360, 1_440];

/// One field for each gap. What counts while it is left empty stands in it.
#[component]
pub fn Gaps(
    /// The gaps.
    gaps: Vec<Placeholder>,
    /// What counts for each, by its field.
    mut standing: BTreeMap<String, String>,
    /// What was typed into each, by its name.
    mut values: BTreeMap<String, String>,
) -> impl IntoView {
    let fields: Vec<_> = gaps
        .into_iter()
        .map(|gap| {
            let name = format!("message[values][{}]", gap.as_str());
            let standing = standing.remove(&name).unwrap_or_default();
            let value = values.remove(gap.as_str()).unwrap_or_default();
            view! { <Field label=gap.label() name value standing hint=hint(gap) clearable=true/> }
        })
        .collect();
    (!fields.is_empty()).then(|| view! { <div class="columns">{fields}</div> })
}

fn hint(gap: Placeholder) -> &'static str {
    match gap {
        Placeholder::NextUpdateBy => "Left empty, the promised time, in each language.",
        Placeholder::RemainingBand => "A figure, for example 50: it stands in every language.",
        gap if gap.is_live() => "Left empty, what the page says when it is published.",
        _ => "As it stands in every language.",
    }
}

/// How loud, the promise, how long it stays, whether it stands first, and when it is published.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Options(
    /// What was chosen.
    form: MessageForm,
    /// The event's zone.
    zone: String,
) -> impl IntoView {
    let pinned = if form.pinned.is_empty() {
        vec![]
    } else {
        vec![form.pinned.clone()]
    };
    let first = Choice {
        note: Some("What stands first now steps down.".to_owned()),
        ..Choice::new("on", "Stands first, on the page and in the widget")
    };
    let planned =
        format!("Left empty, at once. Otherwise by the clocks of {zone}, at most 30 days ahead.");
    view! {
        <div class="columns">
            <Loud name="message[severity]" value=form.severity/>
            <Select
                label="Next update"
                name="message[next_update]"
                choices=times("No promise", "within", &PROMISES, &form.next_update)
                value=form.next_update
            />
            <Select
                label="Leaves the page"
                name="message[expiry]"
                choices=times("Stays", "after", &STAYS, &form.expiry)
                value=form.expiry
            />
            <Field
                label="Publish at"
                name="message[publish_at]"
                kind="datetime-local"
                value=form.publish_at
                hint=planned
                clearable=true
            />
            <Choose legend="Place" name="message[pinned]" kind="checkbox" choices=vec![first] ticked=pinned/>
        </div>
    }
    .into_any()
}

/// How loud a message is.
#[component]
pub fn Loud(
    /// The field's name.
    name: &'static str,
    /// What is chosen at first.
    value: String,
) -> impl IntoView {
    let choices = Severity::ALL
        .map(|severity| Choice::new(severity.as_str(), words::severity(severity)))
        .to_vec();
    view! { <Select label="How loud" name choices value/> }
}

/// Times that count from publishing; an instant that was named before stays one of them.
fn times(none: &str, word: &str, minutes: &[u32], chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", none)];
    choices.extend(minutes.iter().map(|minutes| after(word, *minutes)));
    if choices.iter().all(|choice| choice.value != chosen) {
        let named = match chosen.parse::<u32>() {
            Ok(minutes) => after(word, minutes),
            Err(_) => Choice::new(chosen, format!("as it was: {chosen}")),
        };
        choices.push(named);
    }
    choices
}

/// "within 15 min", "after 2 h".
pub fn after(word: &str, minutes: u32) -> Choice {
    let length = match minutes {
        minutes if minutes >= 60 && minutes % 60 == 0 => format!("{} h", minutes / 60),
        minutes => format!("{minutes} min"),
    };
    Choice::new(minutes.to_string(), format!("{word} {length}"))
}

/// The promises and stays that a correction offers, from now on.
pub fn offered() -> (Vec<Choice>, Vec<Choice>) {
    let from_now = |word: &'static str, minutes: &[u32]| {
        let minutes = minutes.iter();
        minutes.map(|minutes| after(word, *minutes)).collect()
    };
    (from_now("within", &PROMISES), from_now("after", &STAYS))
}
