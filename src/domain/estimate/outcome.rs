//! What came of earlier estimates, and how wide ranges must be so that most of them hold.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::sound::is_amount;
use crate::domain::time::Timestamp;

/// The most estimates whose outcome is awaited at once.
const MAX_AWAITED: usize = 48;
/// The shortest time between two of them, in seconds.
const SPACING_S: f64 = 30.0;
/// Which share of outcomes may lie above the range, and which below.
const TAIL: f64 = 0.065;
/// How far one outcome moves the range.
const STEP: f64 = 0.08;
/// How narrow and how wide outcomes may make it.
const NARROWEST: f64 = 0.3;
const WIDEST: f64 = 2.5;

/// Somebody imagined who joined the end of the line, and what they were told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Awaited {
    joined: Timestamp,
    /// How many are still ahead.
    ahead: f64,
    mid_s: f64,
    /// Standard deviation of the logarithm of the wait, as assumed.
    deviation: f64,
}

/// Follows imagined people through the line and learns from how long they wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcomes {
    awaited: VecDeque<Awaited>,
    below: f64,
    above: f64,
}

impl Default for Outcomes {
    fn default() -> Self {
        Self {
            awaited: VecDeque::new(),
            below: 1.0,
            above: 1.0,
        }
    }
}

impl Outcomes {
    /// Somebody joins behind `ahead` people and is told `mid_s`, give or take.
    pub fn join(&mut self, joined: Timestamp, ahead: f64, mid_s: f64, deviation: f64) {
        // Waits that are long are watched by as many as short ones.
        let last = self.awaited.back().map(|a| a.joined);
        let often_s = SPACING_S.max(mid_s / 32.0);
        let full = self.awaited.len() >= MAX_AWAITED;
        if full || mid_s < 60.0 || last.is_some_and(|last| joined.seconds_since(last) < often_s) {
            return;
        }
        self.awaited.push_back(Awaited {
            joined,
            ahead,
            mid_s,
            deviation,
        });
    }

    /// Since the last time, `span_s` ago, so many were let in, and a share of those who waited left.
    pub fn pass(&mut self, now: Timestamp, span_s: f64, admitted: f64, left: f64) {
        let stay = 1.0 - left.clamp(0.0, 1.0);
        for awaited in &mut self.awaited {
            let before = awaited.ahead;
            awaited.ahead = before * stay - admitted;
            if awaited.ahead <= 0.0 {
                let gone = before - awaited.ahead;
                let late_s = if gone > 0.0 {
                    -awaited.ahead / gone * span_s
                } else {
                    0.0
                };
                let wait_s = (now.seconds_since(awaited.joined) - late_s).max(1.0);
                let off = (wait_s / awaited.mid_s).ln() / awaited.deviation;
                self.above = learn(self.above, off);
                self.below = learn(self.below, -off);
            }
        }
        self.awaited.retain(|awaited| awaited.ahead > 0.0);
    }

    /// Counters began anew, so that nobody's place can be followed any further.
    pub fn lose(&mut self) {
        self.awaited.clear();
    }

    /// How many deviations below and above the middle the ends of the range lie.
    pub fn reach(&self) -> (f64, f64) {
        (NORMAL * self.below, NORMAL * self.above)
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        let factors = [self.below, self.above];
        self.awaited.len() <= MAX_AWAITED
            && self.awaited.iter().all(|awaited| {
                let all = [awaited.ahead, awaited.mid_s, awaited.deviation];
                all.into_iter().all(|value| is_amount(value) && value > 0.0)
            })
            && factors
                .into_iter()
                .all(|factor| (NARROWEST..=WIDEST).contains(&factor))
    }
}

/// What a tenth of a normal distribution lies beyond.
const NORMAL: f64 = 1.2816;

/// Stochastic approximation of a quantile: too narrow, a larger step out; else a smaller one in (adaptive conformal
/// inference, Gibbs and Candès 2021).
fn learn(factor: f64, off: f64) -> f64 {
    let missed = off > NORMAL * factor;
    let step = if missed { 1.0 - TAIL } else { -TAIL };
    (factor * (STEP * step).exp()).clamp(NARROWEST, WIDEST)
}
