//! Whether nobody is being let in, and whether that is unusual.

use serde::{Deserialize, Serialize};

use super::sound::{is_amount, is_number};
use crate::domain::time::Timestamp;

/// The shortest stillness that is called one, in seconds.
const LEAST_S: f64 = 10.0;
/// By how many standard deviations a gap must be longer than usual.
const UNUSUAL: f64 = 5.0;
/// How many gaps are remembered.
const REMEMBERED: f64 = 24.0;
/// From how many gaps on their scatter is believed.
const ENOUGH: f64 = 4.0;

/// By what share regular gaps differ from each other, and how many intervals of the feed a batch takes at least.
const REGULAR: f64 = 0.3;
const BATCHED: f64 = 2.0;

/// Follows the gaps between admissions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Stillness {
    /// The last moment at which nothing was amiss: somebody was let in, or nobody waited.
    since: Option<Timestamp>,
    /// The last moment at which somebody was let in.
    admitted_at: Option<Timestamp>,
    watched: Option<Timestamp>,
    /// How many times people were let in since the last unusual stillness.
    in_a_row: f64,
    gaps: f64,
    mean_s: f64,
    variance: f64,
}

impl Stillness {
    /// Admissions were counted at `at`: none since the last time unless `admitted`. Returns whether an unusual stillness
    /// ended here.
    pub fn watch(&mut self, at: Timestamp, admitted: bool, waiting: bool, interval_s: f64) -> bool {
        // Only what was watched is a stillness: in a gap of the feed people may have been let in all the time.
        let was_still = admitted && self.lasts(interval_s);
        let watched = self
            .watched
            .is_some_and(|last| at.seconds_since(last) <= 2.0 * interval_s);
        if admitted {
            if let (Some(last), Some(since)) = (self.admitted_at, self.since)
                && since <= last
                && watched
                && (!was_still || self.in_a_row < ENOUGH)
            {
                // A pause teaches nothing, so that the next one is noticed as soon; a line that stands after every few
                // admissions is a slow one.
                let gap_s = at.seconds_since(last);
                self.learn(gap_s.min(2.0 * self.patience_s(interval_s)));
            }
            self.in_a_row = if was_still { 0.0 } else { self.in_a_row + 1.0 };
            self.admitted_at = Some(at);
        }
        if admitted || !waiting || self.since.is_none() {
            self.since = Some(at);
        }
        self.watched = Some(at);
        was_still
    }

    /// A new beginning: what came before says nothing about how long nobody has been let in.
    pub fn restart(&mut self, at: Timestamp) {
        self.since = Some(at);
        self.admitted_at = None;
        self.watched = Some(at);
    }

    fn learn(&mut self, gap_s: f64) {
        self.gaps = (self.gaps + 1.0).min(REMEMBERED);
        let off = gap_s - self.mean_s;
        self.mean_s += off / self.gaps;
        self.variance += (off * (gap_s - self.mean_s) - self.variance) / self.gaps;
    }

    /// From how many seconds on nobody being let in is unusual.
    fn patience_s(&self, interval_s: f64) -> f64 {
        let scatter = if self.gaps < ENOUGH {
            self.mean_s
        } else {
            self.variance.max(0.0).sqrt()
        };
        (self.mean_s + UNUSUAL * scatter + interval_s).max(LEAST_S)
    }

    fn lasts_at(&self, at: Timestamp, interval_s: f64) -> bool {
        self.since
            .is_some_and(|since| at.seconds_since(since) >= self.patience_s(interval_s))
    }

    /// Whether nobody has been let in for unusually long, as far as it was watched.
    pub fn lasts(&self, interval_s: f64) -> bool {
        self.watched
            .is_some_and(|watched| self.lasts_at(watched, interval_s))
    }

    /// The time between two batches, where people are let in together at regular times.
    pub fn batch_s(&self, interval_s: f64) -> Option<f64> {
        let regular = self.gaps >= ENOUGH && self.variance.max(0.0).sqrt() < REGULAR * self.mean_s;
        (regular && self.mean_s >= BATCHED * interval_s).then_some(self.mean_s)
    }

    /// By how many seconds a wait that ends with a batch is longer than the pace says: half the time between two batches,
    /// less what has gone by since the last one.
    pub fn until_batch_s(&self, at: Timestamp, interval_s: f64) -> f64 {
        let Some(batch_s) = self.batch_s(interval_s) else {
            return 0.0;
        };
        let gone_s = self.admitted_at.map_or(0.0, |last| at.seconds_since(last));
        0.5 * batch_s - gone_s.min(batch_s)
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        let amounts = [self.in_a_row, self.gaps, self.mean_s];
        amounts.into_iter().all(is_amount) && is_number(self.variance)
    }
}
