//! Stock from a sheet: what it would change, and then exactly that.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::sheet;
use super::{MAX_ITEMS, apply, too_many, write};
use crate::domain::event::Slug;
use crate::domain::inventory::InventoryItem;
use crate::domain::operator::{Actor, Scope};
use crate::error::{Error, FieldError, Result};
use crate::service::secret::sha256_hex;
use crate::service::{Done, Services, authorise, visible_event};

/// What a line of a sheet does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Adds an item.
    New(InventoryItem),
    /// Changes an item.
    Changed {
        /// What it is.
        before: InventoryItem,
        /// What it will be.
        after: InventoryItem,
    },
    /// Leaves an item as it is.
    Same,
    /// Nothing, because it is wrong.
    Wrong(String),
}

/// A line of a sheet and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// Its number in the sheet, from 1; the column names are a line too.
    pub number: u64,
    /// The SKU as it stands there.
    pub sku: String,
    /// What it does.
    pub effect: Effect,
}

/// What a sheet would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Line by line.
    pub lines: Vec<PlanLine>,
    /// A mark of these very changes: [`import`] makes them only as long as they are the same.
    pub mark: String,
}

impl Plan {
    fn of(known: &[InventoryItem], text: &str) -> Result<Self> {
        let mut known = known.to_vec();
        let mut seen: Vec<String> = Vec::new();
        let mut lines = Vec::new();
        for line in sheet::read(text)? {
            let effect = match line.change {
                _ if seen.contains(&line.sku) && !line.sku.is_empty() => {
                    Effect::Wrong(format!("sku: {} stands in a line above", line.sku))
                }
                Err(message) => Effect::Wrong(message),
                Ok(change) => {
                    let before = known.iter().find(|item| item.sku == change.sku).cloned();
                    match (apply(change, before.as_ref()), before) {
                        (Err((field, message)), _) => Effect::Wrong(format!("{field}: {message}")),
                        (Ok(after), Some(before)) if after == before => Effect::Same,
                        (Ok(after), Some(before)) => Effect::Changed { before, after },
                        (Ok(_), None) if known.len() >= MAX_ITEMS => Effect::Wrong(too_many()),
                        (Ok(item), None) => {
                            known.push(item.clone());
                            Effect::New(item)
                        }
                    }
                }
            };
            seen.push(line.sku.clone());
            lines.push(PlanLine {
                number: line.number,
                sku: line.sku,
                effect,
            });
        }
        let effects: Vec<_> = lines.iter().map(|line| &line.effect).collect();
        let mark = sha256_hex(json!(effects).to_string().as_bytes());
        Ok(Self { lines, mark })
    }

    /// How many items it adds or changes.
    pub fn changes(&self) -> usize {
        let changes =
            |line: &&PlanLine| matches!(line.effect, Effect::New(_) | Effect::Changed { .. });
        self.lines.iter().filter(changes).count()
    }

    /// The items as they are to be, or every line that is wrong.
    fn items(self) -> Result<Vec<InventoryItem>> {
        let mut items = Vec::new();
        let mut wrong = Vec::new();
        for line in self.lines {
            match line.effect {
                Effect::New(item) | Effect::Changed { after: item, .. } => items.push(item),
                Effect::Same => {}
                Effect::Wrong(message) => wrong.push(FieldError {
                    field: "csv".to_owned(),
                    message: format!("line {}: {message}", line.number),
                }),
            }
        }
        if wrong.is_empty() {
            Ok(items)
        } else {
            Err(Error::Invalid(wrong))
        }
    }
}

/// What a sheet would change, without changing anything.
pub async fn plan(services: &Services, actor: &Actor, slug: &Slug, text: &str) -> Result<Plan> {
    authorise(actor, Scope::Inventory)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    Plan::of(&tx.list_inventory(&event.id).await?, text)
}

/// The stock as it is, as a sheet.
pub async fn present(services: &Services, actor: &Actor, slug: &Slug) -> Result<String> {
    authorise(actor, Scope::Inventory)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    sheet::write(&tx.list_inventory(&event.id).await?)
}

/// Makes the changes that a [`plan`] with this mark has shown: all of them or, when a line is wrong or the stock has
/// moved on since, none.
pub async fn import(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    text: &str,
    mark: &str,
) -> Result<Done<usize>> {
    authorise(actor, Scope::Inventory)?;

    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let plan = Plan::of(&tx.list_inventory(&event.id).await?, text)?;
    let same = plan.mark == mark;
    let items = plan.items()?;
    if !same && !items.is_empty() {
        return Err(Error::Conflict(
            "the stock has changed since this was checked; look at what would change now"
                .to_owned(),
        ));
    }

    write(services, actor, tx, &event, items).await
}
