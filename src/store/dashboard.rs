//! Readings of an event, added up by spans for those who watch it.

use super::{Tx, stored};
use crate::domain::id::EventId;
use crate::domain::metric::Metric;
use crate::domain::time::Timestamp;
use crate::error::Result;

/// What one source said of one metric within one span.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingSpan {
    /// Of what.
    pub metric: Metric,
    /// Which source.
    pub source: String,
    /// The span's number, counted in steps from 1970.
    pub number: i64,
    /// The mean of its readings.
    pub mean: f64,
    /// The highest.
    pub most: f64,
    /// When the last of them was taken.
    pub last_at: Timestamp,
}

impl Tx {
    /// Every metric's readings from `since` on, in spans of `step_s` seconds.
    pub async fn list_reading_spans(
        &mut self,
        event: &EventId,
        since: Timestamp,
        step_s: i64,
    ) -> Result<Vec<ReadingSpan>> {
        let rows: Vec<(String, String, i64, f64, f64, i64)> = sqlx::query_as(
            "select metric, source, at / $3, avg(value), max(value), max(at) from sample
             where event_id = $1 and at >= $2 group by metric, source, at / $3",
        )
        .bind(event.as_str())
        .bind(since.as_millis())
        .bind(step_s * 1_000)
        .fetch_all(self.conn())
        .await?;
        let span = |(metric, source, number, mean, most, at): (String, _, _, _, _, _)| {
            Ok(ReadingSpan {
                metric: stored("reading a metric", Metric::parse(&metric))?,
                source,
                number,
                mean,
                most,
                last_at: Timestamp::from_millis(at),
            })
        };
        rows.into_iter().map(span).collect()
    }

    /// What the oldest reading of an event is true for.
    pub async fn oldest_reading_at(&mut self, event: &EventId) -> Result<Option<Timestamp>> {
        let oldest: Option<i64> =
            sqlx::query_scalar("select min(at) from sample where event_id = $1")
                .bind(event.as_str())
                .fetch_one(self.conn())
                .await?;
        Ok(oldest.map(Timestamp::from_millis))
    }
}
