//! From what the store holds to what a shopper sees, at one instant.

use std::sync::Arc;

use super::history::Course;
use super::sign::Subject;
use super::{
    CalendarView, ComponentView, FRESHNESS_STEP_S, Fact, Freshness, IncidentUpdateView,
    IncidentView, Moment, PhaseNews, QueueNumbers, StatusPage, StockView,
};
use crate::domain::calendar::CalendarEntry;
use crate::domain::component::Component;
use crate::domain::estimate::{Estimator, FreshnessLevel, Trend, WaitEstimate};
use crate::domain::event::{Event, EventKind, Phase};
use crate::domain::history::ShownWait;
use crate::domain::incident::{Incident, IncidentUpdate};
use crate::domain::inventory::{InventoryItem, StockLevel};
use crate::domain::locale::words::{Labels, SLOT, Words};
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::Message;
use crate::domain::prose::Prose;
use crate::domain::signals::Health;
use crate::domain::time::Timestamp;

/// What is known about an event: its rows, and the estimator fed with its readings.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The event itself.
    pub event: Event,
    /// Parts of the shop.
    pub components: Vec<Component>,
    /// Messages, newest first.
    pub messages: Vec<Message>,
    /// Incidents, in the order they are to be shown.
    pub incidents: Vec<Incident>,
    /// Variants, in the order they are to be shown.
    pub inventory: Vec<InventoryItem>,
    /// What calendars were told.
    pub calendar: Vec<CalendarEntry>,
    /// Whether everyone may read the report.
    pub report_published: bool,
    /// What is noticed and said about how it is doing.
    pub health: Health,
    /// Every reading so far.
    pub estimator: Estimator,
    /// The course so far.
    pub course: Arc<Course>,
}

impl Facts {
    /// What a reader of `locale` sees at `now`.
    pub fn status_page(&self, locale: Locale, now: Timestamp) -> StatusPage {
        let event = &self.event;
        let wait = self.estimator.estimate(event.phase, event.capacity, now);
        let words = Words::new(locale);
        let subject = Subject {
            event,
            estimator: &self.estimator,
            wait,
            incidents: &self.incidents,
            messages: &self.messages,
            words,
            now,
        };
        let labels = words.labels();
        let view = View {
            facts: self,
            locale,
            words,
            now,
        };
        let reason = event.phase_reason.as_ref();
        let reason = reason.map(|text| text.resolve(locale, event.default_locale));
        // It becomes part of a sentence, where nothing is marked.
        let reason = reason.map(|(lang, text)| (lang, Prose::parse(text).plain()));
        StatusPage {
            id: event.id.clone(),
            slug: event.slug.clone(),
            title: event.title.as_str().to_owned(),
            kind: event.kind,
            phase: event.phase,
            locale,
            default_locale: event.default_locale,
            languages: event.languages.clone(),
            listing: event.listing,
            sign: subject.sign(reason.as_ref().map(|(_, text)| text.as_str())),
            phase_news: PhaseNews {
                title: subject.phase_title(),
                lang: reason.as_ref().map_or(locale, |(lang, _)| *lang),
                reason: reason.map(|(_, text)| text),
                since: event.phase_since,
            },
            wait,
            confidence: self.estimator.confidence(),
            wait_text: match wait {
                WaitEstimate::Known { low_s, high_s, .. } => words.wait(low_s, high_s),
                WaitEstimate::Unknown { reason } => words.unknown_wait(reason),
            },
            freshness: view.freshness(&labels),
            as_of: self
                .estimator
                .as_of()
                .unwrap_or(now.floor_to(FRESHNESS_STEP_S)),
            depth_text: view.fresh_depth().map(|depth| words.people(depth)),
            queue: view.queue_numbers(),
            place: self.place(wait, words),
            history: self.course.view(locale),
            facts: view.line(),
            messages: view.messages(),
            incidents: self
                .incidents
                .iter()
                .filter(|incident| incident.is_news(now))
                .map(|incident| view.incident(incident))
                .collect(),
            inventory: self.inventory.iter().map(|i| view.stock(i)).collect(),
            components: self.components.iter().map(|c| view.component(c)).collect(),
            opens: event.schedule.opens_at.map(|at| view.moment(at)),
            closes: event.schedule.closes_at.map(|at| view.moment(at)),
            draws: event.schedule.draws_at.map(|at| view.moment(at)),
            calendar: self
                .calendar
                .iter()
                .map(|e| view.calendar_entry(e))
                .collect(),
            zone: event.zone.name().to_owned(),
            product_link: event.product_link.clone(),
            waitlist_link: event.waitlist_link.clone(),
            report: self.report_published.then(|| event.report_path(locale)),
            brand: event.brand.clone(),
            labels,
        }
    }

    /// What is shown of the wait and the pace at `now`, for the record.
    pub fn shown_wait(&self, now: Timestamp) -> ShownWait {
        let event = &self.event;
        let wait = self.estimator.estimate(event.phase, event.capacity, now);
        ShownWait::new(now, wait, self.estimator.measured_per_min(now))
    }
}

/// The facts seen in one language at one instant.
pub(super) struct View<'a> {
    pub facts: &'a Facts,
    pub locale: Locale,
    pub words: Words,
    pub now: Timestamp,
}

impl View<'_> {
    pub fn moment(&self, at: Timestamp) -> Moment {
        let text = self.words.moment(&self.facts.event.zone, at, self.now);
        Moment { at, text }
    }

    pub fn resolve<'t>(&self, text: &'t LocalizedText) -> (Locale, &'t str) {
        text.resolve(self.locale, self.facts.event.default_locale)
    }

    fn freshness(&self, labels: &Labels) -> Freshness {
        let estimator = &self.facts.estimator;
        let expected = self.facts.event.phase.expects_feed();
        let level = if expected {
            estimator.freshness(self.now)
        } else {
            FreshnessLevel::Live
        };
        // Without a feed the page is as true as the moment it was made.
        let measured = estimator.as_of().filter(|_| expected).unwrap_or(self.now);
        let as_of = self.moment(measured.min(self.now).floor_to(FRESHNESS_STEP_S));
        let (delayed_s, stale_s) = estimator.patience_s();
        // The page itself hears of a change only every step, so it waits that much longer.
        #[expect(clippy::cast_precision_loss, reason = "ten")]
        let wait_for = |seconds: f64| ceil_u32(seconds + 2.0 * FRESHNESS_STEP_S as f64);
        let sentence = match level {
            FreshnessLevel::Live => &labels.script.live,
            FreshnessLevel::Delayed => &labels.script.delayed,
            FreshnessLevel::Lost => &labels.script.lost,
        };
        Freshness {
            level,
            text: sentence.replace(SLOT, &as_of.text),
            as_of,
            generated_at: self.now.floor_to(FRESHNESS_STEP_S),
            delayed_after_s: wait_for(delayed_s),
            stale_after_s: wait_for(stale_s),
        }
    }

    /// How many wait, while that is known of now and not of some time ago.
    fn fresh_depth(&self) -> Option<f64> {
        let estimator = &self.facts.estimator;
        let fresh = estimator.freshness(self.now) != FreshnessLevel::Lost;
        let fresh = fresh && self.facts.event.phase.expects_feed();
        estimator.depth().filter(|_| fresh)
    }

    fn queue_numbers(&self) -> QueueNumbers {
        let Facts {
            estimator, event, ..
        } = self.facts;
        QueueNumbers {
            depth: estimator.depth(),
            capacity: estimator.capacity().or(event.capacity.map(f64::from)),
            admitted_per_min: estimator.measured_per_min(self.now),
            trend: estimator.trend(event.phase, event.capacity, self.now),
            draw_entries: estimator.entries(),
        }
    }

    fn line(&self) -> Vec<Fact> {
        let numbers = self.queue_numbers();
        let event = &self.facts.event;
        if event.kind == EventKind::Draw {
            return numbers
                .draw_entries
                .map(|entries| self.fact("fact-entries", self.words.people(entries)))
                .into_iter()
                .collect();
        }
        // Before the line and after it, yesterday's depth would only mislead.
        if !event.phase.expects_feed() {
            return Vec::new();
        }
        let old = self.facts.estimator.freshness(self.now) == FreshnessLevel::Lost;
        let mut line = Vec::new();
        if let Some(depth) = numbers.depth {
            let note = if old {
                self.facts.estimator.as_of().map(|at| {
                    self.words
                        .fill("fact-as-of", &[("time", &self.moment(at).text)])
                })
            } else {
                numbers.capacity.map(|capacity| self.words.places(capacity))
            };
            line.push(Fact {
                note,
                ..self.fact(self.crowd(), self.words.people(depth))
            });
        }
        if old || event.phase != Phase::Open {
            return line;
        }
        if let Some(rate) = numbers.admitted_per_min {
            let note = Some(self.words.say("fact-pace-note"));
            line.push(Fact {
                note,
                ..self.fact("fact-pace", self.words.per_minute(rate))
            });
        }
        if let Some(trend) = numbers.trend {
            let arrow = match trend {
                Trend::Shorter => "↘",
                Trend::Steady => "→",
                Trend::Longer => "↗",
            };
            line.push(Fact {
                arrow: Some(arrow.to_owned()),
                note: Some(self.words.say("fact-trend-note")),
                ..self.fact("fact-trend", self.words.trend(trend))
            });
        }
        line
    }

    /// What those who wait are called: a line begins when the doors open.
    fn crowd(&self) -> &'static str {
        match self.facts.event.phase {
            Phase::Waiting => "fact-waiting",
            _ => "fact-depth",
        }
    }

    fn fact(&self, label: &'static str, value: String) -> Fact {
        Fact {
            label: self.words.say(label),
            value,
            arrow: None,
            note: None,
        }
    }

    fn incident(&self, incident: &Incident) -> IncidentView {
        let (lang, title) = self.resolve(&incident.title);
        let affected = |c: &&Component| incident.components.contains(&c.id);
        IncidentView {
            id: incident.id.clone(),
            title: title.to_owned(),
            lang,
            status: incident.status(),
            label: self.words.incident_status(incident.status()),
            impact: incident.impact,
            components: self
                .facts
                .components
                .iter()
                .filter(affected)
                .map(|component| self.component(component))
                .collect(),
            updates: incident
                .updates
                .iter()
                .rev()
                .map(|u| self.incident_update(u))
                .collect(),
        }
    }

    fn incident_update(&self, update: &IncidentUpdate) -> IncidentUpdateView {
        let (lang, text) = self.resolve(&update.text);
        IncidentUpdateView {
            status: update.status,
            label: self.words.incident_status(update.status),
            text: Prose::parse(text),
            lang,
            at: self.moment(update.at),
        }
    }

    /// A restock is worth telling while it is to come and there is something to wait for.
    fn restock(&self, item: &InventoryItem) -> Option<Moment> {
        let due = item.restock_at.filter(|at| *at > self.now)?;
        (item.level != StockLevel::InStock).then(|| self.moment(due))
    }

    fn stock(&self, item: &InventoryItem) -> StockView {
        let name = match &item.variant {
            Some(variant) => format!("{}, {variant}", item.title),
            None => item.title.clone(),
        };
        StockView {
            name,
            label: self.words.stock(item.level, item.remaining),
            restock: self.restock(item),
            item: item.clone(),
        }
    }

    fn calendar_entry(&self, entry: &CalendarEntry) -> CalendarView {
        let (kind, title) = (self.facts.event.kind, entry.title.as_str());
        CalendarView {
            summary: self.words.occasion(kind, entry.occasion, title),
            entry: entry.clone(),
        }
    }

    fn component(&self, component: &Component) -> ComponentView {
        let facts = self.facts;
        let status = facts
            .health
            .status(&component.id, &facts.incidents, self.now);
        ComponentView {
            component: component.clone(),
            status,
            label: self.words.component_status(status),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
fn ceil_u32(seconds: f64) -> u32 {
    seconds.ceil().clamp(0.0, 86_400.0) as u32
}
