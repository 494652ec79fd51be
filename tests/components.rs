//! Parts of the shop: which there are, what they are called, and in which order.

use lineside::domain::operator::Scope;
use serde_json::{Value, json};

use crate::support::roles::api;
use crate::support::{Answer, Client, TestApp};

async fn set(client: &Client, components: &Value) -> Answer {
    let body = json!({ "components": components });
    client.put(&api("components"), &body).await
}

/// The parts as the public JSON has them.
async fn shown(app: &TestApp) -> Vec<(String, String)> {
    let facts = app.shopper().facts().await;
    let parts = facts["components"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    parts
        .iter()
        .map(|part| (text(&part["id"]), text(&part["name"])))
        .collect()
}

#[tokio::test]
async fn parts_are_added_renamed_reordered_and_removed_at_once() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let parts = json!([
        { "id": "checkout", "name": " Till " },
        { "id": "app", "name": "Phone app" },
        { "id": "site", "name": "Shop" },
    ]);
    let reply = set(&manager, &parts).await.expect(200).json();
    assert_eq!(reply["components"], 3);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["revision"], reply["revision"]);
    let expected = [("checkout", "Till"), ("app", "Phone app"), ("site", "Shop")];
    let expected = expected.map(|(id, name)| (id.to_owned(), name.to_owned()));
    assert_eq!(shown(&app).await, expected);

    let rows = app.rows().await;
    set(&manager, &parts).await.expect(200);
    assert_eq!(app.rows().await, rows);
    assert_eq!(app.audited("components.set").await, 1);
    set(&manager, &json!([])).await.expect(200);
    assert!(shown(&app).await.is_empty());
    app.stop().await;
}

#[tokio::test]
async fn a_part_that_an_open_issue_names_stays_and_one_of_a_resolved_issue_may_go() {
    let app = TestApp::start().await;
    let (manager, operator) = (app.manager().await, app.operator().await);
    let (issue, _) = operator.open_incident("Slow", "We look into it.").await;
    let rows = app.rows().await;
    let without = json!([{ "id": "site", "name": "Shop" }]);
    let problem = set(&manager, &without).await.problem(409);
    let detail = problem["detail"].as_str().unwrap();
    assert!(
        detail.contains("Checkout") && detail.contains("Slow"),
        "{detail}"
    );
    assert_eq!(app.rows().await, rows);

    let renamed = json!([{ "id": "checkout", "name": "Till" }]);
    set(&manager, &renamed).await.expect(200);
    let solved = operator.update_incident(&issue, "resolved", "Over.").await;
    solved.expect(201);
    set(&manager, &without).await.expect(200);
    // The story goes on being told, without the part that is gone.
    let incident = &app.shopper().facts().await["incidents"][0];
    assert_eq!(incident["title"], "Slow");
    assert_eq!(incident["components"], json!([]));
    app.stop().await;
}

#[tokio::test]
async fn what_is_wrong_is_named_and_changes_nothing() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let rows = app.rows().await;
    let good = json!({ "id": "site", "name": "Shop" });
    for (bad, field) in [
        (
            json!({ "id": "Check out", "name": "A" }),
            "components[1].id",
        ),
        (json!({ "id": "", "name": "A" }), "components[1].id"),
        (json!({ "id": "a", "name": " " }), "components[1].name"),
        (
            json!({ "id": "a", "name": "x".repeat(61) }),
            "components[1].name",
        ),
        (
            json!({ "id": "a", "name": "a\u{0}b" }),
            "components[1].name",
        ),
        (json!({ "id": "a" }), "components[1].name"),
        (
            json!({ "id": "a", "name": "A", "status": "down" }),
            "components[1].status",
        ),
        (json!({ "id": "site", "name": "Again" }), "components"),
    ] {
        set(&manager, &json!([good, bad])).await.names(field);
    }
    let many: Vec<_> = (0..21)
        .map(|i| json!({ "id": format!("c{i}"), "name": "C" }))
        .collect();
    set(&manager, &json!(many)).await.names("components");
    assert_eq!(app.rows().await, rows);

    set(&app.shopper(), &json!([good])).await.problem(401);
    let others = [Scope::Ingest, Scope::Publish, Scope::Inventory];
    let machine = app.machine(&others).await;
    set(&machine, &json!([good])).await.problem(403);
    app.stop().await;
}
