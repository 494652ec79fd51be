//! The public page and what feeds it by polling: finished bytes, looked up and written.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::cache::CachePolicy;
use super::encoding::Conditions;
use super::extract::{EventSlug, Reader};
use super::place;
use super::problem::Failure;
use crate::error::Error;
use crate::live::{Admission, Body, Live, Snapshot};
use crate::service::Services;

/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";
/// The media type of public JSON.
pub const JSON: &str = "application/json";

/// Answers a read with a finished body.
pub fn finished(body: &Body, content_type: &'static str, request: &Request) -> Response {
    let conditions = Conditions {
        method: request.method(),
        headers: request.headers(),
    };
    (CachePolicy::Live, conditions.answer(body, content_type)).into_response()
}

/// The newest snapshot of a public event.
pub fn snapshot(live: &Live, slug: &EventSlug) -> Result<std::sync::Arc<Snapshot>, Failure> {
    let channel = live
        .public_channel(&slug.0)
        .ok_or(Error::NotFound("event"))?;
    Ok(channel.snapshot())
}

/// `GET /`: the public events; a single one is shown at once.
pub async fn index(
    State(services): State<Services>,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let index = services.live.index();
    if let Some(slug) = &index.only {
        return Ok((
            CachePolicy::Live,
            Redirect::temporary(&reader.keep(&format!("/e/{slug}"))),
        )
            .into_response());
    }
    let body = index
        .document(reader.locale)
        .ok_or(Error::Unavailable("not built yet"))?;
    Ok(finished(body, HTML, &request))
}

/// `GET /e/{slug}`: the status page; with `?position=5210` the page that answers it.
pub async fn event(
    State(services): State<Services>,
    State(admission): State<Admission>,
    slug: EventSlug,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    if let Some(typed) = place::typed(request.uri()) {
        let now = services.clock.now();
        let asked = place::answer(&snapshot, reader.locale, &typed, now, &admission, &request)?;
        if let Some(answer) = asked {
            return Ok(answer);
        }
    }
    Ok(finished(
        &snapshot.edition(reader.locale).document,
        HTML,
        &request,
    ))
}

/// `GET /e/{slug}/regions`: what a stream would have brought, for those who have none.
pub async fn regions(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    Ok(finished(
        &snapshot.edition(reader.locale).regions,
        JSON,
        &request,
    ))
}
