//! Preview links, by the hash of their secret.

use super::Tx;
use crate::domain::event::Event;
use crate::domain::id::EventId;
use crate::domain::time::Timestamp;
use crate::error::Result;

/// A preview link as the store knows it: everything but the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredPreviewLink {
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it leads nowhere.
    pub expires_at: Timestamp,
}

impl Tx {
    /// Gives an event its preview link, in the place of one that it had.
    pub async fn upsert_preview_link(
        &mut self,
        event: &EventId,
        hash: &str,
        link: &StoredPreviewLink,
    ) -> Result<()> {
        sqlx::query(
            "insert into preview_link (event_id, secret_hash, created_at, expires_at) values ($1, $2, $3, $4)
             on conflict (event_id) do update set secret_hash = excluded.secret_hash,
                created_at = excluded.created_at, expires_at = excluded.expires_at",
        )
        .bind(event.as_str())
        .bind(hash)
        .bind(link.created_at.as_millis())
        .bind(link.expires_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Takes an event's preview link away; `false` when it has none.
    pub async fn delete_preview_link(&mut self, event: &EventId) -> Result<bool> {
        let done = sqlx::query("delete from preview_link where event_id = $1")
            .bind(event.as_str())
            .execute(self.conn())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The preview link of an event.
    pub async fn find_preview_link(
        &mut self,
        event: &EventId,
    ) -> Result<Option<StoredPreviewLink>> {
        let row: Option<(i64, i64)> =
            sqlx::query_as("select created_at, expires_at from preview_link where event_id = $1")
                .bind(event.as_str())
                .fetch_optional(self.conn())
                .await?;
        Ok(row.map(|(created_at, expires_at)| StoredPreviewLink {
            created_at: Timestamp::from_millis(created_at),
            expires_at: Timestamp::from_millis(expires_at),
        }))
    }

    /// The event that the link with this hash leads to, if it is good at `now` and the event was not put away.
    pub async fn find_preview(&mut self, hash: &str, now: Timestamp) -> Result<Option<Event>> {
        let event: Option<String> = sqlx::query_scalar(
            "select event_id from preview_link where secret_hash = $1 and expires_at > $2",
        )
        .bind(hash)
        .bind(now.as_millis())
        .fetch_optional(self.conn())
        .await?;
        let Some(event) = event else { return Ok(None) };
        let event = self.find_event_by_id(&EventId::new(event)).await?;
        Ok(event.filter(|event| event.archived_at.is_none()))
    }
}
