//! Tokens made at the desk, and the log of who did what: it is searched, taken along, and never changed.

use lineside::domain::operator::{Actor, Role, Scope};
use lineside::service::tokens;
use serde_json::{Value, json};

use crate::support::roles::{api, at};
use crate::support::{Document, SLUG, TestApp, database};

#[tokio::test]
async fn a_token_is_shown_once_and_its_use_is_noted_to_the_minute() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let form = format!("form=create_token&name=Queue+feed&scopes[]=publish&event={SLUG}&days=7");
    let page = owner.submit("/admin/tokens", &form).await.expect(200);
    let secret = Document::parse(&page.text()).text(".secrets code");
    assert!(secret.starts_with("ls_"));
    let page = owner.get("/admin/tokens").await.expect(200).text();
    assert!(!page.contains(&secret) && page.contains("Queue feed") && page.contains("never"));

    let machine = app.with_token(&secret);
    let used = async || {
        let tokens = tokens::list(&app.services, &Actor::Console).await.unwrap();
        tokens[0].last_used_at
    };
    machine.post_message("One.").await;
    let first = used().await;
    assert!(first.is_some());
    app.clock.advance_seconds(59);
    machine.post_message("Two.").await;
    assert_eq!(used().await, first);
    app.clock.advance_seconds(1);
    machine.post_message("Three.").await;
    assert!(used().await > first);
    app.stop().await;
}

#[tokio::test]
async fn a_token_needs_a_name_a_scope_and_an_end() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let page = owner
        .submit("/admin/tokens", "form=create_token")
        .await
        .expect(422);
    let page = Document::parse(&page.text());
    for field in ["name", "scopes", "days"] {
        assert!(
            !page
                .text(&format!("#create_token-{field}-error"))
                .is_empty(),
            "{field}"
        );
    }
    let never = "form=create_token&name=x&scopes[]=ingest&days=99999";
    owner.submit("/admin/tokens", never).await.expect(422);
    assert_eq!(app.rows().await["api_token"], 0);
    app.stop().await;
}

#[tokio::test]
async fn the_log_is_only_added_to_whoever_asks() {
    let app = TestApp::start().await;
    app.person("ana@shop.test", Role::Owner).await;
    let entries = app.audit().await;
    for sql in [
        "delete from audit_entry",
        "update audit_entry set actor = 'nobody'",
    ] {
        let refused = database::execute(&app.database, sql).await.unwrap_err();
        assert!(refused.to_string().contains("only added to"), "{refused}");
    }
    assert_eq!(app.audit().await, entries);
    app.stop().await;
}

#[tokio::test]
async fn the_log_is_searched_by_who_what_which_event_words_and_time() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    app.operator()
        .await
        .post_message("Doors 100% open_now")
        .await;
    app.clock.advance_seconds(3_600);
    let form = "form=change_person&email=owner%40example.com&change=enable";
    owner.submit("/admin/people", form).await.expect(303);
    app.person("bo@shop.test", Role::Writer).await;

    let count = async |query: &str| {
        let page = owner
            .get(&format!("/admin/audit?{query}"))
            .await
            .expect(200);
        Document::parse(&page.text()).count("table.log tbody tr")
    };
    assert_eq!(count("action=message").await, 1);
    assert_eq!(count("action=message.post").await, 1);
    assert_eq!(count("action=mess").await, 0);
    assert_eq!(count("text=100%25+OPEN_").await, 1);
    assert_eq!(count("text=100_+open").await, 0);
    assert_eq!(count("text=bo%40shop.test").await, 1);
    assert_eq!(count("actor=console&action=operator.create").await, 2);
    assert_eq!(count("event=no-such-drop").await, 0);
    assert!(count(&format!("event={SLUG}")).await >= 2);
    assert_eq!(
        count("from=2026-11-23T12:30&action=operator.create").await,
        1
    );
    assert_eq!(count("to=2026-11-23T12:30&action=operator.create").await, 1);
    let page = owner.get("/admin/audit?from=yesterday").await.expect(200);
    assert!(
        !Document::parse(&page.text())
            .text("#search_audit-from-error")
            .is_empty()
    );
    app.stop().await;
}

#[tokio::test]
async fn the_log_has_pages_that_leave_nothing_out_and_is_taken_along_whole() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let poster = app.operator().await;
    poster.post_message("=HYPERLINK(\"evil\")").await;
    for n in 0..120 {
        poster.post_message(&format!("News {n}.")).await;
    }
    let mut seen = Vec::new();
    let mut path = "/admin/audit?action=message".to_owned();
    loop {
        let page = Document::parse(&owner.get(&path).await.expect(200).text());
        seen.extend(page.texts("table.log tbody tr td:last-child"));
        let older = page.attributes(".pages a", "href");
        match older.iter().find(|href| href.contains("before=")) {
            Some(href) => path.clone_from(href),
            None => break,
        }
    }
    assert_eq!(seen.len(), 121);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 121, "an entry stands on two pages");

    let export = async |format: &str| {
        let form = format!("form=export_audit&action=message&format={format}");
        let file = owner.submit("/admin/audit", &form).await.expect(200);
        assert!(
            file.header("content-disposition")
                .contains(&format!("lineside-audit.{format}"))
        );
        assert_eq!(file.header("cache-control"), "no-store");
        file.text()
    };
    let lines = export("jsonl").await;
    let entries: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(entries.len(), 121);
    assert!(
        entries
            .iter()
            .all(|entry| entry["action"] == "message.post" && entry["actor_name"] == "A machine")
    );
    let sheet = export("csv").await;
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 121);
    for record in &records {
        assert!(
            record
                .iter()
                .all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
            "{record:?}"
        );
    }
    assert_eq!(app.audited("audit.export").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn an_entry_tells_what_was_before_and_after() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    app.person("bo@shop.test", Role::Writer).await;
    let form = "form=change_person&email=bo%40shop.test&change=role&role=viewer";
    owner.submit("/admin/people", form).await.expect(303);
    let page = owner
        .get("/admin/audit?action=operator.set_role")
        .await
        .expect(200);
    let page = Document::parse(&page.text());
    assert_eq!(page.text("td[data-label=Who]"), "owner@example.com");
    assert_eq!(page.text("td[data-label=Before]"), "role writer");
    assert!(page.text("td[data-label=After]").contains("role viewer"));

    let machine = app.machine(&[Scope::Inventory]).await;
    for remaining in [5, 3] {
        let item = serde_json::json!({ "remaining": remaining });
        machine.set_stock("SNK-42", &item).await.expect(200);
    }
    let page = owner.get("/admin/audit?action=inventory").await.expect(200);
    let page = Document::parse(&page.text());
    assert!(page.texts("td[data-label=Before]")[0].contains("\"remaining\":5"));
    assert!(page.texts("td[data-label=After]")[0].contains("\"remaining\":3"));
    app.stop().await;
}

#[tokio::test]
async fn an_entry_holds_everything_that_was_said() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let promise = json!({ "text": { "en": "News." }, "next_update_by": at(600) });
    operator.post(&api("messages"), &promise).await.expect(201);
    let told = app.audit_details("message.post").await.pop().unwrap();
    assert_eq!(told["next_update_by"], json!(at(600)));

    let paused = json!({ "phase": "paused", "next_update_by": at(900) });
    operator.post(&api("phase"), &paused).await.expect(200);
    let told = app.audit_details("phase.change").await.pop().unwrap();
    assert_eq!(told["next_update_by"], json!(at(900)));

    let issue = json!({
        "title": { "en": "Payment" }, "text": { "en": "Cards fail." }, "status": "investigating", "impact": "major",
        "components": ["checkout"],
    });
    operator.post(&api("incidents"), &issue).await.expect(201);
    let told = app.audit_details("incident.open").await.pop().unwrap();
    assert_eq!(told["text"]["en"], "Cards fail.");
    assert_eq!(told["components"], json!(["checkout"]));
    app.stop().await;
}
