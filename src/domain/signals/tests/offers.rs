//! What alerts suggest, and what they say about parts of the shop.

use std::slice::from_ref;

use super::*;
use crate::domain::component::ComponentStatus;
use crate::domain::id::{AlertId, ComponentId};

fn alert(id: &str, signal: Signal, opened: i64) -> Alert {
    let evidence = Evidence {
        series: Vec::new(),
        since: at(opened),
        limit: None,
        value: None,
    };
    Alert::open(AlertId::new(id), signal.into(), evidence, at(opened))
}

fn answered(how: How) -> Answer {
    Answer {
        how,
        by: "operator:o".to_owned(),
        at: at(10),
        message: None,
    }
}

/// Where besides the alerts only the products decide.
fn offers_where(products: &Products, alerts: &[Alert], now: i64) -> Vec<Offer> {
    let circumstances = Circumstances {
        calm: true,
        sells: true,
        products,
    };
    offers(alerts, circumstances, at(now))
}

/// One product, of which some is left or went at the hundredth second.
fn products(is_there: bool) -> Products {
    let gone = (!is_there).then(|| at(100));
    Products([("Sneaker".to_owned(), gone)].into())
}

fn offered(alerts: &[Alert], now: i64) -> Vec<(String, &'static str)> {
    let offers = offers_where(&products(true), alerts, now).into_iter();
    offers
        .map(|offer| (offer.alert.to_string(), offer.suggestion.template))
        .collect()
}

#[test]
fn each_thing_is_suggested_once_however_many_alerts_would_say_it() {
    let mut alerts = vec![
        alert("a", Signal::ErrorRate, 0),
        alert("b", Signal::P95Latency, 5),
        alert("c", Signal::Silence, 5),
    ];
    assert_eq!(offered(&alerts, 10), [("a".to_owned(), "checkout_slow")]);
    alerts[0].answer = Some(answered(How::Published));
    assert_eq!(offered(&alerts, 10), []);
}

#[test]
fn what_was_told_counts_until_its_alert_is_a_new_one_and_no_longer() {
    let mut alerts = vec![
        alert("a", Signal::Depth, 0),
        alert("b", Signal::WaitJump, 2_000),
    ];
    alerts[0].answer = Some(answered(How::Published));
    assert_eq!(offered(&alerts, 2_000), []);
    alerts[0].cleared_at = Some(at(1_200));
    assert_eq!(offered(&alerts, 1_200 + RETURNS_WITHIN_S), []);
    let later = 1_201 + RETURNS_WITHIN_S;
    assert_eq!(offered(&alerts, later), [("b".to_owned(), "high_traffic")]);
}

/// Who says the only suggestion that there is, if no person has said anything.
fn speaks(alerts: &[Alert], rules: &[Signal], now: i64) -> Option<Due> {
    speaks_after(None, alerts, rules, now)
}

/// Who says it when a person has said something.
fn speaks_after(person: Option<i64>, alerts: &[Alert], rules: &[Signal], now: i64) -> Option<Due> {
    let offers = offers_where(&products(false), alerts, now);
    assert_eq!(offers.len(), 1);
    let settings = SignalSettings {
        rules: Rules(rules.iter().copied().collect()),
        ..SignalSettings::default()
    };
    let grounds = Grounds {
        settings: &settings,
        products: &products(false),
        person_spoke_at: person.map(at),
    };
    rule_for(&offers[0], alerts, grounds, at(now))
}

#[test]
fn a_rule_speaks_though_an_alert_without_one_would_say_the_same() {
    for (first, second) in [("a", "b"), ("b", "a")] {
        let mut alerts = vec![
            alert(first, Signal::ErrorRate, 0),
            alert(second, Signal::P95Latency, 0),
        ];
        alerts.sort_by_key(|alert| alert.id.to_string());
        let by = |rules: &[Signal]| speaks(&alerts, rules, 10);
        assert_eq!(
            by(&[Signal::P95Latency]),
            Some(Due::Now(Signal::P95Latency))
        );
        assert_eq!(by(&[Signal::ErrorRate]), Some(Due::Now(Signal::ErrorRate)));
        assert_eq!(by(&[Signal::Handoff]), None);
    }
}

#[test]
fn a_rule_takes_back_what_rules_said_and_nothing_that_a_person_did() {
    let told = |id, signal, by: &str| {
        let mut told = alert(id, signal, 0);
        told.answer = Some(Answer {
            by: by.to_owned(),
            ..answered(How::Published)
        });
        told.cleared_at = Some(at(100));
        told
    };
    let its_own = told("a", Signal::ErrorRate, "rule:p95_latency");
    let persons = told("b", Signal::Handoff, "operator:o");
    let other_rules = told("c", Signal::Handoff, "rule:handoff");
    let on = [Signal::P95Latency];
    let later = 101 + RETURNS_WITHIN_S;
    assert_eq!(speaks(from_ref(&its_own), &on, 200), Some(Due::Later));
    let now = Some(Due::Now(Signal::P95Latency));
    assert_eq!(speaks(from_ref(&its_own), &on, later), now);
    assert_eq!(speaks(from_ref(&its_own), &[], later), None);
    // It spoke at the tenth second.
    let after = |person| speaks_after(Some(person), from_ref(&its_own), &on, later);
    assert_eq!((after(9), after(11)), (now, None));
    for together in [
        [its_own.clone(), persons.clone()],
        [persons, its_own.clone()],
    ] {
        assert_eq!(speaks(&together, &on, later), None);
    }
    let both = [Signal::P95Latency, Signal::Handoff];
    assert_eq!(
        speaks(&[its_own.clone(), other_rules.clone()], &both, later),
        now
    );
    // A rule that was switched off takes nothing back.
    assert_eq!(speaks(&[its_own, other_rules], &on, later), None);
}

#[test]
fn the_all_clear_comes_when_nothing_is_wrong_any_more_and_only_if_shoppers_were_told_of_it() {
    let mut alerts = vec![
        alert("a", Signal::ErrorRate, 0),
        alert("b", Signal::Handoff, 5),
    ];
    alerts[0].answer = Some(answered(How::Published));
    alerts[1].answer = Some(answered(How::Dismissed));
    alerts[0].cleared_at = Some(at(100));
    assert_eq!(offered(&alerts, 110), []);
    alerts[1].cleared_at = Some(at(200));
    assert_eq!(offered(&alerts, 210), [("a".to_owned(), "all_clear")]);
    assert_eq!(offered(&alerts, 100 + ALL_CLEAR_FOR_S + 1), []);
    alerts[0].clear_answer = Some(answered(How::Dismissed));
    assert_eq!(offered(&alerts, 210), []);
}

#[test]
fn nothing_is_said_to_work_as_usual_while_the_line_stands_or_a_part_is_said_to_ail() {
    let mut told = alert("a", Signal::ErrorRate, 0);
    told.answer = Some(answered(How::Published));
    told.cleared_at = Some(at(100));
    let mut health = Health {
        alerts: vec![told],
        overrides: Vec::new(),
    };
    let none = Products::default();
    let offered = |health: &Health, phase| health.offers(phase, &[], &none, at(110)).len();
    assert_eq!(offered(&health, Phase::Open), 1);
    for phase in [Phase::Paused, Phase::SoldOut, Phase::Ended] {
        assert_eq!(offered(&health, phase), 0, "{phase:?}");
    }
    health.overrides.push(StatusOverride {
        component: ComponentId::parse("site").unwrap(),
        status: ComponentStatus::PartialOutage,
        until: at(200),
    });
    assert_eq!(offered(&health, Phase::Open), 0);
}

#[test]
fn nothing_is_said_to_work_as_usual_while_nobody_knows_whether_it_does() {
    let mut well = alert("a", Signal::Handoff, 0);
    well.answer = Some(answered(How::Published));
    well.end(at(100), true);
    let mut silent = alert("b", Signal::Silence, 50);
    assert_eq!(offered(&[well.clone(), silent.clone()], 110), []);
    silent.end(at(120), true);
    let all_clear = [("a".to_owned(), "all_clear")];
    assert_eq!(offered(&[well.clone(), silent], 130), all_clear);

    let mut lost = alert("c", Signal::ErrorRate, 0);
    lost.end(at(60), false);
    assert_eq!(offered(&[well.clone(), lost.clone()], 110), all_clear);
    // Shoppers were told of it, and nothing says that it is over.
    lost.answer = Some(answered(How::Published));
    lost.end(at(60), false);
    assert_eq!(offered(&[well.clone(), lost.clone()], 110), []);
    assert_eq!(offered(&[well, lost], 61 + ALL_CLEAR_FOR_S), all_clear);
}

#[test]
fn a_rule_says_that_a_product_is_gone_once_it_stays_gone_and_nobody_does_while_it_is_there() {
    let mut gone = alert("a", Signal::SoldOut, 0);
    gone.topic.subject = "Sneaker".to_owned();
    let gone = from_ref(&gone);
    let there = offers_where(&products(true), gone, 110);
    assert!(there.is_empty());
    // However long ago it went the first time.
    let rule = [Signal::SoldOut];
    assert_eq!(speaks(gone, &rule, 101), Some(Due::Later));
    assert_eq!(speaks(gone, &rule, 159), Some(Due::Later));
    let now = Some(Due::Now(Signal::SoldOut));
    assert_eq!(speaks(gone, &rule, 160), now);
    assert_eq!(speaks(gone, &[], 160), None);
}

#[test]
fn a_product_is_back_only_where_it_is_sold_and_while_some_of_it_is_there() {
    let mut told = alert("a", Signal::SoldOut, 0);
    told.topic.subject = "Sneaker".to_owned();
    told.answer = Some(answered(How::Published));
    told.cleared_at = Some(at(90));
    let health = Health {
        alerts: vec![told],
        overrides: Vec::new(),
    };
    let offered = |phase, products: &Products| health.offers(phase, &[], products, at(110)).len();
    for phase in [Phase::Open, Phase::Paused] {
        assert_eq!(offered(phase, &products(true)), 1, "{phase:?}");
        assert_eq!(offered(phase, &products(false)), 0, "{phase:?}");
        assert_eq!(offered(phase, &Products::default()), 0, "{phase:?}");
    }
    for phase in [Phase::SoldOut, Phase::Ended] {
        assert_eq!(offered(phase, &products(true)), 0, "{phase:?}");
    }
}

#[test]
fn what_comes_back_was_answered_unless_shoppers_were_told_that_it_is_over() {
    let evidence = alert("x", Signal::ErrorRate, 300).evidence;
    let mut dismissed = alert("a", Signal::ErrorRate, 0);
    dismissed.answer = Some(answered(How::Dismissed));
    dismissed.cleared_at = Some(at(200));
    assert!(dismissed.returns_at(at(300)) && !dismissed.returns_at(at(201 + RETURNS_WITHIN_S)));
    dismissed.reopen(evidence.clone());
    assert_eq!(offered(&[dismissed], 300), []);

    let mut told = alert("a", Signal::ErrorRate, 0);
    told.answer = Some(answered(How::Published));
    told.cleared_at = Some(at(200));
    told.clear_answer = Some(answered(How::Published));
    told.reopen(evidence);
    assert_eq!(offered(&[told], 300), [("a".to_owned(), "checkout_slow")]);
}

#[test]
fn a_part_is_as_its_alerts_say_until_an_operator_knows_better_for_a_time() {
    let site = ComponentId::parse("site").unwrap();
    let mut health = Health {
        alerts: vec![alert("a", Signal::ErrorRate, 0)],
        overrides: Vec::new(),
    };
    let degraded = ComponentStatus::DegradedPerformance;
    assert_eq!(health.status(&site, &[], at(10)), degraded);
    health.overrides.push(StatusOverride {
        component: site.clone(),
        status: ComponentStatus::Operational,
        until: at(100),
    });
    let operational = ComponentStatus::Operational;
    assert_eq!(health.status(&site, &[], at(99)), operational);
    assert_eq!(health.status(&site, &[], at(100)), degraded);
    health.alerts[0].cleared_at = Some(at(200));
    assert_eq!(health.status(&site, &[], at(200)), operational);
}

#[test]
fn a_stated_status_holds_for_a_day_at_most() {
    assert!(check_override(at(MAX_OVERRIDE_S), at(0)).is_ok());
    for bad in [0, -1, MAX_OVERRIDE_S + 1] {
        assert_eq!(check_override(at(bad), at(0)), Err(OverrideError::BadTime));
    }
}
