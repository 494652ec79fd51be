//! The board of one event: the public page as it is now, and who watches it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::DeskError;
use super::signals::SignalsNow;
use crate::admin::words::DESK_LOCALE;
use crate::domain::locale::words::Words;
use crate::domain::message::promised_in;
use crate::domain::revision::Revision;
use crate::domain::status_page::{Moment, StatusPage};
use crate::domain::time::{Timestamp, Zone};

/// The promises that a form offers, in minutes from now.
const PROMISES: [u32; 6] = [5, 10, 15, 30, 60, 120];

/// How long before a promise falls due its operator is reminded, in seconds.
const NAG_S: f64 = 180.0;

/// A promise to speak again, with its time as it would stand on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseChoice {
    /// How many minutes from now.
    pub minutes: u32,
    /// When that is.
    pub at: Moment,
}

/// What changes by itself while an operator looks at it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardNow {
    /// The version of what is shown.
    pub revision: Revision,
    /// The public page.
    pub status_page: StatusPage,
    /// How many screens watch it.
    pub streams: usize,
    /// The time on the server, in the event's zone.
    pub now: Moment,
    /// What may be promised.
    pub promises: Vec<PromiseChoice>,
    /// What is noticed; nothing for whoever may not answer it.
    pub signals: SignalsNow,
}

impl BoardNow {
    /// The board's address.
    pub fn address(&self) -> String {
        format!("/admin/events/{}", self.status_page.slug)
    }

    /// The promise that falls due next: that of the phase, or that of the last message.
    pub fn next_update(&self) -> Option<&Moment> {
        let pending = self.status_page.messages.iter();
        let pending = pending.filter(|message| message.pending);
        let promised = pending.filter_map(|message| message.next_update.as_ref());
        promised
            .chain(&self.status_page.sign.next_update)
            .min_by_key(|promise| promise.at)
    }

    /// The promise that falls due next, if it has to be thought of now.
    pub fn nag(&self) -> Option<&Moment> {
        let due = self.next_update()?;
        (due.at.seconds_since(self.now.at) <= NAG_S).then_some(due)
    }

    /// The board at one instant.
    pub fn new(revision: Revision, page: StatusPage, streams: usize, now: Timestamp) -> Self {
        let words = Words::new(DESK_LOCALE);
        let zone = Zone::from_stored(page.zone.clone());
        let moment = |at| Moment {
            at,
            text: words.moment(&zone, at, now),
        };
        Self {
            revision,
            status_page: page,
            streams,
            now: moment(now),
            promises: PROMISES
                .into_iter()
                .map(|minutes| PromiseChoice {
                    minutes,
                    at: moment(promised_in(minutes, now)),
                })
                .collect(),
            signals: SignalsNow::default(),
        }
    }
}

/// Everything a board starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// What changes by itself.
    pub now: Arc<BoardNow>,
    /// What makes the keys of this board's forms, so that each takes effect once.
    pub key: String,
}

impl Board {
    /// The key of one of the board's forms.
    pub fn key_of(&self, form: &str) -> String {
        format!("{}-{form}", self.key)
    }
}

/// Loads the board of an event.
#[server(prefix = "/admin/api", endpoint = "board", input = GetUrl)]
pub async fn load_board(slug: String) -> Result<Board, DeskError> {
    use super::desk::{self, Desk};

    async fn load(slug: &str) -> Result<Board, DeskError> {
        let desk = Desk::here()?;
        let event = desk.event(slug).await?;
        Ok(Board {
            now: Arc::new(desk.board_now(&event).await?),
            key: desk::next_key(),
        })
    }

    let status = desk::Status::here();
    status.of(load(&slug).await)
}
