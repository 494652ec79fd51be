//! What an event was like, in figures. `docs/report.md` defines each of them.

use serde::Serialize;

use super::curve::Curve;
use super::feed::Feed;
use super::phases::{Phases, Reach};
use super::silence::{Silence, Stale, stale};
use super::unknowable::{Figure, Unknowable};
use super::waits::{Followed, Within, follow, percentiles, whole, within_range};
use crate::domain::event::{EventKind, Phase};
use crate::domain::history::{MINUTE_S, ShownWait};
use crate::domain::line::{Line, Waits, gone_at};
use crate::domain::time::Timestamp;

/// The most there was of something, and when it was first reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Peak {
    /// How much.
    pub value: f64,
    /// When.
    pub at: Timestamp,
}

/// How fast people were let in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Throughput {
    /// People a minute, on average while the event was open.
    pub mean_per_min: f64,
    /// The most within one minute of the clock.
    pub most_per_min: f64,
    /// Which minute.
    pub most_at: Timestamp,
}

/// When the line was gone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cleared {
    /// How long after the opening, in seconds.
    pub after_s: f64,
    /// When.
    pub at: Timestamp,
}

/// How many of the people let in reached the shop.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Handoff {
    /// The share that did.
    pub share: f64,
    /// How many did.
    pub completed: u64,
    /// How many did not.
    pub failed: u64,
}

/// How the shop behind the line did: its own business, which only the desk shows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shop {
    /// The highest share of failed requests.
    pub error_rate: Option<Peak>,
    /// The longest response time in milliseconds, at the 95th percentile.
    pub p95_ms: Option<Peak>,
}

/// What an event was like.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// The longest the line was.
    pub peak_depth: Figure<Peak>,
    /// How many joined the line.
    pub arrived: Figure<u64>,
    /// Whether more may have joined: those who gave up were not counted.
    pub arrived_at_least: bool,
    /// How many were let in.
    pub admitted: Figure<u64>,
    /// How many gave up while waiting.
    pub gave_up: Figure<u64>,
    /// How fast people were let in.
    pub throughput: Figure<Throughput>,
    /// How long they had waited.
    pub wait: Figure<Waits>,
    /// Whether they had waited as long as the page said.
    pub within_range: Figure<Within>,
    /// When the line was gone.
    pub cleared: Figure<Cleared>,
    /// How many reached the shop.
    pub handoff: Figure<Handoff>,
    /// How long the feed was silent.
    pub stale: Figure<Stale>,
    /// How many entered a draw.
    pub entries: Figure<u64>,
}

/// What figures are made of.
pub(super) struct Basis<'a> {
    pub kind: EventKind,
    pub reach: Reach,
    pub phases: &'a Phases,
    pub feed: &'a Feed,
    pub shown: &'a [ShownWait],
}

impl Basis<'_> {
    /// The figures, and the line they were taken from where it could be followed.
    pub fn figures(&self) -> (Figures, Option<Followed>) {
        let line = self.line();
        let from_line = |figure: fn(&Line) -> f64| {
            let followed = line.as_ref().map_err(|reason| *reason);
            Figure::from(followed.map(|followed| whole(figure(&followed.line))))
        };
        let (wait, within_range) = match &line {
            Ok(Followed { line, .. }) => (percentiles(line), within_range(line, self.shown)),
            Err(reason) => (Figure::Unknown(*reason), Figure::Unknown(*reason)),
        };
        let figures = Figures {
            peak_depth: self.peak_depth().into(),
            arrived: from_line(|line| line.joined),
            admitted: self.admitted().map(whole).into(),
            arrived_at_least: line.is_ok() && !self.feed.tells_leavers(),
            gave_up: if line.is_ok() && !self.feed.tells_leavers() {
                Figure::Unknown(Unknowable::NoLeavers)
            } else {
                from_line(|line| line.left)
            },
            throughput: self.throughput().into(),
            wait,
            within_range,
            cleared: self.cleared().into(),
            handoff: self.handoff().into(),
            stale: self.stale(),
            entries: self.entries().into(),
        };
        (figures, line.ok())
    }

    fn queue(&self) -> Result<(), Unknowable> {
        match self.kind {
            EventKind::Draw => Err(Unknowable::NotAQueue),
            EventKind::Queue | EventKind::TimedRelease => Ok(()),
        }
    }

    fn line(&self) -> Result<Followed, Unknowable> {
        self.queue()?;
        follow(self.feed)
    }

    fn peak_depth(&self) -> Result<Peak, Unknowable> {
        self.queue()?;
        peak(self.feed.depth.most()).ok_or(Unknowable::NoDepth)
    }

    fn admitted(&self) -> Result<f64, Unknowable> {
        self.queue()?;
        self.feed.admitted.total().ok_or(Unknowable::NoAdmissions)
    }

    fn opened_at(&self) -> Result<Timestamp, Unknowable> {
        let opened = self.phases.first(|phase| phase == Phase::Open);
        opened.ok_or(Unknowable::NeverOpened)
    }

    fn throughput(&self) -> Result<Throughput, Unknowable> {
        self.admitted()?;
        self.opened_at()?;
        let admitted = &self.feed.admitted;
        let (first, last) = admitted.curve().reach().ok_or(Unknowable::NoAdmissions)?;
        let open = self.phases.spans(|phase| phase == Phase::Open);
        let watched = open
            .into_iter()
            .map(|(from, to)| (from.max(first), to.min(last)))
            .filter(|(from, to)| from < to);
        let (people, seconds) = watched.fold((0.0, 0.0), |(people, seconds), (from, to)| {
            (
                people + admitted.between(from, to),
                seconds + to.seconds_since(from),
            )
        });
        let most = minutes(admitted.curve())
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .filter(|(_, most)| *most > 0.0);
        let (most_at, most_per_min) = most.ok_or(Unknowable::NobodyAdmitted)?;
        if seconds <= 0.0 {
            return Err(Unknowable::NobodyAdmitted);
        }
        Ok(Throughput {
            mean_per_min: people / seconds * 60.0,
            most_per_min,
            most_at,
        })
    }

    /// The line is gone when it falls to a hundredth of its peak and stays there.
    fn cleared(&self) -> Result<Cleared, Unknowable> {
        let peak = self.peak_depth()?;
        let opened_at = self.opened_at()?;
        if peak.value < 1.0 {
            return Err(Unknowable::NoLine);
        }
        let limit = gone_at(peak.value);
        let points = self.feed.depth.curve().points();
        let still_there = points.iter().rposition(|(_, depth)| *depth > limit);
        let gone = still_there.map_or(0, |last| last + 1);
        let (at, _) = points.get(gone).ok_or(Unknowable::NotCleared)?;
        Ok(Cleared {
            after_s: at.seconds_since(opened_at).max(0.0),
            at: *at,
        })
    }

    /// How many were let in a minute on average, from the opening until the line was gone.
    pub fn pace_until_gone(&self) -> Figure<f64> {
        let pace = || {
            let (gone, opened_at) = (self.cleared()?, self.opened_at()?);
            self.admitted()?;
            if gone.after_s < 1.0 {
                return Err(Unknowable::NoLine);
            }
            let people = self.feed.admitted.between(opened_at, gone.at);
            Ok(people / gone.after_s * 60.0)
        };
        pace().into()
    }

    fn handoff(&self) -> Result<Handoff, Unknowable> {
        self.queue()?;
        let completed = self.feed.completed.total();
        let completed = completed.ok_or(Unknowable::NoHandoffs)?;
        let failed = self.feed.failed.total().ok_or(Unknowable::NoHandoffs)?;
        let all = completed + failed;
        if all < 1.0 {
            return Err(Unknowable::NobodyAdmitted);
        }
        Ok(Handoff {
            share: completed / all,
            completed: whole(completed),
            failed: whole(failed),
        })
    }

    fn stale(&self) -> Figure<Stale> {
        if let Err(reason) = self.queue() {
            return Figure::Unknown(reason);
        }
        let heard = self.feed.first_at().is_some();
        stale(&self.silences(), heard, self.phases)
    }

    /// The silences, the one at the end among them.
    fn silences(&self) -> Vec<Silence> {
        let mut feed = self.feed.clone();
        feed.hear(self.reach.to);
        feed.silences
    }

    fn entries(&self) -> Result<u64, Unknowable> {
        match self.kind {
            EventKind::Draw => {
                let last = self.feed.entries.last();
                last.map(whole).ok_or(Unknowable::NoEntries)
            }
            EventKind::Queue | EventKind::TimedRelease => Err(Unknowable::NotAQueue),
        }
    }

    pub fn shop(&self) -> Shop {
        Shop {
            error_rate: peak(self.feed.error_rate.most()),
            p95_ms: peak(self.feed.p95_ms.most()),
        }
    }
}

fn peak(most: Option<(Timestamp, f64)>) -> Option<Peak> {
    most.map(|(at, value)| Peak { value, at })
}

/// How far a curve rose in each minute of the clock that it reaches over.
pub(super) fn minutes(curve: &Curve) -> impl Iterator<Item = (Timestamp, f64)> + '_ {
    let never = Timestamp::from_millis(0);
    let (first, last) = curve.reach().unwrap_or((never, never));
    let begin = first.floor_to(MINUTE_S);
    (0..)
        .map(move |n: i64| begin.plus_seconds(n * MINUTE_S))
        .take_while(move |minute| *minute < last)
        .map(|minute| (minute, curve.rise(minute, minute.plus_seconds(MINUTE_S))))
}
