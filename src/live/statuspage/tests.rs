//! Whoever reads status pages finds every member, of the type it has elsewhere, and nothing that trips known clients.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use super::*;
use crate::domain::component::Component;
use crate::domain::event::{EventKind, Phase};
use crate::domain::id::{ComponentId, IncidentId};
use crate::domain::incident::{Impact, IncidentStatus, IncidentUpdate};
use crate::domain::inventory::StockLevel;
use crate::domain::locale::Locale;
use crate::live::Encoding;
use crate::page::tests::sample::{busy, facts, feed, now, text};

const BASE: &str = "https://status.example";

fn render(facts: &Facts) -> Statuspage {
    let page = facts.status_page(facts.event.default_locale, now());
    Statuspage::render(facts, &page, BASE, None)
}

fn read(body: &Body) -> Value {
    serde_json::from_slice(&body.bytes(Encoding::Identity)).unwrap()
}

fn names(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn a_summary_has_every_member_of_the_published_examples() {
    insta::assert_json_snapshot!(read(&render(&busy()).summary));
}

#[test]
fn a_step_says_what_it_did_to_the_parts_it_names() {
    let all = read(&render(&busy()).incidents);
    let story = |name: &str| {
        let incidents = all["incidents"].as_array().unwrap().iter();
        let found = incidents.clone().find(|one| one["name"] == name).unwrap();
        let steps = found["incident_updates"].as_array().unwrap().iter();
        let moved = |step: &Value| {
            let first = &step["affected_components"][0];
            [&first["old_status"], &first["new_status"]]
                .map(|status| status.as_str().map(str::to_owned))
        };
        steps.map(moved).collect::<Vec<_>>()
    };
    let (fine, slow) = (
        Some("operational".to_owned()),
        Some("degraded_performance".to_owned()),
    );
    assert_eq!(
        story("Some card payments take longer"),
        [[slow.clone(), slow.clone()], [fine.clone(), slow]]
    );
    // One of no impact moves nothing.
    assert_eq!(
        story("Confirmation e-mails came late"),
        vec![[fine.clone(), fine]; 2]
    );
}

#[test]
fn a_step_of_an_issue_that_names_no_part_affects_null_and_no_empty_list() {
    let mut facts = busy();
    for incident in &mut facts.incidents {
        incident.components.clear();
    }
    let all = read(&render(&facts).incidents);
    let first = &all["incidents"][0];
    assert_eq!(first["components"], json!([]));
    assert_eq!(
        first["incident_updates"][0]["affected_components"],
        Value::Null
    );
}

#[test]
fn resolved_issues_are_told_among_all_and_not_among_the_open_ones() {
    let pages = render(&busy());
    let all = read(&pages.incidents);
    assert_eq!(
        names(&all["incidents"]),
        [
            "Some card payments take longer",
            "Confirmation e-mails came late"
        ]
    );
    let open = read(&pages.unresolved);
    assert_eq!(
        names(&open["incidents"]),
        ["Some card payments take longer"]
    );
}

#[test]
fn sold_out_is_no_outage() {
    let mut sold_out = facts(EventKind::Queue, Phase::SoldOut);
    sold_out.inventory = busy().inventory;
    for item in &mut sold_out.inventory {
        item.level = StockLevel::SoldOut;
    }
    let summary = read(&render(&sold_out).summary);
    assert_eq!(summary["status"]["indicator"], "none");
    let all = summary["components"].as_array().unwrap();
    assert!(all.len() > 2, "{all:?}");
    assert!(
        all.iter().all(|one| one["status"] == "operational"),
        "{all:?}"
    );
    assert!(
        all.iter().any(|one| one["description"] == "Sold out"),
        "{all:?}"
    );
}

#[test]
fn a_paused_line_is_maintenance_and_with_an_open_issue_an_outage() {
    let mut paused = busy();
    paused.event.phase = Phase::Paused;
    paused.components.push(Component {
        id: ComponentId::new("waiting-room"),
        name: "Waiting room".to_owned(),
    });
    let indicator = |facts: &Facts| read(&render(facts).status)["status"]["indicator"].clone();
    assert_eq!(indicator(&paused), "critical");
    paused.incidents.clear();
    assert_eq!(indicator(&paused), "maintenance");
    paused.event.phase = Phase::Open;
    assert_eq!(indicator(&paused), "none");
}

#[test]
fn a_reading_alone_changes_nothing_but_the_summary() {
    let before = render(&busy());
    let mut later = busy();
    feed(&mut later, 9_000.0, 300.0, 0);
    let page = later.status_page(Locale::En, now());
    let after = Statuspage::render(&later, &page, BASE, Some(&before));
    let tag = |body: &Body| body.etag(Encoding::Identity);
    assert_ne!(tag(&before.summary), tag(&after.summary));
    let same: [fn(&Statuspage) -> &Body; 3] = [
        |all| &all.status,
        |all| &all.components,
        |all| &all.incidents,
    ];
    for body in same {
        assert_eq!(tag(body(&before)), tag(body(&after)));
    }
}

/// Checks what real clients refuse otherwise: the rules of `slok/stactus` and `OneUptime`, read in their source.
fn check(summary: &Value) -> Result<(), TestCaseError> {
    prop_assert!(
        summary["page"]["name"]
            .as_str()
            .is_some_and(|name| !name.is_empty())
    );
    prop_assert!(
        summary["status"]["indicator"]
            .as_str()
            .is_some_and(|word| !word.is_empty())
    );
    let components = summary["components"].as_array().unwrap();
    let ids: std::collections::BTreeSet<_> = components
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    prop_assert_eq!(ids.len(), components.len(), "identities are unique");
    for one in components {
        let group = one["group_id"].as_str();
        prop_assert!(group.is_none_or(|group| ids.contains(group)), "{}", one);
    }
    for incident in summary["incidents"].as_array().unwrap() {
        prop_assert!(!incident["incident_updates"].as_array().unwrap().is_empty());
        for time in ["created_at", "updated_at", "started_at"] {
            let text = incident[time].as_str().unwrap();
            prop_assert!(text.len() == 24 && text.ends_with('Z'), "{}", text);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_happened_known_clients_can_read_it(
        impacts in prop::collection::vec(select(&Impact::ALL[..]), 0..4),
        steps in prop::collection::vec(select(&IncidentStatus::ALL[..]), 1..5),
        phase in select(vec![Phase::Waiting, Phase::Open, Phase::Paused, Phase::SoldOut, Phase::Ended]),
    ) {
        let mut facts = busy();
        facts.event.phase = phase;
        let pattern = facts.incidents[0].clone();
        facts.incidents = impacts.iter().enumerate().map(|(index, impact)| {
            let mut incident = pattern.clone();
            incident.id = IncidentId::new(format!("i{index}"));
            incident.impact = *impact;
            incident.updates = steps.iter().map(|status| IncidentUpdate { status: *status, text: text("So it is."), at: now() }).collect();
            incident
        }).collect();
        check(&read(&render(&facts).summary))?;
    }
}
