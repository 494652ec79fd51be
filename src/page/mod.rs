//! The public page: Leptos components that are pure functions of `StatusPage`, and the
//! functions that turn them into finished bytes. The desk uses the same components for its preview.

/// The sign's shapes.
pub mod aspect;
/// The course so far, drawn.
pub mod chart;
/// The whole document.
pub mod document;
/// The page for what went wrong.
pub mod error;
/// The line in figures.
pub mod facts;
/// How fresh everything is.
pub mod fresh;
/// The list of events.
pub mod index;
/// Known issues.
pub mod issues;
/// How the wait is estimated.
pub mod method;
/// Messages.
pub mod news;
/// The form for one's own place in line.
pub mod place;
/// An operator's text.
mod prose;
/// The parts of the page that are replaced while it is open.
pub mod region;
/// The report after the event.
pub mod report;
/// What a link to the page looks like elsewhere.
pub mod share;
/// The state, the wait, and both as one sign.
pub mod sign;
/// What is left of what.
pub mod stock;

use leptos::prelude::*;

pub use aspect::AspectShape;
pub use chart::{Figure, History};
pub use document::{
    Address, DocumentLinks, INDEX_LOCALE, render_document, render_preview, render_still,
};
pub use error::{ErrorPage, render_error};
pub use facts::Facts;
pub use fresh::Fresh;
pub use index::{IndexEntry, render_index};
pub use issues::Issues;
pub use method::{METHOD_PATH, method_address, render_method};
pub use news::{MessageCard, News};
pub use place::Place;
pub use region::{Region, region_range};
pub use report::{ReportBody, render_report};
pub use share::CARD_SIZE;
pub use sign::{Sign, State, Wait};
pub use stock::Stock;

use crate::domain::locale::Locale;
use crate::domain::locale::words::SLOT;
use crate::domain::status_page::{Moment, PlaceView, StatusPage};

/// The inner HTML of one region: what a frame carries.
pub fn render_region(page: &StatusPage, region: Region) -> String {
    html(|| region::inner(page, region))
}

/// The inner HTML of the place's region with an answer in it.
pub fn render_place(page: &StatusPage, place: PlaceView) -> String {
    html(|| view! { <Place place action=place::action(page) locale=page.locale/> })
}

/// Renders a view, without the markers that only hydration needs: nobody hydrates the public page.
/// Text and attributes come escaped, so `<!>` is never anything but such a marker.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html().replace("<!>", ""))
}

/// An instant as the page shows it.
#[component]
fn Time(
    /// When, and in words.
    moment: Moment,
) -> impl IntoView {
    view! { <time datetime=moment.at.to_string()>{moment.text}</time> }
}

/// A sentence with an element where its slot is.
fn slotted<E: IntoView>(sentence: &str, element: E) -> impl IntoView + use<E> {
    let (before, after) = sentence.split_once(SLOT).unwrap_or((sentence, ""));
    // Marks around the slot would take their direction from marks inside the element, which have none to give.
    let before = before.trim_end_matches('\u{2068}');
    let after = after.trim_start_matches('\u{2069}');
    let after = Some(after.to_owned()).filter(|rest| !rest.is_empty());
    view! { {before.to_owned()}{element}{after} }
}

/// The `lang` and `dir` of a text, when they are not those of the page around it.
fn foreign(text: Locale, page: Locale) -> Option<(&'static str, &'static str)> {
    (text != page).then(|| (text.tag(), text.direction()))
}

#[cfg(test)]
pub(crate) mod tests;
