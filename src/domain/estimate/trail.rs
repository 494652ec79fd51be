//! How the wait went in the last minutes, and where it is going.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::Trend;
use super::sound::is_amount;
use crate::domain::time::Timestamp;

/// How often the wait is noted, in seconds.
const STEP_S: f64 = 15.0;
/// How many times.
const NOTED: usize = 64;
/// How much the wait must differ from [`SPAN_S`] ago to be called longer or shorter.
const SHARE: f64 = 0.10;
/// What "ago" means, in seconds.
const SPAN_S: f64 = 300.0;
/// Changes below these seconds are noise to somebody in line.
const NOISE_S: f64 = 120.0;

/// The wait every few seconds, without a time between in which it was not known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Trail(VecDeque<(Timestamp, f64)>);

impl Trail {
    /// The wait is `wait_s` at `at`.
    pub fn note(&mut self, at: Timestamp, wait_s: f64) {
        let noted = self.0.back().map(|(noted, _)| *noted);
        if noted.is_none_or(|noted| at.seconds_since(noted) >= STEP_S) {
            self.0.push_back((at, wait_s));
            if self.0.len() > NOTED {
                self.0.pop_front();
            }
        }
    }

    /// The wait is not known, or was not since it was noted last.
    pub fn lose(&mut self) {
        self.0.clear();
    }

    /// Where the wait is going at `now`, against what it was five minutes ago; `None` when it was not known then.
    pub fn trend(&self, now: Timestamp) -> Option<Trend> {
        let (_, latest) = *self.0.back()?;
        let mut earlier = self.0.iter().rev();
        let (_, earlier) = *earlier.find(|(at, _)| now.seconds_since(*at) >= SPAN_S)?;
        let margin = (earlier * SHARE).max(NOISE_S);
        Some(if latest > earlier + margin {
            Trend::Longer
        } else if latest < earlier - margin {
            Trend::Shorter
        } else {
            Trend::Steady
        })
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        self.0.len() <= NOTED && self.0.iter().all(|(_, wait_s)| is_amount(*wait_s))
    }
}
