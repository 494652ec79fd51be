//! Where estimators go on from after a restart.

use super::{Tx, stored};
use crate::domain::estimate::Checkpoint;
use crate::domain::id::EventId;
use crate::error::Result;

/// By how many milliseconds no other node can be ahead.
const STEPPED_MS: i64 = 900_000;

impl Tx {
    /// Keeps a checkpoint unless there is a later one, of another node perhaps; one that is later by a quarter of an hour is of a
    /// clock that was ahead.
    pub async fn keep_checkpoint(&mut self, event: &EventId, kept: &Checkpoint) -> Result<()> {
        let Some(until) = kept.until() else {
            return Ok(());
        };
        let state = stored("writing an estimator's state", serde_json::to_string(kept))?;
        sqlx::query(
            "insert into estimator_state (event_id, until, format, state) values ($1, $2, $3, $4)
             on conflict (event_id) do update
                set until = excluded.until, format = excluded.format, state = excluded.state
                where excluded.until > estimator_state.until or excluded.format <> estimator_state.format
                    or excluded.until < estimator_state.until - $5",
        )
        .bind(event.as_str())
        .bind(until.as_millis())
        .bind(Checkpoint::FORMAT)
        .bind(state)
        .bind(STEPPED_MS)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The checkpoint that was kept, if this version can read it.
    pub async fn find_checkpoint(&mut self, event: &EventId) -> Result<Option<Checkpoint>> {
        let state: Option<String> = sqlx::query_scalar(
            "select state from estimator_state where event_id = $1 and format = $2",
        )
        .bind(event.as_str())
        .bind(Checkpoint::FORMAT)
        .fetch_optional(self.conn())
        .await?;
        let read =
            |state: String| stored("reading an estimator's state", serde_json::from_str(&state));
        state.map(read).transpose()
    }
}
