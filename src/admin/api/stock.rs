//! Stock: set.

use leptos::prelude::*;

use super::{DeskError, Outcome};
use crate::domain::inventory::StockLevel;

/// Sets what is said of one variant; what is left empty stays as it was. Its `key` is the levels that were seen: whoever
/// moves one that is another by now is told.
#[server(prefix = "/admin/api", endpoint = "set_stock")]
pub async fn set_stock(
    slug: String,
    #[server(default)] key: String,
    #[server(default)] sku: String,
    #[server(default)] title: String,
    #[server(default)] variant: String,
    #[server(default)] level: String,
    #[server(default)] remaining: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::Desk;
    use crate::domain::inventory::Sku;
    use crate::domain::patch::Patch;
    use crate::error::Error;
    use crate::service::inventory::{ItemChange, Seen, set};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let level = given(level).map(|level| StockLevel::parse(&level));
    let remaining = given(remaining).map(|count| count.trim().parse::<u32>());
    let sku = Sku::parse(sku.trim()).map_err(|error| DeskError::field("sku", error))?;
    let mut seen = levels::read(&key)?;
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
        seen: Seen::Level(seen.get(sku.as_str()).copied()),
    };

    let setting = set(desk.services(), &desk.actor, &event.slug, vec![change]).await;
    let outdated = match setting {
        Ok(_) => false,
        Err(Error::Outdated(_)) => true,
        Err(error) => {
            let mut told = desk.told(error);
            for wrong in &mut told.fields {
                wrong.field = wrong.field.trim_start_matches("items[0].").to_owned();
            }
            return Err(told);
        }
    };
    let now = levels::find(&desk, &event.slug, &sku).await?;
    seen.insert(sku.as_str(), now);
    let key = levels_key(seen);
    if outdated {
        return Err(levels::outdated(now, key));
    }
    Ok(Outcome {
        deed: Deed::StockSet,
        screens: desk.screens(&event.slug),
        key,
    })
}

/// The levels that somebody has seen, by SKU: they make the key of the form that changes them.
pub fn levels_key<'i>(levels: impl IntoIterator<Item = (&'i str, StockLevel)>) -> String {
    let written = |(sku, level): (&str, StockLevel)| format!("{sku}:{}", level.as_str());
    let written: Vec<_> = levels.into_iter().map(written).collect();
    written.join(",")
}

#[cfg(feature = "ssr")]
mod levels {
    use std::collections::BTreeMap;

    use crate::admin::api::desk::Desk;
    use crate::admin::api::{DeskError, Trouble};
    use crate::admin::words;
    use crate::domain::event::Slug;
    use crate::domain::inventory::{Sku, StockLevel};
    use crate::service::inventory::list;

    /// Reads what [`levels_key`](super::levels_key) wrote.
    pub fn read(key: &str) -> Result<BTreeMap<&str, StockLevel>, DeskError> {
        let levels = key.split(',').filter(|level| !level.is_empty());
        let read = levels.map(|level| {
            let (sku, level) = level.split_once(':')?;
            Some((sku, StockLevel::parse(level).ok()?))
        });
        let read: Option<BTreeMap<_, _>> = read.collect();
        read.ok_or_else(DeskError::unfilled)
    }

    /// The level that a variant has.
    pub async fn find(desk: &Desk, slug: &Slug, sku: &Sku) -> Result<StockLevel, DeskError> {
        let items = list(desk.services(), &desk.actor, slug).await;
        let items = items.map_err(|error| desk.told(error))?;
        let found = items.into_iter().find(|item| item.sku == *sku);
        let gone = || DeskError::new(Trouble::NotFound, "This variant is there no more.");
        found.map(|item| item.level).ok_or_else(gone)
    }

    /// The level is another than the one that was seen: what it is now is told, and counts as seen from then on.
    pub fn outdated(now: StockLevel, key: String) -> DeskError {
        let told = format!(
            "Not set yet: this variant was changed meanwhile, it is now: {}. Set it again if yours is still right.",
            words::level(now),
        );
        DeskError {
            fresh_key: Some(key),
            ..DeskError::new(Trouble::Conflict, told)
        }
    }
}
