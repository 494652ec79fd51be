//! The audit log: append-only, one entry for every effect.

use super::Tx;
use crate::domain::id::EventId;
use crate::domain::time::Timestamp;
use crate::error::Result;

/// Who did what to what.
#[derive(Debug, Clone)]
pub struct AuditEntry<'a> {
    /// When.
    pub at: Timestamp,
    /// Who, as [`Actor::name`](crate::domain::operator::Actor::name) says it.
    pub actor: String,
    /// What, for example `message.post`.
    pub action: &'static str,
    /// About which event.
    pub event: Option<&'a EventId>,
    /// The thing that was made or changed.
    pub subject: &'a str,
    /// What it became; never a secret.
    pub detail: serde_json::Value,
}

impl Tx {
    /// Adds an entry.
    pub async fn insert_audit_entry(&mut self, entry: AuditEntry<'_>) -> Result<()> {
        sqlx::query(
            "insert into audit_entry (at, actor, action, event_id, subject, detail)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(entry.at.as_millis())
        .bind(entry.actor)
        .bind(entry.action)
        .bind(entry.event.map(EventId::as_str))
        .bind(entry.subject)
        .bind(entry.detail.to_string())
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
