//! Forms, sent by script to the address they would be sent to without: nothing typed is lost, whatever happens.

use leptos::prelude::window;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::Array;
use leptos::web_sys::{
    Element, Event, FormData, Headers, HtmlButtonElement, HtmlElement, HtmlFormElement,
    HtmlInputElement, HtmlTextAreaElement, RequestInit, Response, SubmitEvent, UrlSearchParams,
};
use wasm_bindgen_futures::JsFuture;

use super::answer::{Answer, Done};
use super::written::is_written_in;
use super::{dom, hints, presence, regions};
use crate::admin::api::{DeskError, Trouble};

/// Listens to every form of the desk.
pub fn wake() {
    dom::listen("submit", on_submit);
    dom::listen("input", |event| {
        let field = dom::target::<Element>(event);
        if let Some(form) = field.and_then(|field| field.closest("form").ok().flatten()) {
            let _ = form.remove_attribute("data-away");
        }
    });
}

/// Presses the form's own button, as the Enter key does.
pub fn press(form: &HtmlFormElement) {
    if let Some(button) = dom::first::<HtmlElement>(form, "button.primary") {
        button.click();
    }
}

fn on_submit(event: &Event) {
    let Some(form) = dom::target::<HtmlFormElement>(event) else {
        return;
    };
    if form.has_attribute("data-plain") && is_double_click(&form, event.time_stamp()) {
        event.prevent_default();
        return;
    }
    let button = event
        .dyn_ref::<SubmitEvent>()
        .and_then(SubmitEvent::submitter);
    let says = |name: &str| button.as_ref().is_some_and(|b| b.has_attribute(name));
    if !form.has_attribute("data-desk") || says("formmethod") {
        // The browser sends it, and with that what was typed.
        if !says("formtarget") {
            let _ = form.set_attribute("data-away", "");
        }
        return;
    }
    event.prevent_default();
    // A double click sends once.
    if form.get_attribute("aria-busy").is_some() {
        return;
    }
    let button = event
        .dyn_ref::<SubmitEvent>()
        .and_then(SubmitEvent::submitter)
        .and_then(|button| button.dyn_into().ok());
    spawn_local(send(form, button));
}

/// Whether a form that the browser sends by itself was sent just now. Its answer shows something once: a second one
/// would take the place of what the first one has shown.
fn is_double_click(form: &HtmlFormElement, at_ms: f64) -> bool {
    const DOUBLE_MS: f64 = 2_000.0;
    let before = form.get_attribute("data-sent");
    let before = before.and_then(|before| before.parse::<f64>().ok());
    if before.is_some_and(|before| at_ms - before < DOUBLE_MS) {
        return true;
    }
    let _ = form.set_attribute("data-sent", &at_ms.to_string());
    false
}

async fn send(form: HtmlFormElement, button: Option<HtmlButtonElement>) {
    busy(&form, true);
    // A form has a field of the name `action`, perhaps: the attribute is what is meant.
    let address = form.get_attribute("action").unwrap_or_default();
    let answer = match ask(&form, button.as_ref(), &address).await {
        Ok(answer) => answer,
        Err(_) => Err(DeskError::unreachable()),
    };
    busy(&form, false);
    match answer {
        Ok(done) => follow(&form, &done),
        Err(error) => tell(&form, &error),
    }
}

/// Sends the fields of a form to an address.
pub async fn ask(
    form: &HtmlFormElement,
    button: Option<&HtmlButtonElement>,
    address: &str,
) -> Result<Answer, JsValue> {
    let body = fields(form, button)?;
    let headers = Headers::new()?;
    headers.append("accept", "application/json")?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&body);
    let asking = window().fetch_with_str_and_init(address, &request);
    let response: Response = JsFuture::from(asking).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    let text = text.as_string().unwrap_or_default();
    Ok(if response.ok() {
        serde_json::from_str(&text).map_err(|_| unreadable())
    } else {
        Err(serde_json::from_str(&text).unwrap_or_else(|_| unreadable()))
    })
}

/// What a form holds, as its browser would send it.
pub fn fields(
    form: &HtmlFormElement,
    button: Option<&HtmlButtonElement>,
) -> Result<UrlSearchParams, JsValue> {
    let fields = FormData::new_with_form(form)?;
    if let Some(button) = button.filter(|button| !button.name().is_empty()) {
        fields.append_with_str(&button.name(), &button.value())?;
    }
    let sent = UrlSearchParams::new()?;
    for field in Array::from(&fields).iter().map(|field| Array::from(&field)) {
        if let (Some(name), Some(value)) = (field.get(0).as_string(), field.get(1).as_string()) {
            sent.append(&name, &value);
        }
    }
    Ok(sent)
}

/// Something between here and the server answered in its own words.
fn unreadable() -> DeskError {
    DeskError::new(
        Trouble::Failed,
        "Something between this page and the server answered instead of it. What you wrote stays here: try again.",
    )
}

fn busy(form: &HtmlFormElement, busy: bool) {
    let _ = if busy {
        form.set_attribute("aria-busy", "true")
    } else {
        form.remove_attribute("aria-busy")
    };
    for (selector, shown) in [(".busy", busy), (".label", !busy)] {
        for words in dom::all::<HtmlElement>(form, &format!("button > {selector}")) {
            dom::show(&words, shown);
        }
    }
}

/// Goes on when it was done: to the page that shows it, or with an empty form.
fn follow(form: &HtmlFormElement, done: &Done) {
    mark(form, None);
    presence::done();
    let came_back = form.has_attribute("data-touched");
    let _ = form.remove_attribute("data-touched");
    if form.get_attribute("data-desk").as_deref() != Some("stays") {
        let _ = form.set_attribute("data-away", "");
        dom::say(&done.said);
        lead(&done.next);
        return;
    }
    // What a page came with is what the browser would go back to.
    for area in dom::all::<HtmlTextAreaElement>(form, "textarea") {
        let _ = area.set_default_value("");
    }
    if came_back {
        let typed = "input:not([type=hidden], [type=radio], [type=checkbox])";
        for field in dom::all::<HtmlInputElement>(form, typed) {
            field.set_default_value("");
        }
    }
    form.reset();
    if let Some(key) = &done.key {
        set_hidden(form, "key", key);
    }
    hints::refresh(form);
    dom::say(&done.said);
    regions::catch_up();
}

/// Loads an address, also one that differs from this one in nothing but what follows the `#`.
fn lead(next: &str) {
    let location = window().location();
    let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let _ = if next.split('#').next() == Some(here.as_str()) {
        location.reload()
    } else {
        location.assign(next)
    };
}

/// Says what is wrong, and leads to it.
fn tell(form: &HtmlFormElement, error: &DeskError) {
    if let Some(key) = &error.fresh_key {
        set_hidden(form, "key", key);
    }
    for (name, value) in &error.fresh {
        set_hidden(form, name, value);
    }
    let comes_anew = form.closest("[data-live]").is_ok_and(|part| part.is_some());
    if comes_anew && error.fields.is_empty() && !is_written_in(form) {
        // Nothing keeps its part as it is: the next news would take the words away again.
        dom::say(&error.besides(|_| false));
        regions::catch_up();
        return;
    }
    mark(form, Some(error));
    let wrong = dom::first::<HtmlElement>(form, "[aria-invalid=true]")
        .or_else(|| dom::first(form, ".error.whole"));
    if let Some(wrong) = wrong {
        let _ = wrong.focus();
    }
}

/// Writes what is wrong beside each field, and the rest above the button; or takes all of it away.
fn mark(form: &HtmlFormElement, error: Option<&DeskError>) {
    let mut shown = Vec::new();
    for place in dom::all::<HtmlElement>(form, "[data-wrong]") {
        let name = place.get_attribute("data-wrong").unwrap_or_default();
        let wrong = error.into_iter().flat_map(|error| &error.fields);
        let wrong: Vec<_> = wrong
            .filter(|error| error.field == name)
            .map(|error| error.message.as_str())
            .collect();
        place.set_text_content(Some(&wrong.join("; ")));
        dom::show(&place, !wrong.is_empty());
        // A field that the page did not need to show until now.
        if let Ok(Some(field)) = place.closest(".field.proof[hidden]")
            && !wrong.is_empty()
        {
            let _ = field.remove_attribute("hidden");
        }
        let selector = format!("[aria-describedby~=\"{}\"]", place.id());
        for field in dom::all::<Element>(form, &selector) {
            let _ = if wrong.is_empty() {
                field.remove_attribute("aria-invalid")
            } else {
                field.set_attribute("aria-invalid", "true")
            };
        }
        shown.push(name);
    }
    if let Some(whole) = dom::first::<HtmlElement>(form, ".error.whole") {
        let told = error.map(|error| error.besides(|field| shown.iter().any(|name| name == field)));
        dom::show(&whole, told.is_some());
        whole.set_text_content(told.as_deref());
    }
}

fn set_hidden(form: &HtmlFormElement, name: &str, value: &str) {
    let selector = format!("input[type=hidden][name=\"{name}\"]");
    if let Some(field) = dom::first::<HtmlInputElement>(form, &selector) {
        // The attribute as well: an emptied form goes back to it.
        field.set_default_value(value);
        field.set_value(value);
    }
}
