//! When it means something that nobody is let in.

use super::*;

/// A line in which people are let in, `per_step` with every reading.
fn line(stage: &mut Stage, from: i64, to: i64, step: usize, per_step: f64) {
    let mut total = f64::from(i32::try_from(from).unwrap()) * 10.0;
    for t in (from..to).step_by(step) {
        total += per_step;
        stage.hear(t, Metric::QueueDepth, 500.0);
        stage.hear(t, Metric::AdmittedTotal, total);
        stage.tick(t);
    }
}

#[test]
fn a_silent_pause_is_told_a_minute_after_the_last_was_let_in() {
    let mut stage = Stage::open();
    line(&mut stage, 0, 300, 5, 40.0);
    line(&mut stage, 300, 420, 5, 0.0);
    assert_eq!(stage.opened(), [(Signal::SilentPause, "")]);
    let told_at = stage.turns.iter().find_map(|turn| match turn {
        Turn::Opened { at, .. } => Some(*at),
        Turn::Cleared { .. } => None,
    });
    let after_s = told_at.unwrap().seconds_since(at(295));
    assert!((60.0..=75.0).contains(&after_s), "{after_s}");
    assert_eq!(stage.evidence().since, at(300));
}

#[test]
fn an_announced_pause_an_empty_line_and_batches_are_no_silent_pause() {
    let mut announced = Stage::open();
    line(&mut announced, 0, 300, 5, 40.0);
    announced.phase = (Phase::Paused, at(300));
    line(&mut announced, 300, 600, 5, 0.0);
    announced.phase = (Phase::Open, at(600));
    line(&mut announced, 600, 640, 5, 0.0);
    line(&mut announced, 640, 700, 5, 40.0);
    assert_eq!(announced.opened(), []);

    let mut empty = Stage::open();
    line(&mut empty, 0, 300, 5, 40.0);
    for t in (300..900).step_by(5) {
        empty.hear(t, Metric::QueueDepth, 0.0);
        empty.hear(t, Metric::AdmittedTotal, 4_000.0);
        empty.tick(t);
    }
    assert_eq!(empty.opened(), []);

    let mut batches = Stage::open();
    for n in 0_i32..240 {
        let t = i64::from(n) * 5;
        batches.hear(t, Metric::QueueDepth, 900.0);
        batches.hear(t, Metric::AdmittedTotal, f64::from(n / 12 * 500));
        batches.tick(t);
    }
    assert_eq!(batches.opened(), []);
}

#[test]
fn a_line_of_two_a_minute_is_no_pause_when_one_of_them_comes_late() {
    let mut stage = Stage::open();
    let let_in_at = [10, 25, 70, 90, 130, 210, 215, 260];
    for t in (0..270).step_by(5) {
        let total = let_in_at.iter().filter(|at| **at <= t).count();
        stage.hear(t, Metric::QueueDepth, 40.0);
        stage.hear(
            t,
            Metric::AdmittedTotal,
            f64::from(u32::try_from(total).unwrap()),
        );
        stage.tick(t);
    }
    assert_eq!(stage.opened(), []);
}

#[test]
fn a_feed_that_joins_in_the_middle_of_an_open_event_is_no_pause() {
    let mut stage = Stage::open();
    line(&mut stage, 3_000, 3_020, 5, 0.0);
    line(&mut stage, 3_020, 3_200, 5, 40.0);
    assert_eq!(stage.opened(), []);
}
