//! Templates made, edited, put away and brought back: every version stays, and what is wrong is told language by language.

use lineside::domain::operator::Scope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::roles::api;
use crate::support::{Answer, Client, TestApp};

/// Somebody who manages the installation.
async fn manager(app: &TestApp) -> Client {
    let (_, secret) = app.token(None, &[Scope::Manage]).await;
    Client {
        token: Some(secret),
        ..app.shopper()
    }
}

fn flash_sale() -> Value {
    json!({
        "key": "flash_sale", "name": "Flash sale", "scenario": "stock", "severity": "notice",
        "text": { "en": "**{item}** is on sale.", "de": "{item} ist im Angebot." },
    })
}

async fn create(manager: &Client, body: &Value) -> Answer {
    manager.post("/api/v1/templates", body).await
}

async fn edit(manager: &Client, key: &str, version: Option<&str>, body: &Value) -> Answer {
    let request = manager.request(Method::PATCH, &format!("/api/v1/templates/{key}"));
    let request = match version {
        Some(version) => request.header("if-match", version),
        None => request,
    };
    send(request.json(body)).await
}

/// The fields that an answer finds wrong.
fn wrong(answer: Answer) -> Vec<String> {
    let problem = answer.problem(422);
    let errors = problem["errors"].as_array().unwrap();
    let fields = errors.iter().map(|error| error["field"].as_str().unwrap());
    fields.map(str::to_owned).collect()
}

#[tokio::test]
async fn a_template_is_made_and_posted_with_and_the_languages_it_lacks_are_named() {
    let app = TestApp::start().await;
    let manager = manager(&app).await;
    let made = create(&manager, &flash_sale()).await.expect(201);
    assert_eq!(made.header("etag"), "\"1\"");
    let made = made.json();
    assert_eq!(made["placeholders"], json!(["item"]));
    assert_eq!(made["missing"], json!(["fr", "es", "ja", "ar"]));
    create(&manager, &flash_sale()).await.problem(409);
    assert_eq!(app.audited("template.create").await, 1);

    let body = json!({ "template": "flash_sale", "values": { "item": "Shoe" } });
    let operator = app.operator().await;
    operator.post(&api("messages"), &body).await.expect(201);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["messages"][0]["text"], "Shoe is on sale.");
    app.stop().await;
}

#[tokio::test]
async fn an_edit_is_a_new_version_and_the_earlier_ones_stay_as_they_were() {
    let app = TestApp::start().await;
    let manager = manager(&app).await;
    create(&manager, &flash_sale()).await.expect(201);
    let change = json!({ "text": { "en": "{item}: cheap today." }, "name": "Sale" });
    let edited = edit(&manager, "flash_sale", Some("\"1\""), &change)
        .await
        .expect(200);
    assert_eq!(edited.header("etag"), "\"2\"");
    let shown = manager
        .get("/api/v1/templates/flash_sale")
        .await
        .expect(200)
        .json();
    assert_eq!(shown["name"], "Sale");
    let versions = shown["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1]["text"]["de"], "{item} ist im Angebot.");
    assert_eq!(versions[1]["name"], "Flash sale");

    let rows = app.rows().await;
    edit(&manager, "flash_sale", None, &change)
        .await
        .expect(200);
    edit(
        &manager,
        "flash_sale",
        Some("\"1\""),
        &json!({ "name": "Other" }),
    )
    .await
    .problem(412);
    edit(&manager, "nope", None, &change).await.problem(404);
    edit(&manager, "NOPE", None, &change).await.problem(404);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_template_that_is_put_away_is_offered_no_more_and_can_be_brought_back() {
    let app = TestApp::start().await;
    let manager = manager(&app).await;
    let archived = |archived: bool| json!({ "archived": archived });
    edit(&manager, "low_stock", None, &archived(true))
        .await
        .expect(200);
    let operator = app.operator().await;
    let body =
        json!({ "template": "low_stock", "values": { "item": "Shoe", "remaining_band": "50" } });
    operator
        .post(&api("messages"), &body)
        .await
        .names("template");
    let listed = manager.get("/api/v1/templates").await.expect(200).json();
    let listed = listed["templates"].as_array().unwrap();
    let low = listed.iter().find(|t| t["key"] == "low_stock").unwrap();
    assert_eq!(low["archived"], true);
    edit(&manager, "low_stock", None, &archived(false))
        .await
        .expect(200);
    operator.post(&api("messages"), &body).await.expect(201);
    let done: Vec<_> = app
        .audit()
        .await
        .into_iter()
        .map(|(what, ..)| what)
        .collect();
    assert!(done.contains(&"template.archive".to_owned()), "{done:?}");
    assert!(done.contains(&"template.restore".to_owned()), "{done:?}");
    app.stop().await;
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_beside_its_language() {
    let app = TestApp::start().await;
    let manager = manager(&app).await;
    let rows = app.rows().await;
    let with_text = |text: Value| {
        let mut body = flash_sale();
        body["text"] = text;
        body
    };
    let text = json!({
        "en": "{item} left", "de": "{item", "fr": "{prix}", "es": "<b>{item}</b>", "ja": "在庫わずか", "ar": "{item}",
    });
    let fields = wrong(create(&manager, &with_text(text)).await);
    assert_eq!(fields, ["text.de", "text.fr", "text.es", "text.ja"]);
    let text = json!({ "en": "x".repeat(501), "de": " ", "fr": "a\u{7}b" });
    let fields = wrong(create(&manager, &with_text(text)).await);
    assert_eq!(fields, ["text.en", "text.de", "text.fr"]);
    assert_eq!(
        wrong(create(&manager, &with_text(json!({}))).await),
        ["text"]
    );
    let mut body = flash_sale();
    body["key"] = json!("Flash sale");
    body["name"] = json!(" ");
    assert_eq!(wrong(create(&manager, &body).await), ["key", "name"]);
    body["scenario"] = json!("hype");
    create(&manager, &body).await.names("scenario");
    let edited = edit(
        &manager,
        "low_stock",
        None,
        &json!({ "text": { "en": "{7*7}" } }),
    )
    .await;
    assert!(
        edited
            .names("text.en")
            .contains("unknown placeholder {7*7}")
    );
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn what_a_rule_says_by_itself_is_written_by_those_who_may_publish() {
    let app = TestApp::start().await;
    let rules = json!({ "rules": ["sold_out"] });
    let all = app.machine(&Scope::ALL).await;
    all.put(&api("signals"), &rules).await.expect(200);
    let manager = manager(&app).await;
    let rows = app.rows().await;
    let change = json!({ "text": { "en": "{item}: buy it elsewhere." } });
    for key in ["item_sold_out", "back_in_stock"] {
        edit(&manager, key, None, &change).await.problem(403);
    }
    assert_eq!(app.rows().await["template"], rows["template"]);
    // What no rule says is theirs, and so is everything while none speaks.
    edit(&manager, "low_stock", None, &change).await.expect(200);
    let off = json!({ "rules": [] });
    all.put(&api("signals"), &off).await.expect(200);
    edit(&manager, "item_sold_out", None, &change)
        .await
        .expect(200);
    app.stop().await;
}

#[tokio::test]
async fn templates_are_written_by_those_who_manage_every_event() {
    let app = TestApp::start().await;
    let rows = app.rows().await;
    // For one event only.
    let bound = app.manager().await;
    create(&bound, &flash_sale()).await.problem(403);
    edit(&bound, "low_stock", None, &json!({ "archived": true }))
        .await
        .problem(403);
    bound.get("/api/v1/templates").await.expect(200);
    let operator = app.operator().await;
    create(&operator, &flash_sale()).await.problem(403);
    operator.get("/api/v1/templates").await.problem(403);
    let feed = app.feed().await;
    feed.get("/api/v1/templates").await.problem(403);
    feed.get("/api/v1/templates/low_stock").await.problem(403);
    app.shopper().get("/api/v1/templates").await.problem(401);
    assert_eq!(app.rows().await["template"], rows["template"]);
    app.stop().await;
}
