//! What the server says to a form that was sent by script.

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
}
