//! A list that shows what matches while somebody types, and numbers what is left.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::dom;

/// Listens to every field that filters.
pub fn wake() {
    dom::listen("input", |event| {
        if let Some((field, group)) = filter(event) {
            narrow(&group, &field.value().trim().to_lowercase());
        }
    });
    dom::listen("keydown", |event| {
        let enter = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|key| key.key() == "Enter");
        let Some((_, group)) = filter(event).filter(|_| enter) else {
            return;
        };
        event.prevent_default();
        if let Some(first) = dom::first::<HtmlElement>(&group, "[data-filtered]:not([hidden]) a") {
            first.click();
        }
    });
}

/// The field that filters, if the event is about one, and the list around it.
fn filter(event: &Event) -> Option<(HtmlInputElement, Element)> {
    let field = dom::target::<HtmlInputElement>(event)?;
    let group = field.closest("[data-filter-group]").ok().flatten()?;
    field.has_attribute("data-filter").then_some((field, group))
}

fn narrow(group: &Element, typed: &str) {
    for item in dom::all::<HtmlElement>(group, "[data-filtered]") {
        let name = item.get_attribute("data-filtered").unwrap_or_default();
        dom::show(&item, name.contains(typed));
    }
    for part in dom::all::<HtmlElement>(group, ".scenario") {
        let left = dom::first::<Element>(&part, "[data-filtered]:not([hidden])");
        dom::show(&part, left.is_some());
    }
}
