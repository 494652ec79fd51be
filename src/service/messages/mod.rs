//! Messages: preview, post, schedule, list, correct, retract.

mod change;
/// Messages whose time has come.
pub mod due;
mod preview;
mod schedule;
mod wording;
mod write;

pub use change::{Correction, Expected, correct, retract};
pub use preview::{Preview, preview};
pub use schedule::{cancel, list_scheduled, publish_now, reschedule, schedule};

use super::drafts::Opened;
use super::once::{IdempotencyKey, Once};
use super::secret::new_id;
use super::signals::check_offered;
use super::{Credited, Done, Services, authorise, authors, drafts, visible_event};
use crate::domain::event::{Event, Slug};
use crate::domain::id::{AlertId, MessageId};
use crate::domain::message::Message;
pub use crate::domain::message::{NewMessage, Wording};
use crate::domain::operator::{Actor, Scope};
use crate::domain::signals::Occasion;
use crate::error::{Error, Result};
use crate::store::Tx;
pub(in crate::service) use wording::Moment;
pub(in crate::service) use write::{Times, Voice, write};

/// The form that a message was written in.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// What makes it take effect once.
    pub key: Option<IdempotencyKey>,
    /// The draft that it went on with.
    pub draft: Option<Opened>,
    /// The suggestion in whose place it is said: if somebody has answered that meanwhile, nothing is said.
    pub answers: Option<(AlertId, Occasion)>,
}

impl From<Option<IdempotencyKey>> for Form {
    fn from(key: Option<IdempotencyKey>) -> Self {
        Self {
            key,
            ..Self::default()
        }
    }
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

/// One message of an event.
pub async fn find(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &MessageId,
) -> Result<Message> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let found = tx.find_message(&event.id, id).await?;
    found.ok_or(Error::NotFound("message"))
}

/// One message of an event, and whoever wrote or changed it last.
pub async fn find_credited(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &MessageId,
) -> Result<Credited<Message>> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let found = tx.find_message(&event.id, id).await?;
    let message = found.ok_or(Error::NotFound("message"))?;
    let by = tx.find_newest_actor(&event.id, id.as_str()).await?;
    authors::credited(&mut tx, &by.unwrap_or_default(), message).await
}

/// Posts a message: on every screen within a second, and exactly once for one key.
pub async fn post(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    new: NewMessage,
    form: impl Into<Form>,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let form = form.into();
    let once = Once::new(
        actor,
        form.key.clone(),
        &format!("message {slug}"),
        &new,
        now,
    )?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(id) = once.earlier(&mut tx).await? {
        let earlier = earlier(&mut tx, &event, &MessageId::new(id)).await?;
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, earlier, true).await);
    }

    if let Some(which) = &form.answers {
        check_offered(&mut tx, &event, which, now).await?;
    }
    let id = MessageId::new(new_id(now));
    let voice = Voice {
        by: actor.name(),
        scheduled: None,
        answers: form.answers.as_ref(),
    };
    let message = write(services, &mut tx, &event, id, &new, voice, now).await?;
    once.remember(&mut tx, message.id.as_str()).await?;
    drafts::finish(&mut tx, &event, &form).await?;
    tx.commit().await?;

    let written = Written::of(&message);
    Ok(services.announce(&event, written, false).await)
}

/// What an earlier request with the same key made, published by now or not, or cancelled since: it was the first version.
async fn earlier(tx: &mut Tx, event: &Event, id: &MessageId) -> Result<Written> {
    if let Some(message) = tx.find_message(&event.id, id).await? {
        return Ok(Written::of(&message));
    }
    let scheduled = tx.find_scheduled_message(id).await?;
    Ok(scheduled.map_or_else(
        || Written {
            id: id.clone(),
            version: 1,
        },
        |scheduled| schedule::written(&scheduled),
    ))
}
