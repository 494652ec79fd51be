//! Feeds and calendar say what the page says, whatever was written into it.

use atom_syndication::Feed as AtomFeed;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::domain::calendar::{CalendarEntry, Occasion};
use crate::domain::event::{EventKind, Phase, Title};
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::prose::Prose;
use crate::domain::status_page::Facts;
use crate::page::tests::sample::{busy, facts, message, now};

const BASE: &str = "https://status.example";

fn atom_of(facts: &Facts, locale: Locale) -> AtomFeed {
    let page = facts.status_page(locale, now());
    AtomFeed::read_from(&atom::write(&Feed::new(&page, BASE))[..]).unwrap()
}

fn json_of(facts: &Facts, locale: Locale) -> Value {
    let page = facts.status_page(locale, now());
    serde_json::to_value(JsonFeed::from(&Feed::new(&page, BASE))).unwrap()
}

fn opening(title: &str) -> CalendarEntry {
    CalendarEntry {
        occasion: Occasion::Opening,
        at: now(),
        title: Title::parse(title).unwrap(),
        cancelled: false,
        sequence: 3,
        changed_at: now().plus_seconds(-60),
    }
}

/// The calendar's lines with their folds undone (RFC 5545 §3.1).
fn calendar_of(facts: &Facts, locale: Locale) -> Vec<String> {
    let page = facts.status_page(locale, now());
    let text = calendar::write(&page, "https://status.example/e/meridian-4").unwrap();
    let unfolded = text.replace("\r\n ", "");
    let lines = unfolded.strip_suffix("\r\n").unwrap().split("\r\n");
    lines.map(str::to_owned).collect()
}

#[test]
fn a_feed_tells_every_message_every_step_and_the_phase_newest_first() {
    let feed = atom_of(&busy(), Locale::En);
    let titles: Vec<_> = feed.entries().iter().map(|e| e.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "We're experiencing high demand. Thank you for your patience.",
            "The line is moving",
            "Some card payments take longer · We know the cause",
            "Card payments can take up to two minutes.",
            "Some card payments take longer · We're looking into it",
            "Les portes sont ouvertes.",
            "Confirmation e-mails came late · Resolved",
            "Confirmation e-mails came late · We're looking into it",
        ]
    );
    assert_eq!(feed.title.as_str(), "Meridian 4 launch · It's very busy");
    let first = &feed.entries()[0];
    assert_eq!(first.id, "urn:uuid:m3");
    assert_eq!(
        first.links[0].href,
        "https://status.example/e/meridian-4#m-m3"
    );
    assert_eq!(feed.updated, first.updated);
}

#[test]
fn a_text_in_another_language_is_marked_with_its_own() {
    let feed = atom_of(&busy(), Locale::De);
    assert_eq!(feed.lang.as_deref(), Some("de"));
    let lang = |title: &str| {
        let found = feed.entries().iter().find(|e| e.title.as_str() == title);
        found.unwrap().title.lang.clone()
    };
    assert_eq!(lang("Les portes sont ouvertes.").as_deref(), Some("fr"));
    assert_eq!(
        lang("Card payments can take up to two minutes.").as_deref(),
        Some("en")
    );
}

#[test]
fn a_translated_feed_leads_to_the_translated_page_and_keeps_the_identities() {
    let (english, german) = (atom_of(&busy(), Locale::En), atom_of(&busy(), Locale::De));
    let ids = |feed: &AtomFeed| {
        feed.entries()
            .iter()
            .map(|e| e.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&english), ids(&german));
    let link = &german.entries()[0].links[0].href;
    assert_eq!(link, "https://status.example/e/meridian-4?lang=de#m-m3");
    let own = german.links.iter().find(|link| link.rel == "self").unwrap();
    assert_eq!(
        own.href,
        "https://status.example/e/meridian-4/feed.atom?lang=de"
    );
}

#[test]
fn a_correction_moves_the_time_of_an_entry_and_nothing_else() {
    let before = busy();
    let mut after = busy();
    after.messages[1].edited_at = Some(now().plus_seconds(-5));
    let (before, after) = (json_of(&before, Locale::En), json_of(&after, Locale::En));
    let changed: Vec<_> = before["items"]
        .as_array()
        .unwrap()
        .iter()
        .zip(after["items"].as_array().unwrap())
        .filter(|(a, b)| a != b)
        .collect();
    let [(old, new)] = changed[..] else {
        panic!("{changed:?}")
    };
    assert_eq!(old["id"], new["id"]);
    assert_eq!(old["date_published"], new["date_published"]);
    assert_eq!(new["date_modified"], "2026-11-23T10:20:12Z");
}

#[test]
fn a_retracted_message_stays_as_a_tombstone_without_its_words() {
    let mut facts = busy();
    facts.messages[0].retracted_at = Some(now().plus_seconds(-5));
    let feed = json_of(&facts, Locale::En);
    let tombstone = &feed["items"][0];
    assert_eq!(tombstone["id"], "urn:uuid:m3");
    assert_eq!(tombstone["title"], "Withdrawn");
    assert_eq!(
        tombstone["content_text"],
        "This message was withdrawn (10:20 GMT)."
    );
    assert!(!feed.to_string().contains("high demand"));
}

#[test]
fn both_formats_tell_the_same() {
    let (atom, json) = (atom_of(&busy(), Locale::Ar), json_of(&busy(), Locale::Ar));
    let items = json["items"].as_array().unwrap();
    assert_eq!(items.len(), atom.entries().len());
    for (item, entry) in items.iter().zip(atom.entries()) {
        assert_eq!(item["id"], entry.id);
        assert_eq!(item["url"], entry.links[0].href);
        assert_eq!(item["title"], entry.title.as_str());
        assert_eq!(
            item["content_text"],
            entry.content().unwrap().value().unwrap()
        );
    }
}

#[test]
fn a_calendar_entry_carries_its_version() {
    let mut facts = facts(EventKind::Queue, Phase::Scheduled);
    facts.calendar = vec![opening("Meridian 4 launch")];
    let lines = calendar_of(&facts, Locale::En);
    for line in [
        "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "UID:opening-e",
        "SUMMARY:Meridian 4 launch opens",
        "DTSTART:20261123T102017Z",
        "DTSTAMP:20261123T101917Z",
        "LAST-MODIFIED:20261123T101917Z",
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        "URL:https://status.example/e/meridian-4",
    ] {
        assert!(lines.iter().any(|l| l == line), "{line} in {lines:#?}");
    }
}

#[test]
fn a_time_that_was_removed_is_cancelled_in_the_calendar() {
    let mut facts = facts(EventKind::Draw, Phase::Scheduled);
    facts.calendar = vec![CalendarEntry {
        cancelled: true,
        ..opening("Meridian 4 draw")
    }];
    let lines = calendar_of(&facts, Locale::De);
    assert!(lines.contains(&"STATUS:CANCELLED".to_owned()));
    assert!(lines.contains(&"SUMMARY:Meridian 4 draw: Teilnahme beginnt".to_owned()));
}

#[test]
fn there_is_no_calendar_before_there_is_a_time() {
    let page = facts(EventKind::Queue, Phase::Open).status_page(Locale::En, now());
    assert_eq!(calendar::write(&page, BASE), None);
}

#[test]
fn what_says_the_same_keeps_its_bytes() {
    let mut facts = busy();
    let first = TakeAway::render(&facts.status_page(Locale::En, now()), BASE, None);
    let later = facts.status_page(Locale::En, now().plus_seconds(20));
    let second = TakeAway::render(&later, BASE, Some(&first));
    assert_eq!(first.atom, second.atom);
    facts
        .messages
        .insert(0, message("m4", Severity::Info, 0, "News."));
    let third = TakeAway::render(&facts.status_page(Locale::En, now()), BASE, Some(&second));
    assert_ne!(second.atom, third.atom);
}

proptest! {
    #[test]
    fn no_title_or_text_breaks_a_feed(title in "[\\PC\\x00-\\x1f<&\"\\]]{1,60}[a-z]", text in any::<String>()) {
        let mut facts = busy();
        facts.event.title = Title::parse(&title).unwrap();
        let mut page = facts.status_page(Locale::En, now());
        page.messages[0].text = Prose::parse(&text);
        let feed = Feed::new(&page, BASE);
        let atom = AtomFeed::read_from(&atom::write(&feed)[..]).unwrap();
        prop_assert_eq!(atom.entries().len(), feed.entries.len());
        prop_assert_eq!(atom.title.as_str(), feed.title.trim());
        let said = atom.entries()[0].content().unwrap().value().unwrap_or_default();
        prop_assert_eq!(said.trim(), feed.entries[0].text.trim());
        let legal = |c: char| matches!(c, '\n') || (c >= ' ' && !matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'));
        prop_assert!(feed.entries[0].text.chars().all(legal));
    }

    #[test]
    fn no_title_adds_a_line_to_a_calendar(title in "[\\PC\r\n\\x00-\\x1f;,:\\\\\"]{1,120}[a-z]") {
        let mut facts = facts(EventKind::Queue, Phase::Scheduled);
        facts.calendar = vec![opening("Plain")];
        let plain = calendar_of(&facts, Locale::En);
        facts.calendar = vec![opening(&title[..title.char_indices().nth(119).map_or(title.len(), |(at, _)| at)])];
        facts.event.title = facts.calendar[0].title.clone();
        let lines = calendar_of(&facts, Locale::En);
        let names = |lines: &[String]| lines.iter().map(|l| l.split([':', ';']).next().unwrap().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(names(&lines), names(&plain));
        prop_assert!(!lines.concat().contains(['\r', '\n']));
    }

    #[test]
    fn the_lines_of_a_calendar_are_folded(title in "\\PC{1,120}") {
        prop_assume!(Title::parse(&title).is_ok());
        let mut facts = facts(EventKind::Queue, Phase::Scheduled);
        facts.calendar = vec![opening(&title)];
        let page = facts.status_page(Locale::Ja, now());
        let text = calendar::write(&page, BASE).unwrap();
        // The standard's 75 octets, and one more because the writer forgets the fold's own space in the last line.
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 76));
    }
}
