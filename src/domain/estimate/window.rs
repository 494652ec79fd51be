//! The readings of the last minutes in order of time, in whatever order they were delivered.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::domain::metric::Metric;
use crate::domain::time::Timestamp;

/// How late a reading may come and still count as if it had come in time: seconds behind the newest.
pub const HORIZON_S: f64 = 600.0;
/// The most readings that wait for those that are late.
pub const MAX_READINGS: usize = 8_192;

/// One reading of one source.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// When it was true.
    pub at: Timestamp,
    /// What it is of.
    pub metric: Metric,
    /// Who said so: a hash of the name.
    pub source: u64,
    /// The reading.
    pub value: f64,
}

impl Heard {
    fn key(&self) -> (Timestamp, Metric, u64) {
        (self.at, self.metric, self.source)
    }
}

/// Where a reading went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// At or behind the newest instant.
    Last,
    /// Before the newest instant.
    Within,
    /// It was there.
    Known,
}

/// Readings by time, metric and source, each once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Window(VecDeque<Heard>);

impl Window {
    /// Puts a reading in its place. Of two that contradict each other the larger one holds, whichever came first.
    pub fn put(&mut self, heard: Heard) -> Placed {
        let newest = self.newest();
        let index = self.0.partition_point(|other| other.key() < heard.key());
        if let Some(there) = self.0.get_mut(index)
            && there.key() == heard.key()
        {
            if heard.value <= there.value {
                return Placed::Known;
            }
            there.value = heard.value;
        } else {
            self.0.insert(index, heard);
        }
        if newest.is_none_or(|newest| heard.at >= newest) {
            Placed::Last
        } else {
            Placed::Within
        }
    }

    /// The newest instant.
    pub fn newest(&self) -> Option<Timestamp> {
        self.0.back().map(|heard| heard.at)
    }

    /// The readings that are newer than `until`.
    pub fn after(&self, until: Option<Timestamp>) -> Vec<Heard> {
        let from = self.0.partition_point(|heard| Some(heard.at) <= until);
        self.0.range(from..).copied().collect()
    }

    /// Takes out the readings of the oldest instant when nothing that is yet to come may change them.
    pub fn take_settled(&mut self) -> Vec<Heard> {
        let (Some(oldest), Some(newest)) = (self.0.front().map(|heard| heard.at), self.newest())
        else {
            return Vec::new();
        };
        if oldest == newest
            || self.0.len() <= MAX_READINGS && newest.seconds_since(oldest) <= HORIZON_S
        {
            return Vec::new();
        }
        let instant = self.0.partition_point(|heard| heard.at == oldest);
        self.0.drain(..instant).collect()
    }
}
