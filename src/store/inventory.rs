//! Inventory items.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::EventId;
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::signals::Products;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct InventoryRow {
    sku: String,
    title: String,
    variant: Option<String>,
    level: String,
    remaining: Option<i64>,
    price_tier: Option<String>,
    restock_at: Option<i64>,
}

impl TryFrom<InventoryRow> for InventoryItem {
    type Error = Error;

    fn try_from(row: InventoryRow) -> Result<Self> {
        Ok(Self {
            sku: stored("reading a SKU", Sku::parse(&row.sku))?,
            title: row.title,
            variant: row.variant,
            level: stored("reading a stock level", StockLevel::parse(&row.level))?,
            remaining: row.remaining.and_then(|n| u32::try_from(n).ok()),
            price_tier: row.price_tier,
            restock_at: row.restock_at.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// Adds an item or replaces what was known of it.
    pub async fn upsert_inventory_item(
        &mut self,
        event: &EventId,
        item: &InventoryItem,
    ) -> Result<()> {
        sqlx::query(
            "insert into inventory_item
                (event_id, sku, title, variant, level, remaining, price_tier, restock_at, position)
             values ($1, $2, $3, $4, $5, $6, $7, $8,
                (select coalesce(max(position), 0) + 1 from inventory_item where event_id = $1))
             on conflict (event_id, sku) do update set title = excluded.title, variant = excluded.variant,
                level = excluded.level, remaining = excluded.remaining, price_tier = excluded.price_tier,
                restock_at = excluded.restock_at",
        )
        .bind(event.as_str())
        .bind(item.sku.as_str())
        .bind(&item.title)
        .bind(item.variant.as_deref())
        .bind(item.level.as_str())
        .bind(item.remaining.map(i64::from))
        .bind(item.price_tier.as_deref())
        .bind(item.restock_at.map(Timestamp::as_millis))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The items of an event, in the order in which they first came.
    pub async fn list_inventory(&mut self, event: &EventId) -> Result<Vec<InventoryItem>> {
        sqlx::query_as::<_, InventoryRow>(
            "select * from inventory_item where event_id = $1 order by position",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(InventoryItem::try_from)
        .collect()
    }

    /// The products of an event, each of which may have several variants. What has no change of level on record has been gone
    /// for ever.
    pub async fn list_products(&mut self, event: &EventId) -> Result<Products> {
        let rows: Vec<(String, bool, i64)> = sqlx::query_as(
            "select title, min(level in ($2, $3)), max(coalesce(
                (select max(at) from stock_change as change
                 where change.event_id = item.event_id and change.sku = item.sku), 0))
             from inventory_item as item where event_id = $1 group by title",
        )
        .bind(event.as_str())
        .bind(StockLevel::SoldOut.as_str())
        .bind(StockLevel::Waitlist.as_str())
        .fetch_all(self.conn())
        .await?;
        let product = |(title, is_gone, changed): (String, bool, i64)| {
            (title, is_gone.then(|| Timestamp::from_millis(changed)))
        };
        Ok(Products(rows.into_iter().map(product).collect()))
    }
}
