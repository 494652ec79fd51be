//! What was planned, and what came of it.

use serde::Serialize;

use super::Report;
use super::figures::Figures;
use super::unknowable::{Figure, Unknowable};
use crate::domain::history::series::Point;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::plan::{PastEvent, Plan, Shape};
use crate::domain::time::Timestamp;

/// What plan and event are compared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// People who joined the line.
    Arrived,
    /// The longest the line was.
    PeakDepth,
    /// People let in a minute, on average from the opening until the line was gone.
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

/// Why an event lends nothing to the plan of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PastError {
    /// Its minutes count from the opening.
    #[error("this event was never opened")]
    NeverOpened,
    /// Its feed did not say.
    #[error("it cannot be told when people came to this event. {}", english(*.0))]
    Unknown(Unknowable),
    /// There is no course of nobody.
    #[error("nobody came to this event")]
    Nobody,
    /// A plan begins half a day before the opening and ends a week after it.
    #[error(
        "people came to this event earlier than 12 hours before its opening, or later than a week after it"
    )]
    OutOfReach,
}

fn english(reason: Unknowable) -> String {
    Words::new(Locale::En).say(reason.words())
}

/// Compares a plan with what was seen; every figure is defined alike on both sides. `pace` is how many were let in a minute
/// until the line was gone.
pub fn compare(plan: &Plan, figures: &Figures, pace: Figure<f64>) -> Vec<Comparison> {
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
            // Who found no room never joined.
            Some(plan.queue.arrived - plan.queue.turned_away),
            figures.arrived.map(|people| people_of(*people)),
        ),
        row(
            Compared::PeakDepth,
            Some(plan.peak().1),
            figures.peak_depth.map(|peak| peak.value),
        ),
        row(Compared::AdmittedPerMin, plan.queue.mean_per_min(), pace),
        row(
            Compared::ClearedMin,
            plan.queue.clear_min().map(f64::from),
            figures.cleared.map(|cleared| cleared.after_s / 60.0),
        ),
        row(Compared::WaitP50Min, p50.0, p50.1),
        row(Compared::WaitP90Min, p90.0, p90.1),
    ]
}

fn known<T>(figure: &Figure<T>) -> Result<&T, PastError> {
    match figure {
        Figure::Known(value) => Ok(value),
        Figure::Unknown(reason) => Err(PastError::Unknown(*reason)),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn people_of(count: u64) -> f64 {
    count as f64
}

impl Report {
    /// What another event's plan may build on, or why there is nothing.
    pub fn past_event(&self) -> Result<PastEvent, PastError> {
        let opened_at = self.opened_at().ok_or(PastError::NeverOpened)?;
        let peak = known(&self.figures.peak_depth)?;
        let visitors = known(&self.figures.arrived)?;
        let arrivals = &self.curves.arrivals;
        let ends = arrivals.points.first().zip(arrivals.points.last());
        let (first, last) = ends.ok_or(PastError::Nobody)?;
        let minutes = |from: Timestamp, to: Timestamp| {
            #[expect(clippy::cast_possible_truncation, reason = "at most a month")]
            let minutes = (to.seconds_since(from) / 60.0).floor() as i32;
            minutes
        };
        let step_min = u32::try_from(arrivals.step_s / 60).map_err(|_| PastError::OutOfReach)?;
        let step = i32::try_from(step_min).map_err(|_| PastError::OutOfReach)?;
        let mut people = Vec::new();
        let spans = minutes(first.at, last.at) / step.max(1);
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
        if shape.people.iter().sum::<f64>() < 1.0 {
            return Err(PastError::Nobody);
        }
        Ok(PastEvent {
            slug: self.event.slug.as_str().to_owned(),
            title: self.event.title.as_str().to_owned(),
            visitors: people_of(*visitors),
            peak_depth: peak.value,
            shape: shape.check().ok_or(PastError::OutOfReach)?,
        })
    }
}
