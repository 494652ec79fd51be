//! What was promised, corrected and taken back, as a shopper reads it.

use super::sample::{busy, facts, message, now, page};
use crate::domain::event::{EventKind, Phase};
use crate::domain::message::Severity;
use crate::domain::status_page::Facts;

/// A line paused four minutes ago, with the next word promised for `ago_s` ago.
fn paused(ago_s: i64) -> Facts {
    let mut facts = facts(EventKind::Queue, Phase::Paused);
    facts.event.phase_next_update_by = Some(now().plus_seconds(-ago_s));
    facts
}

#[test]
fn a_promise_about_the_phase_is_open_until_its_time_and_then_overdue() {
    let open = page(&paused(-60)).sign;
    assert!(open.next_update.is_some() && !open.overdue);
    let broken = page(&paused(60)).sign;
    assert!(broken.next_update.is_some() && broken.overdue);
}

#[test]
fn a_promise_about_the_phase_is_kept_by_what_was_said_since() {
    let mut facts = paused(60);
    facts.messages = vec![message("m", Severity::Info, 120, "Still paused.")];
    let kept = page(&facts).sign;
    assert!(kept.next_update.is_none() && !kept.overdue);

    // Before the pause it said nothing about it, and taken back it says nothing at all.
    facts.messages = vec![message("m", Severity::Info, 600, "All is well.")];
    assert!(page(&facts).sign.overdue);
    facts.messages = vec![message("m", Severity::Info, 120, "Still paused.")];
    facts.messages[0].retracted_at = Some(now());
    assert!(page(&facts).sign.overdue);
}

#[test]
fn a_message_that_was_taken_back_leaves_its_time_and_nothing_else() {
    let mut facts = busy();
    facts.messages[0].edited_at = Some(now().plus_seconds(-20));
    facts.messages[0].retracted_at = Some(now().plus_seconds(-10));
    let view = &page(&facts).messages[0];
    assert_eq!(
        view.retracted.as_ref().map(|m| m.at),
        facts.messages[0].retracted_at
    );
    assert!(view.text.is_empty());
    assert!(view.next_update.is_none() && view.edited.is_none() && !view.overdue);
}

#[test]
fn a_message_that_was_taken_back_does_not_keep_the_promise_of_the_one_before() {
    let mut facts = busy();
    facts.messages[1].next_update_by = Some(now().plus_seconds(-60));
    assert!(!page(&facts).messages[1].overdue);
    facts.messages[0].retracted_at = Some(now());
    assert!(page(&facts).messages[1].overdue);
}

#[test]
fn a_correction_carries_its_time() {
    let mut facts = busy();
    facts.messages[0].edited_at = Some(now().plus_seconds(-20));
    let view = &page(&facts).messages[0];
    assert_eq!(
        view.edited.as_ref().map(|m| m.at),
        facts.messages[0].edited_at
    );
    assert!(view.text.plain().starts_with("We're experiencing"));
}
