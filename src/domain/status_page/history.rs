//! The course so far as the page tells it: curves on a whole-numbered grid, and the same in words.

mod curve;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub(in crate::domain) use curve::Curve;

use crate::domain::event::{Event, EventKind};
use crate::domain::history::History;
use crate::domain::history::series::Point;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::time::{Timestamp, Zone};

/// The height of the grid: fine enough for a chart a few centimetres high, and two digits a point.
pub const GRID: u32 = 100;
/// The most times written below a chart: as many as fit on a narrow phone.
const MAX_TICKS: i64 = 4;
/// The most rows of the table: a stream sends it with every change.
const MAX_ROWS: i64 = 12;
/// Steps in minutes between times that people find round.
const ROUND_MINUTES: [i64; 17] = [
    1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1_440, 2_880, 4_320, 10_080,
];
/// The course so far, for machines and, worded in every language, for people. Wording takes longer than anything else on a
/// page, so it is done only when charts move on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course {
    /// The figures, up to the last minute.
    pub history: History,
    /// What charts show of them, and whose readers the words are for.
    told: Option<(History, EventKind, Zone)>,
    views: [Option<Arc<HistoryView>>; Locale::ALL.len()],
}

impl Course {
    /// The course with `history`, of which charts show the part that is `drawn`, worded for the readers of `event`.
    #[must_use]
    pub fn moved_on(&self, history: History, drawn: History, event: &Event) -> Self {
        let told = (drawn, event.kind, event.zone.clone());
        let views = if self.told.as_ref() == Some(&told) {
            self.views.clone()
        } else {
            Locale::ALL.map(|locale| view(&told.0, event, Words::new(locale)).map(Arc::new))
        };
        Self {
            history,
            told: Some(told),
            views,
        }
    }

    /// Whether it says already what there is to say of `history`.
    pub fn tells(&self, history: &History, event: &Event) -> bool {
        let told = self.told.as_ref();
        told.is_some_and(|(_, kind, zone)| *kind == event.kind && *zone == event.zone)
            && self.history == *history
    }

    /// Whether there are charts to see.
    pub fn is_drawn(&self) -> bool {
        self.views.iter().any(Option::is_some)
    }

    /// What a reader of `locale` sees; nothing before there are a few minutes to show.
    pub fn view(&self, locale: Locale) -> Option<Arc<HistoryView>> {
        self.views[locale as usize].clone()
    }
}

/// The charts, and the table behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryView {
    /// The heading.
    pub title: String,
    /// How wide the charts' common grid is.
    pub width: u32,
    /// Times below the charts.
    pub ticks: Vec<Mark>,
    /// One or two charts.
    pub charts: Vec<Chart>,
    /// What opens the table.
    pub table: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows: the time, and a cell for each chart.
    pub rows: Vec<Vec<String>>,
}

/// One chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What it is of.
    pub title: String,
    /// The most it has been.
    pub most: String,
    /// Its name for who cannot see it, with the time it reaches over.
    pub name: String,
    /// The curve in a sentence.
    pub summary: String,
    /// Values beside its lines, from the top.
    pub marks: Vec<Mark>,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The curve, in pieces with gaps between them.
    pub pieces: Vec<Vec<GridPoint>>,
    /// The limit at which it means trouble.
    pub threshold: Option<Mark>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// A volume: filled from the ground up.
    Area,
    /// A range: a band with a line in it.
    Band,
    /// A rate: a line.
    Line,
}

/// A text beside a chart, at a share of its width or height in percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where, from the left or from the bottom.
    pub percent: u32,
    /// What stands there.
    pub text: String,
}

/// A point on the grid, from the bottom left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridPoint {
    /// From the left.
    pub x: u32,
    /// The low end; 0 in an area.
    pub low: u32,
    /// The line.
    pub mid: u32,
    /// The high end.
    pub high: u32,
}

fn view(history: &History, event: &Event, words: Words) -> Option<HistoryView> {
    let (volume, title) = match event.kind {
        EventKind::Draw => (&history.entries, "fact-entries"),
        _ => (&history.depth, "history-depth"),
    };
    let mut curves = vec![Curve::of_people(title, volume, words)];
    if event.kind != EventKind::Draw && !history.wait.points.is_empty() {
        curves.push(Curve::of_waits(&history.wait, words));
    }
    charts("history-title", &curves, &event.zone, words)
}

/// Charts that reach over the same time under one heading; nothing while the first would be a dot or two.
pub(in crate::domain) fn charts(
    title: &'static str,
    curves: &[Curve],
    zone: &Zone,
    words: Words,
) -> Option<HistoryView> {
    let reach = Reach::of(curves)?;
    let teller = Teller { words, zone, reach };
    let heads = curves.iter().map(|curve| words.say(curve.title));
    Some(HistoryView {
        title: words.say(title),
        width: reach.x(reach.last),
        ticks: teller.ticks(),
        columns: std::iter::once(words.say("history-time"))
            .chain(heads)
            .collect(),
        rows: teller.rows(curves),
        table: words.say("history-table"),
        charts: curves.iter().map(|curve| teller.chart(curve)).collect(),
    })
}

/// The time that all charts of a page reach over.
#[derive(Debug, Clone, Copy)]
struct Reach {
    first: Timestamp,
    last: Timestamp,
    step_s: i64,
}

impl Reach {
    /// From the first point to the last; none while a curve would be a dot or two.
    fn of(curves: &[Curve]) -> Option<Self> {
        let points = || curves.iter().flat_map(|curve| &curve.points.points);
        let reach = Self {
            first: points().map(|point| point.at).min()?,
            last: points().map(|point| point.at).max()?,
            step_s: curves.iter().map(|curve| curve.points.step_s).min()?,
        };
        (curves.first()?.points.points.len() > 2).then_some(reach)
    }

    fn x(&self, at: Timestamp) -> u32 {
        let steps = whole_seconds(at, self.first) / self.step_s;
        u32::try_from(steps).unwrap_or(0)
    }

    fn percent(&self, at: Timestamp) -> u32 {
        let share =
            100 * whole_seconds(at, self.first) / whole_seconds(self.last, self.first).max(1);
        u32::try_from(share).unwrap_or(0)
    }

    /// Round times of the zone's clocks within reach, at most so many.
    fn round_times(&self, zone: &Zone, most: i64) -> (i64, Vec<Timestamp>) {
        let minutes = whole_seconds(self.last, self.first) / 60;
        let longest = ROUND_MINUTES[ROUND_MINUTES.len() - 1];
        let fits = |step: &i64| minutes / step < most;
        let step = ROUND_MINUTES.into_iter().find(fits);
        let step = step.unwrap_or_else(|| longest * (minutes / longest / most + 1));
        let clock = zone.wall_clock(self.first);
        let of_day = i64::from(clock.hour) * 60 + i64::from(clock.minute);
        let until_first = (-of_day).rem_euclid(step.min(1_440));
        let times = (0..)
            .map(|n| self.first.plus_seconds((until_first + n * step) * 60))
            .take_while(|at| *at <= self.last);
        (step, times.collect())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "spans of an event")]
fn whole_seconds(later: Timestamp, earlier: Timestamp) -> i64 {
    later.seconds_since(earlier) as i64
}

/// Words charts for one reader.
struct Teller<'a> {
    words: Words,
    zone: &'a Zone,
    reach: Reach,
}

impl Teller<'_> {
    fn moment(&self, at: Timestamp) -> String {
        self.words.moment(self.zone, at, self.reach.last)
    }

    fn ticks(&self) -> Vec<Mark> {
        let (step, times) = self.reach.round_times(self.zone, MAX_TICKS);
        let mark = |at: Timestamp| Mark {
            percent: self.reach.percent(at),
            text: if step < 1_440 {
                self.words.clock(self.zone, at)
            } else {
                self.words.day(self.zone, at, self.reach.last)
            },
        };
        times.into_iter().map(mark).collect()
    }

    /// What stood in the charts at round times.
    fn rows(&self, curves: &[Curve]) -> Vec<Vec<String>> {
        let (_, times) = self.reach.round_times(self.zone, MAX_ROWS);
        let cell = |curve: &Curve, at: Timestamp| {
            let point = curve.points.around(at);
            point.map_or_else(|| "–".to_owned(), |point| (curve.tell)(point))
        };
        let row = |at: Timestamp| {
            let cells = curves.iter().map(|curve| cell(curve, at));
            std::iter::once(self.row_head(at)).chain(cells).collect()
        };
        times.into_iter().map(row).collect()
    }

    fn row_head(&self, at: Timestamp) -> String {
        let clock = |at| self.zone.wall_clock(at);
        if clock(self.reach.first).same_day(&clock(self.reach.last)) {
            self.words.clock(self.zone, at)
        } else {
            self.moment(at)
        }
    }

    fn chart(&self, curve: &Curve) -> Chart {
        let title = self.words.say(curve.title);
        let points = &curve.points.points;
        let told = |point: Option<&Point<3>>| point.map(&curve.tell).unwrap_or_default();
        let most = points
            .iter()
            .max_by(|a, b| a.values[1].total_cmp(&b.values[1]));
        let (first, last) = (self.moment(self.reach.first), self.moment(self.reach.last));
        let at = most.map(|point| self.moment(point.at)).unwrap_or_default();
        let most = told(most);
        Chart {
            name: self.words.fill(
                "history-name",
                &[("title", &title), ("from", &first), ("to", &last)],
            ),
            most: self.words.fill(curve.most, &[("value", &most)]),
            summary: self.words.fill(
                "history-summary",
                &[
                    ("first", &told(points.first())),
                    ("most", &most),
                    ("time", &at),
                    ("last", &told(points.last())),
                ],
            ),
            marks: [GRID, GRID / 2]
                .into_iter()
                .zip(curve.marks.clone())
                .map(|(percent, text)| Mark { percent, text })
                .collect(),
            kind: curve.kind,
            pieces: curve
                .points
                .pieces()
                .map(|piece| piece.iter().map(|p| curve.grid(self.reach, p)).collect())
                .collect(),
            threshold: None,
            title,
        }
    }
}

#[cfg(test)]
mod tests;
