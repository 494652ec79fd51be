//! The list of events at `/`.

use leptos::prelude::*;

use super::AspectShape;
use super::document::{DocumentLinks, Shell, html_document};
use crate::domain::event::Slug;
use crate::domain::locale::Locale;
use crate::domain::locale::words;
use crate::domain::status_page::{Aspect, StatusPage};

/// One event in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name for people.
    pub title: String,
    /// Its state in one sentence.
    pub state: String,
    /// The shape that goes with it.
    pub aspect: Aspect,
}

impl From<&StatusPage> for IndexEntry {
    fn from(page: &StatusPage) -> Self {
        Self {
            slug: page.slug.clone(),
            title: page.title.clone(),
            state: page.sign.title.clone(),
            aspect: page.sign.aspect,
        }
    }
}

/// The list of events as HTML.
pub fn render_index(entries: &[IndexEntry], links: &DocumentLinks) -> String {
    let words = words::index();
    html_document(|| {
        let address = Some(format!("{}/", links.base_url));
        let list = if entries.is_empty() {
            view! { <p class="nothing">{words.nothing}</p> }.into_any()
        } else {
            let rows = entries.iter().cloned().map(row).collect_view();
            view! { <ul class="events">{rows}</ul> }.into_any()
        };
        let title = words.title.clone();
        view! {
            <Shell locale=Locale::En title description=words.title.clone() address links=links.clone()>
                <body>
                    <header class="masthead"><p>{words::labels().live_status}</p></header>
                    <main id="main"><h1 class="plain">{words.title}</h1>{list}</main>
                </body>
            </Shell>
        }
    })
}

fn row(entry: IndexEntry) -> impl IntoView {
    view! {
        <li data-aspect=entry.aspect.as_str()>
            <a href=format!("/e/{}", entry.slug)>{entry.title}</a>
            " "
            <span class="level"><AspectShape aspect=entry.aspect/><span>{entry.state}</span></span>
        </li>
    }
}
