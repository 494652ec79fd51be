//! Messages that wait for their time.

use serde::{Deserialize, Serialize};

use super::NewMessage;
use crate::domain::id::{EventId, MessageId};
use crate::domain::time::Timestamp;

/// How late a message may be and still be published. Later, it may have become untrue.
pub const MAX_LATE_S: i64 = 15 * 60;

/// A message that is published when its time comes. Its gaps are filled then, not before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledMessage {
    /// Its identity, also once it is published.
    pub id: MessageId,
    /// The event it is about.
    pub event_id: EventId,
    /// What is to be said.
    pub content: NewMessage,
    /// The version of the template that it fills, as its author saw it; none for words of its own.
    #[serde(default)]
    pub template_version: Option<u32>,
    /// When.
    pub publish_at: Timestamp,
    /// Whoever said so last, as the audit log names them: it is published in their name.
    pub scheduled_by: String,
    /// When that was.
    pub scheduled_at: Timestamp,
    /// Grows with every change.
    pub version: u32,
    /// Why its time passed without it.
    pub missed: Option<Missed>,
}

/// Why a message was not published at its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// When that was found out.
    pub at: Timestamp,
    /// The reason, in words.
    pub because: String,
}

impl ScheduledMessage {
    /// Whether it is too late to publish it without asking anybody.
    pub fn is_too_late(&self, now: Timestamp) -> bool {
        now > self.publish_at.plus_seconds(MAX_LATE_S)
    }
}
