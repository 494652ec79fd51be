//! What a repeated request with the same key gets.

use super::Tx;
use crate::domain::time::Timestamp;
use crate::error::Result;

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// The hash of the request that came with the key first.
    pub request_hash: String,
    /// The identity of what that request made.
    pub result_id: String,
}

impl Tx {
    /// What the key of this actor was used for since `since`.
    pub async fn find_idempotency_key(
        &mut self,
        actor: &str,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<Remembered>> {
        let row: Option<(String, String)> = sqlx::query_as(
            "select request_hash, result_id from idempotency_key
             where actor = $1 and key = $2 and created_at >= $3",
        )
        .bind(actor)
        .bind(key)
        .bind(since.as_millis())
        .fetch_optional(self.conn())
        .await?;
        Ok(row.map(|(request_hash, result_id)| Remembered {
            request_hash,
            result_id,
        }))
    }

    /// Whether this actor's key has been used for anything.
    pub async fn is_key_used(&mut self, actor: &str, key: &str) -> Result<bool> {
        let used: i64 = sqlx::query_scalar(
            "select count(*) from idempotency_key where actor = $1 and key = $2",
        )
        .bind(actor)
        .bind(key)
        .fetch_one(self.conn())
        .await?;
        Ok(used > 0)
    }

    /// Remembers a key, and forgets all those from before `expired`.
    pub async fn insert_idempotency_key(
        &mut self,
        actor: &str,
        key: &str,
        remembered: &Remembered,
        now: Timestamp,
        expired: Timestamp,
    ) -> Result<()> {
        sqlx::query("delete from idempotency_key where created_at < $1")
            .bind(expired.as_millis())
            .execute(self.conn())
            .await?;
        sqlx::query(
            "insert into idempotency_key (actor, key, request_hash, result_id, created_at)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(actor)
        .bind(key)
        .bind(&remembered.request_hash)
        .bind(&remembered.result_id)
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
