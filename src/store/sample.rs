//! Readings of metrics.

use super::{Tx, stored};
use crate::domain::id::EventId;
use crate::domain::metric::{Metric, Reading, Sample};
use crate::domain::time::Timestamp;
use crate::error::Result;

/// How many samples were new, and how many had been sent before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inserted {
    /// Samples with at least one new reading.
    pub accepted: usize,
    /// Samples without any.
    pub duplicate: usize,
}

impl Tx {
    /// Adds samples; a reading that is there already (same source, metric and time) stays as it was.
    pub async fn insert_samples(
        &mut self,
        event: &EventId,
        source: &str,
        samples: &[Sample],
    ) -> Result<Inserted> {
        let mut inserted = Inserted::default();
        for sample in samples {
            let mut new = 0;
            for reading in sample.readings() {
                new += self.insert_reading(event, source, reading).await?;
            }
            if new > 0 {
                inserted.accepted += 1;
            } else {
                inserted.duplicate += 1;
            }
        }
        Ok(inserted)
    }

    async fn insert_reading(
        &mut self,
        event: &EventId,
        source: &str,
        reading: &Reading,
    ) -> Result<u64> {
        let done = sqlx::query(
            "insert into sample (event_id, source, metric, at, value) values ($1, $2, $3, $4, $5)
             on conflict (event_id, source, metric, at) do nothing",
        )
        .bind(event.as_str())
        .bind(source)
        .bind(reading.metric.as_str())
        .bind(reading.at.as_millis())
        .bind(reading.value)
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected())
    }

    /// What the newest reading of an event is true for.
    pub async fn newest_reading_at(&mut self, event: &EventId) -> Result<Option<Timestamp>> {
        let newest: Option<i64> =
            sqlx::query_scalar("select max(at) from sample where event_id = $1")
                .bind(event.as_str())
                .fetch_one(self.conn())
                .await?;
        Ok(newest.map(Timestamp::from_millis))
    }

    /// Whether readings arrived after `after`.
    pub async fn has_readings(&mut self, event: &EventId, after: i64) -> Result<bool> {
        Ok(sqlx::query_scalar(
            "select exists (select 1 from sample where event_id = $1 and sample_id > $2)",
        )
        .bind(event.as_str())
        .bind(after)
        .fetch_one(self.conn())
        .await?)
    }

    /// The readings, each with its source, that arrived after `after` and are true for `since` or later, in the order they arrived,
    /// with the mark to ask from next time.
    pub async fn list_readings(
        &mut self,
        event: &EventId,
        after: i64,
        since: Timestamp,
    ) -> Result<(Vec<(String, Reading)>, i64)> {
        let rows: Vec<(i64, String, String, i64, f64)> = sqlx::query_as(
            "select sample_id, source, metric, at, value from sample
             where event_id = $1 and sample_id > $2 and at >= $3 order by sample_id",
        )
        .bind(event.as_str())
        .bind(after)
        .bind(since.as_millis())
        .fetch_all(self.conn())
        .await?;
        let mark = rows.last().map_or(after, |(id, ..)| *id);
        let reading = |(_, source, metric, at, value): (i64, String, String, i64, f64)| {
            let reading = Reading {
                at: Timestamp::from_millis(at),
                metric: stored("reading a metric", Metric::parse(&metric))?,
                value,
            };
            Ok((source, reading))
        };
        let readings: Result<Vec<_>> = rows.into_iter().map(reading).collect();
        Ok((readings?, mark))
    }
}
