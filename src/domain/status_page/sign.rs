//! The one sentence about the state, its shape, and what to do now.

use serde::{Deserialize, Serialize};

use super::Moment;
use crate::domain::estimate::{Confidence, Estimator, FreshnessLevel, WaitEstimate};
use crate::domain::event::{Event, EventKind, Phase};
use crate::domain::incident::{Impact, Incident};
use crate::domain::locale::words::Words;
use crate::domain::message::Message;
use crate::domain::time::Timestamp;

/// From this wait on, a moving line is called very busy.
const BUSY_FROM_S: f64 = 900.0;
/// How long after its time something may come and still be called punctual, in seconds.
const PUNCTUAL_S: i64 = 60;

/// What the sign says, before it is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignState {
    /// Not public; only the desk sees it.
    Draft,
    /// Opening is to come.
    Scheduled,
    /// The waiting room fills.
    Waiting,
    /// The line moves and is short.
    Moving,
    /// The line moves and is long.
    Busy,
    /// On sale, without a line.
    Available,
    /// Nobody is let in for now.
    Paused,
    /// Nobody more fits.
    Full,
    /// Nothing is left.
    SoldOut,
    /// Over.
    Ended,
    /// A draw takes entries.
    EntriesOpen,
    /// A draw takes no more entries.
    EntriesClosed,
    /// The draw has happened.
    Drawn,
    /// The feed has fallen silent.
    Stale,
}

impl SignState {
    /// Whether nobody can buy who could before: the one news that must interrupt.
    pub fn stops_sales(self) -> bool {
        matches!(self, Self::Paused | Self::SoldOut)
    }
}

/// The sign's shape; each goes with one colour and is never alone without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// A green disc.
    Calm,
    /// An amber diamond.
    Busy,
    /// Two slate bars, upright.
    Paused,
    /// An amber square.
    Full,
    /// A slate bar, lying.
    Ended,
    /// A red triangle.
    Problem,
    /// A hollow ring.
    Stale,
}

impl Aspect {
    /// The aspect's name in attributes and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Busy => "busy",
            Self::Paused => "paused",
            Self::Full => "full",
            Self::Ended => "ended",
            Self::Problem => "problem",
            Self::Stale => "stale",
        }
    }

    /// One of the five tones that a widget knows.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Busy | Self::Full => "busy",
            Self::Paused | Self::Stale => "paused",
            Self::Ended => "ended",
            Self::Problem => "problem",
        }
    }
}

/// The wait as the one large figure on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// `25–40`.
    pub figure: String,
    /// What it counts: `minutes for most people joining now`.
    pub unit: String,
    /// What to know about it when it does not rest on a pace that was measured and keeps.
    pub note: Option<String>,
}

/// The state in one sentence, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// What it says, for machines.
    pub state: SignState,
    /// Its shape.
    pub aspect: Aspect,
    /// What it says, for people.
    pub title: String,
    /// The instant a countdown runs to, and how far away it is.
    pub countdown: Option<Countdown>,
    /// The wait, when there is one to show.
    pub figure: Option<Figure>,
    /// Why there is none, or what else to know.
    pub explanation: Option<String>,
    /// What to do now.
    pub advice: Option<String>,
    /// By when the operator promised to speak again about this state.
    pub next_update: Option<Moment>,
    /// Whether that promise was broken.
    pub overdue: bool,
}

/// Time left until something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countdown {
    /// Until when.
    pub until: Timestamp,
    /// `in 2 h 10 min`.
    pub text: String,
}

/// What the sign is about.
pub(super) struct Subject<'a> {
    pub event: &'a Event,
    pub estimator: &'a Estimator,
    pub wait: WaitEstimate,
    pub incidents: &'a [Incident],
    pub messages: &'a [Message],
    pub words: Words,
    pub now: Timestamp,
}

impl Subject<'_> {
    fn state(&self) -> SignState {
        let lost = self.estimator.freshness(self.now) == FreshnessLevel::Lost;
        if self.event.phase.expects_feed() && lost {
            return SignState::Stale;
        }
        self.state_with(self.wait)
    }

    /// The state, with the feed taken at its word.
    fn state_with(&self, wait: WaitEstimate) -> SignState {
        match (self.phase_state(), wait) {
            (SignState::Moving, _) if self.estimator.is_full(self.event.capacity) => {
                SignState::Full
            }
            (SignState::Moving, WaitEstimate::Known { mid_s, .. }) if mid_s >= BUSY_FROM_S => {
                SignState::Busy
            }
            (state, _) => state,
        }
    }

    /// The state that the phase alone makes, however long the line is.
    fn phase_state(&self) -> SignState {
        let event = self.event;
        match event.phase {
            Phase::Draft => SignState::Draft,
            Phase::Scheduled => SignState::Scheduled,
            Phase::Waiting => SignState::Waiting,
            Phase::Open
                if event.kind == EventKind::TimedRelease && self.estimator.depth().is_none() =>
            {
                SignState::Available
            }
            Phase::Open => SignState::Moving,
            Phase::Paused => SignState::Paused,
            Phase::SoldOut => SignState::SoldOut,
            Phase::EntriesOpen => SignState::EntriesOpen,
            Phase::EntriesClosed => SignState::EntriesClosed,
            Phase::Drawn => SignState::Drawn,
            Phase::Ended => SignState::Ended,
        }
    }

    /// The phase in one sentence, however long the line is, as it was said when the phase began.
    pub(super) fn phase_title(&self) -> String {
        let then = Subject {
            now: self.event.phase_since,
            ..*self
        };
        then.title(then.phase_state())
    }

    fn aspect(&self, state: SignState) -> Aspect {
        let broken = |i: &Incident| !i.is_resolved() && i.impact == Impact::Critical;
        match state {
            SignState::Moving | SignState::Busy | SignState::Available
                if self.incidents.iter().any(broken) =>
            {
                Aspect::Problem
            }
            SignState::Moving
            | SignState::Available
            | SignState::Scheduled
            | SignState::Waiting
            | SignState::EntriesOpen => Aspect::Calm,
            SignState::Busy => Aspect::Busy,
            SignState::Full => Aspect::Full,
            SignState::Draft | SignState::Paused | SignState::EntriesClosed => Aspect::Paused,
            SignState::SoldOut | SignState::Ended | SignState::Drawn => Aspect::Ended,
            SignState::Stale => Aspect::Stale,
        }
    }

    fn when(&self, at: Timestamp) -> String {
        self.words.when(&self.event.zone, at, self.now)
    }

    /// What the schedule says comes next.
    fn awaited(&self, state: SignState) -> Option<Timestamp> {
        let schedule = self.event.schedule;
        match state {
            SignState::Scheduled | SignState::Waiting => schedule.opens_at,
            SignState::EntriesOpen => schedule.closes_at,
            SignState::EntriesClosed => schedule.draws_at,
            _ => None,
        }
    }

    /// What should have come but has not: only an operator or the shop makes it so, and they may be late.
    fn missed(&self, state: SignState) -> Option<Timestamp> {
        let late = |at: &Timestamp| at.plus_seconds(PUNCTUAL_S) < self.now;
        self.awaited(state).filter(late)
    }

    fn title(&self, state: SignState) -> String {
        let missed = self.missed(state);
        let ahead = self.awaited(state).filter(|_| missed.is_none());
        let at = |with, without| match ahead {
            Some(time) => self.words.fill(with, &[("when", &self.when(time))]),
            None => self.words.say(without),
        };
        match state {
            SignState::Draft => self.words.say("title-draft"),
            SignState::Scheduled if self.event.kind == EventKind::Draw => {
                at("title-draw-scheduled", "title-draw-scheduled-soon")
            }
            SignState::Scheduled if self.event.kind == EventKind::TimedRelease => {
                at("title-release-scheduled", "title-release-scheduled-soon")
            }
            SignState::Scheduled => at("title-scheduled", "title-scheduled-soon"),
            SignState::Waiting => at("title-waiting", "title-waiting-soon"),
            SignState::Moving => self.words.say("title-moving"),
            SignState::Busy => self.words.say("title-busy"),
            SignState::Available => self.words.say("title-available"),
            SignState::Paused => self.words.say("title-paused"),
            SignState::Full => self.words.say("title-full"),
            SignState::SoldOut => {
                let when = self.when(self.event.phase_since);
                self.words.fill("title-sold-out", &[("when", &when)])
            }
            SignState::Ended => self.words.say("title-ended"),
            SignState::EntriesOpen => at("title-entries-open", "title-entries-open-until"),
            SignState::EntriesClosed => at("title-entries-closed", "title-entries-closed-until"),
            SignState::Drawn => self.words.say("title-drawn"),
            SignState::Stale => self.words.say("title-stale"),
        }
    }

    fn countdown(&self, state: SignState) -> Option<Countdown> {
        let until = self.awaited(state)?;
        let text = self.words.countdown(until.seconds_since(self.now))?;
        Some(Countdown { until, text })
    }

    fn figure(&self, state: SignState) -> Option<Figure> {
        match (state, self.wait) {
            (SignState::Moving | SignState::Busy, WaitEstimate::Known { low_s, high_s, .. }) => {
                let (figure, unit) = self.words.wait_figure(low_s, high_s);
                let note = match self.estimator.confidence() {
                    Confidence::Settled => None,
                    Confidence::Changing => Some(self.words.say("confidence-changing")),
                    Confidence::Announced => Some(self.words.say("confidence-announced")),
                };
                Some(Figure { figure, unit, note })
            }
            _ => None,
        }
    }

    fn explanation(&self, state: SignState, reason: Option<&str>) -> Option<String> {
        let own = match (state, self.wait) {
            (SignState::Moving | SignState::Busy, WaitEstimate::Unknown { reason }) => {
                Some(self.words.unknown_wait(reason))
            }
            (SignState::Stale, _) => self.estimator.as_of().map(|at| self.last_known(at)),
            (SignState::Draft, _) => Some(self.words.say("about-draft")),
            (SignState::Full, _) => Some(self.words.say("about-full")),
            (SignState::Scheduled | SignState::Waiting, _) => self
                .missed(state)
                .map(|at| self.late("about-late-opening", at)),
            (SignState::EntriesClosed, _) => self
                .missed(state)
                .map(|at| self.late("about-late-draw", at)),
            _ => None,
        };
        let parts: Vec<&str> = reason.into_iter().chain(own.as_deref()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn late(&self, key: &'static str, planned: Timestamp) -> String {
        let time = self.words.moment(&self.event.zone, planned, self.now);
        self.words.fill(key, &[("time", &time)])
    }

    /// What was true when the feed spoke last, by the newest reading, which is of `at`.
    fn last_known(&self, at: Timestamp) -> String {
        let (phase, capacity) = (self.event.phase, self.event.capacity);
        let wait = self.estimator.estimate(phase, capacity, at);
        let key = match self.state_with(wait) {
            SignState::Busy => "about-stale-busy",
            SignState::Full => "about-stale-full",
            SignState::Paused => "about-stale-paused",
            SignState::Waiting => "about-stale-waiting",
            _ => "about-stale-moving",
        };
        self.words.fill(key, &[("when", &self.when(at))])
    }

    fn advice(&self, state: SignState) -> Option<String> {
        let key = match state {
            SignState::Draft => return None,
            SignState::Scheduled => "advice-scheduled",
            SignState::Waiting => "advice-waiting",
            SignState::Moving | SignState::Busy => "advice-open",
            SignState::Available => "advice-available",
            SignState::Paused => "advice-paused",
            SignState::Full => "advice-full",
            SignState::SoldOut if self.event.waitlist_link.is_some() => "advice-sold-out-waitlist",
            SignState::SoldOut => "advice-sold-out",
            SignState::Ended => "advice-ended",
            SignState::EntriesOpen => "advice-entries-open",
            SignState::EntriesClosed => "advice-entries-closed",
            SignState::Drawn => "advice-drawn",
            SignState::Stale => "advice-stale",
        };
        Some(self.words.say(key))
    }

    /// The promise about the phase. Once its time has passed it is kept by anything said since, or broken.
    fn promise(&self) -> Option<Timestamp> {
        let by = self.event.phase_next_update_by?;
        let said_since = |m: &Message| m.stands() && m.published_at > self.event.phase_since;
        let kept = by < self.now && self.messages.iter().any(said_since);
        (!kept).then_some(by)
    }

    /// The sign, with `reason` being the operator's own words about the phase.
    pub(super) fn sign(&self, reason: Option<&str>) -> Sign {
        let state = self.state();
        let promise = self.promise();
        Sign {
            state,
            aspect: self.aspect(state),
            title: self.title(state),
            countdown: self.countdown(state),
            figure: self.figure(state),
            explanation: self.explanation(state, reason),
            advice: self.advice(state),
            next_update: promise.map(|at| Moment {
                at,
                text: self.words.moment(&self.event.zone, at, self.now),
            }),
            overdue: promise.is_some_and(|by| by < self.now),
        }
    }
}
