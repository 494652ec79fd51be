//! The parts of the page that are replaced while it is open. A region's container stays; its inner HTML comes anew.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use std::ops::Range;

use super::{Facts, Fresh, History, Issues, News, Place, State, Stock, Wait};
use crate::domain::status_page::StatusPage;

/// A replaceable part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// The event's name, the state, and what to do now.
    State,
    /// The one large figure.
    Wait,
    /// How fresh everything is.
    Fresh,
    /// The form for one's own place.
    Place,
    /// The line in figures.
    Facts,
    /// Messages.
    News,
    /// What is left of what.
    Stock,
    /// Known issues.
    Issues,
    /// The course so far.
    History,
}

impl Region {
    /// Every region, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::State,
        Self::Wait,
        Self::Fresh,
        Self::Place,
        Self::Facts,
        Self::News,
        Self::Stock,
        Self::Issues,
        Self::History,
    ];

    /// The region's name in frames and in `data-region`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Wait => "wait",
            Self::Fresh => "fresh",
            Self::Place => "place",
            Self::Facts => "facts",
            Self::News => "news",
            Self::Stock => "stock",
            Self::Issues => "issues",
            Self::History => "history",
        }
    }
}

/// What stands inside a region's container.
pub(super) fn inner(page: &StatusPage, region: Region) -> AnyView {
    let labels = page.labels.clone();
    let locale = page.locale;
    match region {
        Region::State => {
            let action = super::sign::action(page);
            view! { <State event=page.title.clone() sign=page.sign.clone() labels action/> }
                .into_any()
        }
        Region::Wait => {
            view! { <Wait sign=page.sign.clone() how=super::sign::how(page)/> }.into_any()
        }
        Region::Fresh => view! { <Fresh freshness=page.freshness.clone() labels/> }.into_any(),
        Region::Place => page
            .place
            .clone()
            .map(|place| view! { <Place place action=super::place::action(page) locale/> })
            .into_any(),
        Region::Facts => view! { <Facts facts=page.facts.clone()/> }.into_any(),
        Region::News => {
            let messages = page.current_messages().cloned().collect();
            view! { <News messages labels locale/> }.into_any()
        }
        Region::Stock => {
            let waitlist = page.waitlist_link.clone();
            view! { <Stock items=page.inventory.clone() labels locale waitlist/> }.into_any()
        }
        Region::Issues => {
            // While people stand in line, "nothing is broken" is news too.
            let reassure = page.phase.expects_feed();
            view! { <Issues incidents=page.incidents.clone() labels locale reassure/> }.into_any()
        }
        Region::History => page
            .history
            .as_deref()
            .cloned()
            .map(|history| view! { <History history/> })
            .into_any(),
    }
}

/// A region in its container.
pub(super) fn boxed(page: &StatusPage, region: Region) -> impl IntoView + use<> {
    let name = region.as_str();
    view! { <div id=format!("region-{name}") data-region=name>{inner(page, region)}</div> }
}

/// Where a region's content stands in a document that holds it as `inner`.
pub fn region_range(document: &str, region: Region, inner: &str) -> Option<Range<usize>> {
    // Text and attributes come escaped, so nothing an operator writes can look like this.
    let opening = format!(" data-region=\"{}\">", region.as_str());
    let start = document.find(&opening)? + opening.len();
    let range = start..start + inner.len();
    (document.get(range.clone()) == Some(inner)).then_some(range)
}
