//! Products of which nothing is left.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::latch::{Latch, Moved, Patience, Verdict};
use crate::domain::inventory::{InventoryItem, StockLevel};
use crate::domain::time::Timestamp;

/// The products of an event as they are listed, by name, with when the last of each that is gone went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Products(pub BTreeMap<String, Option<Timestamp>>);

impl Products {
    /// Whether some of a product is left.
    pub fn has(&self, title: &str) -> bool {
        self.0.get(title) == Some(&None)
    }

    /// Since when nothing is left of a product, if that is so.
    pub fn gone_since(&self, title: &str) -> Option<Timestamp> {
        self.0.get(title).copied().flatten()
    }
}

/// The products of an event, by name, as they were at the last look.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Stock(BTreeMap<String, Product>);

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Product {
    /// Whether any of it was there at some look: what was gone before anybody looked is no news.
    was_there: bool,
    /// Since when it has been seen gone, whether or not that matters.
    gone_since: Option<Timestamp>,
    latch: Latch,
}

/// What became of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    /// Nothing is left of it, as was seen first then.
    Gone(Timestamp),
    /// It has been there again for long enough to be believed.
    There,
    /// It was renamed, or taken out of the list: it is gone no more without being there.
    Unlisted,
}

impl Stock {
    /// Looks at the variants there are. Where it does not `matter` what is gone, that is told when it does again.
    pub fn look(
        &mut self,
        items: &[InventoryItem],
        now: Timestamp,
        matters: bool,
        patience: Patience,
    ) -> Vec<(String, Became)> {
        let listed = products(items);
        let mut became = Vec::new();
        self.0.retain(|title, product| {
            let listed = listed.contains_key(title.as_str());
            if !listed && product.latch.is_open() {
                became.push((title.clone(), Became::Unlisted));
            }
            listed
        });
        for (title, gone) in listed {
            let product = self.0.entry(title.to_owned()).or_default();
            product.was_there |= !gone;
            product.gone_since = gone.then(|| product.gone_since.unwrap_or(now));
            let verdict = if gone && product.was_there {
                Verdict::Beyond
            } else {
                Verdict::Fine
            };
            if !matters && !product.latch.is_open() {
                continue;
            }
            match product.latch.judge(now, verdict, patience) {
                Some(Moved::Opened(since)) => {
                    let since = product.gone_since.unwrap_or(since);
                    became.push((title.to_owned(), Became::Gone(since)));
                }
                Some(Moved::Cleared) => became.push((title.to_owned(), Became::There)),
                None => {}
            }
        }
        became
    }

    /// Ends all that is gone. Tells which there were.
    pub fn release(&mut self) -> Vec<String> {
        let mut over = Vec::new();
        for (title, product) in &mut self.0 {
            if product.latch.release() {
                over.push(title.clone());
            }
        }
        over
    }

    /// Takes over which products are told to be gone.
    pub fn set(&mut self, gone: &[&str]) {
        for (title, product) in &mut self.0 {
            product.latch.set(gone.contains(&title.as_str()));
        }
        for title in gone {
            let product = self.0.entry((*title).to_owned()).or_default();
            product.was_there = true;
            product.latch.set(true);
        }
    }

    /// Goes on by a clock that was put back.
    pub fn restart(&mut self) {
        for product in self.0.values_mut() {
            product.gone_since = None;
            product.latch.restart();
        }
    }
}

/// The products, and whether all their variants are gone: a size that sells out while others are left stands in the list of
/// stock, and "this item has sold out" would be untrue of it.
fn products(items: &[InventoryItem]) -> BTreeMap<&str, bool> {
    let mut products = BTreeMap::new();
    for item in items {
        let gone = matches!(item.level, StockLevel::SoldOut | StockLevel::Waitlist);
        *products.entry(item.title.as_str()).or_insert(true) &= gone;
    }
    products
}
