//! An operator says how a part is doing, in the place of the machine, for a time.

use serde_json::json;

use crate::domain::component::ComponentStatus;
use crate::domain::event::Slug;
use crate::domain::id::ComponentId;
use crate::domain::operator::{Actor, Scope};
use crate::domain::signals::{StatusOverride, check_override};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::{Done, Services, authorise, visible_event};
use crate::store::AuditEntry;

/// Says how a part is doing until a time, or with nothing to say leaves it to the machine again. What changes nothing leaves
/// no trace.
pub async fn state(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    component: &ComponentId,
    stated: Option<(ComponentStatus, Timestamp)>,
) -> Result<Done<ComponentId>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let time = event.time_at(now);
    if let Some((_, until)) = stated {
        check_override(until, time).map_err(|error| Error::invalid("until", error))?;
    }
    let components = tx.list_components(&event.id).await?;
    if components.iter().all(|known| known.id != *component) {
        return Err(Error::NotFound("component"));
    }
    let mut before = tx.list_overrides(&event.id, time).await?;
    before.retain(|known| known.component == *component);
    let before = before.pop();
    let after = stated.map(|(status, until)| StatusOverride {
        component: component.clone(),
        status,
        until,
    });
    if after == before {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, component.clone(), true).await);
    }

    match &after {
        Some(after) => tx.upsert_override(&event.id, after).await?,
        None => tx.delete_override(&event.id, component).await?,
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "component.state",
        event: Some(&event.id),
        subject: component.as_str(),
        detail: json!({ "from": before, "to": after }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, component.clone(), false).await)
}
