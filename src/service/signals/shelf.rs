//! The stock of an event, read anew only when there may be something new in it.

use crate::domain::id::EventId;
use crate::domain::inventory::InventoryItem;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::Tx;

/// How long samples and nothing else may be taken for what has changed an event, in seconds.
const HOLDS_S: f64 = 60.0;

/// The stock of an event as it was read last.
pub(super) struct Shelf {
    /// Its variants.
    pub items: Vec<InventoryItem>,
    /// The newest change of a level in it.
    change: i64,
    read_at: Timestamp,
}

impl Shelf {
    /// The stock of an event that has changed. It is as it was `known` when readings up to a mark had been taken in, if no level
    /// is another and there are newer readings, which then are the change.
    pub async fn read(
        tx: &mut Tx,
        id: &EventId,
        known: Option<(Self, i64)>,
        now: Timestamp,
    ) -> Result<Self> {
        let change = tx.newest_stock_change(id).await?;
        if let Some((known, mark)) = known {
            let lately = now.seconds_since(known.read_at).abs() < HOLDS_S;
            if lately && known.change == change && tx.has_readings(id, mark).await? {
                return Ok(known);
            }
        }
        Ok(Self {
            items: tx.list_inventory(id).await?,
            change,
            read_at: now,
        })
    }
}
