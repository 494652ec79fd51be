//! Public JSON: the page's facts for machines, from memory.

use axum::extract::{Request, State};
use axum::response::Response;

use crate::error::Error;
use crate::service::Services;
use crate::web::extract::{EventSlug, Reader};
use crate::web::page::{JSON, finished, snapshot};
use crate::web::problem::Failure;
use crate::web::widget::for_everyone;

/// `GET /api/v1/events`: every public event.
pub async fn list(State(services): State<Services>, request: Request) -> Result<Response, Failure> {
    let index = services.live.index();
    let body = index
        .json
        .as_ref()
        .ok_or(Error::Unavailable("not built yet"))?;
    Ok(for_everyone(finished(body, JSON, &request)))
}

/// `GET /api/v1/events/{slug}`: everything public about one event.
pub async fn event(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let edition = snapshot.edition(reader.strict(&snapshot.facts.event.languages)?);
    Ok(for_everyone(finished(&edition.event, JSON, &request)))
}
