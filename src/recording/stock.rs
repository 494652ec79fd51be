//! What a shop had left.

use serde::Serialize;

use super::table::{FeedError, Line, lines};
use crate::domain::inventory::{Sku, StockLevel, parse_name};

const COLUMNS: [&str; 6] = ["t_s", "sku", "title", "variant", "remaining", "level"];

/// How one variant stood at one instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StockRow {
    /// Milliseconds since the recording began.
    pub t_ms: i64,
    /// Which variant.
    pub sku: Sku,
    /// The product.
    pub title: Option<String>,
    /// Size, colour or seat category.
    pub variant: Option<String>,
    /// How it stood.
    pub level: StockLevel,
    /// How many were left.
    pub remaining: Option<u32>,
}

/// Parses a recorded inventory.
pub fn parse_stock(bytes: &[u8]) -> Result<Vec<StockRow>, FeedError> {
    lines(bytes, &COLUMNS, &["t_s", "sku"], row)
}

fn row(line: &Line) -> Result<StockRow, FeedError> {
    let sku = line.parsed("sku", Sku::parse)?;
    let level = line.parsed("level", StockLevel::parse)?;
    let remaining = line.parsed("remaining", |text| {
        text.parse().map_err(|_| "must be a whole number")
    })?;
    Ok(StockRow {
        t_ms: line.t_ms()?,
        sku: sku.ok_or_else(|| line.wrong("sku", "must not be empty"))?,
        title: line.parsed("title", parse_name)?,
        variant: line.parsed("variant", parse_name)?,
        level: StockLevel::decide(level, remaining).map_err(|error| line.wrong("level", error))?,
        remaining,
    })
}
