//! What is left of what.

use leptos::prelude::*;

use super::{Time, slotted};
use crate::domain::event::Link;
use crate::domain::inventory::StockLevel;
use crate::domain::locale::words::{Labels, SLOT};
use crate::domain::status_page::StockView;

/// Every variant with its level; no heading when there is nothing to list.
#[component]
pub fn Stock(
    /// As the merchant ordered them.
    items: Vec<StockView>,
    /// The page's own words.
    labels: Labels,
    /// Where to wait for what is gone.
    waitlist: Option<Link>,
) -> impl IntoView {
    let waitlist = waitlist.map(String::from);
    (!items.is_empty()).then(move || {
        let rows = items
            .into_iter()
            .map(|item| row(item, &labels, waitlist.as_deref()))
            .collect_view();
        view! { <section class="stock"><h2>{labels.stock}</h2><ul>{rows}</ul></section> }
    })
}

fn row(stock: StockView, labels: &Labels, waitlist: Option<&str>) -> impl IntoView + use<> {
    let join = waitlist.filter(|_| stock.item.level == StockLevel::Waitlist);
    let join = join.map(|link| {
        let (href, label) = (link.to_owned(), labels.join_waitlist.clone());
        // Out of its row, the link must still say what one waits for.
        let whole = labels.join_waitlist_for.replace(SLOT, &stock.name);
        view! { " "<a href=href aria-label=whole>{label}</a> }
    });
    let restock = stock.restock.map(|at| {
        let sentence = slotted(&labels.restock, view! { <Time moment=at/> });
        view! { " "<span class="note">{sentence}</span> }
    });
    let tier = stock.item.price_tier;
    let tier = tier.map(|tier| view! { " "<span class="note">{tier}</span> });
    view! {
        <li data-level=stock.item.level.as_str()>
            <span class="name">{stock.name}{tier}</span>
            " "
            <span class="level"><b>{stock.label}</b>{restock}{join}</span>
        </li>
    }
}
