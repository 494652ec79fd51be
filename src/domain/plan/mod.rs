//! How many will come, how long the line will be, and which limits follow: a model with every formula in `docs/planner.md`.

/// Who comes, and when.
pub mod arrivals;
/// What an operator expects.
pub mod inputs;
/// The line that follows.
pub mod queue;
/// What a plan says.
pub mod told;
/// What the status page sends.
pub mod traffic;

pub use arrivals::{Minutes, PastEvent, Shape};
pub use inputs::{InputError, Inputs, MANY, SPECS, Spec};
pub use queue::Queue;
pub use told::PlanTold;
pub use traffic::Traffic;

use super::line::Waits;
use super::time::Timestamp;
use arrivals::{arrivals, channels, visitors};
use queue::Service;

/// The suggested capacity is full to this share at the peak: from there on the desk would warn.
const HEADROOM: f64 = 0.9;

/// What was planned for an event.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedPlan {
    /// What it is computed from.
    pub inputs: Inputs,
    /// The past event that it builds on, as it was known when the plan was saved.
    pub past: Option<PastEvent>,
    /// Grows with every save.
    pub version: u32,
    /// When it was saved.
    pub saved_at: Timestamp,
}

impl SavedPlan {
    /// What follows from it.
    pub fn plan(&self) -> Plan {
        Plan::of(&self.inputs, self.past.as_ref())
    }
}

/// What follows from the inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What it is computed from, as it counts.
    pub inputs: Inputs,
    /// What each channel brings, by the name of its input.
    pub channels: [(&'static str, f64); 5],
    /// How many come in all.
    pub visitors: f64,
    /// When they come.
    pub arrivals: Minutes,
    /// How many are let in a minute in this plan.
    pub admitted_per_min: f64,
    /// How many the shop can take a minute.
    pub suggested_per_min: f64,
    /// What becomes of the line.
    pub queue: Queue,
    /// The longest the line would be if nobody were turned away.
    pub unlimited_peak: f64,
    /// How many a waiting room must hold that turns nobody away.
    pub suggested_capacity: f64,
    /// How long people wait; nothing when nobody is let in.
    pub waits: Option<Waits>,
    /// When everything is sold, where that is limited and happens.
    pub sold_out: Option<SoldOut>,
    /// What the page sends.
    pub traffic: Traffic,
}

/// When everything is sold. The line, its waits and its traffic are computed as if stock never ended: limits that hold
/// without an end hold with one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SoldOut {
    /// The minute after the opening.
    pub minute: i32,
    /// How many wait at its end.
    pub waiting: f64,
    /// How many can be let in until then.
    pub people: f64,
}

impl Plan {
    /// Computes the plan of inputs that were checked; `past` lends it the way in which people came to another event.
    pub fn of(inputs: &Inputs, past: Option<&PastEvent>) -> Self {
        let inputs = inputs.counting(past);
        let visitors = visitors(&inputs);
        let arrivals = arrivals(&inputs, past.map(|past| &past.shape), visitors);
        // Little's law: so many at once, each for so long, are so many a minute.
        let suggested_per_min = inputs.shop_holds / inputs.inside_min;
        let service = Service {
            admitted_per_min: inputs.admitted_per_min.unwrap_or(suggested_per_min),
            capacity: None,
            leave_per_hour: inputs.leave_pct_per_hour / 100.0,
        };
        let unlimited = Queue::serve(&arrivals, service);
        let peak = unlimited.depth.most().map_or(0.0, |(_, depth)| depth);
        let queue = match inputs.capacity {
            None => unlimited,
            capacity => Queue::serve(
                &arrivals,
                Service {
                    capacity,
                    ..service
                },
            ),
        };
        Self {
            channels: channels(&inputs),
            visitors,
            admitted_per_min: service.admitted_per_min,
            suggested_per_min,
            unlimited_peak: peak,
            suggested_capacity: round_up(peak / HEADROOM),
            waits: queue.line.waits(),
            sold_out: sold_out(&inputs, &queue),
            traffic: traffic::traffic(&arrivals, &queue, inputs.page_pct / 100.0),
            arrivals,
            queue,
            inputs,
        }
    }

    /// The longest the line is, and its minute.
    pub fn peak(&self) -> (i32, f64) {
        self.queue.depth.most().unwrap_or((0, 0.0))
    }
}

fn sold_out(inputs: &Inputs, queue: &Queue) -> Option<SoldOut> {
    let people = inputs.units? / (inputs.conversion_pct / 100.0);
    let minute = queue.admitted_at(people)?;
    let waiting = queue.depth.iter().find(|(m, _)| *m == minute);
    Some(SoldOut {
        minute,
        waiting: waiting.map_or(0.0, |(_, depth)| depth),
        people,
    })
}

/// Up to the next number with two digits that count; at least 1.
fn round_up(people: f64) -> f64 {
    let step = 10_f64.powf((people.max(1.0).log10().floor() - 1.0).max(0.0));
    ((people / step).ceil() * step).max(1.0)
}

#[cfg(test)]
mod tests;
