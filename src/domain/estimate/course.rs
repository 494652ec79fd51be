//! The pace of the last hour, and how much it changed while people waited.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::sound::is_number;
use crate::domain::time::Timestamp;

/// How often the pace is noted, in seconds.
const STEP_S: f64 = 60.0;
/// How many times.
const NOTED: usize = 64;
/// By what share the pace is taken to change within a quarter of an hour before it was watched.
const ASSUMED: f64 = 0.085;
/// What that counts, in comparisons.
const ASSUMED_COUNTS: f64 = 8.0;
/// How many notes back "recently" is, and in seconds.
const RECENT: usize = 5;
const RECENT_S: f64 = 300.0;
/// The most, as a share, that a recent change says of the future.
const MOST: f64 = 0.25;
/// How many comparisons of stretches that overlap count as much as one of two apart, over their length in steps.
const OVERLAPPING: f64 = 4.0;
/// Standard deviation of what is normal and 1 off on average.
const FROM_ABSOLUTE: f64 = 1.2533;

/// Logarithms of the pace, once a minute.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Course {
    noted_at: Option<Timestamp>,
    paces: VecDeque<f64>,
}

impl Course {
    /// The pace at `at`, against the announced one if there is any.
    pub fn note(&mut self, at: Timestamp, pace: f64) {
        if self
            .noted_at
            .is_some_and(|noted| at.seconds_since(noted) < STEP_S)
        {
            return;
        }
        self.noted_at = Some(at);
        self.paces.push_back(pace.ln());
        if self.paces.len() > NOTED {
            self.paces.pop_front();
        }
    }

    /// A pace that nothing was announced for is now measured by the announced one.
    pub fn rescale(&mut self, per_s: f64) {
        for pace in &mut self.paces {
            *pace -= per_s.ln();
        }
    }

    /// How far, as a share, the pace has changed in the last minutes.
    pub fn recent_change(&self) -> f64 {
        let before = self.paces.iter().rev().nth(RECENT).or(self.paces.front());
        match (before, self.paces.back()) {
            (Some(before), Some(newest)) => (newest - before).abs(),
            _ => 0.0,
        }
    }

    /// How far, as a share, the pace may go on changing over `wait_s` as it did in the last minutes.
    pub fn momentum(&self, wait_s: f64) -> f64 {
        (self.recent_change() * (0.5 * wait_s / RECENT_S).min(1.0)).min(MOST)
    }

    /// Each pace noted, with what the mean of those over the `wait_s` after it differed from it.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "minutes"
    )]
    fn changes(&self, wait_s: f64) -> impl Iterator<Item = f64> {
        let steps = ((wait_s / STEP_S).round() as usize).clamp(1, NOTED / 2);
        let mut sum: f64 = self.paces.iter().take(steps).sum();
        let after = self.paces.iter().skip(steps);
        self.paces.iter().zip(after).map(move |(pace, entering)| {
            sum += entering - pace;
            sum / steps as f64 - pace
        })
    }

    /// How far, as a share, the mean pace over `wait_s` usually lies from the pace at its beginning.
    pub fn change(&self, wait_s: f64) -> f64 {
        let assumed = ASSUMED * (wait_s / 900.0).clamp(0.3, 2.5);
        let (mut sum, mut count) = (assumed * ASSUMED_COUNTS, ASSUMED_COUNTS);
        // Stretches that overlap say much the same.
        let counts = (OVERLAPPING / (wait_s / STEP_S)).min(1.0);
        for change in self.changes(wait_s) {
            sum += counts * FROM_ABSOLUTE * change.abs();
            count += counts;
        }
        sum / count
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        self.paces.len() <= NOTED && self.paces.iter().all(|pace| is_number(*pace))
    }
}
