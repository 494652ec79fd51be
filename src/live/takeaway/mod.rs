//! What shoppers take along: feeds, a calendar, a picture to share. Each is finished bytes, made when it changes.

/// The feed as Atom.
mod atom;
/// The sign in one line.
mod badge;
/// The schedule as a calendar.
mod calendar;
/// The share card.
mod card;
/// What a feed tells.
mod entries;
/// The feed as JSON.
mod json_feed;
/// What may stand in a document of another format.
mod text;

pub use badge::{Look, Size, Theme, draw as draw_badge};
pub use card::{CardWords, Fonts, paint};

use super::body::Body;
use super::snapshot::json_bytes;
use crate::domain::status_page::StatusPage;
use entries::Feed;
use json_feed::JsonFeed;

/// The feeds and the calendar of one event in one language.
#[derive(Debug, Clone)]
pub struct TakeAway {
    /// The feed as Atom.
    pub atom: Body,
    /// The feed as JSON.
    pub json_feed: Body,
    /// The calendar; none before there is a time to write into it.
    pub calendar: Option<Body>,
}

impl TakeAway {
    /// Writes what belongs to a page found at `base_url`. A body that says what it said before is kept: most changes
    /// of a page are none of a feed, and compressing is what costs.
    pub fn render(page: &StatusPage, base_url: &str, before: Option<&Self>) -> Self {
        let feed = Feed::new(page, base_url);
        let calendar = calendar::write(page, &feed.page_url);
        let json = json_bytes(&JsonFeed::from(&feed));
        Self {
            atom: Body::kept(before.map(|before| &before.atom), atom::write(&feed)),
            json_feed: Body::kept(before.map(|before| &before.json_feed), json),
            calendar: calendar.map(|text| {
                let old = before.and_then(|before| before.calendar.as_ref());
                Body::kept(old, text.into_bytes())
            }),
        }
    }
}

#[cfg(test)]
mod tests;
