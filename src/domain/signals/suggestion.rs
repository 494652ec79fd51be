//! Which words fit a signal, and when they are held out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Alert, How, Products, Signal, Topic};
use crate::domain::id::AlertId;
use crate::domain::message::{Due, NewMessage, Wording};
use crate::domain::template::Placeholder;
use crate::domain::time::Timestamp;

/// For how long after the end of trouble an all-clear is still worth saying.
pub const ALL_CLEAR_FOR_S: i64 = 3_600;
/// The template that names the product which is gone.
pub(super) const ITEM_SOLD_OUT: &str = "item_sold_out";
/// By when a message about trouble promises the next one.
const NEXT_UPDATE_MIN: u32 = 15;

/// What an alert suggests to say something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// That there is trouble.
    Trouble,
    /// That it is over.
    AllClear,
}

impl Occasion {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trouble => "trouble",
            Self::AllClear => "all_clear",
        }
    }

    /// Parses its name on the wire.
    pub fn parse(name: &str) -> Option<Self> {
        let mut both = [Self::Trouble, Self::AllClear].into_iter();
        both.find(|occasion| occasion.as_str() == name)
    }
}

/// The message that fits: a shipped template with its gaps filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The template's key.
    pub template: &'static str,
    /// What fills its gaps, besides what the page knows itself.
    pub values: BTreeMap<String, String>,
    /// In how many minutes it promises the next update.
    pub next_update_min: Option<u32>,
}

impl Suggestion {
    /// What fits a topic; nothing for what is no business of shoppers.
    pub fn of(topic: &Topic, occasion: Occasion) -> Option<Self> {
        let product =
            BTreeMap::from([(Placeholder::Item.as_str().to_owned(), topic.subject.clone())]);
        let plain = |template| Self {
            template,
            values: BTreeMap::new(),
            next_update_min: None,
        };
        let promising = |template| Self {
            next_update_min: Some(NEXT_UPDATE_MIN),
            ..plain(template)
        };
        match (occasion, topic.signal) {
            (_, Signal::Silence) | (Occasion::AllClear, Signal::WaitJump | Signal::Depth) => None,
            (_, Signal::SoldOut) => Some(Self {
                values: product,
                ..plain(match occasion {
                    Occasion::Trouble => ITEM_SOLD_OUT,
                    Occasion::AllClear => "back_in_stock",
                })
            }),
            (Occasion::AllClear, _) => Some(plain("all_clear")),
            // "The line is full" would not be true yet, and the page says it by itself when it is.
            (Occasion::Trouble, Signal::Depth | Signal::WaitJump) => Some(plain("high_traffic")),
            (Occasion::Trouble, Signal::SilentPause | Signal::Handoff) => {
                Some(promising("temporary_delay"))
            }
            (Occasion::Trouble, Signal::ErrorRate | Signal::P95Latency) => {
                Some(promising("checkout_slow"))
            }
        }
    }

    /// The templates that alerts of a signal may suggest.
    pub fn templates_of(signal: Signal) -> impl Iterator<Item = &'static str> {
        let both = [Occasion::Trouble, Occasion::AllClear].into_iter();
        both.filter_map(move |occasion| Self::of(&signal.into(), occasion))
            .map(|suggestion| suggestion.template)
    }

    /// The message that publishes it.
    pub fn message(&self, automatic: bool) -> NewMessage {
        NewMessage {
            next_update: self.next_update_min.map(Due::InMinutes),
            automatic,
            ..NewMessage::plain(Wording::Template {
                template: self.template.to_owned(),
                values: self.values.clone(),
                edited: BTreeMap::new(),
            })
        }
    }
}

/// A suggestion that waits for an operator's yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The alert that makes it.
    pub alert: AlertId,
    /// Whether it speaks of trouble or of its end.
    pub occasion: Occasion,
    /// The message.
    pub suggestion: Suggestion,
}

/// What besides its alerts decides what may be said of an event.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// Whether nothing else speaks against an all-clear.
    pub calm: bool,
    /// Whether things are sold.
    pub sells: bool,
    /// What there is of them.
    pub products: &'a Products,
}

/// What the alerts of an event suggest at `now`, each thing once, however many of them would say it.
pub fn offers(alerts: &[Alert], circumstances: Circumstances<'_>, now: Timestamp) -> Vec<Offer> {
    let Circumstances {
        calm,
        sells,
        products,
    } = circumstances;
    let mut offers: Vec<Offer> = Vec::new();
    let mut offer = |alert: &Alert, occasion| {
        let Some(suggestion) = Suggestion::of(&alert.topic, occasion) else {
            return;
        };
        if offers.iter().all(|other| other.suggestion != suggestion) {
            offers.push(Offer {
                alert: alert.id.clone(),
                occasion,
                suggestion,
            });
        }
    };
    let told = alerts.iter().filter(|alert| is_still_told(alert, now));
    let said: Vec<_> = told
        .filter_map(|alert| Suggestion::of(&alert.topic, Occasion::Trouble))
        .collect();
    for alert in alerts {
        let fresh = Suggestion::of(&alert.topic, Occasion::Trouble);
        // A second product that is gone is news; a second reason why checkout is slow is not.
        let repeats = alert.topic.signal != Signal::SoldOut
            && fresh.is_some_and(|fresh| said.contains(&fresh));
        // A cart that has just come back would make it untrue.
        let true_now = alert.topic.signal != Signal::SoldOut
            || products.gone_since(&alert.topic.subject).is_some();
        if alert.is_open() && alert.answer.is_none() && !repeats && true_now {
            offer(alert, Occasion::Trouble);
        }
    }
    let all_is_well = calm && !alerts.iter().any(|alert| denies_all_clear(alert, now));
    for alert in alerts {
        let Some(cleared) = alert.cleared_at.filter(|_| alert.was_told()) else {
            continue;
        };
        let in_time = now <= cleared.plus_seconds(ALL_CLEAR_FOR_S);
        let true_now = if alert.topic.signal.is_trouble() {
            all_is_well
        } else {
            sells && products.has(&alert.topic.subject)
        };
        if alert.clear_answer.is_none() && in_time && true_now {
            offer(alert, Occasion::AllClear);
        }
    }
    offers
}

/// Whether nothing works as usual, or nobody knows whether it does, because of an alert.
fn denies_all_clear(alert: &Alert, now: Timestamp) -> bool {
    let signal = alert.topic.signal;
    if alert.is_open() {
        return signal.is_trouble() || signal == Signal::Silence;
    }
    let mut cleared = alert.cleared_at.into_iter();
    let lately = cleared.any(|cleared| now <= cleared.plus_seconds(ALL_CLEAR_FOR_S));
    signal.is_trouble() && lately && alert.is_left_open()
}

/// Whether the last that shoppers were told of it is that there is trouble, and it lasts or may come back as the same.
fn is_still_told(alert: &Alert, now: Timestamp) -> bool {
    let taken_back = alert
        .clear_answer
        .as_ref()
        .is_some_and(|answer| answer.how == How::Published);
    alert.was_told() && !taken_back && alert.returns_at(now)
}

/// The alerts that suggest the same and were not answered yet.
pub fn behind<'a>(
    alerts: &'a [Alert],
    suggestion: &Suggestion,
    occasion: Occasion,
) -> Vec<&'a Alert> {
    let same = |alert: &&Alert| {
        asks(alert, occasion) && Suggestion::of(&alert.topic, occasion).as_ref() == Some(suggestion)
    };
    alerts.iter().filter(same).collect()
}

/// Whether an alert is of this occasion and was not answered yet.
pub(super) fn asks(alert: &Alert, occasion: Occasion) -> bool {
    let due = match occasion {
        Occasion::Trouble => alert.is_open(),
        Occasion::AllClear => alert.was_told() && !alert.is_open(),
    };
    due && alert.answer_to(occasion).is_none()
}
