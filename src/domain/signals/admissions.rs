//! When people are let in, and from when on it means something that nobody is.

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// How much a new gap counts against those before.
const WEIGHT: f64 = 0.1;
/// How many times the usual deviation a gap must be longer than usual to be none of them: a line of two a minute, whose gaps
/// are as irregular as they come, has such a gap once in a day.
const DEVIATIONS: f64 = 8.0;
/// How many gaps it takes to know how irregular they are. Until then one this many times as long as the mean may be usual.
const KNOWN_AFTER: u32 = 20;
const UNKNOWN_TIMES: f64 = 7.0;
/// A longer gap is learnt as one of so many seconds, unless such gaps are usual.
const MAX_LEARNT_S: f64 = 120.0;

/// The rhythm of admissions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Admissions {
    /// When the counter was heard first.
    heard_at: Option<Timestamp>,
    /// When it rose last.
    last_at: Option<Timestamp>,
    /// When it was last seen that nobody waited.
    empty_at: Option<Timestamp>,
    mean_s: f64,
    deviation_s: f64,
    gaps: u32,
}

impl Admissions {
    /// Takes in that the counter was heard.
    pub fn hear(&mut self, at: Timestamp) {
        self.heard_at.get_or_insert(at);
    }

    /// Takes in that somebody was let in between the last reading and `at`; `since` is when the event was opened.
    pub fn let_in(&mut self, at: Timestamp, since: Timestamp) {
        if let Some(last) = self.last_at.filter(|last| *last >= since) {
            let gap_s = at.seconds_since(last);
            if gap_s <= 0.0 {
                return;
            }
            // A pause is not what is usual.
            let gap_s = gap_s.min(self.usual_s().max(MAX_LEARNT_S));
            let weight = WEIGHT.max(1.0 / f64::from(self.gaps + 1));
            self.mean_s += weight * (gap_s - self.mean_s);
            self.deviation_s += weight * ((gap_s - self.mean_s).abs() - self.deviation_s);
            self.gaps = self.gaps.saturating_add(1);
        }
        self.last_at = Some(self.last_at.map_or(at, |last| last.max(at)));
    }

    /// Takes in how many wait.
    pub fn waiting(&mut self, at: Timestamp, depth: f64) {
        if depth <= 0.0 && self.empty_at.is_none_or(|before| before < at) {
            self.empty_at = Some(at);
        }
    }

    /// Since when nobody has been let in who could have been, in an event that is open since `since`. None before the counter
    /// was heard.
    pub fn idle_since(&self, since: Timestamp) -> Option<Timestamp> {
        let heard = self.heard_at?.max(since);
        let seen = [self.last_at, self.empty_at].into_iter().flatten();
        Some(seen.fold(heard, Timestamp::max))
    }

    /// How long a usual gap may be, in seconds.
    pub fn usual_s(&self) -> f64 {
        let usual_s = self.mean_s + DEVIATIONS * self.deviation_s;
        if self.gaps < KNOWN_AFTER {
            usual_s.max(UNKNOWN_TIMES * self.mean_s)
        } else {
            usual_s
        }
    }
}
