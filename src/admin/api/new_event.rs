//! A new event, from the text of its form to what the service takes. Everything that is wrong is told at once.

use std::fmt::Display;

use super::events::EventForm;
use super::{DeskError, FieldError};
use crate::domain::event::{EventKind, Link, Schedule, Slug, Title};
use crate::domain::locale::Locale;
use crate::domain::time::{Timestamp, Zone};
use crate::service::events::NewEvent;

/// What is wrong so far.
#[derive(Default)]
struct Wrong(Vec<FieldError>);

impl Wrong {
    fn note<T>(&mut self, field: &str, result: Result<T, impl Display>) -> Option<T> {
        let note = |error| {
            self.0.push(FieldError {
                field: format!("event.{field}"),
                message: format!("{error}"),
            });
        };
        result.map_err(note).ok()
    }

    /// A field that may be empty.
    fn optional<T, E: Display>(
        &mut self,
        field: &str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match text.trim() {
            "" => None,
            text => self.note(field, parse(text)),
        }
    }
}

/// Parses the form.
pub fn parse(form: &EventForm) -> Result<NewEvent, DeskError> {
    let mut wrong = Wrong::default();
    let title = wrong.note("title", Title::parse(&form.title));
    let slug = wrong.note("slug", Slug::parse(form.slug.trim()));
    let kind = wrong.note("kind", EventKind::parse(&form.kind));
    let zone = wrong.note("zone", Zone::parse(&form.zone));
    let schedule = schedule(&mut wrong, zone.as_ref(), form);
    let count = |text: &str| {
        text.parse::<u32>()
            .map_err(|_| "give a whole number, or nothing")
    };
    let capacity = wrong.optional("capacity", &form.capacity, count);
    let product_link = wrong.optional("product_link", &form.product_link, Link::parse);
    let waitlist_link = wrong.optional("waitlist_link", &form.waitlist_link, Link::parse);
    match (title, slug, kind, zone) {
        (Some(title), Some(slug), Some(kind), Some(zone)) if wrong.0.is_empty() => Ok(NewEvent {
            slug,
            title,
            kind,
            public: !form.public.is_empty(),
            schedule,
            zone,
            default_locale: Locale::En,
            capacity,
            product_link,
            waitlist_link,
        }),
        _ => Err(DeskError::invalid(wrong.0)),
    }
}

/// The times, as wall clock in the event's zone. Without a zone they say nothing.
fn schedule(wrong: &mut Wrong, zone: Option<&Zone>, form: &EventForm) -> Schedule {
    let mut time = |field: &str, text: &str| -> Option<Timestamp> {
        let zone = zone?;
        let parse = |text: &str| zone.parse_local(text).map_err(|_| "give a day and a time");
        wrong.optional(field, text, parse)
    };
    let schedule = Schedule {
        opens_at: time("opens_at", &form.opens_at),
        closes_at: time("closes_at", &form.closes_at),
        // Only a draw draws: a time left over from a change of mind is not kept.
        draws_at: time("draws_at", &form.draws_at).filter(|_| form.kind == "draw"),
    };
    wrong
        .note("closes_at", schedule.check())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> EventForm {
        EventForm {
            title: "Spring drop".into(),
            slug: "spring-drop".into(),
            kind: "queue".into(),
            zone: "Europe/Paris".into(),
            opens_at: "2026-11-23T10:00".into(),
            ..EventForm::default()
        }
    }

    #[test]
    fn times_are_read_in_the_events_zone() {
        let new = parse(&form()).unwrap();
        let opens = new.schedule.opens_at.unwrap();
        assert_eq!(opens.to_string(), "2026-11-23T09:00:00Z");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_beside_its_field() {
        let error = parse(&EventForm {
            title: String::new(),
            slug: "Spring Drop".into(),
            closes_at: "2026-11-23T09:00".into(),
            capacity: "many".into(),
            product_link: "javascript:alert(1)".into(),
            ..form()
        })
        .unwrap_err();
        let fields: Vec<_> = error.fields.iter().map(|e| e.field.as_str()).collect();
        let expected = [
            "event.title",
            "event.slug",
            "event.closes_at",
            "event.capacity",
            "event.product_link",
        ];
        assert_eq!(fields, expected);
    }
}
