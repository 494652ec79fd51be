//! The audit log: search it, and take it along.

use serde_json::json;

use super::{Services, authorise_owner};
use crate::domain::audit::{AuditFilter, AuditRecord};
use crate::domain::operator::Actor;
use crate::error::Result;
use crate::store::AuditEntry;

/// The most entries of one page.
pub const PAGE: u32 = 100;

/// Some entries, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<AuditRecord>,
    /// Where the next page begins; none after the last.
    pub next: Option<i64>,
}

/// The newest entries that a filter finds, from a place in the log on where that is said.
pub async fn search(
    services: &Services,
    actor: &Actor,
    filter: &AuditFilter,
    before: Option<i64>,
    limit: u32,
) -> Result<AuditPage> {
    authorise_owner(actor, "the audit log")?;
    let limit = limit.clamp(1, PAGE) as usize;
    let mut tx = services.store.read().await?;
    // One more than is shown tells whether there is a next page.
    let mut entries = tx
        .list_audit_entries(filter, before, i64::try_from(limit + 1).unwrap_or(i64::MAX))
        .await?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let next = entries.last().filter(|_| more).map(|entry| entry.id);
    Ok(AuditPage { entries, next })
}

/// Every action that the log knows of.
pub async fn actions(services: &Services, actor: &Actor) -> Result<Vec<String>> {
    authorise_owner(actor, "the audit log")?;
    services.store.read().await?.list_audit_actions().await
}

/// Notes that somebody takes the log along.
pub async fn note_export(
    services: &Services,
    actor: &Actor,
    filter: &AuditFilter,
    format: &str,
) -> Result<()> {
    authorise_owner(actor, "the audit log")?;
    let mut tx = services.store.write().await?;
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "audit.export",
        event: None,
        subject: format,
        detail: json!({
            "actor": filter.actor, "action": filter.action, "event": filter.event, "text": filter.text,
            "from": filter.from, "to": filter.to,
        }),
    })
    .await?;
    tx.commit().await
}
