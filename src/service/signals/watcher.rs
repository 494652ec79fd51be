//! The watch over every event's readings: looks once a second, writes when something turned, and lets rules speak.
//!
//! Each look steps a copy in memory forward. Only when that tells a turn, or the copy has gone far without being written, the
//! stored state is stepped forward in one writing transaction, with the alerts that follow. So the rows decide: of several nodes
//! the first to come writes, the next finds nothing new, and one that was killed goes on from what is stored. What readings do
//! not tell, such as the course of the wait that is shown, each node has seen for itself and keeps.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use serde_json::json;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::answer::note_told;
use super::rules::{Refused, speak};
use super::shelf::Shelf;
use crate::domain::estimate::WaitEstimate;
use crate::domain::event::Event;
use crate::domain::id::{AlertId, EventId};
use crate::domain::locale::Locale;
use crate::domain::signals::{Alert, Scene, SignalSettings, Turn, WATCH, Watch, watches};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::service::Services;
use crate::service::secret::new_id;
use crate::store::{AuditEntry, StoredWatch, Tx};

/// How often every event is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many readings may be taken in before the state is written, and so how many a restart takes in again.
const UNWRITTEN: i64 = 500;
/// How long the state may go unwritten, in seconds, and so how much of what only looks tell a restart forgets.
const UNWRITTEN_S: f64 = 60.0;
/// How far back the first look at an event goes.
const WARM_UP_S: i64 = 1_800;

/// One event as the watch knows it.
struct Watched {
    version: i64,
    event: Event,
    settings: SignalSettings,
    shelf: Shelf,
    /// The watch as far as this process is, under the version that it was written as last.
    stored: StoredWatch,
    /// The newest reading that was in it then, and when that was.
    written: (i64, Timestamp),
    /// Whether suggestions may wait for a rule to publish them.
    rules_due: bool,
}

/// Watches until told to stop.
pub async fn run(services: Services, shutdown: CancellationToken) {
    let mut looks = tokio::time::interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut watcher = Watcher {
        services,
        events: BTreeMap::new(),
        troubled: HashSet::new(),
        refused: HashMap::new(),
    };
    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            _ = looks.tick() => {}
        }
        watcher.look().await;
    }
}

struct Watcher {
    services: Services,
    events: BTreeMap<EventId, Watched>,
    /// What cannot be watched, so that each is logged once: an event, or with nothing all of them.
    troubled: HashSet<Option<EventId>>,
    /// What rules could not publish, so that each is logged once.
    refused: HashMap<EventId, Refused>,
}

impl Watcher {
    async fn look(&mut self) {
        let versions = match self.versions().await {
            Ok(versions) => {
                self.troubled.remove(&None);
                versions
            }
            Err(error) => {
                if self.troubled.insert(None) {
                    let cause = error.with_cause();
                    tracing::error!(cause, "events cannot be watched");
                }
                return;
            }
        };
        let is_there = |id: &EventId| versions.iter().any(|(there, _)| there == id);
        self.events.retain(|id, _| is_there(id));
        self.refused.retain(|id, _| is_there(id));
        for (id, version) in versions {
            match self.look_at(&id, version).await {
                Ok(()) => {
                    self.troubled.remove(&Some(id));
                }
                Err(error) => {
                    if self.troubled.insert(Some(id.clone())) {
                        let cause = error.with_cause();
                        tracing::error!(cause, event_id = %id, "an event cannot be watched");
                    }
                }
            }
        }
    }

    async fn versions(&self) -> Result<Vec<(EventId, i64)>> {
        let mut tx = self.services.store.read().await?;
        tx.list_event_versions().await
    }

    async fn look_at(&mut self, id: &EventId, version: i64) -> Result<()> {
        let services = &self.services;
        let mut turns = Vec::new();
        // Taken out: after a fault the next look begins with what is stored.
        let (mut watched, before) = match self.events.remove(id) {
            Some(known) if known.version == version => {
                let before = known.stored.clone();
                (known, before)
            }
            known => {
                let mut tx = services.store.read().await?;
                let now = services.now();
                let (stored, written, stock) = if let Some(known) = known {
                    let stock = (known.shelf, known.stored.mark);
                    (known.stored, known.written, Some(stock))
                } else {
                    let stored = read(&mut tx, id, None).await?;
                    let written = (stored.mark, now);
                    (stored, written, None)
                };
                let stock = Shelf::read(&mut tx, id, stock, now).await?;
                let state = (stored, written, stock);
                let Some(mut watched) = load(&mut tx, id, version, state).await? else {
                    return Ok(());
                };
                let before = watched.stored.clone();
                if watched.matters() {
                    watched.hear(&mut tx, services, &mut turns).await?;
                }
                (watched, before)
            }
        };
        if watched.matters() {
            watched.tick(services, &mut turns);
            if !turns.is_empty() || watched.is_due(services.now()) {
                watched = write(services, watched, before, turns).await?;
            }
            if watched.rules_due {
                let (event, settings) = (&watched.event, &watched.settings);
                let refused = self.refused.entry(id.clone()).or_default();
                watched.rules_due = speak(services, event, settings, refused).await?;
            }
        }
        self.events.insert(id.clone(), watched);
        Ok(())
    }
}

/// The watch over an event as it is stored, with the alerts that are open, and with what `other` copy of it has seen since.
async fn read(tx: &mut Tx, id: &EventId, other: Option<&Watch>) -> Result<StoredWatch> {
    let mut stored = tx.find_watch(id).await?.unwrap_or_default();
    if let Some(other) = other {
        stored.watch.keep_looks(other);
    }
    stored.watch.set_open(&tx.list_open_topics(id).await?);
    Ok(stored)
}

/// The event as its rows have it, with the watch as far as it is known, and as far as that was written.
async fn load(
    tx: &mut Tx,
    id: &EventId,
    version: i64,
    (stored, written, shelf): (StoredWatch, (i64, Timestamp), Shelf),
) -> Result<Option<Watched>> {
    let Some(event) = tx.find_event_by_id(id).await? else {
        return Ok(None);
    };
    let (settings, _) = tx.find_signal_settings(id).await?;
    Ok(Some(Watched {
        version,
        rules_due: !settings.rules.0.is_empty(),
        event,
        settings,
        shelf,
        stored,
        written,
    }))
}

impl Watched {
    /// Whether nobody has watched it before.
    fn is_new(&self) -> bool {
        self.stored.version == 0
    }

    /// Whether there is anything to watch for, or an end of that to be noted.
    fn matters(&self) -> bool {
        !self.is_new() || watches(self.event.phase)
    }

    /// Whether it has gone too far without being written.
    fn is_due(&self, now: Timestamp) -> bool {
        let (mark, at) = self.written;
        let for_long = now.seconds_since(at).abs() >= UNWRITTEN_S;
        self.is_new()
            || self.stored.mark - mark >= UNWRITTEN
            || for_long && watches(self.event.phase)
    }

    fn scene<'a>(&'a self, services: &Services) -> Scene<'a> {
        Scene {
            thresholds: &self.settings.thresholds,
            phase: (self.event.phase, self.event.phase_since),
            capacity: self.event.capacity.map(f64::from),
            stock: &self.shelf.items,
            wait_s: shown_wait(services, &self.event),
            look_s: LOOK_EVERY.as_secs_f64() * speed(services, &self.event),
        }
    }

    /// Takes in every reading that is new to it.
    async fn hear(
        &mut self,
        tx: &mut Tx,
        services: &Services,
        turns: &mut Vec<Turn>,
    ) -> Result<()> {
        let id = &self.event.id;
        let since = if self.is_new() {
            let now = self.event.time_at(services.now());
            now.plus_seconds(-WARM_UP_S)
        } else {
            Timestamp::from_millis(i64::MIN)
        };
        let (readings, mark) = tx.list_readings(id, self.stored.mark, since).await?;
        let mut watch = std::mem::take(&mut self.stored.watch);
        let scene = self.scene(services);
        for (source, reading) in readings {
            watch.observe(&source, reading, &scene, turns);
        }
        self.stored.watch = watch;
        self.stored.mark = mark;
        Ok(())
    }

    /// Judges what there is by now. A first look tells only what still holds.
    fn tick(&mut self, services: &Services, turns: &mut Vec<Turn>) {
        let now = self.event.time_at(services.now());
        let mut watch = std::mem::take(&mut self.stored.watch);
        watch.tick(now, &self.scene(services), turns);
        self.stored.watch = watch;
        if self.is_new() {
            keep_last(turns);
        }
    }
}

/// How many times as fast as everybody's an event's time runs.
fn speed(services: &Services, event: &Event) -> f64 {
    let own = event.tempo.map_or(1.0, |tempo| f64::from(tempo.speed));
    services.clock.speed() * own
}

/// The wait that shoppers are shown at the end of the line.
fn shown_wait(services: &Services, event: &Event) -> Option<f64> {
    let channel = services.live.channel(&event.slug)?;
    match channel.snapshot().status_page(Locale::En).wait {
        WaitEstimate::Known { mid_s, .. } => Some(mid_s),
        WaitEstimate::Unknown { .. } => None,
    }
}

/// Of what turned before anybody watched, only the last of each topic is news.
fn keep_last(turns: &mut Vec<Turn>) {
    let mut later = HashSet::new();
    turns.reverse();
    turns.retain(|turn| later.insert(turn.topic().clone()));
    turns.reverse();
}

/// Writes how far it was watched, with the alerts that follow. Where another process has written meanwhile, or somebody has
/// changed the event, what there was `before` this look is stepped forward anew from what is true now.
async fn write(
    services: &Services,
    watched: Watched,
    before: StoredWatch,
    turns: Vec<Turn>,
) -> Result<Watched> {
    let mut tx = services.store.write().await?;
    let id = watched.event.id.clone();
    let found = tx.find_watch_version(&id).await?;
    let Some(version) = tx.find_event_version(&id).await? else {
        return Ok(watched);
    };
    let (mut current, turns) = if (found, version) == (watched.stored.version, watched.version) {
        (watched, turns)
    } else {
        let base = if found == before.version {
            before
        } else {
            read(&mut tx, &id, Some(&before.watch)).await?
        };
        let shelf = Shelf::read(&mut tx, &id, None, services.now()).await?;
        let state = (base, watched.written, shelf);
        let Some(mut current) = load(&mut tx, &id, version, state).await? else {
            return Ok(watched);
        };
        let mut turns = Vec::new();
        current.hear(&mut tx, services, &mut turns).await?;
        current.tick(services, &mut turns);
        (current, turns)
    };
    let now = services.now();
    let mut changed = false;
    for turn in turns {
        changed |= apply(&mut tx, &current.event, turn, now).await?;
    }
    current.stored.version = found + 1;
    current.written = (current.stored.mark, now);
    tx.upsert_watch(&id, &current.stored).await?;
    if changed {
        tx.update_version(&id).await?;
    }
    tx.commit().await?;
    if changed {
        current.rules_due = !current.settings.rules.0.is_empty();
        services.announce(&current.event, (), false).await;
    }
    Ok(current)
}

/// Writes what a turn does to the alerts. Tells whether it did anything.
async fn apply(tx: &mut Tx, event: &Event, turn: Turn, now: Timestamp) -> Result<bool> {
    let at = turn.at();
    let known = tx.find_newest_alert(&event.id, turn.topic()).await?;
    let (mut alert, action) = match (turn, known) {
        (Turn::Opened { .. }, Some(known)) if known.is_open() => return Ok(false),
        (Turn::Opened { evidence, .. }, Some(mut known)) if known.returns_at(at) => {
            known.reopen(evidence);
            (known, "alert.open")
        }
        (
            Turn::Opened {
                topic, evidence, ..
            },
            _,
        ) => {
            let id = AlertId::new(new_id(now));
            (Alert::open(id, topic, evidence, at), "alert.open")
        }
        (Turn::Cleared { well, .. }, Some(mut known)) if known.is_open() => {
            known.end(at, well);
            (known, "alert.clear")
        }
        (Turn::Cleared { .. }, _) => return Ok(false),
    };
    if alert.is_open() {
        note_told(tx, event, &mut alert).await?;
    }
    tx.upsert_alert(&event.id, &alert).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: WATCH.to_owned(),
        action,
        event: Some(&event.id),
        subject: alert.id.as_str(),
        detail: json!({ "topic": alert.topic, "evidence": alert.evidence, "at": at }),
    })
    .await?;
    Ok(true)
}
