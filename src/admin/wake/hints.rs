//! Fields that say more once the page is awake: how long a text is, what a choice does, what the browser would suggest.

use leptos::web_sys::js_sys::{Array, Intl, Object, Reflect};
use leptos::web_sys::{Element, Event, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::dom;
use crate::domain::event::Slug;

/// Listens to every field, and fills in what the browser knows.
pub fn wake() {
    dom::listen("input", on_input);
    dom::listen("change", on_input);
    let Some(page) = dom::page() else { return };
    for field in dom::all::<HtmlInputElement>(&page, "input[data-suggest=zone]") {
        if let Some(zone) = browser_zone() {
            // As if the page had come with it: nobody has typed it.
            field.set_default_value(&zone);
            field.set_value(&zone);
        }
    }
    for form in dom::all::<HtmlFormElement>(&page, "form[data-desk]") {
        refresh(&form);
    }
}

/// Brings everything that follows the fields of a form up to date with them.
pub fn refresh(form: &HtmlFormElement) {
    for area in dom::all::<HtmlTextAreaElement>(form, "textarea[data-limit]") {
        count(&area);
    }
    follow_choice(form);
}

fn on_input(event: &Event) {
    let Some(field) = dom::target::<Element>(event) else {
        return;
    };
    if let Some(area) = dom::target::<HtmlTextAreaElement>(event) {
        count(&area);
    }
    let Some(form) = dom::desk_form(&field) else {
        return;
    };
    follow_choice(&form);
    if let Some(input) = dom::target::<HtmlInputElement>(event) {
        // Whoever typed an address of their own keeps it.
        let _ = input.remove_attribute("data-suggest");
        suggest(&form, &input);
    }
}

fn count(area: &HtmlTextAreaElement) {
    let limit = area.get_attribute("data-limit");
    let limit = limit.and_then(|limit| limit.parse::<usize>().ok());
    let length = area.value().trim().chars().count();
    let place = area.parent_element();
    let place = place.and_then(|place| dom::first::<Element>(&place, ".count"));
    let (Some(limit), Some(place)) = (limit, place) else {
        return;
    };
    if let Some(words) = dom::first::<Element>(&place, ".length") {
        words.set_text_content(Some(&length.to_string()));
    }
    let _ = if length > limit {
        place.set_attribute("data-over", "")
    } else {
        place.remove_attribute("data-over")
    };
}

/// A button that does what was chosen says so.
fn follow_choice(form: &HtmlFormElement) {
    for words in dom::all::<Element>(form, "[data-follows]") {
        let name = words.get_attribute("data-follows").unwrap_or_default();
        let selector = format!("input[name=\"{name}\"]:checked + label");
        if let Some(label) = dom::first::<Element>(form, &selector) {
            words.set_text_content(label.text_content().as_deref());
        }
    }
}

/// Makes an address of a title, while nobody typed one.
fn suggest(form: &HtmlFormElement, title: &HtmlInputElement) {
    let selector = format!("input[data-suggest=\"slug-of:{}\"]", title.name());
    for field in dom::all::<HtmlInputElement>(form, &selector) {
        let slug = Slug::suggest(&title.value());
        field.set_value(slug.as_ref().map_or("", Slug::as_str));
    }
}

/// The zone that the browser lives in.
fn browser_zone() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?;
    zone.as_string().filter(|zone| !zone.is_empty())
}
