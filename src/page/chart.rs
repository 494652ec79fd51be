//! The course so far: charts drawn as SVG by hand, with the same figures in a table behind them.
//!
//! Curves lie on a grid that is stretched to the width there is, while texts stand beside it at percentages and in `em`: they
//! keep their size on a phone, and grow with the reader's own font. Everything is an attribute, because the page's policy
//! allows no inline style.

use std::fmt::Write as _;

use leptos::prelude::*;

use crate::domain::status_page::history::{Chart, ChartKind, GRID, GridPoint, HistoryView, Mark};

/// Where the grid begins and how high it is, in `em`: the text of the uppermost line stands above it.
const TOP_EM: u32 = 2;
const HEIGHT_EM: u32 = 8;
/// Where the times stand, and how high all of it is, in `em`.
const TIMES_EM: f64 = 11.4;
const ALL_EM: u32 = 12;

/// The course so far.
#[component]
pub fn History(
    /// What there is to show.
    history: HistoryView,
) -> impl IntoView {
    let HistoryView {
        title,
        width,
        ticks,
        charts,
        table,
        columns,
        rows,
    } = history;
    let figures = charts.into_iter().map(|chart| {
        let ticks = ticks.clone();
        view! { <Figure chart width ticks/> }
    });
    view! {
        <section class="history">
            <h2>{title}</h2>
            {figures.collect_view()}
            <details>
                <summary>{table}</summary>
                <table>
                    <thead>
                        <tr>{columns.into_iter().map(|head| view! { <th>{head}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </details>
        </section>
    }
}

fn row(cells: Vec<String>) -> impl IntoView {
    let mut cells = cells.into_iter();
    let head = cells.next();
    let cells = cells.map(|cell| view! { <td>{cell}</td> });
    view! { <tr><th scope="row">{head}</th>{cells.collect_view()}</tr> }
}

/// One chart with the times below it.
//
// Time runs from left to right in Arabic too, as the digits of its clock times do: charts are read like figures, not like
// sentences. So the direction is fixed, and what "start" and "end" mean to the texts with it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Figure(
    /// What it shows.
    chart: Chart,
    /// How wide its grid is.
    width: u32,
    /// Times below it.
    ticks: Vec<Mark>,
) -> impl IntoView {
    let lines = chart.marks.into_iter().map(|mark| {
        let y = y_em(mark.percent);
        view! {
            <line x2="100%" y1=format!("{y}em") y2=format!("{y}em")></line>
            <text y=format!("{}em", y - 0.4)>{mark.text}</text>
        }
    });
    let curve = match chart.kind {
        ChartKind::Area => {
            view! { <path class="area" d=each(&chart.pieces, area)></path> }.into_any()
        }
        ChartKind::Band => view! {
            <path class="band" d=each(&chart.pieces, band)></path>
            <path class="line" d=each(&chart.pieces, line)></path>
        }
        .into_any(),
        ChartKind::Line => {
            view! { <path class="line" d=each(&chart.pieces, line)></path> }.into_any()
        }
    };
    let threshold = chart.threshold.map(|rule| {
        let y = y_em(rule.percent);
        view! {
            <line class="threshold" x2="100%" y1=format!("{y}em") y2=format!("{y}em")></line>
            <text class="threshold" x="100%" text-anchor="end" y=format!("{}em", y - 0.4)>{rule.text}</text>
        }
    });
    view! {
        <figure>
            <figcaption><b>{chart.title}</b>" "<span class="note">{chart.most}</span></figcaption>
            <svg role="img" direction="ltr" width="100%" height=format!("{ALL_EM}em")>
                <title>{chart.name}</title>
                <desc>{chart.summary}</desc>
                <svg
                    y=format!("{TOP_EM}em")
                    height=format!("{HEIGHT_EM}em")
                    viewBox=format!("0 0 {width} {GRID}")
                    preserveAspectRatio="none"
                >
                    {curve}
                </svg>
                <line x2="100%" y1=format!("{}em", y_em(0)) y2=format!("{}em", y_em(0))></line>
                {lines.collect_view()}
                {threshold}
                {ticks.iter().map(time).collect_view()}
            </svg>
        </figure>
    }
}

/// A time below the grid; at either end it must not hang over.
fn time(tick: &Mark) -> impl IntoView + use<> {
    let anchor = match tick.percent {
        0..8 => "start",
        8..93 => "middle",
        _ => "end",
    };
    let x = format!("{}%", tick.percent);
    view! { <text x=x y=format!("{TIMES_EM}em") text-anchor=anchor>{tick.text.clone()}</text> }
}

fn y_em(percent: u32) -> f64 {
    f64::from(TOP_EM) + f64::from(HEIGHT_EM * (100 - percent.min(100))) / 100.0
}

/// One path of all pieces, each drawn by `draw`.
fn each(pieces: &[Vec<GridPoint>], draw: fn(&mut Path, &[GridPoint])) -> String {
    let mut path = Path::default();
    for piece in pieces {
        draw(&mut path, piece);
    }
    path.text
}

fn area(path: &mut Path, piece: &[GridPoint]) {
    let tops = piece.iter().map(|p| (p.x, p.high));
    let ends = piece.first().zip(piece.last());
    let ground = ends.map(|(first, last)| [(last.x, 0), (first.x, 0)]);
    path.run(tops.chain(ground.into_iter().flatten()));
    path.text.push('z');
}

fn band(path: &mut Path, piece: &[GridPoint]) {
    let highs = piece.iter().map(|p| (p.x, p.high));
    let lows = piece.iter().rev().map(|p| (p.x, p.low));
    path.run(highs.chain(lows));
    path.text.push('z');
}

fn line(path: &mut Path, piece: &[GridPoint]) {
    path.run(piece.iter().map(|p| (p.x, p.mid)));
    // A single point is a dot: a line of no length, with round ends.
    if piece.len() == 1 {
        path.text.push_str("h0");
    }
}

/// The text of an SVG path in whole steps from point to point, written as short as the grammar allows: a stream sends it
/// to everyone, uncompressed.
#[derive(Default)]
struct Path {
    text: String,
}

impl Path {
    fn run(&mut self, points: impl Iterator<Item = (u32, u32)>) {
        let mut points = points.map(|(x, y)| (i64::from(x), i64::from(GRID) - i64::from(y)));
        let Some((mut x, mut y)) = points.next() else {
            return;
        };
        // Writing to a string does not fail.
        let _ = write!(self.text, "M{x} {y}");
        for (n, (next_x, next_y)) in points.enumerate() {
            let separator = if n == 0 { "l" } else { " " };
            self.number(separator, next_x - x);
            self.number(" ", next_y - y);
            (x, y) = (next_x, next_y);
        }
    }

    /// A minus sign separates as well as a space does.
    fn number(&mut self, separator: &str, value: i64) {
        let separator = if value < 0 && separator == " " {
            ""
        } else {
            separator
        };
        let _ = write!(self.text, "{separator}{value}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points(values: &[(u32, u32, u32, u32)]) -> Vec<GridPoint> {
        let point = |&(x, low, mid, high)| GridPoint { x, low, mid, high };
        values.iter().map(point).collect()
    }

    #[test]
    fn a_volume_stands_on_the_ground_and_a_gap_stays_one() {
        let pieces = [
            points(&[(0, 0, 20, 20), (1, 0, 50, 50)]),
            points(&[(5, 0, 30, 30), (6, 0, 30, 30)]),
        ];
        assert_eq!(
            each(&pieces, area),
            "M0 80l1-30 0 50-1 0zM5 70l1 0 0 30-1 0z"
        );
    }

    #[test]
    fn a_range_is_a_band_with_a_line_in_it() {
        let pieces = [points(&[(0, 10, 20, 30), (2, 20, 30, 45)])];
        assert_eq!(each(&pieces, band), "M0 70l2-15 0 25-2 10z");
        assert_eq!(each(&pieces, line), "M0 80l2-10");
        assert_eq!(each(&[points(&[(3, 1, 2, 3)])], line), "M3 98h0");
    }

    proptest! {
        #[test]
        fn a_path_leads_through_every_point(walk in prop::collection::vec((0_u32..240, 0_u32..=GRID), 1..130)) {
            let mut path = Path::default();
            path.run(walk.iter().copied());
            let spaced = path.text.replace(['M', 'l'], " ").replace('-', " -");
            let numbers: Vec<i64> = spaced.split_whitespace().map(|n| n.parse().unwrap()).collect();
            let (mut x, mut y) = (0, 0);
            let walked: Vec<_> = numbers.chunks(2).map(|step| {
                (x, y) = (x + step[0], y + step[1]);
                (u32::try_from(x).unwrap(), GRID - u32::try_from(y).unwrap())
            }).collect();
            prop_assert_eq!(walked, walk);
        }
    }
}
