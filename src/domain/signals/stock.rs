//! Products of which nothing is left.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::inventory::{InventoryItem, StockLevel};

/// The products that were gone at the last look; none before the first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Stock(Option<BTreeSet<String>>);

/// What became of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Became {
    /// Nothing is left of it.
    Gone(String),
    /// It is gone no more.
    There {
        /// Which.
        product: String,
        /// Whether it is still in the list of stock, and so is there again.
        listed: bool,
    },
}

impl Stock {
    /// Looks at the variants there are. What was gone before anybody looked is no news.
    pub fn look(&mut self, items: &[InventoryItem]) -> Vec<Became> {
        let gone = gone(items);
        let Some(before) = self.0.replace(gone.clone()) else {
            return Vec::new();
        };
        let left = gone.difference(&before).cloned().map(Became::Gone);
        let came = before.difference(&gone).cloned().map(|product| {
            let listed = items.iter().any(|item| item.title == product);
            Became::There { product, listed }
        });
        left.chain(came).collect()
    }
}

/// The products all of whose variants are gone: a size that sells out while others are left stands in the list of stock, and
/// "this item has sold out" would be untrue of it.
fn gone(items: &[InventoryItem]) -> BTreeSet<String> {
    let is_gone =
        |item: &InventoryItem| matches!(item.level, StockLevel::SoldOut | StockLevel::Waitlist);
    let mut products: BTreeMap<&str, bool> = BTreeMap::new();
    for item in items {
        let all = products.entry(&item.title).or_insert(true);
        *all &= is_gone(item);
    }
    let gone = products.into_iter().filter(|(_, gone)| *gone);
    gone.map(|(title, _)| title.to_owned()).collect()
}
