//! A message before it is published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Due, Severity};
use crate::domain::locale::Locale;

/// What a message is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Wording {
    /// A template with its gaps filled.
    Template {
        /// The template's key.
        template: String,
        /// A value for each placeholder.
        values: BTreeMap<String, String>,
        /// Texts of this message alone, in place of the template's; they may have the same gaps.
        #[serde(default)]
        edited: BTreeMap<Locale, String>,
    },
    /// Free text.
    Text {
        /// The text by language.
        text: BTreeMap<Locale, String>,
        /// How loud it is.
        severity: Severity,
    },
}

/// A message to be posted, as asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    /// What it says.
    pub wording: Wording,
    /// How loud it is, where it should differ from the template's own.
    pub severity: Option<Severity>,
    /// By when the operator promises to speak again.
    pub next_update: Option<Due>,
    /// Whether it stands first, whatever is said after it.
    pub pinned: bool,
    /// When it leaves the page by itself.
    pub expiry: Option<Due>,
    /// Whether a machine says it without a person's word.
    pub automatic: bool,
}

impl NewMessage {
    /// A message that is said once, promises nothing and stays.
    pub fn plain(wording: Wording) -> Self {
        Self {
            wording,
            severity: None,
            next_update: None,
            pinned: false,
            expiry: None,
            automatic: false,
        }
    }
}
