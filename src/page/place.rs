//! Your place in line: a form that works without script, and its answer.

use leptos::prelude::*;

use crate::domain::locale::Locale;
use crate::domain::status_page::{PlaceView, StatusPage};

/// Where the form on `page` is sent.
pub(super) fn action(page: &StatusPage) -> String {
    format!("/e/{}", page.slug)
}

/// The form while waits can be told, a sentence while they cannot, and what is said about the place that was typed.
/// The script writes its answers to `#place-answer`; it has no live region of its own.
#[component]
pub fn Place(
    /// What stands in the form.
    place: PlaceView,
    /// Where the form is sent: the page itself.
    action: String,
    /// The language of the page.
    locale: Locale,
) -> impl IntoView {
    let body = match place.later {
        Some(later) => view! { <p class="nothing">{later}</p> }.into_any(),
        None => view! {
            <form id="place" action=action data-busy=place.busy>
                <label for="position">{place.label}</label>
                <input
                    id="position"
                    name="position"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="20"
                    required
                    value=place.typed
                    aria-describedby="place-answer"
                    aria-invalid=place.wrong.then_some("true")
                />
                <input type="hidden" name="lang" value=locale.tag()/>
                <button>{place.ask}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="place">
            {body}
            <p id="place-answer" data-wrong=place.wrong>{place.answer}</p>
        </section>
    }
}
