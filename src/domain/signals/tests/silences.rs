//! How long a feed may be silent, and how that ends.

use super::*;

/// An event whose one feed spoke a few times and no more, looked at until so many seconds after that.
fn silent_for(limit_s: u32, seconds: i64) -> Stage {
    let mut stage = Stage::open();
    stage.thresholds.silence_s = Some(limit_s);
    stage.look_s = 1.0;
    for t in -60..=seconds {
        if t <= 0 && t % 5 == 0 {
            stage.hear(t, Metric::QueueDepth, 5.0);
        }
        stage.tick(t);
    }
    stage
}

#[test]
fn a_silence_ends_with_the_feed_that_is_none_of_the_events_any_more_and_is_not_well_for_that() {
    let silence = [(Signal::Silence, "queue")];
    let lasts = silent_for(90, 3_600);
    assert_eq!((&lasts.opened()[..], lasts.cleared()), (&silence[..], 0));
    let over = silent_for(90, 3_610);
    assert_eq!(
        (&over.opened()[..], over.well()),
        (&silence[..], vec![false])
    );
}

#[test]
fn a_feed_that_may_be_silent_for_an_hour_is_told_to_be_so_and_stays_so_for_another() {
    let silence = [(Signal::Silence, "queue")];
    for limit_s in [3_500, 3_600] {
        assert_eq!(silent_for(limit_s, i64::from(limit_s)).opened(), []);
        let lasts = silent_for(limit_s, 2 * i64::from(limit_s));
        assert_eq!((&lasts.opened()[..], lasts.cleared()), (&silence[..], 0));
        let over = silent_for(limit_s, 2 * i64::from(limit_s) + 10);
        assert_eq!(
            (&over.opened()[..], over.well()),
            (&silence[..], vec![false])
        );
    }
}

#[test]
fn a_slow_look_at_one_event_does_not_put_off_what_is_told_of_silence() {
    let mut stage = silent_for(90, 40);
    for t in 80..=95 {
        stage.tick(t);
    }
    assert_eq!(stage.opened(), [(Signal::Silence, "queue")]);
    // Whoever was away has heard nothing meanwhile.
    let mut away = silent_for(90, 20);
    for t in 90..=180 {
        away.tick(t);
    }
    assert_eq!(away.opened(), []);
}

#[test]
fn a_feed_that_is_heard_again_is_well() {
    let mut stage = silent_for(90, 200);
    for t in (205..500).step_by(5) {
        stage.hear(t, Metric::QueueDepth, 5.0);
        stage.tick(t);
    }
    assert_eq!(stage.well(), [true]);
}
