//! From when on something counts, until when it does, and what a process that was away may say of it.

use super::*;

/// A feed that tells of errors from `from` on, until `to`.
fn errors(stage: &mut Stage, from: i64, to: i64, rate: f64) {
    for t in (from..to).step_by(5) {
        stage.hear(t, Metric::ErrorRate, rate);
        stage.tick(t);
    }
}

fn wait(stage: &mut Stage, from: i64, to: i64, wait_s: Option<f64>) {
    stage.wait_s = wait_s;
    (from..to).step_by(5).for_each(|t| stage.tick(t));
}

fn over(stage: &Stage) -> Vec<(Signal, bool)> {
    let over = stage.turns.iter().filter_map(|turn| match turn {
        Turn::Cleared { topic, well, .. } => Some((topic.signal, *well)),
        Turn::Opened { .. } => None,
    });
    over.collect()
}

#[test]
fn what_was_read_before_there_was_anything_to_watch_for_says_nothing_about_it() {
    for (phase, reached) in [(Phase::Scheduled, 0), (Phase::Waiting, 1)] {
        let mut stage = Stage::open();
        stage.phase = (phase, at(0));
        errors(&mut stage, 0, 300, 0.05);
        assert_eq!(stage.opened().len(), reached, "{phase:?}");
        stage.phase = (Phase::Open, at(300));
        (300..900).step_by(5).for_each(|t| stage.tick(t));
        let told = stage.opened();
        let silent = told.iter().any(|(signal, _)| *signal == Signal::Silence);
        assert_eq!(
            (told.len(), silent),
            (2 * reached, reached == 1),
            "{phase:?}"
        );
    }
}

#[test]
fn what_a_first_look_finds_of_long_ago_is_not_of_now() {
    let mut stage = Stage::open();
    for t in (0..300).step_by(5) {
        stage.hear(t, Metric::ErrorRate, if t < 295 { 0.001 } else { 0.05 });
    }
    stage.tick(7_000);
    stage.hear(7_001, Metric::QueueDepth, 5.0);
    stage.tick(7_005);
    assert_eq!(stage.opened(), []);
}

#[test]
fn an_alert_whose_metric_stops_is_let_go_after_a_quarter_of_an_hour_without_being_well() {
    let mut stage = Stage::open();
    stage.thresholds.silence_s = None;
    errors(&mut stage, 0, 100, 0.05);
    (100..990).step_by(5).for_each(|t| stage.tick(t));
    assert_eq!(over(&stage), []);
    (990..1_010).step_by(5).for_each(|t| stage.tick(t));
    assert_eq!(over(&stage), [(Signal::ErrorRate, false)]);

    let mut jump = Stage::open();
    wait(&mut jump, 0, 600, Some(900.0));
    wait(&mut jump, 600, 700, Some(1_900.0));
    wait(&mut jump, 700, 1_620, None);
    assert_eq!(over(&jump), [(Signal::WaitJump, false)]);
}

#[test]
fn a_process_that_was_away_lets_nothing_go_before_it_has_listened_for_as_long() {
    let mut stage = Stage::open();
    stage.thresholds.silence_s = None;
    errors(&mut stage, 0, 100, 0.05);
    (3_000..3_890).step_by(5).for_each(|t| stage.tick(t));
    assert_eq!(over(&stage), []);
    errors(&mut stage, 3_890, 3_900, 0.05);
    (3_900..4_700).step_by(5).for_each(|t| stage.tick(t));
    assert_eq!(over(&stage), []);
}

#[test]
fn alerts_that_are_open_are_known_to_a_watch_that_begins_anew_and_end_like_any_other() {
    let topic = |signal, subject: &str| Topic {
        signal,
        subject: subject.to_owned(),
    };
    let mut stage = Stage::open();
    stage.watch.set_open(&[
        Signal::ErrorRate.into(),
        Signal::Handoff.into(),
        topic(Signal::SoldOut, "Sneaker"),
        topic(Signal::Silence, "gone"),
    ]);
    errors(&mut stage, 0, 200, 0.001);
    let told = [
        (Signal::Silence, false),
        (Signal::SoldOut, false),
        (Signal::ErrorRate, true),
    ];
    let mut found = over(&stage);
    found.sort();
    let mut expected = told.to_vec();
    expected.sort();
    assert_eq!(found, expected);
    errors(&mut stage, 200, 1_000, 0.001);
    assert_eq!(over(&stage).last(), Some(&(Signal::Handoff, false)));
    assert_eq!(stage.opened(), []);
}

#[test]
fn an_alert_that_nobody_knows_of_any_more_can_be_raised_anew() {
    let mut stage = Stage::open();
    errors(&mut stage, 0, 100, 0.05);
    stage.watch.set_open(&[]);
    errors(&mut stage, 100, 200, 0.05);
    assert_eq!(stage.opened().len(), 2);
}

#[test]
fn a_process_that_was_away_or_whose_clock_was_set_calls_no_feed_silent_for_that() {
    for ahead in [95, 5_000] {
        let mut stage = Stage::open();
        errors(&mut stage, 0, 300, 0.001);
        let back = 300 + ahead;
        // It looks twice before any feed has had time to speak.
        (back..back + 60).for_each(|t| stage.tick(t));
        assert_eq!(stage.opened(), [], "{ahead}");
        errors(&mut stage, back + 60, back + 300, 0.001);
        assert_eq!(stage.opened(), [], "{ahead}");
        (back + 300..back + 400).for_each(|t| stage.tick(t));
        assert_eq!(stage.opened(), [(Signal::Silence, "queue")], "{ahead}");
        // What was silent before it went is so still.
        (back + 5_000..back + 5_080).for_each(|t| stage.tick(t));
        assert_eq!(stage.cleared(), 0, "{ahead}");
    }
}

#[test]
fn a_clock_that_is_put_back_stops_no_look() {
    let mut stage = Stage::open();
    wait(&mut stage, 7_200, 7_800, Some(900.0));
    wait(&mut stage, 3_600, 3_700, Some(900.0));
    wait(&mut stage, 3_700, 3_800, Some(1_900.0));
    assert_eq!(stage.opened(), [(Signal::WaitJump, "")]);
}

#[test]
fn a_feed_that_is_gone_for_an_hour_is_none_of_the_event_any_more() {
    let mut stage = Stage::open();
    errors(&mut stage, 0, 300, 0.001);
    for t in (300..4_200).step_by(5) {
        stage.hear_from("other", t, Metric::QueueDepth, 5.0);
        stage.tick(t);
        assert_eq!(stage.cleared(), usize::from(t > 295 + 3_600), "{t}");
    }
    assert_eq!(stage.opened(), [(Signal::Silence, "queue")]);
}

#[test]
fn a_day_that_is_rehearsed_in_minutes_shows_silence_and_jumps_too() {
    let mut stage = Stage::open();
    stage.look_s = 300.0;
    stage.wait_s = Some(900.0);
    for t in (0..3_000).step_by(300) {
        stage.hear(t, Metric::QueueDepth, 5.0);
        stage.hear(t + 150, Metric::QueueDepth, 5.0);
        stage.tick(t + 299);
    }
    stage.wait_s = Some(1_900.0);
    for t in (3_000..9_000).step_by(300) {
        stage.tick(t + 299);
    }
    let mut told = stage.opened();
    told.sort_unstable();
    assert_eq!(told, [(Signal::WaitJump, ""), (Signal::Silence, "queue")]);
}

#[test]
fn a_feed_that_comes_a_look_late_to_a_fast_rehearsal_is_not_silent() {
    let mut stage = Stage::open();
    stage.look_s = 300.0;
    for t in (0..6_000).step_by(5) {
        stage.hear(t, Metric::ErrorRate, 0.001);
        if t % 300 == 295 {
            stage.tick(t + 305);
        }
    }
    assert_eq!(stage.turns, []);
}

#[test]
fn what_one_process_saw_another_goes_on_from() {
    let mut one = Stage::open();
    wait(&mut one, 0, 600, Some(900.0));
    wait(&mut one, 600, 640, Some(1_900.0));
    let mut two = Stage::open();
    wait(&mut two, 0, 300, Some(900.0));
    two.watch.keep_looks(&one.watch);
    wait(&mut two, 640, 665, Some(1_900.0));
    assert_eq!(two.opened(), [(Signal::WaitJump, "")]);
    // What looked earlier knows nothing better.
    let before = two.watch.clone();
    two.watch.keep_looks(&one.watch);
    assert_eq!(two.watch, before);
}
