//! `…/messages`: a machine lists, posts, schedules, corrects and retracts.

use std::collections::BTreeMap;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::{DoneReply, created_status, json};
use crate::domain::id::MessageId;
use crate::domain::locale::Locale;
use crate::domain::message::{Due, Message, ScheduledMessage, Severity};
use crate::domain::patch::Patch;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::messages::{self, Correction, NewMessage, Wording, Written};
use crate::service::{Done, Services};
use crate::web::extract::{Caller, EventSlug, IfMatch, JsonBody, OnceKey, path_piece};
use crate::web::problem::Failure;

/// How many messages are listed.
const LISTED: i64 = 100;

/// Either `template` with its `values`, and `text` where a language should say something else; or `text` by language
/// alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageBody {
    template: Option<String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    text: Option<BTreeMap<Locale, String>>,
    severity: Option<Severity>,
    next_update_by: Option<Timestamp>,
    #[serde(default)]
    pinned: bool,
    expires_at: Option<Timestamp>,
    publish_at: Option<Timestamp>,
    #[serde(default)]
    automatic: bool,
}

impl TryFrom<MessageBody> for NewMessage {
    type Error = Error;

    fn try_from(body: MessageBody) -> Result<Self> {
        let wording = match (body.template, body.text) {
            (Some(template), edited) => Wording::Template {
                template,
                values: body.values,
                edited: edited.unwrap_or_default(),
            },
            (None, Some(text)) if body.values.is_empty() => Wording::Text {
                text,
                severity: body.severity.unwrap_or(Severity::Info),
            },
            (None, Some(_)) => return Err(Error::invalid("values", "values belong to a template")),
            (None, None) => return Err(Error::invalid("template", "give a template or a text")),
        };
        Ok(Self {
            wording,
            severity: body.severity,
            next_update: body.next_update_by.map(Due::At),
            pinned: body.pinned,
            expiry: body.expires_at.map(Due::At),
            automatic: body.automatic,
        })
    }
}

/// What is to be different; what is not said stays as it was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionBody {
    text: Option<BTreeMap<Locale, String>>,
    severity: Option<Severity>,
    #[serde(default)]
    next_update_by: Patch<Timestamp>,
    pinned: Option<bool>,
    #[serde(default)]
    expires_at: Patch<Timestamp>,
    publish_at: Option<Timestamp>,
}

/// The message's identity in the path.
pub struct MessagePath(MessageId);

impl<S: Send + Sync> FromRequestParts<S> for MessagePath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(MessageId::new(path_piece(parts, state, "id").await?)))
    }
}

/// What was said, and what waits to be.
#[derive(Serialize)]
struct ListReply {
    messages: Vec<Message>,
    scheduled: Vec<ScheduledMessage>,
}

/// Lists the newest messages as they were written, and those that wait for their time.
pub async fn list(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
) -> Result<Response, Failure> {
    let scheduled = messages::list_scheduled(&services, &actor, &slug).await?;
    let reply = ListReply {
        messages: messages::list(&services, &actor, &slug, LISTED).await?,
        scheduled: scheduled
            .into_iter()
            .map(|credited| credited.what)
            .collect(),
    };
    Ok(json(&reply).into_response())
}

/// Posts a message: 201 with its id and the revision that shows it. With a time to publish it is 202: it waits.
pub async fn post(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    OnceKey(key): OnceKey,
    JsonBody(body): JsonBody<MessageBody>,
) -> Result<Response, Failure> {
    let Some(publish_at) = body.publish_at else {
        let done = messages::post(&services, &actor, &slug, body.try_into()?, key).await?;
        return Ok(written(created_status(&done), &done));
    };
    let new = body.try_into()?;
    let done = messages::schedule(&services, &actor, &slug, new, publish_at, key).await?;
    let status = if done.repeated {
        StatusCode::OK
    } else {
        StatusCode::ACCEPTED
    };
    Ok(written(status, &done))
}

/// Publishes what is scheduled, before its time or after it missed it.
pub async fn publish(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    MessagePath(id): MessagePath,
    IfMatch(expected): IfMatch,
) -> Result<Response, Failure> {
    let done = messages::publish_now(&services, &actor, &slug, &id, None, &expected, None).await?;
    Ok(written(StatusCode::OK, &done))
}

/// Corrects a message in sight of everyone.
pub async fn correct(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    MessagePath(id): MessagePath,
    IfMatch(expected): IfMatch,
    JsonBody(body): JsonBody<CorrectionBody>,
) -> Result<Response, Failure> {
    let correction = Correction {
        text: body.text,
        severity: body.severity,
        next_update_by: body.next_update_by,
        pinned: body.pinned,
        expires_at: body.expires_at,
        publish_at: body.publish_at,
    };
    let done = messages::correct(&services, &actor, &slug, &id, correction, &expected).await?;
    Ok(written(StatusCode::OK, &done))
}

/// Takes a message back; its tombstone stays.
pub async fn retract(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    MessagePath(id): MessagePath,
    IfMatch(expected): IfMatch,
) -> Result<Response, Failure> {
    let done = messages::retract(&services, &actor, &slug, &id, &expected).await?;
    Ok(written(StatusCode::OK, &done))
}

/// The answer to a write, with the version of the message as its entity tag.
fn written(status: StatusCode, done: &Done<Written>) -> Response {
    let tag = [(header::ETAG, format!("\"{}\"", done.id.version))];
    let reply = DoneReply {
        id: done.id.id.to_string(),
        revision: done.revision,
    };
    (status, tag, json(&reply)).into_response()
}
