//! An event once more: what is copied, and what must not be.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lineside::domain::event::Phase;
use lineside::domain::operator::{Actor, Scope};
use lineside::service::bundle;
use serde_json::{Value, json};

use crate::support::app::slug;
use crate::support::roles::{api, at, event};
use crate::support::{Client, SLUG, TestApp};

/// An event as its file has it.
async fn exported(app: &TestApp, name: &str) -> Value {
    let text = bundle::export(&app.services, &Actor::Console, &slug(name)).await;
    serde_json::from_str(&text.unwrap()).unwrap()
}

/// A token that is bound to no event.
async fn maker(app: &TestApp) -> Client {
    let (_, secret) = app.token(None, &[Scope::Manage]).await;
    Client {
        token: Some(secret),
        ..app.shopper()
    }
}

#[tokio::test]
async fn a_copy_has_everything_that_was_settled_and_nothing_that_has_happened() {
    let app = TestApp::start().await;
    let (manager, operator) = (app.manager().await, app.operator().await);
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#;
    let settings = json!({
        "languages": ["en", "fr"], "listing": "unlisted", "embed_origins": ["https://shop.example"],
        "accent": "#b8321c", "logo": STANDARD.encode(svg), "closes_at": at(3_600),
    });
    manager.patch(&event(), &settings).await.expect(200);
    let parts = json!({ "components": [{ "id": "checkout", "name": "Till" }, { "id": "app", "name": "App" }] });
    manager.put(&api("components"), &parts).await.expect(200);
    let gone = json!({ "title": "Shoe", "variant": "42", "remaining": 0, "price_tier": "Early", "restock_at": at(60) });
    operator.set_stock("SNK-42", &gone).await.expect(200);
    operator
        .set_stock("SNK-41", &json!({ "level": "in_stock" }))
        .await
        .expect(200);
    operator.post_message("News.").await;
    operator.open_incident("Slow", "We look.").await;
    app.feed().await.send_line(9_000, 600).await;

    let body = json!({ "slug": "autumn-drop", "title": "Autumn drop" });
    let reply = maker(&app)
        .await
        .post(&format!("{}/clone", event()), &body)
        .await;
    let reply = reply.expect(201).json();
    assert_eq!(reply["slug"], "autumn-drop");
    assert!(reply["revision"].is_i64(), "{reply}");

    let (source, copy) = (
        exported(&app, SLUG).await,
        exported(&app, "autumn-drop").await,
    );
    let mut expected = source.clone();
    expected["event"]["slug"] = json!("autumn-drop");
    expected["event"]["title"] = json!("Autumn drop");
    expected["event"]["phase"] = json!("draft");
    expected["event"]["phase_since"] = copy["event"]["phase_since"].clone();
    expected["messages"] = json!([]);
    expected["incidents"] = json!([]);
    expected["stock_changes"] = json!([]);
    let since = &copy["event"]["phase_since"];
    expected["phases"] =
        json!([{ "phase": "draft", "at": since, "reason": null, "next_update_by": null }]);
    for (index, sku) in ["SNK-42", "SNK-41"].into_iter().enumerate() {
        let item = &mut expected["inventory"][index];
        assert_eq!(item["sku"], sku);
        item["level"] = json!("in_stock");
        item["remaining"] = json!(null);
        item["restock_at"] = json!(null);
    }
    assert_eq!(copy, expected);

    let mut tx = app.services.store.read().await.unwrap();
    let found = tx.find_event(&slug("autumn-drop")).await.unwrap().unwrap();
    assert_eq!(tx.newest_reading_at(&found.id).await.unwrap(), None);
    drop(tx);
    for address in crate::hidden::addresses("autumn-drop") {
        app.shopper().get(&address).await.problem(404);
    }
    let log = app.audit().await;
    let last = log.last().unwrap();
    assert_eq!(
        (last.0.as_str(), last.1.as_str()),
        ("event.clone", "autumn-drop")
    );
    // The copy goes its own way.
    app.move_to("autumn-drop", &[Phase::Scheduled]).await;
    app.shopper().get("/e/autumn-drop").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_copy_is_refused_where_its_address_is_taken_or_nobody_may_make_it() {
    let app = TestApp::start().await;
    let address = format!("{}/clone", event());
    let maker = maker(&app).await;
    let bound = app.manager().await;
    let (_, secret) = app
        .token(None, &[Scope::Publish, Scope::Ingest, Scope::Inventory])
        .await;
    let other = Client {
        token: Some(secret),
        ..app.shopper()
    };
    let rows = app.rows().await;
    maker
        .post(&address, &json!({ "slug": SLUG }))
        .await
        .problem(409);
    maker
        .post(&address, &json!({ "slug": "No Slug" }))
        .await
        .names("slug");
    maker.post(&address, &json!({})).await.names("slug");
    maker
        .post(&address, &json!({ "slug": "import" }))
        .await
        .names("slug");
    let body = json!({ "slug": "autumn-drop" });
    maker
        .post("/api/v1/events/none/clone", &body)
        .await
        .problem(404);
    bound.post(&address, &body).await.problem(403);
    other.post(&address, &body).await.problem(403);
    app.shopper().post(&address, &body).await.problem(401);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_machine_makes_an_event_unless_it_belongs_to_another() {
    let app = TestApp::empty().await;
    let maker = maker(&app).await;
    let body = json!({
        "slug": "first", "title": "First", "kind": "queue", "draft": true,
        "opens_at": at(60), "time_zone": "Europe/Paris", "default_language": "fr", "capacity": 9,
    });
    maker.post("/api/v1/events", &body).await.expect(201);
    let made = exported(&app, "first").await;
    assert_eq!(made["event"]["phase"], "draft");
    assert_eq!(made["event"]["default_language"], "fr");
    assert_eq!(made["components"].as_array().unwrap().len(), 4);

    let rows = app.rows().await;
    maker.post("/api/v1/events", &body).await.problem(409);
    let odd = json!({ "slug": "b", "title": "B", "kind": "queue", "time_zone": "Mars/Olympus" });
    maker.post("/api/v1/events", &odd).await.names("time_zone");
    assert_eq!(app.rows().await, rows);
    let (_, secret) = app.token(Some("first"), &[Scope::Manage]).await;
    let bound = Client {
        token: Some(secret),
        ..app.shopper()
    };
    let other = json!({ "slug": "b", "title": "B", "kind": "draw" });
    bound.post("/api/v1/events", &other).await.problem(403);
    maker.post("/api/v1/events", &other).await.expect(201);
    app.shopper().get("/e/b").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_copy_of_an_event_has_its_limits_and_none_of_its_rules() {
    let app = TestApp::start().await;
    let (_, secret) = app.token(None, &Scope::ALL).await;
    let machine = app.with_token(&secret);
    let own = json!({ "thresholds": { "error_rate": 0.05 }, "rules": ["sold_out"] });
    machine.put(&api("signals"), &own).await.expect(200);
    let copy = json!({ "slug": "autumn-drop" });
    machine.post(&api("clone"), &copy).await.expect(201);
    let copied = machine.get("/api/v1/events/autumn-drop/signals").await;
    let copied = copied.expect(200).json();
    assert_eq!(copied["thresholds"]["error_rate"], 0.05);
    assert_eq!(copied["rules"], json!([]));
    // Who may not publish lets nothing publish.
    let manager = app.manager().await;
    let rule = json!({ "rules": ["depth"], "thresholds": { "error_rate": 0.05 } });
    manager.put(&api("signals"), &rule).await.problem(403);
    app.stop().await;
}
