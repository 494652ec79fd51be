//! The list of events at `/`: what goes on, what is to come, and what is over.

use leptos::prelude::*;

use super::AspectShape;
use super::document::{Address, DocumentLinks, LanguageChoice, Shell, html_document};
use crate::domain::event::{Phase, Slug};
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::status_page::{Aspect, StatusPage};
use crate::domain::time::Timestamp;

/// When an event is, seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Season {
    Now,
    Soon,
    Over,
}

impl Season {
    fn of(phase: Phase) -> Self {
        match phase {
            Phase::Draft | Phase::Scheduled => Self::Soon,
            Phase::Ended | Phase::Drawn => Self::Over,
            // What is sold out may come back.
            Phase::Waiting
            | Phase::Open
            | Phase::Paused
            | Phase::SoldOut
            | Phase::EntriesOpen
            | Phase::EntriesClosed => Self::Now,
        }
    }
}

/// One event in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    slug: Slug,
    title: String,
    state: String,
    aspect: Aspect,
    /// The wait, or how long it is until the state changes.
    figure: Option<String>,
    season: Season,
    opens_at: Option<Timestamp>,
}

impl From<&StatusPage> for IndexEntry {
    fn from(page: &StatusPage) -> Self {
        let wait = page.sign.figure.as_ref().map(|_| &page.wait_text);
        let countdown = page.sign.countdown.as_ref().map(|left| &left.text);
        Self {
            slug: page.slug.clone(),
            title: page.title.clone(),
            state: page.sign.title.clone(),
            aspect: page.sign.aspect,
            figure: wait.or(countdown).cloned(),
            season: Season::of(page.phase),
            opens_at: page.opens.as_ref().map(|moment| moment.at),
        }
    }
}

/// The list of events as HTML, its entries worded in `locale`.
pub fn render_index(entries: &[IndexEntry], locale: Locale, links: &DocumentLinks) -> String {
    let words = Words::new(locale).index();
    let labels = Words::new(locale).labels();
    html_document(|| {
        let address = Some(Address::new(format!("{}/", links.base_url)));
        let nothing = entries
            .is_empty()
            .then(|| view! { <p class="nothing">{words.nothing}</p> });
        let seasons = [
            (Season::Now, words.now),
            (Season::Soon, words.soon),
            (Season::Over, words.over),
        ];
        let sections: Vec<_> = seasons
            .into_iter()
            .map(|(season, heading)| section(entries, season, heading, locale))
            .collect();
        let title = words.title.clone();
        view! {
            <Shell locale title description=words.title.clone() address links=links.clone()>
                <body>
                    <header class="masthead"><p>{labels.live_status}</p></header>
                    <main id="main"><h1 class="plain">{words.title}</h1>{nothing}{sections}</main>
                    <footer><LanguageChoice label=labels.language locale languages=Locale::ALL.to_vec()/></footer>
                </body>
            </Shell>
        }
    })
}

/// The events of one season under their heading; what is to come in the order of its opening.
fn section(
    entries: &[IndexEntry],
    season: Season,
    heading: String,
    locale: Locale,
) -> impl IntoView + use<> {
    let of_season = entries.iter().filter(|entry| entry.season == season);
    let mut entries: Vec<_> = of_season.cloned().collect();
    if season == Season::Soon {
        entries.sort_by_key(|entry| (entry.opens_at.is_none(), entry.opens_at));
    }
    (!entries.is_empty()).then(|| {
        let rows: Vec<_> = entries
            .into_iter()
            .map(|entry| row(entry, locale))
            .collect();
        view! { <section><h2>{heading}</h2><ul class="events">{rows}</ul></section> }
    })
}

fn row(entry: IndexEntry, locale: Locale) -> impl IntoView {
    let href = Address::new(format!("/e/{}", entry.slug)).of(locale);
    let figure = entry
        .figure
        .map(|figure| view! { " · "<span class="once">{figure}</span> });
    view! {
        <li data-aspect=entry.aspect.as_str()>
            <a href=href>{entry.title}</a>
            " "
            <span class="level">
                <AspectShape aspect=entry.aspect/>
                <span>{entry.state}{figure}</span>
            </span>
        </li>
    }
}
