//! How much admissions scatter.

use serde::{Deserialize, Serialize};

use super::pace::Block;
use super::sound::is_amount;

/// What each comparison before this one still counts.
const KEEP: f64 = 0.975;
/// What the first assumption counts, in comparisons.
const ASSUMED: f64 = 2.0;
/// How many times the dispersion so far one comparison may count.
const SURPRISE: f64 = 9.0;

/// Index of dispersion of admissions: 1 when each comes on its own (Poisson), more when they come in bursts.
///
/// From the squared differences of neighbouring blocks (von Neumann), so that a slow change of the rate is not
/// taken for noise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    sum: f64,
    count: f64,
}

impl Noise {
    /// Takes in two blocks that follow each other.
    pub fn compare(&mut self, a: Block, b: Block) {
        let (people, exposure) = (a.people + b.people, a.exposure + b.exposure);
        let rate = people / exposure;
        let expected = rate * (1.0 / a.exposure + 1.0 / b.exposure);
        let seen = (a.people / a.exposure - b.people / b.exposure).powi(2) / expected;
        if seen.is_finite() {
            let limit = SURPRISE * self.dispersion();
            self.sum = KEEP * self.sum + seen.min(limit);
            self.count = KEEP * self.count + 1.0;
        }
    }

    /// The index, at least 1.
    pub fn dispersion(self) -> f64 {
        ((self.sum + ASSUMED) / (self.count + ASSUMED)).max(1.0)
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(self) -> bool {
        is_amount(self.sum) && is_amount(self.count)
    }
}
