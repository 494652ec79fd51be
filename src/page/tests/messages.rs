//! Which messages are on the page, in which order, and how their words look.

use scraper::{Html, Selector};

use super::sample::{busy, now, page, text};
use crate::domain::locale::Locale;
use crate::domain::status_page::{Facts, Standing};
use crate::page::{Region, render_region};

fn news(facts: &Facts) -> Html {
    Html::parse_fragment(&render_region(&page(facts), Region::News))
}

fn texts(html: &Html, css: &str) -> Vec<String> {
    let wanted = Selector::parse(css).unwrap();
    let found = html.select(&wanted);
    found.map(|e| e.text().collect::<String>()).collect()
}

fn ids(html: &Html) -> Vec<String> {
    let wanted = Selector::parse("article").unwrap();
    let found = html.select(&wanted);
    found
        .filter_map(|e| e.attr("id").map(str::to_owned))
        .collect()
}

#[test]
fn a_pinned_message_stands_first_and_says_so() {
    let mut facts = busy();
    facts.messages[2].pinned = true;
    let html = news(&facts);
    assert_eq!(ids(&html), ["m-m1", "m-m3", "m-m2"]);
    assert_eq!(texts(&html, ".mark")[0], "Good to know · pinned");
    let french = page(&facts).leading_message();
    assert_eq!(french.as_deref(), Some("Les portes sont ouvertes."));
}

#[test]
fn a_pinned_message_does_not_keep_the_promise_of_a_newer_one() {
    let mut facts = busy();
    facts.messages[0].next_update_by = Some(now().plus_seconds(-60));
    facts.messages[2].pinned = true;
    let late: Vec<_> = page(&facts).messages.iter().map(|m| m.overdue).collect();
    assert_eq!(late, [false, true, false]);
}

#[test]
fn a_message_leaves_the_page_at_its_time_and_by_time_alone() {
    let mut facts = busy();
    facts.messages[0].expires_at = Some(now().plus_seconds(60));
    facts.messages[0].pinned = true;
    let shown = |after_s: i64| {
        let page = facts.status_page(Locale::En, now().plus_seconds(after_s));
        let current = page.current_messages().count();
        (current, page.messages[0].standing, page.leading_message())
    };
    let (before, after) = (shown(59), shown(60));
    assert_eq!((before.0, before.1), (3, Standing::Pinned));
    assert_eq!((after.0, after.1), (2, Standing::Expired));
    assert!(before.2.unwrap().contains("high demand"));
    assert!(after.2.unwrap().contains("Card payments"));

    let html = news(&facts);
    let wanted = Selector::parse("[data-until]").unwrap();
    let until = html.select(&wanted).next().unwrap().attr("data-until");
    assert_eq!(until, Some("2026-11-23T10:21:17Z"));
}

#[test]
fn a_message_that_has_left_keeps_the_promise_it_kept() {
    let mut facts = busy();
    facts.messages[1].next_update_by = Some(now().plus_seconds(-600));
    facts.messages[0].expires_at = Some(now().plus_seconds(-1));
    assert!(page(&facts).messages.iter().all(|message| !message.overdue));
}

#[test]
fn when_every_message_has_left_the_page_says_that_there_is_nothing() {
    let mut facts = busy();
    for message in &mut facts.messages {
        message.expires_at = Some(now());
    }
    let html = news(&facts);
    assert_eq!(texts(&html, ".nothing"), ["Nothing to report yet."]);
    assert_eq!(page(&facts).messages.len(), 3);
}

#[test]
fn weight_stress_and_links_are_elements_and_nothing_else_is() {
    let mut facts = busy();
    facts.messages[0].text = text(
        "**Don't pay twice**: *really*. [Join](https://shop.example/w?a=1&b=2) or <b>https://shop.example/</b>",
    );
    let html = news(&facts);
    let first = "li:first-child .text";
    assert_eq!(
        texts(&html, first),
        ["Don't pay twice: really. Join or <b>https://shop.example/</b>"]
    );
    assert_eq!(
        texts(&html, &format!("{first} strong")),
        ["Don't pay twice"]
    );
    assert_eq!(texts(&html, &format!("{first} em")), ["really"]);
    assert_eq!(
        texts(&html, &format!("{first} a")),
        ["Join", "https://shop.example/"]
    );
    let wanted = Selector::parse(".text a").unwrap();
    let link = html.select(&wanted).next().unwrap().attr("href");
    assert_eq!(link, Some("https://shop.example/w?a=1&b=2"));
    assert!(texts(&html, "b").is_empty());
}

#[test]
fn the_reason_of_a_phase_reads_without_its_marks() {
    let mut facts = busy();
    facts.event.phase_reason = Some(text("We **check** a [thing](https://a.example)."));
    let news = page(&facts).phase_news;
    assert_eq!(news.reason.as_deref(), Some("We check a thing."));
}
