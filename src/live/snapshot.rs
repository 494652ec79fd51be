//! Finished bytes of everything public about one event, in every language.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;

use super::body::{Body, Encoding};
use super::frame::RegionFrame;
use super::gap::Gap;
use super::reply;
use super::statuspage::Statuspage;
use super::stylesheet::Stylesheet;
use super::takeaway::TakeAway;
use crate::domain::brand::Logo;
use crate::domain::inventory::Sku;
use crate::domain::locale::Locale;
use crate::domain::revision::Revision;
use crate::domain::status_page::{Facts, StatusPage};
use crate::domain::time::Timestamp;
use crate::page::{self, DocumentLinks, INDEX_LOCALE, IndexEntry, Region};

/// One replaceable part of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RegionState {
    region: Region,
    html: String,
    /// The revision that brought this content.
    since: Revision,
    frame: RegionFrame,
}

/// Everything public about one event in one language, rendered once and shared by all who ask.
#[derive(Debug)]
pub struct Edition {
    /// The version of what is shown in this language.
    pub revision: Revision,
    /// The data behind it.
    pub status_page: StatusPage,
    /// The whole page.
    pub document: Body,
    /// The same with room for an answer about one's own place, where the page has a form for it.
    pub(super) place_gap: Option<Gap>,
    /// All regions as JSON, for those who poll.
    pub regions: Body,
    /// The public JSON.
    pub event: Body,
    /// The widget's JSON without an item.
    pub widget: Body,
    /// Feeds and calendar.
    pub take_away: TakeAway,
    widget_items: HashMap<Sku, Body>,
    region_states: Vec<RegionState>,
}

impl Edition {
    /// The widget's JSON for one item; `None` when the event has no such item.
    pub fn widget_item(&self, sku: &Sku) -> Option<&Body> {
        self.widget_items.get(sku)
    }

    /// The frames that bring somebody who has seen `seen` up to date: nothing when that is this revision, else
    /// the regions that have changed since, oldest change first. Only the last frame carries a revision.
    pub fn frames_since(&self, seen: Option<Revision>) -> Vec<Bytes> {
        let new = |state: &&RegionState| seen.is_none_or(|seen| state.since > seen);
        let mut states: Vec<_> = self.region_states.iter().filter(new).collect();
        states.sort_by_key(|state| state.since);
        let last = states.len().saturating_sub(1);
        let pick = |(index, state): (usize, &RegionState)| {
            let frame = &state.frame;
            if index == last {
                frame.closing.clone()
            } else {
                frame.open.clone()
            }
        };
        states.into_iter().enumerate().map(pick).collect()
    }
}

/// Everything public about one event, in every language.
#[derive(Debug)]
pub struct Snapshot {
    /// The newest version of any of the editions.
    pub revision: Revision,
    /// What all of it is made of.
    pub facts: Arc<Facts>,
    /// The style sheet, where the event has one of its own.
    pub stylesheet: Option<Arc<Stylesheet>>,
    /// What programs read that know Statuspage.
    pub statuspage: Statuspage,
    editions: [Arc<Edition>; Locale::ALL.len()],
}

impl Snapshot {
    /// The edition for a reader of `asked`: in the event's own language when none is asked for, or one in which it is not
    /// published.
    pub fn edition(&self, asked: Option<Locale>) -> &Arc<Edition> {
        let event = &self.facts.event;
        let spoken = asked.filter(|locale| event.languages.contains(*locale));
        self.edition_in(spoken.unwrap_or(event.default_locale))
    }

    /// The edition in `locale`, whether it is published or not.
    fn edition_in(&self, locale: Locale) -> &Arc<Edition> {
        &self.editions[locale as usize]
    }

    /// What a reader of `locale` sees, or would see, as data.
    pub fn status_page(&self, locale: Locale) -> &StatusPage {
        &self.edition_in(locale).status_page
    }

    /// Whether everyone may see the event.
    pub fn is_public(&self) -> bool {
        self.facts.event.is_public()
    }

    /// Whether the event is on the list of events.
    pub fn is_listed(&self) -> bool {
        self.facts.event.is_listed()
    }

    /// Whether every address leads to the same language as in a snapshot of `facts`.
    fn speaks_as(&self, facts: &Facts) -> bool {
        let (old, new) = (&self.facts.event, &facts.event);
        old.languages == new.languages && old.default_locale == new.default_locale
    }

    /// Whether these are the pages that are shown.
    pub fn shows(&self, pages: &[StatusPage; Locale::ALL.len()]) -> bool {
        let shown = self.editions.iter().map(|edition| &edition.status_page);
        shown.eq(pages)
    }

    /// The frames of one edition since `seen`.
    pub fn frames_since(&self, locale: Option<Locale>, seen: Option<Revision>) -> Vec<Bytes> {
        // A number from the future is no number of ours: a clock was stepped back, so send everything.
        let seen = seen.filter(|seen| *seen <= self.revision);
        self.edition(locale).frames_since(seen)
    }
}

/// Turns status pages into snapshots. Needs a few milliseconds of a core: not for the reactor.
#[derive(Debug, Clone)]
pub struct Renderer {
    /// Addresses of this installation, its style sheet, script and icons.
    pub links: DocumentLinks,
    /// The text of the common style sheet, which an event's own begins with.
    pub stylesheet: &'static str,
}

impl Renderer {
    /// Renders the pages that were made of `facts`, one a language in the order of [`Locale::ALL`], and that follow
    /// `previous`. Equal editions and equal regions are kept, so that nobody is sent them again.
    pub fn render(
        &self,
        facts: Arc<Facts>,
        pages: [StatusPage; Locale::ALL.len()],
        logo: Option<&Logo>,
        previous: Option<&Snapshot>,
        now: Timestamp,
    ) -> Snapshot {
        let revision = Revision::after(previous.map(|p| p.revision), now);
        let stylesheet = self.stylesheet(&pages[0], logo, previous);
        let own = stylesheet.as_ref().map(|own| own.path.clone());
        let links = DocumentLinks {
            stylesheet: own.unwrap_or_else(|| self.links.stylesheet.clone()),
            ..self.links.clone()
        };
        // Where an address leads to another language than before, its readers need every region anew.
        let same = previous.filter(|snapshot| snapshot.speaks_as(&facts));
        let editions = pages.map(|page| {
            let old = same.map(|snapshot| snapshot.edition_in(page.locale));
            match old {
                Some(old) if old.status_page == page => old.clone(),
                _ => Arc::new(render_edition(
                    page,
                    &links,
                    revision,
                    old.map(|old| &**old),
                )),
            }
        });
        let own = &editions[facts.event.default_locale as usize].status_page;
        let before = previous.map(|snapshot| &snapshot.statuspage);
        Snapshot {
            revision,
            statuspage: Statuspage::render(&facts, own, &self.links.base_url, before),
            facts,
            stylesheet,
            editions,
        }
    }

    /// The style sheet of a branded event; the previous one, while the brand is the same.
    fn stylesheet(
        &self,
        page: &StatusPage,
        logo: Option<&Logo>,
        previous: Option<&Snapshot>,
    ) -> Option<Arc<Stylesheet>> {
        if page.brand.is_plain() {
            return None;
        }
        let same = previous.and_then(|snapshot| snapshot.stylesheet.clone());
        let same = same.filter(|sheet| sheet.is_of(&page.brand));
        let new = || {
            Arc::new(Stylesheet::new(
                self.stylesheet,
                &page.slug,
                &page.brand,
                logo,
            ))
        };
        Some(same.unwrap_or_else(new))
    }

    /// Renders the list of public events in every language.
    pub fn render_index(&self, events: &[Arc<Snapshot>]) -> Index {
        let documents = Locale::ALL.map(|locale| {
            let pages = events.iter().map(|event| event.status_page(locale));
            let entries: Vec<_> = pages.map(IndexEntry::from).collect();
            Body::new(page::render_index(&entries, locale, &self.links))
        });
        let replies: Vec<_> = events
            .iter()
            .map(|event| reply::index_entry(event.status_page(INDEX_LOCALE), &self.links.base_url))
            .collect();
        Index {
            only: match events {
                [event] => Some(event.edition(None).status_page.slug.to_string()),
                _ => None,
            },
            documents: documents.into(),
            json: Some(json(&serde_json::json!({ "events": replies }))),
        }
    }
}

fn render_edition(
    page: StatusPage,
    links: &DocumentLinks,
    revision: Revision,
    previous: Option<&Edition>,
) -> Edition {
    let old = |region| {
        previous?
            .region_states
            .iter()
            .find(|state| state.region == region)
    };
    let region_states: Vec<_> = Region::ALL
        .into_iter()
        .map(|region| {
            let html = page::render_region(&page, region);
            match old(region) {
                Some(state) if state.html == html => state.clone(),
                _ => RegionState {
                    frame: RegionFrame::new(region, &html, revision),
                    region,
                    html,
                    since: revision,
                },
            }
        })
        .collect();
    let html: serde_json::Map<_, _> = region_states
        .iter()
        .map(|state| (state.region.as_str().to_owned(), state.html.as_str().into()))
        .collect();
    let regions = serde_json::json!({ "revision": revision, "as_of": page.as_of, "regions": html });
    let items = page.inventory.iter().map(|view| {
        let reply = reply::widget(&page, Some(view), &links.base_url);
        let body = Body::small(json_bytes(&reply));
        (view.item.sku.clone(), body)
    });
    let document = page::render_document(&page, revision, links);
    let place = |state: &&RegionState| state.region == Region::Place && page.place.is_some();
    let place = region_states.iter().find(place);
    let range = place.and_then(|p| page::region_range(&document, Region::Place, &p.html));
    let document = Body::new(document);
    Edition {
        revision,
        place_gap: range.map(|range| Gap::new(&document.bytes(Encoding::Identity), range)),
        document,
        regions: json(&regions),
        event: json(&reply::event(&page, revision, &links.base_url)),
        widget: json(&reply::widget(&page, None, &links.base_url)),
        take_away: TakeAway::render(&page, &links.base_url, previous.map(|p| &p.take_away)),
        widget_items: items.collect(),
        region_states,
        status_page: page,
    }
}

/// The list of public events, finished.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Index {
    /// The slug, when there is only one event: then `/` leads straight to it.
    pub only: Option<String>,
    /// The JSON; none before the first look at the rows.
    pub json: Option<Body>,
    documents: Vec<Body>,
}

impl Index {
    /// The page in one language; none before the first look at the rows.
    pub fn document(&self, locale: Option<Locale>) -> Option<&Body> {
        self.documents.get(locale.unwrap_or(INDEX_LOCALE) as usize)
    }
}

fn json(value: &impl serde::Serialize) -> Body {
    Body::new(json_bytes(value))
}

#[expect(
    clippy::expect_used,
    reason = "our reply types have string keys and no failing fields"
)]
pub(super) fn json_bytes(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("replies are plain data")
}
