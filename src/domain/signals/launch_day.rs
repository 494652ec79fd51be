//! The recorded launch day raises the alerts of its story, in time, and no others.
//!
//! Its story tells of three troubles of the shop and of a pause that is announced. Besides these three, the day honestly holds
//! two jumps of the wait (thirty thousand come within minutes of the opening; the rate of entries is halved) and a product of
//! which the last size is sold. The announced pause is none of them, and sizes that sell out while others are left are none.

use super::*;
use crate::domain::estimate::{Estimator, WaitEstimate};
use crate::domain::event::Phase;
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::metric::{Metric, Reading};
use crate::domain::time::Timestamp;

const FEED: &str = include_str!("../../recording/launch_day/feed.csv");
const STOCK: &str = include_str!("../../recording/launch_day/stock.csv");

/// Columns that are metrics under another name, or under their own.
fn metric(column: &str) -> Option<Metric> {
    match column {
        "announced_rate_per_min" => Some(Metric::AdmissionRatePerMin),
        name => Metric::parse(name).ok(),
    }
}

fn at(t_s: i64) -> Timestamp {
    Timestamp::parse("2026-11-23T12:00:00Z")
        .unwrap()
        .plus_seconds(t_s)
}

fn phase(state: &str) -> Phase {
    match state {
        "waiting" => Phase::Waiting,
        "open" => Phase::Open,
        "paused" => Phase::Paused,
        "sold_out" => Phase::SoldOut,
        _ => Phase::Ended,
    }
}

fn item(row: &[&str]) -> (i64, InventoryItem) {
    let item = InventoryItem {
        sku: Sku::parse(row[1]).unwrap(),
        title: row[2].to_owned(),
        variant: Some(row[3].to_owned()),
        level: StockLevel::parse(row[5]).unwrap(),
        remaining: row[4].parse().ok(),
        price_tier: None,
        restock_at: None,
    };
    (row[0].parse().unwrap(), item)
}

/// What was opened and cleared at which second.
type Told = Vec<(i64, bool, Topic)>;
/// The wait that was shown at which second.
type Shown = Vec<(i64, f64)>;

/// Plays a feed of the shared traces' columns, with a look every `look_s` seconds.
fn play(feed: &str, stock: &str, look_s: i64) -> (Told, Shown) {
    let thresholds = Thresholds::default();
    let mut lines = feed.lines();
    let columns: Vec<_> = lines.next().unwrap().split(',').collect();
    let state = columns
        .iter()
        .position(|column| *column == "state")
        .unwrap();
    let mut stock: std::collections::VecDeque<_> = stock
        .lines()
        .skip(1)
        .map(|line| item(&line.split(',').collect::<Vec<_>>()))
        .collect();
    let mut shelf: Vec<InventoryItem> = Vec::new();
    let (mut watch, mut estimator) = (Watch::default(), Estimator::default());
    let mut now_in = (Phase::Waiting, at(0));
    let mut next_look = 0;
    let (mut turns, mut shown) = (Vec::new(), Vec::new());
    for line in lines {
        let cells: Vec<_> = line.split(',').collect();
        let t: i64 = cells[0].parse().unwrap();
        while stock.front().is_some_and(|(sold_at, _)| *sold_at <= t) {
            let (_, item) = stock.pop_front().unwrap();
            match shelf.iter_mut().find(|known| known.sku == item.sku) {
                Some(known) => *known = item,
                None => shelf.push(item),
            }
        }
        while next_look < t {
            let wait_s = look(
                &mut watch,
                &estimator,
                now_in,
                &shelf,
                (next_look, look_s),
                &mut turns,
            );
            shown.extend(wait_s.map(|wait_s| (next_look, wait_s)));
            next_look += look_s;
        }
        if phase(cells[state]) != now_in.0 {
            now_in = (phase(cells[state]), at(t));
        }
        for (column, cell) in columns.iter().zip(&cells) {
            let (Some(metric), Ok(value)) = (metric(column), cell.parse()) else {
                continue;
            };
            let reading = Reading {
                at: at(t),
                metric,
                value,
            };
            estimator.observe(reading);
            let scene = scene(&thresholds, now_in, &shelf, None, look_s);
            watch.observe("queue", reading, &scene, &mut turns);
        }
    }
    let told = turns.into_iter().map(|turn| match turn {
        Turn::Opened { topic, at, .. } => (at, true, topic),
        Turn::Cleared { topic, at, .. } => (at, false, topic),
    });
    #[expect(clippy::cast_possible_truncation, reason = "seconds of a day")]
    let second = |then: Timestamp| then.seconds_since(at(0)) as i64;
    let told = told.map(|(at, opened, topic)| (second(at), opened, topic));
    (told.collect(), shown)
}

/// When the wait that was shown has first jumped after `from`: to half as long again as the shortest of the quarter of an hour
/// before, and ten minutes more.
fn jumped_at(shown: &Shown, from: i64) -> i64 {
    let has_jumped = |(t, wait_s): &&(i64, f64)| {
        let lately = shown
            .iter()
            .filter(|(then, _)| (t - 900..=*t).contains(then));
        let least_s = lately
            .map(|(_, wait_s)| *wait_s)
            .fold(f64::INFINITY, f64::min);
        *t >= from && *wait_s >= (1.5 * least_s).max(least_s + 600.0)
    };
    shown.iter().find(has_jumped).unwrap().0
}

fn scene<'a>(
    thresholds: &'a Thresholds,
    phase: (Phase, Timestamp),
    stock: &'a [InventoryItem],
    wait_s: Option<f64>,
    look_s: i64,
) -> Scene<'a> {
    Scene {
        thresholds,
        phase,
        capacity: None,
        stock,
        wait_s,
        #[expect(clippy::cast_precision_loss, reason = "seconds between looks")]
        look_s: look_s as f64,
    }
}

fn look(
    watch: &mut Watch,
    estimator: &Estimator,
    phase: (Phase, Timestamp),
    shelf: &[InventoryItem],
    (t, look_s): (i64, i64),
    turns: &mut Vec<Turn>,
) -> Option<f64> {
    let wait_s = match estimator.estimate(phase.0, None, at(t)) {
        WaitEstimate::Known { mid_s, .. } => Some(mid_s),
        WaitEstimate::Unknown { .. } => None,
    };
    let thresholds = Thresholds::default();
    watch.tick(
        at(t),
        &scene(&thresholds, phase, shelf, wait_s, look_s),
        turns,
    );
    // What is stored and read back goes on as if nothing had happened.
    let stored = serde_json::to_string(watch).unwrap();
    *watch = serde_json::from_str(&stored).unwrap();
    wait_s
}

#[test]
fn the_launch_day_raises_the_alerts_of_its_story_in_time_and_no_others() {
    let confirm_s = i64::from(Thresholds::default().confirm_s);
    let (turns, shown) = play(FEED, STOCK, 5);
    // From when on each is true. Thirty thousand come within minutes, so that the wait jumps when the shown one has; a cut that
    // is announced doubles it at once.
    let rush = jumped_at(&shown, 1_800);
    assert!(rush <= 1_800 + 2 * confirm_s, "{rush}");
    let cut = jumped_at(&shown, 5_300);
    assert!((5_400..5_410).contains(&cut), "{cut}");
    let story = [
        (Signal::WaitJump, "", rush),
        (Signal::ErrorRate, "", 2_880),
        (Signal::P95Latency, "", 3_360),
        (Signal::Handoff, "", 3_900),
        (Signal::WaitJump, "", 5_400),
        (Signal::SoldOut, "Aurora Runner", 7_470),
    ];
    let opened: Vec<_> = turns.iter().filter(|(_, opened, _)| *opened).collect();
    let told: Vec<_> = opened
        .iter()
        .map(|(t, _, topic)| (topic.signal, *t))
        .collect();
    assert_eq!(opened.len(), story.len(), "{told:?}");
    for ((t, _, topic), (signal, subject, from)) in opened.into_iter().zip(story) {
        assert_eq!(
            (topic.signal, topic.subject.as_str()),
            (signal, subject),
            "{told:?}"
        );
        let to = from + 2 * confirm_s;
        assert!(
            (from..=to).contains(t),
            "{signal:?} at {t}, not in {from}..={to}"
        );
    }
}

#[test]
fn every_trouble_of_the_launch_day_is_over_a_few_minutes_after_it_ended() {
    let (turns, _) = play(FEED, STOCK, 5);
    let cleared = |signal| {
        let over = turns
            .iter()
            .find(|(_, opened, topic)| !opened && topic.signal == signal);
        over.unwrap().0
    };
    for (signal, ended) in [
        (Signal::ErrorRate, 3_120),
        (Signal::P95Latency, 3_600),
        (Signal::Handoff, 4_260),
    ] {
        let after_s = cleared(signal) - ended;
        assert!((120..=240).contains(&after_s), "{signal:?}: {after_s} s");
    }
}

#[test]
fn a_feed_that_is_looked_at_once_a_minute_raises_the_same_alerts_of_the_shop() {
    let of_the_shop = |(turns, _): (Told, Shown)| {
        let shop = turns.into_iter().filter(|(_, _, topic)| {
            let signal = topic.signal;
            signal
                .drives()
                .is_some_and(|(part, _)| part != "waiting-room")
        });
        shop.collect::<Vec<_>>()
    };
    assert_eq!(
        of_the_shop(play(FEED, STOCK, 60)),
        of_the_shop(play(FEED, STOCK, 5))
    );
}
