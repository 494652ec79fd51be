//! What a waiting room reported.

use serde::Serialize;

use super::table::{FeedError, Line, lines};
use crate::domain::event::Phase;
use crate::domain::metric::Metric;

/// Columns that hold readings, by the names that recordings give them.
const READINGS: [(&str, Metric); 13] = [
    ("queue_depth", Metric::QueueDepth),
    ("admitted_total", Metric::AdmittedTotal),
    ("arrivals_total", Metric::ArrivalsTotal),
    ("left_total", Metric::LeftTotal),
    ("capacity", Metric::Capacity),
    ("announced_rate_per_min", Metric::AdmissionRatePerMin),
    ("admission_rate_per_min", Metric::AdmissionRatePerMin),
    ("active_shoppers", Metric::ActiveShoppers),
    ("error_rate", Metric::ErrorRate),
    ("p95_latency_ms", Metric::P95LatencyMs),
    ("handoff_completed_total", Metric::HandoffCompletedTotal),
    ("handoff_failed_total", Metric::HandoffFailedTotal),
    ("draw_entries", Metric::DrawEntries),
];
/// States that a recording may name.
const STATES: [Phase; 5] = [
    Phase::Waiting,
    Phase::Open,
    Phase::Paused,
    Phase::SoldOut,
    Phase::Ended,
];
/// The answer to the question a recording asks: for scoring only, never an input.
const ANSWER: &str = "true_wait_s";

/// One row of a feed; rows stand in the order they were delivered, which need not be that of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The line it stands in.
    pub line: u64,
    /// Milliseconds since the recording began.
    pub t_ms: i64,
    /// What was reported at that instant.
    pub readings: Vec<(Metric, f64)>,
    /// The state that holds from that instant on.
    pub phase: Option<Phase>,
}

/// Parses a recorded feed.
pub fn parse_feed(bytes: &[u8]) -> Result<Vec<Row>, FeedError> {
    let readings = READINGS.iter().map(|(column, _)| *column);
    let known: Vec<_> = ["t_s", "state", ANSWER]
        .into_iter()
        .chain(readings)
        .collect();
    lines(bytes, &known, &["t_s"], row)
}

fn row(line: &Line) -> Result<Row, FeedError> {
    let mut readings = Vec::new();
    for (column, metric) in READINGS {
        if let Some(value) = line.number(column)? {
            let value = metric
                .check(value)
                .map_err(|error| line.wrong(column, error))?;
            if readings.iter().any(|(known, _)| *known == metric) {
                return Err(line.wrong(column, "is given under two names"));
            }
            readings.push((metric, value));
        }
    }
    Ok(Row {
        line: line.number,
        t_ms: line.t_ms()?,
        readings,
        phase: line.parsed("state", state)?,
    })
}

fn state(text: &str) -> Result<Phase, String> {
    let found = STATES.into_iter().find(|phase| phase.as_str() == text);
    found.ok_or_else(|| format!("must be one of {}", STATES.map(Phase::as_str).join(", ")))
}
