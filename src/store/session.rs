//! Log-in sessions, by the hash of their identifier.

use super::Tx;
use crate::domain::id::OperatorId;
use crate::domain::time::Timestamp;
use crate::error::Result;

/// A session as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Whose it is, once somebody has logged in.
    pub operator: Option<OperatorId>,
    /// What the session remembers, as JSON.
    pub data: String,
    /// When it ends, unless it is used before.
    pub expires_at: Timestamp,
}

impl Tx {
    /// Adds a session; `false` when there is one of this name already.
    pub async fn insert_session(&mut self, hash: &str, session: &StoredSession) -> Result<bool> {
        let done = sqlx::query(
            "insert into session (session_hash, operator_id, data, expires_at)
             values ($1, $2, $3, $4) on conflict (session_hash) do nothing",
        )
        .bind(hash)
        .bind(session.operator.as_ref().map(OperatorId::as_str))
        .bind(&session.data)
        .bind(session.expires_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Changes a session that is still there. One that was ended meanwhile stays ended.
    pub async fn update_session(&mut self, hash: &str, session: &StoredSession) -> Result<()> {
        sqlx::query(
            "update session set operator_id = $2, data = $3, expires_at = $4 where session_hash = $1",
        )
        .bind(hash)
        .bind(session.operator.as_ref().map(OperatorId::as_str))
        .bind(&session.data)
        .bind(session.expires_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The session with this hash, if it has not ended by `now`.
    pub async fn find_session(
        &mut self,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<StoredSession>> {
        let row: Option<(Option<String>, String, i64)> = sqlx::query_as(
            "select operator_id, data, expires_at from session
             where session_hash = $1 and expires_at > $2",
        )
        .bind(hash)
        .bind(now.as_millis())
        .fetch_optional(self.conn())
        .await?;
        Ok(row.map(|(operator, data, expires_at)| StoredSession {
            operator: operator.map(OperatorId::new),
            data,
            expires_at: Timestamp::from_millis(expires_at),
        }))
    }

    /// Ends a session.
    pub async fn delete_session(&mut self, hash: &str) -> Result<()> {
        sqlx::query("delete from session where session_hash = $1")
            .bind(hash)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Forgets the sessions that have ended by themselves.
    pub async fn delete_expired_sessions(&mut self, now: Timestamp) -> Result<()> {
        sqlx::query("delete from session where expires_at <= $1")
            .bind(now.as_millis())
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
