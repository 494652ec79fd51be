//! The page's own words, in English.
//!
//! Everything the page says by itself is worded here, on the server, so that views stay pure functions of data.

use serde::{Deserialize, Serialize};

use crate::domain::component::ComponentStatus;
use crate::domain::estimate::range::shown;
use crate::domain::estimate::{Trend, UnknownReason};
use crate::domain::incident::IncidentStatus;
use crate::domain::inventory::StockLevel;
use crate::domain::message::Severity;

/// Words that stand on the page whatever happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// What kind of page this is.
    pub live_status: String,
    /// Link past the head of the page, for keyboards.
    pub skip: String,
    /// Heading of the messages.
    pub updates: String,
    /// Said when there are none.
    pub no_updates: String,
    /// Heading of the stock list.
    pub stock: String,
    /// Heading of the known issues.
    pub issues: String,
    /// Said when there are none.
    pub no_issues: String,
    /// Before the time of a promised update.
    pub next_update_by: String,
    /// After a promised update that did not come.
    pub overdue: String,
    /// Before the parts an issue affects.
    pub affects: String,
    /// Link to the waitlist.
    pub join_waitlist: String,
    /// Before the time of a restock.
    pub restock: String,
    /// Link that loads the page anew, for browsers without script.
    pub reload: String,
    /// Button that stops live updates.
    pub pause_updates: String,
    /// Before the name of the zone.
    pub times_in: String,
    /// Link to the product.
    pub product: String,
    /// Templates for the script's own sentences about freshness.
    pub script: ScriptLabels,
}

/// Sentences that the script says when the server cannot, with `{}` for the time or the age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptLabels {
    /// All is well.
    pub live: String,
    /// Later than expected.
    pub delayed: String,
    /// No connection; what is shown is old.
    pub lost: String,
    /// Live updates are stopped by the reader.
    pub paused: String,
    /// A countdown's last minute.
    pub soon: String,
    /// A countdown below an hour, with `{m}`.
    pub in_minutes: String,
    /// A countdown of whole hours, with `{h}`.
    pub in_hours: String,
    /// A countdown of hours and minutes, with `{h}` and `{m}`.
    pub in_both: String,
}

/// The English labels.
pub fn labels() -> Labels {
    Labels {
        live_status: "Live status".into(),
        skip: "Skip to the status".into(),
        updates: "Updates".into(),
        no_updates: "Nothing to report yet.".into(),
        stock: "Stock".into(),
        issues: "Known issues".into(),
        no_issues: "No known issues.".into(),
        next_update_by: "Next update by".into(),
        overdue: "overdue".into(),
        affects: "affects".into(),
        join_waitlist: "Join the waitlist".into(),
        restock: "More expected".into(),
        reload: "Reload".into(),
        pause_updates: "Pause updates".into(),
        times_in: "Times in".into(),
        product: "Go to the shop".into(),
        script: ScriptLabels {
            live: "Live · measured {}".into(),
            delayed: "Delayed · measured {}".into(),
            lost: "Connection lost · showing what we knew at {}".into(),
            paused: "Live updates are paused · measured {}".into(),
            soon: "in less than a minute".into(),
            in_minutes: "in {m} min".into(),
            in_hours: "in {h} h".into(),
            in_both: "in {h} h {m} min".into(),
        },
    }
}

/// A whole number with its thousands grouped, `18,700`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count of people, rounded to what can be meant: exact below 100, then three significant digits.
pub fn people(count: f64) -> String {
    let count = whole(count);
    if count < 100 {
        return grouped(count);
    }
    format!("about {}", grouped(significant(count, 3)))
}

/// A pace, `290 a minute`.
pub fn per_minute(rate: f64) -> String {
    let rate = whole(rate.round());
    if rate == 0 {
        return "fewer than 1 a minute".into();
    }
    format!("{} a minute", grouped(significant(rate, 2)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped counts"
)]
fn whole(count: f64) -> u64 {
    count.clamp(0.0, 1e12) as u64
}

fn significant(number: u64, digits: u32) -> u64 {
    let length = number.checked_ilog10().unwrap_or(0) + 1;
    let step = 10_u64.pow(length.saturating_sub(digits));
    (number + step / 2) / step * step
}

/// A range as a large figure and what it counts.
pub fn wait_figure(low_s: f64, high_s: f64) -> (String, String) {
    let range = shown(low_s, high_s);
    let unit = "for most people joining now";
    if range.high_min > 90 {
        let (low, high) = (hours(range.low_min), hours(range.high_min));
        return (format!("{low} – {high}"), unit.into());
    }
    let figure = match (range.low_min, range.high_min) {
        (0, 1) => return ("Under 1".into(), format!("minute {unit}")),
        (0, high) => format!("Up to {high}"),
        (low, high) => format!("{low}–{high}"),
    };
    (figure, format!("minutes {unit}"))
}

/// A range in a sentence, `about 25–40 minutes`.
pub fn wait_text(low_s: f64, high_s: f64) -> String {
    let range = shown(low_s, high_s);
    match (range.low_min, range.high_min) {
        (low, high) if high > 90 => format!("about {} to {}", hours(low), hours(high)),
        (0, 1) => "less than a minute".into(),
        (0, high) => format!("up to {high} minutes"),
        (low, high) => format!("about {low}–{high} minutes"),
    }
}

fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

/// How long until something, `in 2 h 10 min`; nothing once it has passed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positive and clamped"
)]
pub fn countdown(seconds: f64) -> Option<String> {
    if seconds <= 0.0 {
        return None;
    }
    let minutes = (seconds / 60.0).ceil().min(1e6) as u32;
    let days = minutes / 1_440;
    Some(match (days, minutes) {
        (0, 1) => "in less than a minute".into(),
        (0, minutes) => format!("in {}", hours(minutes)),
        (1, _) => "in 1 day".into(),
        (days, _) => format!("in {days} days"),
    })
}

/// Why there is no wait to show.
pub fn unknown_wait(reason: UnknownReason) -> &'static str {
    match reason {
        UnknownReason::Paused => "Nobody is being let in right now, so there is no wait to show.",
        UnknownReason::Stale => "We can't tell the wait until live data is back.",
        UnknownReason::Full => "The line takes nobody right now.",
        UnknownReason::Starting => "We are measuring the wait. It will appear here in a moment.",
        UnknownReason::NoRate => {
            "We can't tell the wait right now: we don't see how fast people are let in."
        }
        UnknownReason::TooLong => "The wait is more than 12 hours.",
    }
}

/// The direction of the wait.
pub fn trend(trend: Trend) -> &'static str {
    match trend {
        Trend::Shorter => "getting shorter",
        Trend::Steady => "steady",
        Trend::Longer => "getting longer",
    }
}

/// How loud a message is, as a word beside it.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Good to know",
        Severity::Notice => "Please note",
        Severity::Warning => "Heads up",
        Severity::Critical => "Important",
    }
}

/// How far the work on an issue has come.
pub fn incident_status(status: IncidentStatus) -> &'static str {
    match status {
        IncidentStatus::Investigating => "We're looking into it",
        IncidentStatus::Identified => "We know the cause",
        IncidentStatus::Monitoring => "A fix is in place",
        IncidentStatus::Resolved => "Resolved",
    }
}

/// How a part of the shop is doing.
pub fn component_status(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "works",
        ComponentStatus::DegradedPerformance => "slower than usual",
        ComponentStatus::PartialOutage => "fails for some",
        ComponentStatus::MajorOutage => "not working",
        ComponentStatus::UnderMaintenance => "being worked on",
    }
}

/// How a variant stands, with the count where the merchant gives one.
pub fn stock(level: StockLevel, remaining: Option<u32>) -> String {
    match (level, remaining) {
        (StockLevel::InStock, _) => "In stock".into(),
        (StockLevel::Low, Some(n)) => format!("Only {} left", grouped(n.into())),
        (StockLevel::Low, None) => "Few left".into(),
        (StockLevel::SoldOut, _) => "Sold out".into(),
        (StockLevel::Waitlist, _) => "Sold out, waitlist open".into(),
    }
}

/// What can go wrong between a shopper and a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such page.
    NotFound,
    /// The page is there but cannot be shown right now.
    Unavailable,
    /// Too many requests from one place.
    TooMany,
    /// Something broke on our side.
    Failed,
}

/// The words of an error page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TroubleWords {
    /// What happened.
    pub title: String,
    /// What to do.
    pub text: String,
    /// Before the number to quote.
    pub reference: String,
    /// The way back.
    pub way_back: String,
}

/// What an error page says.
pub fn trouble(trouble: Trouble) -> TroubleWords {
    let (title, text) = match trouble {
        Trouble::NotFound => (
            "There is no page here",
            "The address may be mistyped, or the event is not public. Nothing happens to your place in line.",
        ),
        Trouble::Unavailable => (
            "We can't show this page right now",
            "Please try again in a minute. Nothing happens to your place in line.",
        ),
        Trouble::TooMany => (
            "That was a little too often",
            "Please wait a minute. An open status page updates by itself.",
        ),
        Trouble::Failed => (
            "Something went wrong on our side",
            "It has been noted. Nothing happens to your place in line.",
        ),
    };
    TroubleWords {
        title: title.into(),
        text: text.into(),
        reference: "If you report it, quote".into(),
        way_back: "All events".into(),
    }
}

/// The words of the list of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexWords {
    /// Its heading.
    pub title: String,
    /// Said when there are no events.
    pub nothing: String,
}

/// What the list of events says.
pub fn index() -> IndexWords {
    IndexWords {
        title: "Events".into(),
        nothing: "There is no public event right now.".into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_say_no_more_than_is_known() {
        assert_eq!(people(18_743.0), "about 18,700");
        assert_eq!(people(42.0), "42");
        assert_eq!(people(999_999.0), "about 1,000,000");
        assert_eq!(per_minute(288.0), "290 a minute");
    }

    #[test]
    fn waits_read_as_a_person_would_say_them() {
        assert_eq!(wait_text(1_560.0, 2_280.0), "about 25–40 minutes");
        assert_eq!(wait_text(0.0, 20.0), "less than a minute");
        assert_eq!(wait_text(0.0, 150.0), "up to 3 minutes");
        assert_eq!(wait_text(4_300.0, 7_000.0), "about 1 h to 2 h");
    }

    #[test]
    fn a_countdown_ends_in_silence() {
        assert_eq!(countdown(7_800.0).as_deref(), Some("in 2 h 10 min"));
        assert_eq!(countdown(30.0).as_deref(), Some("in less than a minute"));
        assert_eq!(countdown(0.0), None);
    }

    proptest! {
        #[test]
        fn grouping_loses_no_digit(number in any::<u64>()) {
            prop_assert_eq!(grouped(number).replace(',', ""), number.to_string());
        }
    }
}
