//! What a report is made of, and which reports everyone may read.

use futures::TryStreamExt;

use super::{Tx, stored};
use crate::domain::estimate::WaitEstimate;
use crate::domain::event::{Event, Phase};
use crate::domain::history::ShownWait;
use crate::domain::id::EventId;
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::metric::{Metric, Reading};
use crate::domain::report::{Feed, PhaseStep, Reach, Record, StockChange};
use crate::domain::time::Timestamp;
use crate::error::Result;

impl Tx {
    /// Everything that a report made at `now` is made of. However many samples there are, they are read one by one.
    pub async fn find_record(&mut self, event: Event, now: Timestamp) -> Result<Record> {
        let id = event.id.clone();
        let phases = self.list_phase_changes(&id).await?;
        let reach = Reach::of(&phases, event.schedule.opens_at, now);
        Ok(Record {
            messages: self.list_every_message(&id).await?,
            incidents: self.list_every_incident(&id).await?,
            inventory: self.list_inventory(&id).await?,
            stock: self.list_stock_changes(&id).await?,
            feed: self.read_feed(&id, reach).await?,
            shown: self.list_shown_ranges(&id, reach).await?,
            plan: self.find_plan(&id).await?,
            event,
            reach,
            phases,
        })
    }

    /// Notes the phase that an event is in from now on.
    pub(super) async fn insert_phase_change(&mut self, event: &Event) -> Result<()> {
        let step = PhaseStep {
            at: event.phase_since,
            phase: event.phase,
            reason: event.phase_reason.clone(),
            next_update_by: event.phase_next_update_by,
        };
        self.insert_phase_step(&event.id, &step).await
    }

    /// Puts a whole story in the place of the phases noted so far: for an event that comes with one, before anybody knows it.
    pub async fn update_phase_changes(
        &mut self,
        event: &EventId,
        steps: &[PhaseStep],
    ) -> Result<()> {
        sqlx::query("delete from phase_change where event_id = $1")
            .bind(event.as_str())
            .execute(self.conn())
            .await?;
        for step in steps {
            self.insert_phase_step(event, step).await?;
        }
        Ok(())
    }

    async fn insert_phase_step(&mut self, event: &EventId, step: &PhaseStep) -> Result<()> {
        let reason = step.reason.as_ref().map(serde_json::to_string);
        sqlx::query(
            "insert into phase_change (event_id, position, at, phase, reason, next_update_by)
             select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5 from phase_change where event_id = $1",
        )
        .bind(event.as_str())
        .bind(step.at.as_millis())
        .bind(step.phase.as_str())
        .bind(stored("writing a phase's reason", reason.transpose())?)
        .bind(step.next_update_by.map(Timestamp::as_millis))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The phases that an event went through, oldest first.
    pub async fn list_phase_changes(&mut self, event: &EventId) -> Result<Vec<PhaseStep>> {
        let rows: Vec<(i64, String, Option<String>, Option<i64>)> = sqlx::query_as(
            "select at, phase, reason, next_update_by from phase_change where event_id = $1 order by position",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?;
        let step = |(at, phase, reason, by): (i64, String, Option<String>, Option<i64>)| {
            let reason = reason.as_deref().map(serde_json::from_str);
            Ok(PhaseStep {
                at: Timestamp::from_millis(at),
                phase: stored("reading a phase", Phase::parse(&phase))?,
                reason: stored("reading a phase's reason", reason.transpose())?,
                next_update_by: by.map(Timestamp::from_millis),
            })
        };
        rows.into_iter().map(step).collect()
    }

    /// Notes the level of an item that is about to be written, if it is another one than before.
    pub async fn insert_stock_change(
        &mut self,
        event: &EventId,
        item: &InventoryItem,
        now: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "insert into stock_change (event_id, sku, at, level)
             select $1, $2, $3, $4 where $4 is not
                (select level from inventory_item where event_id = $1 and sku = $2)",
        )
        .bind(event.as_str())
        .bind(item.sku.as_str())
        .bind(now.as_millis())
        .bind(item.level.as_str())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Adds changes of levels that were noted elsewhere.
    pub async fn insert_stock_changes(
        &mut self,
        event: &EventId,
        changes: &[StockChange],
    ) -> Result<()> {
        for change in changes {
            sqlx::query(
                "insert into stock_change (event_id, sku, at, level) values ($1, $2, $3, $4)",
            )
            .bind(event.as_str())
            .bind(change.sku.as_str())
            .bind(change.at.as_millis())
            .bind(change.level.as_str())
            .execute(self.conn())
            .await?;
        }
        Ok(())
    }

    /// The newest change of a level of stock of an event; 0 before there was any.
    pub async fn newest_stock_change(&mut self, event: &EventId) -> Result<i64> {
        Ok(sqlx::query_scalar(
            "select coalesce(max(stock_change_id), 0) from stock_change where event_id = $1",
        )
        .bind(event.as_str())
        .fetch_one(self.conn())
        .await?)
    }

    /// The levels that an event's variants had, oldest first.
    pub async fn list_stock_changes(&mut self, event: &EventId) -> Result<Vec<StockChange>> {
        let rows: Vec<(String, i64, String)> = sqlx::query_as(
            "select sku, at, level from stock_change where event_id = $1 order by stock_change_id",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?;
        let change = |(sku, at, level): (String, i64, String)| {
            Ok(StockChange {
                sku: stored("reading a SKU", Sku::parse(&sku))?,
                at: Timestamp::from_millis(at),
                level: stored("reading a stock level", StockLevel::parse(&level))?,
            })
        };
        rows.into_iter().map(change).collect()
    }

    async fn read_feed(&mut self, event: &EventId, reach: Reach) -> Result<Feed> {
        let mut feed = Feed::over(reach.seconds());
        let mut rows = sqlx::query_as::<_, (String, String, i64, f64)>(
            "select source, metric, at, value from sample
             where event_id = $1 and at >= $2 and at <= $3 order by at, sample_id",
        )
        .bind(event.as_str())
        .bind(reach.from.as_millis())
        .bind(reach.to.as_millis())
        .fetch(self.conn());
        while let Some((source, metric, at, value)) = rows.try_next().await? {
            let reading = Reading {
                at: Timestamp::from_millis(at),
                metric: stored("reading a metric", Metric::parse(&metric))?,
                value,
            };
            feed.observe(&source, reading);
        }
        Ok(feed)
    }

    /// What was shown of the wait, in order of time.
    async fn list_shown_ranges(&mut self, event: &EventId, reach: Reach) -> Result<Vec<ShownWait>> {
        let rows: Vec<(i64, f64, f64, f64, Option<String>)> = sqlx::query_as(
            "select at, cast(coalesce(low_s, 0) as real), cast(coalesce(mid_s, 0) as real),
                cast(coalesce(high_s, 0) as real), reason
             from shown_wait where event_id = $1 and at >= $2 and at <= $3 order by at",
        )
        .bind(event.as_str())
        .bind(reach.from.as_millis())
        .bind(reach.to.as_millis())
        .fetch_all(self.conn())
        .await?;
        let shown = |(at, low_s, mid_s, high_s, reason): (i64, f64, f64, f64, Option<String>)| {
            let wait = match reason {
                None => WaitEstimate::Known {
                    low_s,
                    mid_s,
                    high_s,
                },
                Some(reason) => WaitEstimate::Unknown {
                    reason: stored(
                        "reading why no wait was shown",
                        serde_json::from_value(reason.into()),
                    )?,
                },
            };
            Ok(ShownWait {
                at: Timestamp::from_millis(at),
                wait,
                admitted_per_min: None,
            })
        };
        rows.into_iter().map(shown).collect()
    }

    /// Lets everyone read the report of an event; `false` when they could already.
    pub async fn insert_report_publication(
        &mut self,
        event: &EventId,
        now: Timestamp,
    ) -> Result<bool> {
        let done = sqlx::query(
            "insert into report_publication (event_id, published_at) values ($1, $2) on conflict (event_id) do nothing",
        )
        .bind(event.as_str())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes the report of an event back; `false` when nobody could read it.
    pub async fn delete_report_publication(&mut self, event: &EventId) -> Result<bool> {
        let done = sqlx::query("delete from report_publication where event_id = $1")
            .bind(event.as_str())
            .execute(self.conn())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Since when everyone may read the report of an event.
    pub async fn find_report_publication(&mut self, event: &EventId) -> Result<Option<Timestamp>> {
        let at: Option<i64> =
            sqlx::query_scalar("select published_at from report_publication where event_id = $1")
                .bind(event.as_str())
                .fetch_optional(self.conn())
                .await?;
        Ok(at.map(Timestamp::from_millis))
    }
}
