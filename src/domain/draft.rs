//! Messages that are being written: a form as it was left, right or wrong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::{DraftId, EventId};
use super::time::Timestamp;

/// The most fields that a draft keeps.
pub const MAX_FIELDS: usize = 40;
/// The longest a field may be, in characters: more than anything that could be published.
pub const MAX_FIELD: usize = 4_000;

/// Why a draft is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// It is no form of ours.
    #[error("a draft has at most {MAX_FIELDS} fields")]
    TooManyFields,
    /// One field holds a book.
    #[error("keep it within {MAX_FIELD} characters")]
    FieldTooLong(String),
}

/// The fields of a form as they were left. They are not checked: half a word is worth keeping too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftFields(BTreeMap<String, String>);

impl DraftFields {
    /// Takes fields; empty ones need no keeping.
    pub fn parse(fields: impl IntoIterator<Item = (String, String)>) -> Result<Self, DraftError> {
        let mut kept = BTreeMap::new();
        for (name, value) in fields {
            if value.chars().count() > MAX_FIELD {
                return Err(DraftError::FieldTooLong(name));
            }
            if !value.is_empty() {
                kept.insert(name, value);
            }
        }
        if kept.len() > MAX_FIELDS {
            return Err(DraftError::TooManyFields);
        }
        Ok(Self(kept))
    }

    /// What one field holds.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Every field that holds something, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether nothing was written yet: a choice of template or loudness alone is no text.
    pub fn is_blank(&self) -> bool {
        let written = |(name, value): (&str, &str)| {
            (name.starts_with("text[") || name.starts_with("values[")) && !value.trim().is_empty()
        };
        !self.iter().any(written)
    }
}

/// A message that is being written. Every operator of the event may go on with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its identity.
    pub id: DraftId,
    /// The event it is about.
    pub event_id: EventId,
    /// What was written.
    pub fields: DraftFields,
    /// The form that saved it last: it may go on without having heard that it was saved.
    pub form: String,
    /// Grows with every save.
    pub version: u32,
    /// Whoever saved it last, as the audit log names them.
    pub saved_by: String,
    /// When.
    pub saved_at: Timestamp,
}

impl Draft {
    /// Whether a form may go on from here: it knows the newest version, or saved it itself.
    pub fn goes_on_with(&self, version: u32, form: &str) -> bool {
        self.version == version || self.form == form
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> DraftFields {
        let pairs = pairs.iter();
        let pairs = pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        DraftFields::parse(pairs).unwrap()
    }

    #[test]
    fn a_draft_without_a_word_in_it_is_blank() {
        assert!(fields(&[]).is_blank());
        assert!(fields(&[("template", "low_stock"), ("severity", "notice")]).is_blank());
        assert!(fields(&[("text[en]", "  ")]).is_blank());
        assert!(!fields(&[("values[item]", "Shoe")]).is_blank());
        assert!(!fields(&[("text[ja]", "列")]).is_blank());
    }

    #[test]
    fn a_draft_has_its_limits() {
        let long = vec![("text[en]".to_owned(), "x".repeat(MAX_FIELD + 1))];
        let refused = DraftFields::parse(long);
        assert_eq!(
            refused,
            Err(DraftError::FieldTooLong("text[en]".to_owned()))
        );
        let many = (0..=MAX_FIELDS).map(|i| (format!("f{i}"), "x".to_owned()));
        assert_eq!(DraftFields::parse(many), Err(DraftError::TooManyFields));
    }
}
