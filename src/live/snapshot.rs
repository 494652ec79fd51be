//! Finished bytes of everything public about one event, at one revision.

use std::collections::HashMap;

use bytes::Bytes;

use super::body::Body;
use super::frame::RegionFrame;
use super::reply;
use crate::domain::inventory::Sku;
use crate::domain::revision::Revision;
use crate::domain::status_page::StatusPage;
use crate::domain::time::Timestamp;
use crate::page::{self, DocumentLinks, IndexEntry, Region};

/// One replaceable part of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RegionState {
    region: Region,
    html: String,
    /// The revision that brought this content.
    since: Revision,
    frame: RegionFrame,
}

/// Everything public about one event, rendered once and shared by all who ask.
#[derive(Debug)]
pub struct Snapshot {
    /// The version of what is shown.
    pub revision: Revision,
    /// The data behind it, for the desk.
    pub status_page: StatusPage,
    /// The whole page.
    pub document: Body,
    /// All regions as JSON, for those who poll.
    pub regions: Body,
    /// The public JSON.
    pub event: Body,
    /// The widget's JSON without an item.
    pub widget: Body,
    widget_items: HashMap<Sku, Body>,
    region_states: Vec<RegionState>,
}

impl Snapshot {
    /// The widget's JSON for one item; `None` when the event has no such item.
    pub fn widget_item(&self, sku: &Sku) -> Option<&Body> {
        self.widget_items.get(sku)
    }

    /// The frames that bring somebody who has seen `seen` up to date: nothing when that is this revision, else
    /// the regions that have changed since, oldest change first. Only the last frame carries a revision.
    pub fn frames_since(&self, seen: Option<Revision>) -> Vec<Bytes> {
        // A number from the future is no number of ours: a clock was stepped back, so send everything.
        let seen = seen.filter(|seen| *seen <= self.revision);
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

/// Turns status pages into snapshots. Needs a few milliseconds of a core: not for the reactor.
#[derive(Debug, Clone)]
pub struct Renderer {
    /// Addresses of this installation, its style sheet, script and icons.
    pub links: DocumentLinks,
}

impl Renderer {
    /// Renders a page that follows `previous`. Equal regions keep their frame, so that nobody is sent them again.
    pub fn render(
        &self,
        page: StatusPage,
        previous: Option<&Snapshot>,
        now: Timestamp,
    ) -> Snapshot {
        let revision = Revision::after(previous.map(|p| p.revision), now);
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
        let regions =
            serde_json::json!({ "revision": revision, "as_of": page.as_of, "regions": html });
        let items = page.inventory.iter().map(|view| {
            let reply = reply::widget(&page, Some(view), &self.links.base_url);
            let body = Body::small(json_bytes(&reply));
            (view.item.sku.clone(), body)
        });
        Snapshot {
            revision,
            document: Body::new(page::render_document(&page, revision, &self.links)),
            regions: json(&regions),
            event: json(&reply::event(&page, revision, &self.links.base_url)),
            widget: json(&reply::widget(&page, None, &self.links.base_url)),
            widget_items: items.collect(),
            region_states,
            status_page: page,
        }
    }

    /// Renders the list of public events.
    pub fn render_index(&self, pages: &[&StatusPage]) -> Index {
        let entries: Vec<_> = pages.iter().map(|page| IndexEntry::from(*page)).collect();
        let replies: Vec<_> = pages
            .iter()
            .map(|page| reply::index_entry(page, &self.links.base_url))
            .collect();
        Index {
            only: match pages {
                [page] => Some(page.slug.to_string()),
                _ => None,
            },
            document: Some(Body::new(page::render_index(&entries, &self.links))),
            json: Some(json(&serde_json::json!({ "events": replies }))),
        }
    }
}

/// The list of public events, finished.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Index {
    /// The slug, when there is only one event: then `/` leads straight to it.
    pub only: Option<String>,
    /// The page; none before the first look at the rows.
    pub document: Option<Body>,
    /// The JSON; none before the first look at the rows.
    pub json: Option<Body>,
}

fn json(value: &impl serde::Serialize) -> Body {
    Body::new(json_bytes(value))
}

#[expect(
    clippy::expect_used,
    reason = "our reply types have string keys and no failing fields"
)]
fn json_bytes(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("replies are plain data")
}
