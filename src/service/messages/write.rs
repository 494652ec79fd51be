//! A message becomes one: the part that posting, publishing a scheduled one now, and publishing it on time have in common.

use serde_json::json;

use super::wording::Moment;
use crate::domain::event::Event;
use crate::domain::id::{AlertId, MessageId};
use crate::domain::message::{Due, Message, NewMessage, ScheduledMessage, check_expiry};
use crate::domain::signals::Occasion;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::Services;
use crate::service::events::promise;
use crate::service::signals::note_said;
use crate::store::{AuditEntry, Tx};

/// The times that a message names.
#[derive(Debug, Clone, Copy)]
pub(in crate::service) struct Times {
    /// By when it promises to speak again.
    pub next_update_by: Option<Timestamp>,
    /// When it leaves the page.
    pub expires_at: Option<Timestamp>,
}

impl Times {
    /// The times of what is published at `now`, as they were asked for.
    pub fn asked(new: &NewMessage, now: Timestamp) -> Self {
        let at = |due: Option<Due>| due.map(|due| due.from(now));
        Self {
            next_update_by: at(new.next_update),
            expires_at: at(new.expiry),
        }
    }

    /// Checks them, for what is published at `now`.
    pub fn check(self, now: Timestamp) -> Result<Self> {
        promise(self.next_update_by, now)?;
        if let Some(at) = self.expires_at {
            check_expiry(at, self.next_update_by, now)
                .map_err(|error| Error::invalid("expires_at", error))?;
        }
        Ok(self)
    }
}

/// Who says something, since when it was meant to be said, and what it answers.
pub(in crate::service) struct Voice<'a> {
    /// As the audit log names them.
    pub by: String,
    /// The schedule that it was said by, if it was.
    pub scheduled: Option<&'a ScheduledMessage>,
    /// The suggestion in whose place it is said, be it in other words.
    pub answers: Option<&'a (AlertId, Occasion)>,
}

/// Decides what is said and writes it with its audit entry. The caller commits.
pub(in crate::service) async fn write(
    services: &Services,
    tx: &mut Tx,
    event: &Event,
    id: MessageId,
    new: &NewMessage,
    voice: Voice<'_>,
    now: Timestamp,
) -> Result<Message> {
    let time = event.time_at(now);
    let times = Times::asked(new, time).check(time)?;
    let moment = Moment {
        services,
        event,
        promised: times.next_update_by,
        now: time,
        ahead: false,
    };
    // Other words than those that were scheduled are of the template as it is now.
    let waited = voice
        .scheduled
        .filter(|scheduled| scheduled.content == *new);
    let version = waited.and_then(|scheduled| scheduled.template_version);
    let worded = moment.word_version(tx, new, version).await?;
    let (text, severity) = worded.checked()?;
    let message = Message {
        id,
        event_id: event.id.clone(),
        severity,
        text,
        published_at: time,
        next_update_by: times.next_update_by,
        pinned: new.pinned,
        expires_at: times.expires_at,
        automatic: new.automatic,
        version: 1,
        edited_at: None,
        retracted_at: None,
    };

    let unpinned = if message.pinned {
        tx.unpin_message(&event.id).await?
    } else {
        None
    };
    tx.insert_message(&message).await?;
    tx.note_template(&message.id, &new.wording).await?;
    let said = (&message, &new.wording);
    let answers = note_said(tx, event, said, &voice).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: voice.by,
        action: "message.post",
        event: Some(&event.id),
        subject: message.id.as_str(),
        detail: json!({
            "text": message.text, "severity": message.severity, "automatic": message.automatic,
            "pinned": message.pinned, "unpinned": unpinned, "expires_at": message.expires_at,
            "next_update_by": message.next_update_by,
            "scheduled_by": voice.scheduled.map(|s| &s.scheduled_by),
            "publish_at": voice.scheduled.map(|s| s.publish_at),
            "answers": answers,
        }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    Ok(message)
}
