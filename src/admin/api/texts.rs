//! Texts in several languages, as forms send them; and two of them side by side, where two people wrote at once.

use std::collections::{BTreeMap, BTreeSet};

use super::FieldError;
use crate::domain::locale::{Locale, LocalizedText};

/// The fields of a form by their paths, `text.de` and the like.
pub type Fields = BTreeMap<String, String>;

/// The texts of a form by language; a browser ends its lines with two characters.
pub fn read(typed: &Fields) -> impl Iterator<Item = (Locale, String)> {
    typed.iter().filter_map(|(tag, text)| {
        let locale = Locale::parse(tag).ok()?;
        Some((locale, text.trim().replace("\r\n", "\n")))
    })
}

/// The texts that say something: an empty one is a language that is missing.
pub fn written(typed: &Fields) -> BTreeMap<Locale, String> {
    read(typed).filter(|(_, text)| !text.is_empty()).collect()
}

/// Texts as fields.
pub fn fields<'t>(texts: impl IntoIterator<Item = (Locale, &'t str)>) -> Fields {
    let field = |(locale, text): (Locale, &str)| (path(locale), text.to_owned());
    texts.into_iter().map(field).collect()
}

/// The stored texts as fields, of these languages.
pub fn fields_in(languages: &[Locale], texts: &LocalizedText) -> Fields {
    fields(
        texts
            .iter()
            .filter(|(locale, _)| languages.contains(locale)),
    )
}

/// The field of one language.
pub fn path(locale: Locale) -> String {
    format!("text.{}", locale.tag())
}

/// What somebody else made of the fields of a form, beside each that differs from mine.
pub fn differing(by: &str, theirs: &Fields, mine: &Fields) -> Vec<FieldError> {
    let names: BTreeSet<_> = theirs.keys().chain(mine.keys()).collect();
    let differs = names.into_iter().filter_map(|name| {
        let (their, my) = (theirs.get(name), mine.get(name));
        let message = match their {
            same if same == my => return None,
            Some(text) => format!("{by} made this “{text}” meanwhile"),
            None => format!("{by} left this empty meanwhile"),
        };
        let field = name.clone();
        Some(FieldError { field, message })
    });
    differs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told_and_so_is_what_was_emptied() {
        let fields = |pairs: &[(&str, &str)]| -> Fields {
            let pairs = pairs.iter();
            pairs
                .map(|(name, text)| ((*name).into(), (*text).into()))
                .collect()
        };
        let theirs = fields(&[("text.en", "Ten"), ("text.de", "Zehn"), ("text.fr", "Dix")]);
        let mine = fields(&[
            ("text.en", "Noon"),
            ("text.de", "Zehn"),
            ("text.es", "Diez"),
        ]);
        let told = differing("bob", &theirs, &mine);
        let told: Vec<_> = told
            .iter()
            .map(|e| (e.field.as_str(), e.message.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("text.en", "bob made this “Ten” meanwhile"),
                ("text.es", "bob left this empty meanwhile"),
                ("text.fr", "bob made this “Dix” meanwhile"),
            ]
        );
    }
}
