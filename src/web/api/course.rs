//! One shopper's wait, and the course of an event so far: from memory, for everyone.

use axum::extract::{Query, Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::domain::history::series::Points;
use crate::domain::history::{Track, TrackError};
use crate::domain::time::{TimeError, Timestamp};
use crate::error::Error;
use crate::live::{Admission, Body};
use crate::service::Services;
use crate::web::extract::{EventSlug, Reader};
use crate::web::page::{JSON, finished, snapshot};
use crate::web::problem::Failure;
use crate::web::widget::for_everyone;

/// The longest span that points can be asked for, in seconds.
const MAX_STEP_S: i64 = 7 * 86_400;

#[derive(Deserialize)]
pub struct WaitQuery {
    position: Option<String>,
}

/// `GET /api/v1/events/{slug}/wait?position=N`: the wait at one place in the line.
pub async fn wait(
    State(services): State<Services>,
    State(admission): State<Admission>,
    slug: EventSlug,
    reader: Reader,
    Query(query): Query<WaitQuery>,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let locale = reader.strict(&snapshot.facts.event.languages)?;
    admission.look_up()?;
    let typed = query.position.unwrap_or_default();
    let reply = snapshot.place_reply(locale, &typed, services.clock.now())?;
    Ok(for_everyone(finished(&reply, JSON, &request)))
}

#[derive(Deserialize)]
pub struct HistoryQuery {
    metric: Option<String>,
    from: Option<String>,
    to: Option<String>,
    step: Option<String>,
}

#[derive(Serialize)]
struct HistoryReply {
    metric: Track,
    step_s: i64,
    points: Vec<(i64, u64)>,
}

/// `GET /api/v1/events/{slug}/history?metric=queue_depth`: means over equal spans, in the order of time.
pub async fn history(
    State(services): State<Services>,
    slug: EventSlug,
    Query(query): Query<HistoryQuery>,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let asked = Asked::parse(&query)?;
    let reply = asked.reply(&snapshot.facts.course.history.track(asked.track));
    let body = serde_json::to_vec(&reply)
        .map_err(|error| Error::internal("writing the course of an event", error))?;
    Ok(for_everyone(finished(&Body::small(body), JSON, &request)))
}

/// What of a course was asked for.
struct Asked {
    track: Track,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    /// 1 when any span will do.
    step_s: i64,
}

impl Asked {
    fn parse(query: &HistoryQuery) -> Result<Self, Error> {
        let name = query.metric.as_deref().unwrap_or_default();
        let track = Track::parse(name).map_err(|error| match error {
            TrackError::Unknown => Error::invalid("metric", error),
            TrackError::NotPublic(_) => Error::Forbidden(error.to_string()),
        })?;
        let (from, to) = (
            instant("from", query.from.as_deref())?,
            instant("to", query.to.as_deref())?,
        );
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            return Err(Error::invalid("to", "must be later than from"));
        }
        let step_s = query.step.as_deref().map_or(Ok(1), step)?;
        Ok(Self {
            track,
            from,
            to,
            step_s,
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts and seconds, never negative"
    )]
    fn reply(&self, course: &Points<1>) -> HistoryReply {
        let course = course.coarser(self.step_s);
        let within = |at: Timestamp| {
            self.from.is_none_or(|from| at >= from) && self.to.is_none_or(|to| at < to)
        };
        let points = course.points.iter().filter(|point| within(point.at));
        HistoryReply {
            metric: self.track,
            step_s: course.step_s,
            points: points
                .map(|point| {
                    (
                        point.at.as_millis().div_euclid(1_000),
                        point.values[0].round() as u64,
                    )
                })
                .collect(),
        }
    }
}

/// RFC 3339, or seconds since 1970 as the points have them.
fn instant(field: &'static str, text: Option<&str>) -> Result<Option<Timestamp>, Error> {
    let parse = |text: &str| match text.parse() {
        Ok(seconds) => Ok(Timestamp::from_millis(0).plus_seconds(seconds)),
        Err(_) => Timestamp::parse(text),
    };
    let invalid = |error: TimeError| Error::invalid(field, error);
    text.map(parse).transpose().map_err(invalid)
}

fn step(text: &str) -> Result<i64, Error> {
    let step_s = text
        .parse()
        .ok()
        .filter(|step| (1..=MAX_STEP_S).contains(step));
    let wrong = || {
        let sentence = format!("send whole seconds from 1 to {MAX_STEP_S}");
        Error::invalid("step", sentence)
    };
    step_s.ok_or_else(wrong)
}
