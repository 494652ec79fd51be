//! The schedule as a calendar to subscribe to (iCalendar, RFC 5545, with the refresh hint of RFC 7986).

use icalendar::{Calendar, Component as _, Event, EventStatus, Property};

use super::text::one_line;
use crate::domain::status_page::{CalendarView, StatusPage};
use crate::domain::time::Timestamp;

/// How often a calendar should look again; few do so more often than once an hour anyway.
const REFRESH: &str = "PT15M";

/// Writes the calendar; none when there never was a time to write into it.
pub fn write(page: &StatusPage, page_url: &str) -> Option<String> {
    if page.calendar.is_empty() {
        return None;
    }
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Lineside//Lineside//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-PUBLISHED-TTL", REFRESH),
        ("X-WR-CALNAME", &one_line(&page.title)),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    let mut refresh = Property::new("REFRESH-INTERVAL", REFRESH);
    refresh.add_parameter("VALUE", "DURATION");
    calendar.append_property(refresh.done());
    for entry in &page.calendar {
        calendar.push(event(page, entry, page_url));
    }
    Some(calendar.to_string())
}

fn event(page: &StatusPage, view: &CalendarView, page_url: &str) -> Event {
    let entry = &view.entry;
    let changed = utc(entry.changed_at);
    let status = if entry.cancelled {
        EventStatus::Cancelled
    } else {
        EventStatus::Confirmed
    };
    Event::new()
        // No host in it: the entry must stay the same when the installation moves to another address.
        .uid(&format!("{}-{}", entry.occasion.as_str(), page.id))
        .summary(&one_line(&view.summary))
        .add_property("DTSTART", utc(entry.at))
        .add_property("DTSTAMP", &changed)
        .add_property("LAST-MODIFIED", &changed)
        .add_property("SEQUENCE", entry.sequence.to_string())
        .add_property("TRANSP", "TRANSPARENT")
        .url(page_url)
        .status(status)
        .done()
}

/// `20261123T100000Z`: in universal time, so that no zone's rules have to travel along.
fn utc(at: Timestamp) -> String {
    let whole = at.floor_to(1).to_string();
    whole.chars().filter(|c| !matches!(c, '-' | ':')).collect()
}
