//! A plan as curves on a grid.

use super::written::{grouped, when};
use crate::domain::plan::Minutes;
use crate::domain::status_page::history::{Chart, ChartKind, GRID, GridPoint, Mark};

/// The most points of a curve.
pub(super) const MAX_POINTS: usize = 240;
/// Steps in minutes between times that people find round.
const ROUND_MINUTES: [i32; 13] = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 720, 1_440];
/// The most times below a chart.
const MAX_TICKS: i32 = 5;

/// The minutes that both charts reach over.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    first: i32,
    last: i32,
    step: i32,
}

impl Reach {
    /// All the minutes of a line.
    pub fn of(depth: &Minutes) -> Self {
        let count = i32::try_from(depth.people.len()).unwrap_or(i32::MAX);
        let most = i32::try_from(MAX_POINTS).unwrap_or(i32::MAX);
        Self {
            first: depth.first,
            last: depth.first + count - 1,
            step: count / most + 1,
        }
    }

    /// How wide the grid is.
    pub fn width(self) -> u32 {
        self.x(self.last).max(1)
    }

    fn x(self, minute: i32) -> u32 {
        u32::try_from((minute - self.first) / self.step).unwrap_or(0)
    }

    fn percent(self, minute: i32) -> u32 {
        let share = i64::from(minute - self.first) * 100 / i64::from(self.last - self.first).max(1);
        u32::try_from(share).unwrap_or(0)
    }

    /// Round minutes within reach, at most so many; the opening is one of them.
    pub fn round(self, most: i32) -> impl Iterator<Item = i32> {
        let reach = self.last - self.first;
        let step = ROUND_MINUTES.into_iter().find(|step| reach / step < most);
        let step = step.unwrap_or(reach / most + 1);
        let begin = self.first.div_euclid(step) * step;
        let begin = if begin < self.first {
            begin + step
        } else {
            begin
        };
        (0..)
            .map(move |n| begin + n * step)
            .take_while(move |minute| *minute <= self.last)
    }

    /// Times to write below a chart.
    pub fn ticks(self) -> Vec<Mark> {
        let mark = |minute: i32| Mark {
            percent: self.percent(minute),
            text: when(minute),
        };
        self.round(MAX_TICKS).map(mark).collect()
    }
}

/// A curve to be drawn.
pub struct Curve<'a> {
    /// What it shows.
    pub title: &'static str,
    /// Its values.
    pub minutes: &'a Minutes,
    /// How it is drawn.
    pub kind: ChartKind,
    /// A limit, and what it is called.
    pub limit: Option<(f64, String)>,
}

impl Curve<'_> {
    /// The curve on its grid.
    pub fn chart(&self, reach: Reach) -> Chart {
        let (peak_at, peak) = self.minutes.most().unwrap_or((0, 0.0));
        let limit = self.limit.as_ref().map_or(0.0, |(limit, _)| *limit);
        // A limit far above the line would press it flat: then it is told and not drawn.
        let drawn = limit <= peak * 4.0;
        let top = round_up(if drawn { peak.max(limit) } else { peak });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "held within the grid"
        )]
        let y = |people: f64| {
            (people / top * f64::from(GRID))
                .round()
                .clamp(0.0, f64::from(GRID)) as u32
        };
        let step = usize::try_from(reach.step).unwrap_or(1);
        let points = self
            .minutes
            .people
            .chunks(step)
            .zip(0_u32..)
            .map(|(span, x)| {
                // The highest of a span: a peak must not be thinned away.
                let high = y(span.iter().copied().fold(0.0, f64::max));
                GridPoint {
                    x: x + reach.x(self.minutes.first),
                    low: 0,
                    mid: high,
                    high,
                }
            });
        let most = grouped(peak);
        Chart {
            title: self.title.to_owned(),
            most: format!("at most {most}"),
            name: format!(
                "{}, from {} to {}",
                self.title,
                when(reach.first),
                when(reach.last)
            ),
            summary: format!("Highest: {most}, {}.", when(peak_at)),
            marks: [(GRID, top), (GRID / 2, top / 2.0)]
                .map(|(percent, people)| Mark {
                    percent,
                    text: grouped(people),
                })
                .to_vec(),
            kind: self.kind,
            pieces: vec![points.collect()],
            threshold: self
                .limit
                .as_ref()
                .filter(|_| drawn)
                .map(|(limit, text)| Mark {
                    percent: y(*limit),
                    text: text.clone(),
                }),
        }
    }
}

/// A round value that is not below `most`: 2, 4, 6, 8 or 10 with some zeros, so that its half is round as well.
fn round_up(most: f64) -> f64 {
    let tens = 10_f64.powf((most.max(1.0) / 10.0).log10().ceil()).max(1.0);
    let tops = [2.0, 4.0, 6.0, 8.0, 10.0].map(|n| n * tens);
    tops.into_iter().find(|top| *top >= most).unwrap_or(most)
}
