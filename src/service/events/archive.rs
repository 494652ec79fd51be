//! An event that nobody needs any more, put away for good.

use serde_json::json;

use crate::domain::event::Slug;
use crate::domain::id::EventId;
use crate::domain::operator::{Actor, Scope};
use crate::error::{Error, Result};
use crate::service::{Done, Services, authorise, rehearsals, visible_event};
use crate::store::AuditEntry;

/// Archives a draft, an ended event or a rehearsal: everything public of it is gone, its streams end, and nothing can be said of it
/// any more. Its rows stay.
pub async fn archive(services: &Services, actor: &Actor, slug: &Slug) -> Result<Done<EventId>> {
    authorise(actor, Scope::Manage)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    event
        .check_archive()
        .map_err(|error| Error::Conflict(error.to_string()))?;

    rehearsals::end_with(&mut tx, &event, now).await?;
    tx.update_archived(&event.id, now).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "event.archive",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({ "phase": event.phase }),
    })
    .await?;
    tx.commit().await?;
    services.players.stop(&event.id);

    Ok(services.announce(&event, event.id.clone(), false).await)
}
