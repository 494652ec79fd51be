//! What a plan says, in words and curves. The desk speaks English, so these words need no tables.

/// A plan as curves.
mod curves;
/// How all of it is computed.
mod formulas;
/// Numbers and times in words.
pub mod written;

use super::{Minutes, Plan};
use crate::domain::report::FigureView;
use crate::domain::status_page::history::{Chart, ChartKind, Mark};
use curves::{Curve, Reach};
use written::{bytes, decimal, duration, grouped, when};

pub use formulas::Formula;

/// The most rows of the table.
const MAX_ROWS: i32 = 16;

/// A plan as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTold {
    /// What follows.
    pub figures: Vec<FigureView>,
    /// Arrivals, then the line.
    pub charts: [Chart; 2],
    /// How wide their grid is.
    pub width: u32,
    /// Times below them.
    pub ticks: Vec<Mark>,
    /// The same in figures: the time, arrivals a minute, the line.
    pub rows: Vec<[String; 3]>,
    /// How all of it is computed.
    pub formulas: Vec<Formula>,
}

impl Plan {
    /// The plan in words and curves.
    pub fn told(&self) -> PlanTold {
        let reach = Reach::of(&self.queue.depth);
        let capacity = self.inputs.capacity;
        let arrivals = Curve {
            title: "People who come, a minute",
            minutes: &self.arrivals,
            kind: ChartKind::Line,
            limit: None,
        };
        let line = Curve {
            title: "People in line",
            minutes: &self.queue.depth,
            kind: ChartKind::Area,
            limit: capacity.map(|room| (room, format!("capacity {}", grouped(room)))),
        };
        PlanTold {
            figures: self.figures(),
            charts: [arrivals.chart(reach), line.chart(reach)],
            width: reach.width(),
            ticks: reach.ticks(),
            rows: self.rows(reach),
            formulas: self.formulas(),
        }
    }

    fn figures(&self) -> Vec<FigureView> {
        let (peak_at, peak) = self.peak();
        let queue = &self.queue;
        let mut figures = vec![
            figure(
                "People who come",
                grouped(self.visitors),
                "all channels, those in several of them once",
            ),
            figure("Longest line", grouped(peak), when(peak_at)),
            figure(
                "Line gone",
                queue
                    .clear_min()
                    .map_or_else(|| "never".to_owned(), |minute| duration(f64::from(minute))),
                match queue.clear_min() {
                    Some(_) => "after the opening",
                    None => "it is still there a day after the last of them came",
                },
            ),
        ];
        if let Some(waits) = self.waits {
            let minutes = |seconds: f64| duration(seconds / 60.0);
            let most = format!("nine out of ten: {} at most", minutes(waits.p90_s));
            figures.push(figure("Half wait at most", minutes(waits.p50_s), most));
        }
        figures.extend([
            figure(
                "Suggested admissions",
                format!("{} a minute", decimal(self.suggested_per_min)),
                "what the shop bears at once ÷ how long each is inside",
            ),
            figure(
                "Suggested capacity",
                grouped(self.suggested_capacity),
                "turns nobody away, and is nine tenths full at the peak",
            ),
            figure(
                "Found no room",
                grouped(queue.turned_away),
                "turned away because the line was full",
            ),
            figure("Give up waiting", grouped(queue.left), ""),
        ]);
        if let Some(gone) = self.sold_out {
            let waiting = format!("{} wait then, and get nothing", grouped(gone.waiting));
            figures.push(figure("Sold out", when(gone.minute), waiting));
        }
        let traffic = self.traffic;
        figures.extend([
            figure(
                "Page opened",
                format!("{} times", grouped(traffic.views)),
                format!("{} at once at the peak", grouped(traffic.open_at_once)),
            ),
            figure(
                "Page traffic",
                bytes(traffic.bytes),
                format!(
                    "{} Mbit/s at the busiest minute",
                    decimal(traffic.peak_bits_per_s / 1e6)
                ),
            ),
        ]);
        figures
    }

    fn rows(&self, reach: Reach) -> Vec<[String; 3]> {
        let at = |minutes: &Minutes, minute: i32| {
            let found = minutes.iter().find(|(m, _)| *m == minute);
            grouped(found.map_or(0.0, |(_, people)| people))
        };
        let row = |minute: i32| {
            [
                when(minute),
                at(&self.arrivals, minute),
                at(&self.queue.depth, minute),
            ]
        };
        reach.round(MAX_ROWS).map(row).collect()
    }
}

fn figure(label: &str, value: impl Into<String>, note: impl Into<String>) -> FigureView {
    FigureView {
        label: label.to_owned(),
        value: Some(value.into()),
        note: Some(note.into()).filter(|note| !note.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::curves::MAX_POINTS;
    use super::*;
    use crate::domain::plan::Inputs;
    use crate::domain::status_page::history::GRID;

    #[test]
    fn a_plan_tells_its_peak_and_draws_the_capacity_that_it_was_given() {
        let inputs = Inputs {
            demand: 100_000.0,
            capacity: Some(12_000.0),
            ..Inputs::default()
        };
        let told = Plan::of(&inputs, None).told();
        assert_eq!(told.figures[0].value.as_deref(), Some("24,000"));
        assert_eq!(told.figures[1].value.as_deref(), Some("12,000"));
        let rule = told.charts[1].threshold.as_ref().unwrap();
        assert_eq!((rule.percent, rule.text.as_str()), (60, "capacity 12,000"));
        assert!(told.ticks.iter().any(|tick| tick.text == "opening"));
        assert!(told.rows.len() <= 16 && told.rows.iter().any(|row| row[0] == "opening"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn every_plan_fits_on_its_grid(demand in 0_u32..1_000_000, shop in 1_u32..5_000, early in 1_u32..720, lasts in 130_u32..10_080, capacity in prop::option::of(1_u32..200_000)) {
            let inputs = Inputs {
                demand: demand.into(),
                shop_holds: shop.into(),
                early_min: early.into(),
                duration_min: lasts.into(),
                capacity: capacity.map(f64::from),
                ..Inputs::default()
            };
            prop_assert_eq!(inputs.check(), Ok(()));
            let told = Plan::of(&inputs, None).told();
            for chart in &told.charts {
                for point in chart.pieces.iter().flatten() {
                    prop_assert!(point.high <= GRID && point.x <= told.width, "{:?} {}", point, told.width);
                }
                prop_assert!(chart.pieces[0].len() <= MAX_POINTS + 1);
                prop_assert!(chart.threshold.as_ref().is_none_or(|rule| rule.percent <= GRID));
            }
            prop_assert!(told.ticks.len() <= 6 && told.ticks.iter().all(|tick| tick.percent <= 100));
        }
    }
}
