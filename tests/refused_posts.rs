//! What an operator's machine may not say: each a clear error that names the field, and nothing stored or shown.

use serde_json::{Value, json};

use crate::support::roles::{api, at};
use crate::support::{Answer, Client, SLUG, TestApp};

/// Insists that `attempt` leaves rows and page as they were.
async fn unchanged(app: &TestApp, operator: &Client, attempt: impl AsyncFnOnce(&Client)) {
    let page = format!("/e/{SLUG}");
    let rows = app.rows().await;
    let tag = app.shopper().get(&page).await.header("etag").to_owned();
    attempt(operator).await;
    assert_eq!(app.rows().await, rows);
    app.publish().await;
    assert_eq!(app.shopper().get(&page).await.header("etag"), tag);
}

/// Posts what must be refused.
async fn refused(what: &str, body: Value) -> Answer {
    let app = TestApp::start().await;
    let mut answer = None;
    let operator = app.operator().await;
    unchanged(&app, &operator, async |operator| {
        answer = Some(operator.post(&api(what), &body).await);
    })
    .await;
    app.stop().await;
    answer.unwrap()
}

#[tokio::test]
async fn an_unknown_placeholder_is_named() {
    let values = json!({ "item": "Sneaker", "remaining_band": "few", "colour": "red" });
    let said = refused(
        "messages",
        json!({ "template": "low_stock", "values": values }),
    )
    .await;
    assert!(
        said.names("values.colour")
            .contains("unknown placeholder {colour}")
    );
}

#[tokio::test]
async fn a_value_that_the_template_has_no_gap_for_is_named() {
    let body = json!({ "template": "high_traffic", "values": { "item": "Sneaker" } });
    refused("messages", body).await.names("values.item");
}

#[tokio::test]
async fn a_missing_value_is_named() {
    let body = json!({ "template": "low_stock", "values": { "item": "Sneaker" } });
    refused("messages", body)
        .await
        .names("values.remaining_band");
}

#[tokio::test]
async fn a_value_that_is_too_long_or_spans_lines_is_named() {
    for item in ["x".repeat(121), "two\nlines".to_owned()] {
        let values = json!({ "item": item, "remaining_band": "few" });
        let body = json!({ "template": "low_stock", "values": values });
        refused("messages", body).await.names("values.item");
    }
}

#[tokio::test]
async fn an_unknown_template_is_refused_with_the_known_ones() {
    let said = refused("messages", json!({ "template": "hype" }))
        .await
        .names("template");
    assert!(said.contains("high_traffic"), "{said}");
}

#[tokio::test]
async fn an_overlong_text_is_refused_with_its_length() {
    let body = json!({ "text": { "en": "x".repeat(501) } });
    let said = refused("messages", body).await.names("text.en");
    assert!(said.contains("501") && said.contains("500"), "{said}");
}

#[tokio::test]
async fn an_empty_an_unseen_and_a_foreign_text_are_refused() {
    for (text, field) in [
        (json!({ "en": "  " }), "text.en"),
        (json!({}), "text"),
        (json!({ "en": "a\u{7}b" }), "text.en"),
    ] {
        refused("messages", json!({ "text": text }))
            .await
            .names(field);
    }
    refused("messages", json!({ "text": { "tlh": "nuqneH" } }))
        .await
        .problem(422);
}

#[tokio::test]
async fn a_message_is_a_template_or_a_text() {
    let text = json!({ "en": "News." });
    refused("messages", json!({})).await.names("template");
    let values = json!({ "text": text, "values": { "item": "Sneaker" } });
    refused("messages", values).await.names("values");
}

#[tokio::test]
async fn an_unknown_severity_and_a_misspelled_field_are_named() {
    let text = json!({ "en": "News." });
    let loud = json!({ "text": text, "severity": "LOUD" });
    refused("messages", loud).await.names("severity");
    let misspelled = json!({ "text": text, "severty": "notice" });
    refused("messages", misspelled).await.names("severty");
}

#[tokio::test]
async fn a_promise_in_the_past_or_beyond_a_week_is_refused() {
    for seconds in [0, -1, 7 * 86_400 + 1] {
        let body = json!({ "text": { "en": "News." }, "next_update_by": at(seconds) });
        refused("messages", body).await.names("next_update_by");
    }
    let phase = json!({ "phase": "paused", "next_update_by": at(-1) });
    refused("phase", phase).await.names("next_update_by");
}

#[tokio::test]
async fn an_illegal_phase_is_a_conflict_that_names_the_legal_ones() {
    for (phase, legal) in [("scheduled", "paused, sold_out, ended"), ("open", "paused")] {
        let problem = refused("phase", json!({ "phase": phase }))
            .await
            .problem(409);
        let detail = problem["detail"].as_str().unwrap();
        assert!(
            detail.contains("from open") && detail.contains(legal),
            "{detail}"
        );
    }
}

#[tokio::test]
async fn a_phase_that_does_not_exist_is_named() {
    refused("phase", json!({ "phase": "closed" }))
        .await
        .names("phase");
    refused("phase", json!({})).await.names("phase");
    let long = json!({ "phase": "paused", "reason": { "en": "x".repeat(501) } });
    refused("phase", long).await.names("reason");
}

#[tokio::test]
async fn an_issue_about_an_unknown_component_is_refused_with_the_known_ones() {
    let issue = json!({
        "title": { "en": "Slow" }, "text": { "en": "?" }, "impact": "minor", "components": ["till"],
    });
    let said = refused("incidents", issue).await.names("components");
    assert!(
        said.contains("no component till") && said.contains("checkout"),
        "{said}"
    );
}

#[tokio::test]
async fn an_issue_without_impact_or_with_too_long_a_title_is_refused() {
    let (title, text) = (json!({ "en": "Slow" }), json!({ "en": "We look into it." }));
    let issue = json!({ "title": title, "text": text });
    refused("incidents", issue).await.names("impact");
    let issue = json!({ "title": { "en": "x".repeat(121) }, "text": text, "impact": "minor" });
    refused("incidents", issue).await.names("title");
    let issue = json!({ "title": title, "text": { "en": "x".repeat(1_001) }, "impact": "minor" });
    refused("incidents", issue).await.names("text");
    let issue = json!({ "title": title, "text": text, "impact": "huge" });
    refused("incidents", issue).await.names("impact");
}

#[tokio::test]
async fn a_resolved_issue_takes_no_more_updates_and_an_unknown_one_none() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.open_incident("Slow", "We look into it.").await;
    operator
        .update_incident(&id, "resolved", "Well again.")
        .await
        .expect(201);
    unchanged(&app, &operator, async |operator| {
        let again = operator.update_incident(&id, "monitoring", "Or not?").await;
        let problem = again.problem(409);
        assert!(
            problem["detail"]
                .as_str()
                .unwrap()
                .contains("open a new one")
        );
        operator
            .update_incident("no-such-issue", "monitoring", "?")
            .await
            .problem(404);
        operator
            .update_incident(&id, "fixed", "?")
            .await
            .names("status");
    })
    .await;
    app.stop().await;
}
