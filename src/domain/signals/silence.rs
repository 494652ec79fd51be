//! Feeds that are not heard any more, whole or in part.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::latch::{Latch, Moved, Patience, Verdict};
use super::series::{AllSeries, Series};
use super::{Evidence, Signal, Topic};
use crate::domain::metric::Metric;
use crate::domain::time::Timestamp;

/// What has not spoken for so long, and for twice as long as it may be silent, is no feed of this event any more: it was renamed,
/// or was one of several that come and go.
const RETIRES_AFTER_S: f64 = 3_600.0;

/// What has fallen silent: by source, or by source and metric.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Silences(BTreeMap<String, Latch>);

/// What became of something that can fall silent.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Became {
    /// It is not heard any more.
    Silent(Evidence),
    /// It is heard again.
    Heard,
    /// It is no feed of the event any more.
    Retired,
}

/// One thing that can fall silent.
struct Voice {
    subject: String,
    metrics: Vec<Metric>,
    heard_at: Timestamp,
    limit_s: f64,
    /// Whether something larger than it is silent, which says it all.
    covered: bool,
}

impl Silences {
    /// Judges every series that has spoken since `began` at `now`, each against `least_s` and its own rhythm. What went by
    /// before this process was `awake` is no silence of theirs. Tells what has fallen silent, with its evidence, and what is not
    /// any more.
    pub fn judge(
        &mut self,
        series: &AllSeries,
        (began, awake, now): (Timestamp, Timestamp, Timestamp),
        least_s: f64,
        patience: Patience,
    ) -> Vec<(Topic, Became)> {
        let spoken = series.iter().filter(|series| {
            let retired_s = RETIRES_AFTER_S.max(2.0 * limit_s(series, least_s));
            series.at >= began && now.seconds_since(series.at.max(awake)) <= retired_s
        });
        let voices = voices(spoken, now, least_s);
        let mut moved = Vec::new();
        self.0.retain(|subject, latch| {
            let known = voices.iter().any(|voice| voice.subject == *subject);
            if !known && latch.is_open() {
                moved.push((topic(subject), Became::Retired));
            }
            known
        });
        for voice in voices {
            let silent_s = now.seconds_since(voice.heard_at);
            let awake_s = now.seconds_since(awake);
            let verdict = if silent_s <= voice.limit_s {
                Verdict::Fine
            } else if voice.covered || awake_s <= voice.limit_s {
                Verdict::Near
            } else {
                Verdict::Beyond
            };
            let topic = topic(&voice.subject);
            let latch = self.0.entry(voice.subject).or_default();
            match latch.judge(now, verdict, patience) {
                Some(Moved::Opened(_)) => {
                    let evidence = Evidence {
                        series: voice.metrics,
                        since: voice.heard_at,
                        limit: Some(voice.limit_s),
                        value: Some(silent_s.round()),
                    };
                    moved.push((topic, Became::Silent(evidence)));
                }
                Some(Moved::Cleared) => moved.push((topic, Became::Heard)),
                None => {}
            }
        }
        moved
    }

    /// Ends every silence, and forgets them. Tells which there were.
    pub fn release(&mut self) -> Vec<Topic> {
        let silences = std::mem::take(&mut self.0).into_iter();
        let open = silences.filter(|(_, latch)| latch.is_open());
        open.map(|(subject, _)| topic(&subject)).collect()
    }

    /// Takes over what is told to be silent.
    pub fn set(&mut self, silent: &[&str]) {
        for (subject, latch) in &mut self.0 {
            latch.set(silent.contains(&subject.as_str()));
        }
        for subject in silent {
            self.0.entry((*subject).to_owned()).or_default().set(true);
        }
    }

    /// Goes on by a clock that was put back.
    pub fn restart(&mut self) {
        self.0.values_mut().for_each(Latch::restart);
    }
}

fn topic(subject: &str) -> Topic {
    Topic {
        signal: Signal::Silence,
        subject: subject.to_owned(),
    }
}

/// Whether a metric is told with every look, so that its silence is news. What was set once stays set.
fn is_told_often(metric: Metric) -> bool {
    !matches!(metric, Metric::Capacity | Metric::AdmissionRatePerMin)
}

/// For how long a series may be silent, in seconds.
fn limit_s(series: &Series, least_s: f64) -> f64 {
    series.rhythm.patience_s().1.max(least_s)
}

/// Every source, and every metric of it.
fn voices<'a>(
    series: impl Iterator<Item = &'a Series>,
    now: Timestamp,
    least_s: f64,
) -> Vec<Voice> {
    let mut by_source: BTreeMap<&str, Vec<Voice>> = BTreeMap::new();
    for series in series.filter(|series| is_told_often(series.metric)) {
        let voice = Voice {
            subject: format!("{} {}", series.source, series.metric.as_str()),
            metrics: vec![series.metric],
            heard_at: series.at,
            limit_s: limit_s(series, least_s),
            covered: false,
        };
        by_source.entry(&series.source).or_default().push(voice);
    }
    let mut voices = Vec::new();
    for (source, mut metrics) in by_source {
        let silent = |voice: &Voice| now.seconds_since(voice.heard_at) > voice.limit_s;
        let all_silent = metrics.iter().all(silent);
        let last = metrics.iter().max_by_key(|voice| voice.heard_at);
        let Some((heard_at, limit_s)) = last.map(|voice| (voice.heard_at, voice.limit_s)) else {
            continue;
        };
        // The whole source is heard as long as any of it is.
        let limit_s = if all_silent { limit_s } else { f64::INFINITY };
        voices.push(Voice {
            subject: source.to_owned(),
            metrics: metrics
                .iter()
                .flat_map(|voice| voice.metrics.clone())
                .collect(),
            heard_at,
            limit_s,
            covered: false,
        });
        for voice in &mut metrics {
            voice.covered = all_silent;
        }
        voices.extend(metrics);
    }
    voices
}
