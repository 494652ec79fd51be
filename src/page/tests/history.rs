//! The course of an event as a browser gets it.

use std::io::Write;
use std::sync::Arc;

use super::sample;
use crate::domain::estimate::WaitEstimate;
use crate::domain::event::{EventKind, Phase};
use crate::domain::history::series::MAX_SPANS;
use crate::domain::history::{Chronicle, MINUTE_S, ShownWait};
use crate::domain::locale::Locale;
use crate::domain::metric::{Metric, Reading};
use crate::domain::status_page::Facts;
use crate::page::{Region, render_region};

/// A launch as long as a course can show minute by minute: the line grows, is let in in bursts, and melts away. The course
/// as it is told minute by minute.
fn launch() -> impl Iterator<Item = Facts> {
    let mut facts = sample::facts(EventKind::Queue, Phase::Open);
    let mut chronicle = Chronicle::default();
    (0..MAX_SPANS).map(move |minute| {
        let at = sample::now().plus_seconds((minute - MAX_SPANS) * 60);
        #[expect(clippy::cast_precision_loss, reason = "minutes")]
        let x = minute as f64;
        let noise = (x * 12.9898).sin() * 43_758.545 % 1.0;
        let value =
            (18_000.0 * (-((x - 35.0) / 40.0).powi(2)).exp() + noise * 900.0 + 1_000.0).round();
        chronicle.observe(Reading {
            at,
            metric: Metric::QueueDepth,
            value,
        });
        let mid_s = value / (4.8 + noise * 0.4);
        let wait = WaitEstimate::Known {
            low_s: mid_s * 0.8,
            mid_s,
            high_s: mid_s * 1.25,
        };
        chronicle.note(ShownWait::new(at, wait, None));
        let over = at.plus_seconds(MINUTE_S);
        let history = chronicle.history(over);
        let drawn = chronicle.history(history.drawn_until(over));
        let course = facts.course.moved_on(history, drawn, &facts.event);
        facts.course = Arc::new(course);
        facts.clone()
    })
}

fn two_hours() -> Facts {
    launch().last().unwrap()
}

fn region(facts: &Facts, locale: Locale) -> String {
    render_region(&facts.status_page(locale, sample::now()), Region::History)
}

fn compressed(html: &str) -> usize {
    let mut out = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut out, 4_096, 5, 18);
    encoder.write_all(html.as_bytes()).unwrap();
    drop(encoder);
    out.len()
}

#[test]
fn two_charts_of_two_hours_cost_little_in_any_language() {
    let facts = two_hours();
    for locale in Locale::ALL {
        let page = facts.status_page(locale, sample::now());
        let html = region(&facts, locale);
        let points = page
            .history
            .as_ref()
            .unwrap()
            .charts
            .iter()
            .map(|chart| chart.pieces[0].len());
        assert_eq!(points.sum::<usize>(), 240);
        let (sent, streamed) = (compressed(&html), html.len());
        assert!(
            sent <= 1_500 && streamed <= 6_000,
            "{locale:?}: {sent} of {streamed} bytes"
        );
    }
}

#[test]
fn a_reader_is_sent_at_most_200_kilobytes_of_charts_in_two_hours() {
    let facts: Vec<_> = launch().collect();
    for locale in Locale::ALL {
        let mut sent: Vec<_> = facts.iter().map(|facts| region(facts, locale)).collect();
        sent.dedup();
        let bytes: usize = sent.iter().map(String::len).sum();
        assert!(
            bytes <= 200_000,
            "{locale:?}: {bytes} bytes, {} charts",
            sent.len()
        );
    }
}

#[test]
fn a_chart_needs_no_inline_style_and_nothing_from_elsewhere() {
    let page = two_hours().status_page(Locale::Ar, sample::now());
    let html = render_region(&page, Region::History);
    for forbidden in ["style=", "http", "url(", "<script"] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
}
