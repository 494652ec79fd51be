//! What an operator published.

use serde::{Deserialize, Serialize};

use super::id::{EventId, MessageId};
use super::locale::LocalizedText;
use super::time::Timestamp;

/// The longest message, in characters: about six lines on a phone.
pub const MAX_TEXT: usize = 500;
/// The farthest a promise of the next update may reach.
pub const MAX_PROMISE_S: i64 = 7 * 86_400;

/// How loud a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Worth reading.
    Notice,
    /// Something is wrong.
    Warning,
    /// Sales have stopped.
    Critical,
}

/// Why a message is refused; its text is checked by [`LocalizedText`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// Not one of the four severities.
    #[error("the severity is one of info, notice, warning, critical")]
    UnknownSeverity,
    /// The promised update lies in the past or too far away.
    #[error("the next update must be promised for a time from now to a week ahead")]
    BadPromise,
    /// What was taken back stays so.
    #[error("this message was taken back; post a new one")]
    Retracted,
}

impl Severity {
    /// Every severity, quietest first.
    pub const ALL: [Self; 4] = [Self::Info, Self::Notice, Self::Warning, Self::Critical];

    /// The severity's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }

    /// Parses the severity's name on the wire.
    pub fn parse(text: &str) -> Result<Self, MessageError> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.as_str() == text)
            .ok_or(MessageError::UnknownSeverity)
    }
}

/// Checks the time by which an operator promises to speak again.
pub fn check_promise(by: Timestamp, now: Timestamp) -> Result<Timestamp, MessageError> {
    let ahead = by > now && by <= now.plus_seconds(MAX_PROMISE_S);
    if ahead {
        Ok(by)
    } else {
        Err(MessageError::BadPromise)
    }
}

/// The time that a promise of "in so many minutes" names: a whole minute, because it is written without seconds,
/// and never earlier than promised.
pub fn promised_in(minutes: u32, now: Timestamp) -> Timestamp {
    now.plus_seconds(i64::from(minutes) * 60 + 59).floor_to(60)
}

/// A published message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its identity.
    pub id: MessageId,
    /// The event it is about.
    pub event_id: EventId,
    /// How loud it is.
    pub severity: Severity,
    /// What it says.
    pub text: LocalizedText,
    /// When it was published.
    pub published_at: Timestamp,
    /// By when the operator promised the next one.
    pub next_update_by: Option<Timestamp>,
    /// Whether a machine said it without a person's word.
    pub automatic: bool,
    /// Which wording this is: 1 as published, one more with every correction and with the retraction.
    pub version: u32,
    /// When it was corrected last.
    pub edited_at: Option<Timestamp>,
    /// When it was taken back; only this time is shown from then on.
    pub retracted_at: Option<Timestamp>,
}

impl Message {
    /// Whether it still stands: a message that was taken back keeps no promise and makes none.
    pub fn stands(&self) -> bool {
        self.retracted_at.is_none()
    }

    /// Checks that it can still be corrected or taken back.
    pub fn check_stands(&self) -> Result<(), MessageError> {
        if self.stands() {
            Ok(())
        } else {
            Err(MessageError::Retracted)
        }
    }
}
