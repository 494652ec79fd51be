//! A signal that was confirmed, while it lasts and afterwards, and what was answered to its suggestion.

use serde::{Deserialize, Serialize};

use super::{Evidence, Occasion, Signal, Topic};
use crate::domain::id::{AlertId, MessageId};
use crate::domain::time::Timestamp;

/// What comes back within so many seconds is the same alert: whoever has answered is not asked again.
pub const RETURNS_WITHIN_S: i64 = 900;

/// A look comes after what it sees, and some say first that a product is gone and then take it out of stock, within so many
/// seconds.
const GONE_IS_TOLD_BEFORE_S: i64 = 60;

/// How the watch over an event is named as the author of what it did.
pub const WATCH: &str = "watch";

/// What was answered to a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is not to be said.
    Dismissed,
    /// It was said.
    Published,
}

/// An answer, and whose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What.
    pub how: How,
    /// By whom, as the audit log names them.
    pub by: String,
    /// When, by the event's own time.
    pub at: Timestamp,
    /// The message that says it, if it was said.
    pub message: Option<MessageId>,
}

impl Answer {
    /// The signal whose rule gave it, if it was one.
    pub fn rule(&self) -> Option<Signal> {
        Signal::parse(self.by.strip_prefix("rule:")?)
    }
}

/// A confirmed signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Its identity.
    pub id: AlertId,
    /// What it is about.
    pub topic: Topic,
    /// Why it was opened.
    pub evidence: Evidence,
    /// When it was confirmed, the first time.
    pub opened_at: Timestamp,
    /// When it was over; nothing while it lasts.
    pub cleared_at: Option<Timestamp>,
    /// What was answered to the message that it suggests.
    pub answer: Option<Answer>,
    /// What was answered to the all-clear.
    pub clear_answer: Option<Answer>,
}

impl Alert {
    /// A signal that has just been confirmed.
    pub fn open(id: AlertId, topic: Topic, evidence: Evidence, at: Timestamp) -> Self {
        Self {
            id,
            topic,
            evidence,
            opened_at: at,
            cleared_at: None,
            answer: None,
            clear_answer: None,
        }
    }

    /// Whether it lasts.
    pub fn is_open(&self) -> bool {
        self.cleared_at.is_none()
    }

    /// Whether what is confirmed at `at` is this alert come back.
    pub fn returns_at(&self, at: Timestamp) -> bool {
        self.cleared_at
            .is_none_or(|cleared| at <= cleared.plus_seconds(RETURNS_WITHIN_S))
    }

    /// It has come back. Shoppers who were told that all is well again have to be told anew.
    pub fn reopen(&mut self, evidence: Evidence) {
        let all_clear_was_said = is(self.clear_answer.as_ref(), How::Published);
        if all_clear_was_said {
            self.answer = None;
        }
        self.clear_answer = None;
        self.cleared_at = None;
        self.evidence = evidence;
    }

    /// It is over. Where that is not `well`, an all-clear would be untrue, and is not suggested.
    pub fn end(&mut self, at: Timestamp, well: bool) {
        self.cleared_at = Some(at);
        if !well && self.was_told() {
            self.clear_answer = Some(Answer {
                how: How::Dismissed,
                by: WATCH.to_owned(),
                at,
                message: None,
            });
        }
    }

    /// A message was taken back by somebody, at `at`: what it said is not said, and not to be said. Tells whether it said
    /// anything of this.
    pub fn take_back(&mut self, message: &MessageId, by: &str, at: Timestamp) -> bool {
        let mut was_said = false;
        let answers = [&mut self.answer, &mut self.clear_answer].into_iter();
        for answer in answers.flatten() {
            if answer.message.as_ref() == Some(message) {
                *answer = Answer {
                    how: How::Dismissed,
                    by: by.to_owned(),
                    at,
                    message: None,
                };
                was_said = true;
            }
        }
        was_said
    }

    /// Whether shoppers were told of it and it ended without being well: nobody knows whether it is.
    pub fn is_left_open(&self) -> bool {
        let by_watch = |answer: &Answer| answer.how == How::Dismissed && answer.by == WATCH;
        self.was_told() && self.clear_answer.as_ref().is_some_and(by_watch)
    }

    /// What was answered about an occasion.
    pub fn answer_to(&self, occasion: Occasion) -> Option<&Answer> {
        match occasion {
            Occasion::Trouble => self.answer.as_ref(),
            Occasion::AllClear => self.clear_answer.as_ref(),
        }
    }

    /// From when on what was said of its matter was said of it.
    pub fn is_meant_since(&self) -> Timestamp {
        let leeway_s = match self.topic.signal {
            Signal::SoldOut => GONE_IS_TOLD_BEFORE_S,
            _ => 0,
        };
        self.evidence.since.plus_seconds(-leeway_s)
    }

    /// Whether shoppers were told of it.
    pub fn was_told(&self) -> bool {
        is(self.answer.as_ref(), How::Published)
    }
}

fn is(answer: Option<&Answer>, how: How) -> bool {
    answer.is_some_and(|answer| answer.how == how)
}
