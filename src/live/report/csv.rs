//! A report as comma-separated values (RFC 4180): a section for each table, which begins with its name and its columns. No
//! cell is one that a spreadsheet takes for a formula.

use csv::{Terminator, WriterBuilder};

use super::json::{rounded, series};
use super::{Audience, resolved_at};
use crate::domain::audit::cell;
use crate::domain::locale::LocalizedText;
use crate::domain::prose::Prose;
use crate::domain::report::talk::Cause;
use crate::domain::report::unknowable::Unknowable;
use crate::domain::report::{Compared, Figure, Report};
use crate::domain::time::Timestamp;

/// The whole report.
pub fn write(report: &Report, audience: Audience) -> Result<Vec<u8>, csv::Error> {
    let mut sheet = Sheet(Vec::new());
    sheet.section(
        "figures",
        &["figure", "value", "at", "unknown"],
        figures(report, audience),
    )?;
    if audience == Audience::Desk && !report.comparisons.is_empty() {
        sheet.section(
            "plan",
            &["figure", "planned", "seen", "unknown"],
            plan(report),
        )?;
    }
    let phases = report.phases.iter().map(|span| {
        vec![
            time(Some(span.step.at)),
            span.step.phase.as_str().to_owned(),
            time(span.until),
            span.step
                .reason
                .as_ref()
                .map(|reason| text(report, reason))
                .unwrap_or_default(),
        ]
    });
    sheet.section(
        "phases",
        &["at", "phase", "until", "reason"],
        phases.collect(),
    )?;
    sheet.section(
        "messages",
        &[
            "published_at",
            "severity",
            "text",
            "edited_at",
            "retracted_at",
            "automatic",
            "next_update_by",
        ],
        messages(report),
    )?;
    sheet.section(
        "reactions",
        &["at", "cause", "message", "after_s"],
        reactions(report),
    )?;
    let promises = report.promises.iter().map(|promise| {
        let outcome = serde_name(&promise.outcome);
        vec![time(Some(promise.made_at)), time(Some(promise.by)), outcome]
    });
    sheet.section(
        "promises",
        &["made_at", "by", "outcome"],
        promises.collect(),
    )?;
    let incidents = report.incidents.iter().map(|incident| {
        vec![
            time(incident.started_at()),
            text(report, &incident.title),
            incident.impact.as_str().to_owned(),
            time(resolved_at(incident)),
        ]
    });
    sheet.section(
        "incidents",
        &["started_at", "title", "impact", "resolved_at"],
        incidents.collect(),
    )?;
    let stock = report.stock_outs.iter().map(|out| {
        let sku = out.sku.as_str().to_owned();
        vec![sku, out.name.clone(), time(Some(out.from)), time(out.to)]
    });
    sheet.section(
        "stock_outs",
        &["sku", "name", "from", "to"],
        stock.collect(),
    )?;
    let points = series(report).into_iter().flat_map(|(metric, points)| {
        rounded(points).into_iter().map(move |(seconds, value)| {
            let at = Timestamp::from_millis(seconds * 1_000);
            vec![metric.to_owned(), time(Some(at)), value.to_string()]
        })
    });
    sheet.section("series", &["metric", "at", "value"], points.collect())?;
    Ok(sheet.0)
}

/// Sections as they are written.
struct Sheet(Vec<u8>);

impl Sheet {
    fn section(
        &mut self,
        name: &str,
        columns: &[&str],
        rows: Vec<Vec<String>>,
    ) -> Result<(), csv::Error> {
        if !self.0.is_empty() {
            self.0.extend(b"\r\n");
        }
        let mut writer = WriterBuilder::new()
            .flexible(true)
            .terminator(Terminator::CRLF)
            .from_writer(&mut self.0);
        writer.write_record([name])?;
        writer.write_record(columns)?;
        for row in rows {
            writer.write_record(row.iter().map(|text| cell(text)))?;
        }
        writer.flush()?;
        Ok(())
    }
}

fn figures(report: &Report, audience: Audience) -> Vec<Vec<String>> {
    let figures = &report.figures;
    let mut rows = Rows(Vec::new());
    rows.one("peak_depth", &figures.peak_depth, |peak| {
        (peak.value, Some(peak.at))
    });
    let least = figures.arrived_at_least;
    let arrived = if least { "arrived_at_least" } else { "arrived" };
    let counts = [
        (arrived, &figures.arrived),
        ("admitted", &figures.admitted),
        ("gave_up", &figures.gave_up),
        ("entries", &figures.entries),
    ];
    for (name, count) in counts {
        rows.one(name, count, |people| (number(*people), None));
    }
    let pace = &figures.throughput;
    rows.one("mean_per_min", pace, |pace| (pace.mean_per_min, None));
    rows.one("most_per_min", pace, |pace| {
        (pace.most_per_min, Some(pace.most_at))
    });
    let wait = &figures.wait;
    rows.one("wait_p50_s", wait, |waits| (waits.p50_s, None));
    rows.one("wait_p90_s", wait, |waits| (waits.p90_s, None));
    rows.one("wait_p95_s", wait, |waits| (waits.p95_s, None));
    let within = &figures.within_range;
    rows.one("within_range_share", within, |within| (within.share, None));
    rows.one("within_range", within, |within| {
        (number(within.within), None)
    });
    rows.one("sooner", within, |within| (number(within.sooner), None));
    rows.one("later", within, |within| (number(within.later), None));
    rows.one("cleared_after_s", &figures.cleared, |cleared| {
        (cleared.after_s, Some(cleared.at))
    });
    let handoff = &figures.handoff;
    rows.one("handoff_share", handoff, |handoff| (handoff.share, None));
    rows.one("handoff_completed", handoff, |handoff| {
        (number(handoff.completed), None)
    });
    rows.one("handoff_failed", handoff, |handoff| {
        (number(handoff.failed), None)
    });
    rows.one("stale_minutes", &figures.stale, |stale| {
        (stale.minutes, None)
    });
    if audience == Audience::Desk {
        let shop = [
            ("most_error_rate", report.shop.error_rate),
            ("most_p95_ms", report.shop.p95_ms),
        ];
        for (name, peak) in shop {
            let peak = peak.map_or(Figure::Unknown(Unknowable::NoFeed), Figure::Known);
            rows.one(name, &peak, |peak| (peak.value, Some(peak.at)));
        }
    }
    rows.0
}

struct Rows(Vec<Vec<String>>);

impl Rows {
    fn one<T>(
        &mut self,
        name: &str,
        figure: &Figure<T>,
        tell: impl FnOnce(&T) -> (f64, Option<Timestamp>),
    ) {
        let (value, at, unknown) = match figure {
            Figure::Known(value) => {
                let (value, at) = tell(value);
                (three_places(value), time(at), String::new())
            }
            Figure::Unknown(reason) => (String::new(), String::new(), reason.as_str().to_owned()),
        };
        self.0.push(vec![name.to_owned(), value, at, unknown]);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn number(count: u64) -> f64 {
    count as f64
}

fn three_places(value: f64) -> String {
    ((value * 1_000.0).round() / 1_000.0).to_string()
}

fn plan(report: &Report) -> Vec<Vec<String>> {
    let row = |comparison: &crate::domain::report::Comparison| {
        let planned = comparison.planned.map(three_places).unwrap_or_default();
        let (seen, unknown) = match comparison.seen {
            Figure::Known(seen) => (three_places(seen), ""),
            Figure::Unknown(reason) => (String::new(), reason.as_str()),
        };
        let name = serde_name::<Compared>(&comparison.what);
        vec![name, planned, seen, unknown.to_owned()]
    };
    report.comparisons.iter().map(row).collect()
}

fn messages(report: &Report) -> Vec<Vec<String>> {
    let row = |message: &crate::domain::message::Message| {
        let said = message.stands().then(|| text(report, &message.text));
        vec![
            time(Some(message.published_at)),
            message.severity.as_str().to_owned(),
            said.unwrap_or_default(),
            time(message.edited_at),
            time(message.retracted_at),
            message.automatic.to_string(),
            time(message.next_update_by),
        ]
    };
    report.messages.iter().map(row).collect()
}

fn reactions(report: &Report) -> Vec<Vec<String>> {
    let row = |reaction: &crate::domain::report::talk::Reaction| {
        let cause = match &reaction.cause {
            Cause::Phase(phase) => phase.as_str().to_owned(),
            Cause::Incident(id) => id.as_str().to_owned(),
        };
        let answer = reaction.answer.as_ref();
        vec![
            time(Some(reaction.at)),
            cause,
            answer.map(|a| a.message.to_string()).unwrap_or_default(),
            answer.map(|a| three_places(a.after_s)).unwrap_or_default(),
        ]
    };
    report.reactions.iter().map(row).collect()
}

/// What an operator wrote, in the language that the event speaks first and without the marks that it may have.
fn text(report: &Report, text: &LocalizedText) -> String {
    let default = report.event.default_locale;
    Prose::parse(text.resolve(default, default).1).plain()
}

fn time(at: Option<Timestamp>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

/// The name that something has in JSON.
fn serde_name<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_has_its_name_its_columns_and_its_rows() {
        let mut sheet = Sheet(Vec::new());
        let rows = vec![vec!["He said \"hi\",\nthen left".to_owned(), String::new()]];
        sheet.section("one", &["a", "b"], rows).unwrap();
        sheet.section("two", &["c"], vec![]).unwrap();
        let text = String::from_utf8(sheet.0).unwrap();
        let expected = "one\r\na,b\r\n\"He said \"\"hi\"\",\nthen left\",\r\n\r\ntwo\r\nc\r\n";
        assert_eq!(text, expected);
    }
}
