//! Signals: watch for them, answer what they suggest, set their limits, say how a part is doing.

mod answer;
mod overrides;
mod rules;
mod settings;
mod shelf;
/// The watch over every event's readings.
pub mod watcher;

pub(in crate::service) use answer::{check_offered, note_said, note_taken_back};
pub use answer::{dismiss, publish};
pub use overrides::{Known, Stated, find_stated, list_stated, state};
pub use settings::{find, save};

use super::messages::{Moment, Times};
use super::{Services, authorise, visible_event};
use crate::domain::event::{Event, Slug};
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::operator::{Actor, Scope};
use crate::domain::signals::{ALL_CLEAR_FOR_S, Alert, Grounds, Health, Offer, rule_for};
use crate::domain::time::Timestamp;
use crate::error::{Error, FieldError, Result};
use crate::store::Tx;

/// A suggestion in words.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// What is suggested.
    pub offer: Offer,
    /// Its text in each language of the event that its template has, the event's own first.
    pub texts: Vec<(Locale, String)>,
    /// How loud it is.
    pub severity: Severity,
    /// By when it promises the next update, were it published now.
    pub next_update_by: Option<Timestamp>,
    /// What keeps it from being published.
    pub wrong: Vec<FieldError>,
}

/// Alerts, and what they suggest.
#[derive(Debug, Clone, Default)]
pub struct Noticed {
    /// The alerts that were asked for.
    pub alerts: Vec<Alert>,
    /// What waits for a yes or no.
    pub offers: Vec<Suggested>,
}

/// The alerts of an event that matter now and what they suggest to say, in words.
pub async fn look(services: &Services, actor: &Actor, slug: &Slug) -> Result<Noticed> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    noticed(services, &mut tx, &event).await
}

/// The same with the newest alerts whatever became of them, newest first.
pub async fn list(services: &Services, actor: &Actor, slug: &Slug, limit: i64) -> Result<Noticed> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    Ok(Noticed {
        alerts: tx.list_newest_alerts(&event.id, limit).await?,
        ..noticed(services, &mut tx, &event).await?
    })
}

async fn noticed(services: &Services, tx: &mut Tx, event: &Event) -> Result<Noticed> {
    let now = event.time_at(services.now());
    let health = health(tx, event, now).await?;
    let (settings, _) = tx.find_signal_settings(&event.id).await?;
    let grounds = Grounds {
        settings: &settings,
        products: &tx.list_products(&event.id).await?,
        person_spoke_at: tx.find_person_spoke_at(&event.id).await?,
    };
    let mut worded = Vec::new();
    for offer in offers(tx, event, &health, now).await? {
        let due = rule_for(&offer, &health.alerts, grounds, now);
        let mut offer = word(services, tx, event, offer, now).await?;
        if due.is_some() && !offer.wrong.is_empty() {
            offer.wrong.insert(0, rule_is_mute());
        }
        worded.push(offer);
    }
    Ok(Noticed {
        alerts: health.alerts,
        offers: worded,
    })
}

/// Why a rule has not said what it was switched on to say.
fn rule_is_mute() -> FieldError {
    FieldError {
        field: "rule".to_owned(),
        message: "its rule has not said this: the words do not fit".to_owned(),
    }
}

/// What is known of how an event is doing, by its own time.
async fn health(tx: &mut Tx, event: &Event, now: Timestamp) -> Result<Health> {
    let since = now.plus_seconds(-ALL_CLEAR_FOR_S);
    Ok(Health {
        alerts: tx.list_alerts(&event.id, since).await?,
        overrides: tx.list_overrides(&event.id, now).await?,
    })
}

/// What the alerts of an event suggest.
async fn offers(tx: &mut Tx, event: &Event, health: &Health, now: Timestamp) -> Result<Vec<Offer>> {
    let incidents = tx.list_every_incident(&event.id).await?;
    let products = tx.list_products(&event.id).await?;
    Ok(health.offers(event.phase, &incidents, &products, now))
}

async fn word(
    services: &Services,
    tx: &mut Tx,
    event: &Event,
    offer: Offer,
    now: Timestamp,
) -> Result<Suggested> {
    let message = offer.suggestion.message(false);
    let times = Times::asked(&message, now);
    let moment = Moment {
        services,
        event,
        promised: times.next_update_by,
        now,
        ahead: false,
    };
    let worded = match moment.word(tx, &message).await {
        // Its template was put away: that keeps this one from being published, and nothing else.
        Err(Error::Invalid(wrong)) => {
            return Ok(Suggested {
                offer,
                texts: Vec::new(),
                severity: Severity::Info,
                next_update_by: None,
                wrong,
            });
        }
        worded => worded?,
    };
    let spoken = |locale: &Locale| event.languages.iter().any(|spoken| spoken == *locale);
    let texts = worded.texts.into_iter();
    let mut texts: Vec<_> = texts.filter(|(locale, _)| spoken(locale)).collect();
    texts.sort_by_key(|(locale, _)| *locale != event.default_locale);
    Ok(Suggested {
        offer,
        severity: worded.severity.unwrap_or(Severity::Info),
        texts,
        next_update_by: times.next_update_by,
        wrong: worded.wrong,
    })
}
