//! The balance of a line: who joined is waiting, was let in, or left.

use serde::{Deserialize, Serialize};

use super::counters::Rise;
use super::sound::is_amount;
use crate::domain::time::Timestamp;

/// What happened since the line was last balanced. Only readings of one instant can be: those of different instants tell of
/// different people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    from: Option<(Timestamp, f64)>,
    arrived: f64,
    admitted: f64,
    left: f64,
    broken: bool,
    /// Who was let in before it is told, or fewer than none.
    owed: f64,
}

/// What is missing between two instants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missing {
    /// Who joined, and neither waits nor was counted as let in or as having left; below zero where counts are apart.
    pub people: f64,
    /// The depth in between.
    pub depth: f64,
    /// Over how many seconds.
    pub span_s: f64,
}

impl Balance {
    /// Takes in what was counted at an instant.
    pub fn count(&mut self, arrived: Rise, admitted: Rise, left: Rise) {
        self.arrived += arrived.people;
        self.admitted += admitted.people;
        self.left += left.people;
        self.broken |= arrived.broken || admitted.broken || left.broken;
    }

    /// Balances the line at an instant at which its depth was read with its counters.
    pub fn strike(&mut self, at: Timestamp, depth: f64) -> Option<Missing> {
        let last = *self;
        *self = Self {
            from: Some((at, depth)),
            owed: last.owed,
            ..Self::default()
        };
        let (from, before) = last.from.filter(|_| !last.broken)?;
        Some(Missing {
            people: last.arrived - last.admitted - last.left - (depth - before),
            depth: f64::midpoint(depth, before),
            span_s: at.seconds_since(from),
        })
    }

    /// Takes those who are missing for let in, where that is not counted. Fewer than none are set off against later ones.
    pub fn let_in(&mut self, missing: Missing) -> f64 {
        let people = missing.people + self.owed;
        self.owed = people.min(0.0);
        people.max(0.0)
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(self) -> bool {
        let depth = self.from.map_or(0.0, |(_, depth)| depth);
        [self.arrived, self.admitted, self.left, depth, -self.owed]
            .into_iter()
            .all(is_amount)
    }
}
