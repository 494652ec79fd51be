//! What is counted, and what only looks as if it were.

use super::*;

#[test]
fn who_gave_up_is_unknown_when_nobody_counted_and_then_more_may_have_joined() {
    let told = |readings: &[(i64, Metric, f64)]| {
        let figures = report(feed(readings), 600).figures;
        (figures.arrived, figures.arrived_at_least, figures.gave_up)
    };
    // 600 at first, 600 more, and 600 let in: whoever gave up meanwhile was replaced by somebody else unseen.
    let mut readings = steady(600.0, 1.0, 600);
    let unknown = Figure::Unknown(Unknowable::NoLeavers);
    assert_eq!(told(&readings), (Figure::Known(1_200), true, unknown));
    readings.extend([(0, Metric::LeftTotal, 0.0), (600, Metric::LeftTotal, 30.0)]);
    readings.sort_by_key(|reading| reading.0);
    let known = Figure::Known(30);
    assert_eq!(told(&readings), (Figure::Known(1_230), false, known));
}

#[test]
fn a_line_of_which_several_sources_speak_by_turns_is_not_followed() {
    let mut feed = Feed::over(10_000);
    for (t, metric, value) in steady(600.0, 1.0, 600) {
        let both = [("a", value), ("b", value / 2.0)];
        for (source, value) in both {
            let at = at(t);
            feed.observe(source, Reading { at, metric, value });
        }
    }
    let figures = report(feed, 600).figures;
    let unknown = Figure::Unknown(Unknowable::SeveralDepths);
    assert_eq!((figures.arrived, figures.gave_up), (unknown, unknown));
    assert_eq!(figures.wait, Figure::Unknown(Unknowable::SeveralDepths));
    assert!(!figures.arrived_at_least);
    let peak = figures.peak_depth.map(|peak| peak.value);
    assert_eq!(peak, Figure::Known(600.0));
    assert_eq!(figures.admitted, Figure::Known(900));
}
