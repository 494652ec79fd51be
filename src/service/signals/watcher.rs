//! The watch over every event's readings: looks once a second, writes when something turned, and lets rules speak.
//!
//! Each look steps a copy in memory forward. Only when that tells a turn, or the copy has gone far without being written, the
//! stored state is stepped forward in one writing transaction, with the alerts that follow. So the row decides: of several nodes
//! the first to come writes, the next finds nothing new, and one that was killed goes on from what is stored.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use serde_json::json;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::rules::speak;
use crate::domain::estimate::WaitEstimate;
use crate::domain::event::Event;
use crate::domain::id::{AlertId, EventId};
use crate::domain::inventory::InventoryItem;
use crate::domain::locale::Locale;
use crate::domain::signals::{Alert, Answer, How, Scene, SignalSettings, Topic, Turn, watches};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::service::Services;
use crate::service::secret::new_id;
use crate::store::{AuditEntry, StoredWatch, Tx};

/// How often every event is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many readings may be taken in before the state is written, and so how many a restart takes in again.
const UNWRITTEN: i64 = 500;
/// How far back from the newest reading the first look at an event goes.
const WARM_UP_S: i64 = 1_800;
/// How the audit log names the watch.
const WATCH: &str = "watch";

/// One event as the watch knows it.
struct Watched {
    version: i64,
    event: Event,
    settings: SignalSettings,
    stock: Vec<InventoryItem>,
    /// The watch as far as this process is, under the version that it was written as last.
    stored: StoredWatch,
    /// The newest reading that was in it then.
    written: i64,
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
        refused: HashSet::new(),
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
    /// Alerts whose rule could not publish, so that each is logged once.
    refused: HashSet<AlertId>,
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
        self.events
            .retain(|id, _| versions.iter().any(|(there, _)| there == id));
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
        let (mut watched, first) = match self.events.remove(id) {
            Some(known) if known.version == version => (known, false),
            known => {
                let mut tx = services.store.read().await?;
                let Some(mut watched) = load(&mut tx, id, version, known).await? else {
                    return Ok(());
                };
                let first = watched.is_new();
                if watched.matters() {
                    watched.hear(&mut tx, services, &mut turns).await?;
                }
                (watched, first)
            }
        };
        if watched.matters() {
            watched.tick(services, &mut turns);
            if first {
                keep_last(&mut turns);
            }
            let far = watched.stored.mark - watched.written >= UNWRITTEN;
            if !turns.is_empty() || first || far {
                watched = write(services, watched, turns).await?;
            }
            if watched.rules_due {
                let (event, rules) = (&watched.event, &watched.settings.rules);
                watched.rules_due = speak(services, event, rules, &mut self.refused).await?;
            }
        }
        self.events.insert(id.clone(), watched);
        Ok(())
    }
}

/// The event as its rows have it, with the watch as far as it is `known`, else as it is stored.
async fn load(
    tx: &mut Tx,
    id: &EventId,
    version: i64,
    known: Option<Watched>,
) -> Result<Option<Watched>> {
    let Some(event) = tx.find_event_by_id(id).await? else {
        return Ok(None);
    };
    let (settings, _) = tx.find_signal_settings(id).await?;
    let stock = tx.list_inventory(id).await?;
    let (stored, written) = if let Some(known) = known {
        (known.stored, known.written)
    } else {
        let stored = tx.find_watch(id).await?.unwrap_or_default();
        let written = stored.mark;
        (stored, written)
    };
    Ok(Some(Watched {
        version,
        rules_due: !settings.rules.0.is_empty(),
        event,
        settings,
        stock,
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

    fn scene<'a>(&'a self, services: &Services) -> Scene<'a> {
        Scene {
            thresholds: &self.settings.thresholds,
            phase: (self.event.phase, self.event.phase_since),
            capacity: self.event.capacity.map(f64::from),
            stock: &self.stock,
            wait_s: shown_wait(services, &self.event),
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
            let newest = tx.newest_reading_at(id).await?.unwrap_or(now);
            newest.min(now).plus_seconds(-WARM_UP_S)
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

    /// Judges what there is by now.
    fn tick(&mut self, services: &Services, turns: &mut Vec<Turn>) {
        let now = self.event.time_at(services.now());
        let mut watch = std::mem::take(&mut self.stored.watch);
        watch.tick(now, &self.scene(services), turns);
        self.stored.watch = watch;
    }
}

/// The wait that shoppers are shown at the end of the line.
fn shown_wait(services: &Services, event: &Event) -> Option<f64> {
    let channel = services.live.channel(&event.slug)?;
    match channel.snapshot().status_page(Locale::En).wait {
        WaitEstimate::Known { mid_s, .. } => Some(mid_s),
        WaitEstimate::Unknown { .. } => None,
    }
}

/// Of what turned before anybody watched, only what still holds is news.
fn keep_last(turns: &mut Vec<Turn>) {
    let over: HashSet<Topic> = turns
        .iter()
        .filter_map(|turn| match turn {
            Turn::Cleared { topic, .. } => Some(topic.clone()),
            Turn::Opened { .. } => None,
        })
        .collect();
    let last_is_open = |topic: &Topic, turns: &[Turn]| {
        let last = turns.iter().rev().find_map(|turn| match turn {
            Turn::Opened { topic: of, .. } if of == topic => Some(true),
            Turn::Cleared { topic: of, .. } if of == topic => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    };
    let gone: HashSet<_> = over
        .into_iter()
        .filter(|topic| !last_is_open(topic, turns))
        .collect();
    turns.retain(|turn| match turn {
        Turn::Opened { topic, .. } => !gone.contains(topic),
        Turn::Cleared { .. } => false,
    });
}

/// Writes how far it was watched, with the alerts that follow. Where another process has written meanwhile, its state is the
/// one that is stepped forward.
async fn write(services: &Services, watched: Watched, turns: Vec<Turn>) -> Result<Watched> {
    let mut tx = services.store.write().await?;
    let id = watched.event.id.clone();
    let found = tx.find_watch(&id).await?.unwrap_or_default();
    let (mut current, turns) = if found.version == watched.stored.version {
        (watched, turns)
    } else {
        let version = watched.version;
        let Some(mut current) = load(&mut tx, &id, version, None).await? else {
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
    current.stored.version += 1;
    current.written = current.stored.mark;
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
    let (topic, at) = match &turn {
        Turn::Opened { topic, at, .. } | Turn::Cleared { topic, at, .. } => (topic, *at),
    };
    let known = tx.find_newest_alert(&event.id, topic).await?;
    let (alert, action) = match (turn, known) {
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
            known.cleared_at = Some(at);
            if !well && known.was_told() {
                // An all-clear would be untrue: it is over without being well.
                known.clear_answer = Some(Answer {
                    how: How::Dismissed,
                    by: WATCH.to_owned(),
                    at,
                    message: None,
                });
            }
            (known, "alert.clear")
        }
        (Turn::Cleared { .. }, _) => return Ok(false),
    };
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
