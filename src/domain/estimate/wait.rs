//! What the estimator answers: the wait, its trend, and how fresh the readings are.

use serde::{Deserialize, Serialize};

/// A range of waits in seconds, or the reason why there is none. Never a bare number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitEstimate {
    /// `0 ≤ low ≤ mid ≤ high`, all finite.
    Known {
        /// Few wait less.
        low_s: f64,
        /// The best guess.
        mid_s: f64,
        /// Few wait longer.
        high_s: f64,
    },
    /// No number, and why.
    Unknown {
        /// Why.
        reason: UnknownReason,
    },
}

/// Why there is no wait to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownReason {
    /// Nobody is being let in on purpose.
    Paused,
    /// The readings are too old.
    Stale,
    /// The waiting room takes nobody.
    Full,
    /// Too little has been seen yet.
    Starting,
    /// The pace cannot be known.
    NoRate,
    /// Longer than can be told with sense.
    TooLong,
}

impl UnknownReason {
    /// The reason's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paused => "paused",
            Self::Stale => "stale",
            Self::Full => "full",
            Self::Starting => "starting",
            Self::NoRate => "no_rate",
            Self::TooLong => "too_long",
        }
    }
}

/// What a wait rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A measured pace that keeps.
    #[default]
    Settled,
    /// A measured pace that has just changed.
    Changing,
    /// What was announced, unchecked.
    Announced,
}

/// Where the wait is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// The wait shrinks.
    Shorter,
    /// The wait hardly moves.
    Steady,
    /// The wait grows.
    Longer,
}

/// How old the readings are, against the feed's own rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreshnessLevel {
    /// As expected.
    Live,
    /// Later than expected.
    Delayed,
    /// So late that nothing about now can be said.
    Lost,
}
