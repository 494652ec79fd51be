//! Trouble that the machine notices: limits, what is confirmed against them, and which words then fit.
//!
//! `Watch` steps forward with every reading and with time, and tells `Turn`s: a signal was confirmed, or is over. An `Alert`
//! is such a signal while it lasts and afterwards, with its evidence and with what was answered to its suggestion.

mod admissions;
mod alert;
mod evidence;
mod handoff;
mod health;
mod jump;
mod latch;
mod looks;
mod phases;
mod rule;
mod series;
mod silence;
mod stock;
mod suggestion;
mod thresholds;
mod told;
mod turn;
mod watch;

use serde::{Deserialize, Serialize};

pub use alert::{Alert, Answer, How, RETURNS_WITHIN_S, WATCH};
pub use evidence::Evidence;
pub use health::{Health, MAX_OVERRIDE_S, OverrideError, StatusOverride, check_override};
pub use phases::watches;
pub use rule::{Due, Grounds, rule_for};
pub use stock::Products;
pub use suggestion::{ALL_CLEAR_FOR_S, Circumstances, Occasion, Offer, Suggestion, behind, offers};
pub use thresholds::{Rules, SignalSettings, Thresholds, ThresholdsError};
pub use told::answer_all;
pub use turn::Turn;
pub use watch::{Scene, Watch};

use super::component::ComponentStatus;

/// What is watched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Too many requests to the shop fail.
    ErrorRate,
    /// The shop answers too slowly.
    P95Latency,
    /// Too few of the admitted reach the shop.
    Handoff,
    /// The waiting room is nearly full.
    Depth,
    /// The wait has grown by much in a short time.
    WaitJump,
    /// Nobody is let in although the event is open and people wait.
    SilentPause,
    /// Every variant of a product is gone.
    SoldOut,
    /// A feed, or one metric of it, is not heard any more.
    Silence,
}

impl Signal {
    /// Every signal, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::SilentPause,
        Self::ErrorRate,
        Self::Handoff,
        Self::P95Latency,
        Self::Depth,
        Self::WaitJump,
        Self::SoldOut,
        Self::Silence,
    ];

    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ErrorRate => "error_rate",
            Self::P95Latency => "p95_latency",
            Self::Handoff => "handoff",
            Self::Depth => "depth",
            Self::WaitJump => "wait_jump",
            Self::SilentPause => "silent_pause",
            Self::SoldOut => "sold_out",
            Self::Silence => "silence",
        }
    }

    /// Parses its name on the wire.
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|signal| signal.as_str() == name)
    }

    /// What operators call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ErrorRate => "Shop requests fail",
            Self::P95Latency => "The shop answers slowly",
            Self::Handoff => "People do not reach the shop",
            Self::Depth => "The waiting room is nearly full",
            Self::WaitJump => "The wait has jumped",
            Self::SilentPause => "Nobody is let in",
            Self::SoldOut => "A product is gone",
            Self::Silence => "A feed is silent",
        }
    }

    /// The usual part of the shop that it says something about, and what it says.
    pub fn drives(self) -> Option<(&'static str, ComponentStatus)> {
        use ComponentStatus::{DegradedPerformance, PartialOutage};
        match self {
            Self::ErrorRate | Self::P95Latency => Some(("site", DegradedPerformance)),
            Self::Handoff => Some(("checkout", DegradedPerformance)),
            Self::SilentPause => Some(("waiting-room", PartialOutage)),
            Self::Depth | Self::WaitJump | Self::SoldOut | Self::Silence => None,
        }
    }

    /// Whether it is trouble that an all-clear would deny. A product that is gone is no trouble, and a silent feed says nothing.
    pub fn is_trouble(self) -> bool {
        !matches!(self, Self::SoldOut | Self::Silence)
    }
}

/// What an alert is about: the signal, and the product or feed where there are several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Topic {
    /// What was watched for.
    pub signal: Signal,
    /// The product, the source, or the source and its metric; empty where an event has only one.
    pub subject: String,
}

impl From<Signal> for Topic {
    fn from(signal: Signal) -> Self {
        Self {
            signal,
            subject: String::new(),
        }
    }
}

#[cfg(test)]
mod launch_day;
#[cfg(test)]
mod tests;
