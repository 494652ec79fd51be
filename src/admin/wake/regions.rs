//! The parts of a page that come anew. This is the only place where markup from the server is put into the page by
//! script; it comes from the desk's own stream or pages, rendered and escaped by the same components as the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::document;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::{
    DomParser, Element, HtmlDetailsElement, HtmlElement, HtmlFormElement, SupportedType,
};

use super::{dom, written};

thread_local! {
    /// What came while somebody was writing in its place.
    static WAITING: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Puts parts in their places. Where somebody is writing, the part waits: nothing typed is lost to news.
pub fn place(parts: impl IntoIterator<Item = (String, String)>) {
    for (name, html) in parts {
        let waits = places(&name).iter().any(is_written_in);
        WAITING.with_borrow_mut(|waiting| {
            if waits {
                waiting.insert(name.clone(), html.clone());
            } else {
                waiting.remove(&name);
            }
        });
        if !waits {
            for place in places(&name) {
                put(&place, &html);
            }
        }
    }
}

/// The parts of another page of the desk, but for those that it calls old.
pub fn of(page: &str) -> Result<Vec<(String, String)>, JsValue> {
    let page = DomParser::new()?.parse_from_string(page, SupportedType::TextHtml)?;
    let parts = page
        .document_element()
        .map(|page| dom::all::<Element>(&page, "[data-live]:not([data-old])"));
    let part = |part: Element| Some((part.get_attribute("data-live")?, part.inner_html()));
    Ok(parts.into_iter().flatten().filter_map(part).collect())
}

/// Puts the parts that waited, where nobody is writing any more.
pub fn catch_up() {
    let waiting = WAITING.with_borrow_mut(std::mem::take);
    place(waiting);
}

fn places(name: &str) -> Vec<Element> {
    let page = dom::page();
    page.map(|page| dom::all(&page, &format!("[data-live=\"{name}\"]")))
        .unwrap_or_default()
}

fn is_written_in(place: &Element) -> bool {
    let forms = dom::all::<HtmlFormElement>(place, "form");
    forms
        .iter()
        .any(|form| form.has_attribute("aria-busy") || written::is_written_in(form))
}

/// Replaces what is inside, and gives the focus and open parts back.
fn put(place: &Element, html: &str) {
    let focused = document()
        .active_element()
        .filter(|element| place.contains(Some(element)))
        .map(|element| element.id());
    let open: Vec<_> = dom::all::<HtmlDetailsElement>(place, "details[open][id]")
        .iter()
        .map(|details| details.id())
        .collect();
    place.set_inner_html(html);
    for id in open {
        let details = document().get_element_by_id(&id);
        if let Some(details) = details {
            let _ = details.set_attribute("open", "");
        }
    }
    let focused = focused.filter(|id| !id.is_empty());
    let again = focused.and_then(|id| dom::first::<HtmlElement>(place, &format!("[id=\"{id}\"]")));
    if let Some(element) = again {
        let _ = element.focus();
    }
}
