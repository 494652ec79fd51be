//! How fast a line moves, and the wait that follows from it.

/// People let in per second, and the standard error of that as a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// How many.
    pub per_s: f64,
    /// By what share it may be off.
    pub error: f64,
}

/// A wait with its ends, in seconds: `0 ≤ low ≤ mid ≤ high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Few wait less.
    pub low_s: f64,
    /// The best guess.
    pub mid_s: f64,
    /// Few wait longer.
    pub high_s: f64,
    /// Standard deviation of the logarithm of the wait.
    pub deviation: f64,
}

impl Span {
    /// The same, so many times as long.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            low_s: self.low_s * factor,
            mid_s: self.mid_s * factor,
            high_s: self.high_s * factor,
            ..self
        }
    }

    /// The same with each end no earlier than that of another.
    #[must_use]
    pub fn at_least(self, other: Self) -> Self {
        Self {
            low_s: self.low_s.max(other.low_s),
            mid_s: self.mid_s.max(other.mid_s),
            high_s: self.high_s.max(other.high_s),
            ..self
        }
    }

    /// The same with each end no later than that of another.
    #[must_use]
    pub fn at_most(self, other: Self) -> Self {
        Self {
            low_s: self.low_s.min(other.low_s),
            mid_s: self.mid_s.min(other.mid_s),
            high_s: self.high_s.min(other.high_s),
            ..self
        }
    }
}
