//! What becomes of a message's form: published, scheduled, corrected.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compose::MessageForm;
use super::compose_form::{self, read_due};
use super::compose_page::{excerpt, gone, languages, moment};
use super::desk::{self, Desk};
use super::messages::{CorrectionForm, SaidEntry, SaidMessage};
use super::{Deed, DeskError, Outcome, Trouble, texts};
use crate::admin::words;
use crate::domain::event::Event;
use crate::domain::id::MessageId;
use crate::domain::locale::Locale;
use crate::domain::message::{Message, Severity};
use crate::domain::patch::Patch;
use crate::domain::prose::Prose;
use crate::domain::template::Template;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::service::messages::{self, Correction, Form};
use crate::service::{Credited, KEY_REUSED, templates};

/// How many messages the desk lists.
const LISTED: i64 = 50;

/// Publishes what is in a form, or schedules it.
pub async fn post(
    desk: &Desk,
    slug: &str,
    form: Form,
    message: &MessageForm,
) -> Result<Outcome, DeskError> {
    let event = desk.event(slug).await?;
    let (services, actor) = (desk.services(), &desk.actor);
    let listed = templates::list(services, actor).await;
    let templates = listed.map_err(|error| desk.told(error))?;
    if !message.template.is_empty() && compose_form::find(&templates, &message.template).is_none() {
        let told = "This template was put away meanwhile. What you wrote stays here: choose another, or own words.";
        return Err(DeskError::new(Trouble::Conflict, told));
    }
    let (new, at) = compose_form::read(message, &event, &templates).checked()?;

    let changed = (!message.scheduled.is_empty()).then(|| {
        let expected = desk::expected(&message.scheduled_version);
        (MessageId::new(message.scheduled.clone()), expected)
    });
    let slug = &event.slug;
    let done = match (changed, at) {
        (None, None) => messages::post(services, actor, slug, new, form).await,
        (None, Some(at)) => messages::schedule(services, actor, slug, new, at, form).await,
        (Some((id, expected)), None) => {
            messages::publish_now(services, actor, slug, &id, Some(new), &expected, form).await
        }
        (Some((id, expected)), Some(at)) => {
            messages::reschedule(services, actor, slug, &id, (new, at), &expected, form).await
        }
    };
    let done = match done {
        Ok(done) => done,
        Err(error) => {
            return Err(match error {
                Error::Outdated(_) => scheduled_told(desk, &event, &templates, message).await,
                Error::NotFound("message") => told_gone(desk, &event, &message.scheduled)
                    .await
                    .with_fresh("message[scheduled]", "")
                    .with_fresh("message[scheduled_version]", ""),
                Error::Conflict(why) if why != KEY_REUSED && !message.alert.is_empty() => {
                    answered_meanwhile(&why)
                }
                error => desk.told(error),
            });
        }
    };
    Ok(match at {
        Some(_) => Outcome {
            key: desk::next_key(),
            ..Outcome::quiet(Deed::Scheduled.unless_repeated(done.repeated))
        },
        None => Outcome {
            deed: Deed::Posted.unless_repeated(done.repeated),
            screens: desk.screens(slug),
            key: desk::next_key(),
        },
    })
}

/// The suggestion in whose place something was to be said is answered: nobody is to say it twice unawares.
fn answered_meanwhile(why: &str) -> DeskError {
    let told = format!(
        "Not published, because the alert is not as it was: {why}. What you wrote is kept: pressing again publishes it as a message of its own."
    );
    DeskError::new(Trouble::Conflict, told)
        .with_fresh("message[alert]", "")
        .with_fresh("message[occasion]", "")
}

/// A scheduled message that is there no more may have been published a moment ago: nobody is to say it twice unawares.
async fn told_gone(desk: &Desk, event: &Event, scheduled: &str) -> DeskError {
    let told = match find(desk, event, scheduled).await {
        Ok(said) => {
            let now = event.time_at(desk.services().clock.now());
            let at = moment(event, said.published_at, now);
            format!(
                "This message was published {at}, while you were writing. What you wrote is kept. To put it in the place of what was said, open the message under “What was said so far” and correct it; pressing again publishes yours as another message."
            )
        }
        Err(DeskError {
            trouble: Trouble::NotFound,
            ..
        }) => {
            let DeskError { message, .. } = gone("scheduled message");
            format!(
                "{message} What you wrote is kept: pressing again publishes it as a message of its own."
            )
        }
        Err(error) => return error,
    };
    DeskError::new(Trouble::NotFound, told)
}

/// What somebody else made of a scheduled message, beside each field that differs from mine.
async fn scheduled_told(
    desk: &Desk,
    event: &Event,
    templates: &[Template],
    mine: &MessageForm,
) -> DeskError {
    let listed = messages::list_scheduled(desk.services(), &desk.actor, &event.slug).await;
    let listed = match listed {
        Ok(listed) => listed,
        Err(error) => return desk.told(error),
    };
    let mut listed = listed.into_iter();
    let Some(Credited { what, by }) = listed.find(|s| s.what.id.as_str() == mine.scheduled) else {
        return gone("scheduled message");
    };
    let mut theirs = MessageForm::of_scheduled(&what, &event.zone);
    theirs.complete(
        compose_form::find(templates, &theirs.template.clone()),
        false,
    );
    let told = format!(
        "Not done yet: {by} has changed this scheduled message. What it says now stands beside each field, what you wrote is kept. Press the button again to put yours in its place."
    );
    let told = DeskError {
        fields: texts::differing(&by, &theirs.to_fields(), &mine.to_fields()),
        ..DeskError::new(Trouble::Conflict, told)
    };
    told.with_fresh("message[scheduled_version]", what.version.to_string())
}

/// A service's errors, as the fields of these forms are named.
pub fn prefixed(mut told: DeskError) -> DeskError {
    for wrong in &mut told.fields {
        let field = match wrong.field.as_str() {
            "next_update_by" => "next_update",
            "expires_at" => "expiry",
            other => other,
        };
        if !field.starts_with("message.") {
            wrong.field = format!("message.{field}");
        }
    }
    told
}

/// What was said, newest first.
pub async fn list(desk: &Desk, slug: &str) -> Result<Vec<SaidEntry>, DeskError> {
    let event = desk.event(slug).await?;
    let now = event.time_at(desk.services().clock.now());
    let said = messages::list(desk.services(), &desk.actor, &event.slug, LISTED).await;
    let said = said.map_err(|error| desk.told(error))?;
    let entry = |message: Message| {
        let own = event.default_locale;
        let (_, text) = message.text.resolve(own, own);
        SaidEntry {
            id: message.id.to_string(),
            at: moment(&event, message.published_at, now),
            severity: message.severity,
            words: excerpt(&Prose::parse(text).plain()),
            marks: marks(&event, &message, now),
        }
    };
    Ok(said.into_iter().map(entry).collect())
}

fn marks(event: &Event, message: &Message, now: Timestamp) -> Vec<String> {
    let at = |words: &str, at: Timestamp| format!("{words} {}", moment(event, at, now));
    let expired = message.is_expired(now);
    let marks = [
        message.retracted_at.map(|when| at("taken back", when)),
        (message.pinned && !expired).then(|| "pinned".to_owned()),
        message.expires_at.map(|when| {
            at(
                if expired {
                    "left the page"
                } else {
                    "leaves the page"
                },
                when,
            )
        }),
        message.edited_at.map(|when| at("corrected", when)),
        message.automatic.then(|| "automatic".to_owned()),
    ];
    marks.into_iter().flatten().collect()
}

/// One message, with what may be changed about it.
pub async fn load(desk: &Desk, slug: &str, id: &str) -> Result<SaidMessage, DeskError> {
    let event = desk.event(slug).await?;
    let message = find(desk, &event, id).await?;
    let now = event.time_at(desk.services().clock.now());
    let said = moment(&event, message.published_at, now);
    let story = [format!("Published {said}")].into_iter();
    let text = message.text.iter();
    Ok(SaidMessage {
        now: Arc::new(desk.board_now(&event).await?),
        id: message.id.to_string(),
        version: message.version,
        stands: message.stands(),
        story: story.chain(marks(&event, &message, now)).collect(),
        languages: languages(&event),
        text: text
            .map(|(locale, text)| (locale.tag().to_owned(), text.to_owned()))
            .collect(),
        severity: message.severity,
        next_update: message.next_update_by.map(|by| moment(&event, by, now)),
        expires: message.expires_at.map(|at| moment(&event, at, now)),
        pinned: message.pinned,
    })
}

/// Corrects a message, unless somebody else has done so since the form was filled; then both texts are told.
pub async fn correct(
    desk: &Desk,
    slug: &str,
    id: &str,
    version: &str,
    form: &CorrectionForm,
) -> Result<Outcome, DeskError> {
    let event = desk.event(slug).await?;
    let now = event.time_at(desk.services().clock.now());
    let mut text = texts::written(&form.text);
    if text.is_empty() {
        let own = texts::path(event.default_locale);
        return Err(DeskError::field(&own, "write the text"));
    }
    // Languages that the form does not show are not for it to take out.
    let before = find(desk, &event, id).await?;
    for (locale, kept) in before.text.iter() {
        if !event.languages.contains(locale) {
            text.insert(locale, kept.to_owned());
        }
    }
    let time = |field: &str, text: &str| match text {
        "keep" => Ok(Patch::Keep),
        text => match read_due(text) {
            Ok(None) => Ok(Patch::Clear),
            Ok(Some(due)) => Ok(Patch::Set(due.from(now))),
            Err(problem) => Err(DeskError::field(field, problem)),
        },
    };
    let severity = Severity::parse(&form.severity);
    let correction = Correction {
        text: Some(text.clone()),
        severity: Some(severity.map_err(|error| DeskError::field("severity", error))?),
        next_update_by: time("next_update", &form.next_update)?,
        pinned: Some(!form.pinned.is_empty()),
        expires_at: time("expiry", &form.expiry)?,
        publish_at: None,
    };

    let (services, expected) = (desk.services(), desk::expected(version));
    let id = MessageId::new(id);
    let done = messages::correct(
        services,
        &desk.actor,
        &event.slug,
        &id,
        correction,
        &expected,
    );
    match done.await {
        Ok(_) => Ok(Outcome {
            deed: Deed::Corrected,
            screens: desk.screens(&event.slug),
            key: String::new(),
        }),
        Err(Error::Outdated(_)) => {
            let credited = messages::find_credited(services, &desk.actor, &event.slug, &id).await;
            let Credited { what: theirs, by } = credited.map_err(|error| desk.told(error))?;
            // From another page, or by an earlier sending of this form that promised an update from another moment on.
            let by = if by == desk.operator.email.as_str() {
                "you".to_owned()
            } else {
                by
            };
            Err(both_told(&event, &theirs, &by, &text, form))
        }
        Err(error) => Err(desk.told(error)),
    }
}

/// What somebody else made of a message, beside each text that differs from mine.
fn both_told(
    event: &Event,
    theirs: &Message,
    by: &str,
    text: &BTreeMap<Locale, String>,
    form: &CorrectionForm,
) -> DeskError {
    let shown = languages(event);
    let text = text.iter().map(|(locale, text)| (*locale, text.as_str()));
    let mut mine = texts::fields(text.filter(|(locale, _)| shown.contains(locale)));
    let mut now = texts::fields_in(&shown, &theirs.text);
    let first = |pinned: bool| if pinned { "first" } else { "not first" };
    for (name, theirs, mine_of) in [
        (
            "severity",
            words::loudness(theirs.severity),
            Severity::parse(&form.severity).map_or("", words::loudness),
        ),
        (
            "pinned",
            first(theirs.pinned),
            first(!form.pinned.is_empty()),
        ),
    ] {
        now.insert(name.to_owned(), theirs.to_owned());
        mine.insert(name.to_owned(), mine_of.to_owned());
    }
    let told = format!(
        "Not done yet: this message was corrected by {by} meanwhile. What it is now stands beside each field that differs, what you chose and wrote is kept. Press the button again to put yours in its place."
    );
    DeskError {
        fields: texts::differing(by, &now, &mine),
        fresh_key: Some(theirs.version.to_string()),
        ..DeskError::new(Trouble::Conflict, told)
    }
}

async fn find(desk: &Desk, event: &Event, id: &str) -> Result<Message, DeskError> {
    let id = MessageId::new(id);
    let found = messages::find(desk.services(), &desk.actor, &event.slug, &id).await;
    found.map_err(|error| desk.told(error))
}
