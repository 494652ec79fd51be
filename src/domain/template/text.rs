//! A template's text in one language: plain text with `{name}` gaps.

use std::collections::BTreeMap;

use super::{MAX_VALUE, Placeholder, TemplateError};
use crate::domain::locale::Locale;
use crate::domain::prose;

/// What follows keeps its own direction (Unicode Standard Annex 9, first strong isolate).
const ISOLATE: char = '\u{2068}';
/// Until here.
const END_ISOLATE: char = '\u{2069}';

/// A piece of a parsed template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Gap(Placeholder),
}

/// A template's text in one language, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateText(Vec<Part>);

impl TemplateText {
    /// Parses plain text with `{name}` placeholders.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(open);
            let inner = from
                .strip_prefix('{')
                .ok_or(TemplateError::UnbalancedBracket)?;
            let (name, after) = inner
                .split_once('}')
                .ok_or(TemplateError::UnbalancedBracket)?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::Gap(Placeholder::parse(name)?));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// Its gaps, each once, in the order they appear: the fields of the form.
    pub fn placeholders(&self) -> Vec<Placeholder> {
        let mut found = Vec::new();
        for part in &self.0 {
            if let Part::Gap(gap) = part
                && !found.contains(gap)
            {
                found.push(*gap);
            }
        }
        found
    }

    /// Fills every gap with what was typed, else with what is `known` of it. Values are plain text: a bracket or a star
    /// inside a value is only a bracket or a star, and in a text that runs from right to left it keeps its own direction.
    pub fn fill(
        &self,
        locale: Locale,
        typed: &BTreeMap<String, String>,
        known: impl Fn(Placeholder) -> Option<String>,
    ) -> Result<String, TemplateError> {
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => Ok(text.clone()),
                Part::Gap(gap) => {
                    let value = value_for(*gap, typed, &known)?;
                    Ok(isolated(locale, &prose::escape(&value)))
                }
            })
            .collect()
    }

    /// Every gap that keeps it from being filled, each once.
    pub fn open_gaps(
        &self,
        typed: &BTreeMap<String, String>,
        known: impl Fn(Placeholder) -> Option<String>,
    ) -> Vec<TemplateError> {
        let gaps = self.placeholders().into_iter();
        gaps.filter_map(|gap| value_for(gap, typed, &known).err())
            .collect()
    }

    /// Checks what was typed: every value for a gap there is, short and plain.
    pub fn check_typed(
        gaps: &[Placeholder],
        typed: &BTreeMap<String, String>,
    ) -> Vec<TemplateError> {
        let check = |(name, value): (&String, &String)| match Placeholder::parse(name) {
            Err(unknown) => Some(unknown),
            Ok(gap) if !gaps.contains(&gap) => Some(TemplateError::UnusedValue(name.clone())),
            Ok(gap) => check_value(gap, value.trim()).err(),
        };
        typed.iter().filter_map(check).collect()
    }
}

fn value_for(
    gap: Placeholder,
    typed: &BTreeMap<String, String>,
    known: &impl Fn(Placeholder) -> Option<String>,
) -> Result<String, TemplateError> {
    let typed = typed.get(gap.as_str()).map(|value| value.trim());
    let value = match typed {
        Some(typed) if !typed.is_empty() => typed.to_owned(),
        _ => known(gap).ok_or(TemplateError::MissingValue(gap))?,
    };
    check_value(gap, &value)?;
    Ok(value)
}

/// A value with marks around it where it could come apart among words of another direction.
fn isolated(locale: Locale, value: &str) -> String {
    if locale.direction() == "rtl" && !value.starts_with(ISOLATE) {
        format!("{ISOLATE}{value}{END_ISOLATE}")
    } else {
        value.to_owned()
    }
}

fn check_value(gap: Placeholder, value: &str) -> Result<(), TemplateError> {
    if value.chars().count() > MAX_VALUE {
        Err(TemplateError::ValueTooLong(gap))
    } else if value.chars().any(char::is_control) {
        Err(TemplateError::ValueNotPlain(gap))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn nothing_known(_: Placeholder) -> Option<String> {
        None
    }

    fn typed(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn unknown_missing_unused_and_overlong_values_are_each_named() {
        let low = TemplateText::parse("{item}: fewer than {remaining_band}").unwrap();
        let missing = low.fill(Locale::En, &typed(&[("item", "Shoe")]), nothing_known);
        let error = TemplateError::MissingValue(Placeholder::RemainingBand);
        assert_eq!(missing, Err(error));
        let long = "x".repeat(MAX_VALUE + 1);
        let wrong = typed(&[("colour", "red"), ("item", &long), ("wait_range", "1")]);
        let expected = [
            TemplateError::UnknownPlaceholder("colour".into()),
            TemplateError::ValueTooLong(Placeholder::Item),
            TemplateError::UnusedValue("wait_range".into()),
        ];
        let gaps = low.placeholders();
        assert_eq!(TemplateText::check_typed(&gaps, &wrong), expected);
    }

    #[test]
    fn a_mark_inside_a_value_has_no_meaning_and_an_address_stays_one() {
        let text = TemplateText::parse("**{item}**: {waitlist_url}").unwrap();
        let values = [("item", "A*B*"), ("waitlist_url", "https://a.example/*")];
        let filled = text
            .fill(Locale::En, &typed(&values), nothing_known)
            .unwrap();
        assert_eq!(filled, r"**A\*B\***: https://a.example/*");
    }

    #[test]
    fn what_is_typed_comes_before_what_is_known_and_an_empty_field_is_not_typed() {
        let text = TemplateText::parse("Wait: {wait_range}").unwrap();
        let fill = |value| {
            text.fill(Locale::En, &typed(&[("wait_range", value)]), |_| {
                Some("5 min".to_owned())
            })
            .unwrap()
        };
        assert_eq!(fill("an hour"), "Wait: an hour");
        assert_eq!(fill("  "), "Wait: 5 min");
    }

    #[test]
    fn a_value_keeps_its_direction_among_arabic_words() {
        let text = TemplateText::parse("{item}: {wait_range}").unwrap();
        let known = |_| Some("\u{2068}10:00 CET\u{2069}".to_owned());
        let filled = text.fill(Locale::Ar, &typed(&[("item", "Shoe (42)")]), known);
        let expected = "\u{2068}Shoe (42)\u{2069}: \u{2068}10:00 CET\u{2069}";
        assert_eq!(filled.unwrap(), expected);
    }

    proptest! {
        #[test]
        fn a_value_is_inserted_as_it_is_and_never_read_as_a_template(value in "[a-z{}<>&]{1,40}") {
            let text = TemplateText::parse("Only {item} left").unwrap();
            let filled = text.fill(Locale::De, &typed(&[("item", &value)]), nothing_known).unwrap();
            prop_assert_eq!(filled, format!("Only {value} left"));
        }

        #[test]
        fn text_without_brackets_is_its_own_filling(text in "[^{}]{0,60}") {
            let parsed = TemplateText::parse(&text).unwrap();
            prop_assert!(parsed.placeholders().is_empty());
            prop_assert_eq!(parsed.fill(Locale::Ja, &BTreeMap::new(), nothing_known).unwrap(), text);
        }

        #[test]
        fn any_text_either_parses_or_names_what_is_wrong(text in ".{0,60}") {
            let brackets = text.contains(['{', '}']);
            match TemplateText::parse(&text) {
                Ok(parsed) => prop_assert_eq!(brackets, !parsed.placeholders().is_empty()),
                Err(error) => prop_assert!(brackets, "{error}"),
            }
        }
    }
}
