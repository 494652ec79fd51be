//! Variants under their product, as a shopper looks for them.

use super::StockView;
use crate::domain::inventory::StockLevel;

/// With more variants than this on a page, a line for each would be too long to be read.
const COMPACT_BEYOND: usize = 12;

/// The variants of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its name.
    pub title: String,
    /// What it costs, when that is the same for every variant.
    pub price_tier: Option<String>,
    /// Its variants, in their order.
    pub variants: Vec<StockView>,
    /// What is gone, when there are too many variants to keep it between the others.
    pub gone: Vec<StockView>,
}

/// Everything in stock, by product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockList {
    /// The products, in the order of their first variants.
    pub products: Vec<Product>,
    /// Whether there are so many variants that they are to stand close together.
    pub compact: bool,
}

impl Product {
    /// The only variant, if there is only one: it needs no heading of its own.
    pub fn only(&self) -> Option<&StockView> {
        match (self.variants.as_slice(), self.gone.as_slice()) {
            ([only], []) | ([], [only]) => Some(only),
            _ => None,
        }
    }
}

impl StockList {
    /// Puts every variant under its product.
    pub fn new(items: Vec<StockView>) -> Self {
        let compact = items.len() > COMPACT_BEYOND;
        let mut products: Vec<Product> = Vec::new();
        for view in items {
            let title = &view.item.title;
            let index = products.iter().position(|p| p.title == *title);
            let index = index.unwrap_or_else(|| {
                products.push(Product {
                    title: title.clone(),
                    price_tier: view.item.price_tier.clone(),
                    variants: Vec::new(),
                    gone: Vec::new(),
                });
                products.len() - 1
            });
            let product = &mut products[index];
            if product.price_tier != view.item.price_tier {
                product.price_tier = None;
            }
            if compact && is_gone(view.item.level) {
                product.gone.push(view);
            } else {
                product.variants.push(view);
            }
        }
        Self { products, compact }
    }
}

fn is_gone(level: StockLevel) -> bool {
    matches!(level, StockLevel::SoldOut | StockLevel::Waitlist)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::inventory::{InventoryItem, Sku};

    fn view(index: usize, title: &str, level: StockLevel, tier: Option<&str>) -> StockView {
        StockView {
            name: format!("{title}, {index}"),
            label: level.as_str().to_owned(),
            restock: None,
            item: InventoryItem {
                sku: Sku::parse(&format!("S{index}")).unwrap(),
                title: title.to_owned(),
                variant: Some(index.to_string()),
                level,
                remaining: None,
                price_tier: tier.map(str::to_owned),
                restock_at: None,
            },
        }
    }

    #[test]
    fn variants_stand_under_their_product_even_when_they_come_apart() {
        let level = StockLevel::InStock;
        let items = [("A", 1), ("B", 2), ("A", 3)].map(|(t, i)| view(i, t, level, None));
        let list = StockList::new(items.to_vec());
        let titles: Vec<_> = list.products.iter().map(|p| p.title.as_str()).collect();
        assert_eq!(titles, ["A", "B"]);
        assert_eq!(list.products[0].variants.len(), 2);
        assert_eq!(list.products[0].only(), None);
        assert_eq!(list.products[1].only(), Some(&items[1]));
    }

    #[test]
    fn a_price_stands_with_the_product_only_if_it_holds_for_every_variant() {
        let level = StockLevel::InStock;
        let price = |second| {
            let items = vec![
                view(1, "A", level, Some("12 €")),
                view(2, "A", level, second),
            ];
            StockList::new(items).products[0].price_tier.clone()
        };
        assert_eq!(price(Some("12 €")).as_deref(), Some("12 €"));
        assert_eq!(price(Some("15 €")), None);
        assert_eq!(price(None), None);
    }

    #[test]
    fn twelve_variants_make_a_list_and_thirteen_a_compact_one_that_folds_away_what_is_gone() {
        let level = |i: usize| {
            if i.is_multiple_of(2) {
                StockLevel::SoldOut
            } else {
                StockLevel::Low
            }
        };
        let list =
            |n: usize| StockList::new((0..n).map(|i| view(i, "A", level(i), None)).collect());
        let twelve = list(12);
        assert!(!twelve.compact && twelve.products[0].gone.is_empty());
        let thirteen = list(13);
        assert!(thirteen.compact);
        assert_eq!(thirteen.products[0].gone.len(), 7);
        assert_eq!(thirteen.products[0].variants.len(), 6);
    }

    proptest! {
        #[test]
        fn no_variant_is_lost_or_shown_twice(picks in prop::collection::vec((0usize..4, 0usize..4), 0..40)) {
            let items: Vec<_> = picks
                .iter()
                .enumerate()
                .map(|(i, (title, level))| {
                    view(i, ["A", "B", "C", "D"][*title], StockLevel::ALL[*level], None)
                })
                .collect();
            let list = StockList::new(items.clone());
            let mut shown: Vec<_> = list
                .products
                .iter()
                .flat_map(|p| p.variants.iter().chain(&p.gone))
                .map(|v| v.item.sku.as_str().to_owned())
                .collect();
            let mut given: Vec<_> = items.iter().map(|v| v.item.sku.as_str().to_owned()).collect();
            shown.sort_unstable();
            given.sort_unstable();
            prop_assert_eq!(shown, given);
        }
    }
}
