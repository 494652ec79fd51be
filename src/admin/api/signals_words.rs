//! What is noticed about an event, in the desk's words.

use super::signals::{AlertLine, OfferCard, PartLine, SignalsNow};
use super::signals_form::write_stated;
use crate::admin::words::DESK_LOCALE;
use crate::domain::locale::words::{Words, whole};
use crate::domain::operator::Actor;
use crate::domain::signals::{Alert, Evidence, How, Occasion, Signal, Suggestion};
use crate::domain::status_page::{ComponentView, Facts, StatusPage};
use crate::domain::time::{Timestamp, Zone};
use crate::error::Result;
use crate::service::Services;
use crate::service::signals::{Suggested, look};

/// What is noticed about an event, as far as its page knows of it: an event that is well costs no look at the database.
pub async fn signals_now(
    services: &Services,
    actor: &Actor,
    (facts, page): (&Facts, &StatusPage),
    now: Timestamp,
) -> Result<SignalsNow> {
    let wording = Wording {
        zone: &facts.event.zone,
        now,
    };
    let mut signals = SignalsNow {
        parts: parts(facts, page, &wording),
        stated: write_stated(&facts.health.overrides)?,
        ..SignalsNow::default()
    };
    if facts.health.alerts.is_empty() {
        return Ok(signals);
    }
    let noticed = look(services, actor, &facts.event.slug).await?;
    let of = |suggested: &Suggested| {
        let mut alerts = noticed.alerts.iter();
        alerts.find(|alert| alert.id == suggested.offer.alert)
    };
    let pairs = noticed.offers.iter();
    let mut pairs: Vec<_> = pairs
        .filter_map(|suggested| Some((of(suggested)?, suggested)))
        .collect();
    // A card that comes must not push another out from under a thumb: the newest stands last.
    pairs.sort_by_key(|(alert, suggested)| match suggested.offer.occasion {
        Occasion::Trouble => alert.opened_at,
        Occasion::AllClear => alert.cleared_at.unwrap_or(alert.opened_at),
    });
    let card = |(alert, suggested): (&Alert, &Suggested)| wording.card(alert, suggested);
    signals.offers = pairs.into_iter().map(card).collect();
    let newest_first = noticed.alerts.iter().rev();
    signals.alerts = newest_first.map(|alert| wording.line(alert)).collect();
    Ok(signals)
}

fn parts(facts: &Facts, page: &StatusPage, wording: &Wording) -> Vec<PartLine> {
    let part = |part: &ComponentView| {
        let stated = facts.health.stated(&part.component.id, wording.now);
        PartLine {
            id: part.component.id.to_string(),
            name: part.component.name.clone(),
            status: part.status,
            label: part.label.clone(),
            stated_until: stated.map(|stated| wording.moment(stated.until)),
        }
    };
    page.components.iter().map(part).collect()
}

/// Where and when words are said.
struct Wording<'a> {
    zone: &'a Zone,
    now: Timestamp,
}

impl Wording<'_> {
    fn moment(&self, at: Timestamp) -> String {
        Words::new(DESK_LOCALE).moment(self.zone, at, self.now)
    }

    fn card(&self, alert: &Alert, suggested: &Suggested) -> OfferCard {
        let offer = &suggested.offer;
        let since = alert.evidence.since.as_millis();
        OfferCard {
            alert: alert.id.to_string(),
            occasion: offer.occasion,
            key: format!("{}-{}-{since}", alert.id, offer.occasion.as_str()),
            title: offer_title(alert, offer.occasion),
            evidence: match (offer.occasion, alert.cleared_at) {
                (Occasion::AllClear, Some(cleared)) => {
                    format!("All well again since {}.", self.moment(cleared))
                }
                _ => self.evidence(alert),
            },
            template: offer.suggestion.template.to_owned(),
            texts: suggested.texts.clone(),
            promise: suggested.next_update_by.map(|by| self.moment(by)),
            wrong: suggested
                .wrong
                .iter()
                .map(|wrong| wrong.message.clone())
                .collect(),
        }
    }

    fn line(&self, alert: &Alert) -> AlertLine {
        let answered = alert.answer.as_ref().map(|answer| {
            let machine = answer.by.starts_with("rule:");
            match answer.how {
                How::Published if machine => "published by its rule",
                How::Published => "published",
                How::Dismissed => "dismissed",
            }
        });
        let lasts = match alert.cleared_at {
            Some(cleared) => format!("over since {}", self.moment(cleared)),
            None => "lasts".to_owned(),
        };
        AlertLine {
            title: title(alert),
            evidence: self.evidence(alert),
            open: alert.is_open(),
            mute: alert.is_open() && Suggestion::of(&alert.topic, Occasion::Trouble).is_none(),
            state: match answered {
                Some(answered) => format!("{lasts} · {answered}"),
                None => lasts,
            },
        }
    }

    /// "3.1 % of the shop's requests failed; the limit is 1 %. Since 10:18 CET."
    fn evidence(&self, alert: &Alert) -> String {
        let since = format!("Since {}.", self.moment(alert.evidence.since));
        match figures(alert.topic.signal, &alert.evidence) {
            Some(figures) => format!("{figures} {since}"),
            None => since,
        }
    }
}

/// What a suggestion is about, in a few words.
pub fn offer_title(alert: &Alert, occasion: Occasion) -> String {
    match occasion {
        Occasion::Trouble => title(alert),
        Occasion::AllClear => format!("Over: {}", lower(&title(alert))),
    }
}

fn title(alert: &Alert) -> String {
    let label = alert.topic.signal.label();
    match (alert.topic.signal, alert.topic.subject.as_str()) {
        (_, "") => label.to_owned(),
        (Signal::SoldOut, product) => format!("{product} is gone"),
        (Signal::Silence, feed) => match feed.split_once(' ') {
            Some((source, metric)) => format!("{source} no longer tells {metric}"),
            None => format!("Nothing is heard from {feed}"),
        },
        (_, subject) => format!("{label}: {subject}"),
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(chars).collect()
}

fn figures(signal: Signal, evidence: &Evidence) -> Option<String> {
    let (value, limit) = (evidence.value?, evidence.limit?);
    let words = Words::new(DESK_LOCALE);
    let people = |count: f64| words.number(whole(count.round()));
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let seconds = |ms: f64| format!("{:.1} s", ms / 1_000.0);
    let minutes = |s: f64| format!("{} min", people(s / 60.0));
    Some(match signal {
        Signal::ErrorRate => format!(
            "{} of the shop's requests failed; the limit is {}.",
            percent(value),
            percent(limit)
        ),
        Signal::P95Latency => format!(
            "One answer in twenty took longer than {}; the limit is {}.",
            seconds(value),
            seconds(limit)
        ),
        Signal::Handoff => format!(
            "{} of the admitted reached the shop; the limit is {}.",
            percent(value),
            percent(limit)
        ),
        Signal::Depth => format!(
            "{} are in line; from {} on it is nearly full.",
            people(value),
            people(limit)
        ),
        Signal::WaitJump => format!(
            "The wait shown was {}; {} would have been a jump already.",
            minutes(value),
            minutes(limit)
        ),
        Signal::SilentPause => format!(
            "Nobody was let in for {} s although people wait and the event is open; usual would be up to {} s.",
            people(value),
            people(limit)
        ),
        Signal::Silence => format!(
            "Not heard for {} s; usual would be up to {} s.",
            people(value),
            people(limit)
        ),
        Signal::SoldOut => return None,
    })
}
