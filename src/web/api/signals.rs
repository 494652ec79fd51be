//! `…/alerts`, `…/signals` and `…/components/{id}/status`: what is noticed and suggested, its answers, limits and rules.

use std::collections::BTreeMap;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::{DoneReply, created_status, json};
use crate::domain::component::ComponentStatus;
use crate::domain::id::{AlertId, ComponentId};
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::revision::Revision;
use crate::domain::signals::{
    Alert, Answer, Evidence, Occasion, Rules, Signal, SignalSettings, Thresholds,
};
use crate::domain::time::Timestamp;
use crate::error::FieldError;
use crate::service::Done;
use crate::service::Services;
use crate::service::signals::{self, Known, Stated, Suggested};
use crate::web::extract::{Caller, EventSlug, IfMatch, JsonBody, OnceKey, path_piece};
use crate::web::problem::Failure;

/// How many alerts are listed.
const LISTED: i64 = 100;

/// The alert's identity in the path.
pub struct AlertPath(AlertId);

impl<S: Send + Sync> FromRequestParts<S> for AlertPath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(AlertId::new(path_piece(parts, state, "id").await?)))
    }
}

/// The component's identity in the path.
pub struct ComponentPath(ComponentId);

impl<S: Send + Sync> FromRequestParts<S> for ComponentPath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(ComponentId::new(
            path_piece(parts, state, "id").await?,
        )))
    }
}

/// What an answer is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerBody {
    occasion: Occasion,
}

/// How a part is doing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusBody {
    status: ComponentStatus,
    until: Timestamp,
}

#[derive(Serialize)]
struct AlertReply {
    id: AlertId,
    signal: Signal,
    subject: String,
    evidence: Evidence,
    opened_at: Timestamp,
    cleared_at: Option<Timestamp>,
    answer: Option<Answer>,
    clear_answer: Option<Answer>,
}

impl From<Alert> for AlertReply {
    fn from(alert: Alert) -> Self {
        Self {
            id: alert.id,
            signal: alert.topic.signal,
            subject: alert.topic.subject,
            evidence: alert.evidence,
            opened_at: alert.opened_at,
            cleared_at: alert.cleared_at,
            answer: alert.answer,
            clear_answer: alert.clear_answer,
        }
    }
}

#[derive(Serialize)]
struct SuggestionReply {
    alert: AlertId,
    occasion: Occasion,
    template: &'static str,
    severity: Severity,
    text: BTreeMap<Locale, String>,
    next_update_by: Option<Timestamp>,
    /// What keeps it from being published.
    errors: Vec<FieldError>,
}

impl From<Suggested> for SuggestionReply {
    fn from(suggested: Suggested) -> Self {
        Self {
            alert: suggested.offer.alert,
            occasion: suggested.offer.occasion,
            template: suggested.offer.suggestion.template,
            severity: suggested.severity,
            text: suggested.texts.into_iter().collect(),
            next_update_by: suggested.next_update_by,
            errors: suggested.wrong,
        }
    }
}

#[derive(Serialize)]
struct AlertsReply {
    alerts: Vec<AlertReply>,
    suggestions: Vec<SuggestionReply>,
}

#[derive(Serialize)]
struct SettingsReply {
    version: u32,
    thresholds: Thresholds,
    rules: Rules,
}

#[derive(Serialize)]
struct StatusReply {
    component: ComponentId,
    version: u32,
    status: Option<ComponentStatus>,
    until: Option<Timestamp>,
    revision: Option<Revision>,
}

/// Lists the newest alerts, newest first, and what is suggested now.
pub async fn list(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
) -> Result<Response, Failure> {
    let noticed = signals::list(&services, &actor, &slug, LISTED).await?;
    let reply = AlertsReply {
        alerts: noticed.alerts.into_iter().map(AlertReply::from).collect(),
        suggestions: noticed
            .offers
            .into_iter()
            .map(SuggestionReply::from)
            .collect(),
    };
    Ok(json(&reply).into_response())
}

/// Publishes what an alert suggests: 201 with the message's id and the revision that shows it.
pub async fn publish(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    AlertPath(id): AlertPath,
    OnceKey(key): OnceKey,
    JsonBody(body): JsonBody<AnswerBody>,
) -> Result<Response, Failure> {
    let which = (&id, body.occasion);
    let done = signals::publish(&services, &actor, &slug, which, key).await?;
    let reply = DoneReply {
        id: done.id.to_string(),
        revision: done.revision,
    };
    Ok((created_status(&done), json(&reply)).into_response())
}

/// Remembers that what an alert suggests is not to be said.
pub async fn dismiss(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    AlertPath(id): AlertPath,
    JsonBody(body): JsonBody<AnswerBody>,
) -> Result<Response, Failure> {
    let done = signals::dismiss(&services, &actor, &slug, (&id, body.occasion)).await?;
    let reply = DoneReply {
        id: done.id.to_string(),
        revision: done.revision,
    };
    Ok((StatusCode::OK, json(&reply)).into_response())
}

/// Tells limits and rules.
pub async fn settings(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
) -> Result<Response, Failure> {
    let (settings, version) = signals::find(&services, &actor, &slug).await?;
    Ok(answer(settings, version))
}

/// Puts limits and rules in the place of those that `If-Match` names; without `If-Match`, of any. What is left out counts as
/// the default.
pub async fn set(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    IfMatch(expected): IfMatch,
    JsonBody(body): JsonBody<SignalSettings>,
) -> Result<Response, Failure> {
    let done = signals::save(&services, &actor, &slug, body.clone(), &expected).await?;
    Ok(answer(body, done.id))
}

fn answer(settings: SignalSettings, version: u32) -> Response {
    let reply = SettingsReply {
        version,
        thresholds: settings.thresholds,
        rules: settings.rules,
    };
    let tag = [(header::ETAG, format!("\"{version}\""))];
    (tag, json(&reply)).into_response()
}

/// Tells what is said about a part in the place of the alerts.
pub async fn stated(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    ComponentPath(id): ComponentPath,
) -> Result<Response, Failure> {
    let stated = signals::find_stated(&services, &actor, &slug, &id).await?;
    Ok(status_reply(stated, None))
}

/// Says how a part is doing, in the place of the alerts, until a time; of what was said before `If-Match` may name the version.
pub async fn state(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    ComponentPath(id): ComponentPath,
    IfMatch(expected): IfMatch,
    JsonBody(body): JsonBody<StatusBody>,
) -> Result<Response, Failure> {
    let status = Some((body.status, body.until));
    let known = Known::Version(&expected);
    let done = signals::state(&services, &actor, &slug, &id, status, known).await?;
    let Done { id, revision, .. } = done;
    Ok(status_reply(id, revision))
}

/// Leaves a part to the alerts again; of what was said before `If-Match` may name the version.
pub async fn leave(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    ComponentPath(id): ComponentPath,
    IfMatch(expected): IfMatch,
) -> Result<Response, Failure> {
    let known = Known::Version(&expected);
    let done = signals::state(&services, &actor, &slug, &id, None, known).await?;
    let Done { id, revision, .. } = done;
    Ok(status_reply(id, revision))
}

fn status_reply(stated: Stated, revision: Option<Revision>) -> Response {
    let tag = [(header::ETAG, format!("\"{}\"", stated.version))];
    let said = stated.stated;
    let reply = StatusReply {
        component: stated.component,
        version: stated.version,
        status: said.as_ref().map(|said| said.status),
        until: said.map(|said| said.until),
        revision,
    };
    (tag, json(&reply)).into_response()
}
