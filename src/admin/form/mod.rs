//! Forms that work with and without WASM, from one piece of markup.
//!
//! A form posts to the page it stands on. Without WASM the server does what it asks and leads back to the page, or
//! renders the page again with what was typed and what is wrong with it. With WASM the same fields go to the
//! server function directly, and the page stays. Fields are the browser's own: nothing typed before the WASM
//! is awake is lost, and a field left empty shows the live value that counts for it.

mod choices;
mod fields;
mod state;

use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::web_sys::{HtmlElement, HtmlFormElement, KeyboardEvent};
use leptos_router::hooks::use_query_map;
use serde::de::DeserializeOwned;

use super::LeftBehind;
use super::api::{DeskError, Trouble};

pub use choices::{Choice, Choose, Select};
pub use fields::{Field, FieldError, Submit, TextArea};
pub use state::{FormState, Kept, Pairs};

/// A form for one server function. What follows when it was done is for whoever owns the action: the form itself may be
/// gone by then, because the board has moved on.
#[component]
pub fn DeskForm<F>(
    /// What it does, as `web::admin` knows it.
    name: &'static str,
    /// Which of several forms of this name: a field and its value.
    #[prop(optional)]
    subject: Option<(&'static str, String)>,
    /// The page it stands on.
    #[prop(into)]
    page: String,
    /// The server function.
    action: ServerAction<F>,
    /// The key with which it takes effect once. It outlives the form for the same reason.
    #[prop(optional)]
    key: Option<RwSignal<String>>,
    /// Other fields that are not shown.
    #[prop(optional)]
    hidden: Vec<(&'static str, String)>,
    /// Its fields.
    children: Children,
) -> impl IntoView
where
    F: ServerFn<Error = DeskError> + DeserializeOwned + Clone + Send + Sync + 'static,
    F::Output: Send + Sync + 'static,
{
    let node = NodeRef::<html::Form>::new();
    let left = use_context::<LeftBehind>();
    let kept = left
        .map(|LeftBehind(left)| left.get_value())
        .into_iter()
        .chain([asked_to_preview()])
        .find(|kept| kept.is_for(name, subject.as_ref()));
    let first_error = kept.as_ref().and_then(|kept| kept.error.clone());
    if let (Some(key), Some(kept)) = (key, &kept) {
        let fresh = first_error
            .as_ref()
            .and_then(|error| error.fresh_key.clone());
        if let Some(again) = fresh.or(kept.value("key")) {
            key.set(again);
        }
    }
    // An action may have been used by a form that stood here before: what came of that is not ours.
    let version = action.version();
    let born = version.get_untracked();
    let error = Signal::derive(move || match &*action.value().read() {
        _ if version.get() == born => first_error.clone(),
        Some(Err(error)) => Some(error.clone()),
        _ => None,
    });
    let subject_id = subject.as_ref().map(|(_, value)| value.clone());
    let state = FormState::new(name, subject_id, kept, error, action.pending().into(), node);
    provide_context(state);

    // Whatever was typed before the WASM woke up.
    Effect::new(move || {
        if node.get().is_some() {
            state.refresh();
        }
    });
    Effect::new(move || match &*action.value().read() {
        _ if version.get() == born => {}
        Some(Ok(_)) => {
            if let Some(LeftBehind(left)) = left {
                left.set_value(Kept::default());
            }
            state.clear();
        }
        Some(Err(_)) => state.focus_first_wrong(),
        None => {}
    });

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if action.pending().get_untracked() {
            return;
        }
        if let Ok(asked) = F::from_event(&event) {
            action.dispatch(asked);
        } else {
            let told = "The form could not be read. Reload the page and try again.";
            action
                .value()
                .set(Some(Err(DeskError::new(Trouble::Failed, told))));
        }
    };
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            if let Some(form) = node.get_untracked() {
                send(&form);
            }
        }
    };
    let hidden = [("form", name.to_owned())]
        .into_iter()
        .chain(subject)
        .chain(hidden)
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let key = key.map(|key| view! { <input type="hidden" name="key" value=move || key.get()/> });
    view! {
        <form
            class="form"
            method="post"
            action=page
            novalidate
            node_ref=node
            on:submit=submit
            on:input=move |_| state.refresh()
            on:keydown=keydown
        >
            {hidden}
            {key}
            {children()}
        </form>
    }
    .into_any()
}

/// What a form sent by `GET`, to see what it would make before it is done.
fn asked_to_preview() -> Kept {
    let query = use_query_map().get_untracked();
    let values: Pairs = query
        .into_iter()
        .map(|(name, value)| (name.into_owned(), value))
        .collect();
    Kept {
        form: Kept::find(&values, "form").unwrap_or_default(),
        values,
        error: None,
    }
}

/// Presses the form's own button, as the Enter key does.
fn send(form: &HtmlFormElement) {
    use leptos::wasm_bindgen::JsCast;
    let button = form.query_selector("button.primary").ok().flatten();
    let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        button.click();
    }
}
