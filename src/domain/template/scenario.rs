//! What a template is for: the groups of the list.

use serde::{Deserialize, Serialize};

use super::TemplateError;

/// What a template is for, in the order of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// Before doors open.
    Opening,
    /// While people stand in line.
    Line,
    /// What is left of what.
    Stock,
    /// Paying takes long, or fails.
    Checkout,
    /// Entries and the draw.
    Draw,
    /// All is well again, or over.
    Closing,
}

impl Scenario {
    /// Every scenario.
    pub const ALL: [Self; 6] = [
        Self::Opening,
        Self::Line,
        Self::Stock,
        Self::Checkout,
        Self::Draw,
        Self::Closing,
    ];

    /// The scenario's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Line => "line",
            Self::Stock => "stock",
            Self::Checkout => "checkout",
            Self::Draw => "draw",
            Self::Closing => "closing",
        }
    }

    /// What operators call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Opening => "Before it opens",
            Self::Line => "The line",
            Self::Stock => "Stock and prices",
            Self::Checkout => "Checkout and payment",
            Self::Draw => "The draw",
            Self::Closing => "All clear, and the end",
        }
    }

    /// Parses the scenario's name on the wire.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        Self::ALL
            .into_iter()
            .find(|scenario| scenario.as_str() == text)
            .ok_or(TemplateError::UnknownScenario)
    }
}
