//! `GET …/bundle` and `POST /api/v1/events/import`: a machine takes an event out as a file, and reads one in.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::made;
use crate::domain::event::Slug;
use crate::domain::operator::{Actor, Operator};
use crate::error::Error;
use crate::service::Services;
use crate::service::bundle::{self, ImportOptions};
use crate::web::extract::{Caller, EventSlug, JsonText};
use crate::web::page::JSON;
use crate::web::problem::Failure;

/// An event's file, to be kept under its name.
pub async fn export(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
) -> Result<Response, Failure> {
    let text = bundle::export(&services, &actor, &slug).await?;
    Ok(file(&slug, text))
}

/// The same for an operator at the desk.
pub async fn desk_export(
    State(services): State<Services>,
    EventSlug(slug): EventSlug,
    Extension(operator): Extension<Operator>,
) -> Result<Response, Failure> {
    let actor = Actor::Operator {
        id: operator.id,
        role: operator.role,
    };
    let text = bundle::export(&services, &actor, &slug).await?;
    Ok(file(&slug, text))
}

/// A bundle as browsers save it.
fn file(slug: &Slug, text: String) -> Response {
    let name = format!("attachment; filename=\"{slug}.lineside.json\"");
    let mut response = ([(header::CONTENT_TYPE, JSON)], text).into_response();
    // A slug needs no escaping.
    if let Ok(name) = HeaderValue::from_str(&name) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// How the file is to be read in.
#[derive(Deserialize)]
pub struct ImportQuery {
    slug: Option<String>,
    keep_phase: Option<String>,
}

impl TryFrom<ImportQuery> for ImportOptions {
    type Error = Error;

    fn try_from(query: ImportQuery) -> Result<Self, Error> {
        let slug = query.slug.map(|slug| Slug::parse(&slug)).transpose();
        let keep_phase = match query.keep_phase.as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => return Err(Error::invalid("keep_phase", "send true or false")),
        };
        Ok(Self {
            slug: slug.map_err(|error| Error::invalid("slug", error))?,
            keep_phase,
        })
    }
}

/// Makes an event of a file: 201 with its address.
pub async fn import(
    State(services): State<Services>,
    Caller(actor): Caller,
    Query(query): Query<ImportQuery>,
    JsonText(text): JsonText,
) -> Result<Response, Failure> {
    let done = bundle::import(&services, &actor, &text, query.try_into()?).await?;
    Ok(made(&done))
}
