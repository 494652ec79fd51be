//! The flow through a line that is hardly one.

use serde::{Deserialize, Serialize};

use super::sound::is_amount;
use super::span::Rate;

/// How far back the flow through a short line is averaged, in seconds.
const FLOW_S: f64 = 120.0;

/// People through a line that is often empty: its mean wait is depth over flow (Little), whatever its capacity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    people: f64,
    span_s: f64,
}

impl Flow {
    /// So many were let in within `span_s`.
    pub fn pass(&mut self, people: f64, span_s: f64) {
        let keep = (-span_s / FLOW_S).exp();
        self.people = self.people * keep + people;
        self.span_s = self.span_s * keep + span_s;
    }

    /// The rate that goes with a line of `depth`, if that is short.
    pub fn rate(self, depth: f64) -> Option<Rate> {
        (depth <= self.people && self.people >= 4.0 && self.span_s >= 30.0).then(|| Rate {
            per_s: self.people / self.span_s,
            error: 0.3,
        })
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(self) -> bool {
        is_amount(self.people) && is_amount(self.span_s)
    }
}
