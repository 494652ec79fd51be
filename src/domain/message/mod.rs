//! What an operator published, and what waits to be.

mod due;
mod new;
mod scheduled;

use serde::{Deserialize, Serialize};

pub use due::{Due, MAX_MINUTES, promised_in};
pub use new::{NewMessage, Wording};
pub use scheduled::{MAX_LATE_S, Missed, ScheduledMessage};

use super::id::{EventId, MessageId};
use super::locale::LocalizedText;
use super::time::Timestamp;

/// The longest message, in characters: about six lines on a phone.
pub const MAX_TEXT: usize = 500;
/// The farthest a promise of the next update may reach.
pub const MAX_PROMISE_S: i64 = 7 * 86_400;
/// The farthest ahead a message may be scheduled, and the longest one that leaves by itself may stay.
pub const MAX_AHEAD_S: i64 = 30 * 86_400;

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
    /// It would be gone before anybody reads it, or stays too long to be meant.
    #[error("a message leaves the page at a time from now to 30 days ahead")]
    BadExpiry,
    /// It would take its own promise off the page before that is kept or broken.
    #[error("keep the message on the page at least until the update it promises")]
    ExpiresBeforePromise,
    /// The time to publish lies in the past or too far away.
    #[error("a message is scheduled for a time from now to 30 days ahead")]
    BadSchedule,
    /// What was taken back stays so.
    #[error("this message was taken back; post a new one")]
    Retracted,
    /// What shoppers do not see any more cannot stand first.
    #[error("this message has left the page; give it a later time to leave before it is pinned")]
    Expired,
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

/// Checks the time at which a message leaves the page, against what it promises.
pub fn check_expiry(
    at: Timestamp,
    promised: Option<Timestamp>,
    now: Timestamp,
) -> Result<Timestamp, MessageError> {
    if at <= now || at > now.plus_seconds(MAX_AHEAD_S) {
        Err(MessageError::BadExpiry)
    } else if promised.is_some_and(|by| at < by) {
        Err(MessageError::ExpiresBeforePromise)
    } else {
        Ok(at)
    }
}

/// Checks the time at which a message is to be published.
pub fn check_schedule(at: Timestamp, now: Timestamp) -> Result<Timestamp, MessageError> {
    if at > now && at <= now.plus_seconds(MAX_AHEAD_S) {
        Ok(at)
    } else {
        Err(MessageError::BadSchedule)
    }
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
    /// Whether it stands first, whatever is said after it; at most one of an event does.
    pub pinned: bool,
    /// When it leaves the page by itself.
    pub expires_at: Option<Timestamp>,
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

    /// Whether its time on the page is over. It was said all the same, and keeps the promises it kept.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_795_430_400_000).plus_seconds(seconds)
    }

    #[test]
    fn a_message_leaves_after_now_within_a_month_and_not_before_its_promise() {
        assert_eq!(check_expiry(at(60), None, at(0)), Ok(at(60)));
        assert_eq!(check_expiry(at(60), Some(at(60)), at(0)), Ok(at(60)));
        let early = check_expiry(at(60), Some(at(61)), at(0));
        assert_eq!(early, Err(MessageError::ExpiresBeforePromise));
        for bad in [0, -1, MAX_AHEAD_S + 1] {
            let refused = check_expiry(at(bad), None, at(0));
            assert_eq!(refused, Err(MessageError::BadExpiry), "{bad}");
        }
    }

    #[test]
    fn a_message_is_scheduled_for_the_next_month() {
        assert_eq!(check_schedule(at(1), at(0)), Ok(at(1)));
        assert_eq!(check_schedule(at(MAX_AHEAD_S), at(0)), Ok(at(MAX_AHEAD_S)));
        for bad in [0, -1, MAX_AHEAD_S + 1] {
            let refused = check_schedule(at(bad), at(0));
            assert_eq!(refused, Err(MessageError::BadSchedule), "{bad}");
        }
    }
}
