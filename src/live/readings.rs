//! Takes readings in: into the estimator and into the course of the event.

use super::chronicler::Chronicler;
use crate::domain::estimate::{Estimator, is_ahead};
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::Tx;

/// How far back from the newest reading an estimator that was not kept takes the others in.
const WARM_UP_S: i64 = 1_800;

/// What has been made of an event's readings, and the mark to go on from: the newest one taken in.
pub type Readings<E, C> = (E, C, i64);

/// Takes in what has arrived since `known`, however late; without anything known, what the store holds.
pub async fn take_in(
    tx: &mut Tx,
    event: &Event,
    known: Option<Readings<&Estimator, &Chronicler>>,
    now: Timestamp,
) -> Result<Readings<Estimator, Chronicler>> {
    let (mut estimator, followed, mark, since) = if let Some((estimator, followed, mark)) = known {
        let ever = Timestamp::from_millis(i64::MIN);
        let ahead = estimator.as_of().is_some_and(|at| is_ahead(at, now));
        let estimator = if ahead {
            // What is heard from now on is of another time, and would count as old.
            tracing::warn!(event_id = %event.id, "the clock was set back and the estimator begins anew");
            Estimator::default()
        } else {
            estimator.clone()
        };
        (estimator, Some(followed), mark, ever)
    } else {
        let (estimator, since) = start(tx, event, now).await?;
        (estimator, None, 0, since)
    };
    let (readings, mark) = tx.list_readings(&event.id, mark, since).await?;
    let arrives = followed.is_some();
    let refused = known.is_some_and(|(known, ..)| known.refuses_sources());
    let followed = followed.filter(|followed| followed.begins_as(event, now));
    let mut chronicler = match followed {
        Some(followed) => followed.clone(),
        None => Chronicler::load(tx, event, now).await?,
    };
    let mut ahead = 0;
    for (source, reading) in readings {
        if is_ahead(reading.at, now) {
            ahead += 1;
        } else if arrives {
            estimator.receive(&source, reading, now);
        } else {
            estimator.observe_from(&source, reading);
        }
        // What was just read back from the store holds them all.
        if followed.is_some() {
            chronicler.observe(reading);
        }
    }
    if ahead > 0 {
        tracing::warn!(event_id = %event.id, ahead, "readings lie in the future and do not count for the wait");
    }
    if !refused && estimator.refuses_sources() {
        tracing::warn!(event_id = %event.id, "more sources than can be told apart count people; the latest does not count");
    }
    Ok((estimator, chronicler, mark))
}

/// The estimator that was kept, or a new one, and since when it wants readings.
async fn start(tx: &mut Tx, event: &Event, now: Timestamp) -> Result<(Estimator, Timestamp)> {
    match tx.find_checkpoint(&event.id).await {
        Ok(Some(kept)) => match kept.until() {
            Some(until) if !is_ahead(until, now) => {
                return Ok((Estimator::resume(kept), until));
            }
            // Of a clock that was ahead: it would wait until then.
            _ => {
                tracing::warn!(event_id = %event.id, "the estimator was kept in the future and begins anew");
            }
        },
        Ok(None) => {}
        // It is made of readings, which are still there.
        Err(error) => {
            let cause = error.with_cause();
            tracing::warn!(cause, event_id = %event.id, "the estimator begins anew");
        }
    }
    // A feed that fell silent long ago must still be known to be silent: without any reading it would seem live.
    let newest = tx.newest_reading_at(&event.id).await?.unwrap_or(now);
    let since = newest.min(now).plus_seconds(-WARM_UP_S);
    Ok((Estimator::default(), since))
}
