//! What is wrong with what was sent, gathered so that all of it can be told at once.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::domain::locale::{Locale, LocalizedText};
use crate::error::{Error, FieldError, Result};

/// The most that is told of something in which everything is wrong.
const MAX_TOLD: usize = 50;

/// What is wrong so far.
#[derive(Debug, Default)]
pub(super) struct Wrong(Vec<FieldError>);

impl Wrong {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, or what is wrong with this field.
    pub fn note<T>(
        &mut self,
        field: impl Into<String>,
        result: Result<T, impl Display>,
    ) -> Option<T> {
        result.map_err(|error| self.say(field, error)).ok()
    }

    /// Says what is wrong with a field.
    pub fn say(&mut self, field: impl Into<String>, message: impl Display) {
        if self.0.len() < MAX_TOLD {
            self.0.push(FieldError {
                field: field.into(),
                message: message.to_string(),
            });
        }
    }

    /// A text in several languages, or what is wrong with each of them.
    pub fn texts(
        &mut self,
        field: &str,
        texts: BTreeMap<Locale, String>,
        limit: usize,
    ) -> Option<LocalizedText> {
        let before = self.0.len();
        for (locale, text) in &texts {
            let alone = BTreeMap::from([(*locale, text.clone())]);
            self.note(
                format!("{field}.{}", locale.tag()),
                LocalizedText::parse(alone, limit),
            );
        }
        if self.0.len() > before {
            return None;
        }
        self.note(field, LocalizedText::parse(texts, limit))
    }
}

impl From<Wrong> for Error {
    fn from(wrong: Wrong) -> Self {
        Self::Invalid(wrong.0)
    }
}
