//! A draft as its shoppers would get it, for whoever holds its link. Made for each request, and kept by nobody.

use std::sync::Arc;

use axum::extract::{Extension, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::encoding::Conditions;
use super::extract::{EventSlug, Reader, path_piece};
use super::page::{CSS, HTML};
use super::problem::Failure;
use crate::domain::event::{Event, Phase};
use crate::domain::operator::{Actor, Operator};
use crate::domain::status_page::Facts;
use crate::error::Error;
use crate::live::{Body, Snapshot};
use crate::page::{DocumentLinks, render_preview};
use crate::service::{Services, events, preview};

/// Where previews are, without their secret.
pub const PLACE: &str = "/preview/";

/// The secret in the address.
pub struct Secret(String);

impl<S: Send + Sync> FromRequestParts<S> for Secret {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(path_piece(parts, state, "secret").await?))
    }
}

/// `GET /preview/{secret}`: the page of a draft. Once the event is public, the link leads to its page.
pub async fn page(
    State(services): State<Services>,
    State(links): State<DocumentLinks>,
    Secret(secret): Secret,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let event = preview::follow(&services, &secret).await?;
    if event.is_public() {
        let page = reader.keep(&format!("/e/{}", event.slug));
        return Ok(private(Redirect::temporary(&page).into_response()));
    }
    let snapshot = snapshot(&services, &event).await?;
    let links = DocumentLinks {
        stylesheet: match snapshot.stylesheet {
            Some(_) => format!("{PLACE}{secret}/style.css"),
            None => links.stylesheet.clone(),
        },
        ..links
    };
    let now = services.clock.now();
    let draw = move || {
        let locale = snapshot.edition(reader.locale).status_page.locale;
        let page = as_public(&snapshot.facts).status_page(locale, now);
        Body::small(render_preview(&page, snapshot.revision, &links))
    };
    let body = tokio::task::spawn_blocking(draw).await;
    let body = body.map_err(|error| Error::internal("rendering a preview", error))?;
    Ok(answer(&body, HTML, &request))
}

/// `GET /preview/{secret}/style.css`: the look of a branded draft, which nobody else may ask for yet.
pub async fn stylesheet(
    State(services): State<Services>,
    Secret(secret): Secret,
    request: Request,
) -> Result<Response, Failure> {
    let event = preview::follow(&services, &secret).await?;
    Ok(answer(&look(&services, &event).await?, CSS, &request))
}

/// `GET /admin/events/{slug}/style.css`: the look of a branded event for its previews at the desk, which shows it also
/// while it is not public.
pub async fn desk_stylesheet(
    State(services): State<Services>,
    EventSlug(slug): EventSlug,
    Extension(operator): Extension<Operator>,
    request: Request,
) -> Result<Response, Failure> {
    let actor = Actor::Operator {
        id: operator.id,
        role: operator.role,
    };
    let event = events::find(&services, &actor, &slug).await?;
    Ok(answer(&look(&services, &event).await?, CSS, &request))
}

async fn look(services: &Services, event: &Event) -> Result<Body, Failure> {
    let snapshot = snapshot(services, event).await?;
    let own = snapshot.stylesheet.as_ref();
    Ok(own.ok_or(Error::NotFound("page"))?.body.clone())
}

async fn snapshot(services: &Services, event: &Event) -> Result<Arc<Snapshot>, Failure> {
    let live = &services.live;
    if live.channel(&event.slug).is_none() {
        // Made a moment ago, perhaps by another process.
        live.changed(&event.id, &event.slug).await;
    }
    let channel = live.channel(&event.slug);
    let channel = channel.ok_or(Error::Unavailable("the page is not made yet; try again"))?;
    Ok(channel.snapshot())
}

/// What shoppers would get: the draft in the phase it goes to when it is made public.
fn as_public(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    facts.event.phase = Phase::Scheduled;
    facts
}

fn answer(body: &Body, content_type: &'static str, request: &Request) -> Response {
    let conditions = Conditions {
        method: request.method(),
        headers: request.headers(),
    };
    private(conditions.answer(body, content_type))
}

/// Search engines leave it alone, and a link on it tells nobody where it was followed from.
pub fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let robots = HeaderName::from_static("x-robots-tag");
    headers.insert(robots, HeaderValue::from_static("noindex, nofollow"));
    let nowhere = HeaderValue::from_static("no-referrer");
    headers.insert(header::REFERRER_POLICY, nowhere);
    response
}
