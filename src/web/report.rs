//! The report after the event: for everyone once it is published, and for operators at any time.

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::extract::{EventSlug, Reader};
use super::page::{HTML, JSON, channel, finished};
use super::problem::Failure;
use super::widget::for_everyone;
use crate::domain::operator::{Actor, Operator};
use crate::domain::report::Report;
use crate::live::{Audience, report_csv, report_json};
use crate::service::{Services, reports};

const CSV: &str = "text/csv; charset=utf-8";

/// `GET /e/{slug}/report`: as finished as the event's own page.
pub async fn page(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let report = channel(&services.live, &slug)?.report().await?;
    Ok(finished(report.document(reader.locale), HTML, &request))
}

/// `GET /e/{slug}/report.json`.
pub async fn json(
    State(services): State<Services>,
    slug: EventSlug,
    request: Request,
) -> Result<Response, Failure> {
    let report = channel(&services.live, &slug)?.report().await?;
    Ok(for_everyone(finished(&report.json, JSON, &request)))
}

/// `GET /e/{slug}/report.csv`.
pub async fn csv(
    State(services): State<Services>,
    slug: EventSlug,
    request: Request,
) -> Result<Response, Failure> {
    let report = channel(&services.live, &slug)?.report().await?;
    Ok(for_everyone(finished(&report.csv, CSV, &request)))
}

/// `GET /admin/events/{slug}/report.json`: with what is the shop's own business, whether it is published or not.
pub async fn desk_json(
    State(services): State<Services>,
    EventSlug(slug): EventSlug,
    Extension(operator): Extension<Operator>,
) -> Result<Response, Failure> {
    let report = reports::make(&services, &actor(&operator), &slug).await?;
    Ok(answer_json(&report))
}

/// `GET /admin/events/{slug}/report.csv`.
pub async fn desk_csv(
    State(services): State<Services>,
    EventSlug(slug): EventSlug,
    Extension(operator): Extension<Operator>,
) -> Result<Response, Failure> {
    let report = reports::make(&services, &actor(&operator), &slug).await?;
    let sheet = report_csv(&report, Audience::Desk)?;
    Ok(([(header::CONTENT_TYPE, CSV)], sheet).into_response())
}

fn actor(operator: &Operator) -> Actor {
    Actor::Operator {
        id: operator.id.clone(),
        role: operator.role,
    }
}

/// A report for those who may see all of it.
pub fn answer_json(report: &Report) -> Response {
    let json = report_json(report, Audience::Desk);
    ([(header::CONTENT_TYPE, JSON)], json).into_response()
}
