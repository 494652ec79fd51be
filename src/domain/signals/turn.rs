//! What the watch tells: a signal is confirmed, or over.

use super::{Evidence, Topic};
use crate::domain::time::Timestamp;

/// What has changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Turn {
    /// A signal is confirmed.
    Opened {
        /// What it is about.
        topic: Topic,
        /// Why.
        evidence: Evidence,
        /// When it was confirmed.
        at: Timestamp,
    },
    /// It is over.
    Cleared {
        /// What it was about.
        topic: Topic,
        /// When that was confirmed.
        at: Timestamp,
        /// Whether all is well with it again; otherwise it only matters no more: the phase has moved on, or nobody wants
        /// to be told.
        well: bool,
    },
}

impl Turn {
    /// What it is about.
    pub fn topic(&self) -> &Topic {
        match self {
            Self::Opened { topic, .. } | Self::Cleared { topic, .. } => topic,
        }
    }

    /// When that was confirmed.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Opened { at, .. } | Self::Cleared { at, .. } => *at,
        }
    }
}
