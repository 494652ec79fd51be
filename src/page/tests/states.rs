//! Every state that the public can see, with its words: what it says, its shape, what else to know and what to do now.

use scraper::{Html, Selector};

use super::sample::{facts, feed, links, page, text};
use crate::domain::event::{EventKind, Phase};
use crate::domain::revision::Revision;
use crate::domain::status_page::{Aspect, Facts, SignState};
use crate::page::aspect::outline;
use crate::page::render_document;

/// A state, how it comes about, and what the sign then says.
struct Case {
    facts: Facts,
    state: SignState,
    aspect: Aspect,
    title: &'static str,
    /// Why there is no wait, or what else to know.
    explanation: Option<&'static str>,
    /// The beginning of what to do now.
    advice: &'static str,
    /// The large figure: a wait or the time that is left.
    figure: Option<&'static str>,
}

fn fed(kind: EventKind, phase: Phase, depth: f64, age_s: i64) -> Facts {
    let mut facts = facts(kind, phase);
    feed(&mut facts, depth, 290.0, age_s);
    facts
}

fn paused() -> Facts {
    let mut facts = fed(EventKind::Queue, Phase::Paused, 900.0, 5);
    facts.event.phase_reason = Some(text("Our payment partner is down."));
    facts
}

/// A line of 9,740, silent for ten minutes.
fn silent(phase: Phase) -> Facts {
    fed(EventKind::Queue, phase, 9_740.0, 600)
}

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    use EventKind::{Draw, Queue, TimedRelease};
    let case = |facts, state, aspect, title, explanation, advice, figure| Case {
        facts, state, aspect, title, explanation, advice, figure,
    };
    let left = Some("in 1 h 40 min");
    let stale = "We can't see live data right now";
    vec![
        case(facts(Queue, Phase::Scheduled), SignState::Scheduled, Aspect::Calm,
            "Opens at 12:00 GMT", None, "You don't need to refresh", left),
        case(facts(Queue, Phase::Waiting), SignState::Waiting, Aspect::Calm,
            "The waiting room is open. Doors at 12:00 GMT", None, "Keep your waiting-room tab open.", left),
        case(fed(Queue, Phase::Open, 900.0, 5), SignState::Moving, Aspect::Calm,
            "The line is moving", None, "Keep your place", Some("2–4")),
        case(fed(Queue, Phase::Open, 9_740.0, 5), SignState::Busy, Aspect::Busy,
            "It's very busy", None, "Keep your place", Some("25–45")),
        case(facts(Queue, Phase::Open), SignState::Moving, Aspect::Calm,
            "The line is moving", Some("We are measuring the wait. It will appear here in a moment."), "Keep your place", None),
        case(paused(), SignState::Paused, Aspect::Paused,
            "We've paused new entries", Some("Our payment partner is down."), "Your place in line is kept.", None),
        case(fed(Queue, Phase::Open, 30_000.0, 5), SignState::Full, Aspect::Full,
            "The line is full", Some("Nobody more fits in right now."), "Come back in a few minutes.", None),
        case(facts(Queue, Phase::SoldOut), SignState::SoldOut, Aspect::Ended,
            "Sold out at 10:16 GMT", None, "Join the waitlist", None),
        case(facts(Queue, Phase::Ended), SignState::Ended, Aspect::Ended,
            "This event has ended", None, "Thank you for being there.", None),
        case(silent(Phase::Open), SignState::Stale, Aspect::Stale,
            stale, Some("Last known at 10:10 GMT: it was very busy."), "We are working on it.", None),
        case(silent(Phase::Waiting), SignState::Stale, Aspect::Stale,
            stale, Some("Last known at 10:10 GMT: the waiting room was open."), "We are working on it.", None),
        case(silent(Phase::Paused), SignState::Stale, Aspect::Stale,
            stale, Some("Last known at 10:10 GMT: new entries were paused."), "We are working on it.", None),
        case(fed(Queue, Phase::Open, 900.0, 600), SignState::Stale, Aspect::Stale,
            stale, Some("Last known at 10:10 GMT: the line was moving."), "We are working on it.", None),
        case(fed(Queue, Phase::Open, 30_000.0, 600), SignState::Stale, Aspect::Stale,
            stale, Some("Last known at 10:10 GMT: the line was full."), "We are working on it.", None),
        case(facts(Draw, Phase::Scheduled), SignState::Scheduled, Aspect::Calm,
            "Entries open at 12:00 GMT", None, "You don't need to refresh", left),
        case(facts(Draw, Phase::EntriesOpen), SignState::EntriesOpen, Aspect::Calm,
            "Entries close at 18:00 GMT", None, "Every entry has the same chance", Some("in 7 h 40 min")),
        case(facts(Draw, Phase::EntriesClosed), SignState::EntriesClosed, Aspect::Paused,
            "Entries are closed. Draw at 20:00 GMT", None, "Winners hear from us directly after the draw.", Some("in 9 h 40 min")),
        case(facts(Draw, Phase::Drawn), SignState::Drawn, Aspect::Ended,
            "The draw has taken place", None, "Winners hear from us directly.", None),
        case(facts(Draw, Phase::Ended), SignState::Ended, Aspect::Ended,
            "This event has ended", None, "Thank you for being there.", None),
        case(facts(TimedRelease, Phase::Scheduled), SignState::Scheduled, Aspect::Calm,
            "Available at 12:00 GMT", None, "You don't need to refresh", left),
        case(facts(TimedRelease, Phase::Waiting), SignState::Waiting, Aspect::Calm,
            "The waiting room is open. Doors at 12:00 GMT", None, "Keep your waiting-room tab open.", left),
        case(facts(TimedRelease, Phase::Open), SignState::Available, Aspect::Calm,
            "Available now", None, "While it lasts.", None),
        case(fed(TimedRelease, Phase::Open, 9_740.0, 5), SignState::Busy, Aspect::Busy,
            "It's very busy", None, "Keep your place", Some("25–45")),
        case(facts(TimedRelease, Phase::Paused), SignState::Paused, Aspect::Paused,
            "We've paused new entries", None, "Your place in line is kept.", None),
        case(facts(TimedRelease, Phase::SoldOut), SignState::SoldOut, Aspect::Ended,
            "Sold out at 10:16 GMT", None, "Join the waitlist", None),
        case(facts(TimedRelease, Phase::Ended), SignState::Ended, Aspect::Ended,
            "This event has ended", None, "Thank you for being there.", None),
    ]
}

/// An event of which nothing has come at its time, eleven hours later.
fn late(kind: EventKind, phase: Phase) -> Facts {
    let mut facts = facts(kind, phase);
    let schedule = &mut facts.event.schedule;
    for time in [
        &mut schedule.opens_at,
        &mut schedule.closes_at,
        &mut schedule.draws_at,
    ] {
        *time = time.map(|at| at.plus_seconds(-11 * 3_600));
    }
    facts
}

/// Every state as an event that is in it.
pub fn states() -> Vec<Facts> {
    cases().into_iter().map(|case| case.facts).collect()
}

#[test]
fn every_state_says_its_own_sentence_and_what_to_do_now() {
    for case in cases() {
        let sign = page(&case.facts).sign;
        let (kind, title) = (case.facts.event.kind, case.title);
        assert_eq!(sign.state, case.state, "{kind:?}: {title}");
        assert_eq!(sign.aspect, case.aspect, "{kind:?}: {title}");
        assert_eq!(sign.title, title, "{kind:?}");
        assert_eq!(sign.explanation.as_deref(), case.explanation, "{title}");
        let advice = sign.advice.unwrap_or_default();
        assert!(advice.starts_with(case.advice), "{title}: {advice}");
        let figure = sign.figure.map(|wait| wait.figure);
        let figure = figure.or(sign.countdown.map(|left| left.text));
        assert_eq!(figure.as_deref(), case.figure, "{title}");
    }
}

#[test]
fn what_has_not_come_at_its_time_is_neither_announced_for_it_nor_counted_down_to() {
    use EventKind::{Draw, Queue, TimedRelease};
    let opening = Some(
        "The opening was planned for 01:00 GMT. It has not begun yet; this page says so the moment it does.",
    );
    let draw = Some(
        "The draw was planned for 09:00 GMT. It has not taken place yet; this page says so the moment it has.",
    );
    for (kind, phase, title, explanation) in [
        (Queue, Phase::Scheduled, "Opening soon", opening),
        (Queue, Phase::Waiting, "The waiting room is open", opening),
        (TimedRelease, Phase::Scheduled, "Available soon", opening),
        (Draw, Phase::Scheduled, "Entries open soon", opening),
        (Draw, Phase::EntriesOpen, "Entries are open", None),
        (Draw, Phase::EntriesClosed, "Entries are closed", draw),
    ] {
        let sign = page(&late(kind, phase)).sign;
        assert_eq!(sign.title, title);
        assert_eq!(sign.explanation.as_deref(), explanation, "{title}");
        assert_eq!(sign.countdown, None, "{title}");
    }
}

#[test]
fn every_kind_is_shown_in_every_phase_that_it_has() {
    let shown: Vec<_> = states()
        .iter()
        .map(|f| (f.event.kind, f.event.phase))
        .collect();
    for kind in EventKind::ALL {
        let mut reached = vec![Phase::Scheduled];
        let mut next = 0;
        while let Some(phase) = reached.get(next).copied() {
            assert!(shown.contains(&(kind, phase)), "{kind:?} {phase:?}");
            let more = phase.next(kind).iter().filter(|phase| phase.is_public());
            reached.extend(
                more.filter(|phase| !reached.contains(phase))
                    .collect::<Vec<_>>(),
            );
            next += 1;
        }
    }
}

#[test]
fn the_document_shows_the_sentence_beside_its_shape_and_in_the_tab() {
    for case in cases() {
        let html = render_document(&page(&case.facts), Revision::new(118), &links());
        let parsed = Html::parse_document(&html);
        let text = |css: &str| -> String {
            let wanted = Selector::parse(css).unwrap();
            parsed.select(&wanted).flat_map(|e| e.text()).collect()
        };
        assert_eq!(text("h1"), case.title);
        assert_eq!(text("title"), format!("{} · Meridian 4 launch", case.title));
        let shape = format!("[data-aspect={}] h1 svg path", case.aspect.as_str());
        let shape = parsed.select(&Selector::parse(&shape).unwrap()).next();
        assert_eq!(
            shape.and_then(|path| path.attr("d")),
            Some(outline(case.aspect))
        );
    }
}

#[test]
fn what_is_critical_turns_a_moving_line_into_a_problem() {
    let mut facts = super::sample::busy();
    facts.incidents[0].impact = crate::domain::incident::Impact::Critical;
    assert_eq!(page(&facts).sign.aspect, Aspect::Problem);
}
