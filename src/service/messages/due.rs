//! Messages whose time has come: published exactly once, however many processes look, and however late they were killed.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::json;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::write::{Voice, write};
use crate::domain::event::Event;
use crate::domain::id::MessageId;
use crate::domain::message::{Missed, ScheduledMessage};
use crate::domain::operator::Scope;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::{Services, authorise, authors};
use crate::store::{AuditEntry, Tx};

/// How often the schedule is looked at: a message is late by so much at most.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Publishes what is due until told to stop.
pub async fn run(services: Services, shutdown: CancellationToken) {
    let mut looks = tokio::time::interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut troubled = HashSet::new();
    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            _ = looks.tick() => {}
        }
        look(&services, &mut troubled).await;
    }
}

/// Publishes what is due, once. What could not be written is tried again with the next look; each is logged once.
async fn look(services: &Services, troubled: &mut HashSet<Option<MessageId>>) {
    let due = match list(services).await {
        Ok(due) => {
            troubled.remove(&None);
            due
        }
        Err(error) => {
            if troubled.insert(None) {
                let cause = error.with_cause();
                tracing::error!(cause, "the schedule cannot be read");
            }
            return;
        }
    };
    for id in due {
        match publish(services, &id).await {
            Ok(()) => {
                troubled.remove(&Some(id));
            }
            Err(error) => {
                if troubled.insert(Some(id.clone())) {
                    let cause = error.with_cause();
                    tracing::error!(cause, message_id = %id, "a scheduled message waits");
                }
            }
        }
    }
}

async fn list(services: &Services) -> Result<Vec<MessageId>> {
    let mut tx = services.store.read().await?;
    tx.list_due_messages(services.now()).await
}

/// Publishes one message that is due, or notes why not. The row decides: whoever takes it out publishes it.
pub async fn publish(services: &Services, id: &MessageId) -> Result<()> {
    let now = services.now();
    let mut tx = services.store.write().await?;
    let found = tx.find_scheduled_message(id).await?;
    let found = found.filter(|scheduled| scheduled.missed.is_none());
    let Some(scheduled) = found else {
        // Published by another process, or cancelled meanwhile.
        return Ok(());
    };
    let event = tx.find_event_by_id(&scheduled.event_id).await?;
    let event = event.ok_or(Error::NotFound("event"))?;
    let time = event.time_at(now);
    if scheduled.publish_at > time {
        // Moved meanwhile.
        return Ok(());
    }
    let event = match may_speak(&mut tx, &scheduled, event, now).await {
        Ok(event) => event,
        Err(error) => return miss(tx, scheduled, error, now).await,
    };
    let voice = Voice {
        by: scheduled.scheduled_by.clone(),
        scheduled: Some(&scheduled),
    };
    let content = &scheduled.content;
    if !tx.delete_scheduled_message(id).await? {
        return Ok(());
    }
    match write(services, &mut tx, &event, id.clone(), content, voice, now).await {
        Ok(message) => {
            tx.commit().await?;
            services.announce(&event, message.id, false).await;
            Ok(())
        }
        Err(error) => {
            drop(tx);
            let tx = services.store.write().await?;
            miss(tx, scheduled, error, now).await
        }
    }
}

/// The event, if the message may still be published: not too late, by somebody who may still publish.
async fn may_speak(
    tx: &mut Tx,
    scheduled: &ScheduledMessage,
    event: Event,
    now: Timestamp,
) -> Result<Event> {
    // Where time runs fast, late is no more than what passes between two looks.
    if event.tempo.is_none() && scheduled.is_too_late(now) {
        let late = "its time passed while no server was running";
        return Err(Error::Conflict(late.to_owned()));
    }
    if event.archived_at.is_some() {
        return Err(Error::Gone("event"));
    }
    let actor = authors::today(tx, &scheduled.scheduled_by, now).await?;
    let actor = actor.filter(|actor| actor.sees(&event.id));
    let may = actor.is_some_and(|actor| authorise(&actor, Scope::Publish).is_ok());
    if !may {
        let gone = "whoever scheduled it may not publish any more";
        return Err(Error::Forbidden(gone.to_owned()));
    }
    Ok(event)
}

/// Notes why a message was not published. A fault of ours is no reason: it is tried again.
async fn miss(mut tx: Tx, scheduled: ScheduledMessage, error: Error, now: Timestamp) -> Result<()> {
    if matches!(error, Error::Unavailable(_) | Error::Internal(_)) {
        return Err(error);
    }
    let because = error.to_string();
    let current = tx.find_scheduled_message(&scheduled.id).await?;
    if current.as_ref() != Some(&scheduled) {
        // Somebody changed it in the meantime; the next look sees what it is now.
        return Ok(());
    }
    let missed = ScheduledMessage {
        version: scheduled.version + 1,
        missed: Some(Missed {
            at: now,
            because: because.clone(),
        }),
        ..scheduled
    };
    tx.upsert_scheduled_message(&missed).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: missed.scheduled_by.clone(),
        action: "message.miss",
        event: Some(&missed.event_id),
        subject: missed.id.as_str(),
        detail: json!({ "because": because, "publish_at": missed.publish_at }),
    })
    .await?;
    tx.commit().await
}
