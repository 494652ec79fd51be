//! Which rule may say what is suggested, and when.

use super::{Alert, Answer, Occasion, Offer, Products, Signal, SignalSettings, behind};
use crate::domain::time::Timestamp;

/// What a rule is to do about a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// That signal's says it now.
    Now(Signal),
    /// One says it if it still holds when what comes back is no more the same.
    Later,
}

/// What rules go by.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// Which there are, and how long their event takes to confirm something, in seconds.
    pub settings: &'a SignalSettings,
    /// What there is of each product.
    pub products: &'a Products,
    /// When a person said something last that still stands.
    pub person_spoke_at: Option<Timestamp>,
}

/// Whether a rule says an offer that `alerts` make. One of several alerts that would say the same is enough; but what a person
/// said, or whatever they have said since, a person takes back. Where operators are asked at once whether a product is gone, a rule waits until it stays so.
pub fn rule_for(
    offer: &Offer,
    alerts: &[Alert],
    grounds: Grounds<'_>,
    now: Timestamp,
) -> Option<Due> {
    let Grounds {
        settings,
        products,
        person_spoke_at,
    } = grounds;
    let rules = &settings.rules;
    let behind = behind(alerts, &offer.suggestion, offer.occasion);
    let said_by = |alert: &Alert| {
        let by = alert.answer.as_ref().and_then(Answer::rule);
        by.filter(|signal| rules.publishes(*signal))
    };
    match offer.occasion {
        Occasion::Trouble => {
            let mut speaking = behind
                .iter()
                .filter(|alert| rules.publishes(alert.topic.signal));
            let topic = &speaking.next()?.topic;
            let gone = products.gone_since(&topic.subject);
            let gone = gone.filter(|_| topic.signal == Signal::SoldOut);
            let confirm_s = f64::from(settings.thresholds.confirm_s);
            let may_return = gone.is_some_and(|since| now.seconds_since(since) < confirm_s);
            Some(if may_return {
                Due::Later
            } else {
                Due::Now(topic.signal)
            })
        }
        Occasion::AllClear => {
            let by: Option<Vec<Signal>> = behind.iter().map(|alert| said_by(alert)).collect();
            let by = by?.first().copied()?;
            let mut said = behind.iter().filter_map(|alert| alert.answer.as_ref());
            if person_spoke_at.is_some_and(|spoke| said.any(|answer| spoke >= answer.at)) {
                return None;
            }
            // What comes and goes would otherwise be told and taken back for ever.
            let may_return = behind.iter().any(|alert| alert.returns_at(now));
            Some(if may_return { Due::Later } else { Due::Now(by) })
        }
    }
}
