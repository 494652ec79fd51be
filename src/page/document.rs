//! The whole document: complete without script, free of anything inline, the same bytes for everyone.

use leptos::prelude::*;

use super::html;
use super::region::{self, Region};
use super::share::{Share, ShareTags, TakeAway, icon};
use crate::domain::event::{Listing, Phase};
use crate::domain::locale::words::{SLOT, Words};
use crate::domain::locale::{Languages, Locale};
use crate::domain::revision::Revision;
use crate::domain::status_page::StatusPage;

/// Where the document's assets are, and where the site itself is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLinks {
    /// The style sheet's path, with its hash.
    pub stylesheet: String,
    /// The path of what the style sheet of a report adds, with its hash.
    pub report_stylesheet: String,
    /// The path of `live.js`, with its hash.
    pub script: String,
    /// The icon's path, with its hash.
    pub icon: String,
    /// The site's own address, without a slash at its end.
    pub base_url: String,
}

/// The whole page as HTML.
pub fn render_document(page: &StatusPage, revision: Revision, links: &DocumentLinks) -> String {
    html_document(|| {
        let (page, links) = (page.clone(), links.clone());
        view! { <StatusDocument page revision links/> }
    })
}

/// The page of a draft as its shoppers would get it, with a strip on top that says what it is. It has no address to share
/// and nothing to follow, so it comes without script and without links to either.
pub fn render_preview(page: &StatusPage, revision: Revision, links: &DocumentLinks) -> String {
    html_document(|| {
        let (page, links) = (page.clone(), links.clone());
        let strip = Strip::Draft(Words::new(page.locale).say("draft-preview"));
        view! { <StatusDocument page revision links strip/> }
    })
}

/// The page as it would be, to the byte, but for a strip on top that says so in the desk's language: it stands still and
/// does not lead to itself in other languages.
pub fn render_still(
    page: &StatusPage,
    revision: Revision,
    links: &DocumentLinks,
    told: String,
) -> String {
    html_document(|| {
        let (page, links) = (page.clone(), links.clone());
        view! { <StatusDocument page revision links strip=Strip::Still(told)/> }
    })
}

/// What makes a document another than the one that everyone gets: a strip on top that says so.
enum Strip {
    /// The page of a draft, for whoever holds its link.
    Draft(String),
    /// A page that is not there yet, for whoever writes what would be on it.
    Still(String),
}

/// A document with its type declared.
pub(super) fn html_document<V: IntoView>(view: impl FnOnce() -> V) -> String {
    format!("<!doctype html>{}", html(view))
}

/// The language of the list of events and of error pages when none is asked for.
pub const INDEX_LOCALE: Locale = Locale::En;

/// A page's address, the languages it has, and the one it has there when none is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Without a language.
    pub url: String,
    /// The language of that.
    pub default_locale: Locale,
    /// Every language that the page has.
    pub languages: Languages,
}

impl Address {
    /// The address of something of ours that speaks every language, and [`INDEX_LOCALE`] unless asked otherwise.
    pub fn new(url: String) -> Self {
        Self {
            url,
            default_locale: INDEX_LOCALE,
            languages: Languages::all(),
        }
    }

    /// The address of an event's page on the site at `base_url`.
    pub fn of_event(page: &StatusPage, base_url: &str) -> Self {
        Self {
            url: format!("{base_url}/e/{}", page.slug),
            default_locale: page.default_locale,
            languages: page.languages.clone(),
        }
    }

    /// The address of something that belongs to it: `below("/feed.atom")`.
    #[must_use]
    pub fn below(&self, rest: &str) -> Self {
        Self {
            url: format!("{}{rest}", self.url),
            ..self.clone()
        }
    }

    /// The one address of the page in `locale`.
    pub fn of(&self, locale: Locale) -> String {
        if locale == self.default_locale {
            self.url.clone()
        } else {
            format!("{}?lang={}", self.url, locale.tag())
        }
    }
}

/// The frame of every public document: head, masthead, main part, foot.
#[component]
pub(super) fn Shell(
    /// The language of the document.
    locale: Locale,
    /// The title of the tab.
    title: String,
    /// What the document says, for search engines and link previews.
    description: String,
    /// Its address, if it is to be indexed.
    #[prop(optional_no_strip)]
    address: Option<Address>,
    /// Its assets.
    links: DocumentLinks,
    /// What it tells those that link to it, if it is about one event.
    #[prop(optional_no_strip)]
    share: Option<Share>,
    /// What its own style sheet adds to the common one, if it has one.
    #[prop(optional_no_strip)]
    stylesheet: Option<String>,
    /// Whether search engines are to leave it alone.
    #[prop(optional)]
    hidden: bool,
    /// What stands in its body.
    children: Children,
) -> impl IntoView {
    let icon = share.as_ref().map(|share| icon(share.aspect));
    let share = share.map(|share| {
        let (title, description) = (title.clone(), description.clone());
        view! { <ShareTags share locale title description/> }
    });
    let address = address.map(|address| {
        let alternates: Vec<_> = address
            .languages
            .iter()
            .map(|other| {
                view! { <link rel="alternate" hreflang=other.tag() href=address.of(other)/> }
            })
            .collect();
        view! {
            <link rel="canonical" href=address.of(locale)/>
            {alternates}
            <link rel="alternate" hreflang="x-default" href=address.url/>
        }
    });
    view! {
        <html lang=locale.tag() dir=locale.direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                <meta name="description" content=description/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=links.stylesheet/>
                {stylesheet.map(|href| view! { <link rel="stylesheet" href=href/> })}
                <link rel="icon" href=icon.unwrap_or(links.icon) type="image/svg+xml"/>
                {hidden.then(|| view! { <meta name="robots" content="noindex"/> })}
                {address}
                {share}
            </head>
            {children()}
        </html>
    }
}

/// The choice of languages: plain links, each in its own language. Where there is only one, there is no choice.
#[component]
pub(super) fn LanguageChoice(
    /// What the choice is called.
    label: String,
    /// The language of this page.
    locale: Locale,
    /// The languages to choose between.
    languages: Vec<Locale>,
    /// Whether it leads nowhere, because the page has no address.
    #[prop(optional)]
    still: bool,
) -> impl IntoView {
    let link = |other: Locale| {
        let tag = other.tag();
        let current = (other == locale).then_some("true");
        let href = (!still).then(|| format!("?lang={tag}"));
        view! {
            <li>
                <a href=href hreflang=tag lang=tag dir=other.direction() aria-current=current>
                    {other.own_name()}
                </a>
            </li>
        }
    };
    let links: Vec<_> = languages.into_iter().map(link).collect();
    (links.len() > 1)
        .then(|| view! { <nav class="languages" aria-label=label><ul>{links}</ul></nav> })
}

#[component]
fn StatusDocument(
    page: StatusPage,
    revision: Revision,
    links: DocumentLinks,
    /// What makes it another page than the one that everyone gets.
    #[prop(optional)]
    strip: Option<Strip>,
) -> impl IntoView {
    let labels = page.labels.clone();
    let script = labels.script.clone();
    let title = format!("{} · {}", page.sign.title, page.title);
    let description = description(&page);
    let draft = matches!(strip, Some(Strip::Draft(_)));
    let still = matches!(strip, Some(Strip::Still(_)));
    // What nobody can visit has no address to give away.
    let public = page.phase != Phase::Draft && page.listing != Listing::Rehearsal;
    let share = (!draft && public).then(|| Share::new(&page, revision, &links));
    let address = share.as_ref().map(|share| share.address.clone());
    let take_away = share.clone().map(|share| {
        let labels = labels.clone();
        view! { <TakeAway share labels locale=page.locale/> }
    });
    let source = strip.is_none().then(|| links.script.clone());
    let script_tag = source.map(|source| view! { <script type="module" src=source></script> });
    let reload = (!still).then(|| format!("?lang={}", page.locale.tag()));
    let (locale, slug) = (page.locale, page.slug.as_str().to_owned());
    let languages = page.languages.iter().collect();
    let hidden = strip.is_some() || page.listing != Listing::Public;
    let strip = strip.map(|strip| match strip {
        Strip::Draft(told) => view! { <aside class="strip">{told}</aside> }.into_any(),
        Strip::Still(told) => {
            view! { <aside class="strip" lang="en" dir="ltr">{told}</aside> }.into_any()
        }
    });
    let zone_name = page.zone.clone();
    let overdue = labels.overdue.clone();
    let zone = labels.times_in.replace(SLOT, &page.zone);
    let logo = page.brand.logo_hash.is_some();
    let logo = logo.then(|| view! { <span class="logo" aria-hidden="true"></span> });
    let product = page.product_link.as_ref().map(|link| {
        view! { <a href=link.as_str().to_owned()>{labels.product}</a> }
    });
    let region = move |region| region::boxed(&page, region);
    view! {
        <Shell locale title description address share hidden links>
            <body
                data-slug=slug
                data-lang=locale.tag()
                data-revision=revision.to_string()
                data-zone=zone_name
                data-live=script.live
                data-delayed=script.delayed
                data-lost=script.lost
                data-paused=script.paused
                data-overdue=overdue
                data-any-moment=script.any_moment
                data-soon=script.soon
                data-in-minutes=script.in_minutes
                data-in-hours=script.in_hours
                data-in-both=script.in_both
                data-your-time=script.your_time
            >
                {strip}
                <a class="skip" href="#main">{labels.skip}</a>
                <header class="masthead">{logo}<p>{labels.live_status}</p>{product}</header>
                <main id="main">
                    <section class="sign">
                        {region(Region::State)}
                        {region(Region::Wait)}
                        <div class="pulse">
                            {region(Region::Fresh)}
                            <button id="pause" type="button" aria-pressed="false" hidden>
                                <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
                                    <path d="M5 3h5v18H5ZM14 3h5v18h-5Z"></path>
                                </svg>
                                <span>{labels.pause_updates}</span>
                            </button>
                            <a id="reload" href=reload>{labels.reload}</a>
                        </div>
                    </section>
                    {region(Region::Place)}
                    {region(Region::Facts)}
                    {region(Region::News)}
                    {region(Region::Stock)}
                    {region(Region::Issues)}
                    {region(Region::History)}
                </main>
                <footer><p>{zone}</p>{take_away}<LanguageChoice label=labels.language locale languages still/></footer>
                <p id="announcer" class="visually-hidden" role="status"></p>
                <p id="alarm" class="visually-hidden" role="alert"></p>
                {script_tag}
            </body>
        </Shell>
    }
}

/// One line for search engines and link previews.
fn description(page: &StatusPage) -> String {
    let wait = page.sign.figure.as_ref().map(|_| page.wait_text.as_str());
    let parts: Vec<&str> = [
        page.labels.live_status.as_str(),
        page.title.as_str(),
        page.sign.title.as_str(),
    ]
    .into_iter()
    .chain(wait)
    .collect();
    parts.join(" · ")
}
