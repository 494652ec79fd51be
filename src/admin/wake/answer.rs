//! What the server says to a form that was sent by script.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::admin::api::DeskError;

/// Done, or why not.
pub type Answer = Result<Done, DeskError>;

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// In a sentence.
    pub said: String,
    /// The address that shows it, for forms that lead on.
    pub next: String,
    /// The key of the next form of this kind.
    pub key: Option<String>,
    /// Parts of the page that look different now, by their names in `data-live`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, String>,
    /// What counts for fields that are left empty, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub standing: BTreeMap<String, String>,
}
