//! Who comes, and when.

use serde::{Deserialize, Serialize};

use super::inputs::Inputs;

/// The earliest minute before the opening that a shape may begin with.
const EARLIEST_MIN: i32 = -720;
/// The latest minute after the opening that a shape may reach to.
const LATEST_MIN: i32 = 10_080;
/// The most spans of a shape.
const MAX_SPANS: usize = 240;

/// People minute by minute; minute 0 begins with the opening.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Minutes {
    /// The first minute; before the opening it is negative.
    pub first: i32,
    /// How many in each minute from then on.
    pub people: Vec<f64>,
}

/// How people came to a past event: in each span so many, for comparison with one another alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// The minute its first span begins with; minute 0 is the opening.
    pub first_min: i32,
    /// How long each span is, in minutes.
    pub step_min: u32,
    /// How many came in each.
    pub people: Vec<f64>,
}

/// What is known of a past event that a plan may build on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastEvent {
    /// Its name in URLs.
    pub slug: String,
    /// Its name for people.
    pub title: String,
    /// How many joined its line.
    pub visitors: f64,
    /// The longest its line was.
    pub peak_depth: f64,
    /// How they came.
    pub shape: Shape,
}

impl Minutes {
    /// Each minute and how many.
    pub fn iter(&self) -> impl Iterator<Item = (i32, f64)> + '_ {
        (self.first..).zip(self.people.iter().copied())
    }

    /// The highest, and its minute.
    pub fn most(&self) -> Option<(i32, f64)> {
        self.iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

impl Inputs {
    /// The inputs as they count: without a number of their own, those who came to the past event stand in.
    #[must_use]
    pub fn counting(&self, past: Option<&PastEvent>) -> Self {
        let came = past.filter(|_| self.past_visitors < 1.0);
        Self {
            past_visitors: came.map_or(self.past_visitors, |past| past.visitors),
            ..self.clone()
        }
    }
}

/// How many each channel brings, before those in several of them are taken off.
pub fn channels(inputs: &Inputs) -> [(&'static str, f64); 5] {
    let of = |reach: f64, pct: f64| reach * pct / 100.0;
    [
        ("email_list", of(inputs.email_list, inputs.email_pct)),
        ("followers", of(inputs.followers, inputs.followers_pct)),
        ("demand", of(inputs.demand, inputs.demand_pct)),
        ("past_visitors", of(inputs.past_visitors, inputs.past_pct)),
        ("ad_spend", inputs.ad_spend / inputs.cost_per_visit),
    ]
}

/// How many come in all.
pub fn visitors(inputs: &Inputs) -> f64 {
    let all: f64 = channels(inputs).iter().map(|(_, people)| people).sum();
    all * (1.0 - inputs.overlap_pct / 100.0)
}

/// So many visitors, minute by minute: as they came to a past event, or by the inputs' own shares.
pub fn arrivals(inputs: &Inputs, shape: Option<&Shape>, visitors: f64) -> Minutes {
    let weights = shape
        .and_then(Shape::minutes)
        .unwrap_or_else(|| expected(inputs));
    let all: f64 = weights.people.iter().sum();
    Minutes {
        people: weights.people.iter().map(|w| w / all * visitors).collect(),
        ..weights
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and within a week"
)]
fn whole(minutes: f64) -> i32 {
    minutes as i32
}

/// The shares of the minutes: ever more before the opening, a rush at it, and a tail that halves again and again.
fn expected(inputs: &Inputs) -> Minutes {
    let first = -whole(inputs.early_min);
    let minutes = first..whole(inputs.duration_min);
    let tail = |m: i32| (-f64::from(m) / inputs.half_life_min).exp2();
    let all_tail: f64 = (0..minutes.end).map(tail).sum();
    let early = |m: i32| f64::from(m - first) + 0.5;
    let all_early: f64 = (first..0).map(early).sum();
    let tail_pct = 100.0 - inputs.early_pct - inputs.burst_pct;
    let share = |m: i32| {
        if m < 0 {
            return inputs.early_pct * early(m) / all_early;
        }
        let burst = if f64::from(m) < inputs.burst_min {
            inputs.burst_pct / inputs.burst_min
        } else {
            0.0
        };
        burst + tail_pct * tail(m) / all_tail
    };
    Minutes {
        first,
        people: minutes.map(share).collect(),
    }
}

impl Shape {
    /// A shape, if it lies within what a plan can hold and somebody came at all.
    pub fn check(self) -> Option<Self> {
        let good = |people: &f64| people.is_finite() && *people >= 0.0;
        let minutes = self
            .step_min
            .checked_mul(u32::try_from(self.people.len()).ok()?)?;
        let last = i64::from(self.first_min) + i64::from(minutes);
        let all: f64 = self.people.iter().sum();
        let ok = self.step_min >= 1
            && self.people.len() <= MAX_SPANS
            && self.people.iter().all(good)
            && all.is_finite()
            && all >= 1.0
            && self.first_min >= EARLIEST_MIN
            && last <= i64::from(LATEST_MIN)
            && last > 0;
        ok.then_some(self)
    }

    fn minutes(&self) -> Option<Minutes> {
        let shape = self.clone().check()?;
        let step = usize::try_from(shape.step_min).ok()?;
        let spread = |people: &f64| std::iter::repeat_n(people / f64::from(self.step_min), step);
        Some(Minutes {
            first: shape.first_min,
            people: shape.people.iter().flat_map(spread).collect(),
        })
    }
}
