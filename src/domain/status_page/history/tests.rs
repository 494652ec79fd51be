//! Courses told in charts, whatever the event and whoever reads.

use proptest::prelude::*;

use super::curve::round_count;
use super::*;
use crate::domain::brand::Brand;
use crate::domain::estimate::WaitEstimate;
use crate::domain::event::{EmbedOrigins, Listing, Phase, Schedule, Slug, Title};
use crate::domain::history::{Chronicle, ShownWait};
use crate::domain::id::EventId;
use crate::domain::locale::Languages;
use crate::domain::metric::{Metric, Reading};

fn event(kind: EventKind, zone: &str) -> Event {
    Event {
        id: EventId::new("e"),
        slug: Slug::parse("spring-drop").unwrap(),
        title: Title::parse("Spring drop").unwrap(),
        kind,
        phase: Phase::Open,
        phase_reason: None,
        phase_next_update_by: None,
        phase_since: start(),
        schedule: Schedule::default(),
        zone: Zone::parse(zone).unwrap(),
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

fn start() -> Timestamp {
    Timestamp::parse("2026-11-23T09:57:00Z").unwrap()
}

fn late() -> Timestamp {
    Timestamp::from_millis(i64::MAX)
}

/// A course with one reading of the depth a minute, and a wait of a second for everyone in line.
fn course(depths: &[(i64, u32)]) -> History {
    let mut chronicle = Chronicle::default();
    for (minute, depth) in depths {
        let at = start().plus_seconds(minute * 60);
        let value = f64::from(*depth);
        for metric in [Metric::QueueDepth, Metric::DrawEntries] {
            chronicle.observe(Reading { at, metric, value });
        }
        let wait = WaitEstimate::Known {
            low_s: value * 0.8,
            mid_s: value,
            high_s: value * 1.2,
        };
        chronicle.note(ShownWait::new(at, wait, None));
    }
    chronicle.history(late())
}

fn told(history: History, kind: EventKind, locale: Locale) -> Option<Arc<HistoryView>> {
    view_of(history, &event(kind, "Europe/Paris"), locale)
}

fn view_of(history: History, event: &Event, locale: Locale) -> Option<Arc<HistoryView>> {
    let course = Course::default().moved_on(history.clone(), history, event);
    course.view(locale)
}

fn hour() -> History {
    let depths: Vec<_> = (0..=63_u32)
        .map(|minute| (i64::from(minute), 1_800 - 20 * minute))
        .collect();
    course(&depths)
}

#[test]
fn a_course_of_a_minute_or_two_is_not_worth_a_chart() {
    assert_eq!(told(course(&[]), EventKind::Queue, Locale::En), None);
    let short = course(&[(0, 5), (1, 6)]);
    assert_eq!(told(short, EventKind::Queue, Locale::En), None);
}

#[test]
fn a_queue_shows_its_line_and_its_wait_and_a_draw_its_entries() {
    let titles = |kind| {
        let view = told(hour(), kind, Locale::En).unwrap();
        view.charts
            .iter()
            .map(|chart| chart.title.clone())
            .collect::<Vec<_>>()
    };
    let line = ["People in line", "Wait for people joining"];
    assert_eq!(titles(EventKind::Queue), line);
    assert_eq!(titles(EventKind::TimedRelease), line);
    assert_eq!(titles(EventKind::Draw), ["Entries"]);
}

#[test]
fn a_chart_is_told_in_a_sentence_with_times_of_the_events_zone() {
    let view = told(hour(), EventKind::Queue, Locale::En).unwrap();
    let depth = &view.charts[0];
    assert_eq!(depth.name, "People in line, from 10:57 CET to 12:00 CET");
    assert_eq!(depth.most, "at most about 1,800");
    assert_eq!(
        depth.summary,
        "At first about 1,800. Highest: about 1,800 (10:57 CET). Most recent: about 540."
    );
    let wait = &view.charts[1];
    assert_eq!(wait.most, "longest: about 20–40 minutes");
}

#[test]
fn times_below_a_chart_and_in_the_table_are_round_in_the_events_zone() {
    let view = told(hour(), EventKind::Queue, Locale::En).unwrap();
    let ticks: Vec<_> = view.ticks.iter().map(|tick| tick.text.as_str()).collect();
    assert_eq!(ticks, ["11:00", "11:20", "11:40", "12:00"]);
    assert_eq!((view.ticks[0].percent, view.ticks[3].percent), (4, 100));
    assert_eq!(view.columns.len(), 3);
    assert_eq!(
        view.rows[0],
        ["11:00", "about 1,740", "about 20–35 minutes"]
    );
    assert!(view.rows.iter().all(|row| row[0].ends_with('0')));

    // Half an hour beside universal time.
    let kolkata = event(EventKind::Queue, "Asia/Kolkata");
    let view = view_of(hour(), &kolkata, Locale::En).unwrap();
    assert_eq!(view.ticks[0].text, "15:40");
}

#[test]
fn a_gap_in_the_readings_is_a_gap_in_the_curve_and_in_the_table() {
    let heard = (0..60).filter(|minute| !(20..40).contains(minute));
    let depths: Vec<_> = heard.map(|minute| (minute, 100)).collect();
    let view = told(course(&depths), EventKind::Queue, Locale::En).unwrap();
    assert_eq!(view.charts[0].pieces.len(), 2);
    let row = view.rows.iter().find(|row| row[0] == "11:30").unwrap();
    assert_eq!(row[1..], ["–", "–"]);
}

#[test]
fn an_event_of_days_is_told_by_days() {
    let depths: Vec<_> = (0..400).map(|n| (n * 30, 100)).collect();
    let view = told(course(&depths), EventKind::Queue, Locale::De).unwrap();
    assert!(
        view.ticks.iter().any(|tick| tick.text == "27. November"),
        "{:?}",
        view.ticks
    );
    assert!(
        view.rows
            .iter()
            .any(|row| row[0].starts_with("28. November, ")),
        "{:?}",
        view.rows
    );
}

#[test]
fn every_language_has_its_own_words_and_the_same_curves() {
    let english = told(hour(), EventKind::Queue, Locale::En).unwrap();
    for locale in Locale::ALL.into_iter().skip(1) {
        let view = told(hour(), EventKind::Queue, locale).unwrap();
        assert_ne!(view.title, english.title);
        assert_ne!(view.charts[0].summary, english.charts[0].summary);
        assert_eq!(view.charts[0].pieces, english.charts[0].pieces);
    }
}

#[test]
fn the_top_of_a_chart_is_round_and_so_is_its_half() {
    let tops = [0.0, 1.0, 2.0, 3.0, 10.0, 11.0, 99.0, 101.0, 540.0, 18_743.0].map(round_count);
    let round = [
        2.0, 2.0, 2.0, 4.0, 10.0, 20.0, 100.0, 200.0, 600.0, 20_000.0,
    ];
    assert_eq!(tops.to_vec(), round);
}

proptest! {
    #[test]
    fn every_chart_stays_on_its_grid_and_every_table_short(
        depths in prop::collection::vec((0_i64..30_000, 0_u32..3_000_000), 0..200),
        kind in prop::sample::select(EventKind::ALL.to_vec()),
    ) {
        let Some(view) = told(course(&depths), kind, Locale::En) else { return Ok(()) };
        prop_assert!(view.rows.len() <= 12 && view.ticks.len() <= 4);
        prop_assert!(view.ticks.iter().all(|tick| tick.percent <= 100));
        prop_assert!(view.rows.iter().all(|row| row.len() == view.columns.len()));
        for chart in &view.charts {
            let points: Vec<_> = chart.pieces.iter().flatten().collect();
            prop_assert!(points.windows(2).all(|pair| pair[0].x < pair[1].x));
            for point in points {
                prop_assert!(point.x <= view.width && point.high <= GRID);
                prop_assert!(point.low <= point.mid && point.mid <= point.high);
            }
        }
    }

    #[test]
    fn a_curve_fills_half_of_its_chart_at_least(most in 0.0..1e12_f64) {
        let top = round_count(most);
        prop_assert!(top >= most && (top <= 2.0 || top <= most * 2.0 + 1e-6), "{most} {top}");
    }
}
