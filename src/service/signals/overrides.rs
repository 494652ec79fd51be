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

/// What operators said about the parts of an event that counts now.
pub async fn list_stated(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
) -> Result<Vec<StatusOverride>> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let now = event.time_at(services.now());
    tx.list_overrides(&event.id, now).await
}

/// Says how a part is doing until a time, or with nothing to say leaves it to the machine again. What changes nothing leaves
/// no trace. Whoever has `seen` something else said about the part than what counts is told.
pub async fn state(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    component: &ComponentId,
    stated: Option<(ComponentStatus, Timestamp)>,
    seen: Option<&[StatusOverride]>,
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
    let about = |known: &&StatusOverride| known.component == *component && known.until > time;
    let before = tx.list_overrides(&event.id, time).await?;
    let before = before.iter().find(about).cloned();
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

    if seen.is_some_and(|seen| seen.iter().find(about) != before.as_ref()) {
        return Err(Error::Outdated("status"));
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
