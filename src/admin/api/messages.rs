//! Messages: post, schedule, publish early, cancel, correct, retract.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::compose::MessageForm;
use super::{BoardNow, DeskError, Outcome};
use crate::domain::locale::Locale;
use crate::domain::message::Severity;

/// Posts a message, schedules it, or puts it in the place of what was scheduled.
#[server(prefix = "/admin/api", endpoint = "post_message")]
pub async fn post_message(
    slug: String,
    key: String,
    #[server(default)] draft: String,
    #[server(default)] version: String,
    #[server(default)] message: MessageForm,
) -> Result<Outcome, DeskError> {
    use super::desk::{self, Desk};
    use super::message_change::{post, prefixed};

    let desk = Desk::here()?;
    let form = crate::service::messages::Form {
        key: Some(desk::key(&key)?),
        draft: desk::opened(&draft, &version),
        answers: message.answers(),
    };
    post(&desk, &slug, form, &message).await.map_err(prefixed)
}

/// Publishes a scheduled message before its time, or after it missed it.
#[server(prefix = "/admin/api", endpoint = "publish_scheduled")]
pub async fn publish_scheduled(
    slug: String,
    #[server(default)] scheduled: String,
    #[server(default)] version: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::id::MessageId;
    use crate::service::messages::publish_now;

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let id = MessageId::new(scheduled);
    let expected = desk::expected(&version);

    let posted = publish_now(
        desk.services(),
        &desk.actor,
        &event.slug,
        &id,
        None,
        &expected,
        None,
    )
    .await
    .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        // The form has no key: it may have been its time or somebody else as well.
        deed: if posted.repeated {
            Deed::PublishedMeanwhile
        } else {
            Deed::Posted
        },
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}

/// Cancels a scheduled message; the audit log keeps what it would have said.
#[server(prefix = "/admin/api", endpoint = "cancel_scheduled")]
pub async fn cancel_scheduled(
    slug: String,
    #[server(default)] scheduled: String,
    #[server(default)] version: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::id::MessageId;
    use crate::service::messages::cancel;

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let id = MessageId::new(scheduled);

    cancel(
        desk.services(),
        &desk.actor,
        &event.slug,
        &id,
        &desk::expected(&version),
    )
    .await
    .map_err(|error| desk.told(error))?;
    Ok(Outcome::quiet(Deed::Cancelled))
}

/// A message that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidEntry {
    /// Its identity.
    pub id: String,
    /// When it was published.
    pub at: String,
    /// How loud it is.
    pub severity: Severity,
    /// How it begins.
    pub words: String,
    /// What else to know: pinned, corrected, taken back and the like.
    pub marks: Vec<String>,
}

/// Loads what was said about an event, newest first.
#[server(prefix = "/admin/api", endpoint = "messages", input = GetUrl)]
pub async fn load_messages(slug: String) -> Result<Vec<SaidEntry>, DeskError> {
    use super::desk::Desk;
    use super::message_change::list;

    let desk = Desk::here()?;
    list(&desk, &slug).await
}

/// A message that may be corrected or taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaidMessage {
    /// What changes by itself.
    pub now: Arc<BoardNow>,
    /// Its identity.
    pub id: String,
    /// Its version: what a correction is meant for.
    pub version: u32,
    /// Whether it still stands.
    pub stands: bool,
    /// What happened to it so far, in a sentence each.
    pub story: Vec<String>,
    /// The languages of the event, its own first.
    pub languages: Vec<Locale>,
    /// The text by the tag of its language.
    pub text: BTreeMap<String, String>,
    /// How loud it is.
    pub severity: Severity,
    /// The promise it makes, in words.
    pub next_update: Option<String>,
    /// When it leaves the page, in words.
    pub expires: Option<String>,
    /// Whether it stands first.
    pub pinned: bool,
}

/// Loads one message.
#[server(prefix = "/admin/api", endpoint = "message", input = GetUrl)]
pub async fn load_message(slug: String, id: String) -> Result<SaidMessage, DeskError> {
    use super::desk::{Desk, Status};
    use super::message_change::load;

    let status = Status::here();
    let loaded = match Desk::here() {
        Ok(desk) => load(&desk, &slug, &id).await,
        Err(error) => Err(error),
    };
    status.of(loaded)
}

/// What is to be different about a message, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    /// The text by the tag of its language.
    pub text: BTreeMap<String, String>,
    /// How loud it is.
    pub severity: String,
    /// `keep`, nothing, or minutes.
    pub next_update: String,
    /// `keep`, nothing, or minutes.
    pub expiry: String,
    /// Whether it stands first.
    pub pinned: String,
}

/// Corrects a message in sight of everyone; its `key` is the version that the form was filled with.
#[server(prefix = "/admin/api", endpoint = "correct_message")]
pub async fn correct_message(
    slug: String,
    #[server(default)] id: String,
    #[server(default)] key: String,
    #[server(default)] message: CorrectionForm,
) -> Result<Outcome, DeskError> {
    use super::desk::Desk;
    use super::message_change::{correct, prefixed};

    let desk = Desk::here()?;
    let corrected = correct(&desk, &slug, &id, &key, &message).await;
    corrected.map_err(prefixed)
}

/// Takes a message back for good; the page says that there was one.
#[server(prefix = "/admin/api", endpoint = "retract_message")]
pub async fn retract_message(
    slug: String,
    #[server(default)] id: String,
    #[server(default)] version: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::id::MessageId;
    use crate::service::messages::retract;

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let id = MessageId::new(id);

    retract(
        desk.services(),
        &desk.actor,
        &event.slug,
        &id,
        &desk::expected(&version),
    )
    .await
    .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::Retracted,
        screens: desk.screens(&event.slug),
        key: String::new(),
    })
}
