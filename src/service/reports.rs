//! Reports: make, publish, withdraw.

use serde_json::json;

use super::{Done, Services, authorise, visible_event};
use crate::domain::event::{Event, Slug};
use crate::domain::id::EventId;
use crate::domain::operator::{Actor, Scope};
use crate::domain::report::{Report, check_publication};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::AuditEntry;

/// Makes the report of an event, so far or for good. Operators may look; a machine needs to be trusted with the event,
/// because the report holds what is the shop's own business.
pub async fn make(services: &Services, actor: &Actor, slug: &Slug) -> Result<Report> {
    authorise_reading(actor)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let time = event.time_at(services.now());
    let record = tx.find_record(event, time).await?;
    drop(tx);
    let making = tokio::task::spawn_blocking(move || Report::of(record));
    making
        .await
        .map_err(|error| Error::internal("making a report", error))
}

/// Since when everyone may read the report of an event.
pub async fn published_at(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
) -> Result<Option<Timestamp>> {
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    tx.find_report_publication(&event.id).await
}

/// Lets everyone read the report of an ended event.
pub async fn publish(services: &Services, actor: &Actor, slug: &Slug) -> Result<Done<EventId>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    check_publication(&event).map_err(|error| Error::Conflict(error.to_string()))?;
    if !tx.insert_report_publication(&event.id, now).await? {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, event.id.clone(), true).await);
    }

    tx.insert_audit_entry(entry(actor, &event, "report.publish", now))
        .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, event.id.clone(), false).await)
}

/// Takes a published report back: its address is unknown again.
pub async fn withdraw(services: &Services, actor: &Actor, slug: &Slug) -> Result<Done<EventId>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if !tx.delete_report_publication(&event.id).await? {
        drop(tx);
        return Ok(services.announce(&event, event.id.clone(), true).await);
    }

    tx.insert_audit_entry(entry(actor, &event, "report.withdraw", now))
        .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, event.id.clone(), false).await)
}

fn entry<'a>(
    actor: &Actor,
    event: &'a Event,
    action: &'static str,
    now: Timestamp,
) -> AuditEntry<'a> {
    AuditEntry {
        at: now,
        actor: actor.name(),
        action,
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({}),
    }
}

/// Operators of every role look at what is the shop's own business; machines need the scope for it.
pub(super) fn authorise_reading(actor: &Actor) -> Result<()> {
    match actor {
        Actor::Operator { .. } | Actor::Console => Ok(()),
        Actor::Token { .. } | Actor::Player { .. } | Actor::Rule { .. } => {
            authorise(actor, Scope::Manage)
        }
    }
}
