//! Prepared texts with placeholders: data, never code.
//!
//! A template is plain text with `{name}` gaps from a closed list. There is no logic, no nesting and no
//! escape into anything else, because status pages have been taken over through their template engines
//! (CVE-2023-43661 in Cachet, and Liquid in Uptime Kuma).

mod check;
mod placeholder;
mod scenario;
mod text;

use serde::{Deserialize, Serialize};

pub use check::check_text;
pub use placeholder::Placeholder;
pub use scenario::Scenario;
pub use text::TemplateText;

use super::locale::{Locale, LocalizedText};
use super::message::Severity;
use super::time::Timestamp;

/// The longest value for one placeholder, in characters.
pub const MAX_VALUE: usize = 120;
/// The longest key, in characters.
pub const MAX_KEY: usize = 40;
/// The longest name, in characters.
pub const MAX_NAME: usize = 60;

/// Why a template or the values for it are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A `{` without its `}`, or the other way round.
    #[error("a curly bracket is not closed or not opened; a placeholder looks like {{item}}")]
    UnbalancedBracket,
    /// What looks like HTML, which a page would show as it is.
    #[error("HTML has no meaning here: write {0} in plain words")]
    Markup(String),
    /// A name that is not on the list.
    #[error("unknown placeholder {{{0}}}; known are {known}", known = Placeholder::ALL.map(Placeholder::as_str).join(", "))]
    UnknownPlaceholder(String),
    /// A value for a gap that this template does not have.
    #[error("this template has no placeholder {{{0}}}")]
    UnusedValue(String),
    /// A gap without its value.
    #[error("fill in {}", .0.label())]
    MissingValue(Placeholder),
    /// A value that does not fit.
    #[error("keep it within {MAX_VALUE} characters")]
    ValueTooLong(Placeholder),
    /// A value that spans lines or hides characters.
    #[error("use one line of plain text")]
    ValueNotPlain(Placeholder),
    /// No template of that name.
    #[error("no such template; known are {0}")]
    UnknownTemplate(String),
    /// A language whose text has other gaps than the first.
    #[error("the gaps differ between languages: every one needs {0}")]
    GapsDiffer(String),
    /// A key that does not fit.
    #[error("a key is 1 to {MAX_KEY} of a-z, 0-9 and _, for example low_stock")]
    BadKey,
    /// Not one of the six scenarios.
    #[error("the scenario is one of {}", Scenario::ALL.map(Scenario::as_str).join(", "))]
    UnknownScenario,
    /// A name that does not fit.
    #[error("give it a name of at most {MAX_NAME} characters")]
    BadName,
}

impl TemplateError {
    /// The placeholder or value that the error is about.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownPlaceholder(name) | Self::UnusedValue(name) => Some(name),
            Self::MissingValue(gap) | Self::ValueTooLong(gap) | Self::ValueNotPlain(gap) => {
                Some(gap.as_str())
            }
            Self::UnbalancedBracket
            | Self::Markup(_)
            | Self::UnknownScenario
            | Self::UnknownTemplate(_)
            | Self::GapsDiffer(_)
            | Self::BadKey
            | Self::BadName => None,
        }
    }
}

/// A template's name on the wire and in the desk's links.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TemplateKey(String);

impl TemplateKey {
    /// Parses a key such as `low_stock`.
    pub fn parse(key: &str) -> Result<Self, TemplateError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if key.is_empty() || key.len() > MAX_KEY || !key.chars().all(plain) {
            return Err(TemplateError::BadKey);
        }
        Ok(Self(key.to_owned()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A prepared message in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name on the wire and in the desk's links.
    pub key: TemplateKey,
    /// Grows with every change.
    pub version: u32,
    /// Its name for operators.
    pub name: String,
    /// What it is for.
    pub scenario: Scenario,
    /// How loud its messages are.
    pub severity: Severity,
    /// Its text by language, with the same gaps in each.
    pub text: LocalizedText,
    /// Whether it was put away: it is offered no more.
    pub archived: bool,
    /// Whoever saved this version, as the audit log names them; nobody for what came with the installation.
    pub saved_by: Option<String>,
    /// When.
    pub saved_at: Timestamp,
}

impl Template {
    /// Its gaps, each once: the fields of the form that it asks an operator to fill in.
    pub fn placeholders(&self) -> Result<Vec<Placeholder>, TemplateError> {
        let mut all = Vec::new();
        for (_, text) in self.text.iter() {
            for gap in TemplateText::parse(text)?.placeholders() {
                if !all.contains(&gap) {
                    all.push(gap);
                }
            }
        }
        Ok(all)
    }

    /// The languages it does not have: their readers get the event's own.
    pub fn missing(&self) -> Vec<Locale> {
        let has = |wanted: &Locale| self.text.iter().any(|(locale, _)| locale == *wanted);
        let all = Locale::ALL.iter();
        all.filter(|locale| !has(locale)).copied().collect()
    }
}

/// Checks a name for operators.
pub fn parse_name(name: &str) -> Result<String, TemplateError> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= MAX_NAME;
    if fits && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(TemplateError::BadName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_short_and_plain() {
        assert!(TemplateKey::parse("low_stock_2").is_ok());
        for bad in ["", "Low", "a-b", "a b", "é", &"x".repeat(MAX_KEY + 1)] {
            assert_eq!(TemplateKey::parse(bad), Err(TemplateError::BadKey), "{bad}");
        }
    }
}
