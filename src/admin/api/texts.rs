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

/// The texts of one field of a form, each within `limit`. The event's own language is needed, all others are not; what is
/// wrong with which is noted in `wrong`. `missing` says what to write where the own language is empty.
pub fn checked(
    field: &str,
    typed: &Fields,
    limit: usize,
    own: Locale,
    missing: &str,
    wrong: &mut Vec<FieldError>,
) -> BTreeMap<Locale, String> {
    let texts = written(typed);
    let mut note = |locale: Locale, message: String| {
        wrong.push(FieldError {
            field: format!("{field}.{}", locale.tag()),
            message,
        });
    };
    if !texts.contains_key(&own) {
        note(own, missing.to_owned());
    }
    for (locale, text) in &texts {
        if let Err(error) = LocalizedText::parse_one(*locale, text, limit) {
            note(*locale, error.to_string());
        }
    }
    texts
}

/// What somebody else has said meanwhile, beside the field of each language.
pub fn said_meanwhile(field: &str, said: &LocalizedText) -> Vec<FieldError> {
    let beside = |(locale, text): (Locale, &str)| FieldError {
        field: format!("{field}.{}", locale.tag()),
        message: format!("said meanwhile: “{text}”"),
    };
    said.iter().map(beside).collect()
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
    fn the_own_language_is_needed_and_each_text_is_told_about_where_it_stands() {
        let typed = [("en", " "), ("de", "zu lang"), ("fr", "bon"), ("ja", "")];
        let typed = typed.map(|(tag, text)| (tag.to_owned(), text.to_owned()));
        let mut wrong = Vec::new();
        let texts = checked("title", &typed.into(), 5, Locale::En, "say it", &mut wrong);
        let told: Vec<_> = wrong
            .iter()
            .map(|e| (e.field.as_str(), e.message.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("title.en", "say it"),
                (
                    "title.de",
                    "the text in de has 7 characters; keep it within 5"
                ),
            ]
        );
        assert_eq!(
            texts.keys().copied().collect::<Vec<_>>(),
            [Locale::De, Locale::Fr]
        );
    }

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
