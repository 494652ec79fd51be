//! Asks before a page is left on which something was written and not sent.

use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Event, HtmlFormElement};

use super::{dom, written};

/// A form that something can be sent with, but for those that are on their way and those that may be left as they are.
const UNSENT: &str = "form[method=post]:not([data-away]):not([data-free])";

/// Listens to the page being left: by a link, a reload, or a closed tab. The browser asks in its own words.
pub fn wake() {
    let leaving = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let unsent = dom::page().map(|page| dom::all::<HtmlFormElement>(&page, UNSENT));
        if unsent.is_some_and(|forms| forms.iter().any(written::is_written_in)) {
            event.prevent_default();
        }
    });
    let _ =
        window().add_event_listener_with_callback("beforeunload", leaving.as_ref().unchecked_ref());
    leaving.forget();
}
