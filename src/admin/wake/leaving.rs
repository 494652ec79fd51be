//! Asks before a page is left on which something was written and not sent.

use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event};

use super::dom;

/// A form that holds what nobody has but this page.
const UNSENT: &str = "form[data-touched]:not([data-kept])";

/// Listens to the page being left: by a link, a reload, or a closed tab. The browser asks in its own words.
pub fn wake() {
    let leaving = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let unsent = dom::page().and_then(|page| dom::first::<Element>(&page, UNSENT));
        if unsent.is_some() {
            event.prevent_default();
        }
    });
    let _ =
        window().add_event_listener_with_callback("beforeunload", leaving.as_ref().unchecked_ref());
    leaving.forget();
}
