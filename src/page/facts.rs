//! The line in figures.

use leptos::prelude::*;

use crate::domain::status_page::Fact;

/// Label, figure and note for each thing known about the line; nothing at all when nothing is.
#[component]
pub fn Facts(
    /// What is known.
    facts: Vec<Fact>,
) -> impl IntoView {
    (!facts.is_empty()).then(|| {
        let rows = facts.into_iter().map(row).collect_view();
        view! { <dl class="facts">{rows}</dl> }
    })
}

fn row(fact: Fact) -> impl IntoView {
    let arrow = fact
        .arrow
        .map(|arrow| view! { <span class="arrow" aria-hidden="true">{arrow}</span>" " });
    view! {
        <div>
            <dt>{fact.label}</dt>
            <dd>{arrow}<span data-figure>{fact.value}</span></dd>
            {fact.note.map(|note| view! { <dd class="note">{note}</dd> })}
        </div>
    }
}
