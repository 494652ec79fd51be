//! Forms that work with and without WASM, from one piece of markup.
//!
//! A form posts to the page it stands on. Without WASM the server does what it asks and leads on, or renders the
//! page again with what was typed and what is wrong with it. With WASM `admin::wake` sends the same fields to the same
//! address, which answers with data, and the page stays. Nobody writes a form twice.

mod choices;
mod fields;
mod proof;
mod state;
mod tongues;

use leptos::prelude::*;

use super::LeftBehind;

pub use choices::{Choice, Choose, Select};
pub use fields::{Field, FieldError, Submit, TextArea, Whole};
pub use proof::ProofField;
pub use state::{FormState, Kept, Pairs};
pub use tongues::{Texts, Tongues, Worded};

/// A form for one server function.
#[component]
pub fn DeskForm(
    /// What it does, as `web::admin` knows it.
    name: &'static str,
    /// Which of several forms of this name: a field and its value.
    #[prop(optional)]
    subject: Option<(&'static str, String)>,
    /// The page it stands on.
    #[prop(into)]
    page: String,
    /// The key with which it takes effect once.
    #[prop(optional, into)]
    key: Option<String>,
    /// Other fields that are not shown.
    #[prop(optional)]
    hidden: Vec<(&'static str, String)>,
    /// Whether one goes on where one is when it was done: on a board that follows the event anyway.
    #[prop(optional)]
    stays: bool,
    /// Whether the browser must send it by itself, because the answer shows something once.
    #[prop(optional)]
    plain: bool,
    /// Whether it may be left with what was typed, because nothing can be sent.
    #[prop(optional)]
    free: bool,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let kept = use_context::<LeftBehind>()
        .map(|LeftBehind(kept)| kept)
        .filter(|kept| kept.is_for(name, subject.as_ref()));
    let error = kept.as_ref().and_then(|kept| kept.error.as_ref());
    let again = error.and_then(|error| error.fresh_key.clone());
    let again = again.or_else(|| kept.as_ref()?.value("key"));
    let key = key.map(|key| again.unwrap_or(key));
    let mut fresh = error.map(|error| error.fresh.clone()).unwrap_or_default();
    let subject_id = subject.as_ref().map(|(_, value)| value.as_str());
    let came_back = kept.is_some().then_some("");
    provide_context(FormState::new(name, subject_id, kept));

    let hidden = [("form", name.to_owned())]
        .into_iter()
        .chain(subject)
        .chain(hidden)
        .chain(key.map(|key| ("key", key)))
        .map(|(name, value)| {
            let value = fresh.remove(name).unwrap_or(value);
            view! { <input type="hidden" name=name value=value/> }
        })
        .collect_view();
    let wakes = match (plain, stays) {
        (true, _) => None,
        (_, true) => Some("stays"),
        _ => Some("leads"),
    };
    view! {
        <form class="form" method="post" action=page data-desk=wakes data-plain=plain.then_some("") data-touched=came_back data-free=free.then_some("")>
            {hidden}
            {children()}
        </form>
    }
    .into_any()
}
