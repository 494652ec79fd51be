//! From a committed change to every open connection.
//!
//! The `Publisher` is the only writer: it looks for changed rows, renders them once, and puts the finished bytes
//! where every reader finds them with a pointer load. Readers never wait for it and never touch the database.

mod admission;
mod body;
mod cards;
mod chronicler;
/// The text of Server-Sent Events.
pub mod frame;
mod gap;
mod method;
mod place;
mod presence;
mod publisher;
mod readings;
mod reply;
mod report;
mod requests;
mod shown_log;
mod snapshot;
mod statuspage;
mod stylesheet;
mod takeaway;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::sync::{Notify, watch};

use requests::Requests;

pub use admission::{Admission, BoardPermit, Boards, StreamPermit};
pub use body::{Body, Encoding};
pub use cards::{Card, CardPainter};
pub use method::Method;
pub use place::Finished;
pub use presence::{Presence, Seat};
pub use publisher::Publisher;
pub use report::{Audience, PublishedReport, report_csv, report_json};
pub use snapshot::{Edition, Index, Renderer, Snapshot};
pub use statuspage::Statuspage;
pub use stylesheet::Stylesheet;
pub use takeaway::{Look, Size, Theme, draw_badge};

use crate::domain::event::Slug;
use crate::domain::history::series::{Points, Series};
use crate::domain::id::EventId;
use crate::domain::revision::Revision;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

/// How long a commit waits to be told the revision that shows it, before it is answered without one.
const PUBLISH_PATIENCE: Duration = Duration::from_secs(2);

/// One event's newest snapshot and the number of screens that follow it.
#[derive(Debug)]
pub struct Channel {
    snapshot: watch::Sender<Arc<Snapshot>>,
    streams: Arc<std::sync::atomic::AtomicUsize>,
    /// How many streams there were, since this node started.
    viewers: Mutex<Series<1>>,
    /// The share card; none before the first is painted.
    card: watch::Sender<Option<Arc<Card>>>,
    /// The published report; none before it is written.
    report: watch::Sender<Option<Arc<PublishedReport>>>,
}

impl Channel {
    /// The newest snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.borrow().clone()
    }

    /// Follows the snapshots; the newest one wins, none is queued.
    pub fn subscribe(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshot.subscribe()
    }

    /// How many streams there were over time, since this node started, in spans that were over by `until`.
    pub fn viewers(&self, until: Timestamp) -> Points<1> {
        let viewers = self.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        viewers.points(until)
    }

    /// Notes how many streams are open.
    #[expect(
        clippy::cast_precision_loss,
        reason = "fewer streams than a float counts"
    )]
    fn note_viewers(&self, now: Timestamp) {
        let mut viewers = self.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        viewers.add(now, [self.streams() as f64]);
    }

    /// How many streams are open.
    pub fn streams(&self) -> usize {
        self.streams.load(Ordering::Relaxed)
    }
}

#[derive(Debug)]
struct Hub {
    channels: ArcSwap<HashMap<Slug, Arc<Channel>>>,
    /// Events that were public and are archived.
    gone: ArcSwap<HashSet<Slug>>,
    index: ArcSwap<Index>,
    requests: Requests,
    attached: AtomicBool,
    alive: AtomicBool,
    renders: AtomicU64,
    /// Told when a card may have to be painted.
    cards_due: Notify,
    /// Told when somebody waits for a card.
    card_wanted: Notify,
    /// Told when sessions were ended.
    signed_out: watch::Sender<()>,
    presence: Presence,
}

/// The hub: what is published, and the way to ask for a change to be published at once. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Live(Arc<Hub>);

impl Default for Live {
    fn default() -> Self {
        Self(Arc::new(Hub {
            channels: ArcSwap::default(),
            gone: ArcSwap::default(),
            index: ArcSwap::from_pointee(Index::default()),
            requests: Requests::default(),
            attached: AtomicBool::new(false),
            alive: AtomicBool::new(false),
            renders: AtomicU64::new(0),
            cards_due: Notify::new(),
            card_wanted: Notify::new(),
            signed_out: watch::Sender::default(),
            presence: Presence::default(),
        }))
    }
}

impl Live {
    /// The channel of an event, draft or public.
    pub fn channel(&self, slug: &Slug) -> Option<Arc<Channel>> {
        self.0.channels.load().get(slug).cloned()
    }

    /// The channel of an event that everyone may see. A draft is as unknown as an event that does not exist.
    pub fn public_channel(&self, slug: &Slug) -> Result<Arc<Channel>> {
        match self.channel(slug) {
            Some(channel) if channel.snapshot.borrow().is_public() => Ok(channel),
            None if self.0.gone.load().contains(slug) => Err(Error::Gone("event")),
            _ => Err(Error::NotFound("event")),
        }
    }

    /// The list of public events.
    pub fn index(&self) -> Arc<Index> {
        self.0.index.load_full()
    }

    /// Publishes a committed change past every wait, and tells the revision that shows it.
    ///
    /// `None` when no publisher runs in this process (the command line), or when it is too slow to say:
    /// the change is committed all the same, and found by the publisher's next look at the rows.
    pub async fn changed(&self, event: &EventId, slug: &Slug) -> Option<Revision> {
        if !self.0.attached.load(Ordering::Acquire) {
            return None;
        }
        let published = self.0.requests.ask(event.clone());
        tokio::time::timeout(PUBLISH_PATIENCE, published)
            .await
            .ok()?;
        self.channel(slug)
            .map(|channel| channel.snapshot().revision)
    }

    /// Announces that sessions were ended: whatever is open on behalf of one looks at once whether it is still there.
    pub fn sign_out(&self) {
        self.0.signed_out.send_replace(());
    }

    /// Follows such announcements. Another node's are found by looking now and then.
    pub fn sign_outs(&self) -> watch::Receiver<()> {
        self.0.signed_out.subscribe()
    }

    /// Who has which board open in this node.
    pub fn presence(&self) -> &Presence {
        &self.0.presence
    }

    /// Whether the publisher runs and has published everything there was when it started.
    pub fn is_ready(&self) -> bool {
        self.0.alive.load(Ordering::Acquire)
    }

    /// How many snapshots have been rendered: one for each version, however many requests there were.
    pub fn renders(&self) -> u64 {
        self.0.renders.load(Ordering::Relaxed)
    }
}
