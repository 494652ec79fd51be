//! Report and plan at the desk, by forms alone.

use lineside::domain::event::{EventKind, Phase};
use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::{Document, SLUG, TestApp};

fn page(what: &str) -> String {
    format!("/admin/events/{SLUG}/{what}")
}

#[tokio::test]
async fn an_operator_publishes_and_withdraws_a_report() {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    let desk = app.desk_of(Role::Operator).await;
    let going_on = desk.get(&page("report")).await.expect(200).text();
    assert!(going_on.contains("once the event has ended"));
    assert!(!going_on.contains("publish_report"));
    let too_soon = format!("form=publish_report&slug={SLUG}");
    desk.submit(&page("report"), &too_soon).await.expect(409);

    app.move_to(SLUG, &[Phase::Ended]).await;
    let ended = Document::parse(&desk.get(&page("report")).await.expect(200).text());
    assert!(ended.text("dl.figures").contains("Longest line 6,000"));
    assert!(
        ended
            .text("#shop + dl")
            .contains("Most failed shop requests")
    );
    let publish = format!("form=publish_report&slug={SLUG}");
    let done = desk.submit(&page("report"), &publish).await.expect(303);
    assert_eq!(
        done.header("location"),
        format!("{}?settled=report#said", page("report"))
    );
    app.shopper()
        .get(&format!("/e/{SLUG}/report"))
        .await
        .expect(200);

    let viewer = app.desk_of(Role::Viewer).await;
    let seen = viewer.get(&page("report")).await.expect(200).text();
    assert!(seen.contains("Everyone may read it since") && !seen.contains("withdraw_report"));
    let withdraw = format!("form=withdraw_report&slug={SLUG}");
    desk.submit(&page("report"), &withdraw).await.expect(303);
    app.shopper()
        .get(&format!("/e/{SLUG}/report"))
        .await
        .problem(404);
    app.stop().await;
}

#[tokio::test]
async fn the_desk_takes_along_what_the_public_does_not_see() {
    let app = TestApp::start().await;
    let sample = json!({ "at": crate::support::noon(), "error_rate": 0.25, "queue_depth": 5 });
    app.feed().await.send_samples(&[sample]).await.expect(202);
    let viewer = app.desk_of(Role::Viewer).await;
    let json = viewer.get(&page("report.json")).await.expect(200);
    assert_eq!(json.header("cache-control"), "no-store");
    assert_eq!(json.json()["shop"]["error_rate"]["value"], 0.25);
    let csv = viewer.get(&page("report.csv")).await.expect(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.text().contains("most_error_rate,0.25,"));
    viewer.get("/admin/events/no-such/report").await.expect(404);
    app.stop().await;
}

#[tokio::test]
async fn a_plan_is_computed_saved_and_used_without_wasm() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let first = Document::parse(&desk.get(&page("plan")).await.expect(200).text());
    assert_eq!(first.attribute("[name='plan[email_pct]']", "value"), "5");
    assert!(
        first
            .text("#limits-heading ~ p")
            .contains("capacity is 30,000 now")
    );

    // To compute is to look: nothing is saved.
    let rows = app.rows().await;
    let computed = format!(
        "{}?form=save_plan&slug={SLUG}&plan%5Bdemand%5D=100000",
        page("plan")
    );
    let computed = Document::parse(&desk.get(&computed).await.expect(200).text());
    assert!(
        computed
            .text("dl.figures")
            .contains("People who come 24,000")
    );
    assert_eq!(
        computed.attribute("[name='plan[demand]']", "value"),
        "100000"
    );
    assert_eq!(computed.count("figure"), 2);
    assert_eq!(computed.count("[data-live=plan][data-old]"), 0);
    assert_eq!(app.rows().await, rows);

    let form = format!(
        "form=save_plan&slug={SLUG}&key=0&plan%5Bdemand%5D=100000&plan%5Bcapacity%5D=12000"
    );
    let done = desk.submit(&page("plan"), &form).await.expect(303);
    assert_eq!(
        done.header("location"),
        format!("{}?settled=plan#said", page("plan"))
    );
    let saved = Document::parse(&desk.get(&page("plan")).await.expect(200).text());
    assert!(
        saved
            .text("main")
            .contains("Set the capacity to 12,000, as saved")
    );
    let other = format!("form=use_limits&slug={SLUG}&capacity=9000&seen=30000");
    desk.submit(&page("plan"), &other).await.expect(409);
    assert_eq!(app.shopper().facts().await["queue"]["capacity"], 30_000);
    let limits = format!("form=use_limits&slug={SLUG}&capacity=12000&seen=30000");
    desk.submit(&page("plan"), &limits).await.expect(303);
    assert_eq!(app.shopper().facts().await["queue"]["capacity"], 12_000);
    app.stop().await;
}

#[tokio::test]
async fn what_makes_no_sense_in_a_plan_is_told_beside_its_field_and_loses_nothing() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let wrong = "plan%5Bemail_list%5D=many&plan%5Bemail_pct%5D=300&plan%5Bfollowers%5D=7";
    let told = |text: String| {
        let page = Document::parse(&text);
        assert!(
            page.text("[data-wrong='plan.email_list']")
                .contains("write a number")
        );
        assert!(
            page.text("[data-wrong='plan.email_pct']")
                .contains("use 0 to 100")
        );
        assert_eq!(page.attribute("[name='plan[email_list]']", "value"), "many");
        assert_eq!(page.attribute("[name='plan[followers]']", "value"), "7");
    };
    let form = format!("form=save_plan&slug={SLUG}&key=0&{wrong}");
    told(desk.submit(&page("plan"), &form).await.expect(422).text());
    let address = format!("{}?{form}", page("plan"));
    let computed = desk.get(&address).await.expect(200).text();
    assert!(computed.contains("until this is right. E-mail list: write a number"));
    let awake = Document::parse(&computed);
    told(computed);

    // A browser that is awake takes over the note, and no results.
    assert_eq!(awake.count("[data-live=plan][data-old]"), 1);
    assert_eq!(awake.count("[data-live=plan-note]:not([data-old])"), 1);
    app.stop().await;
}

#[tokio::test]
async fn two_who_plan_at_once_see_what_the_other_has_saved() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let form = |demand: u32| format!("form=save_plan&slug={SLUG}&key=0&plan%5Bdemand%5D={demand}");
    desk.submit(&page("plan"), &form(1_000)).await.expect(303);
    let again = desk.submit(&page("plan"), &form(2_000)).await.expect(409);
    let again = Document::parse(&again.text());
    let beside = again.text("[data-wrong='plan.demand']");
    assert!(beside.contains("somebody else has saved 1,000"), "{beside}");
    assert_eq!(again.attribute("[name='plan[demand]']", "value"), "2000");
    assert_eq!(again.count("[data-wrong]:not([hidden])"), 1);
    // Who computes first, without WASM, is told so as well.
    let computed = format!("{}?{}", page("plan"), form(2_000));
    let computed = Document::parse(&desk.get(&computed).await.expect(200).text());
    assert_eq!(computed.attribute("[name=key]", "value"), "0");
    // Who insists gets their way.
    let key = again.attribute("[name=key]", "value");
    assert_eq!(key, "1");
    let insisting = form(2_000).replace("key=0", &format!("key={key}"));
    desk.submit(&page("plan"), &insisting).await.expect(303);
    assert_eq!(app.audited("plan.save").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn a_plan_builds_on_a_past_event_that_is_chosen() {
    let app = TestApp::start().await;
    let readings: Vec<_> = (0..60)
        .map(|minute| {
            let at = crate::support::noon().plus_seconds(minute * 60);
            json!({ "at": at, "queue_depth": (60 - minute) * 100, "admitted_total": minute * 200 })
        })
        .collect();
    app.clock.advance_seconds(3_600);
    app.feed().await.send_samples(&readings).await.expect(202);
    app.move_to(SLUG, &[Phase::Ended]).await;
    app.create("next-drop", EventKind::Queue, false).await;
    let desk = app.desk_of(Role::Operator).await;
    let plan = "/admin/events/next-drop/plan";
    let offered = Document::parse(&desk.get(plan).await.expect(200).text());
    assert_eq!(
        offered.text("[name=past]"),
        "None: by the shares below Spring drop"
    );

    // 12 000 were in line or joined it; half of them come again, a fifth of those twice.
    let chosen = format!("{plan}?form=save_plan&slug=next-drop&past={SLUG}");
    let computed = Document::parse(&desk.get(&chosen).await.expect(200).text());
    let figures = computed.text("dl.figures");
    assert!(
        figures.contains("People who come 4,7") || figures.contains("People who come 4,8"),
        "{figures}"
    );
    let none = format!("{plan}?form=save_plan&slug=next-drop&past=nowhere");
    let refused = desk.get(&none).await.expect(200).text();
    assert!(refused.contains("Past event: there is no such event"));
    let form = format!("form=save_plan&slug=next-drop&key=0&past={SLUG}");
    desk.submit(plan, &form).await.expect(303);
    let saved = Document::parse(&desk.get(plan).await.expect(200).text());
    assert_eq!(
        saved.attribute("[name=past] option[selected]", "value"),
        SLUG
    );
    app.stop().await;
}
