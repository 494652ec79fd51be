//! A message, from the text of its form to what the service takes, and back.

use std::collections::BTreeMap;

use super::compose::MessageForm;
use super::texts::{self, Fields};
use super::{DeskError, FieldError, Trouble};
use crate::admin::form::Pairs;
use crate::domain::draft::DraftFields;
use crate::domain::event::Event;
use crate::domain::id::AlertId;
use crate::domain::locale::Locale;
use crate::domain::message::{Due, MAX_MINUTES, NewMessage, ScheduledMessage, Severity, Wording};
use crate::domain::signals::{Occasion, Offer};
use crate::domain::template::{Placeholder, Template};
use crate::domain::time::{TimeError, Timestamp, Zone};

/// What a template that promises an update promises by itself, in minutes.
const USUAL_PROMISE: &str = "15";

/// Why what is said in the place of a suggestion has no time of its own.
const ANSWERS_NOW: &str = "what answers an alert is published at once: leave this empty, or write it as a message of its own";

/// A message as it was asked for, and what is wrong with how it was asked.
pub struct Asked {
    /// The message, as far as it can be read.
    pub new: NewMessage,
    /// When it is to be published; at once if there is no time.
    pub publish_at: Option<Timestamp>,
    /// What cannot be read.
    pub wrong: Vec<FieldError>,
}

impl Asked {
    /// The message, if all of it can be read.
    pub fn checked(self) -> Result<(NewMessage, Option<Timestamp>), DeskError> {
        if self.wrong.is_empty() {
            Ok((self.new, self.publish_at))
        } else {
            Err(DeskError::invalid(self.wrong))
        }
    }
}

/// Reads a form about a message of `event`.
pub fn read(form: &MessageForm, event: &Event, templates: &[Template]) -> Asked {
    let mut wrong = Vec::new();
    let mut note = |field: &str, message: String| {
        wrong.push(FieldError {
            field: format!("message.{field}"),
            message,
        });
    };
    let template = find(templates, &form.template);
    let severity = match form.severity.as_str() {
        "" => None,
        name => Severity::parse(name)
            .map_err(|error| note("severity", error.to_string()))
            .ok(),
    };
    let mut due = |field: &str, text: &str| {
        read_due(text).unwrap_or_else(|problem| {
            note(field, problem.to_owned());
            None
        })
    };
    let next_update = due("next_update", &form.next_update);
    let expiry = due("expiry", &form.expiry);
    let publish_at = match form.publish_at.trim() {
        "" => None,
        // By then somebody else has answered, or there is nothing left to answer.
        _ if form.answers().is_some() => {
            note("publish_at", ANSWERS_NOW.to_owned());
            None
        }
        text => read_time(&event.zone, text)
            .map_err(|problem| note("publish_at", problem))
            .ok(),
    };
    Asked {
        new: NewMessage {
            wording: wording(form, template),
            severity,
            next_update,
            pinned: !form.pinned.is_empty(),
            expiry,
            automatic: false,
        },
        publish_at,
        wrong,
    }
}

/// The offered template of this key.
pub fn find<'t>(templates: &'t [Template], key: &str) -> Option<&'t Template> {
    templates
        .iter()
        .find(|template| template.key.as_str() == key)
}

fn wording(form: &MessageForm, template: Option<&Template>) -> Wording {
    match template {
        Some(template) => Wording::Template {
            template: template.key.as_str().to_owned(),
            values: form.values.clone(),
            edited: edited(form, template),
        },
        None => Wording::Text {
            text: texts::written(&form.text),
            severity: Severity::Info,
        },
    }
}

/// The texts that differ from the template's. One that was emptied is left out of the message.
fn edited(form: &MessageForm, template: &Template) -> BTreeMap<Locale, String> {
    let own: BTreeMap<_, _> = template.text.iter().collect();
    texts::read(&form.text)
        .filter(|(locale, text)| own.get(locale).copied().unwrap_or_default() != text)
        .collect()
}

/// Minutes from now, or an instant that was named before.
pub fn read_due(text: &str) -> Result<Option<Due>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(at) = Timestamp::parse(text) {
        return Ok(Some(Due::At(at)));
    }
    let minutes = text.parse().ok();
    let minutes = minutes.filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
    minutes
        .map(|minutes| Some(Due::InMinutes(minutes)))
        .ok_or("give a number of minutes, at most a week")
}

fn read_time(zone: &Zone, text: &str) -> Result<Timestamp, String> {
    zone.parse_local(text).map_err(|error| match error {
        TimeError::NotATimestamp => "give a day and a time".to_owned(),
        other => other.to_string(),
    })
}

impl MessageForm {
    /// The fields of a form that was sent, `message[text][de]` and the like.
    pub fn of_pairs(pairs: &Pairs) -> Self {
        let inside = pairs.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix("message[")?.strip_suffix(']')?;
            // `text][de` is written as drafts write it.
            let name = match name.split_once("][") {
                Some((group, member)) => format!("{group}[{member}]"),
                None => name.to_owned(),
            };
            Some((name, value.clone()))
        });
        Self::of_fields(inside)
    }

    /// The fields that a draft has kept.
    pub fn of_draft(fields: &DraftFields) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self::of_fields(fields.iter().map(owned))
    }

    fn of_fields(fields: impl Iterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            let (group, member) = name.split_once('[').unwrap_or((&name, ""));
            let member = member.trim_end_matches(']').to_owned();
            match group {
                "template" => form.template = value,
                "severity" => form.severity = value,
                "next_update" => form.next_update = value,
                "expiry" => form.expiry = value,
                "pinned" => form.pinned = value,
                "publish_at" => form.publish_at = value,
                "scheduled" => form.scheduled = value,
                "scheduled_version" => form.scheduled_version = value,
                "alert" => form.alert = value,
                "occasion" => form.occasion = value,
                "text" if Locale::parse(&member).is_ok() => {
                    // A draft notes with a space that a language was emptied.
                    let text = if value.trim().is_empty() {
                        String::new()
                    } else {
                        value
                    };
                    form.text.insert(member, text);
                }
                "values" if Placeholder::parse(&member).is_ok() => {
                    form.values.insert(member, value);
                }
                _ => {}
            }
        }
        form
    }

    /// What a draft keeps: of a template's texts only those that were edited, so that the others follow the template.
    pub fn to_draft(&self, templates: &[Template]) -> Result<DraftFields, DeskError> {
        let texts: Vec<_> = match find(templates, &self.template) {
            // A language that is left out on purpose is not one that nobody has touched.
            Some(template) => edited(self, template)
                .into_iter()
                .map(|(locale, text)| (locale, if text.is_empty() { " ".into() } else { text }))
                .collect(),
            None => texts::read(&self.text).collect(),
        };
        let texts = texts
            .into_iter()
            .map(|(locale, text)| (format!("text[{}]", locale.tag()), text));
        let values = self
            .values
            .iter()
            .map(|(name, value)| (format!("values[{name}]"), value.clone()));
        let single = [
            ("template", &self.template),
            ("severity", &self.severity),
            ("next_update", &self.next_update),
            ("expiry", &self.expiry),
            ("pinned", &self.pinned),
            ("publish_at", &self.publish_at),
            ("scheduled", &self.scheduled),
            ("scheduled_version", &self.scheduled_version),
            ("alert", &self.alert),
            ("occasion", &self.occasion),
        ];
        let single = single.map(|(name, value)| (name.to_owned(), value.clone()));
        DraftFields::parse(texts.chain(values).chain(single))
            .map_err(|error| DeskError::new(Trouble::Invalid, error.to_string()))
    }

    /// What is in the form, field by field, where there is something.
    pub fn to_fields(&self) -> Fields {
        let single = [
            ("severity", &self.severity),
            ("next_update", &self.next_update),
            ("expiry", &self.expiry),
            ("pinned", &self.pinned),
            ("publish_at", &self.publish_at),
        ];
        let single = single.map(|(name, value)| (name.to_owned(), value.clone()));
        let texts = texts::written(&self.text);
        let texts = texts
            .into_iter()
            .map(|(locale, text)| (texts::path(locale), text));
        let values = self.values.iter();
        let values = values.map(|(name, value)| (format!("values.{name}"), value.clone()));
        let fields = single.into_iter().chain(values).chain(texts);
        fields.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The form that publishes what an alert suggests, to be changed first.
    pub fn of_offer(offer: &Offer) -> Self {
        let suggestion = &offer.suggestion;
        Self {
            template: suggestion.template.to_owned(),
            values: suggestion.values.clone(),
            next_update: write_due(suggestion.next_update_min.map(Due::InMinutes)),
            alert: offer.alert.to_string(),
            occasion: offer.occasion.as_str().to_owned(),
            ..Self::default()
        }
    }

    /// The suggestion in whose place it is said, if it is said in one's place.
    pub fn answers(&self) -> Option<(AlertId, Occasion)> {
        let occasion = Occasion::parse(&self.occasion)?;
        (!self.alert.is_empty()).then(|| (AlertId::new(self.alert.clone()), occasion))
    }

    /// The form that a scheduled message was, or could have been, written in.
    pub fn of_scheduled(message: &ScheduledMessage, zone: &Zone) -> Self {
        let content = &message.content;
        let mut form = Self {
            publish_at: zone.write_local(message.publish_at),
            scheduled: message.id.to_string(),
            scheduled_version: message.version.to_string(),
            next_update: write_due(content.next_update),
            expiry: write_due(content.expiry),
            ..Self::default()
        };
        if content.pinned {
            "on".clone_into(&mut form.pinned);
        }
        let tagged = |texts: &BTreeMap<Locale, String>| {
            let texts = texts.iter();
            texts
                .map(|(locale, text)| (locale.tag().to_owned(), text.clone()))
                .collect()
        };
        let own = match &content.wording {
            Wording::Template {
                template,
                values,
                edited,
            } => {
                form.template.clone_from(template);
                form.values.clone_from(values);
                form.text = tagged(edited);
                None
            }
            Wording::Text { text, severity } => {
                form.text = tagged(text);
                Some(*severity)
            }
        };
        if let Some(severity) = content.severity.or(own) {
            severity.as_str().clone_into(&mut form.severity);
        }
        form
    }

    /// Fills what is still open with what the template says, or with what is usual.
    pub fn complete(&mut self, template: Option<&Template>, is_new: bool) {
        let Some(template) = template else {
            self.template.clear();
            if self.severity.is_empty() {
                Severity::Info.as_str().clone_into(&mut self.severity);
            }
            return;
        };
        for (locale, text) in template.text.iter() {
            let tag = locale.tag().to_owned();
            self.text.entry(tag).or_insert_with(|| text.to_owned());
        }
        if self.severity.is_empty() {
            template.severity.as_str().clone_into(&mut self.severity);
        }
        let gaps = template.placeholders().unwrap_or_default();
        if is_new && gaps.contains(&Placeholder::NextUpdateBy) {
            USUAL_PROMISE.clone_into(&mut self.next_update);
        }
    }
}

fn write_due(due: Option<Due>) -> String {
    match due {
        None => String::new(),
        Some(Due::At(at)) => at.to_string(),
        Some(Due::InMinutes(minutes)) => minutes.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::signals::{Signal, Suggestion, Topic};

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_form_is_read_by_the_names_of_its_fields_and_nothing_else_of_it_is_kept() {
        let form = MessageForm::of_pairs(&pairs(&[
            ("form", "post_message"),
            ("message[template]", "low_stock"),
            ("message[text][de]", "Wenig da"),
            ("message[text][tlh]", "Qapla'"),
            ("message[values][item]", "Shoe"),
            ("message[values][colour]", "red"),
            ("message[pinned]", "on"),
            ("message[is_admin]", "yes"),
            ("tongue", "de"),
        ]));
        let expected = MessageForm {
            template: "low_stock".into(),
            text: [("de".into(), "Wenig da".into())].into(),
            values: [("item".into(), "Shoe".into())].into(),
            pinned: "on".into(),
            ..MessageForm::default()
        };
        assert_eq!(form, expected);
    }

    #[test]
    fn what_an_alert_suggests_opens_with_its_gaps_filled_and_goes_on_as_a_draft_about_it() {
        let topic = Topic {
            signal: Signal::SoldOut,
            subject: "Sneaker".to_owned(),
        };
        let form = MessageForm::of_offer(&Offer {
            alert: AlertId::new("a1"),
            occasion: Occasion::AllClear,
            suggestion: Suggestion::of(&topic, Occasion::AllClear).unwrap(),
        });
        assert_eq!(form.values["item"], "Sneaker");
        let draft = MessageForm::of_draft(&form.to_draft(&[]).unwrap());
        let answers = Some((AlertId::new("a1"), Occasion::AllClear));
        assert_eq!(draft.answers(), answers);
    }

    #[test]
    fn a_time_is_minutes_from_publishing_or_an_instant_or_is_refused() {
        let at = Timestamp::parse("2026-11-23T10:00:00Z").unwrap();
        assert_eq!(read_due(" "), Ok(None));
        assert_eq!(read_due("15"), Ok(Some(Due::InMinutes(15))));
        assert_eq!(read_due("2026-11-23T10:00:00Z"), Ok(Some(Due::At(at))));
        for bad in ["0", "-1", "10081", "soon", "1e3"] {
            assert!(read_due(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_time_that_clocks_jump_over_is_told_as_such() {
        let paris = Zone::parse("Europe/Paris").unwrap();
        let skipped = read_time(&paris, "2027-03-28T02:30").unwrap_err();
        assert!(skipped.contains("clocks go forward"), "{skipped}");
        let nonsense = read_time(&paris, "tomorrow").unwrap_err();
        assert_eq!(nonsense, "give a day and a time");
    }

    proptest! {
        #[test]
        fn a_draft_gives_back_what_was_written(
            text in "[a-z*\\n ]{0,40}", item in "[a-z ]{0,20}", pinned: bool, minutes in "[0-9]{0,3}",
        ) {
            let form = MessageForm {
                text: [("en".to_owned(), text.trim().to_owned())].into(),
                values: [("item".to_owned(), item)].into(),
                pinned: if pinned { "on".into() } else { String::new() },
                next_update: minutes,
                ..MessageForm::default()
            };
            let kept = MessageForm::of_draft(&form.to_draft(&[]).unwrap());
            let full = |map: &BTreeMap<String, String>| {
                let mut map = map.clone();
                map.retain(|_, value| !value.is_empty());
                map
            };
            prop_assert_eq!(full(&kept.text), full(&form.text));
            prop_assert_eq!(full(&kept.values), full(&form.values));
            prop_assert_eq!(kept.pinned, form.pinned);
            prop_assert_eq!(kept.next_update, form.next_update);
        }
    }
}
