//! `POST /api/v1/events/{slug}/messages`: a machine posts.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::created;
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::Services;
use crate::service::messages::{self, NewMessage, Wording};
use crate::web::extract::{Caller, EventSlug, JsonBody, OnceKey};
use crate::web::problem::Failure;

/// Either `template` with its `values`, or `text` by language with a `severity`.
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
    automatic: bool,
}

impl TryFrom<MessageBody> for NewMessage {
    type Error = Error;

    fn try_from(body: MessageBody) -> Result<Self> {
        let wording = match (body.template, body.text) {
            (Some(template), None) => Wording::Template {
                template,
                values: body.values,
            },
            (None, Some(text)) if body.values.is_empty() => Wording::Text {
                text,
                severity: body.severity.unwrap_or(Severity::Info),
            },
            (None, Some(_)) => return Err(Error::invalid("values", "values belong to a template")),
            (Some(_), Some(_)) => {
                return Err(Error::invalid(
                    "text",
                    "give a template or a text, not both",
                ));
            }
            (None, None) => return Err(Error::invalid("template", "give a template or a text")),
        };
        Ok(Self {
            wording,
            severity: body.severity,
            next_update_by: body.next_update_by,
            automatic: body.automatic,
        })
    }
}

/// Posts a message: 201 with its id and the revision that shows it.
pub async fn post(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    OnceKey(key): OnceKey,
    JsonBody(body): JsonBody<MessageBody>,
) -> Result<Response, Failure> {
    let done = messages::post(&services, &actor, &slug, body.try_into()?, key).await?;
    Ok(created(&done))
}
