//! What no reading tells but a look does: the course of the wait that is shown, stock, and silence.

use serde::{Deserialize, Serialize};

use super::jump::Waits;
use super::latch::{Latch, Patience};
use super::phases::{applies, is_over};
use super::series::AllSeries;
use super::silence::{self, Silences};
use super::stock::{Became, Stock};
use super::watch::{Judged, Scene, is_forgotten, release};
use super::{Evidence, Signal, Topic, Turn};
use crate::domain::time::Timestamp;

/// Looks that are so many times as far apart as they should be had something between them: nobody looked, or a clock was set.
const MISSED: f64 = 10.0;

/// A look that is no later than so many seconds was slow, because the database was: nobody was away.
const SLOW_S: f64 = 60.0;

/// What has not come for so many looks may still be on its way: it is seconds of an event in real time, but minutes of one
/// that is rehearsed fast.
const ON_ITS_WAY: f64 = 5.0;

/// What was seen by looking.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Looks {
    /// When it was looked last.
    at: Option<Timestamp>,
    /// Since when it has been looked without a break.
    awake: Option<Timestamp>,
    waits: Waits,
    jump: Latch,
    silences: Silences,
    stock: Stock,
}

impl Looks {
    /// When it was looked last.
    pub fn at(&self) -> Option<Timestamp> {
        self.at
    }

    /// Begins a look at `now`, where they are `look_s` seconds apart. Tells since when it has been looked without a break.
    pub fn wake(&mut self, now: Timestamp, look_s: f64) -> Timestamp {
        let passed_s = self.at.map(|before| now.seconds_since(before));
        if passed_s.is_some_and(|passed_s| passed_s < 0.0) {
            self.jump.restart();
            self.silences.restart();
            self.stock.restart();
        }
        let slow_s = SLOW_S.max(MISSED * look_s);
        let goes_on = passed_s.is_some_and(|passed_s| (0.0..=slow_s).contains(&passed_s));
        let awake = self.awake.filter(|_| goes_on).unwrap_or(now);
        (self.at, self.awake) = (Some(now), Some(awake));
        awake
    }

    /// Judges what there is at `now`, of an event that is watched since `began`.
    pub fn judge(
        &mut self,
        series: &AllSeries,
        began: Timestamp,
        now: Timestamp,
        scene: &Scene,
        turns: &mut Vec<Turn>,
    ) {
        turns.extend(self.judge_wait(now, scene));
        self.judge_stock(now, scene, turns);
        self.judge_silence(series, began, now, scene, turns);
    }

    fn judge_wait(&mut self, now: Timestamp, scene: &Scene) -> Option<Turn> {
        let (factor, value) = (scene.thresholds.wait_jump?, scene.wait_s?);
        if !applies(Signal::WaitJump, scene) {
            return None;
        }
        let compared = self.waits.compare(now, value, factor);
        let judged = Judged {
            signal: Signal::WaitJump,
            at: now,
            value,
            limit: compared.limit_s,
            verdict: compared.verdict,
            patience: of_looks(scene.thresholds.patience(), scene),
            since: None,
        };
        judged.turn(&mut self.jump)
    }

    fn judge_stock(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        let patience = Patience {
            // A shelf is empty or it is not.
            sightings: 1,
            ..of_looks(scene.thresholds.at_once(), scene)
        };
        let matters = applies(Signal::SoldOut, scene);
        for (product, became) in self.stock.look(scene.stock, now, matters, patience) {
            let topic = sold_out(product);
            turns.push(match became {
                Became::Gone(since) => Turn::Opened {
                    topic,
                    evidence: Evidence {
                        series: Vec::new(),
                        since,
                        limit: None,
                        value: None,
                    },
                    at: now,
                },
                Became::There | Became::Unlisted => Turn::Cleared {
                    topic,
                    at: now,
                    well: became == Became::There,
                },
            });
        }
    }

    fn judge_silence(
        &mut self,
        series: &AllSeries,
        began: Timestamp,
        now: Timestamp,
        scene: &Scene,
        turns: &mut Vec<Turn>,
    ) {
        let Some(least_s) = scene.thresholds.silence_s else {
            return;
        };
        if !applies(Signal::Silence, scene) {
            return;
        }
        let patience = of_looks(scene.thresholds.at_once(), scene);
        let when = (began, self.awake.unwrap_or(now), now);
        let least_s = f64::from(least_s).max(ON_ITS_WAY * scene.look_s);
        let moved = self.silences.judge(series, when, least_s, patience);
        turns.extend(moved.into_iter().map(|(topic, became)| match became {
            silence::Became::Silent(evidence) => Turn::Opened {
                topic,
                evidence,
                at: now,
            },
            silence::Became::Heard | silence::Became::Retired => Turn::Cleared {
                topic,
                at: now,
                well: became == silence::Became::Heard,
            },
        }));
    }

    /// Ends what no longer applies, and a jump of a wait that nothing has been known of for long.
    pub fn release(&mut self, now: Timestamp, scene: &Scene, turns: &mut Vec<Turn>) {
        let awake = self.awake.unwrap_or(now);
        if !applies(Signal::WaitJump, scene) || is_forgotten(self.jump, awake, now) {
            turns.extend(release(&mut self.jump, Signal::WaitJump.into(), now));
        }
        let mut over = Vec::new();
        if !applies(Signal::Silence, scene) {
            over.extend(self.silences.release());
        }
        // What was sold stays sold when the whole event is.
        if is_over(scene.phase.0) || !scene.thresholds.sold_out {
            over.extend(self.stock.release().into_iter().map(sold_out));
        }
        turns.extend(over.into_iter().map(|topic| Turn::Cleared {
            topic,
            at: now,
            well: false,
        }));
    }

    /// Takes over which alerts are `open`.
    pub fn set_open(&mut self, open: &[Topic]) {
        let of = |signal| {
            let topics = open.iter().filter(move |topic| topic.signal == signal);
            topics
                .map(|topic| topic.subject.as_str())
                .collect::<Vec<_>>()
        };
        self.jump.set(!of(Signal::WaitJump).is_empty());
        self.silences.set(&of(Signal::Silence));
        self.stock.set(&of(Signal::SoldOut));
    }
}

/// Looks at an event whose time runs fast are far apart without anything being missed.
fn of_looks(patience: Patience, scene: &Scene) -> Patience {
    Patience {
        gap_s: patience.gap_s.max(MISSED * scene.look_s),
        ..patience
    }
}

fn sold_out(product: String) -> Topic {
    Topic {
        signal: Signal::SoldOut,
        subject: product,
    }
}
