//! `/api/v1/templates`: a machine lists, makes and edits templates.

use std::collections::BTreeMap;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::json;
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::template::{Placeholder, Scenario, Template};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::templates::{NewTemplate, TemplateEdit};
use crate::service::{Credited, Services, templates};
use crate::web::extract::{Caller, IfMatch, JsonBody, path_piece};
use crate::web::problem::Failure;

/// A template to be made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateBody {
    key: String,
    name: String,
    scenario: Scenario,
    severity: Severity,
    text: BTreeMap<Locale, String>,
}

/// What is to be different; what is not said stays as it was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateEditBody {
    name: Option<String>,
    scenario: Option<Scenario>,
    severity: Option<Severity>,
    text: Option<BTreeMap<Locale, String>>,
    archived: Option<bool>,
}

/// The template's key in the path.
pub struct KeyPath(String);

impl<S: Send + Sync> FromRequestParts<S> for KeyPath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(path_piece(parts, state, "key").await?))
    }
}

/// A template in one version.
#[derive(Serialize)]
struct TemplateReply<'a> {
    key: &'a str,
    version: u32,
    name: &'a str,
    scenario: Scenario,
    severity: Severity,
    text: BTreeMap<Locale, &'a str>,
    placeholders: Vec<Placeholder>,
    missing: Vec<Locale>,
    archived: bool,
    saved_at: Option<Timestamp>,
}

impl<'a> From<&'a Template> for TemplateReply<'a> {
    fn from(template: &'a Template) -> Self {
        // What came with the installation was saved by nobody, at no time.
        let saved = template.saved_by.is_some();
        Self {
            key: template.key.as_str(),
            version: template.version,
            name: &template.name,
            scenario: template.scenario,
            severity: template.severity,
            text: template.text.iter().collect(),
            placeholders: template.placeholders().unwrap_or_default(),
            missing: template.missing(),
            archived: template.archived,
            saved_at: saved.then_some(template.saved_at),
        }
    }
}

#[derive(Serialize)]
struct ListReply<'a> {
    templates: Vec<TemplateReply<'a>>,
}

#[derive(Serialize)]
struct VersionsReply<'a> {
    #[serde(flatten)]
    newest: TemplateReply<'a>,
    versions: Vec<TemplateReply<'a>>,
}

/// Every template in its newest version, those that were put away among them.
pub async fn list(
    State(services): State<Services>,
    Caller(actor): Caller,
) -> Result<Response, Failure> {
    let all = templates::list_all(&services, &actor).await?;
    let templates = all.iter().map(|credited| (&credited.what).into()).collect();
    Ok(json(&ListReply { templates }).into_response())
}

/// One template, with every version of it.
pub async fn show(
    State(services): State<Services>,
    Caller(actor): Caller,
    KeyPath(key): KeyPath,
) -> Result<Response, Failure> {
    let versions = templates::versions(&services, &actor, &key).await?;
    let versions: Vec<_> = versions.iter().map(|Credited { what, .. }| what).collect();
    let Some(newest) = versions.first() else {
        return Err(Error::NotFound("template").into());
    };
    let reply = VersionsReply {
        newest: (*newest).into(),
        versions: versions.iter().map(|version| (*version).into()).collect(),
    };
    Ok((tag(newest), json(&reply)).into_response())
}

/// Makes a template: 201.
pub async fn create(
    State(services): State<Services>,
    Caller(actor): Caller,
    JsonBody(body): JsonBody<TemplateBody>,
) -> Result<Response, Failure> {
    let new = NewTemplate {
        key: body.key,
        name: body.name,
        scenario: body.scenario,
        severity: body.severity,
        text: body.text,
    };
    let made = templates::create(&services, &actor, new).await?;
    Ok(saved(StatusCode::CREATED, &made))
}

/// Edits a template, puts it away or brings it back; each time it gets a new version.
pub async fn edit(
    State(services): State<Services>,
    Caller(actor): Caller,
    KeyPath(key): KeyPath,
    IfMatch(expected): IfMatch,
    JsonBody(body): JsonBody<TemplateEditBody>,
) -> Result<Response, Failure> {
    let edit = TemplateEdit {
        name: body.name,
        scenario: body.scenario,
        severity: body.severity,
        text: body.text,
        archived: body.archived,
    };
    let edited = templates::edit(&services, &actor, &key, edit, &expected).await?;
    Ok(saved(StatusCode::OK, &edited))
}

fn saved(status: StatusCode, template: &Template) -> Response {
    let reply = TemplateReply::from(template);
    (status, tag(template), json(&reply)).into_response()
}

fn tag(template: &Template) -> [(header::HeaderName, String); 1] {
    [(header::ETAG, format!("\"{}\"", template.version))]
}
