//! When variants were gone.

use serde::Serialize;

use super::phases::Reach;
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::time::Timestamp;

/// A variant's level changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StockChange {
    /// Which variant.
    pub sku: Sku,
    /// When.
    pub at: Timestamp,
    /// What it became.
    pub level: StockLevel,
}

/// A time in which a variant was gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StockOut {
    /// Which variant.
    pub sku: Sku,
    /// Product and variant in one.
    pub name: String,
    /// When it sold out.
    pub from: Timestamp,
    /// When there was some again; nothing when there never was.
    pub to: Option<Timestamp>,
}

/// Sold out with or without a waitlist: gone either way.
fn is_gone(level: StockLevel) -> bool {
    matches!(level, StockLevel::SoldOut | StockLevel::Waitlist)
}

/// When each variant was gone within the report's time, in the order in which that began. `changes` come in the order of
/// time.
pub fn stock_outs(items: &[InventoryItem], changes: &[StockChange], reach: Reach) -> Vec<StockOut> {
    let mut outs: Vec<StockOut> = Vec::new();
    for item in items {
        let mut gone_since = None;
        let own = changes.iter().filter(|change| change.sku == item.sku);
        for change in own.filter(|change| change.at <= reach.to) {
            match (is_gone(change.level), gone_since) {
                (true, None) => gone_since = Some(change.at),
                (false, Some(from)) => {
                    outs.extend(out(item, from, Some(change.at), reach));
                    gone_since = None;
                }
                _ => {}
            }
        }
        outs.extend(gone_since.and_then(|from| out(item, from, None, reach)));
    }
    outs.sort_by_key(|out| out.from);
    outs
}

fn out(
    item: &InventoryItem,
    from: Timestamp,
    to: Option<Timestamp>,
    reach: Reach,
) -> Option<StockOut> {
    // What was back before the event began is no part of it.
    if to.is_some_and(|to| to <= reach.from) {
        return None;
    }
    let name = match &item.variant {
        Some(variant) => format!("{}, {variant}", item.title),
        None => item.title.clone(),
    };
    Some(StockOut {
        sku: item.sku.clone(),
        name,
        from,
        to,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn item(sku: &str) -> InventoryItem {
        InventoryItem {
            sku: Sku::parse(sku).unwrap(),
            title: "Runner".to_owned(),
            variant: Some(sku.to_owned()),
            level: StockLevel::InStock,
            remaining: None,
            price_tier: None,
            restock_at: None,
        }
    }

    #[test]
    fn a_variant_is_gone_from_sold_out_until_there_is_some_again() {
        let change = |sku: &str, seconds, level| StockChange {
            sku: Sku::parse(sku).unwrap(),
            at: at(seconds),
            level,
        };
        let changes = [
            change("42", 10, StockLevel::SoldOut),
            change("42", 20, StockLevel::InStock),
            change("42", 150, StockLevel::SoldOut),
            change("43", 160, StockLevel::SoldOut),
            change("42", 170, StockLevel::Waitlist),
            change("42", 190, StockLevel::Low),
            change("43", 900, StockLevel::InStock),
        ];
        let reach = Reach {
            from: at(100),
            to: at(800),
            is_final: true,
        };
        let outs = stock_outs(&[item("42"), item("43")], &changes, reach);
        let told: Vec<_> = outs
            .iter()
            .map(|out| (out.name.as_str(), out.from, out.to))
            .collect();
        let expected = [
            ("Runner, 42", at(150), Some(at(190))),
            ("Runner, 43", at(160), None),
        ];
        assert_eq!(told, expected);
    }
}
