//! Which rule may say what is suggested, and when.

use super::{Alert, Answer, Occasion, Offer, Rules, Signal, behind};
use crate::domain::time::Timestamp;

/// What a rule is to do about a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// That signal's says it now.
    Now(Signal),
    /// One says it if it still holds when what comes back is no more the same.
    Later,
}

/// Whether one of the `rules` says an offer that `alerts` make. One of several alerts that would say the same is enough; but
/// what a person said, a person takes back.
pub fn rule_for(offer: &Offer, alerts: &[Alert], rules: &Rules, now: Timestamp) -> Option<Due> {
    let behind = behind(alerts, &offer.suggestion, offer.occasion);
    let said_by = |alert: &Alert| {
        let by = alert.answer.as_ref().and_then(Answer::rule);
        by.filter(|signal| rules.publishes(*signal))
    };
    match offer.occasion {
        Occasion::Trouble => {
            let mut signals = behind.iter().map(|alert| alert.topic.signal);
            signals
                .find(|signal| rules.publishes(*signal))
                .map(Due::Now)
        }
        Occasion::AllClear => {
            let by: Option<Vec<Signal>> = behind.iter().map(|alert| said_by(alert)).collect();
            let by = by?.first().copied()?;
            // What comes and goes would otherwise be told and taken back for ever.
            let may_return = behind.iter().any(|alert| alert.returns_at(now));
            Some(if may_return { Due::Later } else { Due::Now(by) })
        }
    }
}
