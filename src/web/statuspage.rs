//! Statuspage's API v2, for each event at its own address: whoever can read a status page can read ours.

use axum::extract::{Request, State};
use axum::response::Response;

use super::extract::EventSlug;
use super::page::{finished, snapshot};
use super::problem::Failure;
use super::widget::for_everyone;
use crate::live::{Body, Statuspage};
use crate::service::Services;

/// As Statuspage labels it.
const JSON: &str = "application/json; charset=utf-8";

/// Declares the handler of each body.
macro_rules! handlers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        pub async fn $name(
            State(services): State<Services>,
            slug: EventSlug,
            request: Request,
        ) -> Result<Response, Failure> {
            answer(&services, &slug, &request, |all| &all.$name)
        }
    )+};
}

handlers! {
    /// `GET /e/{slug}/api/v2/status.json`.
    status,
    /// `GET /e/{slug}/api/v2/summary.json`.
    summary,
    /// `GET /e/{slug}/api/v2/components.json`.
    components,
    /// `GET /e/{slug}/api/v2/incidents.json`.
    incidents,
    /// `GET /e/{slug}/api/v2/incidents/unresolved.json`.
    unresolved,
    /// `GET /e/{slug}/api/v2/scheduled-maintenances.json`, and those that are upcoming or active.
    maintenances,
}

fn answer(
    services: &Services,
    slug: &EventSlug,
    request: &Request,
    which: fn(&Statuspage) -> &Body,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, slug)?;
    let body = which(&snapshot.statuspage);
    Ok(for_everyone(finished(body, JSON, request)))
}
