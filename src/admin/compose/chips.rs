//! The templates to pick from, by what they are for.

use leptos::prelude::*;

use crate::domain::template::{Scenario, Template};

/// The keys that pick a template.
const KEYS: &str = "123456789";

/// Every template that is offered, and own words. Whoever types into the field sees those that match.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Chips(
    /// The templates that are offered.
    templates: Vec<Template>,
    /// The key of the one that is picked.
    chosen: String,
    /// Where a pick leads, its `#` included.
    address: String,
) -> impl IntoView {
    let (page, anchor) = address.split_once('#').unwrap_or((&address, ""));
    let more = if page.contains('?') { '&' } else { '?' };
    let chip = |key: &str, name: &str, number: Option<char>| {
        let href = match key {
            "" => format!("{page}#{anchor}"),
            key => format!("{page}{more}template={key}#{anchor}"),
        };
        let here = (chosen == key).then_some("true");
        let number = number.map(|number| number.to_string());
        let shown = number
            .clone()
            .map(|number| view! { <kbd class="awake">{number}</kbd> });
        view! {
            <li data-filtered=name.to_lowercase()>
                <a class="chip" href=href aria-current=here data-key=number>{shown}{name.to_owned()}</a>
            </li>
        }
    };
    let mut numbers = KEYS.chars();
    let groups: Vec<_> = Scenario::ALL
        .into_iter()
        .filter_map(|scenario| {
            let chips: Vec<_> = templates
                .iter()
                .filter(|template| template.scenario == scenario)
                .map(|template| chip(template.key.as_str(), &template.name, numbers.next()))
                .collect();
            let heading = format!("templates-{}", scenario.as_str());
            (!chips.is_empty()).then(|| {
                view! {
                    <div class="scenario">
                        <p id=heading.clone()>{scenario.label()}</p>
                        <ul class="chips" aria-labelledby=heading>{chips}</ul>
                    </div>
                }
            })
        })
        .collect();
    view! {
        <nav class="templates" aria-label="Templates" data-filter-group>
            <div class="pick">
                <ul class="chips">{chip("", "Own words", Some('0'))}</ul>
                <label class="filter awake">
                    "Find a template "
                    <input type="search" data-filter data-key="/" autocomplete="off" placeholder="type a word"/>
                </label>
                <a class="edit" href="/admin/templates">"All templates"</a>
            </div>
            <div class="scenarios">{groups}</div>
        </nav>
    }
    .into_any()
}
