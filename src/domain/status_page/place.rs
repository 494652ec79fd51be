//! A shopper's own place on the page: the form, and what it is answered.

use serde::{Deserialize, Serialize};

use super::Facts;
use crate::domain::estimate::{PlaceError, Position, UnknownReason, WaitEstimate};
use crate::domain::event::{EventKind, Phase};
use crate::domain::locale::words::Words;
use crate::domain::time::Timestamp;

/// The place form of a line that lets people in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceView {
    /// What the field is for.
    pub label: String,
    /// What the button says.
    pub ask: String,
    /// Said instead of the form while no wait can be told for any place. The sign says why.
    pub later: Option<String>,
    /// What the shopper typed.
    pub typed: String,
    /// The sentence about it.
    pub answer: String,
    /// Whether the sentence says that it cannot be a place.
    pub wrong: bool,
    /// Said when too many ask at once.
    pub busy: String,
}

/// What is said about one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceWait {
    /// The place.
    pub position: Position,
    /// Its wait.
    pub wait: WaitEstimate,
}

impl PlaceWait {
    /// `For place 5,210: about 10–15 minutes`, or why there is no wait.
    pub fn text(&self, words: Words) -> String {
        match self.wait {
            WaitEstimate::Known { low_s, high_s, .. } => {
                let place = words.number(self.position.get().into());
                let wait = words.wait(low_s, high_s);
                words.fill("place-answer", &[("place", &place), ("wait", &wait)])
            }
            WaitEstimate::Unknown { reason } => words.unknown_wait(reason),
        }
    }
}

impl Words {
    /// Why what was typed cannot be a place in this line.
    pub fn place_error(self, error: PlaceError) -> String {
        match error {
            PlaceError::NotAPlace => {
                self.fill("place-not-a-number", &[("example", &self.number(5_210))])
            }
            PlaceError::BeyondLine { depth } => {
                self.fill("place-beyond", &[("people", &self.people(depth))])
            }
        }
    }
}

impl Facts {
    /// Whether the event has a line that a place can be looked up in.
    pub fn has_places(&self) -> bool {
        self.event.kind == EventKind::Queue
    }

    /// The wait at the place that was typed.
    pub fn place_wait(&self, typed: &str, now: Timestamp) -> Result<PlaceWait, PlaceError> {
        let position = Position::parse(typed)?;
        let phase = self.event.phase;
        let wait = self.estimator.estimate_at(position, phase, now)?;
        Ok(PlaceWait { position, wait })
    }

    /// The form as it stands on everyone's page.
    pub(super) fn place(&self, wait: WaitEstimate, words: Words) -> Option<PlaceView> {
        // Neither keeps those who have a place from being let in.
        let known = match wait {
            WaitEstimate::Known { .. } => true,
            WaitEstimate::Unknown { reason } => {
                matches!(reason, UnknownReason::Full | UnknownReason::TooLong)
            }
        };
        (self.has_places() && self.event.phase == Phase::Open).then(|| PlaceView {
            label: words.say("place-label"),
            ask: words.say("place-ask"),
            later: (!known).then(|| words.say("place-later")),
            typed: String::new(),
            answer: String::new(),
            wrong: false,
            busy: words.say("trouble-too-many-text"),
        })
    }
}

impl PlaceView {
    /// The form with what the shopper typed and what is said about it.
    #[must_use]
    pub fn answered(self, typed: &str, said: Result<PlaceWait, PlaceError>, words: Words) -> Self {
        Self {
            typed: typed.trim().to_owned(),
            wrong: said.is_err(),
            answer: match said {
                Ok(place) => place.text(words),
                Err(error) => words.place_error(error),
            },
            ..self
        }
    }
}
