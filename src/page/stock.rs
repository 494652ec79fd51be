//! What is left of what.

use leptos::prelude::*;

use super::{Time, slotted};
use crate::domain::event::Link;
use crate::domain::inventory::StockLevel;
use crate::domain::locale::Locale;
use crate::domain::locale::words::{Labels, SLOT, Words};
use crate::domain::status_page::StockView;
use crate::domain::status_page::stock::{Product, StockList};

/// Every product with its variants and their levels; no heading when there is nothing to list.
#[component]
pub fn Stock(
    /// As the merchant ordered them.
    items: Vec<StockView>,
    /// The page's own words.
    labels: Labels,
    /// The language of the page.
    locale: Locale,
    /// Where to wait for what is gone.
    waitlist: Option<Link>,
) -> impl IntoView {
    (!items.is_empty()).then(move || {
        let StockList { products, compact } = StockList::new(items);
        let rows = Rows {
            labels: &labels,
            locale,
            waitlist: waitlist.as_ref().map(Link::as_str),
            compact,
        };
        let products: Vec<_> = products.into_iter().map(|p| rows.product(p)).collect();
        let heading = labels.stock.clone();
        view! { <section class="stock"><h2>{heading}</h2><ul class="products">{products}</ul></section> }
    })
}

/// What all rows have in common.
struct Rows<'a> {
    labels: &'a Labels,
    locale: Locale,
    waitlist: Option<&'a str>,
    compact: bool,
}

impl Rows<'_> {
    fn product(&self, product: Product) -> AnyView {
        if let Some(only) = product.only() {
            return self.row(only, &only.name, product.price_tier.as_deref());
        }
        let shared = product.price_tier.is_some();
        let there = (!product.variants.is_empty()).then(|| self.list(&product.variants, shared));
        let gone = (!product.gone.is_empty()).then(|| {
            let summary = Words::new(self.locale).gone(product.gone.len());
            let list = self.list(&product.gone, shared);
            view! { <details class="gone"><summary>{summary}</summary>{list}</details> }
        });
        let tier = note(product.price_tier.as_deref());
        view! { <li><h3>{product.title}{tier}</h3>{there}{gone}</li> }.into_any()
    }

    fn list(&self, variants: &[StockView], shared_tier: bool) -> AnyView {
        let class = if self.compact {
            "variants compact"
        } else {
            "variants"
        };
        let row = |variant: &StockView| {
            let tier = variant.item.price_tier.as_deref().filter(|_| !shared_tier);
            let name = variant.item.variant.as_ref().unwrap_or(&variant.name);
            self.row(variant, name, tier)
        };
        let rows: Vec<_> = variants.iter().map(row).collect();
        view! { <ul class=class>{rows}</ul> }.into_any()
    }

    fn row(&self, stock: &StockView, name: &str, tier: Option<&str>) -> AnyView {
        let join = self
            .waitlist
            .filter(|_| stock.item.level == StockLevel::Waitlist);
        let join = join.map(|link| {
            // Out of its row, the link must still say what one waits for.
            let whole = self.labels.join_waitlist_for.replace(SLOT, &stock.name);
            let (href, label) = (link.to_owned(), self.labels.join_waitlist.clone());
            view! { " "<a href=href aria-label=whole>{label}</a> }
        });
        let restock = stock.restock.clone().map(|at| {
            let sentence = slotted(&self.labels.restock, view! { <Time moment=at/> });
            view! { " "<span class="note">{sentence}</span> }
        });
        view! {
            <li data-level=stock.item.level.as_str()>
                <span class="name">{name.to_owned()}{note(tier)}</span>
                " "
                <span class="level"><b>{stock.label.clone()}</b>{restock}{join}</span>
            </li>
        }
        .into_any()
    }
}

fn note(text: Option<&str>) -> impl IntoView + use<> {
    // A price among Arabic words keeps its own order.
    text.map(|text| view! { " "<bdi class="note">{text.to_owned()}</bdi> })
}
