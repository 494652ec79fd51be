//! Version numbers of what is shown.

use serde::{Deserialize, Serialize};

use super::time::Timestamp;

/// Which state of a status page somebody has seen; larger is newer.
///
/// It is the millisecond at which that state was first rendered, made unique. A number that
/// comes from the clock needs no write when the page changes by time alone (a feed falls silent),
/// and still grows across restarts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(i64);

impl Revision {
    /// Wraps a number that a client sent back.
    pub fn new(value: i64) -> Self {
        Self(value)
    }

    /// The plain number, as it stands in JSON and in a stream's `id`.
    pub fn get(self) -> i64 {
        self.0
    }

    /// The revision for a state rendered at `now`, above `previous` whatever the clock did.
    pub fn after(previous: Option<Self>, now: Timestamp) -> Self {
        let floor = previous.map_or(0, |p| p.0.saturating_add(1));
        Self(now.as_millis().max(floor))
    }
}

impl std::fmt::Display for Revision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_grow_even_when_the_clock_is_stepped_back() {
        let first = Revision::after(None, Timestamp::from_millis(1_000));
        let second = Revision::after(Some(first), Timestamp::from_millis(500));
        assert!(second > first);
    }
}
