//! What is left of what, what was said and what is wrong, as a shopper finds it on the page.

use scraper::{Html, Selector};

use super::sample::{busy, item, now, page};
use crate::domain::inventory::StockLevel;
use crate::domain::locale::Locale;
use crate::domain::status_page::Facts;
use crate::page::{IndexEntry, Region, render_index, render_region};

fn texts(html: &str, css: &str) -> Vec<String> {
    let (parsed, wanted) = (Html::parse_fragment(html), Selector::parse(css).unwrap());
    let found = parsed.select(&wanted);
    found.map(|e| e.text().collect::<String>()).collect()
}

fn region(facts: &Facts, region: Region) -> String {
    render_region(&page(facts), region)
}

#[test]
fn variants_of_one_product_stand_under_its_name() {
    let html = region(&busy(), Region::Stock);
    assert_eq!(texts(&html, ".products h3"), ["Meridian 4"]);
    assert_eq!(
        texts(&html, ".variants .name"),
        ["size 40", "size 42", "size 43", "size 44"]
    );
    assert_eq!(texts(&html, "details"), Vec::<String>::new());
}

#[test]
fn a_product_without_variants_is_one_line() {
    let mut facts = busy();
    facts.inventory.truncate(1);
    facts.inventory[0].variant = None;
    facts.inventory[0].price_tier = Some("12 €".to_owned());
    let html = region(&facts, Region::Stock);
    assert_eq!(texts(&html, ".products > li > .name"), ["Meridian 4 12 €"]);
    assert_eq!(texts(&html, "h3"), Vec::<String>::new());
}

#[test]
fn beyond_twelve_variants_what_is_gone_is_counted_and_folded_away() {
    let mut facts = busy();
    facts.inventory = (36..50)
        .map(|size| {
            let level = if size < 39 {
                StockLevel::SoldOut
            } else {
                StockLevel::InStock
            };
            item(&format!("M{size}"), &size.to_string(), level, None)
        })
        .collect();
    let html = region(&facts, Region::Stock);
    assert_eq!(texts(&html, "summary"), ["3 are sold out"]);
    assert_eq!(texts(&html, "details .name"), ["36", "37", "38"]);
    assert_eq!(texts(&html, ".compact .name").len(), 14);
}

#[test]
fn a_correction_is_marked_and_so_is_what_no_person_wrote() {
    let mut facts = busy();
    facts.messages[0].edited_at = Some(now().plus_seconds(-20));
    facts.messages[0].automatic = true;
    let html = region(&facts, Region::News);
    assert_eq!(texts(&html, ".mark")[0], "Please note · automatic");
    assert_eq!(
        texts(&html, "header .note")[0],
        "10:18 GMT · edited 10:19 GMT"
    );
}

#[test]
fn a_message_that_was_taken_back_leaves_a_stone() {
    let mut facts = busy();
    facts.messages[0].retracted_at = Some(now().plus_seconds(-20));
    let html = region(&facts, Region::News);
    assert_eq!(
        texts(&html, "[data-retracted] .text"),
        ["This message was withdrawn (10:19 GMT)."]
    );
    assert_eq!(texts(&html, "[data-retracted] .mark"), Vec::<String>::new());
}

#[test]
fn an_open_issue_tells_every_step_and_how_its_parts_are() {
    let html = region(&busy(), Region::Issues);
    assert_eq!(texts(&html, "article > .story > li").len(), 2);
    let newest = &texts(&html, ".story .next")[0];
    assert!(
        newest.ends_with("affects Payments (slower than usual)"),
        "{newest}"
    );
}

#[test]
fn an_issue_that_is_over_opens_on_request_and_its_parts_are_well() {
    let html = region(&busy(), Region::Issues);
    assert_eq!(
        texts(&html, "summary"),
        ["Confirmation e-mails came late Resolved"]
    );
    assert_eq!(texts(&html, "details .story > li").len(), 2);
    let newest = &texts(&html, "details .next")[0];
    assert!(newest.ends_with("affects Payments"), "{newest}");
}

#[test]
fn the_list_groups_events_and_gives_their_wait_or_the_time_left() {
    let soonest = |hours: i64| {
        let mut facts = busy();
        facts.event.phase = crate::domain::event::Phase::Scheduled;
        facts.event.schedule.opens_at = Some(now().plus_seconds(hours * 3_600));
        facts
    };
    let mut over = busy();
    over.event.phase = crate::domain::event::Phase::Ended;
    let pages = [soonest(5), busy(), over, soonest(2)].map(|facts| page(&facts));
    let entries: Vec<_> = pages.iter().map(IndexEntry::from).collect();
    let html = render_index(&entries, Locale::En, &super::sample::links());
    assert_eq!(texts(&html, "h2"), ["Now", "Coming up", "Over"]);
    assert_eq!(
        texts(&html, ".events .level"),
        [
            "It's very busy · about 25–45 minutes",
            "Opens at 12:20 GMT · in 2 h",
            "Opens at 15:20 GMT · in 5 h",
            "This event has ended"
        ]
    );
}
