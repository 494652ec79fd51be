//! The page's own words, in the reader's language.
//!
//! They stand in `locales/<language>/page.ftl` (Project Fluent) and are worded here, on the server, so that views
//! stay pure functions of data and the browser needs no translations.

/// Words that stand on the page whatever happens.
mod labels;
/// What may go wrong, and the list of events.
mod trouble;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, static_loader};

pub use labels::{Labels, ScriptLabels};
pub use trouble::{IndexWords, Trouble, TroubleWords};

use super::{Locale, format};
use crate::domain::calendar::Occasion;
use crate::domain::component::ComponentStatus;
use crate::domain::estimate::range::shown;
use crate::domain::estimate::{Trend, UnknownReason};
use crate::domain::event::EventKind;
use crate::domain::incident::IncidentStatus;
use crate::domain::inventory::StockLevel;
use crate::domain::message::Severity;
use crate::domain::time::{Timestamp, Zone};

static_loader! {
    static MESSAGES = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around a number or a zone's Latin name keep them in order inside a sentence that runs from right to left.
        customise: |bundle| {
            let arabic = bundle.locales.iter().any(|language| language.language == "ar");
            bundle.set_use_isolating(arabic);
        },
    };
}

/// What stands in a sentence where a view puts an element, such as the time.
pub const SLOT: &str = "{}";

/// For so many seconds, what is due may be said to come at any moment.
const LATE_AFTER_S: f64 = 600.0;

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    locale: Locale,
}

impl Words {
    /// The words of `locale`.
    pub fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The language.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// A message without gaps.
    pub fn say(self, key: &'static str) -> String {
        self.look_up(key, None)
    }

    /// A message with its gaps filled.
    pub fn fill(self, key: &'static str, values: &[(&'static str, &str)]) -> String {
        let values = values
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(*value)));
        self.look_up(key, Some(&values.collect()))
    }

    /// A message about a number of things, in the number's plural, with further gaps filled.
    pub fn count(self, key: &'static str, count: u64, values: &[(&'static str, &str)]) -> String {
        let written = self.number(count);
        let mut filled = HashMap::from([
            (Cow::Borrowed("count"), FluentValue::from(count)),
            (Cow::Borrowed("n"), FluentValue::from(written)),
        ]);
        for (name, value) in values {
            filled.insert(Cow::Borrowed(*name), FluentValue::from(*value));
        }
        self.look_up(key, Some(&filled))
    }

    /// A test holds that every message is there in every language; a reader of a build that broke it sees the key.
    fn look_up(
        self,
        key: &'static str,
        values: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>,
    ) -> String {
        MESSAGES
            .lookup_single_language(&LANGUAGES[self.locale as usize], key, values)
            .unwrap_or_else(|_| key.to_owned())
    }

    /// A whole number with its digits grouped.
    pub fn number(self, number: u64) -> String {
        format::number(self.locale, number)
    }

    /// The time of day with the zone's name, `10:00 CET`; with the day when that is not today's.
    pub fn moment(self, zone: &Zone, at: Timestamp, today: Timestamp) -> String {
        let (time, date) = self.time_and_date(zone, at, today);
        match date {
            // Fluent marks what it fills in; alone among Arabic words, "10:00 CET" would come apart.
            None if self.locale.direction() == "rtl" => format!("\u{2068}{time}\u{2069}"),
            None => time,
            Some(date) => self.fill("moment-later", &[("date", &date), ("time", &time)]),
        }
    }

    /// An instant as it stands in a sentence, `at 10:00 CET` or `on 23 November at 10:00 CET`.
    pub fn when(self, zone: &Zone, at: Timestamp, today: Timestamp) -> String {
        let (time, date) = self.time_and_date(zone, at, today);
        match date {
            None => self.fill("when-today", &[("time", &time)]),
            Some(date) => self.fill("when-later", &[("date", &date), ("time", &time)]),
        }
    }

    fn time_and_date(
        self,
        zone: &Zone,
        at: Timestamp,
        today: Timestamp,
    ) -> (String, Option<String>) {
        let (then, now) = (zone.wall_clock(at), zone.wall_clock(today));
        let time = format!("{} {}", format::time(self.locale, &then), then.zone);
        let date = (!then.same_day(&now)).then(|| format::date(self.locale, &then, now.year));
        (time, date)
    }

    /// A count, rounded to what can be meant: exact below 100, then three significant digits.
    pub fn people(self, count: f64) -> String {
        let count = whole(count);
        let rounded = self.number(significant(count, 3));
        if count < 100 {
            return rounded;
        }
        self.fill("about-number", &[("n", &rounded)])
    }

    /// How many places there are: a limit somebody set, so nothing is rounded.
    pub fn places(self, count: f64) -> String {
        self.count("fact-places", whole(count), &[])
    }

    /// A pace, `290 a minute`.
    pub fn per_minute(self, rate: f64) -> String {
        match whole(rate.round()) {
            0 => self.count("per-minute-few", 1, &[]),
            rate => self.count("per-minute", significant(rate, 2), &[]),
        }
    }

    /// A range as a large figure and what it counts.
    pub fn wait_figure(self, low_s: f64, high_s: f64) -> (String, String) {
        let range = shown(low_s, high_s);
        let (low, high) = (range.low_min, range.high_min);
        if high > LONGEST_IN_MINUTES {
            let ends = [("low", &*self.hours(low)), ("high", &*self.hours(high))];
            return (
                self.fill("figure-range-hours", &ends),
                self.say("unit-hours"),
            );
        }
        let figure = match low {
            0 if high == 1 => self.count("figure-under", 1, &[]),
            0 => self.count("figure-up-to", high.into(), &[]),
            low => {
                let ends = [self.number(low.into()), self.number(high.into())];
                self.fill("figure-range", &[("low", &ends[0]), ("high", &ends[1])])
            }
        };
        (figure, self.count("unit-minutes", high.into(), &[]))
    }

    /// A range in a sentence, `about 25–40 minutes`.
    pub fn wait(self, low_s: f64, high_s: f64) -> String {
        let range = shown(low_s, high_s);
        match (range.low_min, range.high_min) {
            (low, high) if high > LONGEST_IN_MINUTES => {
                let ends = [("low", &*self.hours(low)), ("high", &*self.hours(high))];
                self.fill("wait-range-hours", &ends)
            }
            (0, 1) => self.say("wait-under"),
            (0, high) => self.count("wait-up-to", high.into(), &[]),
            (low, high) => self.count(
                "wait-range",
                high.into(),
                &[("low", &self.number(low.into()))],
            ),
        }
    }

    /// A time of day without its zone, `10:00`, for where the zone stands nearby.
    pub fn clock(self, zone: &Zone, at: Timestamp) -> String {
        format::time(self.locale, &zone.wall_clock(at))
    }

    /// A day, `23 November`.
    pub fn day(self, zone: &Zone, at: Timestamp, today: Timestamp) -> String {
        let this_year = zone.wall_clock(today).year;
        format::date(self.locale, &zone.wall_clock(at), this_year)
    }

    /// So many minutes, `1 h 30 min`.
    pub fn hours(self, minutes: u32) -> String {
        let (h, m) = (minutes / 60, minutes % 60);
        let (hours, rest) = (self.number(h.into()), self.number(m.into()));
        match (h, m) {
            (0, _) => self.fill("minutes-only", &[("m", &rest)]),
            (_, 0) => self.fill("hours-only", &[("h", &hours)]),
            _ => self.fill("hours-minutes", &[("h", &hours), ("m", &rest)]),
        }
    }

    /// How long something took: `45 s` below two minutes, `1 h 30 min` above.
    pub fn duration(self, seconds: f64) -> String {
        if seconds.round() < 120.0 {
            let seconds = self.number(whole(seconds.round()));
            return self.fill("seconds-only", &[("s", &seconds)]);
        }
        let minutes = whole((seconds / 60.0).round());
        self.hours(u32::try_from(minutes).unwrap_or(u32::MAX))
    }

    /// A share to a tenth of a percent, rounded down: only all of them are 100 %.
    pub fn percent(self, share: f64) -> String {
        let thousandths = whole((share * 1_000.0 + 1e-6).floor());
        let number = format::tenths(self.locale, thousandths);
        self.fill("percent", &[("n", &number)])
    }

    /// How long until something, `in 2 h 10 min`; nothing once it is late.
    pub fn countdown(self, seconds: f64) -> Option<String> {
        if seconds <= -LATE_AFTER_S {
            return None;
        }
        if seconds <= 0.0 {
            return Some(self.say("in-any-moment"));
        }
        let minutes = whole((seconds / 60.0).ceil());
        let (d, h, m) = (minutes / 1_440, minutes / 60, minutes % 60);
        let (hours, rest) = (self.number(h), self.number(m));
        Some(match (d, h, m) {
            (0, 0, 1) => self.say("in-under-a-minute"),
            (0, 0, _) => self.fill("in-minutes", &[("m", &rest)]),
            (0, _, 0) => self.fill("in-hours", &[("h", &hours)]),
            (0, ..) => self.fill("in-hours-minutes", &[("h", &hours), ("m", &rest)]),
            (days, ..) => self.count("in-days", days, &[]),
        })
    }

    /// Why there is no wait to show.
    pub fn unknown_wait(self, reason: UnknownReason) -> String {
        self.say(match reason {
            UnknownReason::Paused => "unknown-paused",
            UnknownReason::Stale => "unknown-stale",
            UnknownReason::Full => "unknown-full",
            UnknownReason::Starting => "unknown-starting",
            UnknownReason::NoRate => "unknown-no-rate",
            UnknownReason::TooLong => "unknown-too-long",
        })
    }

    /// The direction of the wait.
    pub fn trend(self, trend: Trend) -> String {
        self.say(match trend {
            Trend::Shorter => "trend-shorter",
            Trend::Steady => "trend-steady",
            Trend::Longer => "trend-longer",
        })
    }

    /// How loud a message is, as a word beside it.
    pub fn severity(self, severity: Severity) -> String {
        self.say(match severity {
            Severity::Info => "severity-info",
            Severity::Notice => "severity-notice",
            Severity::Warning => "severity-warning",
            Severity::Critical => "severity-critical",
        })
    }

    /// How far the work on an issue has come.
    pub fn incident_status(self, status: IncidentStatus) -> String {
        self.say(match status {
            IncidentStatus::Investigating => "incident-investigating",
            IncidentStatus::Identified => "incident-identified",
            IncidentStatus::Monitoring => "incident-monitoring",
            IncidentStatus::Resolved => "incident-resolved",
        })
    }

    /// How a part of the shop is doing.
    pub fn component_status(self, status: ComponentStatus) -> String {
        self.say(match status {
            ComponentStatus::Operational => "component-operational",
            ComponentStatus::DegradedPerformance => "component-degraded-performance",
            ComponentStatus::PartialOutage => "component-partial-outage",
            ComponentStatus::MajorOutage => "component-major-outage",
            ComponentStatus::UnderMaintenance => "component-under-maintenance",
        })
    }

    /// What takes place at a time of the schedule, with the event's name.
    pub fn occasion(self, kind: EventKind, occasion: Occasion, event: &str) -> String {
        let key = match (kind, occasion) {
            (EventKind::Draw, Occasion::Opening) => "calendar-entries-open",
            (EventKind::Draw, Occasion::Closing) => "calendar-entries-close",
            (_, Occasion::Opening) => "calendar-opening",
            (_, Occasion::Closing) => "calendar-closing",
            (_, Occasion::Draw) => "calendar-draw",
        };
        self.fill(key, &[("event", event)])
    }

    /// How a variant stands, with the count where the merchant gives one.
    pub fn stock(self, level: StockLevel, remaining: Option<u32>) -> String {
        match (level, remaining) {
            (StockLevel::InStock, _) => self.say("stock-in-stock"),
            (StockLevel::Low, Some(n)) => self.count("stock-low-count", n.into(), &[]),
            (StockLevel::Low, None) => self.say("stock-low"),
            (StockLevel::SoldOut, _) => self.say("stock-sold-out"),
            (StockLevel::Waitlist, _) => self.say("stock-waitlist"),
        }
    }

    /// How many variants are gone.
    pub fn gone(self, variants: usize) -> String {
        self.count("stock-gone", variants as u64, &[])
    }
}

/// From here on a wait is told in hours.
const LONGEST_IN_MINUTES: u32 = 90;

/// The languages as Fluent knows them, in the order of [`Locale::ALL`].
static LANGUAGES: std::sync::LazyLock<[LanguageIdentifier; Locale::ALL.len()]> =
    std::sync::LazyLock::new(|| Locale::ALL.map(|locale| locale.tag().parse().unwrap_or_default()));

/// Cuts a number of things to a whole one that can be written.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped counts"
)]
pub fn whole(count: f64) -> u64 {
    count.clamp(0.0, 1e12) as u64
}

fn significant(number: u64, digits: u32) -> u64 {
    let length = number.checked_ilog10().unwrap_or(0) + 1;
    let step = 10_u64.pow(length.saturating_sub(digits));
    (number + step / 2) / step * step
}

#[cfg(test)]
mod tests;
