//! What a message would be, were it published now: nothing is written, nobody is told.

use super::wording::Moment;
use super::write::Times;
use crate::domain::event::{Event, Slug};
use crate::domain::id::MessageId;
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::{MAX_TEXT, Message, NewMessage, Severity, check_schedule};
use crate::domain::operator::{Actor, Scope};
use crate::domain::status_page::{MessageView, StatusPage};
use crate::domain::time::Timestamp;
use crate::error::{Error, FieldError, Result};
use crate::service::{Services, authorise, visible_event};

/// What shoppers would read, and what is wrong so far.
#[derive(Debug)]
pub struct Preview {
    /// The page in each language of the event with the message on it; none while there is nothing to read.
    pub pages: Vec<StatusPage>,
    /// The languages of the event that the message is not written in: their readers get the event's own.
    pub missing: Vec<Locale>,
    /// What would keep it from being published, field by field.
    pub wrong: Vec<FieldError>,
}

impl Preview {
    /// The message on one of the pages.
    pub fn message(page: &StatusPage) -> Option<&MessageView> {
        let id = message_id();
        page.messages.iter().find(|message| message.id == id)
    }
}

/// The identity of a message that is none yet.
fn message_id() -> MessageId {
    MessageId::new("preview")
}

/// Shows what shoppers would read if this were published now, or at `at`.
pub async fn preview(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    new: &NewMessage,
    at: Option<Timestamp>,
) -> Result<Preview> {
    authorise(actor, Scope::Publish)?;

    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let now = event.time_at(services.now());
    let then = at.unwrap_or(now);
    let times = Times::asked(new, then);
    let moment = Moment {
        services,
        event: &event,
        promised: times.next_update_by,
        now: then,
        ahead: at.is_some(),
    };
    let worded = moment.word(&mut tx, new).await;
    drop(tx);
    let mut worded = match worded {
        Ok(worded) => worded,
        Err(Error::Invalid(wrong)) => return Ok(nothing(&event, wrong)),
        Err(error) => return Err(error),
    };
    if let Err(Error::Invalid(wrong)) = times.check(then) {
        worded.wrong.extend(wrong);
    }
    if let Some(Err(error)) = at.map(|at| check_schedule(at, now)) {
        worded.wrong.push(FieldError {
            field: "publish_at".to_owned(),
            message: error.to_string(),
        });
    }
    worded.texts.retain(|_, text| !text.trim().is_empty());
    let has = |locale: &Locale| worded.texts.contains_key(locale);
    let missing = event.languages.iter().filter(|locale| !has(locale));
    let missing = missing.collect();
    let severity = worded.severity.unwrap_or(Severity::Info);
    let limit = worded.texts.values().map(|text| text.chars().count()).max();
    // Shown although it is too long, so that whoever shortens it sees what they do.
    let limit = limit.unwrap_or_default().max(MAX_TEXT);
    let Ok(text) = LocalizedText::parse(worded.texts, limit) else {
        return Ok(nothing(&event, worded.wrong));
    };
    let message = Message {
        id: message_id(),
        event_id: event.id.clone(),
        severity,
        text,
        published_at: then,
        next_update_by: times.next_update_by,
        pinned: new.pinned,
        expires_at: times.expires_at.filter(|at| *at > then),
        automatic: new.automatic,
        version: 1,
        edited_at: None,
        retracted_at: None,
    };
    let channel = services
        .live
        .channel(&event.slug)
        .ok_or(Error::Unavailable(
            "the event's page is not made yet; try again in a second",
        ))?;
    let facts = channel.snapshot().facts.with_message(message);
    let pages = event.languages.iter();
    let pages = pages.map(|locale| facts.status_page(locale, then));
    Ok(Preview {
        pages: pages.collect(),
        missing,
        wrong: worded.wrong,
    })
}

fn nothing(event: &Event, wrong: Vec<FieldError>) -> Preview {
    Preview {
        pages: Vec::new(),
        missing: event.languages.iter().collect(),
        wrong,
    }
}
