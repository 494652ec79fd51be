//! What was planned, and what came of it.

use serde::Serialize;

use super::Report;
use super::figures::Figures;
use super::unknowable::Figure;
use crate::domain::history::series::Point;
use crate::domain::plan::{PastEvent, Plan, Shape};
use crate::domain::time::Timestamp;

/// What plan and event are compared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// People who came.
    Arrived,
    /// The longest the line was.
    PeakDepth,
    /// People let in a minute, on average.
    AdmittedPerMin,
    /// Minutes from the opening until the line was gone.
    ClearedMin,
    /// The wait that half of the people let in had at most, in minutes.
    WaitP50Min,
    /// The wait that nine out of ten had at most, in minutes.
    WaitP90Min,
}

/// One figure as it was planned and as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Comparison {
    /// Which one.
    pub what: Compared,
    /// As planned; nothing where the plan has none, such as the end of a line that would never be gone.
    pub planned: Option<f64>,
    /// As seen.
    pub seen: Figure<f64>,
}

/// Compares a plan with what was seen.
pub fn compare(plan: &Plan, figures: &Figures) -> Vec<Comparison> {
    let row = |what, planned, seen| Comparison {
        what,
        planned,
        seen,
    };
    let waits = |pick: fn(&crate::domain::line::Waits) -> f64| {
        let planned = plan.waits.as_ref().map(|waits| pick(waits) / 60.0);
        (planned, figures.wait.map(|waits| pick(waits) / 60.0))
    };
    let (p50, p90) = (waits(|waits| waits.p50_s), waits(|waits| waits.p90_s));
    vec![
        row(
            Compared::Arrived,
            Some(plan.visitors),
            figures.arrived.map(|people| people_of(*people)),
        ),
        row(
            Compared::PeakDepth,
            Some(plan.peak().1),
            figures.peak_depth.map(|peak| peak.value),
        ),
        row(
            Compared::AdmittedPerMin,
            Some(plan.admitted_per_min),
            figures.throughput.map(|pace| pace.mean_per_min),
        ),
        row(
            Compared::ClearedMin,
            plan.queue.clear_min().map(f64::from),
            figures.cleared.map(|cleared| cleared.after_s / 60.0),
        ),
        row(Compared::WaitP50Min, p50.0, p50.1),
        row(Compared::WaitP90Min, p90.0, p90.1),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn people_of(count: u64) -> f64 {
    count as f64
}

impl Report {
    /// What another event's plan may build on; nothing where it is not known who came when.
    pub fn past_event(&self) -> Option<PastEvent> {
        let opened_at = self.opened_at()?;
        let peak = self.figures.peak_depth.known()?;
        let arrivals = &self.curves.arrivals;
        let (first, last) = (arrivals.points.first()?, arrivals.points.last()?);
        let minutes = |from: Timestamp, to: Timestamp| {
            #[expect(clippy::cast_possible_truncation, reason = "at most a month")]
            let minutes = (to.seconds_since(from) / 60.0).floor() as i32;
            minutes
        };
        let step_min = u32::try_from(arrivals.step_s / 60).ok()?;
        let mut people = Vec::new();
        let spans = minutes(first.at, last.at) / i32::try_from(step_min).ok()?;
        for span in 0..=spans {
            let at = first.at.plus_seconds(i64::from(span) * arrivals.step_s);
            let per_min = arrivals
                .around(at)
                .map_or(0.0, |point: &Point<1>| point.values[0]);
            people.push(per_min * f64::from(step_min));
        }
        let shape = Shape {
            first_min: minutes(opened_at, first.at),
            step_min,
            people,
        };
        Some(PastEvent {
            slug: self.event.slug.as_str().to_owned(),
            title: self.event.title.as_str().to_owned(),
            visitors: people_of(*self.figures.arrived.known()?),
            peak_depth: peak.value,
            shape: shape.check()?,
        })
    }
}
