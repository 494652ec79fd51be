//! What a feed told during an event, in bounded memory however much that was.

use super::curve::{Counter, Gauge};
use super::silence::Silence;
use super::speakers::Speakers;
use crate::domain::estimate::Rhythm;
use crate::domain::metric::{Metric, Reading};
use crate::domain::time::Timestamp;

/// The most points that a curve keeps, but for its first.
const MAX_POINTS: i64 = 10_000;

/// Takes readings in the order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    step_s: i64,
    rhythm: Rhythm,
    /// Times in which it was silent for longer than can be.
    pub silences: Vec<Silence>,
    /// Shoppers waiting.
    pub depth: Gauge,
    /// Who said so.
    pub depth_by: Speakers,
    /// Entries in a draw.
    pub entries: Gauge,
    /// Let in.
    pub admitted: Counter,
    /// Joined the line.
    pub arrivals: Counter,
    /// Gave up while waiting.
    pub left: Counter,
    /// Reached the shop.
    pub completed: Counter,
    /// Did not reach the shop.
    pub failed: Counter,
    /// Share of failed shop requests.
    pub error_rate: Gauge,
    /// The shop's response time.
    pub p95_ms: Gauge,
}

impl Feed {
    /// The metrics that a report is made of.
    pub const METRICS: [Metric; 9] = [
        Metric::QueueDepth,
        Metric::DrawEntries,
        Metric::AdmittedTotal,
        Metric::ArrivalsTotal,
        Metric::LeftTotal,
        Metric::HandoffCompletedTotal,
        Metric::HandoffFailedTotal,
        Metric::ErrorRate,
        Metric::P95LatencyMs,
    ];

    /// A feed of which nothing was heard yet, with room for so many seconds.
    pub fn over(reach_s: i64) -> Self {
        Self {
            // To the second as long as that fits.
            step_s: reach_s.max(0) / MAX_POINTS + 1,
            rhythm: Rhythm::default(),
            silences: Vec::new(),
            depth: Gauge::default(),
            depth_by: Speakers::default(),
            entries: Gauge::default(),
            admitted: Counter::default(),
            arrivals: Counter::default(),
            left: Counter::default(),
            completed: Counter::default(),
            failed: Counter::default(),
            error_rate: Gauge::default(),
            p95_ms: Gauge::default(),
        }
    }

    /// Takes in what `source` read; of readings that a report is not made of only that they came.
    pub fn observe(&mut self, source: &str, reading: Reading) {
        self.hear(reading.at);
        let Reading { at, metric, value } = reading;
        let step_s = self.step_s;
        match metric {
            Metric::QueueDepth => {
                self.depth_by.hear(source);
                self.depth.observe(at, value, step_s);
            }
            Metric::DrawEntries => self.entries.observe(at, value, step_s),
            Metric::ErrorRate => self.error_rate.observe(at, value, step_s),
            Metric::P95LatencyMs => self.p95_ms.observe(at, value, step_s),
            Metric::AdmittedTotal => self.admitted.observe(source, at, value, step_s),
            Metric::ArrivalsTotal => self.arrivals.observe(source, at, value, step_s),
            Metric::LeftTotal => self.left.observe(source, at, value, step_s),
            Metric::HandoffCompletedTotal => self.completed.observe(source, at, value, step_s),
            Metric::HandoffFailedTotal => self.failed.observe(source, at, value, step_s),
            Metric::Capacity | Metric::AdmissionRatePerMin | Metric::ActiveShoppers => {}
        }
    }

    /// Notes a silence that is over by now, or that lasts until the end when nothing comes any more.
    pub fn hear(&mut self, at: Timestamp) {
        self.silences.extend(Silence::after(&self.rhythm, at));
        self.rhythm.hear(at);
    }

    /// Whether it said, one way or another, how many gave up.
    pub fn tells_leavers(&self) -> bool {
        self.left.total().is_some() || self.arrivals.total().is_some()
    }

    /// When it first spoke.
    pub fn first_at(&self) -> Option<Timestamp> {
        self.rhythm.first_at()
    }
}
