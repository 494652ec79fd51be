//! A curve on a grid, and the same in words. The desk speaks English.

use serde::{Deserialize, Serialize};

use super::{Dial, DialCurve, Threshold};
use crate::domain::history::series::Point;
use crate::domain::locale::Locale;
use crate::domain::locale::words::{Words, whole};
use crate::domain::status_page::history::{Chart, ChartKind, GRID, GridPoint, Mark};
use crate::domain::time::{Timestamp, Zone};

/// The shares of the window's width at which a time is written, in percent.
const TICKS: &[u32] = &[0, 33, 66, 100];
/// The same where the day has to be written too, which needs room.
const DAY_TICKS: &[u32] = &[0, 50, 100];
/// The same where both are written.
const END_TICKS: &[u32] = &[0, 100];
const DAY_MS: i64 = 86_400_000;

/// One dial as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialView {
    /// What it is called.
    pub label: String,
    /// The newest value; none when nothing was heard lately.
    pub value: Option<String>,
    /// The limit in words.
    pub limit: Option<String>,
    /// Whether the newest value is beyond it.
    pub crossed: bool,
    /// The key of the template that speaks of it, once it is beyond.
    pub template: Option<String>,
    /// Its course; none before there are two values.
    pub chart: Option<Chart>,
    /// Times below the chart.
    pub ticks: Vec<Mark>,
    /// How wide its grid is.
    pub width: u32,
}

/// The window that all charts share.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Where it begins.
    pub begins: Timestamp,
    /// The length of a span, in seconds.
    pub step_s: i64,
    /// Where it ends.
    pub now: Timestamp,
    /// Whose clocks the times are of.
    pub zone: Zone,
}

impl Drawing {
    /// One dial, drawn and worded.
    pub fn view(&self, curve: &DialCurve) -> DialView {
        let limit = curve.threshold.map(|threshold| {
            let limit = worded(curve.dial, threshold.limit());
            match threshold {
                Threshold::Above(_) if curve.dial == Dial::Depth => format!("limit {limit}"),
                Threshold::Above(_) => format!("limit {limit} at most"),
                Threshold::Below(_) => format!("limit {limit} at least"),
            }
        });
        let crossed = curve.is_crossed(self.now);
        DialView {
            label: curve.dial.label().to_owned(),
            value: curve
                .newest(self.now)
                .map(|value| worded(curve.dial, value)),
            crossed,
            template: curve.template().filter(|_| crossed).map(str::to_owned),
            chart: (curve.points.points.len() > 1).then(|| self.chart(curve, limit.as_deref())),
            limit,
            ticks: self.ticks(),
            width: self.x(self.now).max(1),
        }
    }

    fn x(&self, at: Timestamp) -> u32 {
        let steps = (at.as_millis() - self.begins.as_millis()).max(0) / (self.step_s * 1_000);
        u32::try_from(steps).unwrap_or(u32::MAX)
    }

    fn clock(&self, at: Timestamp) -> String {
        Words::new(Locale::En).moment(&self.zone, at, self.now)
    }

    fn ticks(&self) -> Vec<Mark> {
        let words = Words::new(Locale::En);
        let reach_ms = self.now.as_millis() - self.begins.as_millis();
        let clock = |at| words.clock(&self.zone, at);
        let day = |at| words.day(&self.zone, at, self.now);
        let tick = |percent: &u32| {
            let at = self.begins.as_millis() + reach_ms * i64::from(*percent) / 100;
            let at = Timestamp::from_millis(at);
            let text = match reach_ms / DAY_MS {
                0 => clock(at),
                1 => format!("{} {}", day(at), clock(at)),
                _ => day(at),
            };
            let percent = *percent;
            Mark { percent, text }
        };
        let ticks = match reach_ms / DAY_MS {
            0 => TICKS,
            1 => END_TICKS,
            _ => DAY_TICKS,
        };
        ticks.iter().map(tick).collect()
    }

    fn chart(&self, curve: &DialCurve, limit: Option<&str>) -> Chart {
        let (dial, points) = (curve.dial, &curve.points);
        let values = || points.points.iter().map(|point| point.values[0]);
        let (low, high) = (
            values().fold(f64::INFINITY, f64::min),
            values().fold(0.0, f64::max),
        );
        let (bottom, top) = scale(dial, low, high, curve.threshold);
        let y = |value: f64| {
            let share = (value - bottom) / (top - bottom) * f64::from(GRID);
            u32::try_from(whole(share.max(0.0).round())).map_or(GRID, |y| y.min(GRID))
        };
        let grid = |point: &Point<1>| GridPoint {
            x: self.x(point.at),
            low: 0,
            mid: y(point.values[0]),
            high: y(point.values[0]),
        };
        let first = points.points.first().map_or(0.0, |point| point.values[0]);
        let last = points.points.last().map_or(0.0, |point| point.values[0]);
        let most = worded(dial, high);
        Chart {
            title: dial.label().to_owned(),
            name: format!(
                "{} from {} to {}",
                dial.label(),
                self.clock(self.begins),
                self.clock(self.now)
            ),
            summary: format!(
                "{} at first, between {} and {most}, {} at last{}.",
                worded(dial, first),
                worded(dial, low),
                worded(dial, last),
                limit.map(|limit| format!("; {limit}")).unwrap_or_default()
            ),
            most: match dial {
                Dial::Handoff => format!("at least {}", worded(dial, low)),
                _ => format!("at most {most}"),
            },
            marks: [(GRID, top), (GRID / 2, f64::midpoint(top, bottom))]
                .map(|(percent, value)| Mark {
                    percent,
                    text: worded(dial, value),
                })
                .to_vec(),
            kind: match dial {
                Dial::Depth | Dial::Viewers => ChartKind::Area,
                _ => ChartKind::Line,
            },
            pieces: points
                .pieces()
                .map(|piece| piece.iter().map(grid).collect())
                .collect(),
            threshold: curve.threshold.map(|threshold| Mark {
                percent: y(threshold.limit()),
                text: limit.unwrap_or_default().to_owned(),
            }),
        }
    }
}

/// Where the grid begins and ends, so that the curve and its limit both fit.
fn scale(dial: Dial, low: f64, high: f64, threshold: Option<Threshold>) -> (f64, f64) {
    let limit = threshold.map(Threshold::limit);
    if dial == Dial::Handoff {
        // Near 100 % is where the news is.
        let low = limit.map_or(low, |limit| low.min(limit));
        return ((low - 0.05).max(0.0), 1.0);
    }
    let most = limit.map_or(high, |limit| high.max(limit));
    (0.0, round_up(dial, most))
}

/// A round value that is not below `most`: 1, 2 or 5 with some zeros; waits are round in minutes.
fn round_up(dial: Dial, most: f64) -> f64 {
    let unit = if dial == Dial::Wait { 60.0 } else { 1.0 };
    let least = if dial == Dial::ErrorRate { 0.01 } else { 10.0 };
    let most = (most / unit).max(least);
    let zeros = 10_f64.powf(most.log10().floor());
    let rounds = [1.0, 2.0, 5.0, 10.0].map(|n| n * zeros);
    unit * rounds.into_iter().find(|top| *top >= most).unwrap_or(most)
}

/// A value as the desk says it.
fn worded(dial: Dial, value: f64) -> String {
    let words = Words::new(Locale::En);
    match dial {
        Dial::Depth | Dial::Throughput | Dial::Viewers => words.number(whole(value.round())),
        Dial::Wait if value < 60.0 => "under 1 min".to_owned(),
        Dial::Wait => format!("{} min", whole((value / 60.0).round())),
        Dial::ErrorRate => format!("{:.1} %", value * 100.0),
        Dial::Handoff => format!("{:.0} %", value * 100.0),
        Dial::Latency if value < 1_000.0 => format!("{value:.0} ms"),
        Dial::Latency => format!("{:.1} s", value / 1_000.0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::history::series::Series;
    use crate::domain::signals::Thresholds;

    fn drawing() -> Drawing {
        Drawing {
            begins: Timestamp::from_millis(0),
            step_s: 60,
            now: Timestamp::from_millis(3_600_000),
            zone: Zone::parse("Europe/Paris").unwrap(),
        }
    }

    fn curve(dial: Dial, values: &[f64]) -> DialCurve {
        let mut series = Series::default();
        for (minute, value) in (0_i64..).zip(values) {
            series.add(Timestamp::from_millis(minute * 60_000), [*value]);
        }
        DialCurve {
            dial,
            points: series.points(drawing().now),
            threshold: Threshold::of(dial, &Thresholds::default(), Some(30_000.0)),
        }
    }

    #[test]
    fn a_limit_is_drawn_at_its_height_with_its_value_on_it() {
        let view = drawing().view(&curve(Dial::ErrorRate, &[0.004, 0.012]));
        let chart = view.chart.unwrap();
        let rule = chart.threshold.unwrap();
        assert_eq!(
            (rule.percent, rule.text.as_str()),
            (50, "limit 1.0 % at most")
        );
        assert_eq!(chart.marks[0].text, "2.0 %");
        assert_eq!(chart.most, "at most 1.2 %");
    }

    #[test]
    fn a_single_value_is_told_and_not_drawn() {
        let view = drawing().view(&curve(Dial::Depth, &[18_700.0]));
        assert_eq!(view.chart, None);
    }

    #[test]
    fn times_of_more_than_a_day_name_their_day() {
        let ticks = |hours: i64| {
            let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap();
            let drawing = Drawing {
                begins: now.plus_seconds(-3_600 * hours),
                now,
                ..drawing()
            };
            let ticks = drawing.ticks().into_iter().map(|mark| mark.text);
            ticks.collect::<Vec<_>>()
        };
        assert_eq!(ticks(3), ["10:00", "10:59", "11:58", "13:00"]);
        assert_eq!(ticks(30), ["22 November 07:00", "23 November 13:00"]);
        assert_eq!(ticks(96), ["19 November", "21 November", "23 November"]);
    }

    proptest! {
        #[test]
        fn every_point_and_every_limit_fits_on_the_grid(
            dial in prop::sample::select(Dial::ALL.to_vec()),
            values in prop::collection::vec(0.0_f64..1e7, 2..60),
        ) {
            let share = matches!(dial, Dial::ErrorRate | Dial::Handoff);
            let values: Vec<_> = values.iter().map(|v| if share { v / 1e7 } else { *v }).collect();
            let view = drawing().view(&curve(dial, &values));
            let chart = view.chart.unwrap();
            for point in chart.pieces.iter().flatten() {
                prop_assert!(point.high <= GRID && point.x <= view.width);
            }
            prop_assert!(chart.threshold.is_none_or(|rule| rule.percent <= GRID));
        }
    }
}
