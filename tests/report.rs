//! The report after the event: published, withdrawn, kept true, and private where it must be.

use lineside::domain::event::{EventKind, Phase, Slug};
use lineside::domain::operator::{Actor, Scope};
use lineside::service::reports;
use serde_json::json;

use crate::support::database::open;
use crate::support::roles::api;
use crate::support::{Client, Document, SLUG, TestApp, noon, within};

/// A row of a phase: position, time, phase, reason, promise.
type PhaseRow = (i64, i64, String, Option<String>, Option<i64>);

fn slug() -> Slug {
    Slug::parse(SLUG).unwrap()
}

/// An event that has ended, with a line in its feed and something said.
async fn ended() -> (TestApp, String) {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    let (id, _) = app
        .operator()
        .await
        .post_message("=Thank you for coming.")
        .await;
    app.move_to(SLUG, &[Phase::Ended]).await;
    (app, id)
}

async fn publish(app: &TestApp) {
    let slug = slug();
    let published = reports::publish(&app.services, &Actor::Console, &slug).await;
    published.unwrap();
}

fn page() -> String {
    format!("/e/{SLUG}/report")
}

/// The report once it says this, or no longer: it is written anew beside the publisher.
async fn report_that(shopper: &Client, right: impl Fn(&str) -> bool) -> String {
    let changing = async {
        loop {
            let text = shopper.get(&page()).await.expect(200).text();
            if right(&text) {
                return text;
            }
            tokio::task::yield_now().await;
        }
    };
    within("the report to change", changing).await
}

#[tokio::test]
async fn a_report_is_public_from_publication_to_withdrawal() {
    let (app, _) = ended().await;
    let shopper = app.shopper();
    let slug = slug();
    let addresses = ["report", "report.json", "report.csv"].map(|what| format!("/e/{SLUG}/{what}"));
    for address in &addresses {
        shopper.get(address).await.problem(404);
    }
    let before = shopper.status_page().await;
    assert_eq!(before.count("[data-region=state] a.action"), 0);

    publish(&app).await;
    for address in &addresses {
        let answer = shopper.get(address).await.expect(200);
        let policy =
            "public, max-age=0, s-maxage=1, stale-while-revalidate=30, stale-if-error=86400";
        assert_eq!(answer.header("cache-control"), policy);
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        let tag = answer.header("etag").to_owned();
        shopper
            .get_with(address, "if-none-match", &tag)
            .await
            .expect(304);
    }
    let after = shopper.status_page().await;
    let link = after.attribute("[data-region=state] a.action", "href");
    assert_eq!(link, format!("{}?lang=en", page()));

    reports::withdraw(&app.services, &Actor::Console, &slug)
        .await
        .unwrap();
    for address in &addresses {
        shopper.get(address).await.problem(404);
    }
    let withdrawn = shopper.status_page().await;
    assert_eq!(withdrawn.count("[data-region=state] a.action"), 0);
    app.stop().await;
}

#[tokio::test]
async fn only_the_report_of_an_ended_event_is_published() {
    let app = TestApp::start().await;
    let slug = slug();
    let rows = app.rows().await;
    let refused = reports::publish(&app.services, &Actor::Console, &slug).await;
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("this one is open")
    );
    assert_eq!(app.rows().await, rows);
    app.move_to(SLUG, &[Phase::Ended]).await;
    publish(&app).await;
    let rows = app.rows().await;
    // Twice is once.
    let again = reports::publish(&app.services, &Actor::Console, &slug).await;
    assert!(again.unwrap().repeated);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn what_is_taken_back_leaves_a_published_report_and_so_does_what_is_private() {
    let (app, id) = ended().await;
    let sample = json!({ "at": noon(), "error_rate": 0.5 });
    app.feed().await.send_samples(&[sample]).await.expect(202);
    publish(&app).await;
    let shopper = app.shopper();
    report_that(&shopper, |text| text.contains("=Thank you for coming.")).await;
    let csv = shopper
        .get(&format!("/e/{SLUG}/report.csv"))
        .await
        .expect(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let csv = csv.text();
    // A spreadsheet must not take a message for a formula.
    assert!(csv.contains(",'=Thank you for coming.,"), "{csv}");
    assert!(!csv.contains("error_rate"));
    let json = shopper
        .get(&format!("/e/{SLUG}/report.json"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&json["version"], &json["final"]),
        (&json!(1), &json!(true))
    );
    assert!(json.get("shop").is_none() && json.get("plan").is_none());

    let message = api(&format!("messages/{id}"));
    app.operator().await.delete(&message).await.expect(200);
    report_that(&shopper, |text| !text.contains("Thank you for coming.")).await;
    app.stop().await;
}

#[tokio::test]
async fn the_report_speaks_every_language_and_marks_what_is_not_translated() {
    let (app, _) = ended().await;
    publish(&app).await;
    let shopper = app.shopper();
    let arabic = shopper
        .get(&format!("{}?lang=ar", page()))
        .await
        .expect(200);
    let arabic = Document::parse(&arabic.text());
    assert_eq!(arabic.attribute("html", "dir"), "rtl");
    assert_eq!(arabic.attribute("#messages td[lang]", "lang"), "en");
    assert_eq!(arabic.attribute("#messages td[lang]", "dir"), "ltr");
    assert!(arabic.text("h1 + .period").contains("2026"));
    let english = shopper.get(&page()).await.expect(200);
    let english = Document::parse(&english.text());
    assert_eq!(english.text("#figures"), "In figures");
    assert!(english.text("dl.figures").contains("Longest line 6,000"));
    assert!(
        english
            .text("dl.figures")
            .contains("Not known: the feed did not say who reached the shop.")
    );
    assert_eq!(english.count("script"), 0);
    app.stop().await;
}

#[tokio::test]
async fn a_report_is_there_again_after_a_restart_and_gone_with_its_event() {
    let (app, _) = ended().await;
    publish(&app).await;
    let app = app.restart().await;
    let shopper = app.shopper();
    shopper.get(&page()).await.expect(200);
    app.manager()
        .await
        .delete(&format!("/api/v1/events/{SLUG}"))
        .await
        .expect(204);
    shopper.get(&page()).await.problem(410);
    app.stop().await;
}

#[tokio::test]
async fn a_machine_reads_a_report_only_when_it_is_trusted_with_the_event() {
    let (app, _) = ended().await;
    app.shopper().get(&api("report")).await.problem(401);
    let writer = app
        .machine(&[Scope::Publish, Scope::Ingest, Scope::Inventory])
        .await;
    writer.get(&api("report")).await.problem(403);
    app.manager().await.get(&api("report")).await.expect(200);
    app.create("other", EventKind::Queue, true).await;
    let other = app.manager().await.get("/api/v1/events/other/report").await;
    other.problem(404);
    app.stop().await;
}

#[tokio::test]
async fn a_draw_and_an_event_without_a_feed_have_reports_that_say_what_is_not_known() {
    let app = TestApp::empty().await;
    app.create("tombola", EventKind::Draw, true).await;
    let phases = [
        Phase::EntriesOpen,
        Phase::EntriesClosed,
        Phase::Drawn,
        Phase::Ended,
    ];
    app.move_to("tombola", &phases).await;
    let slug = Slug::parse("tombola").unwrap();
    reports::publish(&app.services, &Actor::Console, &slug)
        .await
        .unwrap();
    let text = app
        .shopper()
        .get("/e/tombola/report")
        .await
        .expect(200)
        .text();
    let told = Document::parse(&text).text("dl.figures");
    assert_eq!(
        told,
        "Entries Not known: the feed did not say how many entered."
    );
    app.stop().await;
}

#[tokio::test]
async fn old_phases_and_stock_levels_are_taken_from_the_audit_log() {
    let dir = tempfile::tempdir().unwrap();
    let old = dir.path().join("old");
    std::fs::create_dir(&old).unwrap();
    for entry in std::fs::read_dir("migrations/sqlite").unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name.as_str() < "0011" {
            std::fs::copy(entry.path(), old.join(name)).unwrap();
        }
    }
    let file = dir.path().join("lineside.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::migrate::Migrator::new(old)
        .await
        .unwrap()
        .run(&pool)
        .await
        .unwrap();
    sqlx::raw_sql(
        r#"
        insert into event (event_id, slug, title, kind, phase, phase_next_update_by, phase_since, zone, default_locale, version, created_at)
        values ('e', 'spring-drop', 'Spring drop', 'queue', 'paused', 9000, 3000, 'UTC', 'en', 1, 1000);
        insert into audit_entry (at, actor, action, event_id, subject, detail) values
        (1000, 'console', 'event.create', 'e', 'spring-drop', '{"title":"Spring drop","kind":"queue","phase":"scheduled"}'),
        (2000, 'console', 'phase.change', 'e', 'open', '{"from":"scheduled","to":"open","reason":null}'),
        (2500, 'console', 'inventory.set', 'e', 'A B', '[{"sku":"A","level":"in_stock","remaining":9},{"sku":"B","level":"low"}]'),
        (2600, 'console', 'inventory.set', 'e', 'A', '[{"sku":"A","level":"in_stock","remaining":8}]'),
        (2700, 'console', 'inventory.set', 'e', 'A', '[{"sku":"A","level":"sold_out","remaining":0}]'),
        (2800, 'console', 'event.edit', 'e', 'spring-drop', '{}'),
        (3000, 'console', 'phase.change', 'e', 'paused', '{"from":"open","to":"paused","reason":{"en":"We fix the till."}}'),
        (4000, 'console', 'inventory.set', 'gone', 'A', '[{"sku":"A","level":"sold_out"}]');
        "#,
    )
    .execute(&pool)
    .await
    .unwrap();
    pool.close().await;
    let url = format!("sqlite://{}", file.display());
    lineside::store::Store::open(&url)
        .await
        .unwrap()
        .close()
        .await;

    let mut database = open(&file).await;
    let phases: Vec<PhaseRow> = sqlx::query_as(
        "select position, at, phase, reason, next_update_by from phase_change order by position",
    )
    .fetch_all(&mut database)
    .await
    .unwrap();
    let reason = Some(r#"{"en":"We fix the till."}"#.to_owned());
    let expected = [
        (1, 1_000, "scheduled".to_owned(), None, None),
        (2, 2_000, "open".to_owned(), None, None),
        (3, 3_000, "paused".to_owned(), reason, Some(9_000)),
    ];
    assert_eq!(phases, expected);
    let levels: Vec<(String, i64, String)> =
        sqlx::query_as("select sku, at, level from stock_change order by stock_change_id")
            .fetch_all(&mut database)
            .await
            .unwrap();
    let expected = [
        ("A", 2_500, "in_stock"),
        ("B", 2_500, "low"),
        ("A", 2_700, "sold_out"),
    ];
    let expected = expected.map(|(sku, at, level)| (sku.to_owned(), at, level.to_owned()));
    assert_eq!(levels, expected);
}

#[tokio::test]
async fn its_json_has_words_and_no_marks() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let marked = "**We** fix [the till](https://shop.example/till).";
    let reason = json!({ "phase": "paused", "reason": { "en": marked } });
    operator.post(&api("phase"), &reason).await.expect(200);
    operator.post_message(marked).await;
    operator.open_incident("Payment", marked).await;
    app.move_to(SLUG, &[Phase::Open, Phase::Ended]).await;
    publish(&app).await;
    let address = format!("/e/{SLUG}/report.json");
    let report = app.shopper().get(&address).await.expect(200).json();
    let paused = report["phases"].as_array().unwrap().iter();
    let paused = paused.clone().find(|step| step["phase"] == "paused");
    let said = [
        &paused.unwrap()["reason"]["en"],
        &report["messages"][0]["text"]["en"],
        &report["incidents"][0]["updates"][0]["text"]["en"],
    ];
    for said in said {
        let said = said.as_str().unwrap();
        assert!(said.starts_with("We fix the till"), "{said}");
        assert!(!said.contains('*'), "{said}");
    }
    app.stop().await;
}
