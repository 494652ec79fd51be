//! How rehearsals end: stopped by somebody, played to the end, kept from going on, or left behind by a server.

use serde_json::json;

use crate::domain::event::{Event, Slug};
use crate::domain::id::EventId;
use crate::domain::operator::{Actor, Scope};
use crate::domain::rehearsal::{Rehearsal, RehearsalState};
use crate::domain::time::{Tempo, Timestamp};
use crate::error::{Error, Result};
use crate::service::{Done, Services, authorise, visible_event};
use crate::store::{AuditEntry, Tx};

/// What a rehearsal has come to by itself.
pub(super) enum Ended {
    /// Its end.
    Finished,
    /// A point at which it could not go on; why.
    Trouble(String),
}

/// Stops a rehearsal: its copy stands where it is, and can still be looked at and practised on.
pub async fn stop(services: &Services, actor: &Actor, slug: &Slug) -> Result<Done<EventId>> {
    authorise(actor, Scope::Manage)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let copy = visible_event(&mut tx, actor, slug).await?;
    let rehearsal = tx.find_rehearsal(&copy.id).await?;
    let rehearsal = rehearsal.ok_or(Error::NotFound("rehearsal"))?;
    if rehearsal.state != RehearsalState::Playing {
        return Err(Error::Conflict("this rehearsal plays no longer".to_owned()));
    }

    let stopped = Rehearsal {
        state: RehearsalState::Stopped,
        ..rehearsal
    };
    write(&mut tx, actor, &copy, stopped, copy.time_at(now), now).await?;
    tx.commit().await?;
    services.players.stop(&copy.id);

    Ok(services.announce(&copy, copy.id.clone(), false).await)
}

/// Notes what a rehearsal has come to, unless somebody was faster.
pub(super) async fn end(services: &Services, copy: &Event, ended: Ended) -> Result<()> {
    let now = services.now();
    let actor = Actor::Player {
        event: copy.id.clone(),
    };
    let mut tx = services.store.write().await?;
    let playing = tx.find_rehearsal(&copy.id).await?;
    let playing = playing.filter(|rehearsal| rehearsal.state == RehearsalState::Playing);
    let Some(rehearsal) = playing else {
        return Ok(());
    };
    let (state, trouble, shows) = match ended {
        Ended::Finished => (RehearsalState::Finished, None, rehearsal.ends_at()),
        Ended::Trouble(why) => (RehearsalState::Stopped, Some(why), copy.time_at(now)),
    };
    let ended = Rehearsal {
        state,
        trouble,
        ..rehearsal
    };
    write(&mut tx, &actor, copy, ended, shows, now).await?;
    tx.commit().await?;

    services.announce(copy, (), false).await;
    Ok(())
}

/// Notes that what is said to play plays no longer: for a server that starts, because nothing plays yet, and for one that
/// ends. Each copy stands at the newest of what was played into it.
pub async fn settle(services: &Services) -> Result<()> {
    let mut tx = services.store.read().await?;
    if tx.list_playing_rehearsals().await?.is_empty() {
        return Ok(());
    }
    drop(tx);
    let now = services.now();
    let mut tx = services.store.write().await?;
    for rehearsal in tx.list_playing_rehearsals().await? {
        let Some(copy) = tx.find_event_by_id(&rehearsal.event_id).await? else {
            continue;
        };
        let actor = Actor::Player {
            event: copy.id.clone(),
        };
        let newest = tx.newest_reading_at(&copy.id).await?;
        let shows = newest.unwrap_or(rehearsal.started_at);
        let stopped = Rehearsal {
            state: RehearsalState::Stopped,
            trouble: Some("the server was restarted".to_owned()),
            ..rehearsal
        };
        write(&mut tx, &actor, &copy, stopped, shows, now).await?;
    }
    tx.commit().await
}

/// Ends a rehearsal within a transaction that takes its copy away.
pub(in crate::service) async fn end_with(tx: &mut Tx, copy: &Event, now: Timestamp) -> Result<()> {
    let playing = tx.find_rehearsal(&copy.id).await?;
    let playing = playing.filter(|rehearsal| rehearsal.state == RehearsalState::Playing);
    let Some(rehearsal) = playing else {
        return Ok(());
    };
    tx.update_rehearsal(&Rehearsal {
        state: RehearsalState::Stopped,
        ended_at: Some(now),
        ..rehearsal
    })
    .await
}

async fn write(
    tx: &mut Tx,
    actor: &Actor,
    copy: &Event,
    mut ended: Rehearsal,
    shows: Timestamp,
    now: Timestamp,
) -> Result<()> {
    ended.ended_at = Some(now);
    tx.update_rehearsal(&ended).await?;
    tx.update_tempo(&copy.id, Some(Tempo::stopped(now, shows)))
        .await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: match ended.state {
            RehearsalState::Finished => "rehearsal.finish",
            _ => "rehearsal.stop",
        },
        event: Some(&ended.source_id),
        subject: copy.slug.as_str(),
        detail: json!({ "trouble": ended.trouble }),
    })
    .await?;
    tx.update_version(&copy.id).await
}
