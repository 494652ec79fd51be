//! Messages: post, list, correct, retract.

mod change;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

pub use change::{Correction, Expected, correct, retract};

use super::events::{in_minutes, promise};
use super::once::{IdempotencyKey, Once};
use super::secret::new_id;
use super::{Done, Services, authorise, templates, visible_event};
use crate::domain::event::{Event, Slug};
use crate::domain::id::MessageId;
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::{MAX_TEXT, Message, Severity};
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{AuditEntry, Tx};

/// What a message is made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Wording {
    /// A template with its gaps filled.
    Template {
        /// The template's key.
        template: String,
        /// A value for each placeholder.
        values: BTreeMap<String, String>,
    },
    /// Free text.
    Text {
        /// The text by language.
        text: BTreeMap<Locale, String>,
        /// How loud it is.
        severity: Severity,
    },
}

/// A message to be posted, as asked for.
#[derive(Debug, Clone, Serialize)]
pub struct NewMessage {
    /// What it says.
    pub wording: Wording,
    /// How loud it is, where it should differ from the template's own.
    pub severity: Option<Severity>,
    /// By when the operator promises to speak again.
    pub next_update_by: Option<Timestamp>,
    /// Whether a machine says it without a person's word.
    pub automatic: bool,
}

/// A message that was written, and which wording of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The message.
    pub id: MessageId,
    /// Its newest version.
    pub version: u32,
}

impl Written {
    fn of(message: &Message) -> Self {
        Self {
            id: message.id.clone(),
            version: message.version,
        }
    }
}

/// The newest messages of an event, newest first, with the texts of those that were taken back.
pub async fn list(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    limit: i64,
) -> Result<Vec<Message>> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    tx.list_messages(&event.id, limit).await
}

/// Posts a message: on every screen within a second, and exactly once for one key.
pub async fn post(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    new: NewMessage,
    key: Option<IdempotencyKey>,
) -> Result<Done<Written>> {
    post_promising(services, actor, slug, new, None, key).await
}

/// Posts a message that may promise the next one in so many minutes from now, as a form at the desk does.
/// Sent again a little later it is still the same request, although the time it would promise is another.
pub async fn post_promising(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    mut new: NewMessage,
    next_in_min: Option<u32>,
    key: Option<IdempotencyKey>,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let once = Once::new(
        actor,
        key,
        &format!("message {slug}"),
        &(&new, next_in_min),
        now,
    )?;
    new.next_update_by = in_minutes(next_in_min, now).or(new.next_update_by);
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(id) = once.earlier(&mut tx).await? {
        let earlier = tx.find_message(&event.id, &MessageId::new(id)).await?;
        let earlier = earlier.ok_or(Error::NotFound("message"))?;
        // The only writer must not wait for the publisher.
        drop(tx);
        let written = Written::of(&earlier);
        return Ok(services.announce(&event, written, true).await);
    }
    let (text, severity) = word(services, &mut tx, &event, &new, now).await?;
    let message = Message {
        id: MessageId::new(new_id(now)),
        event_id: event.id.clone(),
        severity,
        text,
        published_at: now,
        next_update_by: promise(new.next_update_by, now)?,
        automatic: new.automatic,
        version: 1,
        edited_at: None,
        retracted_at: None,
    };

    tx.insert_message(&message).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "message.post",
        event: Some(&event.id),
        subject: message.id.as_str(),
        detail: json!({ "text": message.text, "severity": message.severity, "automatic": message.automatic }),
    })
    .await?;
    once.remember(&mut tx, message.id.as_str()).await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    let written = Written::of(&message);
    Ok(services.announce(&event, written, false).await)
}

/// Decides what a message says, or which field keeps it from being said.
async fn word(
    services: &Services,
    tx: &mut Tx,
    event: &Event,
    new: &NewMessage,
    now: Timestamp,
) -> Result<(LocalizedText, Severity)> {
    let (texts, severity, field) = match &new.wording {
        Wording::Template { template, values } => {
            let template = templates::find(tx, template).await?;
            let promised = new.next_update_by;
            let texts = templates::fill(services, event, &template, values, promised, now)?;
            (texts, template.severity, "values")
        }
        Wording::Text { text, severity } => (text.clone(), *severity, "text"),
    };
    let text =
        LocalizedText::parse(texts, MAX_TEXT).map_err(|error| Error::invalid(field, error))?;
    Ok((text, new.severity.unwrap_or(severity)))
}
