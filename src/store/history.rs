//! The course of an event: readings added up by spans, and the waits that were shown.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::estimate::{UnknownReason, WaitEstimate};
use crate::domain::history::series::{Sum, step_for};
use crate::domain::history::{Chronicle, ShownWait};
use crate::domain::id::EventId;
use crate::domain::metric::Metric;
use crate::domain::time::Timestamp;
use crate::error::Result;

impl Tx {
    /// The course of an event from `since` on. However many samples it has, no more than a few hundred rows are read out.
    pub async fn find_chronicle(&mut self, event: &EventId, since: Timestamp) -> Result<Chronicle> {
        let mut chronicle = Chronicle::default();
        for metric in Chronicle::METRICS {
            for sum in self.list_reading_sums(event, metric, since).await? {
                chronicle.observe_sum(metric, sum);
            }
        }
        for (waits, paces) in self.list_shown_sums(event, since).await? {
            chronicle.note_sums(waits, paces);
        }
        Ok(chronicle)
    }

    /// Notes what was shown; what was noted of that instant before, by another node perhaps, stays as it was.
    pub async fn insert_shown_wait(&mut self, event: &EventId, shown: &ShownWait) -> Result<()> {
        let (range, reason) = match shown.wait {
            WaitEstimate::Known {
                low_s,
                mid_s,
                high_s,
            } => (Some((low_s, mid_s, high_s)), None),
            WaitEstimate::Unknown { reason } => (None, Some(reason)),
        };
        sqlx::query(
            "insert into shown_wait (event_id, at, low_s, mid_s, high_s, reason, admitted_per_min)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (event_id, at) do nothing",
        )
        .bind(event.as_str())
        .bind(shown.at.as_millis())
        .bind(range.map(|(low_s, _, _)| whole(low_s)))
        .bind(range.map(|(_, mid_s, _)| whole(mid_s)))
        .bind(range.map(|(_, _, high_s)| whole(high_s)))
        .bind(reason.map(UnknownReason::as_str))
        .bind(shown.admitted_per_min.map(whole))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The last instant whose wait was noted.
    pub async fn newest_shown_wait_at(&mut self, event: &EventId) -> Result<Option<Timestamp>> {
        let newest: Option<i64> =
            sqlx::query_scalar("select max(at) from shown_wait where event_id = $1")
                .bind(event.as_str())
                .fetch_one(self.conn())
                .await?;
        Ok(newest.map(Timestamp::from_millis))
    }

    async fn list_reading_sums(
        &mut self,
        event: &EventId,
        metric: Metric,
        since: Timestamp,
    ) -> Result<Vec<Sum<1>>> {
        // The list says again what the index is of: without it SQLite cannot know that the index holds every row.
        let ends: (Option<i64>, Option<i64>) = sqlx::query_as(
            "select
                (select min(at) from sample where event_id = $1 and metric = $2 and at >= $3
                    and metric in ('queue_depth', 'capacity', 'draw_entries')),
                (select max(at) from sample where event_id = $1 and metric = $2 and at >= $3
                    and metric in ('queue_depth', 'capacity', 'draw_entries'))",
        )
        .bind(event.as_str())
        .bind(metric.as_str())
        .bind(since.as_millis())
        .fetch_one(self.conn())
        .await?;
        let Some(step_s) = step_between(ends) else {
            return Ok(Vec::new());
        };
        let rows: Vec<(i64, f64, i64)> = sqlx::query_as(
            "select at / $4, sum(value), count(*) from sample
             where event_id = $1 and metric = $2 and at >= $3
                and metric in ('queue_depth', 'capacity', 'draw_entries')
             group by at / $4",
        )
        .bind(event.as_str())
        .bind(metric.as_str())
        .bind(since.as_millis())
        .bind(step_s * 1_000)
        .fetch_all(self.conn())
        .await?;
        let span = |(number, sum, count)| span_sum(step_s, number, [sum], count);
        rows.into_iter().map(span).collect()
    }

    /// The ranges and the paces that were shown at the beginning of minutes, in spans of the shorter of the two lengths.
    async fn list_shown_sums(
        &mut self,
        event: &EventId,
        since: Timestamp,
    ) -> Result<Vec<(Sum<3>, Sum<1>)>> {
        let ends: [(Option<i64>, Option<i64>); 2] = {
            let (first_wait, last_wait, first_pace, last_pace) = sqlx::query_as(
                "select min(case when reason is null then at end), max(case when reason is null then at end),
                    min(case when admitted_per_min is not null then at end),
                    max(case when admitted_per_min is not null then at end)
                 from shown_wait where event_id = $1 and at >= $2 and at % 60000 = 0",
            )
            .bind(event.as_str())
            .bind(since.as_millis())
            .fetch_one(self.conn())
            .await?;
            [(first_wait, last_wait), (first_pace, last_pace)]
        };
        let Some(step_s) = ends.into_iter().filter_map(step_between).min() else {
            return Ok(Vec::new());
        };
        let rows: Vec<ShownRow> = sqlx::query_as(
            "select at / $3 as number,
                coalesce(sum(low_s), 0) as low_s, coalesce(sum(mid_s), 0) as mid_s,
                coalesce(sum(high_s), 0) as high_s, count(low_s) as waits,
                coalesce(sum(admitted_per_min), 0) as admitted_per_min, count(admitted_per_min) as paces
             from shown_wait where event_id = $1 and at >= $2 and at % 60000 = 0 group by at / $3",
        )
        .bind(event.as_str())
        .bind(since.as_millis())
        .bind(step_s * 1_000)
        .fetch_all(self.conn())
        .await?;
        rows.into_iter().map(|row| row.sums(step_s)).collect()
    }
}

#[derive(FromRow)]
struct ShownRow {
    number: i64,
    low_s: i64,
    mid_s: i64,
    high_s: i64,
    waits: i64,
    admitted_per_min: i64,
    paces: i64,
}

impl ShownRow {
    #[expect(clippy::cast_precision_loss, reason = "sums of seconds within a span")]
    fn sums(self, step_s: i64) -> Result<(Sum<3>, Sum<1>)> {
        let range = [self.low_s, self.mid_s, self.high_s].map(|sum| sum as f64);
        Ok((
            span_sum(step_s, self.number, range, self.waits)?,
            span_sum(
                step_s,
                self.number,
                [self.admitted_per_min as f64],
                self.paces,
            )?,
        ))
    }
}

fn span_sum<const N: usize>(
    step_s: i64,
    number: i64,
    sums: [f64; N],
    count: i64,
) -> Result<Sum<N>> {
    Ok(Sum {
        step_s,
        at: Timestamp::from_millis(number * step_s * 1_000),
        sums,
        count: stored("counting readings", u32::try_from(count))?,
    })
}

/// The length of the spans of a series that reaches from the first instant to the last.
fn step_between((first, last): (Option<i64>, Option<i64>)) -> Option<i64> {
    let (first, last) = (first?, last?);
    Some(step_for(
        Timestamp::from_millis(first),
        Timestamp::from_millis(last),
    ))
}

/// Seconds and counts are noted whole: their sums are then the same in whatever order they are added.
#[expect(clippy::cast_possible_truncation, reason = "whole already, and small")]
fn whole(value: f64) -> i64 {
    value as i64
}
