//! How long people waited, and whether they had been told so.

use serde::Serialize;

use super::Figure;
use super::curve::{Counter, Curve};
use super::feed::Feed;
use super::unknowable::Unknowable;
use crate::domain::history::{MINUTE_S, ShownWait};
use crate::domain::line::{Line, Stay, Step, Waits, share_up_to};
use crate::domain::time::Timestamp;

/// The wait must be known of at least this share of the people let in, else it is told of nobody.
const KNOWN_SHARE: f64 = 0.5;

/// Whether people who were let in had waited as long as the page said when they joined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Within {
    /// The share that was let in within the range.
    pub share: f64,
    /// How many were let in within the range.
    pub within: u64,
    /// How many sooner.
    pub sooner: u64,
    /// How many later.
    pub later: u64,
}

/// A line, and how many had joined it by when.
pub struct Followed {
    /// The line.
    pub line: Line,
    /// Everybody who joined so far.
    pub joined: Curve,
}

impl Followed {
    fn at(from: Option<&Timestamp>, waiting: f64) -> Self {
        let mut joined = Curve::default();
        if let Some(from) = from {
            joined.put(*from, 0.0, 1);
        }
        Self {
            line: Line::of(waiting),
            joined,
        }
    }

    fn step(&mut self, from: Timestamp, to: Timestamp, joined: f64, left: f64, admitted: f64) {
        self.line.step(Step {
            span: (seconds(from), seconds(to)),
            joined,
            left,
            admitted,
        });
        let before = self.joined.points().last().map_or(0.0, |(_, total)| *total);
        self.joined.put(to, before + joined, 1);
    }
}

/// The line as it went, step by step of the readings.
pub fn follow(feed: &Feed) -> Result<Followed, Unknowable> {
    let Feed {
        depth,
        admitted,
        arrivals,
        left,
        ..
    } = feed;
    let let_in = admitted.curve().reach().ok_or(Unknowable::NoAdmissions)?;
    let by_turns = feed.depth_by.by_turns();
    if let Some(seen) = depth.curve().reach().filter(|_| !by_turns) {
        let times = depth.curve().points().iter().map(|(at, _)| *at);
        let times = within(times, common([seen, let_in]));
        let waiting = times.first().map_or(0.0, |at| depth.curve().by(*at));
        let mut line = Followed::at(times.first(), waiting);
        for (from, to) in times.iter().zip(times.iter().skip(1)) {
            let grown = depth.curve().by(*to) - depth.curve().by(*from);
            let out = admitted.between(*from, *to);
            let (joined, left) = match (left.total(), arrivals.total()) {
                (Some(_), _) => {
                    let left = left.between(*from, *to);
                    balance(grown + out + left, left)
                }
                (None, Some(_)) => {
                    let joined = arrivals.between(*from, *to);
                    balance(joined, joined - out - grown)
                }
                (None, None) => balance(grown + out, 0.0),
            };
            line.step(*from, *to, joined, left, out);
        }
        return Ok(line);
    }
    let untold = if by_turns {
        Unknowable::SeveralDepths
    } else {
        Unknowable::NoArrivals
    };
    let reach = |counter: &Counter| counter.curve().reach().ok_or(untold);
    let times = arrivals.curve().points().iter().map(|(at, _)| *at);
    let times = within(times, common([let_in, reach(arrivals)?, reach(left)?]));
    let waiting = arrivals.began() - admitted.began() - left.began();
    let mut line = Followed::at(times.first(), waiting.max(0.0));
    for (from, to) in times.iter().zip(times.iter().skip(1)) {
        let change = |counter: &Counter| counter.between(*from, *to);
        let (joined, left, out) = (change(arrivals), change(left), change(admitted));
        line.step(*from, *to, joined, left, out);
    }
    Ok(line)
}

/// What joined and what left, both at least nobody, with the difference kept: readings of one instant need not be of one
/// mind.
fn balance(joined: f64, left: f64) -> (f64, f64) {
    (
        joined.max(0.0) + (-left).max(0.0),
        left.max(0.0) + (-joined).max(0.0),
    )
}

/// The time that all of these reach over.
fn common<const N: usize>(reaches: [(Timestamp, Timestamp); N]) -> (Timestamp, Timestamp) {
    let never = Timestamp::from_millis(0);
    let from = reaches.iter().map(|(from, _)| *from).max();
    let to = reaches.iter().map(|(_, to)| *to).min();
    (from.unwrap_or(never), to.unwrap_or(never))
}

/// The times within a span, its two ends among them.
fn within(
    times: impl Iterator<Item = Timestamp>,
    (from, to): (Timestamp, Timestamp),
) -> Vec<Timestamp> {
    if from >= to {
        return Vec::new();
    }
    let inner = times.filter(|at| from < *at && *at < to);
    [from].into_iter().chain(inner).chain([to]).collect()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of our millennium")]
fn seconds(at: Timestamp) -> f64 {
    at.as_millis() as f64 / 1_000.0
}

/// The percentiles of the waits of those who were let in, where they are known of enough of them.
pub fn percentiles(line: &Line) -> Figure<Waits> {
    if line.admitted() < 1.0 {
        return Figure::Unknown(Unknowable::NobodyAdmitted);
    }
    let known = line
        .waits()
        .filter(|waits| waits.people >= line.admitted() * KNOWN_SHARE);
    known.map_or(Figure::Unknown(Unknowable::TooFew), Figure::Known)
}

/// Who was let in within the range that the page showed when they joined, as it was written there: rounded.
pub fn within_range(line: &Line, shown_waits: &[ShownWait]) -> Figure<Within> {
    let said = said(shown_waits);
    let (mut within, mut sooner, mut later) = (0.0, 0.0, 0.0);
    for stay in &line.stays {
        for part in by_range(stay, &said) {
            let ((low, high), (first, last)) = (part.range, part.waits_s);
            let people = part.people;
            let (short, long) = (first.min(last), first.max(last));
            // Who waited exactly as long as an end of the range says is within it.
            let before = if short < low {
                share_up_to(low, short, long)
            } else {
                0.0
            };
            let up_to = share_up_to(high, short, long);
            sooner += people * before;
            later += people * (1.0 - up_to);
            within += people * (up_to - before).max(0.0);
        }
    }
    let judged: f64 = within + sooner + later;
    if judged < 1.0 {
        return Figure::Unknown(if line.stays.is_empty() {
            Unknowable::NobodyAdmitted
        } else {
            Unknowable::NothingShown
        });
    }
    Figure::Known(Within {
        share: within / judged,
        within: whole(within),
        sooner: whole(sooner),
        later: whole(later),
    })
}

/// A range that stood on the page, and from when until when: all in seconds.
struct Said {
    from: f64,
    to: f64,
    range: (f64, f64),
}

/// What stood on the page, each until the next, or for its minute where none came.
fn said(shown_waits: &[ShownWait]) -> Vec<Said> {
    #[expect(clippy::cast_precision_loss, reason = "a minute")]
    let longest_s = MINUTE_S as f64;
    let next = shown_waits.iter().skip(1).map(|next| seconds(next.at));
    let ends = next.chain([f64::INFINITY]);
    let said = shown_waits.iter().zip(ends).filter_map(|(shown, next)| {
        let range = shown.written()?;
        let from = seconds(shown.at);
        Some(Said {
            from,
            to: next.min(from + longest_s),
            range: (
                f64::from(range.low_min) * 60.0,
                f64::from(range.high_min) * 60.0,
            ),
        })
    });
    said.collect()
}

/// Those of a stay who joined while one range stood on the page.
struct Part {
    /// The range, in seconds.
    range: (f64, f64),
    /// The waits of the first and the last of them.
    waits_s: (f64, f64),
    people: f64,
}

/// A stay cut by what stood on the page when its people joined.
fn by_range(stay: &Stay, said: &[Said]) -> Vec<Part> {
    let (Some((from, to)), Some((first, last))) = (stay.joined, stay.waits_s()) else {
        return Vec::new();
    };
    let begun = said.partition_point(|said| said.to <= from);
    let stood = said.iter().skip(begun).take_while(|said| said.from <= to);
    if to <= from {
        let all = stood.map(|said| Part {
            range: said.range,
            waits_s: (first, last),
            people: stay.people,
        });
        return all.take(1).collect();
    }
    let wait = |at: f64| first + (last - first) * (at - from) / (to - from);
    stood
        .filter_map(|said| {
            let (start, end) = (said.from.max(from), said.to.min(to));
            (end > start).then(|| Part {
                range: said.range,
                waits_s: (wait(start), wait(end)),
                people: stay.people * (end - start) / (to - from),
            })
        })
        .collect()
}

/// People are counted whole.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of people, never negative"
)]
pub(super) fn whole(people: f64) -> u64 {
    people.max(0.0).round() as u64
}
