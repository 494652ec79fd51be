//! Counters of several sources, added up by how far each rose.

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// The most sources whose counters are told apart.
const MAX_SOURCES: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Counter {
    source: u64,
    at: Timestamp,
    value: f64,
}

/// How far counters rose at one instant.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rise {
    /// By how many, over all that can be compared.
    pub people: f64,
    /// One of them began, or began again: what happened since the reading before is not known.
    pub broken: bool,
    /// One of them was read.
    pub read: bool,
}

/// The newest reading of one counter from each source. Must be read in order of time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Counters(Vec<Counter>);

impl Counters {
    /// Takes a reading in and adds to `rise` what it tells.
    pub fn read(&mut self, source: u64, at: Timestamp, value: f64, rise: &mut Rise) {
        rise.read = true;
        if let Some(counter) = self.0.iter_mut().find(|c| c.source == source) {
            if value >= counter.value {
                rise.people += value - counter.value;
            } else {
                rise.broken = true;
            }
            (counter.at, counter.value) = (at, value);
            return;
        }
        rise.broken |= self.0.is_empty();
        self.0.push(Counter { source, at, value });
        if self.0.len() > MAX_SOURCES {
            self.0
                .sort_unstable_by_key(|counter| (counter.at, counter.source));
            self.0.remove(0);
        }
    }

    /// From how many sources it was read.
    pub fn sources(&self) -> usize {
        self.0.len()
    }

    /// Whether none was ever read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
