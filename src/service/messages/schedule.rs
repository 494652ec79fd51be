//! Messages that wait for their time: schedule, list, change, cancel, publish early.

use serde_json::json;

use super::wording::Moment;
use super::write::{Times, Voice, write};
use super::{Correction, Expected, Form, Written, earlier};
use crate::domain::event::{Event, Slug};
use crate::domain::id::MessageId;
use crate::domain::message::{
    Due, NewMessage, ScheduledMessage, Severity, Wording, check_schedule,
};
use crate::domain::operator::{Actor, Scope};
use crate::domain::patch::Patch;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::authors::{self, Credited};
use crate::service::once::Once;
use crate::service::secret::new_id;
use crate::service::{Done, Services, authorise, drafts, templates, visible_event};
use crate::store::{AuditEntry, Tx};

/// Schedules a message for a time in the next thirty days. Its live gaps are filled when it is published.
pub async fn schedule(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    new: NewMessage,
    publish_at: Timestamp,
    form: impl Into<Form>,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let form = form.into();
    let asked = (&new, publish_at);
    let once = Once::new(
        actor,
        form.key.clone(),
        &format!("schedule {slug}"),
        &asked,
        now,
    )?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(id) = once.earlier(&mut tx).await? {
        let earlier = earlier(&mut tx, &event, &MessageId::new(id)).await?;
        return Ok(unannounced(earlier, true));
    }
    let scheduled = ScheduledMessage {
        id: MessageId::new(new_id(now)),
        event_id: event.id.clone(),
        template_version: newest_version(&mut tx, &new.wording).await?,
        content: new,
        publish_at,
        scheduled_by: actor.name(),
        scheduled_at: now,
        version: 1,
        missed: None,
    };
    check(services, &mut tx, &event, &scheduled, now).await?;

    save(&mut tx, "message.schedule", None, &scheduled).await?;
    once.remember(&mut tx, scheduled.id.as_str()).await?;
    drafts::finish(&mut tx, &event, &form).await?;
    tx.commit().await?;
    Ok(unannounced(written(&scheduled), false))
}

/// What waits for its time, the next one first, and who scheduled it.
pub async fn list_scheduled(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
) -> Result<Vec<Credited<ScheduledMessage>>> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let mut listed = Vec::new();
    for scheduled in tx.list_scheduled_messages(&event.id).await? {
        let by = scheduled.scheduled_by.clone();
        listed.push(authors::credited(&mut tx, &by, scheduled).await?);
    }
    Ok(listed)
}

/// Puts other words or another time in the place of what was scheduled, which one that missed its time gets as well.
pub async fn reschedule(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &MessageId,
    (content, publish_at): (NewMessage, Timestamp),
    expected: &Expected,
    form: impl Into<Form>,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let before = find(&mut tx, &event, id).await?;
    let after = ScheduledMessage {
        template_version: newest_version(&mut tx, &content.wording).await?,
        content,
        publish_at,
        ..before.clone()
    };
    let written = change(
        services,
        &mut tx,
        actor,
        &event,
        (before, after),
        expected,
        now,
    )
    .await?;
    drafts::finish(&mut tx, &event, &form.into()).await?;
    tx.commit().await?;
    Ok(written)
}

/// Publishes a scheduled message before its time, or after it missed it, with other `words` if there are any. Asked for
/// twice it happens once.
pub async fn publish_now(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &MessageId,
    words: Option<NewMessage>,
    expected: &Expected,
    form: impl Into<Form>,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let form = form.into();
    let action = format!("publish {slug} {id}");
    let once = Once::new(actor, form.key.clone(), &action, &words, now)?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(message) = tx.find_message(&event.id, id).await? {
        // Whoever brings other words must not believe that these were published.
        if words.is_some() && once.earlier(&mut tx).await?.is_none() {
            return Err(Error::NotFound("message"));
        }
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, Written::of(&message), true).await);
    }
    let scheduled = find(&mut tx, &event, id).await?;
    expected.check(scheduled.version)?;
    let voice = Voice {
        by: actor.name(),
        scheduled: Some(&scheduled),
        answers: None,
    };
    let content = words.as_ref().unwrap_or(&scheduled.content);
    tx.delete_scheduled_message(id).await?;
    let message = write(services, &mut tx, &event, id.clone(), content, voice, now).await?;
    once.remember(&mut tx, message.id.as_str()).await?;
    drafts::finish(&mut tx, &event, &form).await?;
    tx.commit().await?;

    Ok(services
        .announce(&event, Written::of(&message), false)
        .await)
}

/// Cancels a scheduled message: it is never published. What is published already is not cancelled but taken back.
pub async fn cancel(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &MessageId,
    expected: &Expected,
) -> Result<Done<Written>> {
    authorise(actor, Scope::Publish)?;

    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let scheduled = find(&mut tx, &event, id).await?;
    let done = take_out(services, &mut tx, actor, scheduled, expected).await?;
    tx.commit().await?;
    Ok(done)
}

/// Corrects what is not published yet, in the transaction of the caller, who commits.
pub(super) async fn correct(
    services: &Services,
    tx: &mut Tx,
    actor: &Actor,
    event: &Event,
    before: ScheduledMessage,
    correction: Correction,
    expected: &Expected,
) -> Result<Done<Written>> {
    let mut after = before.clone();
    let content = &mut after.content;
    if let Some(text) = correction.text {
        // As loud as it would have been: what is not said stays.
        let severity = severity(tx, &before).await?;
        content.wording = Wording::Text { text, severity };
        after.template_version = None;
    }
    let due = |patch: Patch<Timestamp>, before| match patch {
        Patch::Keep => before,
        Patch::Clear => None,
        Patch::Set(at) => Some(Due::At(at)),
    };
    content.severity = correction.severity.or(content.severity);
    content.next_update = due(correction.next_update_by, content.next_update);
    content.expiry = due(correction.expires_at, content.expiry);
    content.pinned = correction.pinned.unwrap_or(content.pinned);
    after.publish_at = correction.publish_at.unwrap_or(after.publish_at);
    let now = services.now();
    change(services, tx, actor, event, (before, after), expected, now).await
}

/// Cancels what is not published yet, in the transaction of the caller, who commits.
pub(super) async fn take_out(
    services: &Services,
    tx: &mut Tx,
    actor: &Actor,
    before: ScheduledMessage,
    expected: &Expected,
) -> Result<Done<Written>> {
    expected.check(before.version)?;
    tx.delete_scheduled_message(&before.id).await?;
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "message.cancel",
        event: Some(&before.event_id),
        subject: before.id.as_str(),
        detail: json!({ "content": before.content, "publish_at": before.publish_at }),
    })
    .await?;
    Ok(unannounced(written(&before), false))
}

/// How loud a scheduled message would be.
async fn severity(tx: &mut Tx, scheduled: &ScheduledMessage) -> Result<Severity> {
    let content = &scheduled.content;
    match (content.severity, &content.wording) {
        (Some(severity), _) => Ok(severity),
        (None, Wording::Text { severity, .. }) => Ok(*severity),
        (None, Wording::Template { template, .. }) => {
            let version = scheduled.template_version;
            let template = templates::find_version(tx, template, version).await?;
            Ok(template.severity)
        }
    }
}

/// The version of a message's template that whoever writes it now sees.
async fn newest_version(tx: &mut Tx, wording: &Wording) -> Result<Option<u32>> {
    match wording {
        Wording::Template { template, .. } => {
            Ok(Some(templates::find(tx, template).await?.version))
        }
        Wording::Text { .. } => Ok(None),
    }
}

/// A scheduled message of an event.
pub(super) async fn find(tx: &mut Tx, event: &Event, id: &MessageId) -> Result<ScheduledMessage> {
    let found = tx.find_scheduled_message(id).await?;
    found
        .filter(|scheduled| scheduled.event_id == event.id)
        .ok_or(Error::NotFound("message"))
}

pub(super) fn written(scheduled: &ScheduledMessage) -> Written {
    Written {
        id: scheduled.id.clone(),
        version: scheduled.version,
    }
}

/// The page says nothing else than before, so nobody has to be told.
fn unannounced(id: Written, repeated: bool) -> Done<Written> {
    Done {
        id,
        revision: None,
        repeated,
    }
}

async fn change(
    services: &Services,
    tx: &mut Tx,
    actor: &Actor,
    event: &Event,
    (before, after): (ScheduledMessage, ScheduledMessage),
    expected: &Expected,
    now: Timestamp,
) -> Result<Done<Written>> {
    // Saying it again brings one back that missed its time, unless that time is long over.
    if after == before && before.missed.is_none() {
        return Ok(unannounced(written(&after), false));
    }
    expected.check(before.version)?;
    let after = ScheduledMessage {
        scheduled_by: actor.name(),
        scheduled_at: now,
        version: before.version + 1,
        missed: None,
        ..after
    };
    check(services, tx, event, &after, now).await?;
    save(tx, "message.reschedule", Some(&before), &after).await?;
    Ok(unannounced(written(&after), false))
}

/// Checks now what could not be helped then.
async fn check(
    services: &Services,
    tx: &mut Tx,
    event: &Event,
    scheduled: &ScheduledMessage,
    now: Timestamp,
) -> Result<()> {
    let at = scheduled.publish_at;
    check_schedule(at, event.time_at(now)).map_err(|error| Error::invalid("publish_at", error))?;
    check_sayable(services, tx, event, scheduled, at, true).await
}

/// Checks whether it could be published at `at`; `ahead` of that, its page may still come to know what it lacks.
pub(super) async fn check_sayable(
    services: &Services,
    tx: &mut Tx,
    event: &Event,
    scheduled: &ScheduledMessage,
    at: Timestamp,
    ahead: bool,
) -> Result<()> {
    let times = Times::asked(&scheduled.content, at).check(at)?;
    let then = Moment {
        services,
        event,
        promised: times.next_update_by,
        now: at,
        ahead,
    };
    let (content, version) = (&scheduled.content, scheduled.template_version);
    then.word_version(tx, content, version).await?.checked()?;
    Ok(())
}

async fn save(
    tx: &mut Tx,
    action: &'static str,
    before: Option<&ScheduledMessage>,
    after: &ScheduledMessage,
) -> Result<()> {
    let said = |s: &ScheduledMessage| {
        json!({
            "content": s.content, "publish_at": s.publish_at, "template_version": s.template_version,
        })
    };
    let detail = match before {
        Some(before) => json!({ "from": said(before), "to": said(after) }),
        None => said(after),
    };
    tx.upsert_scheduled_message(after).await?;
    tx.insert_audit_entry(AuditEntry {
        at: after.scheduled_at,
        actor: after.scheduled_by.clone(),
        action,
        event: Some(&after.event_id),
        subject: after.id.as_str(),
        detail,
    })
    .await
}
