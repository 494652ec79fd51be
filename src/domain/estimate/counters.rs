//! Counters of several sources, added up by how far each rose.

use serde::{Deserialize, Serialize};

use super::Rhythm;
use super::sound::is_amount;
use crate::domain::time::Timestamp;

/// The most sources whose counters are told apart.
const MAX_SOURCES: usize = 16;
/// For how many seconds a source must have been silent at least to give way to another.
const GONE_S: f64 = 60.0;
/// A source that was not counted may go on without speaking again for this many seconds.
const REFUSED_S: f64 = 90.0;
/// For how many seconds a source may be silent of which nobody knows yet how often it speaks.
const UNFAMILIAR_S: f64 = 90.0;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Counter {
    source: u64,
    value: f64,
    heard: Rhythm,
}

impl Counter {
    /// Whether it has said nothing at `at` for unusually long, by its own rhythm.
    fn is_silent(&self, at: Timestamp, leeway_s: f64) -> bool {
        let silent_s = self.silent_s(at) - leeway_s;
        let familiar = self.heard.is_familiar() || silent_s >= UNFAMILIAR_S;
        familiar && self.heard.is_silent(at, leeway_s)
    }

    fn silent_s(&self, at: Timestamp) -> f64 {
        self.heard
            .last_at()
            .map_or(0.0, |last| at.seconds_since(last))
    }
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
    /// How many of the people a source tells of that was silent while others spoke, and for how many seconds.
    pub late: (f64, f64),
}

/// The newest reading of one counter from each source. Must be read in order of time.
#[expect(
    clippy::struct_field_names,
    reason = "states that were kept have this name"
)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Counters {
    counters: Vec<Counter>,
    read_at: Option<Timestamp>,
    read_before: Option<Timestamp>,
    refused_at: Option<Timestamp>,
    /// When all had spoken last.
    whole_at: Option<Timestamp>,
}

impl Counters {
    /// Takes a reading in and adds to `rise` what it tells. Who comes when there are as many as can be told apart is not
    /// counted until one of them has been silent for long.
    pub fn read(&mut self, source: u64, at: Timestamp, value: f64, rise: &mut Rise) {
        let known = self.counters.iter().position(|c| c.source == source);
        if known.is_none() && !self.make_room() {
            self.refused_at = Some(at);
            return;
        }
        if self.read_at != Some(at) {
            self.read_before = self.read_at.replace(at);
        }
        let before = self.read_before;
        rise.read = true;
        let Some(counter) = known.and_then(|index| self.counters.get_mut(index)) else {
            rise.broken |= self.counters.is_empty();
            let mut heard = Rhythm::default();
            heard.hear(at);
            self.counters.push(Counter {
                source,
                value,
                heard,
            });
            return;
        };
        let people = value - counter.value;
        if people < 0.0 {
            rise.broken = true;
        } else {
            rise.people += people;
            // Others spoke since.
            if before.is_some_and(|before| counter.is_silent(before, 0.0)) {
                rise.late.0 += people;
                rise.late.1 = rise.late.1.max(counter.silent_s(at));
            }
        }
        counter.heard.hear(at);
        counter.value = value;
    }

    /// Whether every source that is not silent has spoken since that was last so: until then a part of the people that
    /// were let in is not told yet.
    pub fn is_whole(&mut self, at: Timestamp) -> bool {
        let since = self.whole_at;
        let mut speaking = self.counters.iter().filter(|c| !c.is_silent(at, 0.0));
        let whole = speaking.all(|counter| counter.heard.last_at() > since);
        if whole {
            self.whole_at = Some(at);
        }
        whole
    }

    /// From now on all must speak again.
    pub fn begin_anew(&mut self, at: Timestamp) {
        self.whole_at = Some(at);
    }

    /// How often the source speaks that speaks most often, of several.
    pub fn interval_s(&self) -> Option<f64> {
        let now = self.read_at.filter(|_| self.counters.len() > 1)?;
        let speaking = self.counters.iter().filter(|c| !c.is_silent(now, 0.0));
        let familiar = speaking.filter(|counter| counter.heard.is_familiar());
        familiar
            .map(|counter| counter.heard.interval_s())
            .min_by(f64::total_cmp)
    }

    /// Whether all sources are silent, of several; what they say may travel for `leeway_s`.
    pub fn are_silent(&self, now: Timestamp, leeway_s: f64) -> Option<bool> {
        let mut counters = self.counters.iter();
        (self.counters.len() > 1).then(|| counters.all(|c| c.is_silent(now, leeway_s)))
    }

    /// Lets the source go that was heard longest ago, when it is silent while others speak and there are too many.
    fn make_room(&mut self) -> bool {
        if self.counters.len() < MAX_SOURCES {
            return true;
        }
        let Some(spoken_at) = self.read_at else {
            return false;
        };
        let gone = |c: &Counter| c.silent_s(spoken_at) >= GONE_S && c.is_silent(spoken_at, 0.0);
        let silent = self.counters.iter().enumerate().filter(|(_, c)| gone(c));
        let oldest = silent.min_by_key(|(_, counter)| (counter.heard.last_at(), counter.source));
        let Some((index, _)) = oldest else {
            return false;
        };
        self.counters.swap_remove(index);
        true
    }

    /// Whether a source was not counted lately because there are too many.
    pub fn refuses(&self, now: Timestamp) -> bool {
        self.refused_at
            .is_some_and(|refused| now.seconds_since(refused) < REFUSED_S)
    }

    /// From how many sources it was read.
    pub fn sources(&self) -> usize {
        self.counters.len()
    }

    /// Whether none was ever read.
    pub fn is_empty(&self) -> bool {
        self.counters.is_empty()
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        self.counters.len() <= MAX_SOURCES
            && self
                .counters
                .iter()
                .all(|counter| is_amount(counter.value) && counter.heard.is_sound())
    }
}
