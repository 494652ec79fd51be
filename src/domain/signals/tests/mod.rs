//! Each trap of a feed, and what signals make of it.

mod memory;
mod offers;
mod pauses;
mod silences;
mod stock;

use proptest::prelude::*;

use super::*;
use crate::domain::event::Phase;
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::metric::{Metric, Reading};
use crate::domain::time::Timestamp;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_795_430_400_000).plus_seconds(seconds)
}

/// An event that is watched, and everything it told.
struct Stage {
    thresholds: Thresholds,
    phase: (Phase, Timestamp),
    capacity: Option<f64>,
    stock: Vec<InventoryItem>,
    wait_s: Option<f64>,
    look_s: f64,
    watch: Watch,
    turns: Vec<Turn>,
}

impl Stage {
    fn open() -> Self {
        Self {
            thresholds: Thresholds::default(),
            phase: (Phase::Open, at(0)),
            capacity: None,
            stock: Vec::new(),
            wait_s: None,
            look_s: 5.0,
            watch: Watch::default(),
            turns: Vec::new(),
        }
    }

    fn with_scene(&mut self, step: impl FnOnce(&mut Watch, &Scene, &mut Vec<Turn>)) {
        let scene = Scene {
            thresholds: &self.thresholds,
            phase: self.phase,
            capacity: self.capacity,
            stock: &self.stock,
            wait_s: self.wait_s,
            look_s: self.look_s,
        };
        step(&mut self.watch, &scene, &mut self.turns);
    }

    fn hear_from(&mut self, source: &str, t: i64, metric: Metric, value: f64) {
        let reading = Reading {
            at: at(t),
            metric,
            value,
        };
        self.with_scene(|watch, scene, turns| watch.observe(source, reading, scene, turns));
    }

    fn hear(&mut self, t: i64, metric: Metric, value: f64) {
        self.hear_from("queue", t, metric, value);
    }

    fn tick(&mut self, t: i64) {
        self.with_scene(|watch, scene, turns| watch.tick(at(t), scene, turns));
    }

    fn opened(&self) -> Vec<(Signal, &str)> {
        let opened = self.turns.iter().filter_map(|turn| match turn {
            Turn::Opened { topic, .. } => Some((topic.signal, topic.subject.as_str())),
            Turn::Cleared { .. } => None,
        });
        opened.collect()
    }

    fn cleared(&self) -> usize {
        let cleared = |turn: &&Turn| matches!(turn, Turn::Cleared { .. });
        self.turns.iter().filter(cleared).count()
    }

    /// Of what has ended, whether it was well.
    fn well(&self) -> Vec<bool> {
        let well = self.turns.iter().filter_map(|turn| match turn {
            Turn::Cleared { well, .. } => Some(*well),
            Turn::Opened { .. } => None,
        });
        well.collect()
    }

    fn evidence(&self) -> &Evidence {
        let found = self.turns.iter().find_map(|turn| match turn {
            Turn::Opened { evidence, .. } => Some(evidence),
            Turn::Cleared { .. } => None,
        });
        found.unwrap()
    }
}

#[test]
fn an_alert_carries_its_series_its_limit_its_value_and_since_when() {
    let mut stage = Stage::open();
    for t in (0..100).step_by(5) {
        stage.hear(t, Metric::ErrorRate, 0.031);
    }
    stage.tick(100);
    assert_eq!(stage.opened(), [(Signal::ErrorRate, "")]);
    let expected = Evidence {
        series: vec![Metric::ErrorRate],
        since: at(0),
        limit: Some(0.01),
        value: Some(0.031),
    };
    assert_eq!(*stage.evidence(), expected);
}

#[test]
fn readings_that_come_twice_late_or_from_a_second_shop_that_is_well_change_nothing() {
    let mut stage = Stage::open();
    for t in (0..100).step_by(5) {
        stage.hear(t, Metric::P95LatencyMs, 2_600.0);
        stage.hear(t, Metric::P95LatencyMs, 2_600.0);
        stage.hear(t - 20, Metric::P95LatencyMs, 100.0);
        stage.hear_from("other", t, Metric::P95LatencyMs, 100.0);
    }
    stage.tick(100);
    assert_eq!(stage.opened(), [(Signal::P95Latency, "")]);
}

#[test]
fn what_one_feed_delivers_late_counts_although_another_is_ahead() {
    let mut stage = Stage::open();
    for t in (0..200).step_by(5) {
        stage.hear_from("queue", t, Metric::QueueDepth, 10.0);
    }
    for t in (80..200).step_by(5) {
        stage.hear_from("shop", t, Metric::ErrorRate, 0.2);
    }
    stage.tick(200);
    assert_eq!(stage.opened(), [(Signal::ErrorRate, "")]);
    assert_eq!(stage.evidence().since, at(80));
}

#[test]
fn one_reading_that_is_looked_at_for_minutes_confirms_nothing() {
    let mut stage = Stage::open();
    stage.thresholds.silence_s = None;
    stage.hear(0, Metric::ErrorRate, 0.5);
    for t in (0..150).step_by(5) {
        stage.hear(t, Metric::QueueDepth, 10.0);
        stage.tick(t);
    }
    assert_eq!(stage.opened(), []);
}

#[test]
fn one_bad_reading_of_a_shop_is_not_confirmed_by_what_another_says() {
    let mut stage = Stage::open();
    stage.hear_from("other", 0, Metric::ErrorRate, 0.05);
    for t in (0..600).step_by(5) {
        stage.hear_from("shop", t, Metric::ErrorRate, 0.001);
        stage.tick(t);
    }
    assert_eq!(stage.opened(), [(Signal::Silence, "other")]);

    // Nor does one that is worse and slower hide what a quick one has to say.
    let mut both = Stage::open();
    both.hear_from("other", 0, Metric::ErrorRate, 0.05);
    for t in (0..=60).step_by(5) {
        both.hear_from("shop", t, Metric::ErrorRate, 0.03);
        both.tick(t);
    }
    assert_eq!(both.opened(), [(Signal::ErrorRate, "")]);
}

#[test]
fn a_burst_of_hand_overs_that_fail_is_confirmed_by_more_of_them_only() {
    let play = |goes_on: bool| {
        let mut stage = Stage::open();
        for n in 0_i32..40 {
            let (t, steps) = (
                i64::from(n) * 5,
                f64::from(if goes_on { n } else { n.min(2) }),
            );
            stage.hear(t, Metric::HandoffCompletedTotal, steps * 30.0);
            stage.hear(t, Metric::HandoffFailedTotal, steps * 5.0);
            stage.tick(t);
        }
        stage.opened().len()
    };
    assert_eq!((play(false), play(true)), (0, 1));
}

#[test]
fn a_counter_that_begins_anew_is_no_failed_handoff() {
    let mut stage = Stage::open();
    for n in 0_i32..60 {
        let t = i64::from(n) * 5;
        let done = if n < 30 { n * 50 } else { (n - 30) * 50 };
        stage.hear(t, Metric::HandoffCompletedTotal, f64::from(done));
        stage.hear(t, Metric::HandoffFailedTotal, f64::from(done / 100));
        stage.tick(t);
    }
    assert_eq!(stage.opened(), []);
}

#[test]
fn a_line_near_its_capacity_is_told_by_the_feeds_capacity_or_else_the_events_own() {
    for by_feed in [true, false] {
        let mut stage = Stage::open();
        if by_feed {
            stage.hear(0, Metric::Capacity, 1_000.0);
        } else {
            stage.capacity = Some(1_000.0);
        }
        for t in (0..100).step_by(5) {
            stage.hear(t, Metric::QueueDepth, 900.0);
        }
        stage.tick(100);
        assert_eq!(stage.opened(), [(Signal::Depth, "")], "{by_feed}");
    }
}

#[test]
fn a_wait_that_doubles_has_jumped_and_one_that_creeps_or_is_short_has_not() {
    let waits = |wait_at: &dyn Fn(i64) -> f64| {
        let mut stage = Stage::open();
        for t in (0..3_600).step_by(5) {
            stage.wait_s = Some(wait_at(t));
            stage.tick(t);
        }
        stage.opened().len()
    };
    let growth = |t: i64| f64::from(i32::try_from(t).unwrap());
    assert_eq!(waits(&|t| if t < 1_200 { 900.0 } else { 1_900.0 }), 1);
    assert_eq!(waits(&|t| 1_800.0 + growth(t) * 0.3), 0);
    assert_eq!(waits(&|t| if t < 1_200 { 60.0 } else { 400.0 }), 0);
}

#[test]
fn a_feed_that_falls_silent_is_one_alert_and_a_metric_that_does_is_its_own() {
    let mut whole = Stage::open();
    for t in (0..300).step_by(5) {
        whole.hear_from("checkout", t, Metric::ErrorRate, 0.001);
        whole.hear_from("checkout", t, Metric::P95LatencyMs, 300.0);
        whole.hear_from("queue", t, Metric::QueueDepth, 5.0);
    }
    for t in (300..450).step_by(5) {
        whole.hear_from("queue", t, Metric::QueueDepth, 5.0);
        whole.tick(t);
    }
    assert_eq!(whole.opened(), [(Signal::Silence, "checkout")]);
    assert_eq!(whole.evidence().since, at(295));

    let mut part = Stage::open();
    for t in (0..450).step_by(5) {
        part.hear_from("queue", t, Metric::QueueDepth, 5.0);
        if t < 300 {
            part.hear_from("queue", t, Metric::ErrorRate, 0.001);
        }
        part.tick(t);
    }
    assert_eq!(part.opened(), [(Signal::Silence, "queue error_rate")]);
}

#[test]
fn silence_is_judged_by_the_feeds_own_rhythm_and_only_of_what_has_spoken() {
    let mut slow = Stage::open();
    slow.look_s = 60.0;
    for t in (0..1_800).step_by(60) {
        slow.hear(t, Metric::QueueDepth, 5.0);
        // What is set once may stay so.
        if t == 0 {
            slow.hear(t, Metric::Capacity, 100.0);
        }
        slow.tick(t + 59);
    }
    for t in 1_800..2_099 {
        slow.tick(t);
    }
    assert_eq!(slow.opened(), []);
    for t in 2_099..2_110 {
        slow.tick(t);
    }
    assert_eq!(slow.opened(), [(Signal::Silence, "queue")]);

    let mut never = Stage::open();
    for t in 0..1_000 {
        never.tick(t);
    }
    assert_eq!(never.opened(), []);
}

#[test]
fn an_event_that_has_ended_has_no_trouble_left() {
    let mut stage = Stage::open();
    for t in (0..100).step_by(5) {
        stage.hear(t, Metric::ErrorRate, 0.2);
    }
    stage.phase = (Phase::Ended, at(100));
    stage.tick(100);
    stage.tick(2_000);
    assert_eq!((stage.opened().len(), stage.cleared()), (1, 1));
}

#[test]
fn what_is_not_watched_is_not_told() {
    let mut stage = Stage::open();
    stage.thresholds.error_rate = None;
    stage.thresholds.silence_s = None;
    for t in (0..100).step_by(5) {
        stage.hear(t, Metric::ErrorRate, 0.2);
    }
    stage.tick(1_000);
    stage.tick(1_001);
    assert_eq!(stage.opened(), []);
}

proptest! {
    #[test]
    fn whatever_a_feed_tells_alerts_open_and_clear_in_turn_and_the_state_stays_small(
        readings in prop::collection::vec(
            (0_i64..2_000, 0_usize..12, 0.0_f64..1.0, 0_u8..40, prop::bool::ANY),
            0..300,
        ),
        phases in prop::collection::vec((0_i64..2_000, 0_usize..5), 0..6),
    ) {
        let mut stage = Stage::open();
        for (index, (t, metric, value, source, tick)) in readings.into_iter().enumerate() {
            if let Some((t, phase)) = phases.get(index / 50) {
                let all = [Phase::Waiting, Phase::Open, Phase::Paused, Phase::SoldOut, Phase::Ended];
                stage.phase = (all[*phase], at(*t));
            }
            let metric = Metric::ALL[metric];
            let value = if metric == Metric::ErrorRate { value } else { (value * 5_000.0).round() };
            stage.wait_s = Some(value);
            stage.hear_from(&source.to_string(), t, metric, value);
            if tick {
                stage.tick(t);
            }
        }
        let mut open = std::collections::BTreeSet::new();
        for turn in &stage.turns {
            match turn {
                Turn::Opened { topic, evidence, .. } => {
                    prop_assert!(open.insert(topic.clone()), "{topic:?} opened twice");
                    prop_assert!(evidence.value.is_none_or(f64::is_finite));
                    prop_assert!(evidence.limit.is_none_or(f64::is_finite));
                }
                Turn::Cleared { topic, .. } => {
                    prop_assert!(open.remove(topic), "{topic:?} cleared without being open");
                }
            }
        }
        let stage_watch = stage.watch.clone();
        let stored = serde_json::to_string(&stage_watch).unwrap();
        prop_assert!(stored.len() < 64_000, "{}", stored.len());
        // What is read back goes on as what was stored would have.
        let back: Watch = serde_json::from_str(&stored).unwrap();
        let mut goes_on = |watch: Watch| {
            stage.watch = watch;
            stage.turns.clear();
            (2_000..2_300).step_by(20).for_each(|t| stage.tick(t));
            stage.turns.clone()
        };
        prop_assert_eq!(goes_on(back), goes_on(stage_watch));
    }
}
