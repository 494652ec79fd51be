//! Writes published reports beside the publisher, never in its way: a report reads a whole day from the database.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::PublishedReport;
use crate::domain::event::Slug;
use crate::domain::id::EventId;
use crate::domain::report::Report;
use crate::domain::time::Clock;
use crate::error::{Error, Result};
use crate::live::{Channel, Live};
use crate::page::DocumentLinks;
use crate::store::Store;

/// After it was written a report rests for so many times as long as that took: a feed that goes on after the end of its
/// event costs a tenth of a core at the most.
const REST: u32 = 10;
/// It rests for so long at least.
const SHORTEST_REST: Duration = Duration::from_secs(1);
/// How long a reader waits for a report that is being written for the first time.
const PATIENCE: Duration = Duration::from_secs(10);

/// The events whose reports everyone may read, each in its newest version.
pub type Wanted = BTreeMap<EventId, (Slug, i64)>;

/// The way to the task that writes.
#[derive(Debug)]
pub struct Reporter {
    wanted: watch::Sender<Wanted>,
    writing: JoinHandle<()>,
}

impl Reporter {
    /// Begins to write the reports of `live` from what `store` holds.
    pub fn open(live: Live, store: Store, clock: Arc<dyn Clock>, links: DocumentLinks) -> Self {
        let (wanted, asked) = watch::channel(Wanted::new());
        let writer = Writer {
            live,
            store,
            clock,
            links,
            written: HashMap::new(),
        };
        Self {
            wanted,
            writing: tokio::spawn(writer.run(asked)),
        }
    }

    /// Says which reports are to be there from now on.
    pub fn want(&self, wanted: Wanted) {
        self.wanted.send_if_modified(|before| {
            let changed = *before != wanted;
            *before = wanted;
            changed
        });
    }

    /// Returns when nothing is being written any more.
    pub async fn close(self) {
        drop(self.wanted);
        if let Err(error) = self.writing.await {
            tracing::error!(%error, "writing reports ended badly");
        }
    }
}

/// Which version of a report is there, and from when on another may be written.
struct Written {
    slug: Slug,
    version: i64,
    again_at: Instant,
}

struct Writer {
    live: Live,
    store: Store,
    clock: Arc<dyn Clock>,
    links: DocumentLinks,
    written: HashMap<EventId, Written>,
}

impl Writer {
    async fn run(mut self, mut asked: watch::Receiver<Wanted>) {
        let mut next = None;
        loop {
            let rested = async {
                match next {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = asked.changed() => if changed.is_err() { return },
                () = rested => {}
            }
            let wanted = asked.borrow_and_update().clone();
            self.take_back(&wanted);
            next = self.write_due(&wanted).await;
        }
    }

    /// Takes reports away that nobody may read any more.
    fn take_back(&mut self, wanted: &Wanted) {
        let gone = self.written.extract_if(|id, _| !wanted.contains_key(id));
        for (_, written) in gone {
            if let Some(channel) = self.live.channel(&written.slug) {
                channel.report.send_replace(None);
            }
        }
    }

    /// Writes what has changed and has rested; tells when the next will have.
    async fn write_due(&mut self, wanted: &Wanted) -> Option<Instant> {
        let mut next: Option<Instant> = None;
        for (id, (slug, version)) in wanted {
            let before = self.written.get(id);
            if before.is_some_and(|written| written.version == *version) {
                continue;
            }
            let again_at = before.map(|written| written.again_at);
            if let Some(again_at) = again_at.filter(|at| *at > Instant::now()) {
                next = Some(next.map_or(again_at, |next| next.min(again_at)));
                continue;
            }
            let started = Instant::now();
            let written = self.write(id, slug).await;
            let rest = (started.elapsed() * REST).max(SHORTEST_REST);
            let again_at = Instant::now() + rest;
            let version = match written {
                Ok(()) => *version,
                // The last one goes on being served, and after a rest this one is tried again.
                Err(error) => {
                    tracing::error!(cause = error.with_cause(), event = %slug, "no report");
                    next = Some(next.map_or(again_at, |next| next.min(again_at)));
                    i64::MIN
                }
            };
            let written = Written {
                slug: slug.clone(),
                version,
                again_at,
            };
            self.written.insert(id.clone(), written);
        }
        next
    }

    async fn write(&self, id: &EventId, slug: &Slug) -> Result<()> {
        let channel = self.live.channel(slug);
        let channel = channel.ok_or(Error::NotFound("event"))?;
        let mut tx = self.store.read().await?;
        let event = tx.find_event_by_id(id).await?;
        let event = event.ok_or(Error::NotFound("event"))?;
        let record = tx.find_record(event, self.clock.now()).await?;
        drop(tx);
        let own = channel.snapshot().stylesheet.clone();
        let links = DocumentLinks {
            stylesheet: own.map_or_else(|| self.links.stylesheet.clone(), |own| own.path.clone()),
            ..self.links.clone()
        };
        let before = channel.report.borrow().clone();
        let writing = tokio::task::spawn_blocking(move || {
            PublishedReport::write(&Report::of(record), &links, before.as_deref())
        });
        let report = writing
            .await
            .map_err(|error| Error::internal("writing a report", error))??;
        channel.report.send_replace(Some(Arc::new(report)));
        Ok(())
    }
}

impl Channel {
    /// The published report of the event, waited for a little when it is being written for the first time. A report that
    /// is not published is as unknown as one that does not exist.
    pub async fn report(&self) -> Result<Arc<PublishedReport>> {
        if !self.snapshot().facts.report_published {
            return Err(Error::NotFound("report"));
        }
        let mut reports = self.report.subscribe();
        let first = tokio::time::timeout(PATIENCE, reports.wait_for(Option::is_some)).await;
        let report = first.ok().and_then(|there| there.ok()?.clone());
        report.ok_or(Error::Unavailable("the report is being written"))
    }
}
