//! An event once more, under another address, before its day.

use serde_json::json;

use super::{authorise_making, check_free, taken};
use crate::domain::event::{Event, Listing, Slug, Title};
use crate::domain::id::EventId;
use crate::domain::inventory::InventoryItem;
use crate::domain::operator::Actor;
use crate::error::{Error, Result};
use crate::service::secret::new_id;
use crate::service::{Done, Services, calendar, visible_event};
use crate::store::{AuditEntry, Tx};

/// Copies an event to the address `to` as a draft: what it is, its components, its brand, and its variants as they were
/// before the first sale; nothing that was said or measured.
pub async fn clone(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    to: Slug,
    title: Option<Title>,
) -> Result<Done<Slug>> {
    authorise_making(actor)?;

    check_free("slug", &to)?;
    let now = services.now();
    let mut tx = services.store.write().await?;
    let source = visible_event(&mut tx, actor, slug).await?;
    if source.listing == Listing::Rehearsal {
        return Err(Error::Conflict(
            "this is a rehearsal; copy the event it rehearses".to_owned(),
        ));
    }
    let mut copy = source.copy(EventId::new(new_id(now)), to, now);
    copy.title = title.unwrap_or(copy.title);

    if !tx.insert_event(&copy, now).await? {
        return Err(taken(&copy.slug));
    }
    copy_parts(&mut tx, &source, &copy).await?;
    for item in unsold(&mut tx, &source).await? {
        tx.upsert_inventory_item(&copy.id, &item).await?;
    }
    calendar::keep(&mut tx, &copy, now).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "event.clone",
        event: Some(&copy.id),
        subject: copy.slug.as_str(),
        detail: json!({ "from": source.slug, "title": copy.title }),
    })
    .await?;
    tx.commit().await?;

    Ok(services.announce(&copy, copy.slug.clone(), false).await)
}

/// Gives a copy the components, the limits and the logo of its source. What may publish by itself is decided for each event.
pub(in crate::service) async fn copy_parts(
    tx: &mut Tx,
    source: &Event,
    copy: &Event,
) -> Result<()> {
    let components = tx.list_components(&source.id).await?;
    tx.update_components(&copy.id, &components).await?;
    let (settings, version) = tx.find_signal_settings(&source.id).await?;
    if version > 0 {
        let limits = settings.thresholds.into();
        tx.upsert_signal_settings(&copy.id, &limits, 1).await?;
    }
    if let Some(logo) = tx.find_logo(&source.id).await? {
        tx.upsert_logo(&copy.id, &logo).await?;
    }
    Ok(())
}

/// The variants of an event as they were before the first sale.
pub(in crate::service) async fn unsold(tx: &mut Tx, source: &Event) -> Result<Vec<InventoryItem>> {
    let items = tx.list_inventory(&source.id).await?;
    Ok(items.into_iter().map(InventoryItem::unsold).collect())
}
