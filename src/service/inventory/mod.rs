//! Stock: set levels and counts, one by one or from a sheet.

mod import;
mod sheet;

use serde_json::json;

pub use import::{Effect, Plan, PlanLine, import, plan, present};

use super::{Done, Services, authorise, visible_event};
use crate::domain::event::{Event, Slug};
use crate::domain::inventory::{InventoryItem, Sku, StockLevel, parse_name};
use crate::domain::operator::{Actor, Scope};
use crate::domain::patch::Patch;
use crate::domain::time::Timestamp;
use crate::error::{Error, FieldError, Result};
use crate::store::{AuditEntry, Tx};

/// The most items one event has.
pub const MAX_ITEMS: usize = 500;

/// What is to be known of one item. What is not said stays as it was.
#[derive(Debug, Clone)]
pub struct ItemChange {
    /// Which item.
    pub sku: Sku,
    /// The product; where there is none, the SKU stands in.
    pub title: Patch<String>,
    /// Size, colour or seat category.
    pub variant: Patch<String>,
    /// How it stands.
    pub level: Option<StockLevel>,
    /// How many are left.
    pub remaining: Option<u32>,
    /// The price tier it is in.
    pub price_tier: Patch<String>,
    /// When more comes.
    pub restock_at: Patch<Timestamp>,
    /// What whoever changes it has seen of it. If that is no longer so, its level is not changed.
    pub seen: Seen,
}

/// What somebody has seen of an item before they change it. A count moves by itself; a level is what people act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// They did not look.
    Unsaid,
    /// It stood on this level; none when it was not there.
    Level(Option<StockLevel>),
}

impl Seen {
    /// Whether the level that is there `now` is neither the one that was seen nor the one that is `wanted`.
    fn is_outdated(self, now: StockLevel, wanted: StockLevel) -> bool {
        match self {
            Self::Unsaid => false,
            Self::Level(seen) => now != wanted && seen != Some(now),
        }
    }
}

/// The items of an event, in the order in which they first came.
pub async fn list(services: &Services, actor: &Actor, slug: &Slug) -> Result<Vec<InventoryItem>> {
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    tx.list_inventory(&event.id).await
}

/// Sets the stock of some items of an event: all of them or, if one is wrong, none.
pub async fn set(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    changes: Vec<ItemChange>,
) -> Result<Done<usize>> {
    authorise(actor, Scope::Inventory)?;

    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let mut known = tx.list_inventory(&event.id).await?;
    let mut accepted = Vec::new();
    let mut wrong = Vec::new();
    for (index, change) in changes.into_iter().enumerate() {
        let before = known.iter().position(|item| item.sku == change.sku);
        let present = before.and_then(|i| known.get(i));
        let seen = change.seen;
        match apply(change, present) {
            Ok(item) => {
                if present.is_some_and(|now| seen.is_outdated(now.level, item.level)) {
                    return Err(Error::Outdated("stock"));
                }
                match before.and_then(|i| known.get_mut(i)) {
                    Some(old) if *old == item => continue,
                    Some(old) => *old = item.clone(),
                    None => known.push(item.clone()),
                }
                accepted.push(item);
            }
            Err((field, message)) => wrong.push(FieldError {
                field: format!("items[{index}].{field}"),
                message,
            }),
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    if known.len() > MAX_ITEMS {
        return Err(Error::invalid("items", too_many()));
    }
    write(services, actor, tx, &event, accepted).await
}

fn too_many() -> String {
    format!("an event has at most {MAX_ITEMS} items")
}

/// Writes, commits and announces items as they are to be; none leaves no trace.
async fn write(
    services: &Services,
    actor: &Actor,
    mut tx: Tx,
    event: &Event,
    items: Vec<InventoryItem>,
) -> Result<Done<usize>> {
    if items.is_empty() {
        return Ok(Done {
            id: 0,
            revision: None,
            repeated: true,
        });
    }
    let now = services.now();
    let known = tx.list_inventory(&event.id).await?;
    let before: Vec<_> = known
        .into_iter()
        .filter(|old| items.iter().any(|item| item.sku == old.sku))
        .collect();
    let time = event.time_at(now);
    for item in &items {
        tx.insert_stock_change(&event.id, item, time).await?;
        tx.upsert_inventory_item(&event.id, item).await?;
    }
    let subjects: Vec<_> = items.iter().map(|item| item.sku.as_str()).collect();
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "inventory.set",
        event: Some(&event.id),
        subject: &subjects.join(" "),
        detail: json!({ "from": before, "to": items }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(event, items.len(), false).await)
}

/// The item after the change, or the field that is wrong with it.
fn apply(
    change: ItemChange,
    before: Option<&InventoryItem>,
) -> Result<InventoryItem, (&'static str, String)> {
    let name = |field: &'static str, text: Patch<String>| {
        text.parse(|text| parse_name(&text).map_err(|error| (field, error.to_string())))
    };
    let (level, remaining) = match (before, change.level, change.remaining) {
        (Some(item), None, None) => (item.level, item.remaining),
        // The level that it has already says nothing new about the count. A new one makes the old count a lie.
        (Some(item), Some(level), None) if level == item.level => (level, item.remaining),
        // Nothing is left with or without a waitlist.
        (Some(item), None, Some(0)) if item.level == StockLevel::Waitlist => (item.level, Some(0)),
        (_, level, remaining) => {
            let level = StockLevel::decide(level, remaining);
            let level = level.map_err(|error| ("level", error.to_string()))?;
            (level, remaining)
        }
    };
    let old = before.cloned();
    let (title, variant, price_tier, restock_at) = match old {
        Some(item) => (
            Some(item.title),
            item.variant,
            item.price_tier,
            item.restock_at,
        ),
        None => (None, None, None, None),
    };
    let title = name("title", change.title)?.apply(title);
    Ok(InventoryItem {
        title: title.unwrap_or_else(|| change.sku.as_str().to_owned()),
        variant: name("variant", change.variant)?.apply(variant),
        level,
        remaining,
        price_tier: name("price_tier", change.price_tier)?.apply(price_tier),
        restock_at: change.restock_at.apply(restock_at),
        sku: change.sku,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shoe(level: StockLevel, remaining: Option<u32>) -> InventoryItem {
        InventoryItem {
            sku: Sku::parse("A").unwrap(),
            title: "Shoe".to_owned(),
            variant: None,
            level,
            remaining,
            price_tier: None,
            restock_at: None,
        }
    }

    fn stock(
        before: &InventoryItem,
        level: Option<StockLevel>,
        remaining: Option<u32>,
    ) -> (StockLevel, Option<u32>) {
        let change = ItemChange {
            sku: before.sku.clone(),
            title: Patch::Keep,
            variant: Patch::Keep,
            level,
            remaining,
            price_tier: Patch::Keep,
            restock_at: Patch::Keep,
            seen: Seen::Unsaid,
        };
        let item = apply(change, Some(before)).unwrap();
        (item.level, item.remaining)
    }

    #[test]
    fn a_count_stays_while_the_level_does() {
        let low = shoe(StockLevel::Low, Some(7));
        assert_eq!(stock(&low, None, None), (StockLevel::Low, Some(7)));
        let same = stock(&low, Some(StockLevel::Low), None);
        assert_eq!(same, (StockLevel::Low, Some(7)));
        let more = stock(&low, Some(StockLevel::InStock), None);
        assert_eq!(more, (StockLevel::InStock, None));
    }

    #[test]
    fn nothing_left_leaves_a_waitlist_as_it_is() {
        let none = Some(0);
        let waitlist = shoe(StockLevel::Waitlist, None);
        assert_eq!(stock(&waitlist, None, none), (StockLevel::Waitlist, none));
        let without = stock(&waitlist, Some(StockLevel::SoldOut), none);
        assert_eq!(without, (StockLevel::SoldOut, none));
        let low = shoe(StockLevel::Low, Some(3));
        assert_eq!(stock(&low, None, none), (StockLevel::SoldOut, none));
    }
}
