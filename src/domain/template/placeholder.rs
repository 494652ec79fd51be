//! The gaps that a template may have: a closed list, some of them known to the page itself.

use serde::{Deserialize, Serialize};

use super::TemplateError;
use crate::domain::status_page::StatusPage;

/// A gap that a template may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placeholder {
    /// The wait as shown now, "25–40 minutes".
    WaitRange,
    /// How many wait, as shown now.
    QueueDepth,
    /// The product's name.
    Item,
    /// The product's variant.
    Variant,
    /// A figure: fewer than so many are left.
    RemainingBand,
    /// When doors open.
    OpensAt,
    /// By when the next update comes.
    NextUpdateBy,
    /// Where the waitlist is.
    WaitlistUrl,
}

impl Placeholder {
    /// Every placeholder.
    pub const ALL: [Self; 8] = [
        Self::WaitRange,
        Self::QueueDepth,
        Self::Item,
        Self::Variant,
        Self::RemainingBand,
        Self::OpensAt,
        Self::NextUpdateBy,
        Self::WaitlistUrl,
    ];

    /// The placeholder's name between the brackets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WaitRange => "wait_range",
            Self::QueueDepth => "queue_depth",
            Self::Item => "item",
            Self::Variant => "variant",
            Self::RemainingBand => "remaining_band",
            Self::OpensAt => "opens_at",
            Self::NextUpdateBy => "next_update_by",
            Self::WaitlistUrl => "waitlist_url",
        }
    }

    /// What its field in a form is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::WaitRange => "Wait, as a range",
            Self::QueueDepth => "People in line",
            Self::Item => "Product",
            Self::Variant => "Variant",
            Self::RemainingBand => "Fewer than how many are left",
            Self::OpensAt => "Opening time",
            Self::NextUpdateBy => "Time of the next update",
            Self::WaitlistUrl => "Waitlist link",
        }
    }

    /// Parses the name between the brackets.
    pub fn parse(name: &str) -> Result<Self, TemplateError> {
        Self::ALL
            .into_iter()
            .find(|placeholder| placeholder.as_str() == name)
            .ok_or_else(|| TemplateError::UnknownPlaceholder(name.to_owned()))
    }

    /// Whether a page may know its value, so that nobody has to type it.
    pub fn is_live(self) -> bool {
        matches!(
            self,
            Self::WaitRange
                | Self::QueueDepth
                | Self::OpensAt
                | Self::NextUpdateBy
                | Self::WaitlistUrl
        )
    }

    /// Its value as `page` says it, in the language of that page. A promise is not on the page yet.
    pub fn live_value(self, page: &StatusPage) -> Option<String> {
        match self {
            Self::WaitRange => page.sign.figure.as_ref().map(|_| page.wait_text.clone()),
            Self::QueueDepth => page.depth_text.clone(),
            Self::OpensAt => page.opens.as_ref().map(|at| at.text.clone()),
            Self::WaitlistUrl => page.waitlist_link.as_ref().map(|l| l.as_str().to_owned()),
            Self::NextUpdateBy | Self::Item | Self::Variant | Self::RemainingBand => None,
        }
    }
}
