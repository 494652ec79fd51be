//! How alerts end: well again, or only over; and what may be said of that.

use lineside::domain::event::{Phase, Slug};
use lineside::domain::id::{AlertId, EventId};
use lineside::domain::operator::Actor;
use lineside::domain::signals::{Occasion, Signal};
use lineside::service::signals::publish;

use crate::signals::{alerts, answer, breach, count, machine};
use crate::support::{SLUG, TestApp};

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
