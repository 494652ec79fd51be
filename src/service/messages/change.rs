//! What was said, corrected in sight of everyone or taken back.

use std::collections::BTreeMap;

use serde_json::json;

use super::Written;
use crate::domain::event::{Event, Slug};
use crate::domain::id::MessageId;
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::{MAX_TEXT, Message, Severity};
use crate::domain::operator::{Actor, Scope};
use crate::domain::patch::Patch;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::events::promise;
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
}

/// Which versions of a message a change is meant for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it says by now.
    Any,
    /// Only one of these.
    OneOf(Vec<u32>),
}

impl Expected {
    fn check(&self, message: &Message) -> Result<()> {
        match self {
            Self::OneOf(versions) if !versions.contains(&message.version) => {
                Err(Error::Outdated("message"))
            }
            _ => Ok(()),
        }
    }
}

/// Corrects a message: the page says when. A correction that changes nothing leaves no trace.
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
    let text = correction
        .text
        .map(|text| LocalizedText::parse(text, MAX_TEXT))
        .transpose()
        .map_err(|error| Error::invalid("text", error))?;
    let mut tx = services.store.write().await?;
    let (event, before) = find(&mut tx, actor, slug, id).await?;
    let mut after = Message {
        text: text.unwrap_or_else(|| before.text.clone()),
        severity: correction.severity.unwrap_or(before.severity),
        next_update_by: correction.next_update_by.apply(before.next_update_by),
        ..before.clone()
    };
    if after == before {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, Written::of(&after), true).await);
    }
    expected.check(&before)?;
    if after.next_update_by != before.next_update_by {
        promise(after.next_update_by, now)?;
    }
    after.version += 1;
    after.edited_at = Some(now);

    let said = |m: &Message| json!({ "text": m.text, "severity": m.severity, "next_update_by": m.next_update_by });
    tx.update_message(&after).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "message.correct",
        event: Some(&event.id),
        subject: id.as_str(),
        detail: json!({ "from": said(&before), "to": said(&after) }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, Written::of(&after), false).await)
}

/// Takes a message back: its text is gone from the page, and when that was stays there.
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
    let (event, before) = find(&mut tx, actor, slug, id).await?;
    expected.check(&before)?;
    let after = Message {
        version: before.version + 1,
        retracted_at: Some(now),
        ..before
    };

    tx.update_message(&after).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "message.retract",
        event: Some(&event.id),
        subject: id.as_str(),
        detail: json!({ "text": after.text }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, Written::of(&after), false).await)
}

/// The event and one message of it that still stands.
async fn find(tx: &mut Tx, actor: &Actor, slug: &Slug, id: &MessageId) -> Result<(Event, Message)> {
    let event = visible_event(tx, actor, slug).await?;
    let message = tx
        .find_message(&event.id, id)
        .await?
        .ok_or(Error::NotFound("message"))?;
    message
        .check_stands()
        .map_err(|error| Error::Conflict(error.to_string()))?;
    Ok((event, message))
}
