//! What was planned for an event.

use super::{Tx, stored};
use crate::domain::id::EventId;
use crate::domain::plan::{PastEvent, SavedPlan};
use crate::domain::time::Timestamp;
use crate::error::Result;

impl Tx {
    /// The plan of an event.
    pub async fn find_plan(&mut self, event: &EventId) -> Result<Option<SavedPlan>> {
        let row: Option<(String, Option<String>, i64, i64)> =
            sqlx::query_as("select inputs, past, version, saved_at from plan where event_id = $1")
                .bind(event.as_str())
                .fetch_optional(self.conn())
                .await?;
        let plan = |(inputs, past, version, saved_at): (String, Option<String>, i64, i64)| {
            let past = past.as_deref().map(serde_json::from_str::<PastEvent>);
            Ok(SavedPlan {
                inputs: stored("reading a plan", serde_json::from_str(&inputs))?,
                past: stored("reading a plan's past event", past.transpose())?,
                version: stored("reading a plan's version", u32::try_from(version))?,
                saved_at: Timestamp::from_millis(saved_at),
            })
        };
        row.map(plan).transpose()
    }

    /// Puts a plan in the place of what was planned before.
    pub async fn upsert_plan(&mut self, event: &EventId, plan: &SavedPlan) -> Result<()> {
        let past = plan.past.as_ref().map(serde_json::to_string);
        sqlx::query(
            "insert into plan (event_id, inputs, past, version, saved_at) values ($1, $2, $3, $4, $5)
             on conflict (event_id) do update set inputs = excluded.inputs, past = excluded.past,
                version = excluded.version, saved_at = excluded.saved_at",
        )
        .bind(event.as_str())
        .bind(stored("writing a plan", serde_json::to_string(&plan.inputs))?)
        .bind(stored("writing a plan's past event", past.transpose())?)
        .bind(i64::from(plan.version))
        .bind(plan.saved_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
