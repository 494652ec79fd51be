//! The single writer of snapshots.
//!
//! Once a second it compares the rows' versions with what it has, so that a change made by another process, by
//! another node or by a request that died right after its commit is found as surely as one it was told of. That
//! look is also what coalesces samples: however many arrive in a second, they are published together. What an
//! operator does is asked for through [`Live::changed`] and does not wait for the next look.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::chronicler::Chronicler;
use super::readings::take_in;
use super::report::{Reporter, Wanted};
use super::shown_log::{Minute, ShownLog};
use super::{Channel, Live, Renderer, Snapshot};
use crate::domain::brand::Logo;
use crate::domain::estimate::Checkpoint;
use crate::domain::event::Slug;
use crate::domain::id::EventId;
use crate::domain::locale::Locale;
use crate::domain::signals::{ALL_CLEAR_FOR_S, Health};
use crate::domain::status_page::{Facts, MESSAGES};
use crate::domain::time::{Clock, Timestamp};
use crate::error::Result;
use crate::store::{Store, Tx};

/// How often the rows are looked at: the longest a sample waits to be seen.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many seconds of readings at most are read again after a restart, besides those that late ones may still change.
const KEEP_EVERY_S: f64 = 60.0;
/// How many incidents are known of: as many as Statuspage tells.
const INCIDENTS: i64 = 50;

/// One event as the publisher knows it.
struct Model {
    facts: Arc<Facts>,
    chronicler: Chronicler,
    version: i64,
    /// The newest reading taken in.
    mark: i64,
    /// Until when what was made of the readings has been kept.
    kept: Option<Timestamp>,
    logo: Option<Arc<Logo>>,
    shown: Option<Arc<Snapshot>>,
}

impl Model {
    /// Where to go on from after a restart, once a minute of readings more is beyond change.
    fn checkpoint_if_due(&mut self) -> Option<Checkpoint> {
        let until = self.facts.estimator.settled_until()?;
        let due = self
            .kept
            .is_none_or(|kept| until.seconds_since(kept) >= KEEP_EVERY_S);
        if !due {
            return None;
        }
        self.kept = Some(until);
        self.facts.estimator.checkpoint()
    }

    /// Starts to render the pages if any would say something else by now than what is shown.
    fn render_if_due(
        &self,
        renderer: &Arc<Renderer>,
        now: Timestamp,
    ) -> Option<JoinHandle<Snapshot>> {
        let time = self.facts.event.time_at(now);
        let pages = Locale::ALL.map(|locale| self.facts.status_page(locale, time));
        let sites = &self.facts.event.embed_origins;
        let health = &self.facts.health;
        // Who may embed it and what is noticed stand on no page, and are asked of the snapshot all the same.
        let is_shown = |shown: &Arc<Snapshot>| {
            shown.shows(&pages)
                && shown.facts.event.embed_origins == *sites
                && shown.facts.health == *health
        };
        if self.shown.as_ref().is_some_and(is_shown) {
            return None;
        }
        let (renderer, previous) = (renderer.clone(), self.shown.clone());
        let (facts, logo) = (self.facts.clone(), self.logo.clone());
        let rendering =
            move || renderer.render(facts, pages, logo.as_deref(), previous.as_deref(), now);
        Some(tokio::task::spawn_blocking(rendering))
    }
}

/// Looks for changes, renders them, and publishes the result to its [`Live`].
pub struct Publisher {
    store: Store,
    live: Live,
    clock: Arc<dyn Clock>,
    renderer: Arc<Renderer>,
    models: BTreeMap<EventId, Model>,
    store_answers: bool,
    shown_log: ShownLog,
    reporter: Reporter,
    /// Whether the list of events must be made anew.
    index_due: bool,
    /// Events whose rows could not be understood, so that each is logged once.
    unreadable: BTreeSet<EventId>,
}

impl Publisher {
    /// Becomes the writer of `live`; [`Live::changed`] waits for it from now on.
    pub fn new(store: Store, live: Live, clock: Arc<dyn Clock>, renderer: Renderer) -> Self {
        live.0.attached.store(true, Ordering::Release);
        Self {
            shown_log: ShownLog::open(store.clone()),
            reporter: Reporter::open(
                live.clone(),
                store.clone(),
                clock.clone(),
                renderer.links.clone(),
            ),
            store,
            live,
            clock,
            renderer: Arc::new(renderer),
            models: BTreeMap::new(),
            store_answers: true,
            // An installation without events has a list too, an empty one.
            index_due: true,
            unreadable: BTreeSet::new(),
        }
    }

    /// Publishes everything there is. Until this has succeeded once, the node is not ready.
    pub async fn publish_all(&mut self) -> Result<()> {
        self.look(&HashSet::new()).await?;
        self.live.0.alive.store(true, Ordering::Release);
        Ok(())
    }

    /// Publishes until told to stop. When it ends, however it ends, the node is no longer ready.
    pub async fn run(mut self, shutdown: CancellationToken) {
        let _alive = Alive(self.live.clone());
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                () = self.live.0.requests.asked() => {}
                _ = looks.tick() => {}
            }
            // Taken before the look: whatever was committed before it was asked for is found by it.
            let (asked, ticket) = self.live.0.requests.take();
            let looked = self.look(&asked).await;
            if looked.is_ok() {
                self.live.0.requests.answer(ticket);
            }
            self.note_store(&looked);
        }
        self.shown_log.close().await;
        self.reporter.close().await;
    }

    /// Reloads what has changed or was `asked` for, and renders whatever looks different now.
    async fn look(&mut self, asked: &HashSet<EventId>) -> Result<()> {
        let reloaded = self.reload(asked).await;
        // Even without a database the pages must go on to say how old they are.
        self.render_due().await;
        self.reporter.want(self.published_reports());
        reloaded
    }

    /// The events whose reports everyone may read.
    fn published_reports(&self) -> Wanted {
        let published = self
            .models
            .iter()
            .filter(|(_, model)| model.facts.report_published);
        published
            .map(|(id, model)| (id.clone(), (model.facts.event.slug.clone(), model.version)))
            .collect()
    }

    async fn reload(&mut self, asked: &HashSet<EventId>) -> Result<()> {
        let mut tx = self.store.read().await?;
        let gone = tx.list_gone_slugs().await?;
        let versions = tx.list_event_versions().await?;
        self.forget(&versions, gone.into_iter().collect());
        for (id, version) in versions {
            let known = self.models.get(&id);
            if asked.contains(&id) || known.is_none_or(|model| model.version != version) {
                match load(&mut tx, &id, version, known, &*self.clock).await {
                    Ok(Some(model)) => {
                        self.unreadable.remove(&id);
                        self.models.insert(id, model);
                    }
                    Ok(None) => {}
                    // One event that cannot be read must not hold up the others; its last page stays.
                    Err(error) => {
                        if self.unreadable.insert(id.clone()) {
                            let cause = error.with_cause();
                            tracing::error!(cause, event_id = %id, "an event cannot be read");
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Takes archived events out of sight; with their channels their streams end.
    fn forget(&mut self, there: &[(EventId, i64)], gone: HashSet<Slug>) {
        // Known as gone before it is no longer found: nobody is told in between that it never was.
        if **self.live.0.gone.load() != gone {
            self.live.0.gone.store(Arc::new(gone));
        }
        let there: HashSet<_> = there.iter().map(|(id, _)| id).collect();
        let archived = self.models.extract_if(.., |id, _| !there.contains(id));
        for (_, model) in archived {
            self.live.close(&model.facts.event.slug);
            self.index_due = true;
        }
    }

    /// Renders every event whose page would say something else by now, be it only another time.
    async fn render_due(&mut self) {
        let now = self.clock.now();
        let mut minute = Minute::default();
        for (id, model) in &mut self.models {
            let time = model.facts.event.time_at(now);
            if let Some(channel) = self.live.channel(&model.facts.event.slug) {
                channel.note_viewers(time);
            }
            let shown = model.chronicler.turn(&mut model.facts, time);
            minute.waits.extend(shown.map(|shown| (id.clone(), shown)));
            let checkpoint = model.checkpoint_if_due();
            let checkpoint = checkpoint.map(|checkpoint| (id.clone(), checkpoint));
            minute.checkpoints.extend(checkpoint);
            let Some(rendering) = model.render_if_due(&self.renderer, now) else {
                continue;
            };
            match rendering.await {
                Ok(snapshot) => {
                    let snapshot = Arc::new(snapshot);
                    model.shown = Some(snapshot.clone());
                    self.live.publish(snapshot);
                    self.index_due = true;
                }
                // The last good snapshot goes on being served.
                Err(error) => {
                    tracing::error!(%error, event = %model.facts.event.slug, "rendering failed");
                }
            }
        }
        self.shown_log.note(minute);
        if self.index_due {
            self.publish_index().await;
        }
    }

    /// Renders the list of events anew. When that fails the last one goes on being served, and the next look tries again.
    async fn publish_index(&mut self) {
        let shown = self
            .models
            .values()
            .filter_map(|model| model.shown.as_ref());
        let events: Vec<_> = shown.filter(|event| event.is_listed()).cloned().collect();
        let renderer = self.renderer.clone();
        match tokio::task::spawn_blocking(move || renderer.render_index(&events)).await {
            Ok(index) => {
                self.index_due = false;
                if *self.live.index() != index {
                    self.live.0.index.store(Arc::new(index));
                }
            }
            Err(error) => tracing::error!(%error, "rendering the list of events failed"),
        }
    }

    /// Logs when the database goes away and when it comes back, not every second in between.
    fn note_store(&mut self, looked: &Result<()>) {
        match (looked, self.store_answers) {
            (Ok(()), false) => tracing::info!("the database answers again"),
            (Err(error), true) => {
                let cause = error.with_cause();
                tracing::error!(cause, "the rows cannot be read; pages grow old");
            }
            _ => {}
        }
        self.store_answers = looked.is_ok();
    }
}

/// Everything about one event, in one consistent view. The estimator takes in only what is new.
async fn load(
    tx: &mut Tx,
    id: &EventId,
    version: i64,
    known: Option<&Model>,
    clock: &dyn Clock,
) -> Result<Option<Model>> {
    let Some(event) = tx.find_event_by_id(id).await? else {
        return Ok(None);
    };
    let now = event.time_at(clock.now());
    let readings = known.map(|model| (&model.facts.estimator, &model.chronicler, model.mark));
    let (mut estimator, chronicler, mark) = take_in(tx, &event, readings, now).await?;
    let own_speed = event.tempo.map_or(1.0, |tempo| f64::from(tempo.speed));
    estimator.set_clock_speed(clock.speed() * own_speed);
    let logo = match known {
        Some(model) if model.facts.event.brand.logo_hash == event.brand.logo_hash => {
            model.logo.clone()
        }
        _ => tx.find_logo(id).await?.map(Arc::new),
    };
    let facts = Facts {
        event,
        components: tx.list_components(id).await?,
        messages: tx.list_page_messages(id, now, MESSAGES.into()).await?,
        incidents: tx.list_incidents(id, INCIDENTS).await?,
        inventory: tx.list_inventory(id).await?,
        calendar: tx.list_calendar_entries(id).await?,
        report_published: tx.find_report_publication(id).await?.is_some(),
        health: Health {
            alerts: tx
                .list_alerts(id, now.plus_seconds(-ALL_CLEAR_FOR_S))
                .await?,
            overrides: tx.list_overrides(id, now).await?,
        },
        estimator,
        course: known.map_or_else(Arc::default, |model| model.facts.course.clone()),
    };
    Ok(Some(Model {
        facts: Arc::new(facts),
        chronicler,
        version,
        mark,
        kept: known.and_then(|model| model.kept),
        logo,
        shown: known.and_then(|model| model.shown.clone()),
    }))
}

impl Live {
    /// Puts a snapshot where readers find it. Called by the publisher alone.
    fn publish(&self, snapshot: Arc<Snapshot>) {
        self.0.renders.fetch_add(1, Ordering::Relaxed);
        self.0.cards_due.notify_one();
        let slug = snapshot.edition(None).status_page.slug.clone();
        if let Some(channel) = self.channel(&slug) {
            channel.snapshot.send_replace(snapshot);
            return;
        }
        let mut channels: HashMap<_, _> = (**self.0.channels.load()).clone();
        let channel = Channel {
            snapshot: watch::Sender::new(snapshot),
            streams: Arc::default(),
            viewers: Mutex::default(),
            card: watch::Sender::new(None),
            report: watch::Sender::new(None),
        };
        channels.insert(slug, Arc::new(channel));
        self.0.channels.store(Arc::new(channels));
    }

    /// Lets go of an event's channel. Called by the publisher alone.
    fn close(&self, slug: &Slug) {
        let mut channels: HashMap<_, _> = (**self.0.channels.load()).clone();
        channels.remove(slug);
        self.0.channels.store(Arc::new(channels));
    }
}

/// Tells the node that its publisher is gone, whether it returned or panicked.
struct Alive(Live);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.0.alive.store(false, Ordering::Release);
        self.0.0.attached.store(false, Ordering::Release);
    }
}
