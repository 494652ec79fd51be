//! An event, new or edited, from the text of its form to what the service takes. Everything that is wrong is told at once.

use std::fmt::Display;

use super::events::EventForm;
use super::{DeskError, FieldError, Trouble};
use crate::domain::brand::Accent;
use crate::domain::event::{
    Event, EventError, EventKind, Link, Schedule, Slug, Title, check_capacity,
};
use crate::domain::locale::Locale;
use crate::domain::patch::Patch;
use crate::domain::time::{Timestamp, Zone};
use crate::service::events::{EventEdit, NewEvent};

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

/// What the forms of a new and of an old event have in common.
struct Said {
    title: Title,
    schedule: Schedule,
    zone: Zone,
    default_locale: Locale,
    capacity: Option<u32>,
    product_link: Option<Link>,
    waitlist_link: Option<Link>,
    accent: Option<Accent>,
}

/// Parses the form of a new event.
pub fn parse_new(form: &EventForm) -> Result<NewEvent, DeskError> {
    let mut wrong = Wrong::default();
    let slug = match form.slug.trim() {
        "" => Slug::suggest(&form.title).ok_or(EventError::BadSlug),
        slug => Slug::parse(slug),
    };
    let slug = wrong.note("slug", slug);
    let kind = wrong.note("kind", EventKind::parse(&form.kind));
    match (said(&mut wrong, form), slug, kind) {
        (Some(said), Some(slug), Some(kind)) if wrong.0.is_empty() => Ok(NewEvent {
            slug,
            title: said.title,
            kind,
            public: !form.public.is_empty(),
            schedule: said.schedule,
            zone: said.zone,
            default_locale: said.default_locale,
            capacity: said.capacity,
            product_link: said.product_link,
            waitlist_link: said.waitlist_link,
        }),
        _ => Err(DeskError::invalid(wrong.0)),
    }
}

/// Parses an edit: `form` was made from an event that looked like `seen`, which looks like `now` today. Only what was
/// touched is changed, so that two people may edit at once.
pub fn parse_edit(
    form: &EventForm,
    seen: &EventForm,
    now: &EventForm,
) -> Result<EventEdit, DeskError> {
    let wanted = merge(form, seen, now)?;
    let mut wrong = Wrong::default();
    match said(&mut wrong, &wanted) {
        Some(said) if wrong.0.is_empty() => {
            // A wall clock shows another instant in another zone.
            let moved = wanted.zone != now.zone;
            Ok(EventEdit {
                title: (wanted.title != now.title).then_some(said.title),
                opens_at: patch(
                    moved || wanted.opens_at != now.opens_at,
                    said.schedule.opens_at,
                ),
                closes_at: patch(
                    moved || wanted.closes_at != now.closes_at,
                    said.schedule.closes_at,
                ),
                draws_at: patch(
                    moved || wanted.draws_at != now.draws_at,
                    said.schedule.draws_at,
                ),
                zone: moved.then_some(said.zone),
                default_locale: (wanted.language != now.language).then_some(said.default_locale),
                languages: None,
                listing: None,
                embed_origins: None,
                capacity: patch(wanted.capacity != now.capacity, said.capacity),
                product_link: patch(wanted.product_link != now.product_link, said.product_link),
                waitlist_link: patch(
                    wanted.waitlist_link != now.waitlist_link,
                    said.waitlist_link,
                ),
                accent: patch(wanted.accent != now.accent, said.accent),
                logo: Patch::Keep,
                seen: None,
            })
        }
        _ => Err(DeskError::invalid(wrong.0)),
    }
}

fn patch<T>(touched: bool, value: Option<T>) -> Patch<T> {
    match value {
        _ if !touched => Patch::Keep,
        Some(value) => Patch::Set(value),
        None => Patch::Clear,
    }
}

/// The form of an event as it is.
pub fn form_of(event: &Event) -> EventForm {
    let local = |at: Option<Timestamp>| at.map(|at| event.zone.write_local(at));
    let link = |link: &Option<Link>| link.as_ref().map(|link| link.as_str().to_owned());
    EventForm {
        title: event.title.as_str().to_owned(),
        slug: event.slug.to_string(),
        kind: event.kind.as_str().to_owned(),
        zone: event.zone.name().to_owned(),
        opens_at: local(event.schedule.opens_at).unwrap_or_default(),
        closes_at: local(event.schedule.closes_at).unwrap_or_default(),
        draws_at: local(event.schedule.draws_at).unwrap_or_default(),
        language: event.default_locale.tag().to_owned(),
        capacity: event.capacity.map(|n| n.to_string()).unwrap_or_default(),
        product_link: link(&event.product_link).unwrap_or_default(),
        waitlist_link: link(&event.waitlist_link).unwrap_or_default(),
        accent: event
            .brand
            .accent
            .map(|a| a.to_string())
            .unwrap_or_default(),
        public: String::new(),
    }
}

type Access = fn(&mut EventForm) -> &mut String;

/// What can be edited, by the names of the fields.
const EDITABLE: [(&str, Access); 10] = [
    ("title", |form| &mut form.title),
    ("opens_at", |form| &mut form.opens_at),
    ("closes_at", |form| &mut form.closes_at),
    ("draws_at", |form| &mut form.draws_at),
    ("zone", |form| &mut form.zone),
    ("language", |form| &mut form.language),
    ("capacity", |form| &mut form.capacity),
    ("product_link", |form| &mut form.product_link),
    ("waitlist_link", |form| &mut form.waitlist_link),
    ("accent", |form| &mut form.accent),
];

/// What was touched in `form` since it was `seen`, and what is true `now` for the rest. A field that both changed is a
/// conflict: the other's text is told, and from then on counts as seen. Nothing else does, or what was never touched would
/// undo what the other did.
fn merge(form: &EventForm, seen: &EventForm, now: &EventForm) -> Result<EventForm, DeskError> {
    let (mut form, mut seen, mut now) = (form.clone(), seen.clone(), now.clone());
    let (mut merged, mut told_of) = (now.clone(), seen.clone());
    let mut conflicts = Vec::new();
    for (field, access) in EDITABLE {
        let mine = access(&mut form).trim();
        let (before, theirs) = (access(&mut seen), access(&mut now));
        if mine == before {
            continue;
        }
        if theirs != before && theirs != mine {
            theirs.clone_into(access(&mut told_of));
            let theirs = match theirs.as_str() {
                "" => "somebody emptied this".to_owned(),
                text => format!("somebody made this “{text}”"),
            };
            conflicts.push(FieldError {
                field: format!("event.{field}"),
                message: format!("{theirs} meanwhile; save again to put yours in its place"),
            });
        }
        mine.clone_into(access(&mut merged));
    }
    if conflicts.is_empty() {
        return Ok(merged);
    }
    let told = "Not saved yet: somebody else has changed the same. What they wrote stands beside it, what you wrote is kept.";
    Err(DeskError {
        fields: conflicts,
        fresh_key: Some(write_seen(&told_of)?),
        ..DeskError::new(Trouble::Conflict, told)
    })
}

/// What a form was filled with, to be sent back with it.
pub fn write_seen(form: &EventForm) -> Result<String, DeskError> {
    serde_json::to_string(form)
        .map_err(|_| DeskError::new(Trouble::Failed, "The form could not be written."))
}

/// Reads what [`write_seen`] wrote.
pub fn read_seen(text: &str) -> Result<EventForm, DeskError> {
    serde_json::from_str(text).map_err(|_| DeskError::unfilled())
}

/// A service's errors, as the fields of these forms are named.
pub fn beside_fields(mut told: DeskError) -> DeskError {
    for wrong in &mut told.fields {
        wrong.field = format!("event.{}", wrong.field);
    }
    told
}

/// Parses what both forms have; none when something is wrong with it.
fn said(wrong: &mut Wrong, form: &EventForm) -> Option<Said> {
    let title = wrong.note("title", Title::parse(&form.title));
    let zone = wrong.note("zone", Zone::parse(&form.zone));
    let schedule = schedule(wrong, zone.as_ref(), form);
    // A form from before there was a choice.
    let language = Some(form.language.as_str()).filter(|tag| !tag.is_empty());
    let language = wrong.note("language", language.map_or(Ok(Locale::En), Locale::parse));
    let count = |text: &str| {
        text.parse::<u32>()
            .map_err(|_| "give a whole number, or nothing")
    };
    let capacity = wrong.optional("capacity", &form.capacity, count);
    let capacity = wrong.note("capacity", check_capacity(capacity)).flatten();
    let product_link = wrong.optional("product_link", &form.product_link, Link::parse);
    let waitlist_link = wrong.optional("waitlist_link", &form.waitlist_link, Link::parse);
    let accent = wrong.optional("accent", &form.accent, Accent::parse);
    Some(Said {
        title: title?,
        schedule,
        zone: zone?,
        default_locale: language?,
        capacity,
        product_link,
        waitlist_link,
        accent,
    })
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
        let new = parse_new(&form()).unwrap();
        let opens = new.schedule.opens_at.unwrap();
        assert_eq!(opens.to_string(), "2026-11-23T09:00:00Z");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_beside_its_field() {
        let error = parse_new(&EventForm {
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
            "event.slug",
            "event.title",
            "event.closes_at",
            "event.capacity",
            "event.product_link",
        ];
        assert_eq!(fields, expected);
    }

    fn fields(error: &DeskError) -> Vec<&str> {
        error.fields.iter().map(|e| e.field.as_str()).collect()
    }

    #[test]
    fn only_what_was_touched_is_changed() {
        let seen = form();
        let mine = EventForm {
            capacity: "500".into(),
            ..form()
        };
        let theirs = EventForm {
            title: "Autumn drop".into(),
            ..form()
        };
        let edit = parse_edit(&mine, &seen, &theirs).unwrap();
        assert_eq!(edit.capacity, Patch::Set(500));
        assert_eq!(edit.title, None, "what the other wrote stays");
        assert_eq!(edit.opens_at, Patch::Keep);
    }

    #[test]
    fn what_both_touched_is_told_with_the_others_text() {
        let seen = form();
        let titled = |title: &str| EventForm {
            title: title.into(),
            ..form()
        };
        let error = parse_edit(&titled("Mine"), &seen, &titled("Theirs")).unwrap_err();
        assert_eq!(error.trouble, Trouble::Conflict);
        assert_eq!(fields(&error), ["event.title"]);
        assert!(error.fields[0].message.contains("“Theirs”"), "{error:?}");
        parse_edit(&titled("Same"), &seen, &titled("Same")).unwrap();
    }

    #[test]
    fn whoever_was_told_may_insist_and_still_undoes_nothing_else() {
        let mine = EventForm {
            title: "Mine".into(),
            ..form()
        };
        let theirs = EventForm {
            title: "Theirs".into(),
            capacity: "900".into(),
            ..form()
        };
        let error = parse_edit(&mine, &form(), &theirs).unwrap_err();
        let told_of = read_seen(&error.fresh_key.unwrap()).unwrap();
        let edit = parse_edit(&mine, &told_of, &theirs).unwrap();
        assert_eq!(edit.title, Some(Title::parse("Mine").unwrap()));
        assert_eq!(edit.capacity, Patch::Keep);
    }

    #[test]
    fn in_another_zone_the_same_wall_clock_is_another_instant() {
        let mine = EventForm {
            zone: "Europe/London".into(),
            ..form()
        };
        let edit = parse_edit(&mine, &form(), &form()).unwrap();
        assert_eq!(
            edit.opens_at,
            Patch::Set(Timestamp::parse("2026-11-23T10:00:00Z").unwrap())
        );
        assert_eq!(edit.closes_at, Patch::Clear);
    }

    #[test]
    fn an_emptied_field_is_emptied() {
        let mine = EventForm {
            opens_at: String::new(),
            ..form()
        };
        assert_eq!(
            parse_edit(&mine, &form(), &form()).unwrap().opens_at,
            Patch::Clear
        );
    }
}
