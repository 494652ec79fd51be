//! The fields of a plan, each with what it means.

use leptos::prelude::*;

use crate::admin::form::Field;
use crate::domain::plan::{Inputs, SPECS, Spec};

/// The name of an input, what it is called, and what to know about it.
type Named = (&'static str, &'static str, &'static str);

/// Groups of inputs under their headings.
const GROUPS: [(&str, &[Named]); 4] = [
    (
        "Who may come",
        &[
            ("email_list", "E-mail list", "People who get the mailing."),
            (
                "email_pct",
                "of the list come, %",
                "Your usual share of clicks.",
            ),
            ("followers", "Followers", "On all networks together."),
            (
                "followers_pct",
                "of followers come, %",
                "Few of those who follow see a post.",
            ),
            (
                "demand",
                "Asked to be told",
                "Sign-ups, wish lists, reminders.",
            ),
            (
                "demand_pct",
                "of those come, %",
                "They asked for it, so many do.",
            ),
            (
                "past_visitors",
                "Came to a past event",
                "0: those who came to the one above.",
            ),
            (
                "past_pct",
                "of those come again, %",
                "More than 100 when this one is larger.",
            ),
            ("ad_spend", "Spent on advertising", "In your currency."),
            (
                "cost_per_visit",
                "Cost of one visit",
                "In the same currency.",
            ),
            (
                "overlap_pct",
                "Counted twice, %",
                "Those in several of the above.",
            ),
        ],
    ),
    (
        "When they come",
        &[
            (
                "early_pct",
                "Before the opening, %",
                "They gather in the waiting room.",
            ),
            ("early_min", "First come, minutes before", ""),
            ("burst_pct", "At the opening, %", "The rush."),
            ("burst_min", "The rush lasts, minutes", ""),
            (
                "half_life_min",
                "Half of the rest, minutes",
                "Half of all others have come by then.",
            ),
            (
                "duration_min",
                "The last come, minutes",
                "After the opening.",
            ),
            (
                "leave_pct_per_hour",
                "Give up in an hour, %",
                "Of those who wait.",
            ),
        ],
    ),
    (
        "What the shop bears",
        &[
            (
                "shop_holds",
                "Shoppers inside at once",
                "What checkout was tested with.",
            ),
            (
                "inside_min",
                "Minutes inside each",
                "From being let in to paying or leaving.",
            ),
            ("conversion_pct", "of shoppers buy, %", "One unit each."),
            ("units", "Units for sale", "Empty when there are enough."),
        ],
    ),
    (
        "Limits and page",
        &[
            (
                "admitted_per_min",
                "Let in per minute",
                "Empty: what the shop bears.",
            ),
            (
                "capacity",
                "Capacity of the waiting room",
                "Empty: nobody is turned away.",
            ),
            (
                "page_pct",
                "Have the status page open, %",
                "Of those who come and wait.",
            ),
        ],
    ),
];

/// What an input is called.
pub fn label(name: &str) -> &'static str {
    let mut named = GROUPS.iter().flat_map(|(_, named)| named.iter());
    let found = named.find(|(known, ..)| *known == name);
    found.map_or("", |(_, label, _)| label)
}

/// Every field, filled.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Fields(
    /// What they are filled with.
    inputs: Inputs,
) -> impl IntoView {
    let field = |&(name, label, hint): &Named| {
        let spec = SPECS.iter().find(|spec| spec.name == name);
        let value = spec.and_then(|spec| spec.value(&inputs));
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        let clearable = spec.is_some_and(Spec::is_optional);
        view! {
            <Field
                label=label
                name=format!("plan[{name}]")
                value=value
                hint=hint
                inputmode="decimal"
                clearable=clearable
            />
        }
    };
    let groups = GROUPS.map(|(heading, named)| {
        let fields: Vec<_> = named.iter().map(field).collect();
        view! {
            <fieldset class="group">
                <legend>{heading}</legend>
                <div class="pairs">{fields}</div>
            </fieldset>
        }
    });
    groups.collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_has_a_field() {
        for spec in SPECS {
            assert!(!label(spec.name).is_empty(), "{}", spec.name);
        }
        let named: usize = GROUPS.iter().map(|(_, named)| named.len()).sum();
        assert_eq!(named, SPECS.len());
    }
}
