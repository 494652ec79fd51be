//! The list of events, and a new one.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{DeskError, Landing};
use crate::domain::event::{EventKind, Listing, Phase, Slug};

/// One event in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventEntry {
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name for people.
    pub title: String,
    /// Queue, draw or timed release.
    pub kind: EventKind,
    /// Where it is in its life.
    pub phase: Phase,
    /// Who comes across it.
    pub listing: Listing,
    /// When it opens, in its own zone.
    pub opens: Option<String>,
    /// How many screens watch its page.
    pub streams: usize,
    /// When it was put away.
    pub archived: Option<String>,
}

/// Loads the events, newest first; or those that were put away.
#[server(prefix = "/admin/api", endpoint = "events", input = GetUrl)]
pub async fn load_events(#[server(default)] archived: bool) -> Result<Vec<EventEntry>, DeskError> {
    use super::desk::{Desk, moment};
    use crate::admin::words::DESK_LOCALE;
    use crate::domain::locale::words::Words;
    use crate::service::events::{list, list_archived};

    let desk = Desk::here()?;
    let now = desk.services().clock.now();
    let words = Words::new(DESK_LOCALE);
    let events = if archived {
        list_archived(desk.services(), &desk.actor).await
    } else {
        list(desk.services(), &desk.actor).await
    };
    let entry = |event: crate::domain::event::Event| EventEntry {
        title: event.title.as_str().to_owned(),
        kind: event.kind,
        phase: event.phase,
        listing: event.listing,
        archived: event.archived_at.map(|at| moment(at, now)),
        opens: event
            .schedule
            .opens_at
            .map(|at| words.moment(&event.zone, at, event.time_at(now))),
        streams: desk.screens(&event.slug).unwrap_or(0),
        slug: event.slug,
    };
    let events = events.map_err(|error| desk.told(error))?;
    Ok(events.into_iter().map(entry).collect())
}

/// An event that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// Its name in URLs.
    pub slug: Slug,
}

impl Landing for Created {
    fn sentence(&self) -> String {
        "The event is made".to_owned()
    }

    fn landing(&self, _page: &str) -> String {
        format!("/admin/events/{}", self.slug)
    }

    fn next_key(&self) -> Option<String> {
        None
    }
}

/// A new event as its form has it: text, not looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventForm {
    /// Its name for people.
    pub title: String,
    /// Its name in URLs.
    pub slug: String,
    /// Queue, draw or timed release.
    pub kind: String,
    /// The zone its times are written in.
    pub zone: String,
    /// When it opens: wall clock in the zone, as `<input type="datetime-local">` sends it.
    pub opens_at: String,
    /// When it closes, likewise.
    pub closes_at: String,
    /// When the draw takes place, likewise.
    pub draws_at: String,
    /// The language its texts are written in first.
    pub language: String,
    /// How many the waiting room holds.
    pub capacity: String,
    /// Where the thing is sold.
    pub product_link: String,
    /// Where to wait for restocks.
    pub waitlist_link: String,
    /// Its own colour, `#b8321c`; a new event has none yet.
    pub accent: String,
    /// Anything, if a new event is to be public at once.
    pub public: String,
}

/// Makes an event.
#[server(prefix = "/admin/api", endpoint = "create_event")]
pub async fn create_event(event: EventForm) -> Result<Created, DeskError> {
    use super::desk::Desk;
    use super::{Trouble, event_form};
    use crate::service::events::create;

    let desk = Desk::here()?;
    let new = event_form::parse_new(&event)?;
    let slug = new.slug.clone();

    create(desk.services(), &desk.actor, new)
        .await
        .map_err(|error| {
            let told = desk.told(error);
            if told.trouble == Trouble::Conflict {
                return DeskError::field("event.slug", "another event has this address");
            }
            event_form::beside_fields(told)
        })?;
    Ok(Created { slug })
}
