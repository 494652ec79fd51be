//! Tells the server that somebody is writing, now and then: the others who have the board open are told.

use std::cell::Cell;

use leptos::prelude::window;
use leptos::web_sys::{Element, HtmlInputElement, UrlSearchParams};

use super::{dom, written};

/// How long to say nothing after something was said, in milliseconds; the server believes it for longer.
const QUIET_MS: f64 = 8_000.0;

thread_local! {
    static SAID_AT: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// Listens to every form of a page that says where to tell it.
pub fn wake() {
    dom::listen("input", |event| {
        let at = event.time_stamp();
        if at - SAID_AT.get() < QUIET_MS {
            return;
        }
        let field = dom::target::<Element>(event).filter(|field| !written::is_aside(field));
        // Those too that the browser sends by itself.
        let form = field.and_then(|field| field.closest("form").ok().flatten());
        let name = form.and_then(|form| dom::first::<HtmlInputElement>(&form, "input[name=form]"));
        if let Some(name) = name {
            SAID_AT.set(at);
            tell(&name.value());
        }
    });
}

/// What was written is sent.
pub fn done() {
    if SAID_AT.replace(f64::NEG_INFINITY).is_finite() {
        tell("");
    }
}

/// Nobody waits for an answer: what is not heard is said again soon.
fn tell(form: &str) {
    let place = dom::page().and_then(|page| dom::first::<Element>(&page, "[data-presence]"));
    let address = place.and_then(|place| place.get_attribute("data-presence"));
    if let (Some(address), Ok(note)) = (address, UrlSearchParams::new()) {
        note.append("form", form);
        let navigator = window().navigator();
        let _ = navigator.send_beacon_with_opt_url_search_params(&address, Some(&note));
    }
}
