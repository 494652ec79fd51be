//! The rehearsals that this process plays: one task each, ended by its recording, by whoever stops it, or with the server.

use std::any::Any;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::end::{Ended, end};
use super::{Copy, NewRehearsal, story};
use crate::domain::event::Event;
use crate::domain::id::EventId;
use crate::domain::operator::Actor;
use crate::domain::rehearsal::Rehearsal;
use crate::error::{Error, Result};
use crate::recording::{Pace, Player};
use crate::service::Services;

/// Every rehearsal that plays. Cheap to clone.
#[derive(Clone, Default)]
pub struct Players(Arc<Mutex<Places>>);

/// The places that there are for players: taken, or kept for one that is about to begin.
#[derive(Default)]
struct Places {
    playing: HashMap<EventId, Playing>,
    kept: usize,
}

/// A place that is kept for a rehearsal until it begins, or is given up.
pub(super) struct Place(Players);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.places().kept -= 1;
    }
}

struct Playing {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Players {
    /// How many play.
    pub fn count(&self) -> usize {
        self.places().playing.len()
    }

    /// Whether this one plays.
    pub fn plays(&self, copy: &EventId) -> bool {
        self.places().playing.contains_key(copy)
    }

    /// Keeps a place, unless `most` are taken or kept.
    pub(super) fn keep_place(&self, most: usize) -> Option<Place> {
        let mut places = self.places();
        if places.playing.len() + places.kept >= most {
            return None;
        }
        places.kept += 1;
        Some(Place(self.clone()))
    }

    /// Begins to play a day into its copy, at the place that was kept for it.
    pub(super) fn play(
        &self,
        place: Place,
        services: &Services,
        copy: &Event,
        rehearsal: Rehearsal,
        new: NewRehearsal,
    ) {
        let stop = CancellationToken::new();
        let (services, copy, stopped) = (services.clone(), copy.clone(), stop.clone());
        let mut places = self.places();
        let id = copy.id.clone();
        // Removed by the task itself, which cannot come to that before it is entered here.
        let task = tokio::spawn(async move {
            let day = AssertUnwindSafe(play(&services, &copy, &rehearsal, &new)).catch_unwind();
            let played = tokio::select! {
                biased;
                // Whoever stops it notes that it is stopped.
                () = stopped.cancelled() => None,
                played = day => Some(played),
            };
            if let Some(played) = played {
                note(&services, &copy, played).await;
            }
            services.players.places().playing.remove(&copy.id);
        });
        places.playing.insert(id, Playing { stop, task });
        // A place locks when it is given up.
        drop(places);
        drop(place);
    }

    /// Stops one, without waiting until it has stopped.
    pub fn stop(&self, copy: &EventId) {
        if let Some(playing) = self.places().playing.get(copy) {
            playing.stop.cancel();
        }
    }

    /// Stops them all, and returns when the last has stopped.
    pub async fn close(&self) {
        let all: Vec<_> = self.places().playing.drain().collect();
        for (_, playing) in &all {
            playing.stop.cancel();
        }
        for (_, playing) in all {
            if let Err(error) = playing.task.await {
                tracing::error!(%error, "a rehearsal did not end well");
            }
        }
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn play(
    services: &Services,
    copy: &Event,
    rehearsal: &Rehearsal,
    new: &NewRehearsal,
) -> Result<()> {
    let actor = Actor::Player {
        event: copy.id.clone(),
    };
    let (clock, speed) = (services.clock.clone(), f64::from(rehearsal.speed.times()));
    let pace = Pace::of_shared_clock(clock, rehearsal.started_at, speed);
    let target = Copy {
        services: services.clone(),
        actor: actor.clone(),
        slug: copy.slug.clone(),
    };
    let mut player = Player::new(target, &new.recording, pace.clone());
    let mut tell = |_| {};
    let said = async {
        if new.with_story {
            story::tell(services, &actor, &copy.slug, &pace).await
        } else {
            Ok(())
        }
    };
    tokio::try_join!(player.play(&mut tell), said)?;
    pace.reach(rehearsal.length_ms).await;
    Ok(())
}

/// Notes how a day has come to its end, unless nobody was there to be told.
async fn note(services: &Services, copy: &Event, played: Result<Result<()>, Box<dyn Any + Send>>) {
    let ended = match played {
        Ok(Ok(())) => Ended::Finished,
        // Its copy is gone, and with it the wish to play on.
        Ok(Err(Error::Gone(_))) => return,
        Ok(Err(error)) => {
            let cause = error.with_cause();
            tracing::error!(cause, event = %copy.slug, "a rehearsal cannot go on");
            Ended::Trouble(error.to_string())
        }
        Err(_) => {
            tracing::error!(event = %copy.slug, "the player of a rehearsal panicked");
            Ended::Trouble("something went wrong on our side".to_owned())
        }
    };
    if let Err(error) = end(services, copy, ended).await {
        let cause = error.with_cause();
        tracing::error!(cause, event = %copy.slug, "the end of a rehearsal is not noted");
    }
}
