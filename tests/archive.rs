//! Events that nobody needs any more: gone for everyone, and not forgotten.

use lineside::domain::event::{EventKind, Phase};
use lineside::domain::operator::{Actor, Scope};
use lineside::service::events;
use serde_json::json;

use crate::support::roles::{api, event};
use crate::support::{Client, SLUG, TestApp};

/// Everything public of [`SLUG`].
fn addresses() -> Vec<String> {
    crate::hidden::addresses(SLUG)
}

/// A server whose event has ended and was archived.
async fn archived() -> (TestApp, Client) {
    let app = TestApp::start().await;
    app.move_to(SLUG, &[Phase::Ended]).await;
    let manager = app.machine(&Scope::ALL).await;
    manager.delete(&event()).await.expect(204);
    (app, manager)
}

#[tokio::test]
async fn everything_public_of_an_archived_event_is_gone() {
    let (app, _) = archived().await;
    for address in addresses() {
        let problem = app.shopper().get(&address).await.problem(410);
        assert_eq!(problem["detail"], "this event has been put away");
    }
    let list = app.shopper().get("/api/v1/events").await.json();
    assert_eq!(list["events"], json!([]));
    let front = app.shopper().get("/").await.expect(200).text();
    assert!(!front.contains(SLUG), "{front}");
    assert_eq!(app.audited("event.archive").await, 1);

    // And so it stays when the node comes back.
    let app = app.restart().await;
    for address in addresses() {
        app.shopper().get(&address).await.problem(410);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_person_reads_that_the_event_is_over() {
    let (app, _) = archived().await;
    let page = format!("/e/{SLUG}?lang=fr");
    let answer = app.shopper().get_with(&page, "accept", "text/html").await;
    let text = answer.expect(410).text();
    assert!(text.contains("Cet événement est terminé"), "{text}");
    app.stop().await;
}

#[tokio::test]
async fn nothing_can_be_done_to_an_archived_event() {
    let (app, manager) = archived().await;
    let rows = app.rows().await;
    let text = json!({ "text": { "en": "News." } });
    manager.post(&api("messages"), &text).await.problem(410);
    manager.change_phase("open").await.problem(410);
    let title = json!({ "title": "Again" });
    manager.patch(&event(), &title).await.problem(410);
    manager.delete(&event()).await.problem(410);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn the_streams_of_an_event_end_when_it_is_archived() {
    let app = TestApp::start().await;
    app.move_to(SLUG, &[Phase::Ended]).await;
    let mut stream = app.shopper().open_stream(None).await;
    assert!(stream.frame().await.retry.is_some());
    app.manager().await.delete(&event()).await.expect(204);
    while stream.next().await.is_some() {}
    app.stop().await;
}

#[tokio::test]
async fn an_event_that_goes_on_is_not_archived() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let rows = app.rows().await;
    let problem = manager.delete(&event()).await.problem(409);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("this one is open"), "{detail}");
    assert_eq!(app.rows().await, rows);
    app.shopper().get(&event()).await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn an_archived_draft_is_as_unknown_as_it_was_before() {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Queue, false).await;
    let manager = app.manager().await;
    manager.delete(&event()).await.expect(204);
    for address in addresses() {
        app.shopper().get(&address).await.problem(404);
    }
    manager.delete(&event()).await.problem(410);
    app.stop().await;
}

#[tokio::test]
async fn the_list_of_the_desk_leaves_archived_events_out() {
    let (app, _) = archived().await;
    let listed = events::list(&app.services, &Actor::Console).await.unwrap();
    assert!(listed.is_empty(), "{listed:?}");
    app.stop().await;
}

#[tokio::test]
async fn archiving_takes_its_scope_and_the_right_event() {
    let app = TestApp::start().await;
    app.move_to(SLUG, &[Phase::Ended]).await;
    app.create("autumn-drop", EventKind::Queue, true).await;
    let rows = app.rows().await;
    app.shopper().delete(&event()).await.problem(401);
    let others = [Scope::Ingest, Scope::Publish, Scope::Inventory];
    let problem = app.machine(&others).await.delete(&event()).await;
    assert!(
        problem.problem(403)["detail"]
            .as_str()
            .unwrap()
            .contains("manage")
    );
    let (_, secret) = app.token(Some("autumn-drop"), &Scope::ALL).await;
    let stranger = Client {
        token: Some(secret),
        ..app.shopper()
    };
    stranger.delete(&event()).await.problem(404);
    // A token's own making is no trace of the refusals.
    let mut after = app.rows().await;
    for (table, count) in [("api_token", 2), ("audit_entry", 2)] {
        *after.get_mut(table).unwrap() -= count;
    }
    assert_eq!(after, rows);
    app.stop().await;
}
