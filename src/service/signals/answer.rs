//! A suggestion is answered: published as it stands or in other words, or dismissed.

use serde::Serialize;
use serde_json::json;

use super::{health, offers};
use crate::domain::event::{Event, Slug};
use crate::domain::id::{AlertId, MessageId};
use crate::domain::message::{Message, Wording};
use crate::domain::operator::{Actor, Scope};
use crate::domain::signals::{Alert, Answer, Health, How, Occasion, Suggestion, answer_all};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::messages::{Voice, write};
use crate::service::once::{IdempotencyKey, Once};
use crate::service::secret::new_id;
use crate::service::{Done, Services, authorise, visible_event};
use crate::store::{AuditEntry, Tx};

/// An alert that a message answers, as the audit log has it.
#[derive(Debug, Serialize)]
pub(in crate::service) struct Answered {
    alert: AlertId,
    occasion: Occasion,
}

/// Publishes what an alert suggests, exactly once: whoever comes second is told. A rule's message is marked as automatic.
pub async fn publish(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    (id, occasion): (&AlertId, Occasion),
    key: Option<IdempotencyKey>,
) -> Result<Done<MessageId>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let action = format!("suggestion {slug} {id}");
    let once = Once::new(actor, key, &action, &occasion, now)?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(message) = once.earlier(&mut tx).await? {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services
            .announce(&event, MessageId::new(message), true)
            .await);
    }
    if let Actor::Rule { signal, .. } = actor {
        // Switched off since it was confirmed, perhaps by the very person who looks at it now.
        let (settings, _) = tx.find_signal_settings(&event.id).await?;
        if !settings.rules.publishes(*signal) {
            return Err(Error::Forbidden("this rule is switched off".to_owned()));
        }
    }
    let which = (id.clone(), occasion);
    let suggestion = check_offered(&mut tx, &event, &which, now).await?;

    let new = suggestion.message(matches!(actor, Actor::Rule { .. }));
    let voice = Voice {
        by: actor.name(),
        scheduled: None,
        answers: Some(&which),
    };
    let message = MessageId::new(new_id(now));
    write(services, &mut tx, &event, message.clone(), &new, voice, now).await?;
    once.remember(&mut tx, message.as_str()).await?;
    tx.commit().await?;

    Ok(services.announce(&event, message, false).await)
}

/// Remembers that what an alert suggests is not to be said. Dismissing it twice is dismissing it once.
pub async fn dismiss(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    (id, occasion): (&AlertId, Occasion),
) -> Result<Done<AlertId>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let time = event.time_at(now);
    let mut health = health(&mut tx, &event, time).await?;
    let known = health.alerts.iter().find(|alert| alert.id == *id);
    let earlier = known.and_then(|alert| alert.answer_to(occasion));
    if earlier.is_some_and(|answer| answer.how == How::Dismissed) {
        drop(tx);
        return Ok(services.announce(&event, id.clone(), true).await);
    }
    let suggestion = offered(&mut tx, &event, &health, (id, occasion), time).await?;

    let answer = Answer {
        how: How::Dismissed,
        by: actor.name(),
        at: time,
        message: None,
    };
    let fits = |other: &Suggestion, on| on == occasion && *other == suggestion;
    for (alert, _) in answer_all(&mut health.alerts, &answer, fits) {
        tx.upsert_alert(&event.id, alert).await?;
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "alert.dismiss",
        event: Some(&event.id),
        subject: id.as_str(),
        detail: json!({ "template": suggestion.template, "occasion": occasion }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, id.clone(), false).await)
}

/// What the alert suggests, if it still does; else why not.
pub(in crate::service) async fn check_offered(
    tx: &mut Tx,
    event: &Event,
    (id, occasion): &(AlertId, Occasion),
    now: Timestamp,
) -> Result<Suggestion> {
    let time = event.time_at(now);
    let health = health(tx, event, time).await?;
    offered(tx, event, &health, (id, *occasion), time).await
}

/// Notes what a message says with every alert that would have it said, and with the one that it was written for. Tells which
/// these are.
pub(in crate::service) async fn note_said(
    tx: &mut Tx,
    event: &Event,
    (message, wording): (&Message, &Wording),
    voice: &Voice<'_>,
) -> Result<Vec<Answered>> {
    let mut health = health(tx, event, message.published_at).await?;
    let written_for = voice.answers.and_then(|(id, occasion)| {
        let alert = health.alerts.iter().find(|alert| alert.id == *id)?;
        Some((Suggestion::of(&alert.topic, *occasion)?, *occasion))
    });
    let answer = Answer {
        how: How::Published,
        by: voice.by.clone(),
        at: message.published_at,
        message: Some(message.id.clone()),
    };
    let known = health.alerts.clone();
    let fits = |suggestion: &Suggestion, occasion| {
        let meant = written_for.as_ref();
        meant.is_some_and(|(meant, on)| meant == suggestion && *on == occasion)
            || suggestion.is_said_by(wording, &known)
    };
    let mut answered = Vec::new();
    for (alert, occasion) in answer_all(&mut health.alerts, &answer, fits) {
        tx.upsert_alert(&event.id, alert).await?;
        answered.push(Answered {
            alert: alert.id.clone(),
            occasion,
        });
    }
    Ok(answered)
}

/// Notes with every alert that a message answers that it was taken back. Tells which these are.
pub(in crate::service) async fn note_taken_back(
    tx: &mut Tx,
    event: &Event,
    message: &MessageId,
    (by, at): (&str, Timestamp),
) -> Result<Vec<AlertId>> {
    let mut unsaid = Vec::new();
    for mut alert in tx.list_alerts_answered(&event.id, message).await? {
        if alert.take_back(message, by, at) {
            tx.upsert_alert(&event.id, &alert).await?;
            unsaid.push(alert.id);
        }
    }
    Ok(unsaid)
}

/// Notes with an alert that opens that shoppers were told of it already: since it began, somebody has published what it would
/// suggest, and no all-clear after that.
pub(super) async fn note_told(tx: &mut Tx, event: &Event, alert: &mut Alert) -> Result<()> {
    let Some(suggestion) = Suggestion::of(&alert.topic, Occasion::Trouble) else {
        return Ok(());
    };
    if alert.answer.is_some() {
        return Ok(());
    }
    let since = alert.is_meant_since();
    let said = tx.list_templates_said(&event.id, since).await?;
    if said.is_empty() {
        return Ok(());
    }
    let alerts = tx.list_alerts(&event.id, since).await?;
    let all_clear = Suggestion::of(&alert.topic, Occasion::AllClear);
    let mut told = None;
    for (message, at, wording) in said {
        let says = |said: &Suggestion| said.is_said_by(&wording, &alerts);
        if says(&suggestion) {
            told = Some((message, at));
        } else if all_clear.as_ref().is_some_and(says) {
            told = None;
        }
    }
    if let Some((message, at)) = told {
        let by = tx.find_newest_actor(&event.id, message.as_str()).await?;
        alert.answer = Some(Answer {
            how: How::Published,
            by: by.unwrap_or_default(),
            at,
            message: Some(message),
        });
    }
    Ok(())
}

/// What the alert suggests, if it still does.
async fn offered(
    tx: &mut Tx,
    event: &Event,
    health: &Health,
    (id, occasion): (&AlertId, Occasion),
    now: Timestamp,
) -> Result<Suggestion> {
    let known = health.alerts.iter().find(|alert| alert.id == *id);
    // Each thing is offered once: another alert may hold out the words of this one.
    let same = known.filter(|alert| {
        alert.answer_to(occasion).is_none() && alert.is_open() == (occasion == Occasion::Trouble)
    });
    let same = same.and_then(|alert| Suggestion::of(&alert.topic, occasion));
    let mut offers = offers(tx, event, health, now).await?.into_iter();
    let offer = offers.find(|offer| {
        let holds = offer.alert == *id || same.as_ref() == Some(&offer.suggestion);
        holds && offer.occasion == occasion
    });
    if let Some(offer) = offer {
        return Ok(offer.suggestion);
    }
    let alert = match known {
        Some(alert) => Some(alert.clone()),
        None => tx.find_alert(&event.id, id).await?,
    };
    let alert = alert.ok_or(Error::NotFound("alert"))?;
    Err(Error::Conflict(
        match alert.answer_to(occasion).map(|answer| answer.how) {
            Some(How::Published) => "this was published already",
            Some(How::Dismissed) => "this was dismissed already",
            None if occasion == Occasion::Trouble && !alert.is_open() => {
                "this is over; nothing is suggested any more"
            }
            None => "this alert suggests nothing of the kind now",
        }
        .to_owned(),
    ))
}
