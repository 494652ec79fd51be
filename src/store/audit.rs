//! The audit log: append-only, one entry for every effect.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::audit::{AuditFilter, AuditRecord, sides};
use crate::domain::event::Slug;
use crate::domain::id::EventId;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

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
    /// What it became; where something was before, `{"from": …, "to": …}` for the whole or for each field. Never a
    /// secret.
    pub detail: serde_json::Value,
}

#[derive(FromRow)]
struct AuditRow {
    audit_entry_id: i64,
    at: i64,
    actor: String,
    actor_name: Option<String>,
    action: String,
    slug: Option<String>,
    subject: Option<String>,
    subject_name: Option<String>,
    detail: String,
}

impl TryFrom<AuditRow> for AuditRecord {
    type Error = Error;

    fn try_from(row: AuditRow) -> Result<Self> {
        let detail = stored("reading an audit entry", serde_json::from_str(&row.detail))?;
        let (before, after) = sides(&detail);
        let event = row.slug.map(|slug| Slug::parse(&slug)).transpose();
        Ok(Self {
            id: row.audit_entry_id,
            at: Timestamp::from_millis(row.at),
            actor: row.actor,
            actor_name: row.actor_name,
            action: row.action,
            event: stored("reading a slug", event)?,
            subject: row.subject.unwrap_or_default(),
            subject_name: row.subject_name,
            before,
            after,
        })
    }
}

/// A text as a pattern that finds it anywhere.
fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_ascii_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
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

    /// The newest entries that a filter finds, older than `before` where that is said.
    pub async fn list_audit_entries(
        &mut self,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<AuditRecord>> {
        sqlx::query_as::<_, AuditRow>(
            "select a.audit_entry_id, a.at, a.actor, coalesce(o.email, t.name) as actor_name, a.action, e.slug,
                 a.subject, coalesce(so.email, st.name) as subject_name, a.detail
             from audit_entry a
             left join event e on e.event_id = a.event_id
             left join operator o on a.actor = 'operator:' || o.operator_id
             left join api_token t on a.actor = 'token:' || t.token_id
             left join operator so on so.operator_id = a.subject
             left join api_token st on st.token_id = a.subject
             where ($1 is null or a.audit_entry_id < $1)
                 and ($2 is null or a.actor = $2)
                 and ($3 is null or a.action = $3 or a.action like $3 || '.%')
                 and ($4 is null or e.slug = $4)
                 and ($5 is null or lower(a.detail) like $5 escape '\\' or lower(a.subject) like $5 escape '\\'
                     or lower(coalesce(so.email, st.name)) like $5 escape '\\')
                 and ($6 is null or a.at >= $6)
                 and ($7 is null or a.at < $7)
             order by a.audit_entry_id desc
             limit $8",
        )
        .bind(before)
        .bind(filter.actor.as_deref())
        .bind(filter.action.as_deref())
        .bind(filter.event.as_ref().map(Slug::as_str))
        .bind(filter.text.as_deref().map(anywhere))
        .bind(filter.from.map(Timestamp::as_millis))
        .bind(filter.to.map(Timestamp::as_millis))
        .bind(limit)
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(AuditRecord::try_from)
        .collect()
    }

    /// Who did the newest thing to this subject of an event.
    pub async fn find_newest_actor(
        &mut self,
        event: &EventId,
        subject: &str,
    ) -> Result<Option<String>> {
        let newest = sqlx::query_scalar(
            "select actor from audit_entry where event_id = $1 and subject = $2
             order by audit_entry_id desc limit 1",
        );
        let found = newest.bind(event.as_str()).bind(subject);
        Ok(found.fetch_optional(self.conn()).await?)
    }

    /// Every action that the log knows of.
    pub async fn list_audit_actions(&mut self) -> Result<Vec<String>> {
        let actions = sqlx::query_scalar("select distinct action from audit_entry order by action");
        Ok(actions.fetch_all(self.conn()).await?)
    }
}
