//! Keys that work wherever one is on the page.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlFormElement, KeyboardEvent,
};

use super::{dom, forms};

/// Listens to the keyboard.
pub fn wake() {
    dom::listen("keydown", on_key);
}

fn on_key(event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let Some(at) = dom::target::<Element>(event) else {
        return;
    };
    if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
        if let Some(form) = dom::desk_form(&at).or_else(main_form) {
            event.prevent_default();
            forms::press(&form);
        }
        return;
    }
    // A letter in a field is text, and with a modifier it is the browser's.
    let typing = at.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
    if typing.unwrap_or(true) || key.ctrl_key() || key.meta_key() || key.alt_key() {
        return;
    }
    if pressed(&key.key()) {
        event.prevent_default();
    }
}

/// The form that a screen is there for.
fn main_form() -> Option<HtmlFormElement> {
    let page = dom::page()?;
    dom::first(&page, "[data-main] form[data-desk]")
}

/// Does what the page says a key does: `data-key` on a link, a button or a heading.
fn pressed(key: &str) -> bool {
    let Some(page) = dom::page() else {
        return false;
    };
    if key == "?" {
        let help = dom::first::<HtmlDialogElement>(&page, "dialog#keys");
        return help.is_some_and(|help| help.open() || help.show_modal().is_ok());
    }
    // A quotation mark would end the selector.
    let plain = key.chars().count() == 1 && !"\"\\".contains(key);
    let open = dom::first::<Element>(&page, "dialog[open]").is_some();
    if !plain || open {
        return false;
    }
    let selector = format!("[data-key=\"{key}\"]");
    let Some(found) = dom::first::<HtmlElement>(&page, &selector) else {
        return false;
    };
    if found.matches("a, button, summary").unwrap_or(false) {
        found.click();
    } else {
        let _ = found.focus();
    }
    true
}
