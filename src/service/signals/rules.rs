//! What rules publish by themselves, where an operator has switched that on.

use std::collections::HashSet;

use super::{answer, health, offers};
use crate::domain::event::Event;
use crate::domain::id::AlertId;
use crate::domain::operator::Actor;
use crate::domain::signals::{Occasion, Rules};
use crate::error::{Error, Result};
use crate::service::Services;

/// Publishes what the event's rules let its signals say. Asked for twice, or by two nodes, it is said once. Tells whether
/// something waits for its time.
pub(super) async fn speak(
    services: &Services,
    event: &Event,
    rules: &Rules,
    refused: &mut HashSet<AlertId>,
) -> Result<bool> {
    let mut tx = services.store.read().await?;
    let time = event.time_at(services.now());
    let health = health(&mut tx, event, time).await?;
    let offers = offers(&mut tx, event, &health, time).await?;
    drop(tx);
    let mut waits = false;
    for offer in offers {
        let alert = health.alerts.iter().find(|alert| alert.id == offer.alert);
        let Some(alert) = alert.filter(|alert| rules.publishes(alert.topic.signal)) else {
            continue;
        };
        let actor = Actor::Rule {
            event: event.id.clone(),
            signal: alert.topic.signal,
        };
        // What a person said, a person takes back.
        let its_own = alert
            .answer
            .as_ref()
            .is_some_and(|answer| answer.by == actor.name());
        if offer.occasion == Occasion::AllClear {
            if !its_own {
                continue;
            }
            // What comes and goes would otherwise be told and taken back for ever.
            if alert.returns_at(time) {
                waits = true;
                continue;
            }
        }
        let which = (&alert.id, offer.occasion);
        match answer::publish(services, &actor, &event.slug, which, None).await {
            Ok(_) => {}
            Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
            // Answered meanwhile, or its words do not fit: an operator finds it on the board.
            Err(error) => {
                if refused.insert(alert.id.clone()) {
                    let cause = error.with_cause();
                    tracing::warn!(cause, alert_id = %alert.id, "a rule could not publish");
                }
            }
        }
    }
    Ok(waits)
}
