//! Who else has this board open, and what they are writing.

use leptos::prelude::*;

use crate::domain::presence::{Colleague, Work};

/// The part that names them. What is written on its page is told at the address that it carries.
#[component]
pub fn Others(
    /// The board's address.
    address: String,
) -> impl IntoView {
    let presence = address + "/presence";
    view! { <div class="others" role="status" data-live="others" data-presence=presence></div> }
}

/// The inner HTML of the part that names them; empty where there is nobody.
pub fn render_others(others: &[Colleague]) -> String {
    if others.is_empty() {
        return String::new();
    }
    Owner::new().with(|| named(others).to_html())
}

fn named(others: &[Colleague]) -> impl IntoView + use<> {
    let writing = others.iter().filter_map(|other| {
        let what = match other.writing? {
            Work::Message => "is writing a message",
            Work::Issue => "is writing about an issue",
            Work::Phase => "is changing the phase",
            Work::Stock => "is changing the stock",
        };
        let name = other.name.clone();
        Some(view! { <p data-writing>{name}" "{what}</p> })
    });
    let writing: Vec<_> = writing.collect();
    let names: Vec<_> = others.iter().map(|other| other.name.as_str()).collect();
    let names = names.join(", ");
    view! { <p>"Also here: "{names}</p>{writing} }
}
