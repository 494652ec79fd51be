//! The wait of a shopper who joins the end of the line now: a range, or the reason why there is none.
//!
//! Readings are put in order of time first, so that the answer does not depend on the order of delivery; then a
//! `Tracker` takes one instant after the other. `docs/how-the-wait-is-estimated.md` tells the whole.

mod admission;
mod balance;
mod counters;
mod course;
mod flow;
mod ladder;
mod lag;
mod leavers;
mod noise;
mod outcome;
mod pace;
mod place;
/// Rounding for people: how a range is shown.
pub mod range;
mod rhythm;
mod shown;
mod sound;
mod span;
mod state;
mod stillness;
mod tracker;
mod trail;
mod wait;
mod window;

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use place::{PlaceError, Position};
pub use rhythm::{AHEAD_S, Rhythm, is_ahead};
pub use state::Checkpoint;
pub use wait::{Confidence, FreshnessLevel, Trend, UnknownReason, WaitEstimate};

use super::event::Phase;
use super::metric::{Metric, Reading};
use super::time::Timestamp;
use ladder::{Ladder, stepped};
use lag::Lag;
use span::Span;
use tracker::Tracker;
use window::{Heard, Placed, Window};

/// How long a reading may take from a feed to the page, in real seconds, on a clock that runs fast.
const TRAVEL_S: f64 = 1.5;

/// Steps forward with each reading and answers what the wait is. Bounded memory; the state can be stored.
///
/// The same readings give the same answers in whatever order they come, as long as none comes more than
/// [`window::HORIZON_S`] seconds behind the newest; what is later than that is left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Estimator {
    /// What has been made of all that is older than the window.
    settled: Box<Tracker>,
    window: Window,
    /// How late readings arrive; no part of what they say.
    lag: Lag,
    /// What has been made of instants before the newest, which more readings may belong to; kept, not needed.
    #[serde(skip)]
    ladder: Ladder,
    /// What has been made of everything; kept, not needed.
    #[serde(skip)]
    now: OnceLock<Arc<Tracker>>,
    /// How long readings may travel before it means something, in seconds.
    #[serde(skip)]
    leeway_s: f64,
}

impl PartialEq for Estimator {
    fn eq(&self, other: &Self) -> bool {
        self.settled == other.settled && self.window == other.window
    }
}

impl Estimator {
    /// Goes on from where another left off; it wants all readings that are newer than the checkpoint.
    pub fn resume(checkpoint: Checkpoint) -> Self {
        Self {
            settled: checkpoint.settled,
            lag: checkpoint.lag,
            ..Self::default()
        }
    }

    /// Where to go on from; none before there is anything that later readings cannot change.
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        self.settled.until?;
        Some(Checkpoint {
            settled: self.settled.clone(),
            lag: self.lag.clone(),
        })
    }

    /// Until when its [`Estimator::checkpoint`] reaches.
    pub fn settled_until(&self) -> Option<Timestamp> {
        self.settled.until
    }

    /// Readings come by a clock that runs `speed` times as fast as the wires that they come by: what is a second there is
    /// that many here.
    pub fn set_clock_speed(&mut self, speed: f64) {
        self.leeway_s = (speed - 1.0).max(0.0) * TRAVEL_S;
    }

    /// Takes one reading of a feed with a single source in.
    pub fn observe(&mut self, reading: Reading) {
        self.observe_from("", reading);
    }

    /// Takes in a reading of `source` that arrives at `now`, and learns from that how late the feed usually is.
    pub fn receive(&mut self, source: &str, reading: Reading, now: Timestamp) {
        if reading.metric == Metric::QueueDepth {
            self.lag.receive(reading.at, now, self.leeway_s);
        }
        self.observe_from(source, reading);
    }

    /// Takes in a reading of `source` that arrived some time ago.
    pub fn observe_from(&mut self, source: &str, reading: Reading) {
        if self.settled.until.is_some_and(|until| reading.at <= until) {
            return;
        }
        if self
            .window
            .newest()
            .is_some_and(|newest| reading.at > newest)
        {
            self.climb();
        }
        let placed = self.window.put(Heard {
            at: reading.at,
            metric: of_interest(reading.metric),
            source: name_hash(source),
            value: reading.value,
        });
        match placed {
            Placed::Known => return,
            Placed::Last => {}
            Placed::Within => self.ladder.cut(reading.at),
        }
        self.now = OnceLock::new();
        loop {
            let settled = self.window.take_settled();
            if settled.is_empty() {
                break;
            }
            self.settled.step(&settled);
        }
    }

    /// The newest state that is kept, and the readings after it.
    fn known(&self) -> (&Tracker, Vec<Heard>) {
        let top = self.ladder.top();
        let top = top.filter(|top| top.until > self.settled.until);
        let known = top.unwrap_or(&self.settled);
        (known, self.window.after(known.until))
    }

    /// Makes and keeps the states of all instants so far, as a newer one is to come.
    fn climb(&mut self) {
        let (known, newer) = self.known();
        let mut instants = newer.chunk_by(|a, b| a.at == b.at);
        let Some(first) = instants.next() else { return };
        let now = self.now.get().filter(|_| first.len() == newer.len());
        let mut tracker = now.cloned().unwrap_or_else(|| stepped(known, first));
        self.ladder.push(tracker.clone());
        for instant in instants {
            tracker = stepped(&tracker, instant);
            self.ladder.push(tracker.clone());
        }
    }

    fn tracker(&self) -> &Tracker {
        self.now.get_or_init(|| {
            let (known, newer) = self.known();
            let mut tracker = known.clone();
            for instant in newer.chunk_by(|a, b| a.at == b.at) {
                tracker.step(instant);
            }
            Arc::new(tracker)
        })
    }

    /// The estimate at `now` for whoever joins the end of the line of an event in `phase`.
    pub fn estimate(&self, phase: Phase, capacity: Option<u32>, now: Timestamp) -> WaitEstimate {
        let joined = self.line(phase, now).and_then(|line| {
            if self.is_full(capacity) {
                return Err(UnknownReason::Full);
            }
            line.wait_until(line.depth + 1.0)
        });
        joined.into()
    }

    /// A line that waits can be told about, or why not.
    fn line(&self, phase: Phase, now: Timestamp) -> Result<Line<'_>, UnknownReason> {
        match phase {
            Phase::Open => {}
            Phase::Paused | Phase::SoldOut | Phase::Ended => return Err(UnknownReason::Paused),
            _ => return Err(UnknownReason::Starting),
        }
        let tracker = self.tracker();
        let depth = tracker.depth.ok_or(UnknownReason::Starting)?.value;
        if tracker.depths.is_silent(now, self.allowance_s()) {
            return Err(UnknownReason::Stale);
        }
        Ok(Line { tracker, depth })
    }

    /// By how many seconds readings may be older than the feed's rhythm says.
    fn allowance_s(&self) -> f64 {
        self.leeway_s + self.lag.seconds()
    }

    /// How old the newest reading is at `now`, for a feed as late as this one; `Live` while nothing has come yet.
    pub fn freshness(&self, now: Timestamp) -> FreshnessLevel {
        let rhythm = &self.tracker().rhythm;
        rhythm.freshness(now, self.lag.seconds())
    }

    /// After how many seconds the readings count as delayed, and as lost.
    pub fn patience_s(&self) -> (f64, f64) {
        let (delayed_s, stale_s) = self.tracker().rhythm.patience_s();
        let lag_s = self.lag.seconds().max(0.0);
        (delayed_s + lag_s, stale_s + lag_s)
    }

    /// The instant the newest reading was true for.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.tracker().rhythm.last_at()
    }

    /// Shoppers waiting, as last read.
    pub fn depth(&self) -> Option<f64> {
        self.tracker().depth.map(|reading| reading.value)
    }

    /// How many the waiting room holds, as last read.
    pub fn capacity(&self) -> Option<f64> {
        self.tracker().capacity.map(|reading| reading.value)
    }

    /// Entries in the draw, as last read.
    pub fn entries(&self) -> Option<f64> {
        self.tracker().entries.map(|reading| reading.value)
    }

    /// The measured pace in people per minute, when one can be measured.
    pub fn measured_per_min(&self, now: Timestamp) -> Option<f64> {
        let tracker = self.tracker();
        let silent = tracker.is_uncounted(now, self.allowance_s());
        tracker
            .measured_per_s()
            .filter(|_| !silent)
            .map(|rate| rate * 60.0)
    }

    /// Whether a counter was left out lately, because there are more sources of it than can be told apart.
    pub fn refuses_sources(&self) -> bool {
        self.tracker().refuses_sources()
    }

    /// Whether nobody more fits, by the feed's capacity or else the event's own.
    pub fn is_full(&self, capacity: Option<u32>) -> bool {
        let limit = self.capacity().or(capacity.map(f64::from));
        matches!((self.depth(), limit), (Some(depth), Some(limit)) if limit > 0.0 && depth >= limit)
    }

    /// What a wait that is known rests on.
    pub fn confidence(&self) -> Confidence {
        self.tracker().confidence()
    }

    /// Where the wait at the end of the line is going, against what it was five minutes ago; `None` where either is not
    /// known, or was not in between.
    pub fn trend(&self, phase: Phase, capacity: Option<u32>, now: Timestamp) -> Option<Trend> {
        match self.estimate(phase, capacity, now) {
            WaitEstimate::Known { .. } => self.tracker().trail.trend(now),
            WaitEstimate::Unknown { .. } => None,
        }
    }
}

/// What the estimator has no use for counts as a sign of life alone, whatever it is.
fn of_interest(metric: Metric) -> Metric {
    match metric {
        Metric::QueueDepth
        | Metric::AdmittedTotal
        | Metric::ArrivalsTotal
        | Metric::LeftTotal
        | Metric::Capacity
        | Metric::AdmissionRatePerMin
        | Metric::DrawEntries => metric,
        Metric::ActiveShoppers
        | Metric::ErrorRate
        | Metric::P95LatencyMs
        | Metric::HandoffCompletedTotal
        | Metric::HandoffFailedTotal => Metric::ActiveShoppers,
    }
}

/// FNV-1a, which is the same in every process.
fn name_hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// A line that moves.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    tracker: &'a Tracker,
    /// Shoppers waiting.
    depth: f64,
}

impl Line<'_> {
    /// The wait of whoever is the `people`th to be let in.
    fn wait_until(self, people: f64) -> Result<Span, UnknownReason> {
        self.tracker.shown_wait(people)
    }
}

impl From<Result<Span, UnknownReason>> for WaitEstimate {
    fn from(wait: Result<Span, UnknownReason>) -> Self {
        match wait {
            Ok(span) => Self::Known {
                low_s: span.low_s,
                mid_s: span.mid_s,
                high_s: span.high_s,
            },
            Err(reason) => Self::Unknown { reason },
        }
    }
}

#[cfg(test)]
mod tests;
