//! Signals: what a feed's trouble raises, what it suggests, and what becomes of that.

use lineside::domain::operator::{Role, Scope};
use serde_json::{Value, json};

use crate::support::roles::api;
use crate::support::{Answer, Client, Document, SLUG, TestApp, within};

/// What asks and what answers: reads alerts, sets limits, sends samples.
pub async fn machine(app: &TestApp) -> Client {
    app.machine(&Scope::ALL).await
}

/// Two minutes of readings, one every five seconds, up to now.
pub async fn two_minutes(app: &TestApp, machine: &Client, reading: Value) {
    app.clock.advance_seconds(120);
    let now = app.services.clock.now();
    let sample = |n: i64| {
        let mut sample = reading.clone();
        sample["at"] = json!(now.plus_seconds(n * 5 - 120).to_string());
        sample
    };
    let samples: Vec<_> = (1..=24).map(sample).collect();
    machine.send_samples(&samples).await.expect(202);
}

/// The answer about alerts, once it is as wanted.
pub async fn alerts(machine: &Client, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let looking = async {
        loop {
            let answer = machine.get(&api("alerts")).await.expect(200).json();
            if wanted(&answer) {
                return answer;
            }
        }
    };
    within(what, looking).await
}

pub fn count(answer: &Value, list: &str) -> usize {
    answer[list].as_array().unwrap().len()
}

/// A breach of the error rate, and the alert that it raised.
pub async fn breach(app: &TestApp, machine: &Client) -> Value {
    two_minutes(app, machine, json!({ "error_rate": 0.031 })).await;
    let told = alerts(machine, "an alert", |told| count(told, "suggestions") == 1).await;
    app.publish().await;
    told["alerts"][0].clone()
}

pub async fn answer(machine: &Client, alert: &Value, how: &str, occasion: &str) -> Answer {
    let id = alert["id"].as_str().unwrap();
    let body = json!({ "occasion": occasion });
    machine
        .post(&api(&format!("alerts/{id}/{how}")), &body)
        .await
}

fn components(facts: &Value) -> Vec<(&str, &str)> {
    let parts = facts["components"].as_array().unwrap().iter();
    parts
        .map(|part| {
            (
                part["id"].as_str().unwrap(),
                part["status"].as_str().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_breach_is_told_with_its_evidence_and_one_yes_says_it_in_every_language() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    assert_eq!(alert["signal"], "error_rate");
    let evidence = &alert["evidence"];
    assert_eq!(evidence["series"], json!(["error_rate"]));
    assert_eq!(
        (&evidence["limit"], &evidence["value"]),
        (&json!(0.01), &json!(0.031))
    );
    let told = machine.get(&api("alerts")).await.json();
    let suggestion = &told["suggestions"][0];
    assert_eq!(suggestion["template"], "checkout_slow");
    assert_eq!(suggestion["text"].as_object().unwrap().len(), 6);
    assert!(
        suggestion["text"]["de"]
            .as_str()
            .unwrap()
            .contains("Bezahlen")
    );
    assert_eq!(suggestion["errors"], json!([]));
    assert_eq!(app.shopper().facts().await["messages"], json!([]));

    answer(&machine, &alert, "publish", "trouble")
        .await
        .expect(201);
    let facts = app.shopper().facts().await;
    let message = &facts["messages"][0];
    assert!(
        message["text"]
            .as_str()
            .unwrap()
            .starts_with("Checkout is slower")
    );
    assert_eq!(
        (&message["automatic"], count(&facts, "messages")),
        (&json!(false), 1)
    );
    assert!(!message["next_update_by"].is_null());
    let again = answer(&machine, &alert, "publish", "trouble")
        .await
        .problem(409);
    assert_eq!(again["detail"], "this was published already");
    assert_eq!(app.audited("message.post").await, 1);
    assert_eq!(app.audited("alert.open").await, 1);

    // Its end suggests the all-clear.
    for _ in 0..2 {
        two_minutes(&app, &machine, json!({ "error_rate": 0.002 })).await;
    }
    let told = alerts(&machine, "the all-clear", |told| {
        count(told, "suggestions") == 1
    })
    .await;
    assert_eq!(told["suggestions"][0]["occasion"], "all_clear");
    assert!(!told["alerts"][0]["cleared_at"].is_null());
    answer(&machine, &alert, "publish", "all_clear")
        .await
        .expect(201);
    assert_eq!(
        count(&machine.get(&api("alerts")).await.json(), "suggestions"),
        0
    );
    assert_eq!(count(&app.shopper().facts().await, "messages"), 2);
    app.stop().await;
}

#[tokio::test]
async fn dismissing_is_remembered_through_flapping_and_a_restart() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    answer(&machine, &alert, "dismiss", "trouble")
        .await
        .expect(200);
    answer(&machine, &alert, "dismiss", "trouble")
        .await
        .expect(200);
    assert_eq!(app.audited("alert.dismiss").await, 1);
    for rate in [0.002, 0.002, 0.05] {
        two_minutes(&app, &machine, json!({ "error_rate": rate })).await;
    }
    let back = |told: &Value| told["alerts"][0]["evidence"]["value"] == 0.05;
    let told = alerts(&machine, "the alert to come back", back).await;
    assert_eq!(
        (count(&told, "alerts"), count(&told, "suggestions")),
        (1, 0)
    );

    let token = machine.token.clone().unwrap();
    let app = app.restart().await;
    let machine = app.with_token(&token);
    two_minutes(
        &app,
        &machine,
        json!({ "error_rate": 0.05, "p95_latency_ms": 9_000 }),
    )
    .await;
    let told = alerts(&machine, "another alert", |told| count(told, "alerts") == 2).await;
    // The other reason says the same words, which nobody has refused for it.
    assert_eq!(told["suggestions"][0]["alert"], told["alerts"][0]["id"]);
    assert_eq!(told["alerts"][0]["signal"], "p95_latency");
    assert_eq!(app.audited("alert.open").await, 3);
    app.stop().await;
}

#[tokio::test]
async fn alerts_drive_the_parts_until_an_operator_knows_better() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    breach(&app, &machine).await;
    let facts = app.shopper().facts().await;
    let expected = [
        ("waiting-room", "operational"),
        ("site", "degraded_performance"),
        ("checkout", "operational"),
        ("payments", "operational"),
    ];
    assert_eq!(components(&facts), expected);

    let status = api("components/site/status");
    let until = app.services.clock.now().plus_seconds(600);
    let body = json!({ "status": "operational", "until": until });
    machine.put(&status, &body).await.expect(200);
    machine.put(&status, &body).await.expect(200);
    assert_eq!(app.audited("component.state").await, 1);
    assert_eq!(
        components(&app.shopper().facts().await)[1],
        ("site", "operational")
    );
    // Its time is over: the machine's word counts again, without anybody doing anything.
    app.pass_seconds(601).await;
    assert_eq!(
        components(&app.shopper().facts().await)[1],
        ("site", "degraded_performance")
    );

    let body = json!({ "status": "major_outage", "until": until.plus_seconds(900) });
    machine.put(&status, &body).await.expect(200);
    machine.delete(&status).await.expect(200);
    assert_eq!(
        components(&app.shopper().facts().await)[1],
        ("site", "degraded_performance")
    );
    let past = json!({ "status": "operational", "until": until });
    machine.put(&status, &past).await.names("until");
    machine
        .put(&api("components/nothing/status"), &body)
        .await
        .problem(404);
    app.stop().await;
}

#[tokio::test]
async fn a_rule_speaks_only_where_it_was_switched_on_and_says_that_it_was_a_machine() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let body = json!({ "rules": ["error_rate"] });
    let saved = machine.put(&api("signals"), &body).await.expect(200);
    assert_eq!(
        (
            saved.header("etag"),
            &saved.json()["thresholds"]["p95_latency_ms"]
        ),
        ("\"1\"", &json!(2_000.0))
    );
    let reading = json!({ "error_rate": 0.031, "p95_latency_ms": 300, "queue_depth": 28_000 });
    two_minutes(&app, &machine, reading).await;
    let answered = |told: &Value| {
        let alerts = told["alerts"].as_array().unwrap();
        alerts
            .iter()
            .any(|alert| alert["answer"]["by"] == "rule:error_rate")
    };
    let told = alerts(&machine, "the rule to speak", answered).await;
    // The line is nearly full too, which no rule tells.
    assert_eq!(count(&told, "alerts"), 2);
    assert_eq!(told["suggestions"][0]["template"], "high_traffic");
    app.publish().await;
    let facts = app.shopper().facts().await;
    assert_eq!(
        (
            count(&facts, "messages"),
            &facts["messages"][0]["automatic"]
        ),
        (1, &json!(true))
    );
    let posted = app
        .audit()
        .await
        .into_iter()
        .filter(|(action, ..)| action == "message.post");
    assert_eq!(
        posted.map(|(_, _, by)| by).collect::<Vec<_>>(),
        ["rule:error_rate"]
    );
    for (language, mark) in [
        ("en", "automatic"),
        ("de", "automatisch"),
        ("fr", "automatique"),
    ] {
        let page = app
            .shopper()
            .get(&format!("/e/{SLUG}?lang={language}"))
            .await;
        let mark_shown = Document::parse(&page.expect(200).text()).text("#region-news .mark");
        assert!(
            mark_shown.to_lowercase().contains(mark),
            "{language}: {mark_shown}"
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn limits_are_an_events_own_and_wrong_ones_change_nothing() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let settings = machine.get(&api("signals")).await.expect(200).json();
    assert_eq!(settings["thresholds"]["error_rate"], 0.01);
    assert_eq!(
        (&settings["version"], &settings["rules"]),
        (&json!(0), &json!([]))
    );
    let rows = app.rows().await;
    let bad = json!({ "thresholds": { "handoff": 1.5, "confirm_s": 1 } });
    let wrong = machine.put(&api("signals"), &bad).await.problem(422);
    let fields = wrong["errors"].as_array().unwrap().iter();
    let fields: Vec<_> = fields
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["thresholds.handoff", "thresholds.confirm_s"]);
    machine
        .put(&api("signals"), &json!({ "rules": ["silence"] }))
        .await
        .names("rules");
    machine
        .put(&api("signals"), &json!({ "limits": {} }))
        .await
        .problem(422);
    assert_eq!(app.rows().await, rows);

    let own = json!({ "thresholds": { "error_rate": 0.05, "p95_latency_ms": null } });
    machine.put(&api("signals"), &own).await.expect(200);
    machine.put(&api("signals"), &own).await.expect(200);
    assert_eq!(app.audited("signals.set").await, 1);
    let reading = json!({ "error_rate": 0.04, "p95_latency_ms": 9_000, "queue_depth": 28_000 });
    two_minutes(&app, &machine, reading).await;
    let told = alerts(&machine, "the full line", |told| count(told, "alerts") == 1).await;
    assert_eq!(told["alerts"][0]["signal"], "depth");
    let desk = app.desk_of(Role::Viewer).await;
    let dashboard = desk.get(&format!("/admin/events/{SLUG}/dashboard")).await;
    let dials = Document::parse(&dashboard.expect(200).text()).text(".dial-list");
    assert!(dials.contains("limit 5.0 % at most"), "{dials}");
    app.stop().await;
}
