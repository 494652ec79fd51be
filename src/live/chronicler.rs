//! Follows the course of an event for the publisher.

use std::sync::Arc;

use crate::domain::event::{Event, Phase};
use crate::domain::history::{BEFORE_OPENING_S, Chronicle, MINUTE_S, ShownWait};
use crate::domain::metric::Reading;
use crate::domain::status_page::Facts;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::Tx;

/// The shortest time, in seconds, between two ranges that are noted because they differ.
const BETWEEN_S: f64 = 10.0;

/// The course of one event.
#[derive(Debug, Clone)]
pub struct Chronicler {
    chronicle: Chronicle,
    /// Readings from before are left out.
    begins: Timestamp,
    /// The minute that the course ends with.
    minute: Option<Timestamp>,
    /// The last minute whose wait was noted.
    noted: Option<Timestamp>,
    /// What was noted last, since this node began.
    shown: Option<ShownWait>,
}

impl Chronicler {
    /// Reads the course back from the store, up to its newest reading.
    pub async fn load(tx: &mut Tx, event: &Event, now: Timestamp) -> Result<Self> {
        let begins = beginning(event, now);
        Ok(Self {
            chronicle: tx.find_chronicle(&event.id, begins).await?,
            begins,
            minute: None,
            noted: tx.newest_shown_wait_at(&event.id).await?,
            shown: None,
        })
    }

    /// Whether this is still where the course of `event` begins.
    pub fn begins_as(&self, event: &Event, now: Timestamp) -> bool {
        self.begins == beginning(event, now)
    }

    /// Takes in a reading, however late it comes.
    pub fn observe(&mut self, reading: Reading) {
        if reading.at >= self.begins {
            self.chronicle.observe(reading);
        }
    }

    /// Brings the course in `facts` up to date once a minute, its charts less often when they are long. Tells the wait that
    /// is shown at the beginning of the minute while people are let in, and when another range is shown within it.
    pub fn turn(&mut self, facts: &mut Arc<Facts>, now: Timestamp) -> Option<ShownWait> {
        let minute = now.floor_to(MINUTE_S);
        // The first charts of an event need not wait for the minute to be over.
        if self.minute == Some(minute) && facts.course.is_drawn() {
            return self.changed(facts, now);
        }
        self.minute = Some(minute);
        // A clock that was stepped back must not note a minute twice, nor a node that has just started.
        let new = self.noted.is_none_or(|noted| noted < minute);
        let shown =
            (new && facts.event.phase == Phase::Open).then(|| facts.shown_wait(now).of_minute());
        if let Some(shown) = shown {
            self.noted = Some(minute);
            self.shown = Some(shown);
            // Of changes within a minute a chart knows nothing: it is made of minutes.
            self.chronicle.note(shown);
        }
        let history = self.chronicle.history(minute);
        if !facts.course.tells(&history, &facts.event) {
            let drawn = self.chronicle.history(history.drawn_until(minute));
            let course = facts.course.moved_on(history, drawn, &facts.event);
            Arc::make_mut(facts).course = Arc::new(course);
        }
        shown.or_else(|| self.changed(facts, now))
    }

    /// What is shown now, when it is not the range that was noted last.
    fn changed(&mut self, facts: &Facts, now: Timestamp) -> Option<ShownWait> {
        let last = self.shown?;
        // What is of a whole minute is a point of the chart.
        let of_minute = now.floor_to(1) == now.floor_to(MINUTE_S);
        if of_minute || now.seconds_since(last.at) < BETWEEN_S {
            return None;
        }
        let shown = facts.shown_wait(now);
        let differs = shown.written() != last.written();
        differs.then(|| *self.shown.insert(shown))
    }
}

/// Where the course of an event begins. One that is opened before its time has no better beginning than its first reading.
fn beginning(event: &Event, now: Timestamp) -> Timestamp {
    let opened = event.schedule.opens_at.filter(|opens_at| *opens_at <= now);
    opened.map_or(Timestamp::from_millis(i64::MIN), |opened| {
        opened.plus_seconds(-BEFORE_OPENING_S)
    })
}
