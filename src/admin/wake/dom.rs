//! The browser's document, in the few words that the islands need.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event, HtmlElement, HtmlFormElement};

/// Listens to an event wherever on the page it happens, for as long as the page lives.
pub fn listen(name: &str, mut heard: impl FnMut(&Event) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(move |event| heard(&event));
    // In the capturing phase, because `toggle` and `focus` do not rise.
    let _ = document().add_event_listener_with_callback_and_bool(
        name,
        heard.as_ref().unchecked_ref(),
        true,
    );
    heard.forget();
}

/// The element that an event happened to.
pub fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The first element that matches, inside another.
pub fn first<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
    let found = within.query_selector(selector).ok().flatten();
    found?.dyn_into().ok()
}

/// Every element that matches, inside another.
pub fn all<T: JsCast>(within: &Element, selector: &str) -> Vec<T> {
    let Ok(found) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    let nodes = (0..found.length()).filter_map(|index| found.item(index));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The page itself, to look for elements in.
pub fn page() -> Option<Element> {
    document().document_element()
}

/// The form of the desk around an element; none for a form that the browser sends by itself.
pub fn desk_form(element: &Element) -> Option<HtmlFormElement> {
    let form = element.closest("form[data-desk]").ok().flatten();
    form?.dyn_into().ok()
}

/// Shows or hides an element.
pub fn show(element: &HtmlElement, shown: bool) {
    element.set_hidden(!shown);
}

/// Puts a sentence where the page says what was done.
pub fn say(sentence: &str) {
    let said = page().and_then(|page| first::<Element>(&page, "#said"));
    if let Some(said) = said {
        said.set_text_content(Some(sentence));
    }
}

/// Tells the style sheet, and tests, that the page is awake.
pub fn mark_awake() {
    if let Some(page) = page() {
        let _ = page.set_attribute("data-awake", "");
    }
}
