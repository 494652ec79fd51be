//! Languages, and text written in several of them.

/// Numbers, times and dates as each language writes them.
mod format;
mod languages;
/// The page's own words.
pub mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use languages::Languages;

/// A language that operators may write in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Japanese.
    Ja,
    /// Arabic, written right to left.
    Ar,
}

/// Why a text in several languages is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocaleError {
    /// Not a language of this product.
    #[error("the language is one of en, de, fr, es, ja, ar")]
    UnknownLocale,
    /// An event that is published in no language.
    #[error("choose at least one language")]
    NoLanguage,
    /// The language that an event speaks first is none of those it speaks.
    #[error("{0} is the event's own language, so it must be among them")]
    DefaultMissing(&'static str),
    /// No text in any language.
    #[error("write the text")]
    NoText,
    /// A language is named but its text is empty.
    #[error("the text in {0} is empty")]
    EmptyText(&'static str),
    /// A text does not fit.
    #[error("the text in {locale} has {length} characters; keep it within {limit}")]
    TooLong {
        /// The language.
        locale: &'static str,
        /// How long the text is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// A text holds a character that no one can see.
    #[error("the text in {0} holds a control character")]
    ControlCharacter(&'static str),
}

impl Locale {
    /// Every language, the product's default first.
    pub const ALL: [Self; 6] = [Self::En, Self::De, Self::Fr, Self::Es, Self::Ja, Self::Ar];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ja => "ja",
            Self::Ar => "ar",
        }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Ja => "日本語",
            Self::Ar => "العربية",
        }
    }

    /// Parses a BCP 47 tag; a region (`fr-CA`) is accepted and ignored.
    pub fn parse(tag: &str) -> Result<Self, LocaleError> {
        let language = tag.split('-').next().unwrap_or(tag);
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(language))
            .ok_or(LocaleError::UnknownLocale)
    }

    /// The direction it is written in, as HTML's `dir`.
    pub fn direction(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }
}

/// A text in one or more languages, none of them empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalizedText(BTreeMap<Locale, String>);

impl LocalizedText {
    /// Parses a text of at most `limit` characters in each language. Line breaks are the only control characters allowed.
    pub fn parse(texts: BTreeMap<Locale, String>, limit: usize) -> Result<Self, LocaleError> {
        if texts.is_empty() {
            return Err(LocaleError::NoText);
        }
        let mut parsed = BTreeMap::new();
        for (locale, text) in texts {
            let text = text.trim().replace("\r\n", "\n");
            let length = text.chars().count();
            if text.is_empty() {
                return Err(LocaleError::EmptyText(locale.tag()));
            }
            if length > limit {
                return Err(LocaleError::TooLong {
                    locale: locale.tag(),
                    length,
                    limit,
                });
            }
            if text.chars().any(|c| c.is_control() && c != '\n') {
                return Err(LocaleError::ControlCharacter(locale.tag()));
            }
            parsed.insert(locale, text);
        }
        Ok(Self(parsed))
    }

    /// Parses a text in one language.
    pub fn parse_one(locale: Locale, text: &str, limit: usize) -> Result<Self, LocaleError> {
        if text.trim().is_empty() {
            return Err(LocaleError::NoText);
        }
        Self::parse(BTreeMap::from([(locale, text.to_owned())]), limit)
    }

    /// The text for a reader of `wanted`: that language, else the event's default, else the first there is.
    /// The language it is really in comes with it, because the page must mark it.
    pub fn resolve(&self, wanted: Locale, default: Locale) -> (Locale, &str) {
        let found = [wanted, default]
            .into_iter()
            .find_map(|locale| self.0.get_key_value(&locale))
            .or_else(|| self.0.first_key_value());
        found.map_or((default, ""), |(locale, text)| (*locale, text))
    }

    /// The languages and their texts.
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        self.0.iter().map(|(locale, text)| (*locale, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_reader_gets_their_language_or_the_events_default() {
        let texts = BTreeMap::from([
            (Locale::Fr, "Bonjour".to_owned()),
            (Locale::De, "Hallo".to_owned()),
        ]);
        let text = LocalizedText::parse(texts, 100).unwrap();
        assert_eq!(text.resolve(Locale::De, Locale::Fr), (Locale::De, "Hallo"));
        assert_eq!(
            text.resolve(Locale::Ja, Locale::Fr),
            (Locale::Fr, "Bonjour")
        );
        assert_eq!(text.resolve(Locale::Ja, Locale::En), (Locale::De, "Hallo"));
    }

    #[test]
    fn a_region_is_ignored_and_an_unknown_language_refused() {
        assert_eq!(Locale::parse("fr-CA"), Ok(Locale::Fr));
        assert_eq!(Locale::parse("tlh"), Err(LocaleError::UnknownLocale));
    }

    proptest! {
        #[test]
        fn what_parses_is_trimmed_within_the_limit_and_printable(text in "\\PC{0,30}[\\x00-\\x1f]{0,2}") {
            if let Ok(parsed) = LocalizedText::parse_one(Locale::En, &text, 20) {
                let (_, text) = parsed.resolve(Locale::En, Locale::En);
                prop_assert!(!text.is_empty() && text.chars().count() <= 20);
                prop_assert_eq!(text.trim(), text);
                prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
            }
        }
    }
}
