//! What keeps a template from being saved, for every language at once.

use super::{Placeholder, TemplateError, TemplateText};
use crate::domain::locale::{Locale, LocalizedText};

/// Checks every language: known placeholders, the same in each, and no HTML. Tells the languages that are wrong.
pub fn check_text(text: &LocalizedText) -> Vec<(Locale, TemplateError)> {
    let mut wrong = Vec::new();
    let mut first: Option<Vec<Placeholder>> = None;
    for (locale, text) in text.iter() {
        match (gaps(text), &first) {
            (Err(error), _) => wrong.push((locale, error)),
            (Ok(gaps), None) => first = Some(gaps),
            (Ok(gaps), Some(first)) if gaps == *first => {}
            (Ok(_), Some(first)) => {
                wrong.push((locale, TemplateError::GapsDiffer(names(first))));
            }
        }
    }
    wrong
}

fn gaps(text: &str) -> Result<Vec<Placeholder>, TemplateError> {
    if let Some(tag) = markup(text) {
        return Err(TemplateError::Markup(tag.to_owned()));
    }
    let mut gaps = TemplateText::parse(text)?.placeholders();
    gaps.sort_unstable();
    Ok(gaps)
}

fn names(gaps: &[Placeholder]) -> String {
    if gaps.is_empty() {
        return "none".to_owned();
    }
    let names = gaps.iter().map(|gap| format!("{{{}}}", gap.as_str()));
    names.collect::<Vec<_>>().join(" ")
}

/// The first thing that looks like a tag of HTML.
fn markup(text: &str) -> Option<&str> {
    text.match_indices('<').find_map(|(at, _)| {
        let tag = &text[at..];
        let opens = |c: char| c.is_ascii_alphabetic() || c == '/' || c == '!';
        let end = tag.find('>')?;
        tag[1..].starts_with(opens).then(|| &tag[..=end])
    })
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
        assert_eq!(check_text(&same), []);
        let other = text(&[(Locale::En, "{item}"), (Locale::Fr, "rien")]);
        let error = TemplateError::GapsDiffer("{item}".to_owned());
        assert_eq!(check_text(&other), [(Locale::Fr, error)]);
    }

    #[test]
    fn every_language_that_is_wrong_is_told() {
        let wrong = text(&[
            (Locale::En, "Hello"),
            (Locale::De, "a < b und <b>fett</b>"),
            (Locale::Fr, "{item"),
            (Locale::Ja, "{7*7}"),
        ]);
        let expected = [
            (Locale::De, TemplateError::Markup("<b>".to_owned())),
            (Locale::Fr, TemplateError::UnbalancedBracket),
            (
                Locale::Ja,
                TemplateError::UnknownPlaceholder("7*7".to_owned()),
            ),
        ];
        assert_eq!(check_text(&wrong), expected);
    }

    #[test]
    fn less_than_is_no_markup() {
        assert_eq!(check_text(&text(&[(Locale::En, "a < b, 3 <4> <3")])), []);
    }
}
