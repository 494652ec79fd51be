//! Times that are named, or count from the moment of publishing.

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// The most minutes that a form may count ahead: a week.
pub const MAX_MINUTES: u32 = 10_080;

/// When something is due. A message that waits for its time cannot know yet which instant "in ten minutes" names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// At an instant.
    At(Timestamp),
    /// So many minutes after it was published.
    InMinutes(u32),
}

impl Due {
    /// The instant, for what is published at `published`.
    pub fn from(self, published: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::InMinutes(minutes) => promised_in(minutes, published),
        }
    }
}

/// The time that a promise of "in so many minutes" names: a whole minute, because it is written without seconds,
/// and never earlier than promised.
pub fn promised_in(minutes: u32, now: Timestamp) -> Timestamp {
    now.plus_seconds(i64::from(minutes) * 60 + 59).floor_to(60)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn minutes_name_a_whole_minute_and_never_an_earlier_one(
            now in 0_i64..4_000_000_000_000,
            minutes in 1..=MAX_MINUTES,
        ) {
            let now = Timestamp::from_millis(now);
            let at = Due::InMinutes(minutes).from(now);
            let promised = f64::from(minutes) * 60.0;
            prop_assert_eq!(at.floor_to(60), at);
            prop_assert!((promised..promised + 60.0).contains(&at.seconds_since(now).ceil()));
        }
    }
}
