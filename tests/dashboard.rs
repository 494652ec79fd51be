//! The dashboard: the feed's figures beside the limits at which they mean trouble, for whoever is logged in.

use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::{Document, SLUG, TestApp};

/// Ten minutes of a launch: the line grows, 100 are let in a minute, and in the last two the shop breaks down.
async fn ten_minutes(app: &TestApp) {
    let feed = app.feed().await;
    for minute in 0_u32..10 {
        let broken = minute >= 8;
        let sample = json!({
            "at": app.services.clock.now().to_string(),
            "queue_depth": 20_000 + 1_000 * minute,
            "admitted_total": 5_000 + 100 * minute,
            "error_rate": if broken { 0.042 } else { 0.004 },
            "p95_latency_ms": if broken { 3_400 } else { 420 },
            "handoff_completed_total": 900 * minute,
            "handoff_failed_total": 100 * minute,
        });
        feed.send_samples(&[sample]).await.expect(202);
        app.pass_seconds(60).await;
    }
}

fn dial(page: &Document, number: usize) -> String {
    page.text(&format!(".dial-list > li:nth-child({number})"))
}

#[tokio::test]
async fn each_figure_stands_beside_its_limit_and_what_is_beyond_it_is_said_in_words() {
    let app = TestApp::start().await;
    ten_minutes(&app).await;
    let desk = app.desk_of(Role::Viewer).await;
    let address = format!("/admin/events/{SLUG}/dashboard");
    let page = Document::parse(&desk.get(&address).await.expect(200).text());

    // 30,000 fit: from 27,000 on the line is at its limit.
    let depth = dial(&page, 1);
    assert!(
        depth.starts_with("In line 29,000 limit 27,000 ▲ Beyond its limit"),
        "{depth}"
    );
    let throughput = dial(&page, 2);
    assert!(
        throughput.starts_with("Let in per minute 100"),
        "{throughput}"
    );
    let errors = dial(&page, 4);
    assert!(
        errors.contains("4.2 % limit 1.0 % at most ▲ Beyond"),
        "{errors}"
    );
    let latency = dial(&page, 5);
    assert!(
        latency.contains("3.4 s limit 2.0 s at most ▲ Beyond"),
        "{latency}"
    );
    let handoff = dial(&page, 6);
    assert!(
        handoff.contains("90 % limit 95 % at least ▲ Beyond"),
        "{handoff}"
    );
    // Who may only look is not led to the composer; who may publish is, to the message that speaks of it.
    let offers = ".dial-list a[href^='post?template=']";
    assert_eq!(page.count(offers), 0);
    let writer = app.desk_of(Role::Writer).await.get(&address).await;
    let offered = Document::parse(&writer.expect(200).text());
    assert_eq!(offered.count(offers), 4);
    assert_eq!(offered.count("a[href='post?template=high_traffic']"), 1);
    assert_eq!(page.count(".dial-list > li"), 7);
    assert!(page.count(".dial-list svg[role=img] title") >= 5);
    app.stop().await;
}

#[tokio::test]
async fn what_is_let_in_per_minute_is_right_in_the_middle_of_a_minute() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    let began = app.services.clock.now();
    let desk = app.desk_of(Role::Viewer).await;
    let address = format!("/admin/events/{SLUG}/dashboard");
    // Two people a second, read every five seconds and looked at wherever a minute stands.
    for (from, to) in [(0_u32, 41_u32), (41, 42), (42, 48)] {
        let sample = |n: u32| {
            let at = began.plus_seconds(i64::from(n) * 5).to_string();
            json!({ "at": at, "admitted_total": 10 * n })
        };
        let samples: Vec<_> = (from..to).map(sample).collect();
        app.pass_seconds(i64::from(to - from) * 5).await;
        feed.send_samples(&samples).await.expect(202);
        let page = Document::parse(&desk.get(&address).await.expect(200).text());
        let throughput = dial(&page, 2);
        assert!(
            throughput.starts_with("Let in per minute 120"),
            "{throughput}"
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn a_limit_that_the_feed_told_long_ago_still_stands() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    let at = app.services.clock.now().to_string();
    feed.send_samples(&[json!({ "at": at, "queue_depth": 9_500, "capacity": 10_000 })])
        .await
        .expect(202);
    app.pass_seconds(4_000).await;
    let at = app.services.clock.now().to_string();
    feed.send_samples(&[json!({ "at": at, "queue_depth": 9_500 })])
        .await
        .expect(202);
    app.publish().await;
    let desk = app.desk_of(Role::Viewer).await;
    let address = format!("/admin/events/{SLUG}/dashboard");
    let page = Document::parse(&desk.get(&address).await.expect(200).text());
    let depth = dial(&page, 1);
    assert!(
        depth.starts_with("In line 9,500 limit 9,000 ▲ Beyond its limit"),
        "{depth}"
    );
    app.stop().await;
}

#[tokio::test]
async fn what_was_not_heard_lately_is_not_shown_as_if_it_were() {
    let app = TestApp::start().await;
    ten_minutes(&app).await;
    app.pass_seconds(300).await;
    let desk = app.desk_of(Role::Viewer).await;
    let address = format!("/admin/events/{SLUG}/dashboard?window=event");
    let page = Document::parse(&desk.get(&address).await.expect(200).text());
    let errors = dial(&page, 4);
    assert!(
        errors.contains("nothing lately") && !errors.contains("Beyond"),
        "{errors}"
    );
    app.stop().await;
}

#[tokio::test]
async fn an_event_without_a_feed_has_a_dashboard_without_figures() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Viewer).await;
    let address = format!("/admin/events/{SLUG}/dashboard");
    let page = Document::parse(&desk.get(&address).await.expect(200).text());
    assert!(
        dial(&page, 1).contains("nothing lately"),
        "{}",
        dial(&page, 1)
    );
    desk.get("/admin/events/none/dashboard").await.expect(404);
    app.stop().await;
}
