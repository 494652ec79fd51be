//! A recorded day played into a private copy of an event, for practice.

use serde::{Deserialize, Serialize};

use super::event::{Event, Listing, Phase, Schedule, Slug};
use super::id::EventId;
use super::time::{Tempo, Timestamp};

/// How many times as fast as the recorded day a rehearsal passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Speed(u32);

/// Why a rehearsal is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RehearsalError {
    /// Not a speed that is offered.
    #[error("the speed is one of 1, 10, 60, 300")]
    UnknownSpeed,
    /// Not one of the three states.
    #[error("the state is one of playing, stopped, finished")]
    UnknownState,
}

impl Speed {
    /// Every speed that is offered.
    pub const ALL: [Self; 4] = [Self(1), Self(10), Self(60), Self(300)];

    /// Parses a speed as somebody wrote it.
    pub fn parse(text: &str) -> Result<Self, RehearsalError> {
        let times: u32 = text
            .trim()
            .parse()
            .map_err(|_| RehearsalError::UnknownSpeed)?;
        Self::try_from(times)
    }

    /// How many times as fast.
    pub fn times(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for Speed {
    type Error = RehearsalError;

    fn try_from(times: u32) -> Result<Self, RehearsalError> {
        let known = Self::ALL.into_iter().find(|speed| speed.0 == times);
        known.ok_or(RehearsalError::UnknownSpeed)
    }
}

impl From<Speed> for u32 {
    fn from(speed: Speed) -> Self {
        speed.0
    }
}

/// How far a rehearsal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RehearsalState {
    /// The day is being played.
    Playing,
    /// Somebody stopped it, or the server went away under it; the copy stands where it was.
    Stopped,
    /// The day was played to its end.
    Finished,
}

impl RehearsalState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Playing, Self::Stopped, Self::Finished];

    /// The state's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Playing => "playing",
            Self::Stopped => "stopped",
            Self::Finished => "finished",
        }
    }

    /// Parses the state's name on the wire.
    pub fn parse(text: &str) -> Result<Self, RehearsalError> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(RehearsalError::UnknownState)
    }
}

/// A rehearsal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// The private copy.
    pub event_id: EventId,
    /// The event that is rehearsed.
    pub source_id: EventId,
    /// What is played.
    pub recording: String,
    /// How fast.
    pub speed: Speed,
    /// How long the recording is, in milliseconds.
    pub length_ms: i64,
    /// When it began: for the copy and for everybody.
    pub started_at: Timestamp,
    /// How far it has come.
    pub state: RehearsalState,
    /// When it came to that, if it plays no longer.
    pub ended_at: Option<Timestamp>,
    /// What kept it from going on, where nobody stopped it and it did not come to its end.
    pub trouble: Option<String>,
}

impl Rehearsal {
    /// The moment of the recording that its copy has reached at `now`, in milliseconds.
    pub fn reached_ms(&self, copy: &Event, now: Timestamp) -> i64 {
        let passed = copy.time_at(now).as_millis() - self.started_at.as_millis();
        passed.clamp(0, self.length_ms)
    }

    /// When its last moment comes, by the time of its copy.
    pub fn ends_at(&self) -> Timestamp {
        Timestamp::from_millis(self.started_at.as_millis().saturating_add(self.length_ms))
    }
}

impl Event {
    /// A private copy to rehearse on, whose day begins at `now` and passes at `speed`. Its times are those of the recording,
    /// so that countdowns lead to what really comes; the rest is as the event has it.
    #[must_use]
    pub fn rehearsal(
        &self,
        id: EventId,
        slug: Slug,
        phase: Phase,
        opens_ms: Option<i64>,
        speed: Speed,
        now: Timestamp,
    ) -> Self {
        let opens_at = opens_ms.map(|ms| Timestamp::from_millis(now.as_millis() + ms));
        Self {
            phase,
            schedule: Schedule {
                opens_at,
                ..Schedule::default()
            },
            listing: Listing::Rehearsal,
            tempo: Some(Tempo::start(now, speed.times())),
            ..self.copy(id, slug, now)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_back_and_other_speeds_are_refused() {
        for state in RehearsalState::ALL {
            assert_eq!(RehearsalState::parse(state.as_str()), Ok(state));
        }
        for speed in Speed::ALL {
            assert_eq!(Speed::parse(&speed.times().to_string()), Ok(speed));
        }
        for odd in ["", "0", "2", "-1", "60x", "4294967296"] {
            assert_eq!(
                Speed::parse(odd),
                Err(RehearsalError::UnknownSpeed),
                "{odd}"
            );
        }
    }
}
