//! What a message says in each language, and everything that keeps it from being said.

use std::collections::BTreeMap;

use crate::domain::event::Event;
use crate::domain::locale::words::Words;
use crate::domain::locale::{Locale, LocaleError, LocalizedText};
use crate::domain::message::{MAX_TEXT, NewMessage, Severity, Wording};
use crate::domain::template::{Placeholder, Template, TemplateError, TemplateText};
use crate::domain::time::Timestamp;
use crate::error::{Error, FieldError, Result};
use crate::service::{Services, templates};
use crate::store::Tx;

/// What stands where a gap is not filled yet.
const OPEN_GAP: &str = "…";

/// A message in words, right or wrong.
#[derive(Debug, Default)]
pub(in crate::service) struct Worded {
    /// The text by language; a mark stands where a gap is open.
    pub texts: BTreeMap<Locale, String>,
    /// How loud it is.
    pub severity: Option<Severity>,
    /// What is wrong with which field.
    pub wrong: Vec<FieldError>,
}

impl Worded {
    /// The words, if nothing is wrong with them.
    pub fn checked(self) -> Result<(LocalizedText, Severity)> {
        if !self.wrong.is_empty() {
            return Err(Error::Invalid(self.wrong));
        }
        let text = LocalizedText::parse(self.texts, MAX_TEXT)
            .map_err(|error| Error::invalid("text", error))?;
        Ok((text, self.severity.unwrap_or(Severity::Info)))
    }

    fn note(&mut self, field: String, problem: impl std::fmt::Display) {
        let error = FieldError {
            field,
            message: problem.to_string(),
        };
        // Six languages with one gap are one field.
        if !self.wrong.contains(&error) {
            self.wrong.push(error);
        }
    }

    fn say(&mut self, locale: Locale, text: String) {
        if let Err(error) = LocalizedText::parse_one(locale, &text, MAX_TEXT) {
            let error = match error {
                LocaleError::NoText => LocaleError::EmptyText(locale.tag()),
                error => error,
            };
            self.note(format!("text.{}", locale.tag()), error);
        }
        self.texts.insert(locale, text);
    }
}

/// When a message is worded, and what its pages know then.
pub(in crate::service) struct Moment<'a> {
    pub services: &'a Services,
    pub event: &'a Event,
    /// By when it promises to speak again.
    pub promised: Option<Timestamp>,
    pub now: Timestamp,
    /// Whether live gaps may stay open, because they are filled later.
    pub ahead: bool,
}

impl Moment<'_> {
    /// Words a message with what was typed, else with what each language's page says at this moment.
    pub async fn word(&self, tx: &mut Tx, new: &NewMessage) -> Result<Worded> {
        self.word_version(tx, new, None).await
    }

    /// The same with a certain version of its template.
    pub async fn word_version(
        &self,
        tx: &mut Tx,
        new: &NewMessage,
        version: Option<u32>,
    ) -> Result<Worded> {
        let mut worded = match &new.wording {
            Wording::Template {
                template,
                values,
                edited,
            } => {
                let template = templates::find_version(tx, template, version).await?;
                self.fill(&template, values, edited)
            }
            Wording::Text { text, severity } => own_words(text, *severity),
        };
        worded.severity = new.severity.or(worded.severity);
        if worded.texts.is_empty() {
            worded.note("text".to_owned(), LocaleError::NoText);
        }
        Ok(worded)
    }

    fn fill(
        &self,
        template: &Template,
        values: &BTreeMap<String, String>,
        edited: &BTreeMap<Locale, String>,
    ) -> Worded {
        let mut worded = Worded {
            severity: Some(template.severity),
            ..Worded::default()
        };
        let mut texts: BTreeMap<Locale, &str> = template.text.iter().collect();
        texts.extend(edited.iter().map(|(locale, text)| (*locale, text.trim())));
        texts.retain(|_, text| !text.is_empty());

        let mut gaps = template.placeholders().unwrap_or_default();
        let mut parsed = Vec::new();
        for (locale, text) in texts {
            match TemplateText::parse(text) {
                Ok(text) => {
                    gaps.extend(text.placeholders());
                    parsed.push((locale, text));
                }
                Err(error) => {
                    worded.note(format!("text.{}", locale.tag()), error);
                    worded.texts.insert(locale, text.to_owned());
                }
            }
        }
        for error in TemplateText::check_typed(&gaps, values) {
            worded.note(value_field(&error), error);
        }
        let snapshot = self.services.live.channel(&self.event.slug);
        let snapshot = snapshot.map(|channel| channel.snapshot());
        for (locale, text) in parsed {
            let page = snapshot
                .as_ref()
                .map(|snapshot| snapshot.status_page(locale));
            let known = |gap: Placeholder| match gap {
                Placeholder::NextUpdateBy => {
                    let by = self.promised?;
                    Some(Words::new(locale).moment(&self.event.zone, by, self.now))
                }
                gap => gap.live_value(page?),
            };
            let later = |gap: Placeholder| {
                let later = self.ahead && gap.is_live() && gap != Placeholder::NextUpdateBy;
                known(gap).or_else(|| later.then(|| OPEN_GAP.to_owned()))
            };
            let open = text.open_gaps(values, later);
            match text.fill(locale, values, later) {
                Ok(filled) if open.is_empty() => worded.say(locale, filled),
                _ => {
                    for error in open {
                        worded.note(value_field(&error), error);
                    }
                    let marked = |gap| known(gap).or_else(|| Some(OPEN_GAP.to_owned()));
                    let filled = text.fill(locale, &fitting(values), marked);
                    worded.texts.insert(locale, filled.unwrap_or_default());
                }
            }
        }
        worded
    }
}

fn own_words(text: &BTreeMap<Locale, String>, severity: Severity) -> Worded {
    let mut worded = Worded {
        severity: Some(severity),
        ..Worded::default()
    };
    for (locale, text) in text {
        worded.say(*locale, text.clone());
    }
    worded
}

/// The values that may stand in a text.
fn fitting(values: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let gaps = Placeholder::ALL;
    let fits = |(name, value): &(&String, &String)| {
        let alone = BTreeMap::from([((*name).clone(), (*value).clone())]);
        TemplateText::check_typed(&gaps, &alone).is_empty()
    };
    let fitting = values.iter().filter(fits);
    fitting
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn value_field(error: &TemplateError) -> String {
    match error.field() {
        Some(name) => format!("values.{name}"),
        None => "values".to_owned(),
    }
}
