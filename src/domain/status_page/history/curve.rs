//! What one chart shows, before it is put on a grid.

use super::{ChartKind, GRID, GridPoint, Reach};
use crate::domain::history::series::{Point, Points};
use crate::domain::locale::words::{Words, whole};

/// Waits in minutes that stand at the top of a chart; so does half of each stand in its middle.
const ROUND_WAITS: [f64; 14] = [
    2.0, 4.0, 6.0, 10.0, 20.0, 30.0, 40.0, 60.0, 90.0, 120.0, 240.0, 480.0, 720.0, 1_440.0,
];

/// What one chart shows, ready to be put on a grid.
pub(in crate::domain) struct Curve {
    pub(super) title: &'static str,
    pub(super) most: &'static str,
    pub(super) kind: ChartKind,
    pub(super) points: Points<3>,
    top: f64,
    pub(super) marks: [String; 2],
    /// One value as the page words it.
    pub(super) tell: Box<dyn Fn(&Point<3>) -> String>,
}

impl Curve {
    /// How many there were.
    pub fn of_people(title: &'static str, points: &Points<1>, words: Words) -> Self {
        let most = points.points.iter().map(|point| point.values[0]);
        let top = round_count(most.fold(0.0, f64::max));
        Self {
            title,
            most: "history-most",
            kind: ChartKind::Area,
            points: points.widened(),
            top,
            marks: [top, top / 2.0].map(|count| words.number(whole(count))),
            tell: Box::new(move |point| words.people(point.values[1].round())),
        }
    }

    /// How many a minute.
    pub fn of_pace(title: &'static str, points: &Points<1>, words: Words) -> Self {
        Self {
            tell: Box::new(move |point| words.per_minute(point.values[1])),
            ..Self::of_people(title, points, words)
        }
    }

    /// The wait that was shown.
    pub(super) fn of_waits(points: &Points<3>, words: Words) -> Self {
        let most = points.points.iter().map(|point| point.values[2] / 60.0);
        let most = most.fold(0.0, f64::max);
        let top = ROUND_WAITS.into_iter().find(|top| *top >= most);
        let top = top.unwrap_or(most);
        Self {
            title: "history-wait",
            most: "history-longest",
            kind: ChartKind::Band,
            points: points.clone(),
            top: top * 60.0,
            marks: [top, top / 2.0]
                .map(|minutes| words.hours(u32::try_from(whole(minutes)).unwrap_or(u32::MAX))),
            tell: Box::new(move |point| words.wait(point.values[0], point.values[2])),
        }
    }

    /// Where a point of it lies.
    pub(super) fn grid(&self, reach: Reach, point: &Point<3>) -> GridPoint {
        let y = |value: f64| {
            let share = value / self.top * f64::from(GRID);
            u32::try_from(whole(share.round())).map_or(GRID, |y| y.min(GRID))
        };
        let [low, mid, high] = point.values.map(y);
        GridPoint {
            x: reach.x(point.at),
            low: if self.kind == ChartKind::Area { 0 } else { low },
            mid,
            high,
        }
    }
}

/// A count at the top of a chart whose half is round as well: 2, 4, 6, 8 or 10 with some zeros.
pub(super) fn round_count(most: f64) -> f64 {
    let tens = 10_f64.powf((most.max(1.0) / 10.0).log10().ceil()).max(1.0);
    let tops = [2.0, 4.0, 6.0, 8.0, 10.0].map(|n| n * tens);
    tops.into_iter().find(|top| *top >= most).unwrap_or(most)
}
