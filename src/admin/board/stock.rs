//! Stock: one tap sets a level.

use leptos::prelude::*;

use super::here;
use crate::admin::api::BoardNow;
use crate::admin::api::stock::levels_key;
use crate::admin::form::{Choice, DeskForm, Field, Select, Submit, Whole};
use crate::admin::{LeftBehind, words};
use crate::domain::inventory::StockLevel;
use crate::domain::status_page::StockView;

/// The panel for stock.
#[component]
pub fn Stock() -> impl IntoView {
    let now = here();
    view! {
        <section class="panel" id="stock" aria-labelledby="stock-heading">
            <h2 id="stock-heading">"Stock"</h2>
            <div data-live="stock"><Variants/></div>
            <SetForm/>
            <p><a href=format!("{}/stock", now.address())>"Many at once, from a CSV file"</a></p>
        </section>
    }
    .into_any()
}

/// Every variant with its levels to tap.
#[component]
pub fn Variants() -> impl IntoView {
    let now = here();
    let items = &now.status_page.inventory;
    if items.is_empty() {
        return view! { <p class="nothing">"No variant yet."</p> }.into_any();
    }
    let rows: Vec<_> = items.iter().map(|item| variant(&now, item)).collect();
    view! { <ul class="variants">{rows}</ul> }.into_any()
}

fn variant(now: &BoardNow, stock: &StockView) -> impl IntoView + use<> {
    let level = stock.item.level;
    let sku = stock.item.sku.as_str().to_owned();
    let (name, label) = (stock.name.clone(), stock.label.clone());
    let button = |to: StockLevel| {
        // The focus finds its button again by this when the row comes anew.
        let id = format!("level-{sku}-{}", to.as_str());
        let pressed = if to == level { "true" } else { "false" };
        view! {
            <button type="submit" id=id name="level" value=to.as_str() aria-pressed=pressed>
                {words::level(to)}
            </button>
        }
    };
    let buttons = StockLevel::ALL.map(button).collect_view();
    view! {
        <li data-level=level.as_str()>
            <DeskForm
                name="set_level"
                subject=("sku", sku)
                page=now.address()
                stays=true
                key=levels_key([(stock.item.sku.as_str(), level)])
                hidden=vec![("slug", now.status_page.slug.to_string())]
            >
                <fieldset class="levels">
                    <legend>{name}<span class="hint">" · "{label}</span></legend>
                    <div class="segments">{buttons}</div>
                    <Whole/>
                </fieldset>
            </DeskForm>
        </li>
    }
}

#[component]
fn SetForm() -> impl IntoView {
    let now = here();
    let unfinished = LeftBehind::by("set_stock").is_some();
    let items = now.status_page.inventory.iter();
    let seen = items.map(|stock| (stock.item.sku.as_str(), stock.item.level));
    let levels: Vec<_> = [Choice::new("", "As the count says")]
        .into_iter()
        .chain(StockLevel::ALL.map(|level| Choice::new(level.as_str(), words::level(level))))
        .collect();
    view! {
        <details open=unfinished>
            <summary>"Add or change a variant"</summary>
            <DeskForm
                name="set_stock"
                page=now.address()
                stays=true
                key=levels_key(seen)
                hidden=vec![("slug", now.status_page.slug.to_string())]
            >
                <div class="columns">
                    <Field label="SKU" name="sku" hint="An existing one is changed, a new one added."/>
                    <Field label="Product" name="title"/>
                    <Field label="Variant" name="variant" hint="Size, colour or seat category."/>
                </div>
                <div class="columns">
                    <Select label="Level" name="level" choices=levels/>
                    <Field label="How many are left" name="remaining" inputmode="numeric" hint="Empty if you would rather not say."/>
                </div>
                <Submit label="Set the variant" primary=false busy="Setting …"/>
            </DeskForm>
        </details>
    }
    .into_any()
}
