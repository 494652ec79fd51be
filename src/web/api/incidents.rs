//! `POST …/incidents` and `POST …/incidents/{id}/updates`: a machine opens and updates known issues.

use std::collections::BTreeMap;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;

use super::created;
use crate::domain::id::{ComponentId, IncidentId};
use crate::domain::incident::{Impact, IncidentStatus};
use crate::domain::locale::Locale;
use crate::service::Services;
use crate::service::incidents::{self, NewIncident, NewUpdate};
use crate::web::extract::{Caller, EventSlug, JsonBody, OnceKey, path_piece};
use crate::web::problem::Failure;

/// A known issue to open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentBody {
    title: BTreeMap<Locale, String>,
    text: BTreeMap<Locale, String>,
    #[serde(default = "investigating")]
    status: IncidentStatus,
    impact: Impact,
    #[serde(default)]
    components: Vec<ComponentId>,
}

fn investigating() -> IncidentStatus {
    IncidentStatus::Investigating
}

/// An update to a known issue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpdateBody {
    status: IncidentStatus,
    text: BTreeMap<Locale, String>,
}

/// The incident's identity in the path.
pub struct IncidentPath(IncidentId);

impl<S: Send + Sync> FromRequestParts<S> for IncidentPath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(IncidentId::new(path_piece(parts, state, "id").await?)))
    }
}

/// Opens a known issue: 201 with its id.
pub async fn open(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    OnceKey(key): OnceKey,
    JsonBody(body): JsonBody<IncidentBody>,
) -> Result<Response, Failure> {
    let new = NewIncident {
        title: body.title,
        text: body.text,
        status: body.status,
        impact: body.impact,
        components: body.components,
    };
    Ok(created(
        &incidents::open(&services, &actor, &slug, new, key).await?,
    ))
}

/// Adds an update: 201 with the incident's id.
pub async fn update(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    IncidentPath(id): IncidentPath,
    OnceKey(key): OnceKey,
    JsonBody(body): JsonBody<UpdateBody>,
) -> Result<Response, Failure> {
    let new = NewUpdate {
        status: body.status,
        text: body.text,
        seen: None,
    };
    Ok(created(
        &incidents::update(&services, &actor, &slug, &id, new, key).await?,
    ))
}
