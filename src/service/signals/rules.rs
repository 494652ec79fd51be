//! What rules publish by themselves, where an operator has switched that on.

use std::collections::HashSet;

use super::{answer, health, offers, word};
use crate::domain::event::Event;
use crate::domain::id::AlertId;
use crate::domain::operator::Actor;
use crate::domain::signals::{Due, Grounds, Occasion, SignalSettings, rule_for};
use crate::error::{Error, Result};
use crate::service::Services;

/// What rules of an event could not say.
pub(super) type Refused = HashSet<(AlertId, Occasion)>;

/// Publishes what the event's rules let its signals say. Asked for twice, or by two nodes, it is said once. Tells whether
/// something waits: for its time, or for words that fit.
pub(super) async fn speak(
    services: &Services,
    event: &Event,
    settings: &SignalSettings,
    refused: &mut Refused,
) -> Result<bool> {
    let mut tx = services.store.read().await?;
    let time = event.time_at(services.now());
    let health = health(&mut tx, event, time).await?;
    let grounds = Grounds {
        settings,
        products: &tx.list_products(&event.id).await?,
        person_spoke_at: tx.find_person_spoke_at(&event.id).await?,
    };
    let (mut waits, mut due, mut amiss) = (false, Vec::new(), Vec::new());
    for offer in offers(&mut tx, event, &health, time).await? {
        let signal = match rule_for(&offer, &health.alerts, grounds, time) {
            Some(Due::Now(signal)) => signal,
            Some(Due::Later) => {
                waits = true;
                continue;
            }
            None => continue,
        };
        let which = (offer.alert.clone(), offer.occasion);
        // The only writer is not asked for what cannot be said.
        let worded = word(services, &mut tx, event, offer, time).await?;
        if worded.wrong.is_empty() {
            due.push((which, signal));
        } else {
            waits = true;
            amiss.push((which, Error::Invalid(worded.wrong)));
        }
    }
    drop(tx);
    for (which, signal) in due {
        let actor = Actor::Rule {
            event: event.id.clone(),
            signal,
        };
        let (alert, occasion) = &which;
        match answer::publish(services, &actor, &event.slug, (alert, *occasion), None).await {
            Ok(_) => {}
            Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
            // Answered or switched off meanwhile: an operator finds what is left of it on the board.
            Err(error) => amiss.push((which, error)),
        }
    }
    let before = std::mem::take(refused);
    for (which, error) in amiss {
        if !before.contains(&which) {
            let cause = error.with_cause();
            tracing::warn!(cause, alert_id = %which.0, "a rule could not publish");
        }
        refused.insert(which);
    }
    Ok(waits)
}
