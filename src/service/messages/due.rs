//! Messages whose time has come: published exactly once, however many processes look, and however late they were killed.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::schedule;
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
    // Everything is said before anybody is waited for: no event is late because another's page is slow.
    let mut spoke = BTreeMap::new();
    for id in due {
        match commit(services, &id).await {
            Ok(event) => {
                troubled.remove(&Some(id));
                spoke.extend(event.map(|event| (event.slug.clone(), event)));
            }
            Err(error) => {
                if troubled.insert(Some(id.clone())) {
                    let cause = error.with_cause();
                    tracing::error!(cause, message_id = %id, "a scheduled message waits");
                }
            }
        }
    }
    let announcing = spoke
        .values()
        .map(|event| services.announce(event, (), false));
    join_all(announcing).await;
}

async fn list(services: &Services) -> Result<Vec<MessageId>> {
    let mut tx = services.store.read().await?;
    tx.list_due_messages(services.now()).await
}

/// Publishes one message that is due, or notes why not.
pub async fn publish(services: &Services, id: &MessageId) -> Result<()> {
    if let Some(event) = commit(services, id).await? {
        services.announce(&event, (), false).await;
    }
    Ok(())
}

/// Writes one message that is due, or why it is not said; tells the event whose page says more now. The row decides:
/// whoever takes it out publishes it.
async fn commit(services: &Services, id: &MessageId) -> Result<Option<Event>> {
    let now = services.now();
    let mut tx = services.store.write().await?;
    let found = tx.find_scheduled_message(id).await?;
    let found = found.filter(|scheduled| scheduled.missed.is_none());
    let Some(scheduled) = found else {
        // Published by another process, or cancelled meanwhile.
        return Ok(None);
    };
    let event = tx.find_event_by_id(&scheduled.event_id).await?;
    let event = event.ok_or(Error::NotFound("event"))?;
    let time = event.time_at(now);
    if scheduled.publish_at > time {
        // Moved meanwhile.
        return Ok(None);
    }
    // Where time runs fast, late is no more than what passes between two looks.
    let may = if event.tempo.is_none() && scheduled.is_too_late(now) {
        Err(too_late(services, &mut tx, &event, &scheduled, now).await?)
    } else {
        may_speak(&mut tx, &scheduled, &event, now).await
    };
    if let Err(error) = may {
        miss(tx, scheduled, error, now).await?;
        return Ok(None);
    }
    let voice = Voice {
        by: scheduled.scheduled_by.clone(),
        scheduled: Some(&scheduled),
        answers: None,
    };
    let content = &scheduled.content;
    if !tx.delete_scheduled_message(id).await? {
        return Ok(None);
    }
    let written = write(services, &mut tx, &event, id.clone(), content, voice, now).await;
    let Err(error) = written else {
        tx.commit().await?;
        return Ok(Some(event));
    };
    drop(tx);
    let mut tx = services.store.write().await?;
    let sayable = schedule::check_sayable(services, &mut tx, &event, &scheduled, time, true).await;
    if sayable.is_ok() && !scheduled.is_too_late(time) {
        // It lacks nothing but what its page may know in a moment.
        return Ok(None);
    }
    miss(tx, scheduled, error, now).await?;
    Ok(None)
}

/// That its time is over, and what it still lacks, which may be why.
async fn too_late(
    services: &Services,
    tx: &mut Tx,
    event: &Event,
    scheduled: &ScheduledMessage,
    now: Timestamp,
) -> Result<Error> {
    let late = "its time passed more than 15 minutes ago";
    let said = match schedule::check_sayable(services, tx, event, scheduled, now, false).await {
        Err(Error::Invalid(wrong)) => format!("{late}; {}", Error::Invalid(wrong)),
        Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
        Ok(()) | Err(_) => late.to_owned(),
    };
    Ok(Error::Conflict(said))
}

/// Whether the message may still be published, by whoever scheduled it.
async fn may_speak(
    tx: &mut Tx,
    scheduled: &ScheduledMessage,
    event: &Event,
    now: Timestamp,
) -> Result<()> {
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
    Ok(())
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
