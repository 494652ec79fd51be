//! The course of an event as a browser gets it.

use std::io::Write;
use std::sync::Arc;

use super::sample;
use crate::domain::estimate::WaitEstimate;
use crate::domain::event::{EventKind, Phase};
use crate::domain::history::series::MAX_SPANS;
use crate::domain::history::{Chronicle, ShownWait};
use crate::domain::locale::Locale;
use crate::domain::metric::{Metric, Reading};
use crate::domain::status_page::{Course, Facts};
use crate::page::{Region, render_region};

/// A launch as long as a course can show minute by minute: the line grows, is let in in bursts, and melts away.
fn launch() -> Facts {
    let mut facts = sample::facts(EventKind::Queue, Phase::Open);
    let mut chronicle = Chronicle::default();
    for minute in 0..MAX_SPANS {
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
    }
    facts.course = Arc::new(Course::new(chronicle.history(sample::now()), &facts.event));
    facts
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
    let facts = launch();
    for locale in Locale::ALL {
        let page = facts.status_page(locale, sample::now());
        let html = render_region(&page, Region::History);
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
fn a_chart_needs_no_inline_style_and_nothing_from_elsewhere() {
    let page = launch().status_page(Locale::Ar, sample::now());
    let html = render_region(&page, Region::History);
    for forbidden in ["style=", "http", "url(", "<script"] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
}
