//! What a link to the page looks like elsewhere: in previews of messengers, in feed readers, in the tab.

use leptos::prelude::*;

use super::aspect;
use super::document::{Address, DocumentLinks};
use crate::domain::event::Slug;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Labels;
use crate::domain::revision::Revision;
use crate::domain::status_page::{Aspect, StatusPage};

/// The size of the share card in pixels, as link previews want it.
pub const CARD_SIZE: (u16, u16) = (1_200, 630);

/// What a page tells those that link to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The event's name for people.
    pub event: String,
    /// The event's name in URLs.
    pub slug: Slug,
    /// Where its page is.
    pub address: Address,
    /// The shape of its state.
    pub aspect: Aspect,
    /// Whether there is a calendar to subscribe to.
    pub has_calendar: bool,
    revision: Revision,
}

impl Share {
    /// What `page` tells at `revision`.
    pub fn new(page: &StatusPage, revision: Revision, links: &DocumentLinks) -> Self {
        Self {
            event: page.title.clone(),
            slug: page.slug.clone(),
            address: Address::of_event(page, &links.base_url),
            aspect: page.sign.aspect,
            has_calendar: !page.calendar.is_empty(),
            revision,
        }
    }
}

/// The tags in the head: Open Graph, the one tag that X wants besides, and the feeds.
#[component]
pub(super) fn ShareTags(
    /// What is told.
    share: Share,
    /// The language of the document.
    locale: Locale,
    /// The document's title.
    title: String,
    /// The document's description, which says the same as the card.
    description: String,
) -> impl IntoView {
    let Share {
        event,
        address,
        revision,
        ..
    } = share;
    // Whoever shows previews keeps a picture under its address: a newer state needs another one.
    let image = format!("{}/card.png?v={}", address.url, revision);
    let (width, height) = CARD_SIZE;
    // The `view!` macro does not know RDFa's attribute.
    let tag = |property: &'static str, content: String| {
        leptos::html::meta()
            .attr("property", property)
            .content(content)
    };
    let feed = |rest: &str, media: &'static str| {
        let (href, title) = (address.below(rest).of(locale), event.clone());
        view! { <link rel="alternate" type=media title=title href=href/> }
    };
    view! {
        {tag("og:type", "website".to_owned())}
        {tag("og:title", title)}
        {tag("og:description", description.clone())}
        {tag("og:url", address.of(locale))}
        {tag("og:locale", territory(locale).to_owned())}
        {tag("og:image", image)}
        {tag("og:image:width", width.to_string())}
        {tag("og:image:height", height.to_string())}
        {tag("og:image:alt", description)}
        <meta name="twitter:card" content="summary_large_image"/>
        {feed("/feed.atom", "application/atom+xml")}
        {feed("/feed.json", "application/feed+json")}
    }
}

/// Open Graph knows languages only with a territory.
fn territory(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "en_GB",
        Locale::De => "de_DE",
        Locale::Fr => "fr_FR",
        Locale::Es => "es_ES",
        Locale::Ja => "ja_JP",
        Locale::Ar => "ar_AR",
    }
}

/// The tab's icon: the sign's shape, in the page itself, so that it costs no request and needs no script.
pub(super) fn icon(aspect: Aspect) -> String {
    let colour = aspect::colour(aspect).trim_start_matches('#');
    let outline = aspect::outline(aspect);
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='%23{colour}'%3E%3Cpath d='{outline}'/%3E%3C/svg%3E"
    )
}

/// The line of links in the foot.
#[component]
pub(super) fn TakeAway(
    /// What is told.
    share: Share,
    /// What the links are called.
    labels: Labels,
    /// The language of the document.
    locale: Locale,
) -> impl IntoView {
    let Share {
        slug,
        address,
        has_calendar,
        ..
    } = share;
    let address = Address {
        url: format!("/e/{slug}"),
        ..address
    };
    let link = |rest: &str, label: String| {
        view! { <li><a href=address.below(rest).of(locale)>{label}</a></li> }
    };
    let atom = link("/feed.atom", labels.feed_atom);
    let json = link("/feed.json", labels.feed_json);
    let calendar = has_calendar.then(|| link("/calendar.ics", labels.calendar));
    view! {
        <nav class="take-away" aria-labelledby="take-away">
            <p id="take-away">{labels.take_away}</p>
            <ul>{atom}{json}{calendar}</ul>
        </nav>
    }
}
