//! Stock: set.

use leptos::prelude::*;

use super::{DeskError, Outcome};

/// Sets what is said of one variant; what is left empty stays as it was. Whoever has `seen` another level than it has by
/// now is told.
#[server(prefix = "/admin/api", endpoint = "set_stock")]
pub async fn set_stock(
    slug: String,
    #[server(default)] sku: String,
    #[server(default)] title: String,
    #[server(default)] variant: String,
    #[server(default)] level: String,
    #[server(default)] remaining: String,
    #[server(default)] seen: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::inventory::{Sku, StockLevel};
    use crate::domain::patch::Patch;
    use crate::error::Error;
    use crate::service::inventory::{ItemChange, set};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let level = given(level).map(|level| StockLevel::parse(&level));
    let seen = given(seen).map(|level| StockLevel::parse(&level));
    let remaining = given(remaining).map(|count| count.trim().parse::<u32>());
    let sku = Sku::parse(sku.trim()).map_err(|error| DeskError::field("sku", error))?;
    let change = ItemChange {
        sku: sku.clone(),
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
        seen: seen.transpose().map_err(|_| DeskError::unfilled())?,
    };

    match set(desk.services(), &desk.actor, &event.slug, vec![change]).await {
        Ok(_) => {}
        Err(Error::Outdated(_)) => return Err(meanwhile::told(&desk, &event.slug, &sku).await),
        Err(error) => {
            let mut told = desk.told(error);
            for wrong in &mut told.fields {
                wrong.field = wrong.field.trim_start_matches("items[0].").to_owned();
            }
            return Err(told);
        }
    }
    Ok(Outcome {
        deed: Deed::StockSet,
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}

#[cfg(feature = "ssr")]
mod meanwhile {
    use crate::admin::api::desk::Desk;
    use crate::admin::api::{DeskError, Trouble};
    use crate::admin::words;
    use crate::domain::event::Slug;
    use crate::domain::inventory::Sku;
    use crate::service::inventory::list;

    /// Somebody else has set the level: what it is now is told, and counts as seen from then on.
    pub async fn told(desk: &Desk, slug: &Slug, sku: &Sku) -> DeskError {
        let items = match list(desk.services(), &desk.actor, slug).await {
            Ok(items) => items,
            Err(error) => return desk.told(error),
        };
        let Some(item) = items.into_iter().find(|item| item.sku == *sku) else {
            return DeskError::new(Trouble::NotFound, "This variant is there no more.");
        };
        let told = format!(
            "Not set yet: somebody else has set it meanwhile, it is now: {}. Tap again if yours is still right.",
            words::level(item.level),
        );
        DeskError::new(Trouble::Conflict, told).with_fresh("seen", item.level.as_str())
    }
}
