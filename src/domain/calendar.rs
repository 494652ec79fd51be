//! What subscribed calendars are told of an event's schedule, in a form that makes them move an entry that has moved.

use serde::{Deserialize, Serialize};

use super::event::{Event, Phase, Title};
use super::time::Timestamp;

/// What takes place at a time of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// Doors open, or entries for a draw.
    Opening,
    /// Doors close, or entries for a draw.
    Closing,
    /// The draw takes place.
    Draw,
}

/// Not one of the three occasions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the occasion is one of opening, closing, draw")]
pub struct UnknownOccasion;

impl Occasion {
    /// Every occasion, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Opening, Self::Closing, Self::Draw];

    /// Its name in the store and in identifiers of calendar entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Closing => "closing",
            Self::Draw => "draw",
        }
    }

    /// Parses its name.
    pub fn parse(text: &str) -> Result<Self, UnknownOccasion> {
        Self::ALL
            .into_iter()
            .find(|occasion| occasion.as_str() == text)
            .ok_or(UnknownOccasion)
    }

    fn time(self, event: &Event) -> Option<Timestamp> {
        match self {
            Self::Opening => event.schedule.opens_at,
            Self::Closing => event.schedule.closes_at,
            Self::Draw => event.schedule.draws_at,
        }
    }
}

/// One entry as calendars were told of it last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEntry {
    /// What takes place.
    pub occasion: Occasion,
    /// When; for a cancelled entry, when it would have been.
    pub at: Timestamp,
    /// The event's name.
    pub title: Title,
    /// Whether it will not take place after all.
    pub cancelled: bool,
    /// How often it has changed: the one of two versions with the higher number is the newer (RFC 5545 §3.8.7.4).
    pub sequence: u32,
    /// When it changed last.
    pub changed_at: Timestamp,
}

/// The entries that must be told anew, given what was told `before` of the event as it is now.
pub fn revise(before: &[CalendarEntry], event: &Event, now: Timestamp) -> Vec<CalendarEntry> {
    let revised = |occasion: Occasion| {
        let old = before.iter().find(|entry| entry.occasion == occasion);
        let time = occasion.time(event);
        // What was never told needs no cancelling.
        let at = time.or(old.map(|old| old.at))?;
        let cancelled = time.is_none_or(|at| is_off(event, at));
        let told = |old: &&CalendarEntry| {
            old.cancelled == cancelled && old.at == at && old.title == event.title
        };
        if old.as_ref().is_some_and(told) {
            return None;
        }
        Some(CalendarEntry {
            occasion,
            at,
            title: event.title.clone(),
            cancelled,
            sequence: old.map_or(0, |old| old.sequence.saturating_add(1)),
            changed_at: now,
        })
    };
    Occasion::ALL.into_iter().filter_map(revised).collect()
}

/// What lies ahead when an event ends does not take place.
fn is_off(event: &Event, at: Timestamp) -> bool {
    event.phase == Phase::Ended && at > event.phase_since
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::brand::Brand;
    use crate::domain::event::{EmbedOrigins, EventKind, Listing, Schedule, Slug};
    use crate::domain::id::EventId;
    use crate::domain::locale::{Languages, Locale};
    use crate::domain::time::Zone;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn event(title: &str, times: [Option<i64>; 3], phase: Phase) -> Event {
        Event {
            id: EventId::new("e"),
            slug: Slug::parse("e").unwrap(),
            title: Title::parse(title).unwrap(),
            kind: EventKind::Draw,
            phase,
            phase_reason: None,
            phase_next_update_by: None,
            phase_since: at(500),
            schedule: Schedule {
                opens_at: times[0].map(at),
                closes_at: times[1].map(at),
                draws_at: times[2].map(at),
            },
            zone: Zone::utc(),
            default_locale: Locale::En,
            languages: Languages::all(),
            listing: Listing::Public,
            capacity: None,
            product_link: None,
            waitlist_link: None,
            embed_origins: EmbedOrigins::default(),
            brand: Brand::default(),
            tempo: None,
            archived_at: None,
        }
    }

    /// What calendars know after all changes were told.
    fn told(mut known: Vec<CalendarEntry>, event: &Event, now: Timestamp) -> Vec<CalendarEntry> {
        for entry in revise(&known, event, now) {
            known.retain(|old| old.occasion != entry.occasion);
            known.push(entry);
        }
        known.sort_by_key(|entry| entry.occasion);
        known
    }

    #[test]
    fn a_time_that_moves_is_a_newer_version_of_the_same_entry() {
        let first = told(
            vec![],
            &event("Drop", [Some(10), None, None], Phase::Scheduled),
            at(1),
        );
        let moved = told(
            first,
            &event("Drop", [Some(20), None, None], Phase::Scheduled),
            at(2),
        );
        assert_eq!(moved.len(), 1);
        assert_eq!(
            (moved[0].at, moved[0].sequence, moved[0].changed_at),
            (at(20), 1, at(2))
        );
    }

    #[test]
    fn a_time_that_is_removed_is_cancelled_and_may_come_back() {
        let first = told(
            vec![],
            &event("Drop", [Some(10), None, None], Phase::Scheduled),
            at(1),
        );
        let gone = told(first, &event("Drop", [None; 3], Phase::Scheduled), at(2));
        assert!(gone[0].cancelled && gone[0].at == at(10));
        let back = told(
            gone,
            &event("Drop", [Some(10), None, None], Phase::Scheduled),
            at(3),
        );
        assert!(!back[0].cancelled && back[0].sequence == 2);
    }

    #[test]
    fn an_event_that_ends_cancels_what_lies_ahead_only() {
        let times = [Some(400), Some(600), None];
        let first = told(vec![], &event("Drop", times, Phase::Open), at(1));
        let ended = told(first, &event("Drop", times, Phase::Ended), at(500));
        let cancelled: Vec<_> = ended.iter().map(|entry| entry.cancelled).collect();
        assert_eq!(cancelled, [false, true]);
    }

    proptest! {
        #[test]
        fn a_version_grows_exactly_when_the_entry_says_something_else(
            steps in prop::collection::vec((prop::array::uniform3(prop::option::of(0_i64..4)), "[ab]", any::<bool>()), 1..12)
        ) {
            let mut known: Vec<CalendarEntry> = vec![];
            for (now, (times, title, over)) in (1_000..).zip(steps) {
                let phase = if over { Phase::Ended } else { Phase::Open };
                let event = event(&title, times, phase);
                let next = told(known.clone(), &event, at(now));
                prop_assert_eq!(revise(&next, &event, at(now)), vec![], "telling twice is telling once");
                for entry in &next {
                    let Some(old) = known.iter().find(|old| old.occasion == entry.occasion) else { continue };
                    let same = (old.at, old.cancelled, &old.title) == (entry.at, entry.cancelled, &entry.title);
                    prop_assert_eq!(entry.sequence, old.sequence + u32::from(!same));
                }
                prop_assert!(next.len() >= known.len());
                known = next;
            }
        }
    }
}
