//! Stock: set.

use leptos::prelude::*;

use super::{DeskError, Outcome};

/// Sets what is said of one variant; what is left empty stays as it was.
#[server(prefix = "/admin/api", endpoint = "set_stock")]
pub async fn set_stock(
    slug: String,
    #[server(default)] sku: String,
    #[server(default)] title: String,
    #[server(default)] variant: String,
    #[server(default)] level: String,
    #[server(default)] remaining: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::inventory::{Sku, StockLevel};
    use crate::domain::patch::Patch;
    use crate::service::inventory::{ItemChange, set};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let level = given(level).map(|level| StockLevel::parse(&level));
    let remaining = given(remaining).map(|count| count.trim().parse::<u32>());
    let change = ItemChange {
        sku: Sku::parse(sku.trim()).map_err(|error| DeskError::field("sku", error))?,
        title: given(title).into(),
        variant: given(variant).into(),
        level: level
            .transpose()
            .map_err(|error| DeskError::field("level", error))?,
        remaining: remaining
            .transpose()
            .map_err(|_| DeskError::field("remaining", "give a whole number, or nothing"))?,
        price_tier: Patch::Keep,
        restock_at: Patch::Keep,
    };

    set(desk.services(), &desk.actor, &event.slug, vec![change])
        .await
        .map_err(|error| {
            let mut told = desk.told(error);
            for wrong in &mut told.fields {
                wrong.field = wrong.field.trim_start_matches("items[0].").to_owned();
            }
            told
        })?;
    Ok(Outcome {
        deed: Deed::StockSet,
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}
