//! What was said, corrected in sight of everyone or taken back.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Written, schedule};
use crate::domain::event::{Event, Slug};
use crate::domain::id::MessageId;
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::{
    MAX_TEXT, Message, MessageError, ScheduledMessage, Severity, check_expiry,
};
use crate::domain::operator::{Actor, Scope};
use crate::domain::patch::Patch;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::events::promise;
use crate::service::signals::note_taken_back;
use crate::service::wrong::Wrong;
use crate::service::{Done, Services, authorise, visible_event};
use crate::store::{AuditEntry, Tx};

/// What is to be different about a message. What is not said stays as it was.
#[derive(Debug, Clone, Default)]
pub struct Correction {
    /// The text by language, in place of the earlier text in every language.
    pub text: Option<BTreeMap<Locale, String>>,
    /// How loud it is.
    pub severity: Option<Severity>,
    /// By when the operator promises to speak again.
    pub next_update_by: Patch<Timestamp>,
    /// Whether it stands first.
    pub pinned: Option<bool>,
    /// When it leaves the page by itself.
    pub expires_at: Patch<Timestamp>,
    /// When it is published, while it is not.
    pub publish_at: Option<Timestamp>,
}

/// Which versions of a message or a template a change is meant for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it says by now.
    Any,
    /// Only one of these.
    OneOf(Vec<u32>),
}

impl Expected {
    /// Checks the version that a message has by now.
    pub(super) fn check(&self, version: u32) -> Result<()> {
        self.check_of("message", version)
    }

    /// Checks the version that something has by now.
    pub(in crate::service) fn check_of(&self, what: &'static str, version: u32) -> Result<()> {
        match self {
            Self::OneOf(versions) if !versions.contains(&version) => Err(Error::Outdated(what)),
            _ => Ok(()),
        }
    }
}

/// Corrects a message: the page says when. What is not published yet is changed instead, and what only leaves or stands
/// elsewhere says nothing else. A correction that changes nothing leaves no trace.
pub async fn correct(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &MessageId,
    correction: Correction,
    expected: &Expected,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(scheduled) = waiting(&mut tx, &event, id).await? {
        let done = schedule::correct(
            services, &mut tx, actor, &event, scheduled, correction, expected,
        );
        let done = done.await?;
        tx.commit().await?;
        return Ok(done);
    }
    let time = event.time_at(now);
    let before = standing(&mut tx, &event, id).await?;
    let after = corrected(&before, correction)?;
    if after == before {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, Written::of(&after), true).await);
    }
    expected.check(before.version)?;
    check(&before, &after, time)?;
    let said = |m: &Message| (m.text.clone(), m.severity, m.next_update_by);
    let after = Message {
        version: before.version + 1,
        edited_at: if said(&after) == said(&before) {
            before.edited_at
        } else {
            Some(time)
        },
        ..after
    };

    let detail = |m: &Message| {
        json!({
            "text": m.text, "severity": m.severity, "next_update_by": m.next_update_by,
            "pinned": m.pinned, "expires_at": m.expires_at,
        })
    };
    let unpinned = if after.pinned && !before.pinned {
        tx.unpin_message(&event.id).await?
    } else {
        None
    };
    tx.update_message(&after).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "message.correct",
        event: Some(&event.id),
        subject: id.as_str(),
        detail: json!({ "from": detail(&before), "to": detail(&after), "unpinned": unpinned }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, Written::of(&after), false).await)
}

/// The message after the correction.
fn corrected(before: &Message, correction: Correction) -> Result<Message> {
    if correction.publish_at.is_some() {
        let told = "this message is published already";
        return Err(Error::invalid("publish_at", told));
    }
    let text = match correction.text {
        Some(text) => parse_text(text)?,
        None => before.text.clone(),
    };
    Ok(Message {
        text,
        severity: correction.severity.unwrap_or(before.severity),
        next_update_by: correction.next_update_by.apply(before.next_update_by),
        pinned: correction.pinned.unwrap_or(before.pinned),
        expires_at: correction.expires_at.apply(before.expires_at),
        ..before.clone()
    })
}

/// Parses a text in every language, and names each that is wrong.
fn parse_text(text: BTreeMap<Locale, String>) -> Result<LocalizedText> {
    let mut wrong = Wrong::default();
    wrong
        .texts("text", text, MAX_TEXT)
        .ok_or_else(|| wrong.into())
}

/// Checks the times that are new, and that what shoppers do not see is not put first.
fn check(before: &Message, after: &Message, now: Timestamp) -> Result<()> {
    if after.next_update_by != before.next_update_by {
        promise(after.next_update_by, now)?;
    }
    let times = |m: &Message| (m.expires_at, m.next_update_by);
    if times(after) != times(before)
        && let Some(at) = after.expires_at
    {
        // Taking it off the page at once is what a past time would mean, and what taking it back is for.
        check_expiry(at, after.next_update_by, now)
            .map_err(|error| Error::invalid("expires_at", error))?;
    }
    let newly_first = !before.pinned || after.expires_at != before.expires_at;
    if after.pinned && newly_first && after.is_expired(now) {
        return Err(Error::invalid("pinned", MessageError::Expired));
    }
    Ok(())
}

/// Takes a message back, or cancels it while it is not published. Its text is gone from the page, and when that was stays there.
pub async fn retract(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &MessageId,
    expected: &Expected,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(scheduled) = waiting(&mut tx, &event, id).await? {
        let done = schedule::take_out(services, &mut tx, actor, scheduled, expected).await?;
        tx.commit().await?;
        return Ok(done);
    }
    let before = standing(&mut tx, &event, id).await?;
    expected.check(before.version)?;
    let time = event.time_at(now);
    let after = Message {
        version: before.version + 1,
        retracted_at: Some(time),
        pinned: false,
        ..before
    };

    tx.update_message(&after).await?;
    let by = actor.name();
    let unsaid = note_taken_back(&mut tx, &event, id, (&by, time)).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: by,
        action: "message.retract",
        event: Some(&event.id),
        subject: id.as_str(),
        detail: json!({ "text": after.text, "answered": unsaid }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, Written::of(&after), false).await)
}

/// The message that is not published yet, if it is that.
async fn waiting(tx: &mut Tx, event: &Event, id: &MessageId) -> Result<Option<ScheduledMessage>> {
    match schedule::find(tx, event, id).await {
        Ok(scheduled) => Ok(Some(scheduled)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A message that still stands.
async fn standing(tx: &mut Tx, event: &Event, id: &MessageId) -> Result<Message> {
    let message = tx
        .find_message(&event.id, id)
        .await?
        .ok_or(Error::NotFound("message"))?;
    message
        .check_stands()
        .map_err(|error| Error::Conflict(error.to_string()))?;
    Ok(message)
}
