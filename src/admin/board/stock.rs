//! Stock: one tap sets a level.

use leptos::prelude::*;

use super::BoardState;
use crate::admin::api::stock::SetStock;
use crate::admin::form::{Choice, DeskForm, Field, FormState, Select, Submit};
use crate::admin::words;
use crate::domain::inventory::StockLevel;
use crate::domain::status_page::StockView;

/// The panel for stock.
#[component]
pub fn Stock() -> impl IntoView {
    let state = BoardState::here();
    let items = Memo::new(move |_| state.page.read().inventory.clone());
    let none = move || items.read().is_empty();
    view! {
        <section class="panel" id="stock" aria-labelledby="stock-heading">
            <h2 id="stock-heading">"Stock"</h2>
            <p class="nothing" hidden=move || !none()>"No variant yet."</p>
            <ul class="variants">
                <For each=move || items.get() key=|item| item.item.clone().sku let:item>
                    <Variant item items/>
                </For>
            </ul>
            <SetForm/>
            <p><a href=format!("{}/stock", state.address())>"Many at once, from a CSV file"</a></p>
        </section>
    }
    .into_any()
}

#[component]
fn Variant(item: StockView, items: Memo<Vec<StockView>>) -> impl IntoView {
    let state = BoardState::here();
    let (action, _) = state.action::<SetStock>("stock");
    let sku = item.item.sku.clone();
    let name = item.name.clone();
    // The row stays while its level changes, and with it the focus on its button.
    let current = Memo::new(move |_| {
        let items = items.read();
        let found = items.iter().find(|other| other.item.sku == sku);
        found.cloned().unwrap_or_else(|| item.clone())
    });
    let sku = current.read_untracked().item.sku.as_str().to_owned();
    view! {
        <li data-level=move || current.read().item.level.as_str()>
            <DeskForm
                name="set_level"
                subject=("sku", sku)
                page=state.address()
                action
                hidden=vec![("slug", state.slug())]
            >
                <fieldset class="levels">
                    <legend>{name}<span class="hint">" · "{move || current.read().label.clone()}</span></legend>
                    <Levels current/>
                </fieldset>
            </DeskForm>
        </li>
    }
    .into_any()
}

#[component]
fn Levels(current: Memo<StockView>) -> impl IntoView {
    let form = FormState::here();
    let button = |level: StockLevel| {
        let pressed = move || {
            if current.read().item.level == level {
                "true"
            } else {
                "false"
            }
        };
        view! {
            <button type="submit" name="level" value=level.as_str() aria-pressed=pressed>
                {words::level(level)}
            </button>
        }
    };
    view! {
        <div class="segments">{StockLevel::ALL.map(button).collect_view()}</div>
        <p class="error whole" role="alert" tabindex="-1" hidden=move || form.wrong_elsewhere().is_none()>
            {move || form.wrong_elsewhere()}
        </p>
    }
    .into_any()
}

#[component]
fn SetForm() -> impl IntoView {
    let state = BoardState::here();
    let (action, _) = state.action::<SetStock>("stock");
    let left = use_context::<crate::admin::LeftBehind>();
    let unfinished =
        left.is_some_and(|left| left.0.with_value(|kept| kept.is_for("set_stock", None)));
    let levels: Vec<_> = [Choice::new("", "As the count says")]
        .into_iter()
        .chain(StockLevel::ALL.map(|level| Choice::new(level.as_str(), words::level(level))))
        .collect();
    view! {
        <details open=unfinished>
            <summary>"Add or change a variant"</summary>
            <DeskForm
                name="set_stock"
                page=state.address()
                action
                hidden=vec![("slug", state.slug())]
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
