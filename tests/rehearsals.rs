//! A recorded day played into a private copy: it reads like the day, nobody but the desk sees it, and it ends.

use lineside::domain::event::Phase;
use lineside::domain::locale::Locale;
use lineside::domain::operator::{Role, Scope};
use lineside::domain::rehearsal::RehearsalState;
use lineside::error::Error;
use lineside::service::{events, rehearsals};
use serde_json::json;

use crate::support::app::slug;
use crate::support::rehearsal::{
    BY, day, gone, played, public_addresses, rehearsal, shown, start, until,
};
use crate::support::{Client, Document, SLUG, TestApp, noon};

#[tokio::test]
async fn a_rehearsal_of_the_launch_day_moves_its_board_and_shows_at_no_public_address() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Viewer).await;
    let copy = start(&app, day(60)).await;
    let board = format!("/admin/events/{copy}");
    let seen = async || {
        let page = Document::parse(&desk.get(&board).await.expect(200).text());
        (page.text("h1"), page.text("main"))
    };

    app.clock.advance_seconds(10);
    assert_eq!(played(&app, &copy, 600).await, Phase::Waiting);
    shown(&app, &copy, Phase::Waiting).await;
    let (_, gathering) = seen().await;

    app.clock.advance_seconds(35);
    assert_eq!(played(&app, &copy, 2_700).await, Phase::Open);
    let (depth, ..) = shown(&app, &copy, Phase::Open).await;
    assert!(depth.is_some_and(|depth| depth > 1_000.0), "{depth:?}");
    // It reads like the day, not like the three quarters of a minute that have passed.
    let wait = until("a wait", async || {
        let (_, wait, _) = shown(&app, &copy, Phase::Open).await;
        wait.contains("minutes").then_some(wait)
    });
    assert!(wait.await.contains("–"));
    let (_, open) = seen().await;
    assert_ne!(gathering, open);

    let addresses = public_addresses(&copy);
    assert!(addresses.len() > 50, "{}", addresses.len());
    for address in addresses {
        app.shopper().get(&address).await.problem(404);
    }
    for list in ["/", "/api/v1/events"] {
        let text = app.shopper().get(list).await.text();
        assert!(!text.contains(copy.as_str()), "{text}");
    }
    // The event itself is as it was.
    let facts = app.shopper().facts().await;
    assert_eq!(facts["queue"]["depth"], json!(null));
    app.stop().await;
}

#[tokio::test]
async fn only_a_token_that_may_see_it_reaches_a_rehearsal() {
    let app = TestApp::start().await;
    let copy = start(&app, day(1)).await;
    let say = format!("/api/v1/events/{copy}/messages");
    let news = json!({ "text": { "en": "A try." } });
    app.shopper().post(&say, &news).await.problem(401);
    app.operator().await.post(&say, &news).await.problem(404);
    app.feed().await.post(&say, &news).await.problem(403);
    let (_, secret) = app.token(None, &[Scope::Publish]).await;
    let any = Client {
        token: Some(secret),
        ..app.shopper()
    };
    any.post(&say, &news).await.expect(201);
    app.stop().await;
}

#[tokio::test]
async fn what_operators_do_counts_and_has_the_time_of_the_day() {
    let app = TestApp::start().await;
    let copy = start(&app, day(60)).await;
    app.clock.advance_seconds(40);
    assert_eq!(played(&app, &copy, 2_400).await, Phase::Open);
    let (_, secret) = app.token(None, &[Scope::Publish]).await;
    let any = Client {
        token: Some(secret),
        ..app.shopper()
    };
    let address = |what: &str| format!("/api/v1/events/{copy}/{what}");
    let promised = noon().plus_seconds(2_400 + 600);
    let news = json!({ "text": { "en": "Hold on." }, "next_update_by": promised });
    any.post(&address("messages"), &news).await.expect(201);
    // To everybody else, that time has not come yet.
    let past = json!({ "text": { "en": "Late." }, "next_update_by": noon().plus_seconds(600) });
    any.post(&address("messages"), &past)
        .await
        .names("next_update_by");
    any.post(&address("phase"), &json!({ "phase": "paused" }))
        .await
        .expect(200);

    let snapshot = app.services.live.channel(&copy).unwrap().snapshot();
    let page = snapshot.status_page(Locale::En);
    assert_eq!(page.messages[0].published.at, noon().plus_seconds(2_400));
    assert_eq!(page.phase, Phase::Paused);
    assert_eq!(page.phase_news.since, noon().plus_seconds(2_400));
    // The recording goes on, and no longer insists on what is so already.
    app.clock.advance_seconds(40);
    played(&app, &copy, 4_800).await;
    let state = rehearsal(&app, &copy).await.rehearsal.state;
    assert_eq!(state, RehearsalState::Playing);
    app.stop().await;
}

#[tokio::test]
async fn a_day_that_is_played_to_its_end_stands_there() {
    let app = TestApp::start().await;
    let copy = start(&app, day(300)).await;
    app.clock.advance_seconds(31);
    let ended = until("the end of the day", async || {
        let found = rehearsal(&app, &copy).await;
        (found.rehearsal.state != RehearsalState::Playing).then_some(found)
    })
    .await;
    assert_eq!(ended.rehearsal.state, RehearsalState::Finished);
    assert_eq!(ended.rehearsal.trouble, None);
    assert_eq!(ended.copy.phase, Phase::Ended);
    let end = noon().plus_seconds(9_060);
    for later in [0, 3_600] {
        let now = app.services.clock.now().plus_seconds(later);
        assert_eq!(ended.copy.time_at(now), end);
        assert_eq!(ended.rehearsal.reached_ms(&ended.copy, now), 9_060_000);
    }
    let mut tx = app.services.store.read().await.unwrap();
    let stock = tx.list_inventory(&ended.copy.id).await.unwrap();
    assert!(
        stock.len() > 5
            && stock
                .iter()
                .all(|item| item.sku.as_str().starts_with("AR1-"))
    );
    drop(tx);
    assert_eq!(app.audited("rehearsal.finish").await, 1);
    gone(&app).await;
    app.stop().await;
}

#[tokio::test]
async fn a_stopped_rehearsal_stands_and_can_still_be_practised_on() {
    let app = TestApp::start().await;
    let copy = start(&app, day(10)).await;
    app.clock.advance_seconds(200);
    played(&app, &copy, 1_980).await;
    rehearsals::stop(&app.services, BY, &copy).await.unwrap();
    app.clock.advance_seconds(500);
    let stopped = rehearsal(&app, &copy).await;
    assert_eq!(stopped.rehearsal.state, RehearsalState::Stopped);
    let now = app.services.clock.now();
    assert_eq!(stopped.copy.time_at(now), noon().plus_seconds(2_000));
    assert_eq!(stopped.rehearsal.reached_ms(&stopped.copy, now), 2_000_000);
    let (_, _, as_of) = shown(&app, &copy, Phase::Open).await;
    assert!(as_of <= noon().plus_seconds(2_000));
    let again = rehearsals::stop(&app.services, BY, &copy).await;
    assert!(matches!(again, Err(Error::Conflict(_))));
    app.move_to(copy.as_str(), &[Phase::Paused]).await;
    gone(&app).await;
    assert_eq!(app.audited("rehearsal.stop").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn after_a_restart_a_rehearsal_is_stopped_and_never_said_to_play() {
    let app = TestApp::start().await;
    let copy = start(&app, day(60)).await;
    app.clock.advance_seconds(20);
    played(&app, &copy, 1_200).await;
    let app = app.restart().await;
    let found = rehearsal(&app, &copy).await;
    assert_eq!(found.rehearsal.state, RehearsalState::Stopped);
    let trouble = found.rehearsal.trouble.unwrap();
    assert_eq!(trouble, "the server was restarted");
    assert_eq!(app.services.players.count(), 0);
    app.clock.advance_seconds(60);
    let now = app.services.clock.now();
    assert_eq!(found.copy.time_at(now), noon().plus_seconds(1_200));
    let (.., as_of) = shown(&app, &copy, Phase::Waiting).await;
    assert_eq!(as_of, noon().plus_seconds(1_200));
    app.stop().await;
}

#[tokio::test]
async fn a_rehearsal_that_is_put_away_was_never_there() {
    let app = TestApp::start().await;
    let copy = start(&app, day(60)).await;
    app.clock.advance_seconds(40);
    assert_eq!(played(&app, &copy, 2_400).await, Phase::Open);
    events::archive(&app.services, BY, &copy).await.unwrap();
    gone(&app).await;
    for address in public_addresses(&copy) {
        app.shopper().get(&address).await.problem(404);
    }
    let left = rehearsals::list(&app.services, BY, &slug(SLUG)).await;
    assert!(left.unwrap().is_empty());
    let app = app.restart().await;
    app.shopper().get(&format!("/e/{copy}")).await.problem(404);
    assert_eq!(app.audited("rehearsal.stop").await, 0);
    assert_eq!(app.audited("event.archive").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn every_screen_of_a_copy_says_that_it_is_not_public() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let copy = start(&app, day(60)).await;
    shown(&app, &copy, Phase::Waiting).await;
    for screen in [
        "",
        "/post",
        "/dashboard",
        "/settings",
        "/stock",
        "/plan",
        "/report",
        "/rehearsals",
    ] {
        let path = format!("/admin/events/{copy}{screen}");
        let page = Document::parse(&desk.get(&path).await.expect(200).text());
        let strip = page.text(".strip");
        assert!(
            strip.contains("REHEARSAL · NOT PUBLIC"),
            "{screen}: {strip}"
        );
    }
    app.stop().await;
}
