//! The line that follows from who comes and how many are let in, minute by minute.

use super::arrivals::Minutes;
use crate::domain::line::{Line, Step, gone_at};

/// For how long after the last arrival the line is followed, in minutes: a day.
const AFTER_MIN: usize = 1_440;
/// Less than this is nobody.
const NOBODY: f64 = 0.5;

/// How the line is served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Service {
    /// How many are let in a minute from the opening on.
    pub admitted_per_min: f64,
    /// How many the waiting room holds.
    pub capacity: Option<f64>,
    /// The share of those who wait that gives up in an hour, 0 to 1.
    pub leave_per_hour: f64,
}

/// What becomes of everybody who comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// How many wait at the end of each minute.
    pub depth: Minutes,
    /// How many were let in by the end of each minute.
    pub admitted_by: Vec<f64>,
    /// How many came.
    pub arrived: f64,
    /// How many were let in.
    pub admitted: f64,
    /// How many gave up.
    pub left: f64,
    /// How many found no room.
    pub turned_away: f64,
    /// How many wait when the plan ends.
    pub waiting: f64,
    /// The line, and how long those in it waited.
    pub line: Line,
}

impl Queue {
    /// Serves the line until it is gone, or for a day after the last arrival.
    pub fn serve(arrivals: &Minutes, service: Service) -> Self {
        // Whoever stays with probability 1 − p for an hour stays for a minute with its sixtieth root.
        let leave_per_min = 1.0 - (1.0 - service.leave_per_hour).powf(1.0 / 60.0);
        let mut queue = Self {
            depth: Minutes {
                first: arrivals.first,
                people: Vec::new(),
            },
            admitted_by: Vec::new(),
            arrived: 0.0,
            admitted: 0.0,
            left: 0.0,
            turned_away: 0.0,
            waiting: 0.0,
            line: Line::of(0.0),
        };
        let nobody_more = std::iter::repeat_n(0.0, AFTER_MIN);
        let coming = arrivals.people.len();
        for (n, came) in arrivals
            .people
            .iter()
            .copied()
            .chain(nobody_more)
            .enumerate()
        {
            if n >= coming && queue.waiting < NOBODY {
                break;
            }
            let minute = arrivals.first + i32::try_from(n).unwrap_or(i32::MAX);
            queue.minute(minute, came, service, leave_per_min);
        }
        queue
    }

    fn minute(&mut self, minute: i32, came: f64, service: Service, leave_per_min: f64) {
        let left = self.waiting * leave_per_min;
        let there = self.waiting - left + came;
        let let_in = if minute < 0 {
            0.0
        } else {
            service.admitted_per_min.min(there)
        };
        let rest = there - let_in;
        let waiting = service.capacity.map_or(rest, |room| rest.min(room));
        let turned_away = rest - waiting;
        let start = f64::from(minute) * 60.0;
        self.line.step(Step {
            span: (start, start + 60.0),
            joined: came - turned_away,
            left,
            admitted: let_in,
        });
        self.arrived += came;
        self.left += left;
        self.admitted += let_in;
        self.turned_away += turned_away;
        self.waiting = waiting;
        self.depth.people.push(waiting);
        self.admitted_by.push(self.admitted);
    }

    /// How many minutes after the opening the line is gone for good, as a report counts it: down to a hundredth of its peak.
    /// Nothing when it is still there a day after the last arrival.
    pub fn clear_min(&self) -> Option<i32> {
        let limit = gone_at(self.depth.most().map_or(0.0, |(_, peak)| peak));
        if self.waiting > limit {
            return None;
        }
        let still_there = self.depth.iter().filter(|(_, depth)| *depth > limit);
        let last = still_there.last();
        Some(last.map_or(0, |(minute, _)| minute + 1).max(0))
    }

    /// How many are let in a minute on average, from the opening until the line is gone.
    pub fn mean_per_min(&self) -> Option<f64> {
        let minutes = self.clear_min().filter(|minutes| *minutes > 0)?;
        let last = usize::try_from(minutes - 1 - self.depth.first).ok()?;
        let admitted = self.admitted_by.get(last)?;
        Some(admitted / f64::from(minutes))
    }

    /// The minute by whose end so many were let in.
    pub fn admitted_at(&self, people: f64) -> Option<i32> {
        let n = self.admitted_by.iter().position(|by| *by >= people)?;
        Some(self.depth.first + i32::try_from(n).ok()?)
    }
}
