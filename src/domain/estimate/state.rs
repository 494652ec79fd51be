//! What is kept of an estimator over a restart, and whether what was kept can be believed.

use serde::{Deserialize, Serialize};

use super::Rhythm;
use super::counters::Counters;
use super::lag::Lag;
use super::sound::is_amount;
use super::tracker::Tracker;
use crate::domain::metric::{Metric, Reading};
use crate::domain::time::Timestamp;

/// What must be kept of an estimator to go on after a restart, or elsewhere, with the readings that are newer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Checkpoint {
    /// What has been made of all that is older than the window.
    pub(super) settled: Box<Tracker>,
    /// How late readings arrive.
    pub(super) lag: Lag,
}

/// A checkpoint as it was read, before anybody looked at it.
#[derive(Deserialize)]
struct Stored {
    settled: Box<Tracker>,
    lag: Lag,
}

/// Why a checkpoint is not gone on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no estimator comes to such a state")]
pub struct Damaged;

impl TryFrom<Stored> for Checkpoint {
    type Error = Damaged;

    fn try_from(stored: Stored) -> Result<Self, Damaged> {
        let Stored { settled, lag } = stored;
        let kept = Self { settled, lag };
        if kept.settled.is_sound() && kept.lag.is_sound() {
            Ok(kept)
        } else {
            Err(Damaged)
        }
    }
}

impl Checkpoint {
    /// What a checkpoint is made of; grows when that changes, so that nothing is read as something else.
    pub const FORMAT: i64 = 3;

    /// The last instant whose readings are in it.
    pub fn until(&self) -> Option<Timestamp> {
        self.settled.until
    }
}

impl Tracker {
    fn is_sound(&self) -> bool {
        let read = |metric: Metric, reading: Option<Reading>| {
            reading.is_none_or(|r| r.metric == metric && metric.check(r.value).is_ok())
        };
        self.until.is_some()
            && read(Metric::QueueDepth, self.depth)
            && read(Metric::Capacity, self.capacity)
            && read(Metric::AdmissionRatePerMin, self.announced)
            && read(Metric::DrawEntries, self.entries)
            && is_amount(self.unit)
            && [&self.rhythm, &self.depths, &self.counts]
                .into_iter()
                .all(Rhythm::is_sound)
            && [&self.admitted, &self.arrivals, &self.left]
                .into_iter()
                .all(Counters::is_sound)
            && self.are_parts_sound()
    }

    fn are_parts_sound(&self) -> bool {
        self.trail.is_sound()
            && self.balance.is_sound()
            && self.pace.is_sound()
            && self.flow.is_sound()
            && self.course.is_sound()
            && self.leavers.is_sound()
            && self.stillness.is_sound()
            && self.outcomes.is_sound()
            && self.shown.is_sound()
    }
}
