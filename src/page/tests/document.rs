//! Documents as a browser parses them.

use scraper::{Html, Selector};

use super::sample::{busy, facts, item, links, message, now, page, text};
use super::states::states;
use crate::domain::event::{EventKind, Link, Phase, Title};
use crate::domain::inventory::StockLevel;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Trouble;
use crate::domain::message::Severity;
use crate::domain::revision::Revision;
use crate::domain::status_page::Facts;
use crate::page::{
    ErrorPage, IndexEntry, Region, render_document, render_error, render_index, render_region,
};

fn document(facts: &Facts) -> String {
    render_document(&page(facts), Revision::new(118), &links())
}

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

fn texts(html: &str, css: &str) -> Vec<String> {
    let (parsed, wanted) = (Html::parse_document(html), select(css));
    let found = parsed.select(&wanted);
    found.map(|e| e.text().collect::<String>()).collect()
}

#[test]
fn regions_in_the_document_are_the_bytes_that_frames_carry() {
    for facts in states().into_iter().chain([busy()]) {
        let html = document(&facts);
        for region in Region::ALL {
            let name = region.as_str();
            let inner = render_region(&page(&facts), region);
            let boxed = format!(r#"<div id="region-{name}" data-region="{name}">{inner}</div>"#);
            assert!(html.contains(&boxed), "{name}: {inner}");
        }
    }
}

#[test]
fn the_first_screen_answers_in_the_order_people_ask() {
    let html = document(&busy());
    let order = [
        "Meridian 4 launch</p>",
        "very busy</span></h1>",
        "Keep your place",
        r#"class="figure""#,
        "<time datetime",
        "In line",
        "high demand",
        ">Stock<",
        ">Known issues<",
    ];
    let body = html.find("<body").unwrap();
    let places: Vec<_> = order
        .iter()
        .map(|mark| html[body..].find(mark).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn hostile_text_stays_text() {
    let evil = "</p><script>alert(1)</script><img src=x onerror=alert(1)>\"'&";
    let mut facts = busy();
    facts.event.title = Title::parse(evil).unwrap();
    facts.event.phase_reason = Some(text(evil));
    facts.messages[0].text = text(evil);
    facts.incidents[0].title = text(evil);
    facts.incidents[0].updates[1].text = text(evil);
    facts.inventory[2].title = evil.to_owned();
    facts.inventory[2].price_tier = Some(evil.to_owned());
    facts.components[0].name = evil.to_owned();
    let html = document(&facts);
    let parsed = Html::parse_document(&html);
    assert_eq!(parsed.select(&select("script")).count(), 1);
    assert_eq!(parsed.select(&select("img, [onerror]")).count(), 0);
    assert!(texts(&html, ".event").contains(&evil.to_owned()));
    assert!(texts(&html, "title")[0].ends_with(evil));
    facts.event.title = Title::parse("a <!> b").unwrap();
    assert!(document(&facts).contains("a &lt;!&gt; b"));
    assert_eq!(texts(&html, ".news .text")[0], evil);
}

#[test]
fn a_document_keeps_to_the_policy() {
    let error = ErrorPage {
        trouble: Trouble::Failed,
        reference: Some("01J".to_owned()),
        locale: Locale::En,
    };
    let entries = [IndexEntry::from(&page(&busy()))];
    let mut documents: Vec<_> = states().iter().map(document).collect();
    documents.extend([
        document(&busy()),
        render_error(&error, &links()),
        render_index(&entries, Locale::En, &links()),
        render_index(&[], Locale::En, &links()),
    ]);
    for html in documents {
        assert!(
            html.starts_with("<!doctype html><html lang=\"en\" dir=\"ltr\">"),
            "{html}"
        );
        assert!(!html.contains("<!--") && !html.contains("<!>"), "{html}");
        let parsed = Html::parse_document(&html);
        let count = |css| parsed.select(&select(css)).count();
        assert_eq!((count("h1"), count("main"), count("title")), (1, 1, 1));
        assert_eq!(
            count("style, [style], noscript, meta[http-equiv], script:not([src])"),
            0
        );
        assert_eq!(
            count("link[href^=http]:not([rel=canonical]):not([rel=alternate]), script[src^=http]"),
            0
        );
        for element in parsed.select(&select("*")) {
            for (name, value) in element.value().attrs() {
                assert!(
                    !name.starts_with("on") && !value.starts_with("javascript:"),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn every_id_is_given_once() {
    let html = document(&busy());
    let parsed = Html::parse_document(&html);
    let mut ids: Vec<_> = parsed
        .select(&select("[id]"))
        .filter_map(|e| e.attr("id"))
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn what_is_not_there_takes_no_room() {
    let mut quiet = facts(EventKind::Queue, Phase::Scheduled);
    for region in [Region::Facts, Region::Stock, Region::Issues] {
        assert_eq!(render_region(&page(&quiet), region), "", "{region:?}");
    }
    assert!(render_region(&page(&quiet), Region::News).contains("Nothing to report yet."));
    quiet.event.phase = Phase::Waiting;
    assert!(render_region(&page(&quiet), Region::Issues).contains("No known issues."));
}

#[test]
fn before_the_doors_the_figure_is_the_time_that_is_left() {
    let html = document(&facts(EventKind::Queue, Phase::Scheduled));
    assert_eq!(
        texts(&html, "#region-wait [data-countdown]"),
        ["in 1 h 40 min"]
    );
    assert!(html.contains(r#"datetime="2026-11-23T12:00:00Z""#));
}

#[test]
fn a_text_in_another_language_says_so() {
    let html = render_region(&page(&busy()), Region::News);
    assert!(html.contains(r#"<p lang="fr" dir="ltr" class="text">Les portes sont ouvertes.</p>"#));
    assert_eq!(html.matches("lang=").count(), 1);
    let arabic = busy().status_page(Locale::Ar, now());
    let html = render_document(&arabic, Revision::new(1), &links());
    assert!(html.contains(r#"<html lang="ar" dir="rtl">"#));
}

#[test]
fn the_script_watches_only_promises_that_are_still_to_be_kept() {
    let mut facts = busy();
    for message in &mut facts.messages {
        message.next_update_by = Some(now().plus_seconds(60));
    }
    let pending: Vec<_> = page(&facts).messages.iter().map(|m| m.pending).collect();
    assert!(pending[0] && !pending[1..].contains(&true), "{pending:?}");
    let watched = texts(&document(&facts), "[data-due] time");
    assert_eq!(watched.len(), 1);
}

#[test]
fn only_the_end_of_sales_is_marked_to_interrupt() {
    let marks = |phase| {
        texts(
            &document(&facts(EventKind::Queue, phase)),
            "[data-stopped] h1",
        )
    };
    assert_eq!(marks(Phase::Paused), ["We've paused new entries"]);
    assert_eq!(marks(Phase::SoldOut).len(), 1);
    assert!(marks(Phase::Open).is_empty() && marks(Phase::Ended).is_empty());
}

#[test]
fn a_broken_promise_is_called_overdue() {
    let mut facts = busy();
    facts.messages[0].next_update_by = Some(now().plus_seconds(-60));
    assert_eq!(texts(&document(&facts), ".news .overdue"), ["overdue"]);
}

#[test]
fn links_lead_where_they_can_help() {
    let mut facts = facts(EventKind::Queue, Phase::SoldOut);
    facts.inventory = vec![item("A", "size 40", StockLevel::Waitlist, None)];
    let html = document(&facts);
    let parsed = Html::parse_document(&html);
    let target = |css: &str| {
        parsed
            .select(&select(css))
            .next()
            .and_then(|a| a.attr("href"))
    };
    assert_eq!(
        target(".sign .action"),
        Some("https://shop.example/waitlist")
    );
    assert_eq!(target(".stock a"), Some("https://shop.example/waitlist"));
    assert_eq!(
        target(".masthead a"),
        Some("https://shop.example/meridian-4")
    );
    facts.event.waitlist_link = Some(Link::parse("https://x.example/?a=1&b=2").unwrap());
    assert!(document(&facts).contains("?a=1&amp;b=2"));
}

#[test]
fn messages_come_as_they_are_given_with_their_weight_in_words() {
    let mut facts = busy();
    facts.messages.insert(
        0,
        message("m4", Severity::Critical, 1, "Sales have stopped."),
    );
    let html = document(&facts);
    assert_eq!(
        texts(&html, ".news .mark")[..2],
        ["Important", "Please note"]
    );
    assert_eq!(texts(&html, ".news .text")[0], "Sales have stopped.");
}

#[test]
fn trouble_comes_with_a_way_back() {
    for trouble in [
        Trouble::NotFound,
        Trouble::Unavailable,
        Trouble::TooMany,
        Trouble::Failed,
    ] {
        let html = render_error(
            &ErrorPage {
                trouble,
                reference: None,
                locale: Locale::Fr,
            },
            &links(),
        );
        assert!(html.contains(r#"href="/?lang=fr""#));
        assert!(!html.contains("<script"));
    }
}
