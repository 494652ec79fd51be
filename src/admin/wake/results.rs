//! Results that follow what is typed: a form that has a button to look at them is asked for them as that button would, and
//! they are taken over from the page that answers. The last question is the one that is answered.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlFormElement, Response};
use wasm_bindgen_futures::JsFuture;

use super::{dom, forms, regions};

/// How long somebody must not have typed before the server is asked.
const SETTLE: Duration = Duration::from_millis(300);

thread_local! {
    /// How many changes there were: an answer to an older question is dropped.
    static CHANGES: Cell<u32> = const { Cell::new(0) };
}

/// Listens to every form that has results.
pub fn wake() {
    for name in ["input", "change"] {
        dom::listen(name, |event| {
            let field = dom::target::<Element>(event);
            let form = field.and_then(|field| dom::desk_form(&field));
            let form = form.filter(|form| dom::first::<Element>(form, "[data-results]").is_some());
            if let Some(form) = form {
                let change = CHANGES.get().wrapping_add(1);
                CHANGES.set(change);
                let _ = set_timeout(move || ask(change, form), SETTLE);
            }
        });
    }
}

fn ask(change: u32, form: HtmlFormElement) {
    if CHANGES.get() != change {
        return;
    }
    spawn_local(async move {
        let parts = answer(&form).await.and_then(|page| regions::of(&page));
        if CHANGES.get() != change {
            return;
        }
        match parts {
            Ok(parts) if !parts.is_empty() => regions::place(parts),
            _ => dom::say(
                "The results do not follow: the server did not answer, or you are signed out.",
            ),
        }
    });
}

/// The page that the form's button would lead to.
async fn answer(form: &HtmlFormElement) -> Result<String, JsValue> {
    let query = String::from(forms::fields(form, None)?.to_string());
    let address = form.get_attribute("action").unwrap_or_default();
    let asking = window().fetch_with_str(&format!("{address}?{query}"));
    let response: Response = JsFuture::from(asking).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok(text.as_string().unwrap_or_default())
}
