//! Stock from a sheet: what it would change, and the change.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{BoardNow, DeskError, Outcome};

/// A sheet of an event's stock and what it would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StockSheet {
    /// What changes by itself.
    pub now: Arc<BoardNow>,
    /// The sheet; the stock as it is, where none was given.
    pub csv: String,
    /// What it would change; none where none was given.
    pub checked: Option<Result<SheetPlan, String>>,
}

/// What a sheet would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPlan {
    /// Line by line.
    pub lines: Vec<SheetLine>,
    /// How many variants it would add or change.
    pub changes: usize,
    /// How many lines are wrong.
    pub wrong: usize,
    /// What to hand back for making these very changes.
    pub mark: String,
}

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    /// Its number, counted with the column names.
    pub number: u64,
    /// The SKU that stands there.
    pub sku: String,
    /// What it does.
    pub effect: LineEffect,
    /// In words: what it adds or changes, or what is wrong.
    pub words: String,
}

/// What a line of a sheet does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEffect {
    /// Adds a variant.
    New,
    /// Changes a variant.
    Changed,
    /// Leaves a variant as it is.
    Same,
    /// Nothing: it is wrong.
    Wrong,
}

/// Looks at what a sheet would change, without changing anything.
#[server(prefix = "/admin/api", endpoint = "stock_sheet")]
pub async fn load_stock_sheet(
    slug: String,
    #[server(default)] csv: String,
) -> Result<StockSheet, DeskError> {
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::error::Error;
    use crate::service::inventory;

    let desk = Desk::here()?;
    desk.require(Scope::Inventory)?;
    let event = desk.event(&slug).await?;
    let now = Arc::new(desk.board_now(&event).await?);
    let services = desk.services();
    if csv.trim().is_empty() {
        let present = inventory::present(services, &desk.actor, &event.slug).await;
        return Ok(StockSheet {
            now,
            csv: present.map_err(|error| desk.told(error))?,
            checked: None,
        });
    }

    let checked = match inventory::plan(services, &desk.actor, &event.slug, &csv).await {
        Ok(plan) => Ok(told(plan)),
        Err(Error::Invalid(fields)) => {
            let messages: Vec<_> = fields.into_iter().map(|field| field.message).collect();
            Err(messages.join("; "))
        }
        Err(error) => return Err(desk.told(error)),
    };
    Ok(StockSheet {
        now,
        csv,
        checked: Some(checked),
    })
}

/// Makes the changes that were shown; its `key` is the mark that came with them.
#[server(prefix = "/admin/api", endpoint = "import_stock")]
pub async fn import_stock(
    slug: String,
    #[server(default)] csv: String,
    #[server(default)] key: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::inventory::import;

    let desk = Desk::here()?;
    desk.require(Scope::Inventory)?;
    let event = desk.event(&slug).await?;

    import(desk.services(), &desk.actor, &event.slug, &csv, &key)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::StockSet,
        screens: desk.screens(&event.slug),
        key: String::new(),
    })
}

#[cfg(feature = "ssr")]
fn told(plan: crate::service::inventory::Plan) -> SheetPlan {
    use crate::service::inventory::Effect;

    let changes = plan.changes();
    let lines: Vec<_> = plan
        .lines
        .into_iter()
        .map(|line| {
            let (effect, words) = match &line.effect {
                Effect::New(item) => (LineEffect::New, described(item)),
                Effect::Changed { before, after } => (
                    LineEffect::Changed,
                    format!("{} → {}", described(before), described(after)),
                ),
                Effect::Same => (LineEffect::Same, String::new()),
                Effect::Wrong(message) => (LineEffect::Wrong, message.clone()),
            };
            SheetLine {
                number: line.number,
                sku: line.sku,
                effect,
                words,
            }
        })
        .collect();
    SheetPlan {
        wrong: lines
            .iter()
            .filter(|line| line.effect == LineEffect::Wrong)
            .count(),
        lines,
        changes,
        mark: plan.mark,
    }
}

#[cfg(feature = "ssr")]
fn described(item: &crate::domain::inventory::InventoryItem) -> String {
    let left = item.remaining.map(|n| format!("{n} left"));
    let restock = item.restock_at.map(|at| format!("restock {at}"));
    let parts = [
        Some(item.title.clone()),
        item.variant.clone(),
        Some(crate::admin::words::level(item.level).to_owned()),
        left,
        item.price_tier.clone(),
        restock,
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
