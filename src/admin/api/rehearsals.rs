//! Rehearsals: what there is, a new one, the end of one.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{DeskError, Landing, Settled};
use crate::domain::event::{Listing, Phase, Slug};
use crate::domain::rehearsal::{RehearsalState, Speed};

/// The rehearsals of an event, or the one whose copy it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsals {
    /// The event's name.
    pub title: String,
    /// Its phase.
    pub phase: Phase,
    /// Who comes across it.
    pub listing: Listing,
    /// The event that is rehearsed, where this is a copy.
    pub source: Option<Slug>,
    /// Why nothing can be rehearsed here, if so.
    pub unfit: Option<String>,
    /// The rehearsals, newest first.
    pub entries: Vec<RehearsalEntry>,
    /// The key with which the form for another one takes effect once.
    pub key: String,
}

/// One rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehearsalEntry {
    /// The name of its copy in URLs.
    pub slug: Slug,
    /// What is played.
    pub recording: String,
    /// How fast.
    pub speed: Speed,
    /// How far it has come.
    pub state: RehearsalState,
    /// The minute of the recording that is reached.
    pub minute: i64,
    /// How many minutes the recording has.
    pub minutes: i64,
    /// When it began.
    pub started: String,
    /// What kept it from going on.
    pub trouble: Option<String>,
}

/// Loads the rehearsals of an event.
#[server(prefix = "/admin/api", endpoint = "rehearsals", input = GetUrl)]
pub async fn load_rehearsals(slug: String) -> Result<Rehearsals, DeskError> {
    use super::desk::{Desk, Status, moment, next_key};
    use crate::domain::event::EventKind;
    use crate::service::rehearsals::{self, Rehearsed};

    let (desk, status) = (Desk::here()?, Status::here());
    let event = status.of(desk.event(&slug).await)?;
    let (services, by) = (desk.services(), &desk.actor);
    let own = rehearsals::find(services, by, &event.slug).await;
    let own = own.map_err(|error| desk.told(error))?;
    let source = own.as_ref().map(|found| found.source.clone());
    let found = match own {
        Some(own) => vec![own],
        None => rehearsals::list(services, by, &event.slug)
            .await
            .map_err(|error| desk.told(error))?,
    };
    let now = services.clock.now();
    let entry = |found: Rehearsed| {
        let rehearsal = &found.rehearsal;
        // What a server that is gone left behind plays for nobody.
        let plays = services.players.plays(&rehearsal.event_id);
        RehearsalEntry {
            recording: rehearsal.recording.clone(),
            speed: rehearsal.speed,
            state: match rehearsal.state {
                RehearsalState::Playing if !plays => RehearsalState::Stopped,
                state => state,
            },
            minute: rehearsal.reached_ms(&found.copy, now) / 60_000,
            minutes: rehearsal.length_ms / 60_000,
            started: moment(rehearsal.started_at, now),
            trouble: rehearsal.trouble.clone(),
            slug: found.copy.slug,
        }
    };
    let draw = event.kind == EventKind::Draw;
    Ok(Rehearsals {
        title: event.title.as_str().to_owned(),
        phase: event.phase,
        listing: event.listing,
        unfit: draw.then(|| "A draw has no line, and so no recorded day to rehearse.".to_owned()),
        source,
        entries: found.into_iter().map(entry).collect(),
        key: next_key(),
    })
}

/// A rehearsal that has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The name of its copy in URLs.
    pub slug: Slug,
}

impl Landing for Begun {
    fn sentence(&self) -> String {
        "The rehearsal has begun".to_owned()
    }

    fn landing(&self, _page: &str) -> String {
        format!("/admin/events/{}", self.slug)
    }

    fn next_key(&self) -> Option<String> {
        None
    }
}

/// A recording of one's own, as it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnRecording {
    /// What its file is called.
    pub name: String,
    /// The waiting room's table.
    pub feed: String,
    /// The shop's table; empty where it was not recorded.
    pub stock: String,
}

/// Makes a private copy of an event and plays a recorded day into it: the one that comes with the program, or one's own.
#[server(prefix = "/admin/api", endpoint = "start_rehearsal")]
pub async fn start_rehearsal(
    slug: String,
    key: String,
    #[server(default)] recording: String,
    #[server(default)] brought: OwnRecording,
    #[server(default)] speed: String,
    #[server(default)] story: String,
) -> Result<Begun, DeskError> {
    use super::desk::{self, Desk};
    use crate::domain::operator::Scope;
    use crate::service::rehearsals::{self, NewRehearsal};

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    let key = desk::key(&key)?;
    let speed = Speed::parse(&speed).map_err(|error| DeskError::field("speed", error))?;
    let own = recording == OWN;
    if own && brought.feed.trim().is_empty() {
        return Err(DeskError::field("feed", "choose a file first"));
    }
    let recording = if own {
        rehearsals::read(brought.feed, brought.stock).await
    } else {
        rehearsals::launch_day()
    };
    let new = NewRehearsal {
        recording: recording.map_err(|error| desk.told(error))?,
        name: if own {
            brought.name
        } else {
            LAUNCH_DAY.to_owned()
        },
        speed,
        with_story: !own && !story.is_empty(),
    };

    let (services, by) = (desk.services(), &desk.actor);
    let done = rehearsals::start(services, by, &event.slug, new, Some(key)).await;
    let done = done.map_err(|error| desk.told(error))?;
    Ok(Begun { slug: done.id })
}

/// Stops a rehearsal; its copy stands where it is.
#[server(prefix = "/admin/api", endpoint = "stop_rehearsal")]
pub async fn stop_rehearsal(copy: String) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::rehearsals;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&copy).await?;
    rehearsals::stop(desk.services(), &desk.actor, &event.slug)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::RehearsalStopped)
}

/// A rehearsal whose copy is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discarded {
    /// The event that was rehearsed.
    pub source: Slug,
}

impl Landing for Discarded {
    fn sentence(&self) -> String {
        Settled::RehearsalEnded.sentence()
    }

    fn landing(&self, _page: &str) -> String {
        let page = format!("/admin/events/{}/rehearsals", self.source);
        Settled::RehearsalEnded.landing(&page)
    }

    fn next_key(&self) -> Option<String> {
        None
    }
}

/// Ends a rehearsal and puts its copy away.
#[server(prefix = "/admin/api", endpoint = "end_rehearsal")]
pub async fn end_rehearsal(copy: String) -> Result<Discarded, DeskError> {
    use super::Trouble;
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::{events, rehearsals};

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&copy).await?;
    let (services, by) = (desk.services(), &desk.actor);
    let found = rehearsals::find(services, by, &event.slug).await;
    let found = found.map_err(|error| desk.told(error))?;
    let found =
        found.ok_or_else(|| DeskError::new(Trouble::NotFound, "There is no such rehearsal."))?;
    events::archive(services, by, &event.slug)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Discarded {
        source: found.source,
    })
}

/// The choice of a recording of one's own.
pub const OWN: &str = "own";
/// What the recording that comes with the program is called.
pub const LAUNCH_DAY: &str = "The built-in launch day";
