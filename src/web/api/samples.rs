//! `POST /api/v1/events/{slug}/samples`: a feed delivers readings.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::json;
use crate::domain::metric::Sample;
use crate::domain::time::Timestamp;
use crate::error::{Error, FieldError, Result};
use crate::service::{Services, samples};
use crate::web::extract::{Caller, EventSlug, JsonBody};
use crate::web::problem::Failure;

/// A delivery of one source. Each sample has `at` and any metrics; a metric that is `null` was not measured.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SamplesBody {
    source: String,
    samples: Vec<Map<String, Value>>,
}

#[derive(Serialize)]
struct SamplesReply {
    accepted: usize,
    duplicate: usize,
}

/// Takes in a delivery: 202 with how much of it was new.
pub async fn ingest(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    JsonBody(body): JsonBody<SamplesBody>,
) -> Result<Response, Failure> {
    let parsed = parse_all(&body.samples)?;
    let inserted = samples::ingest(&services, &actor, &slug, &body.source, &parsed).await?;
    let reply = SamplesReply {
        accepted: inserted.accepted,
        duplicate: inserted.duplicate,
    };
    Ok((StatusCode::ACCEPTED, json(&reply)).into_response())
}

/// Parses every sample, or names everything that is wrong.
fn parse_all(items: &[Map<String, Value>]) -> Result<Vec<Sample>> {
    let mut wrong = Vec::new();
    let mut parsed = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        match parse(item) {
            Ok(sample) => parsed.push(sample),
            Err((name, message)) => {
                let field = match name.as_str() {
                    "" => format!("samples[{index}]"),
                    name => format!("samples[{index}].{name}"),
                };
                wrong.push(FieldError { field, message });
            }
        }
    }
    if wrong.is_empty() {
        Ok(parsed)
    } else {
        Err(Error::Invalid(wrong))
    }
}

fn parse(item: &Map<String, Value>) -> Result<Sample, (String, String)> {
    let at = item.get("at").and_then(Value::as_str).unwrap_or_default();
    let at = Timestamp::parse(at).map_err(|error| ("at".to_owned(), error.to_string()))?;
    let mut values = Vec::with_capacity(item.len());
    for (name, value) in item.iter().filter(|(name, _)| *name != "at") {
        match value {
            Value::Null => {}
            value => {
                let number = value
                    .as_f64()
                    .ok_or_else(|| (name.clone(), "must be a number".to_owned()))?;
                values.push((name.as_str(), number));
            }
        }
    }
    Sample::parse(at, values).map_err(|(name, error)| (name, error.to_string()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn item(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_wrong_reading_is_named_by_its_place() {
        let good = item(json!({"at": "2026-11-23T10:20:05Z", "queue_depth": 1}));
        let bad = item(json!({"at": "2026-11-23T10:20:05Z", "queue_depth": "many"}));
        let Err(Error::Invalid(fields)) = parse_all(&[good, bad]) else {
            panic!("refused")
        };
        assert_eq!(fields[0].field, "samples[1].queue_depth");
    }

    proptest! {
        #[test]
        fn any_json_object_is_taken_or_refused_without_panicking(
            at in prop::option::of("[0-9TZ:-]{0,25}"), name in "[a-z_]{0,20}", value in any::<f64>(), text in ".{0,10}",
        ) {
            let object = json!({"at": at, name.clone(): value, "extra": text, "null": null});
            let _ = parse(&item(object));
        }
    }
}
