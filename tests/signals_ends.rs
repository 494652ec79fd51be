//! How alerts end: well again, or only over; and what may be said of that.

use lineside::domain::event::{Phase, Slug};
use lineside::domain::id::{AlertId, EventId};
use lineside::domain::operator::{Actor, Scope};
use lineside::domain::signals::{Occasion, Signal};
use lineside::service::signals::publish;
use reqwest::Method;
use serde_json::{Value, json};

use crate::signals::{alerts, answer, breach, count, machine, two_minutes};
use crate::support::client::send;
use crate::support::database::{execute, open};
use crate::support::roles::api;
use crate::support::{SLUG, TestApp, within};

/// Waits until the event was watched so far that what is remembered of it has been written more than `times` times.
async fn until_written(app: &TestApp, times: i64) -> i64 {
    let mut database = open(&app.database).await;
    let looking = async {
        loop {
            let version = sqlx::query_scalar("select coalesce(max(version), 0) from watch");
            let version: i64 = version.fetch_one(&mut database).await.unwrap();
            if version > times {
                return version;
            }
            tokio::task::yield_now().await;
        }
    };
    within("a look", looking).await
}

/// Waits until the event was looked at for the first time.
pub async fn until_watched(app: &TestApp) {
    until_written(app, 0).await;
}

/// Lets minutes pass, with a look at the end of each.
pub async fn minutes(app: &TestApp, minutes: usize) {
    let mut written = until_written(app, 0).await;
    for _ in 0..minutes {
        app.clock.advance_seconds(60);
        written = until_written(app, written).await;
    }
}

#[tokio::test]
async fn an_event_that_ends_in_trouble_is_not_said_to_work_as_usual_again() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    answer(&machine, &alert, "publish", "trouble")
        .await
        .expect(201);
    app.move_to(SLUG, &[Phase::Ended]).await;
    let over = alerts(&machine, "the end of the alert", |told| {
        !told["alerts"][0]["cleared_at"].is_null()
    });
    let over = over.await;
    assert_eq!(count(&over, "suggestions"), 0);
    assert_eq!(over["alerts"][0]["clear_answer"]["how"], "dismissed");
    assert_eq!(over["alerts"][0]["clear_answer"]["by"], "watch");
    answer(&machine, &alert, "publish", "all_clear")
        .await
        .problem(409);
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn an_alert_ends_though_nobody_can_read_any_more_what_was_remembered_of_it() {
    let app = TestApp::start().await;
    let client = machine(&app).await;
    let alert = breach(&app, &client).await;
    let unreadable = "update watch set state = '{\"clocks\": 7}'";
    execute(&app.database, unreadable).await.unwrap();
    let token = client.token.clone().unwrap();
    let app = app.restart().await;
    let client = app.with_token(&token);
    for _ in 0..2 {
        two_minutes(&app, &client, json!({ "error_rate": 0.002 })).await;
    }
    let over = alerts(&client, "the end of the alert", |told| {
        !told["alerts"][0]["cleared_at"].is_null()
    });
    let over = over.await;
    assert_eq!(
        (&over["alerts"][0]["id"], count(&over, "alerts")),
        (&alert["id"], 1)
    );
    assert_eq!(app.audited("alert.clear").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_rule_whose_words_do_not_fit_asks_for_no_write_says_so_and_speaks_once_they_do() {
    let app = TestApp::start().await;
    let client = machine(&app).await;
    let (_, secret) = app.token(None, &[Scope::Manage, Scope::Publish]).await;
    let manager = app.with_token(&secret);
    let edit = async |text: &str| {
        let request = manager.request(Method::PATCH, "/api/v1/templates/checkout_slow");
        send(request.json(&json!({ "text": { "en": text } })))
            .await
            .expect(200);
    };
    edit("{item}: checkout is slow.").await;
    let body = json!({ "rules": ["error_rate"] });
    client.put(&api("signals"), &body).await.expect(200);
    breach(&app, &client).await;
    let wrong = |told: &Value| told["suggestions"][0]["errors"][0]["field"] == "rule";
    let told = alerts(&client, "why the rule is mute", wrong).await;
    assert_eq!(count(&told["suggestions"][0], "errors"), 2);
    assert_eq!(app.audited("message.post").await, 0);
    edit("Checkout is slow.").await;
    let said = |told: &Value| told["alerts"][0]["answer"]["by"] == "rule:error_rate";
    alerts(&client, "the rule to speak", said).await;
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_rule_that_is_switched_off_says_nothing_though_its_alert_is_open() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    let slug = Slug::parse(SLUG).unwrap();
    let mut tx = app.services.store.read().await.unwrap();
    let event: EventId = tx.find_event(&slug).await.unwrap().unwrap().id;
    drop(tx);
    let rule = Actor::Rule {
        event,
        signal: Signal::ErrorRate,
    };
    let id = AlertId::new(alert["id"].as_str().unwrap());
    let rows = app.rows().await;
    let which = (&id, Occasion::Trouble);
    let refused = publish(&app.services, &rule, &slug, which, None).await;
    assert!(refused.unwrap_err().to_string().contains("switched off"));
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_rule_says_that_a_product_is_gone_only_once_it_has_stayed_so_for_a_minute() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let set = async |level: &str| {
        let item = json!({ "title": "Sneaker", "variant": "42", "level": level });
        machine.set_stock("SNK-42", &item).await.expect(200);
    };
    set("in_stock").await;
    let rules = json!({ "rules": ["sold_out"] });
    machine.put(&api("signals"), &rules).await.expect(200);
    until_watched(&app).await;
    minutes(&app, 1).await;
    // Operators are asked at once; a cart that comes back makes it untrue.
    set("sold_out").await;
    app.clock.advance_seconds(1);
    let asked = |told: &Value| count(told, "suggestions") == 1;
    alerts(&machine, "the end of stock", asked).await;
    set("low").await;
    minutes(&app, 1).await;
    let told = alerts(&machine, "the alert", |told| count(told, "alerts") == 1).await;
    assert_eq!(count(&told, "suggestions"), 0);
    assert_eq!(app.audited("message.post").await, 0);
    set("sold_out").await;
    minutes(&app, 1).await;
    let said = |told: &Value| told["alerts"][0]["answer"]["by"] == "rule:sold_out";
    alerts(&machine, "the rule to speak", said).await;
    app.stop().await;
}

#[tokio::test]
async fn a_product_that_is_gone_suggests_to_say_so_and_one_that_is_back_says_its_name() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let item = |level: &str| json!({ "title": "Sneaker", "variant": "42", "level": level });
    machine
        .set_stock("SNK-42", &item("in_stock"))
        .await
        .expect(200);
    // What was gone before anybody looked would be no news.
    until_watched(&app).await;
    minutes(&app, 1).await;
    machine
        .set_stock("SNK-42", &item("sold_out"))
        .await
        .expect(200);
    app.clock.advance_seconds(1);
    let told = alerts(&machine, "the end of stock", |told| {
        count(told, "suggestions") == 1
    })
    .await;
    assert_eq!(
        (
            &told["alerts"][0]["subject"],
            &told["suggestions"][0]["template"]
        ),
        (&json!("Sneaker"), &json!("item_sold_out"))
    );
    let text = told["suggestions"][0]["text"]["en"].as_str().unwrap();
    assert!(text.starts_with("Sneaker has sold out."), "{text}");
    let alert = told["alerts"][0].clone();
    answer(&machine, &alert, "publish", "trouble")
        .await
        .expect(201);
    machine
        .set_stock("SNK-42", &item("in_stock"))
        .await
        .expect(200);
    // A cart that comes back is no restock: it has to stay for two minutes.
    minutes(&app, 4).await;
    let told = alerts(&machine, "the restock", |told| {
        count(told, "suggestions") == 1
    })
    .await;
    let text = told["suggestions"][0]["text"]["en"].as_str().unwrap();
    assert_eq!(text, "Sneaker is back in stock, while supplies last.");
    app.stop().await;
}
