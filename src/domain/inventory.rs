//! Product variants and how many are left.

use serde::{Deserialize, Serialize};

use super::time::Timestamp;

/// The longest SKU, title, variant or price tier, in characters.
pub const MAX_NAME: usize = 80;
/// With a count but no level, fewer than this many left counts as [`StockLevel::Low`].
pub const LOW_BELOW: u32 = 10;

/// How a variant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockLevel {
    /// Enough for now.
    InStock,
    /// Few left.
    Low,
    /// None left.
    SoldOut,
    /// None left, and a list for restocks is open.
    Waitlist,
}

/// Why an inventory item is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InventoryError {
    /// Not one of the four levels.
    #[error("the level is one of in_stock, low, sold_out, waitlist")]
    UnknownLevel,
    /// The SKU has characters that do not belong in a URL path.
    #[error("use 1 to {MAX_NAME} letters, digits, dots, hyphens and underscores")]
    BadSku,
    /// Title, variant or price tier is empty or does not fit.
    #[error("use 1 to {MAX_NAME} characters")]
    BadName,
    /// Neither a level nor a count.
    #[error("give a level, a remaining count, or both")]
    NothingSaid,
    /// Level and count say different things.
    #[error("{level} does not go with {remaining} remaining")]
    Contradiction {
        /// The level given.
        level: &'static str,
        /// The count given.
        remaining: u32,
    },
}

impl StockLevel {
    /// Every level, best first.
    pub const ALL: [Self; 4] = [Self::InStock, Self::Low, Self::SoldOut, Self::Waitlist];

    /// The level's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InStock => "in_stock",
            Self::Low => "low",
            Self::SoldOut => "sold_out",
            Self::Waitlist => "waitlist",
        }
    }

    /// Parses the level's name on the wire.
    pub fn parse(text: &str) -> Result<Self, InventoryError> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or(InventoryError::UnknownLevel)
    }

    /// The level that follows from what was said; both must agree when both are given.
    pub fn decide(level: Option<Self>, remaining: Option<u32>) -> Result<Self, InventoryError> {
        match (level, remaining) {
            (None, None) => Err(InventoryError::NothingSaid),
            (None, Some(0)) => Ok(Self::SoldOut),
            (None, Some(n)) if n < LOW_BELOW => Ok(Self::Low),
            (None, Some(_)) => Ok(Self::InStock),
            (Some(level), None) => Ok(level),
            (Some(level), Some(remaining)) => {
                let empty = matches!(level, Self::SoldOut | Self::Waitlist);
                if empty == (remaining == 0) {
                    Ok(level)
                } else {
                    Err(InventoryError::Contradiction {
                        level: level.as_str(),
                        remaining,
                    })
                }
            }
        }
    }
}

/// A stock-keeping unit's name: safe in a URL path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

impl Sku {
    /// Parses a SKU.
    pub fn parse(text: &str) -> Result<Self, InventoryError> {
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let ok = (1..=MAX_NAME).contains(&text.len())
            && text.chars().all(legal)
            && text.chars().any(|c| c.is_ascii_alphanumeric());
        if ok {
            Ok(Self(text.to_owned()))
        } else {
            Err(InventoryError::BadSku)
        }
    }

    /// The SKU as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sku {
    type Error = InventoryError;

    fn try_from(text: String) -> Result<Self, InventoryError> {
        Self::parse(&text)
    }
}

impl From<Sku> for String {
    fn from(sku: Sku) -> Self {
        sku.0
    }
}

/// Parses the title, variant or price tier of an item.
pub fn parse_name(text: &str) -> Result<String, InventoryError> {
    let text = text.trim();
    let ok = (1..=MAX_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if ok {
        Ok(text.to_owned())
    } else {
        Err(InventoryError::BadName)
    }
}

/// A product variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InventoryItem {
    /// Its identity within the event.
    pub sku: Sku,
    /// The product.
    pub title: String,
    /// Size, colour or seat category.
    pub variant: Option<String>,
    /// How it stands.
    pub level: StockLevel,
    /// How many are left, when the merchant wants to say.
    pub remaining: Option<u32>,
    /// The price tier it is in, worded by the merchant.
    pub price_tier: Option<String>,
    /// When more comes.
    pub restock_at: Option<Timestamp>,
}

impl InventoryItem {
    /// Itself before anything of it was sold.
    #[must_use]
    pub fn unsold(self) -> Self {
        Self {
            level: StockLevel::InStock,
            remaining: None,
            restock_at: None,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_decided_level_never_contradicts_its_count(index in 0usize..5, remaining in prop::option::of(0u32..50)) {
            let level = StockLevel::ALL.get(index).copied();
            if let (Ok(level), Some(remaining)) = (StockLevel::decide(level, remaining), remaining) {
                let empty = matches!(level, StockLevel::SoldOut | StockLevel::Waitlist);
                prop_assert_eq!(empty, remaining == 0);
            }
        }

        #[test]
        fn a_sku_never_needs_escaping_in_a_path(text in ".{0,12}") {
            if Sku::parse(&text).is_ok() {
                prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b)));
                prop_assert!(text != "." && text != "..");
            }
        }
    }
}
