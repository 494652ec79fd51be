//! Prepared texts with placeholders: data, never code.
//!
//! A template is plain text with `{name}` gaps from a closed list. There is no logic, no nesting and no
//! escape into anything else, because status pages have been taken over through their template engines
//! (CVE-2023-43661 in Cachet, and Liquid in Uptime Kuma).

mod placeholder;
mod text;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use placeholder::Placeholder;
pub use text::TemplateText;

use super::locale::{Locale, LocalizedText};
use super::message::Severity;

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
    /// How loud its messages are.
    pub severity: Severity,
    /// Its text by language, with the same gaps in each.
    pub text: LocalizedText,
    /// Whether it was put away: it is offered no more.
    pub archived: bool,
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

    /// Fills it in every language it has, with what was typed, else with what is `known` of a gap in that language.
    pub fn fill(
        &self,
        typed: &BTreeMap<String, String>,
        known: impl Fn(Locale, Placeholder) -> Option<String>,
    ) -> Result<BTreeMap<Locale, String>, TemplateError> {
        self.text
            .iter()
            .map(|(locale, text)| {
                let filled = TemplateText::parse(text)?.fill(typed, |gap| known(locale, gap))?;
                Ok((locale, filled))
            })
            .collect()
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

/// Checks the placeholders of every language: known ones, and the same in each. Tells the language that is wrong.
pub fn check_text(text: &LocalizedText) -> Result<(), (Locale, TemplateError)> {
    let mut first: Option<Vec<Placeholder>> = None;
    for (locale, text) in text.iter() {
        let parsed = TemplateText::parse(text).map_err(|error| (locale, error))?;
        let mut gaps = parsed.placeholders();
        gaps.sort_unstable();
        match &first {
            None => first = Some(gaps),
            Some(first) if *first == gaps => {}
            Some(first) => {
                let names = first.iter().map(|gap| format!("{{{}}}", gap.as_str()));
                let names = names.collect::<Vec<_>>().join(" ");
                let wanted = if names.is_empty() {
                    "none".to_owned()
                } else {
                    names
                };
                return Err((locale, TemplateError::GapsDiffer(wanted)));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pairs: &[(Locale, &str)]) -> LocalizedText {
        let pairs = pairs.iter().map(|(l, t)| (*l, (*t).to_owned()));
        LocalizedText::parse(pairs.collect(), 500).unwrap()
    }

    #[test]
    fn languages_may_order_their_gaps_differently_but_need_the_same_ones() {
        let same = text(&[
            (Locale::En, "{item} {variant}"),
            (Locale::De, "{variant} {item} {item}"),
        ]);
        assert_eq!(check_text(&same), Ok(()));
        let other = text(&[(Locale::En, "{item}"), (Locale::Fr, "rien")]);
        let error = TemplateError::GapsDiffer("{item}".to_owned());
        assert_eq!(check_text(&other), Err((Locale::Fr, error)));
    }

    #[test]
    fn a_wrong_placeholder_is_told_with_its_language() {
        let wrong = text(&[(Locale::En, "Hello"), (Locale::Ja, "{7*7}")]);
        let error = TemplateError::UnknownPlaceholder("7*7".to_owned());
        assert_eq!(check_text(&wrong), Err((Locale::Ja, error)));
    }

    #[test]
    fn each_language_gets_its_own_known_value() {
        let template = Template {
            key: TemplateKey::parse("wait").unwrap(),
            version: 1,
            name: "Wait".to_owned(),
            severity: Severity::Info,
            text: text(&[
                (Locale::En, "Wait: {wait_range}"),
                (Locale::De, "Warten: {wait_range}"),
            ]),
            archived: false,
        };
        let filled = template
            .fill(&BTreeMap::new(), |locale, _| Some(locale.tag().to_owned()))
            .unwrap();
        assert_eq!(filled[&Locale::En], "Wait: en");
        assert_eq!(filled[&Locale::De], "Warten: de");
    }

    #[test]
    fn a_key_is_short_and_plain() {
        assert!(TemplateKey::parse("low_stock_2").is_ok());
        for bad in ["", "Low", "a-b", "a b", "é", &"x".repeat(MAX_KEY + 1)] {
            assert_eq!(TemplateKey::parse(bad), Err(TemplateError::BadKey), "{bad}");
        }
    }
}
