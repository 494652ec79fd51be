//! A suggestion is answered: published as it stands, or dismissed.

use serde_json::json;

use super::{health, offers};
use crate::domain::event::{Event, Slug};
use crate::domain::id::{AlertId, MessageId};
use crate::domain::operator::{Actor, Scope};
use crate::domain::signals::{Answer, Health, How, Occasion, Suggestion, answer_all};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::messages::{Voice, write};
use crate::service::once::{IdempotencyKey, Once};
use crate::service::secret::new_id;
use crate::service::{Done, Services, authorise, visible_event};
use crate::store::{AuditEntry, Tx};

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
    let time = event.time_at(now);
    let mut health = health(&mut tx, &event, time).await?;
    let suggestion = offered(&mut tx, &event, &health, (id, occasion), time).await?;

    let new = suggestion.message(matches!(actor, Actor::Rule { .. }));
    let voice = Voice {
        by: actor.name(),
        scheduled: None,
    };
    let message = MessageId::new(new_id(now));
    write(services, &mut tx, &event, message.clone(), &new, voice, now).await?;
    let answer = Answer {
        how: How::Published,
        by: actor.name(),
        at: time,
        message: Some(message.clone()),
    };
    note(
        &mut tx,
        &event,
        &mut health,
        (&suggestion, occasion),
        &answer,
    )
    .await?;
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
    note(
        &mut tx,
        &event,
        &mut health,
        (&suggestion, occasion),
        &answer,
    )
    .await?;
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

/// What the alert suggests, if it still does.
async fn offered(
    tx: &mut Tx,
    event: &Event,
    health: &Health,
    (id, occasion): (&AlertId, Occasion),
    now: Timestamp,
) -> Result<Suggestion> {
    let mut offers = offers(tx, event, health, now).await?.into_iter();
    let offer = offers.find(|offer| offer.alert == *id && offer.occasion == occasion);
    if let Some(offer) = offer {
        return Ok(offer.suggestion);
    }
    let alert = match health.alerts.iter().find(|alert| alert.id == *id) {
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

/// Notes an answer with every alert that suggests the same.
async fn note(
    tx: &mut Tx,
    event: &Event,
    health: &mut Health,
    (suggestion, occasion): (&Suggestion, Occasion),
    answer: &Answer,
) -> Result<()> {
    for alert in answer_all(&mut health.alerts, suggestion, occasion, answer) {
        tx.upsert_alert(&event.id, alert).await?;
    }
    Ok(())
}
