//! `GET …/plan`, `PUT …/plan` and `GET …/report`: what a machine that is trusted with an event plans and looks back at.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::json;
use crate::domain::event::Slug;
use crate::domain::operator::Actor;
use crate::domain::plan::{Inputs, Plan, SavedPlan};
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::service::plans::{self, NewPlan};
use crate::service::{Services, reports};
use crate::web::extract::{Caller, EventSlug, IfMatch, JsonBody};
use crate::web::problem::Failure;
use crate::web::report::answer_json;

/// A plan to be saved: what is left out of the inputs counts as the default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanBody {
    #[serde(default)]
    inputs: Inputs,
    past_event: Option<Slug>,
}

#[derive(Serialize)]
struct PlanReply<'a> {
    version: u32,
    saved_at: Timestamp,
    inputs: &'a Inputs,
    past_event: Option<&'a str>,
    results: ResultsReply,
}

/// What follows from the inputs.
#[derive(Serialize)]
struct ResultsReply {
    visitors: f64,
    peak_depth: f64,
    peak_min: i32,
    admitted_per_min: f64,
    suggested_admitted_per_min: f64,
    suggested_capacity: f64,
    clear_min: Option<i32>,
    wait_p50_s: Option<f64>,
    wait_p90_s: Option<f64>,
    admitted: f64,
    gave_up: f64,
    turned_away: f64,
    waiting: f64,
    sold_out_min: Option<i32>,
    page_views: f64,
    page_bytes: f64,
    page_peak_bits_per_s: f64,
    first_min: i32,
    arrivals_per_min: Vec<f64>,
    depth: Vec<f64>,
}

impl From<Plan> for ResultsReply {
    fn from(plan: Plan) -> Self {
        let (peak_min, peak_depth) = plan.peak();
        Self {
            visitors: plan.visitors,
            peak_depth,
            peak_min,
            admitted_per_min: plan.admitted_per_min,
            suggested_admitted_per_min: plan.suggested_per_min,
            suggested_capacity: plan.suggested_capacity,
            clear_min: plan.queue.clear_min(),
            wait_p50_s: plan.waits.map(|waits| waits.p50_s),
            wait_p90_s: plan.waits.map(|waits| waits.p90_s),
            admitted: plan.queue.admitted,
            gave_up: plan.queue.left,
            turned_away: plan.queue.turned_away,
            waiting: plan.queue.waiting,
            sold_out_min: plan.sold_out.map(|gone| gone.minute),
            page_views: plan.traffic.views,
            page_bytes: plan.traffic.bytes,
            page_peak_bits_per_s: plan.traffic.peak_bits_per_s,
            first_min: plan.arrivals.first,
            arrivals_per_min: plan.arrivals.people,
            depth: plan.queue.depth.people,
        }
    }
}

/// Tells the plan, and what follows from it.
pub async fn find(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
) -> Result<Response, Failure> {
    let plan = plans::find(&services, &actor, &slug).await?;
    let plan = plan.ok_or(Error::NotFound("plan"))?;
    Ok(answer(&plan, &slug, &actor))
}

/// Saves a plan in the place of the one that `If-Match` names; without `If-Match`, in the place of any.
pub async fn save(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    IfMatch(expected): IfMatch,
    JsonBody(body): JsonBody<PlanBody>,
) -> Result<Response, Failure> {
    let new = NewPlan {
        inputs: body.inputs,
        past: body.past_event,
        expected,
    };
    plans::save(&services, &actor, &slug, new)
        .await
        .map_err(within_inputs)?;
    let plan = plans::find(&services, &actor, &slug).await?;
    let plan = plan.ok_or(Error::NotFound("plan"))?;
    Ok(answer(&plan, &slug, &actor))
}

/// Names fields as the body has them.
fn within_inputs(error: Error) -> Error {
    match error {
        Error::Invalid(fields) => {
            let named = fields.into_iter().map(|mut error| {
                error.field = match error.field.as_str() {
                    "past" => "past_event".to_owned(),
                    name => format!("inputs.{name}"),
                };
                error
            });
            Error::Invalid(named.collect())
        }
        other => other,
    }
}

fn answer(saved: &SavedPlan, slug: &Slug, actor: &Actor) -> Response {
    let past = saved.past.as_ref();
    let past = past.filter(|past| plans::may_name(actor, slug, past));
    let reply = PlanReply {
        version: saved.version,
        saved_at: saved.saved_at,
        inputs: &saved.inputs,
        past_event: past.map(|past| past.slug.as_str()),
        results: saved.plan().into(),
    };
    let tag = format!("\"{}\"", saved.version);
    ([(header::ETAG, tag)], json(&reply)).into_response()
}

/// `GET …/report`: the report, published or not, with what is the shop's own business.
pub async fn report(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
) -> Result<Response, Failure> {
    let report = reports::make(&services, &actor, &slug).await?;
    Ok(answer_json(&report))
}
