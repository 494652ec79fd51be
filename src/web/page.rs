//! The public page and what feeds it by polling: finished bytes, looked up and written.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::cache::CachePolicy;
use super::encoding::Conditions;
use super::extract::{EventSlug, Reader};
use super::place;
use super::problem::Failure;
use crate::error::Error;
use crate::live::{Admission, Body, Channel, Live, Method, Snapshot};
use crate::page::DocumentLinks;
use crate::service::Services;

/// The media type of style sheets.
pub const CSS: &str = "text/css; charset=utf-8";
/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";
/// The media type of public JSON.
pub const JSON: &str = "application/json";

/// Answers a read with a finished body.
pub fn finished(body: &Body, content_type: &'static str, request: &Request) -> Response {
    kept(CachePolicy::Live, body, content_type, request)
}

/// The same for a body that may be kept longer.
fn kept(
    policy: CachePolicy,
    body: &Body,
    content_type: &'static str,
    request: &Request,
) -> Response {
    let conditions = Conditions {
        method: request.method(),
        headers: request.headers(),
    };
    (policy, conditions.answer(body, content_type)).into_response()
}

/// The channel of a public event.
pub fn channel(live: &Live, slug: &EventSlug) -> Result<Arc<Channel>, Failure> {
    Ok(live.public_channel(&slug.0)?)
}

/// The newest snapshot of a public event.
pub fn snapshot(live: &Live, slug: &EventSlug) -> Result<Arc<Snapshot>, Failure> {
    Ok(channel(live, slug)?.snapshot())
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

/// `GET /how-the-wait-is-estimated`: the same for every event.
pub async fn method(
    State(method): State<Method>,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let body = method
        .document(reader.locale)
        .ok_or(Error::NotFound("page"))?;
    Ok(kept(CachePolicy::Script, body, HTML, &request))
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

/// `GET /e/{slug}/`: an address that somebody typed, or a program finished, leads to the page.
pub async fn without_slash(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
) -> Result<Response, Failure> {
    channel(&services.live, &slug)?;
    let page = Redirect::permanent(&reader.keep(&format!("/e/{}", slug.0)));
    Ok((CachePolicy::Live, page).into_response())
}

/// `GET /e/{slug}/style.{hash}.css`: the style sheet of an event with a look of its own.
pub async fn stylesheet(
    State(services): State<Services>,
    State(links): State<DocumentLinks>,
    slug: EventSlug,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let path = request.uri().path();
    if let Some(own) = snapshot.stylesheet.as_ref().filter(|own| own.path == path) {
        return Ok(kept(CachePolicy::Immutable, &own.body, CSS, &request));
    }
    let file = path.rsplit('/').next().unwrap_or_default();
    let hash = file.strip_prefix("style.");
    if hash.and_then(|hash| hash.strip_suffix(".css")).is_none() {
        return Err(Error::NotFound("page").into());
    }
    // A cache's copy of the page may be older than the last change of the brand: it is dressed in the newest.
    let own = snapshot.stylesheet.as_ref().map(|own| own.path.as_str());
    let newest = Redirect::temporary(own.unwrap_or(&links.stylesheet));
    Ok((CachePolicy::Live, newest).into_response())
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
