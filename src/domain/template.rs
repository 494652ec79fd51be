//! Prepared texts with placeholders: data, never code.
//!
//! A template is plain text with `{name}` gaps from a closed list. There is no logic, no nesting and no
//! escape into anything else, because status pages have been taken over through their template engines
//! (CVE-2023-43661 in Cachet, and Liquid in Uptime Kuma).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::locale::Locale;
use super::message::Severity;

/// The longest value for one placeholder, in characters.
pub const MAX_VALUE: usize = 120;

/// A gap that a template may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placeholder {
    /// The wait as shown now, "25–40 minutes".
    WaitRange,
    /// How many wait, as shown now.
    QueueDepth,
    /// The product's name.
    Item,
    /// The product's variant.
    Variant,
    /// How many are left, in words.
    RemainingBand,
    /// When doors open.
    OpensAt,
    /// By when the next update comes.
    NextUpdateBy,
    /// Where the waitlist is.
    WaitlistUrl,
}

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
}

impl TemplateError {
    /// The placeholder or value that the error is about.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownPlaceholder(name) | Self::UnusedValue(name) => Some(name),
            Self::MissingValue(gap) | Self::ValueTooLong(gap) | Self::ValueNotPlain(gap) => {
                Some(gap.as_str())
            }
            Self::UnbalancedBracket | Self::UnknownTemplate(_) => None,
        }
    }
}

impl Placeholder {
    /// Every placeholder.
    pub const ALL: [Self; 8] = [
        Self::WaitRange,
        Self::QueueDepth,
        Self::Item,
        Self::Variant,
        Self::RemainingBand,
        Self::OpensAt,
        Self::NextUpdateBy,
        Self::WaitlistUrl,
    ];

    /// The placeholder's name between the brackets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WaitRange => "wait_range",
            Self::QueueDepth => "queue_depth",
            Self::Item => "item",
            Self::Variant => "variant",
            Self::RemainingBand => "remaining_band",
            Self::OpensAt => "opens_at",
            Self::NextUpdateBy => "next_update_by",
            Self::WaitlistUrl => "waitlist_url",
        }
    }

    /// What its field in a form is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::WaitRange => "Wait, as a range",
            Self::QueueDepth => "People in line",
            Self::Item => "Product",
            Self::Variant => "Variant",
            Self::RemainingBand => "How many are left, in words",
            Self::OpensAt => "Opening time",
            Self::NextUpdateBy => "Time of the next update",
            Self::WaitlistUrl => "Waitlist link",
        }
    }

    /// Parses the name between the brackets.
    pub fn parse(name: &str) -> Result<Self, TemplateError> {
        Self::ALL
            .into_iter()
            .find(|placeholder| placeholder.as_str() == name)
            .ok_or_else(|| TemplateError::UnknownPlaceholder(name.to_owned()))
    }
}

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

    /// Fills every gap. Values are plain text: a bracket inside a value is only a bracket.
    pub fn fill(&self, values: &BTreeMap<String, String>) -> Result<String, TemplateError> {
        let gaps = self.placeholders();
        for name in values.keys() {
            let gap = Placeholder::parse(name)?;
            if !gaps.contains(&gap) {
                return Err(TemplateError::UnusedValue(name.clone()));
            }
        }
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => Ok(text.as_str()),
                Part::Gap(gap) => value_for(*gap, values),
            })
            .collect()
    }
}

fn value_for(gap: Placeholder, values: &BTreeMap<String, String>) -> Result<&str, TemplateError> {
    let value = values.get(gap.as_str()).map_or("", |value| value.trim());
    if value.is_empty() {
        Err(TemplateError::MissingValue(gap))
    } else if value.chars().count() > MAX_VALUE {
        Err(TemplateError::ValueTooLong(gap))
    } else if value.chars().any(char::is_control) {
        Err(TemplateError::ValueNotPlain(gap))
    } else {
        Ok(value)
    }
}

/// A prepared message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name on the wire and in the desk's links.
    pub key: &'static str,
    /// Its name for operators.
    pub name: &'static str,
    /// How loud its messages are.
    pub severity: Severity,
    texts: &'static [(Locale, &'static str)],
}

/// The templates that come with every install. The first three carry the guide's own words.
const SHIPPED: [Template; 7] = [
    Template {
        key: "high_traffic",
        name: "High traffic",
        severity: Severity::Notice,
        texts: &[(
            Locale::En,
            "We're experiencing high demand. Thank you for your patience.",
        )],
    },
    Template {
        key: "temporary_delay",
        name: "Temporary delay",
        severity: Severity::Notice,
        texts: &[(
            Locale::En,
            "Your place in line is secure. We'll update you shortly.",
        )],
    },
    Template {
        key: "sold_out",
        name: "Sold out",
        severity: Severity::Info,
        texts: &[(
            Locale::En,
            "This item has sold out. Join the waitlist for restocks.",
        )],
    },
    Template {
        key: "low_stock",
        name: "Low stock",
        severity: Severity::Notice,
        texts: &[(Locale::En, "{item} is running low: {remaining_band} left.")],
    },
    Template {
        key: "line_paused",
        name: "Line paused",
        severity: Severity::Warning,
        texts: &[(
            Locale::En,
            "We've paused new entries for a moment. Your place in line is kept. Next update by {next_update_by}.",
        )],
    },
    Template {
        key: "line_resumed",
        name: "Line resumed",
        severity: Severity::Info,
        texts: &[(
            Locale::En,
            "The line is moving again. People joining now wait {wait_range}.",
        )],
    },
    Template {
        key: "checkout_slow",
        name: "Checkout slow",
        severity: Severity::Warning,
        texts: &[(
            Locale::En,
            "Checkout is slower than usual. Please don't pay twice: your order goes through once.",
        )],
    },
];

impl Template {
    /// The templates that come with every install.
    pub fn shipped() -> &'static [Self] {
        &SHIPPED
    }

    /// Finds a shipped template by its key.
    pub fn find(key: &str) -> Result<&'static Self, TemplateError> {
        SHIPPED
            .iter()
            .find(|template| template.key == key)
            .ok_or_else(|| {
                let keys: Vec<_> = SHIPPED.iter().map(|template| template.key).collect();
                TemplateError::UnknownTemplate(keys.join(", "))
            })
    }

    /// Its gaps, each once: the fields of the form that it asks an operator to fill in.
    pub fn placeholders(&self) -> Result<Vec<Placeholder>, TemplateError> {
        let mut all = Vec::new();
        for (_, text) in self.texts {
            for gap in TemplateText::parse(text)?.placeholders() {
                if !all.contains(&gap) {
                    all.push(gap);
                }
            }
        }
        Ok(all)
    }

    /// Fills it in every language it has.
    pub fn fill(
        &self,
        values: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<Locale, String>, TemplateError> {
        self.texts
            .iter()
            .map(|(locale, text)| Ok((*locale, TemplateText::parse(text)?.fill(values)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_three_scenarios_carry_the_guides_words() {
        let said = |key: &str| {
            let filled = Template::find(key).unwrap().fill(&BTreeMap::new()).unwrap();
            filled[&Locale::En].clone()
        };
        assert_eq!(
            said("high_traffic"),
            "We're experiencing high demand. Thank you for your patience."
        );
        assert_eq!(
            said("temporary_delay"),
            "Your place in line is secure. We'll update you shortly."
        );
        assert_eq!(
            said("sold_out"),
            "This item has sold out. Join the waitlist for restocks."
        );
    }

    #[test]
    fn every_shipped_template_parses_and_has_its_own_key() {
        let mut keys: Vec<_> = Template::shipped().iter().map(|t| t.key).collect();
        for template in Template::shipped() {
            template.placeholders().unwrap();
        }
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Template::shipped().len());
    }

    #[test]
    fn unknown_missing_unused_and_overlong_values_are_each_named() {
        let low = Template::find("low_stock").unwrap();
        let fill = |pairs: &[(&str, &str)]| {
            let values = pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect();
            low.fill(&values).unwrap_err()
        };
        assert_eq!(
            fill(&[("item", "Shoe")]),
            TemplateError::MissingValue(Placeholder::RemainingBand)
        );
        assert_eq!(
            fill(&[("colour", "red")]),
            TemplateError::UnknownPlaceholder("colour".into())
        );
        assert_eq!(
            fill(&[("wait_range", "1")]),
            TemplateError::UnusedValue("wait_range".into())
        );
        let long = "x".repeat(MAX_VALUE + 1);
        let error = fill(&[("item", &long), ("remaining_band", "few")]);
        assert_eq!(error, TemplateError::ValueTooLong(Placeholder::Item));
    }

    proptest! {
        #[test]
        fn a_value_is_inserted_as_it_is_and_never_read_as_a_template(value in "[a-z{}<>&]{1,40}") {
            let text = TemplateText::parse("Only {item} left").unwrap();
            let filled = text.fill(&BTreeMap::from([("item".to_owned(), value.clone())])).unwrap();
            prop_assert_eq!(filled, format!("Only {value} left"));
        }

        #[test]
        fn text_without_brackets_is_its_own_filling(text in "[^{}]{0,60}") {
            let parsed = TemplateText::parse(&text).unwrap();
            prop_assert!(parsed.placeholders().is_empty());
            prop_assert_eq!(parsed.fill(&BTreeMap::new()).unwrap(), text);
        }

        #[test]
        fn any_text_either_parses_or_names_what_is_wrong(text in ".{0,60}") {
            let _ = TemplateText::parse(&text);
        }
    }
}
