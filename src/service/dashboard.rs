//! What operators watch: the event's curves beside their limits.

use std::collections::BTreeMap;

use super::{Services, visible_event};
use crate::domain::dashboard::{
    CounterSpan, Dial, DialCurve, DialView, Drawing, Threshold, Window, rates_per_min,
};
use crate::domain::event::Slug;
use crate::domain::history::Track;
use crate::domain::history::series::{Point, Points};
use crate::domain::locale::Locale;
use crate::domain::metric::Metric;
use crate::domain::operator::Actor;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::ReadingSpan;

/// Every dial of an event, drawn over a window. Whoever may see the desk may look.
pub async fn look(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    window: Window,
) -> Result<Vec<DialView>> {
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let now = event.time_at(services.now());
    let first = tx.oldest_reading_at(&event.id).await?.unwrap_or(now);
    let (begins, step_s) = window.spans(first, now);
    let spans = tx.list_reading_spans(&event.id, begins, step_s).await?;
    let shown = tx.find_chronicle(&event.id, begins).await?.history(now);
    let (settings, _) = tx.find_signal_settings(&event.id).await?;
    drop(tx);

    let channel = services.live.channel(slug);
    let viewers = channel.as_ref().map(|channel| channel.viewers(now));
    let readings = Readings { spans, step_s };
    let capacity = readings.newest(Metric::Capacity);
    // A feed may say it once in a day: the page remembers what it said.
    let on_page = || channel?.snapshot().status_page(Locale::En).queue.capacity;
    let capacity = capacity.or_else(on_page).or(event.capacity.map(f64::from));
    let drawing = Drawing {
        begins,
        step_s,
        now,
        zone: event.zone,
    };
    let view = |dial| {
        let points = match dial {
            Dial::Depth => readings.means(Metric::QueueDepth),
            Dial::ErrorRate => readings.means(Metric::ErrorRate),
            Dial::Latency => readings.means(Metric::P95LatencyMs),
            Dial::Throughput => readings.per_minute(Metric::AdmittedTotal, now),
            Dial::Handoff => readings.handoff(),
            Dial::Wait => shown.track(Track::Wait),
            Dial::Viewers => viewers.clone().unwrap_or_default(),
        };
        let mut points = points;
        points.points.retain(|point| point.at >= begins);
        drawing.view(&DialCurve {
            dial,
            points,
            threshold: Threshold::of(dial, &settings.thresholds, capacity),
        })
    };
    Ok(Dial::ALL.map(view).to_vec())
}

/// Readings in spans of equal length.
struct Readings {
    spans: Vec<ReadingSpan>,
    step_s: i64,
}

impl Readings {
    fn of(&self, metric: Metric) -> impl Iterator<Item = &ReadingSpan> {
        self.spans.iter().filter(move |span| span.metric == metric)
    }

    fn newest(&self, metric: Metric) -> Option<f64> {
        let newest = self.of(metric).max_by_key(|span| span.number);
        newest.map(|span| span.mean)
    }

    /// The mean of each span; where several sources speak, the mean of theirs.
    fn means(&self, metric: Metric) -> Points<1> {
        let mut means: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
        for span in self.of(metric) {
            let (sum, count) = means.entry(span.number).or_default();
            *sum += span.mean;
            *count += 1.0;
        }
        let mean = |(number, (sum, count)): (i64, (f64, f64))| (number, sum / count);
        self.points(means.into_iter().map(mean))
    }

    fn rates(&self, metric: Metric) -> BTreeMap<i64, f64> {
        let counters = self.of(metric).map(|span| CounterSpan {
            source: span.source.clone(),
            number: span.number,
            at: span.last_at,
            total: span.most,
        });
        rates_per_min(&counters.collect::<Vec<_>>())
    }

    /// How fast a counter grew in the spans that are over: whoever lets people in by batches has let in nobody, or everybody,
    /// in the first seconds of a span.
    fn per_minute(&self, metric: Metric, now: Timestamp) -> Points<1> {
        let running = now.as_millis().div_euclid(self.step_s * 1_000);
        let mut rates = self.rates(metric);
        rates.retain(|number, _| *number < running);
        self.points(rates.into_iter())
    }

    /// The share that arrived, in spans in which anybody was handed over.
    fn handoff(&self) -> Points<1> {
        let done = self.rates(Metric::HandoffCompletedTotal);
        let failed = self.rates(Metric::HandoffFailedTotal);
        let shares = done.into_iter().filter_map(|(number, done)| {
            let all = done + failed.get(&number).copied().unwrap_or(0.0);
            (all > 0.0).then(|| (number, done / all))
        });
        self.points(shares)
    }

    fn points(&self, values: impl Iterator<Item = (i64, f64)>) -> Points<1> {
        let point = |(number, value): (i64, f64)| Point {
            at: Timestamp::from_millis(number * self.step_s * 1_000),
            values: [value],
            count: 1,
        };
        Points {
            step_s: self.step_s,
            points: values.map(point).collect(),
        }
    }
}
