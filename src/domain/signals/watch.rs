//! Steps forward with every reading and with time, and tells what is confirmed and what is over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::admissions::Admissions;
use super::handoff::Handoffs;
use super::latch::{Latch, Moved, Patience, Verdict};
use super::looks::Looks;
use super::phases::{applies, watches};
use super::series::{AllSeries, FRESH_S, Series};
use super::{Evidence, Signal, Thresholds, Topic, Turn};
use crate::domain::event::Phase;
use crate::domain::inventory::InventoryItem;
use crate::domain::metric::{Metric, Reading};
use crate::domain::time::Timestamp;

/// A value is well again only when it has come back by this share of its limit.
const HYSTERESIS: f64 = 0.2;
/// The same for the line, whose depth moves slowly: by this share of the depth that counts as nearly full.
const DEPTH_HYSTERESIS: f64 = 0.05;
/// The most sources whose instants are told apart.
const MAX_SOURCES: usize = 16;
/// What was not judged anew for so long is not told to last any more.
pub(super) const FORGOTTEN_AFTER_S: f64 = 900.0;

/// What an event is like while it is watched.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// Its limits.
    pub thresholds: &'a Thresholds,
    /// Its phase, and since when.
    pub phase: (Phase, Timestamp),
    /// How many the waiting room holds, where the feed does not say.
    pub capacity: Option<f64>,
    /// Its variants.
    pub stock: &'a [InventoryItem],
    /// The wait that is shown at the end of the line, in seconds.
    pub wait_s: Option<f64>,
    /// How far apart two looks are, in seconds of the event's own time.
    pub look_s: f64,
}

/// Everything that is remembered of an event to notice trouble: bounded, and the same wherever it is stored and read back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Watch {
    /// Since when there has been something to watch for without a break.
    began: Option<Timestamp>,
    /// The newest instant that each source's readings were true for: what one delivers late is judged like what another told at once.
    clocks: BTreeMap<String, Timestamp>,
    series: AllSeries,
    handoffs: Handoffs,
    admissions: Admissions,
    /// What readings confirm.
    latches: BTreeMap<Signal, Latch>,
    /// What only looks confirm.
    looks: Looks,
}

/// A value beside its limit.
pub(super) struct Judged {
    pub signal: Signal,
    /// When the reading that says so was taken: however often it is looked at, it is one sighting.
    pub at: Timestamp,
    pub value: f64,
    pub limit: f64,
    pub verdict: Verdict,
    pub patience: Patience,
    /// When it began, where that is known better than by when it was first seen.
    pub since: Option<Timestamp>,
}

impl Watch {
    /// Takes a reading of `source` in. One that is no newer than the last of its series changes nothing.
    pub fn observe(
        &mut self,
        source: &str,
        reading: Reading,
        scene: &Scene,
        turns: &mut Vec<Turn>,
    ) {
        self.begin(scene);
        let clock = self.clocks.get(source).copied();
        if let Some(clock) = clock.filter(|clock| *clock < reading.at) {
            // Everything that was true for one instant is in: now it can be judged as a whole.
            self.settle(clock, scene, turns);
        }
        let Some(increase) = self.series.take(source, reading) else {
            return;
        };
        let clock = clock.map_or(reading.at, |clock| clock.max(reading.at));
        self.clocks.insert(source.to_owned(), clock);
        if self.clocks.len() > MAX_SOURCES {
            let oldest = self.clocks.iter().min_by_key(|(_, clock)| **clock);
            if let Some(oldest) = oldest.map(|(source, _)| source.clone()) {
                self.clocks.remove(&oldest);
            }
        }
        match reading.metric {
            Metric::AdmittedTotal => {
                self.admissions.hear(reading.at);
                if increase > 0.0 {
                    self.admissions.let_in(reading.at, scene.phase.1);
                }
            }
            Metric::QueueDepth => self.admissions.waiting(reading.at, reading.value),
            Metric::HandoffCompletedTotal | Metric::HandoffFailedTotal
                if self.began.is_some_and(|began| began <= reading.at) =>
            {
                self.handoffs.note(reading.metric, reading.at, increase);
            }
            _ => {}
        }
    }

    /// Judges what there is at `now`: the last readings, and what only time can tell.
    pub fn tick(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        self.begin(scene);
        let awake = self.looks.wake(now, scene.look_s);
        let newest = self.clocks.values().max().copied();
        // What nobody has spoken about for a while is not judged as if it were of now.
        let of_now = |clock: &Timestamp| now.seconds_since(*clock) <= FRESH_S + scene.look_s;
        if let Some(clock) = newest.filter(of_now) {
            self.settle(clock, scene, turns);
        }
        self.release(now, awake, scene, turns);
        if let Some(began) = self.began {
            self.looks.judge(&self.series, began, now, scene, turns);
        }
    }

    /// Goes on from another copy of itself where that has looked later: what is confirmed by looks is in no reading.
    pub fn keep_looks(&mut self, other: &Self) {
        if other.looks.at() > self.looks.at() {
            self.looks = other.looks.clone();
        }
    }

    /// Takes over which alerts are `open`: another process has written them, or another version of this one.
    pub fn set_open(&mut self, open: &[Topic]) {
        for signal in Signal::ALL {
            let is_open = open.iter().any(|topic| topic.signal == signal);
            match signal {
                Signal::WaitJump | Signal::SoldOut | Signal::Silence => {}
                _ => self.latches.entry(signal).or_default().set(is_open),
            }
        }
        self.looks.set_open(open);
    }

    /// Notes since when there is something to watch for.
    fn begin(&mut self, scene: &Scene) {
        let (phase, since) = scene.phase;
        self.began = watches(phase).then(|| self.began.unwrap_or(since));
    }

    /// Judges every figure as it was at `at`.
    fn settle(&mut self, at: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        // What was read before there was anything to watch for says nothing about it.
        let Some(began) = self.began.filter(|began| *began <= at) else {
            return;
        };
        let judged = [
            self.judge_error_rate(began, at, scene),
            self.judge_latency(began, at, scene),
            self.judge_handoff(at, scene),
            self.judge_depth(began, at, scene),
            self.judge_admissions(began, at, scene),
        ];
        for judged in judged.into_iter().flatten() {
            if applies(judged.signal, scene) {
                let latch = self.latches.entry(judged.signal).or_default();
                turns.extend(judged.turn(latch));
            }
        }
    }

    fn judge_error_rate(&self, began: Timestamp, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let limit = scene.thresholds.error_rate?;
        let values = self.series.fresh(Metric::ErrorRate, began, at);
        above(Signal::ErrorRate, values, limit, scene)
    }

    fn judge_latency(&self, began: Timestamp, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let limit = scene.thresholds.p95_latency_ms?;
        let values = self.series.fresh(Metric::P95LatencyMs, began, at);
        above(Signal::P95Latency, values, limit, scene)
    }

    fn judge_handoff(&self, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let limit = scene.thresholds.handoff?;
        let value = self
            .handoffs
            .share(at, scene.thresholds.handoff_min_count)?;
        let verdict = if value < limit {
            Verdict::Beyond
        } else if value < limit + (1.0 - limit) * HYSTERESIS {
            Verdict::Near
        } else {
            Verdict::Fine
        };
        Some(Judged {
            signal: Signal::Handoff,
            at: self.handoffs.last_at()?,
            value,
            limit,
            verdict,
            patience: scene.thresholds.patience(),
            since: None,
        })
    }

    fn judge_depth(&self, began: Timestamp, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let capacity = self.series.newest(Metric::Capacity).or(scene.capacity);
        let limit = scene.thresholds.nearly_full(capacity)?;
        let newest = self.newest_depth(began, at)?;
        let value = newest.value;
        let verdict = if value >= limit {
            Verdict::Beyond
        } else if value >= limit * (1.0 - DEPTH_HYSTERESIS) {
            Verdict::Near
        } else {
            Verdict::Fine
        };
        Some(Judged {
            signal: Signal::Depth,
            at: newest.at,
            value,
            limit,
            verdict,
            patience: scene.thresholds.patience(),
            since: None,
        })
    }

    /// The newest word on how long the line is, while it is of now.
    fn newest_depth(&self, began: Timestamp, at: Timestamp) -> Option<&Series> {
        let fresh = self.series.fresh(Metric::QueueDepth, began, at);
        fresh.max_by_key(|series| series.at)
    }

    fn judge_admissions(&self, began: Timestamp, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let least_s = f64::from(scene.thresholds.silent_pause_s?);
        let depth = self.newest_depth(began, at)?.value;
        let metric = Metric::AdmittedTotal;
        let since = self.admissions.idle_since(scene.phase.1)?;
        // What was read before the event was opened says nothing about it.
        let told_at = self.series.told_at(metric)?;
        let idle_s = told_at.seconds_since(since);
        let patience_s = self.series.patience_s(metric)?;
        let limit = least_s.max(self.admissions.usual_s()).max(patience_s);
        let verdict = if depth > 0.0 && idle_s > limit {
            Verdict::Beyond
        } else if idle_s <= 0.0 || depth <= 0.0 || idle_s < limit / 2.0 {
            Verdict::Fine
        } else {
            Verdict::Near
        };
        Some(Judged {
            signal: Signal::SilentPause,
            at: told_at,
            value: idle_s,
            limit,
            verdict,
            patience: scene.thresholds.at_once(),
            since: Some(since),
        })
    }

    /// Ends what no longer applies, because the phase has moved on or nobody wants to be told of it, and what nothing has been
    /// heard of for long.
    fn release(&mut self, now: Timestamp, awake: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        for (signal, latch) in &mut self.latches {
            if !applies(*signal, scene) || is_forgotten(*latch, awake, now) {
                turns.extend(release(latch, Topic::from(*signal), now));
            }
        }
        self.looks.release(now, scene, turns);
    }
}

impl Judged {
    /// What it turns, if anything.
    pub fn turn(&self, latch: &mut Latch) -> Option<Turn> {
        let topic = Topic::from(self.signal);
        Some(match latch.judge(self.at, self.verdict, self.patience)? {
            Moved::Opened(since) => Turn::Opened {
                evidence: Evidence {
                    series: series_of(self.signal),
                    since: self.since.unwrap_or(since),
                    limit: Some(self.limit),
                    value: Some(self.value),
                },
                topic,
                at: self.at,
            },
            Moved::Cleared => Turn::Cleared {
                topic,
                at: self.at,
                well: true,
            },
        })
    }
}

/// Whether nothing has said anything about it for long, to a process that was `awake` to hear it.
pub(super) fn is_forgotten(latch: Latch, awake: Timestamp, now: Timestamp) -> bool {
    let judged = latch.judged_at().map_or(awake, |judged| judged.max(awake));
    latch.is_open() && now.seconds_since(judged) > FORGOTTEN_AFTER_S
}

/// Ends a signal that is over without being well.
pub(super) fn release(latch: &mut Latch, topic: Topic, now: Timestamp) -> Option<Turn> {
    latch.release().then_some(Turn::Cleared {
        topic,
        at: now,
        well: false,
    })
}

/// The worst that any source says, for trouble of one shop is trouble, since the newest reading that says as much.
fn above<'a>(
    signal: Signal,
    values: impl Iterator<Item = &'a Series>,
    limit: f64,
    scene: &Scene,
) -> Option<Judged> {
    let verdict = |value: f64| {
        if value > limit {
            Verdict::Beyond
        } else if value > limit * (1.0 - HYSTERESIS) {
            Verdict::Near
        } else {
            Verdict::Fine
        }
    };
    let values: Vec<_> = values.collect();
    let value = values.iter().map(|series| series.value).reduce(f64::max)?;
    let as_much = |series: &&&Series| verdict(series.value) == verdict(value);
    let at = values
        .iter()
        .filter(as_much)
        .map(|series| series.at)
        .max()?;
    Some(Judged {
        signal,
        at,
        value,
        limit,
        verdict: verdict(value),
        patience: scene.thresholds.patience(),
        since: None,
    })
}

fn series_of(signal: Signal) -> Vec<Metric> {
    match signal {
        Signal::ErrorRate => vec![Metric::ErrorRate],
        Signal::P95Latency => vec![Metric::P95LatencyMs],
        Signal::Handoff => vec![Metric::HandoffCompletedTotal, Metric::HandoffFailedTotal],
        Signal::Depth => vec![Metric::QueueDepth, Metric::Capacity],
        Signal::WaitJump | Signal::SilentPause => vec![Metric::QueueDepth, Metric::AdmittedTotal],
        Signal::SoldOut | Signal::Silence => Vec::new(),
    }
}
