//! Steps forward with every reading and with time, and tells what is confirmed and what is over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::admissions::Admissions;
use super::handoff::Handoffs;
use super::jump::Waits;
use super::latch::{Latch, Moved, Patience, Verdict};
use super::phases::{applies, is_over};
use super::series::AllSeries;
use super::silence::Silences;
use super::stock::{Became, Stock};
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
}

/// Everything that is remembered of an event to notice trouble: bounded, and the same wherever it is stored and read back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// The newest instant that each source's readings were true for: what one delivers late is judged like what another told at once.
    clocks: BTreeMap<String, Timestamp>,
    series: AllSeries,
    handoffs: Handoffs,
    admissions: Admissions,
    waits: Waits,
    latches: BTreeMap<Signal, Latch>,
    silences: Silences,
    stock: Stock,
    /// Products whose end was told and not taken back.
    gone: Vec<String>,
}

/// A value beside its limit.
struct Judged {
    signal: Signal,
    metric: Metric,
    value: f64,
    limit: f64,
    verdict: Verdict,
    patience: Patience,
    /// When it began, where that is known better than by when it was first seen.
    since: Option<Timestamp>,
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
            Metric::HandoffCompletedTotal | Metric::HandoffFailedTotal => {
                self.handoffs.note(reading.metric, reading.at, increase);
            }
            _ => {}
        }
    }

    /// Judges what there is at `now`: the last readings, and what only time can tell.
    pub fn tick(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        if let Some(clock) = self.clocks.values().max().copied() {
            self.settle(clock, scene, turns);
        }
        self.release(now, scene, turns);
        self.judge_wait(now, scene, turns);
        self.judge_stock(now, scene, turns);
        self.judge_silence(now, scene, turns);
    }

    /// Judges every figure as it was at `at`.
    fn settle(&mut self, at: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        let judged = [
            self.judge_error_rate(at, scene),
            self.judge_latency(at, scene),
            self.judge_handoff(scene),
            self.judge_depth(at, scene),
            self.judge_admissions(at, scene),
        ];
        for judged in judged.into_iter().flatten() {
            if !applies(judged.signal, scene) {
                continue;
            }
            // Only a new reading is a new sighting, however often other metrics are told.
            let Some(seen_at) = self.series.told_at(judged.metric) else {
                continue;
            };
            self.judge(seen_at, &judged, turns);
        }
    }

    fn judge(&mut self, at: Timestamp, judged: &Judged, turns: &mut Vec<Turn>) {
        let latch = self.latches.entry(judged.signal).or_default();
        let topic = Topic::from(judged.signal);
        match latch.judge(at, judged.verdict, judged.patience) {
            Some(Moved::Opened(since)) => turns.push(Turn::Opened {
                evidence: Evidence {
                    series: series_of(judged.signal),
                    since: judged.since.unwrap_or(since),
                    limit: Some(judged.limit),
                    value: Some(judged.value),
                },
                topic,
                at,
            }),
            Some(Moved::Cleared) => turns.push(Turn::Cleared {
                topic,
                at,
                well: true,
            }),
            None => {}
        }
    }

    fn judge_error_rate(&self, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let limit = scene.thresholds.error_rate?;
        let metric = Metric::ErrorRate;
        let value = self.series.worst(metric, at)?;
        Some(above(Signal::ErrorRate, metric, value, limit, scene))
    }

    fn judge_latency(&self, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let limit = scene.thresholds.p95_latency_ms?;
        let metric = Metric::P95LatencyMs;
        let value = self.series.worst(metric, at)?;
        Some(above(Signal::P95Latency, metric, value, limit, scene))
    }

    fn judge_handoff(&self, scene: &Scene) -> Option<Judged> {
        let limit = scene.thresholds.handoff?;
        let value = self.handoffs.share(scene.thresholds.handoff_min_count)?;
        let verdict = if value < limit {
            Verdict::Beyond
        } else if value < limit + (1.0 - limit) * HYSTERESIS {
            Verdict::Near
        } else {
            Verdict::Fine
        };
        Some(Judged {
            signal: Signal::Handoff,
            metric: Metric::HandoffCompletedTotal,
            value,
            limit,
            verdict,
            patience: scene.thresholds.patience(),
            since: None,
        })
    }

    fn judge_depth(&self, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let capacity = self.series.newest(Metric::Capacity).or(scene.capacity);
        let limit = scene.thresholds.nearly_full(capacity)?;
        let value = self.series.current(Metric::QueueDepth, at)?;
        let verdict = if value >= limit {
            Verdict::Beyond
        } else if value >= limit * (1.0 - DEPTH_HYSTERESIS) {
            Verdict::Near
        } else {
            Verdict::Fine
        };
        Some(Judged {
            signal: Signal::Depth,
            metric: Metric::QueueDepth,
            value,
            limit,
            verdict,
            patience: scene.thresholds.patience(),
            since: None,
        })
    }

    fn judge_admissions(&self, at: Timestamp, scene: &Scene) -> Option<Judged> {
        let least_s = f64::from(scene.thresholds.silent_pause_s?);
        let depth = self.series.current(Metric::QueueDepth, at)?;
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
            metric,
            value: idle_s,
            limit,
            verdict,
            patience: scene.thresholds.at_once(),
            since: Some(since),
        })
    }

    fn judge_wait(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        let (Some(factor), Some(value)) = (scene.thresholds.wait_jump, scene.wait_s) else {
            return;
        };
        if !applies(Signal::WaitJump, scene) {
            return;
        }
        let compared = self.waits.compare(now, value, factor);
        let judged = Judged {
            signal: Signal::WaitJump,
            metric: Metric::QueueDepth,
            value,
            limit: compared.limit_s,
            verdict: compared.verdict,
            patience: scene.thresholds.patience(),
            since: None,
        };
        self.judge(now, &judged, turns);
    }

    fn judge_stock(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        for became in self.stock.look(scene.stock) {
            match became {
                Became::Gone(product) if applies(Signal::SoldOut, scene) => {
                    self.gone.push(product.clone());
                    turns.push(Turn::Opened {
                        topic: sold_out(product),
                        evidence: Evidence {
                            series: Vec::new(),
                            since: now,
                            limit: None,
                            value: None,
                        },
                        at: now,
                    });
                }
                Became::Gone(_) => {}
                Became::There { product, listed } => {
                    if let Some(place) = self.gone.iter().position(|gone| *gone == product) {
                        self.gone.remove(place);
                        turns.push(Turn::Cleared {
                            topic: sold_out(product),
                            at: now,
                            // One that was renamed or taken out of the list is not back in stock.
                            well: listed,
                        });
                    }
                }
            }
        }
    }

    fn judge_silence(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        let Some(least_s) = scene.thresholds.silence_s else {
            return;
        };
        if !applies(Signal::Silence, scene) {
            return;
        }
        let patience = scene.thresholds.at_once();
        let moved = self
            .silences
            .judge(&self.series, now, f64::from(least_s), patience);
        turns.extend(
            moved
                .into_iter()
                .map(|(topic, _, evidence)| match evidence {
                    Some(evidence) => Turn::Opened {
                        topic,
                        evidence,
                        at: now,
                    },
                    None => Turn::Cleared {
                        topic,
                        at: now,
                        well: true,
                    },
                }),
        );
    }

    /// Ends what no longer applies: the phase has moved on, or nobody wants to be told of it.
    fn release(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        let mut over = Vec::new();
        for (signal, latch) in &mut self.latches {
            if !applies(*signal, scene) && latch.release() {
                over.push(Topic::from(*signal));
            }
        }
        if !applies(Signal::Silence, scene) {
            over.extend(self.silences.release());
        }
        // What was sold stays sold when the whole event is.
        if is_over(scene.phase.0) || !scene.thresholds.sold_out {
            over.extend(std::mem::take(&mut self.gone).into_iter().map(sold_out));
        }
        turns.extend(over.into_iter().map(|topic| Turn::Cleared {
            topic,
            at: now,
            well: false,
        }));
    }
}

fn sold_out(product: String) -> Topic {
    Topic {
        signal: Signal::SoldOut,
        subject: product,
    }
}

fn above(signal: Signal, metric: Metric, value: f64, limit: f64, scene: &Scene) -> Judged {
    let verdict = if value > limit {
        Verdict::Beyond
    } else if value > limit * (1.0 - HYSTERESIS) {
        Verdict::Near
    } else {
        Verdict::Fine
    };
    Judged {
        signal,
        metric,
        value,
        limit,
        verdict,
        patience: scene.thresholds.patience(),
        since: None,
    }
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
