//! Events as files: out, in again, and the same.

use lineside::domain::event::Phase;
use lineside::domain::operator::{Actor, Scope};
use lineside::service::bundle;
use serde_json::{Value, json};

use crate::support::app::slug;
use crate::support::roles::{api, at};
use crate::support::{Answer, Client, SLUG, TestApp};

const IMPORT: &str = "/api/v1/events/import";

/// A token that may make events and say things about them.
async fn maker(app: &TestApp) -> Client {
    let (_, secret) = app.token(None, &[Scope::Manage, Scope::Publish]).await;
    Client {
        token: Some(secret),
        ..app.shopper()
    }
}

async fn export(client: &Client, name: &str) -> Answer {
    client.get(&format!("/api/v1/events/{name}/bundle")).await
}

/// A server whose event has a past.
async fn lively() -> TestApp {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    operator
        .set_stock("SNK-42", &json!({ "remaining": 3 }))
        .await
        .expect(200);
    let (wrong, _) = operator.post_message("Wrong.").await;
    let (taken_back, _) = operator.post_message("Oops.").await;
    let message = |id: &str| api(&format!("messages/{id}"));
    let right = json!({ "text": { "en": "Right.", "fr": "Juste." } });
    operator.patch(&message(&wrong), &right).await.expect(200);
    operator.delete(&message(&taken_back)).await.expect(200);
    let (issue, _) = operator.open_incident("Slow", "We look.").await;
    operator
        .update_incident(&issue, "resolved", "Over.")
        .await
        .expect(201);
    let paused =
        json!({ "phase": "paused", "reason": { "en": "A pause." }, "next_update_by": at(600) });
    operator.post(&api("phase"), &paused).await.expect(200);
    app
}

#[tokio::test]
async fn a_file_holds_what_was_made_and_reads_back_as_the_same_event() {
    let app = lively().await;
    let maker = maker(&app).await;
    let answer = export(&maker, SLUG).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"spring-drop.lineside.json\""
    );
    let file = answer.json();
    assert_eq!(file["lineside_bundle"], 2);
    let phases = file["phases"].as_array().unwrap().iter();
    let phases: Vec<_> = phases.map(|step| step["phase"].clone()).collect();
    assert_eq!(phases, ["scheduled", "open", "paused"]);
    assert_eq!(file["stock_changes"][0]["level"], "low");
    assert_eq!(file["messages"][0]["text"]["fr"], "Juste.");
    assert_eq!(file["messages"][0]["version"], 2);
    assert_eq!(file["messages"][1]["text"]["en"], "Oops.");
    assert!(file["messages"][1]["retracted_at"].is_string());
    assert_eq!(file["incidents"][0]["updates"][1]["status"], "resolved");
    assert_eq!(file["event"]["phase_reason"]["en"], "A pause.");

    let address = format!("{IMPORT}?keep_phase=true&slug=twin");
    let made = maker.post(&address, &file).await.expect(201).json();
    assert_eq!(made["slug"], "twin");
    let twin = export(&maker, "twin").await.expect(200).text();
    assert_eq!(twin.replace("\"twin\"", "\"spring-drop\""), answer.text());
    // It is public at once, and shoppers read the same.
    let page = app.shopper().get("/e/twin").await.expect(200).text();
    assert!(page.contains("Right.") && !page.contains("Oops."));
    let log = app.audit().await;
    assert_eq!(
        log.iter().filter(|entry| entry.0 == "event.import").count(),
        1
    );
    app.stop().await;
}

#[tokio::test]
async fn without_further_word_a_file_becomes_a_draft() {
    let app = lively().await;
    let maker = maker(&app).await;
    let file = export(&maker, SLUG).await.expect(200).json();
    maker
        .post(&format!("{IMPORT}?slug=twin"), &file)
        .await
        .expect(201);
    let mut twin = export(&maker, "twin").await.expect(200).json();
    assert_eq!(twin["event"]["phase"], "draft");
    for address in crate::hidden::addresses("twin") {
        app.shopper().get(&address).await.problem(404);
    }
    for field in [
        "slug",
        "phase",
        "phase_since",
        "phase_reason",
        "phase_next_update_by",
    ] {
        twin["event"][field] = file["event"][field].clone();
    }
    // Nothing has happened to it yet.
    for past in ["messages", "incidents", "stock_changes"] {
        assert_eq!(twin[past], json!([]), "{past}");
    }
    assert_eq!(twin["phases"].as_array().unwrap().len(), 1);
    let shoe = &twin["inventory"][0];
    assert_eq!(
        (&shoe["level"], &shoe["remaining"]),
        (&json!("in_stock"), &json!(null))
    );
    for part in ["event", "components", "plan"] {
        assert_eq!(twin[part], file[part], "{part}");
    }
    app.move_to("twin", &[Phase::Scheduled]).await;
    app.shopper().get("/e/twin").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_file_of_the_first_version_is_still_read() {
    let app = lively().await;
    let maker = maker(&app).await;
    let mut file = export(&maker, SLUG).await.expect(200).json();
    file["lineside_bundle"] = json!(1);
    for later in ["phases", "stock_changes", "plan"] {
        file.as_object_mut().unwrap().remove(later);
    }
    let address = format!("{IMPORT}?keep_phase=true&slug=twin");
    maker.post(&address, &file).await.expect(201);
    let twin = export(&maker, "twin").await.expect(200).json();
    assert_eq!(twin["phases"].as_array().unwrap().len(), 1);
    assert_eq!(twin["phases"][0]["phase"], "paused");
    assert_eq!(twin["messages"], file["messages"]);
    app.stop().await;
}

/// The file with one value in another's place.
fn with(file: &Value, pointer: &str, value: Value) -> Value {
    let mut file = file.clone();
    if let Some(there) = file.pointer_mut(pointer) {
        *there = value;
    } else {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        file.pointer_mut(parent).unwrap()[name] = value;
    }
    file
}

/// A plan that builds on a past event with this value in another's place.
fn past(field: &str, value: Value) -> Value {
    let shape = json!({ "first_min": -3, "step_min": 4, "people": [4, 9] });
    let mut past = json!({ "slug": "old", "title": "Old", "visitors": 900, "peak_depth": 300, "shape": shape });
    past[field] = value;
    json!({ "inputs": {}, "past": past, "version": 1, "saved_at": at(0) })
}

/// Where a file may be wrong: the place, what stands there, and the path that is named.
#[rustfmt::skip]
fn wrong_values() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("/lineside_bundle", json!(3), "lineside_bundle"),
        ("/lineside_bundle", json!("1"), "lineside_bundle"),
        ("/lineside_bundle", json!(null), "lineside_bundle"),
        ("/samples", json!([]), "samples"),
        ("/event/secret", json!("x"), "event.secret"),
        ("/event/slug", json!("No Slug"), "event.slug"),
        ("/event/title", json!("x".repeat(121)), "event.title"),
        ("/event/kind", json!("lottery"), "event.kind"),
        ("/event/phase", json!("drawn"), "event.phase"),
        ("/event/phase_reason", json!({ "en": "" }), "event.phase_reason"),
        ("/event/closes_at", json!("2020-01-01T00:00:00Z"), "event.closes_at"),
        ("/event/opens_at", json!("noon"), "event.opens_at"),
        ("/event/time_zone", json!("Mars/Olympus"), "event.time_zone"),
        ("/event/languages", json!(["de"]), "event.languages"),
        ("/event/listing", json!("rehearsal"), "event.listing"),
        ("/event/capacity", json!(0), "event.capacity"),
        ("/event/product_link", json!("javascript:alert(1)"), "event.product_link"),
        ("/event/embed_origins", json!(["https://a.example/"]), "event.embed_origins[0]"),
        ("/event/accent", json!("red"), "event.accent"),
        ("/event/logo", json!("PHNjcmlwdC8+"), "event.logo"),
        ("/event/logo", json!("%"), "event.logo"),
        ("/components/0/id", json!("A b"), "components[0].id"),
        ("/components/0/name", json!(""), "components[0].name"),
        ("/components/0", json!({ "id": "checkout", "name": "Again" }), "components"),
        ("/inventory/0/sku", json!("a b"), "inventory[0].sku"),
        ("/inventory/0/title", json!("\u{7}"), "inventory[0].title"),
        ("/inventory/0/level", json!("sold_out"), "inventory[0].level"),
        ("/inventory/0/remaining", json!(-1), "inventory[0].remaining"),
        ("/messages/1/text", json!({}), "messages[1].text"),
        ("/messages/1/text/tlh", json!("nuqneH"), "messages[1].text"),
        ("/messages/1/text/fr", json!("x".repeat(501)), "messages[1].text"),
        ("/messages/0/severity", json!("loud"), "messages[0].severity"),
        ("/messages/0/version", json!(0), "messages[0].version"),
        ("/phases/0/at", json!(at(9)), "phases[1].at"),
        ("/phases/2/reason", json!({}), "phases[2].reason"),
        ("/phases/2/at", json!(at(61)), "phases[2].at"),
        ("/stock_changes/0/at", json!(at(61)), "stock_changes[0].at"),
        ("/plan", json!({ "inputs": {}, "past": null, "version": 1, "saved_at": at(61) }), "plan.saved_at"),
        ("/stock_changes/0/level", json!("some"), "stock_changes[0].level"),
        ("/plan", json!({ "inputs": { "email_pct": 101 }, "past": null, "version": 1, "saved_at": at(0) }), "plan.inputs.email_pct"),
        ("/plan", json!({ "inputs": {}, "past": null, "version": 0, "saved_at": at(0) }), "plan.version"),
        ("/plan", past("slug", json!("No Slug")), "plan.past.slug"),
        ("/plan", past("title", json!(" ")), "plan.past.title"),
        ("/plan", past("visitors", json!(1e300)), "plan.past.visitors"),
        ("/plan", past("peak_depth", json!(-1)), "plan.past.peak_depth"),
        ("/plan", past("shape", json!({ "first_min": 5, "step_min": 0, "people": [9] })), "plan.past.shape"),
        ("/plan", past("shape", json!({ "first_min": 0, "step_min": 1, "people": [1e308, 1e308] })), "plan.past.shape"),
        ("/phases/1/phase", json!("drawn"), "phases[1].phase"),
        ("/messages/0/published_at", json!(17), "messages[0].published_at"),
        ("/messages/0/version", json!(u32::MAX), "messages[0].version"),
        ("/messages/1/pinned", json!(true), "messages[1].pinned"),
        // What is told as having happened has happened.
        ("/event/phase_since", json!(at(61)), "event.phase_since"),
        ("/messages/0/published_at", json!(at(61)), "messages[0].published_at"),
        ("/messages/0/edited_at", json!(at(61)), "messages[0].edited_at"),
        ("/messages/1/retracted_at", json!(at(61)), "messages[1].retracted_at"),
        ("/incidents/0/updates/1/at", json!(at(61)), "incidents[0].updates[1].at"),
        ("/incidents/0/title/en", json!("x".repeat(121)), "incidents[0].title"),
        ("/incidents/0/updates", json!([]), "incidents[0].updates"),
        ("/incidents/0/updates/0/status", json!("resolved"), "incidents[0].updates[0].status"),
        ("/incidents/0/updates/1/text", json!({ "en": " " }), "incidents[0].updates[1].text"),
        ("/incidents/0/components/0", json!("a b"), "incidents[0].components[0]"),
    ]
}

#[tokio::test]
async fn a_file_that_is_wrong_is_refused_by_its_path_and_changes_nothing() {
    let app = lively().await;
    let maker = maker(&app).await;
    let file = with(
        &export(&maker, SLUG).await.json(),
        "/event/slug",
        json!("twin"),
    );
    let rows = app.rows().await;
    for (pointer, value, path) in wrong_values() {
        let bad = with(&file, pointer, value);
        let problem = maker.post(IMPORT, &bad).await.problem(422);
        let told = problem["errors"][0]["field"].as_str().unwrap();
        assert!(told.starts_with(path), "{pointer}: {problem}");
    }
    let open = with(&file, "/incidents/0/updates/1/status", json!("monitoring"));
    let lost = with(&open, "/incidents/0/components", json!(["nowhere"]));
    maker
        .post(IMPORT, &lost)
        .await
        .names("incidents[0].components[0]");
    // Everything that is wrong is told at once.
    let two = with(
        &with(&file, "/event/capacity", json!(0)),
        "/components/1/name",
        json!(""),
    );
    let problem = maker.post(IMPORT, &two).await.problem(422);
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "{problem}");
    assert_eq!(app.rows().await, rows);
    // A clock may be a little ahead of ours.
    let soon = with(&file, "/messages/0/edited_at", json!(at(60)));
    maker.post(IMPORT, &soon).await.expect(201);
    app.stop().await;
}

#[tokio::test]
async fn whoever_may_not_publish_brings_in_a_draft_and_nothing_that_is_public_at_once() {
    let app = lively().await;
    let maker = maker(&app).await;
    let (_, secret) = app.token(None, &[Scope::Manage]).await;
    let manager = app.with_token(&secret);
    let file = with(
        &export(&maker, SLUG).await.json(),
        "/event/slug",
        json!("twin"),
    );
    let rows = app.rows().await;
    let kept = format!("{IMPORT}?keep_phase=true");
    manager.post(&kept, &file).await.problem(403);
    assert_eq!(app.rows().await, rows);
    manager.post(IMPORT, &file).await.expect(201);
    let draft = export(&manager, "twin").await.expect(200).json();
    assert_eq!(draft["messages"], json!([]));
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_file_too_long_or_taken_is_refused() {
    let app = TestApp::start().await;
    let maker = maker(&app).await;
    let file = export(&maker, SLUG).await.json();
    let rows = app.rows().await;
    maker.post(IMPORT, &file).await.problem(409);
    maker
        .post(IMPORT, &json!({}))
        .await
        .names("lineside_bundle");
    maker.post(IMPORT, &json!([1])).await.problem(422);
    maker
        .post(&format!("{IMPORT}?keep_phase=1"), &file)
        .await
        .names("keep_phase");
    maker
        .post(&format!("{IMPORT}?slug=A"), &file)
        .await
        .names("slug");
    let text = |body: String| {
        let request = maker.request(reqwest::Method::POST, IMPORT);
        request
            .header("content-type", "application/json")
            .body(body)
    };
    crate::support::client::send(text("{".to_owned()))
        .await
        .problem(400);
    let long = with(&file, "/event/title", json!("x".repeat(9 * 1_024 * 1_024)));
    let problem = crate::support::client::send(text(long.to_string()))
        .await
        .problem(413);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("8454144 bytes"), "{detail}");
    // More than other writes may have is no trouble here.
    let spaces = format!("{}{}", " ".repeat(200_000), json!({}));
    crate::support::client::send(text(spaces))
        .await
        .names("lineside_bundle");
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn files_are_for_those_who_manage_events() {
    let app = TestApp::start().await;
    let (manager, operator) = (app.manager().await, app.operator().await);
    // A token of one event takes that one out, and makes no other.
    let file = export(&manager, SLUG).await.expect(200).json();
    manager.post(IMPORT, &file).await.problem(403);
    export(&operator, SLUG).await.problem(403);
    operator.post(IMPORT, &file).await.problem(403);
    export(&app.shopper(), SLUG).await.problem(401);
    app.shopper().post(IMPORT, &file).await.problem(401);
    export(&manager, "none").await.problem(404);
    let console = bundle::export(&app.services, &Actor::Console, &slug(SLUG)).await;
    assert_eq!(
        serde_json::from_str::<Value>(&console.unwrap()).unwrap(),
        file
    );
    app.stop().await;
}
