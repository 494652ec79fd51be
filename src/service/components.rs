//! Parts of the shop: add, rename, reorder, remove.

use serde_json::json;

use super::{Done, Services, authorise, visible_event};
use crate::domain::component::{Component, check_list, check_removal};
use crate::domain::event::Slug;
use crate::domain::operator::{Actor, Scope};
use crate::error::{Error, Result};
use crate::store::AuditEntry;

/// The parts of an event's shop, in their order.
pub async fn list(services: &Services, actor: &Actor, slug: &Slug) -> Result<Vec<Component>> {
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    tx.list_components(&event.id).await
}

/// Puts `components` in the place of those there are; what is no longer among them is removed, unless an incident that
/// goes on names it. Whoever has `seen` others than those there are is told. A list that changes nothing leaves no trace.
pub async fn set(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    components: Vec<Component>,
    seen: Option<&[Component]>,
) -> Result<Done<usize>> {
    authorise(actor, Scope::Manage)?;

    check_list(&components).map_err(|error| Error::invalid("components", error))?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let before = tx.list_components(&event.id).await?;
    if components == before {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, components.len(), true).await);
    }
    if seen.is_some_and(|seen| seen != before) {
        return Err(Error::Outdated("list of components"));
    }
    let incidents = tx.list_every_incident(&event.id).await?;
    check_removal(&before, &components, &incidents, event.default_locale)
        .map_err(|error| Error::Conflict(error.to_string()))?;

    tx.update_components(&event.id, &components).await?;
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "components.set",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({ "from": before, "to": components }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, components.len(), false).await)
}
