//! What only the desk says of a report: how the shop did, and what was planned.

use crate::admin::words::DESK_LOCALE;
use crate::domain::locale::words::Words;
use crate::domain::plan::told::written::{duration, grouped};
use crate::domain::report::figures::Peak;
use crate::domain::report::{
    Cell, Compared, Comparison, Figure, FigureView, Report, TableView, Unknowable,
};

/// How the shop did.
pub fn shop(report: &Report) -> Vec<FigureView> {
    let words = Words::new(DESK_LOCALE);
    let from = report.reach.from;
    let figure = |label: &str, peak: Option<Peak>, tell: fn(f64) -> String| FigureView {
        label: label.to_owned(),
        value: peak.map(|peak| tell(peak.value)),
        note: Some(match peak {
            Some(peak) => format!("at {}", words.moment(&report.event.zone, peak.at, from)),
            None => "Not known: the feed did not say.".to_owned(),
        }),
    };
    vec![
        figure(
            "Most failed shop requests",
            report.shop.error_rate,
            |share| format!("{:.1} %", share * 100.0),
        ),
        figure("Slowest shop response (p95)", report.shop.p95_ms, |ms| {
            format!("{:.1} s", ms / 1_000.0)
        }),
    ]
}

/// What was planned beside what was seen.
pub fn plan(report: &Report) -> Option<TableView> {
    let cell = |text: String| Cell {
        text,
        ..Cell::default()
    };
    let row = |comparison: &Comparison| {
        let (label, tell) = told(comparison.what);
        let planned = comparison.planned.map_or("never".to_owned(), tell);
        let seen = match comparison.seen {
            Figure::Known(seen) => tell(seen),
            Figure::Unknown(Unknowable::NotCleared) => "not by the end".to_owned(),
            Figure::Unknown(_) => "not known".to_owned(),
        };
        let off = off_by(comparison).unwrap_or_default();
        vec![cell(label.to_owned()), cell(planned), cell(seen), cell(off)]
    };
    (!report.comparisons.is_empty()).then(|| TableView {
        id: "plan".to_owned(),
        title: "Planned and seen".to_owned(),
        columns: ["Figure", "Planned", "Seen", "Off by"]
            .map(str::to_owned)
            .to_vec(),
        rows: report.comparisons.iter().map(row).collect(),
        nothing: String::new(),
    })
}

fn told(what: Compared) -> (&'static str, fn(f64) -> String) {
    match what {
        Compared::Arrived => ("Joined the line", grouped),
        Compared::PeakDepth => ("Longest line", grouped),
        Compared::AdmittedPerMin => ("Let in per minute, until the line was gone", grouped),
        Compared::ClearedMin => ("Line gone after", duration),
        Compared::WaitP50Min => ("Half waited at most", duration),
        Compared::WaitP90Min => ("Nine out of ten waited at most", duration),
    }
}

/// By how much the plan was exceeded, or missed.
fn off_by(comparison: &Comparison) -> Option<String> {
    let planned = comparison.planned.filter(|planned| *planned > 0.0)?;
    let seen = comparison.seen.known()?;
    let percent = ((seen / planned - 1.0) * 100.0).round();
    Some(match percent {
        0.0 => "as planned".to_owned(),
        percent if percent > 0.0 => format!("+{} %", grouped(percent)),
        percent => format!("−{} %", grouped(-percent)),
    })
}
