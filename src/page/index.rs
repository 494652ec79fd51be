//! The list of events at `/`.

use leptos::prelude::*;

use super::AspectShape;
use super::document::{Address, DocumentLinks, Languages, Shell, html_document};
use crate::domain::event::Slug;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
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

/// The list of events as HTML, its entries worded in `locale`.
pub fn render_index(entries: &[IndexEntry], locale: Locale, links: &DocumentLinks) -> String {
    let words = Words::new(locale).index();
    let labels = Words::new(locale).labels();
    html_document(|| {
        let address = Some(Address::new(format!("{}/", links.base_url)));
        let list = if entries.is_empty() {
            view! { <p class="nothing">{words.nothing}</p> }.into_any()
        } else {
            let rows = entries
                .iter()
                .cloned()
                .map(|entry| row(entry, locale))
                .collect_view();
            view! { <ul class="events">{rows}</ul> }.into_any()
        };
        let title = words.title.clone();
        view! {
            <Shell locale title description=words.title.clone() address links=links.clone()>
                <body>
                    <header class="masthead"><p>{labels.live_status}</p></header>
                    <main id="main"><h1 class="plain">{words.title}</h1>{list}</main>
                    <footer><Languages label=labels.language locale/></footer>
                </body>
            </Shell>
        }
    })
}

fn row(entry: IndexEntry, locale: Locale) -> impl IntoView {
    let href = Address::new(format!("/e/{}", entry.slug)).of(locale);
    view! {
        <li data-aspect=entry.aspect.as_str()>
            <a href=href>{entry.title}</a>
            " "
            <span class="level"><AspectShape aspect=entry.aspect/><span>{entry.state}</span></span>
        </li>
    }
}
