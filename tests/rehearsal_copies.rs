//! What a rehearsal's copy is made of, what is said in it, and what cannot be rehearsed.

use lineside::domain::event::{EventKind, Phase};
use lineside::domain::incident::IncidentStatus;
use lineside::domain::inventory::{Sku, StockLevel};
use lineside::domain::locale::Locale;
use lineside::domain::message::{NewMessage, Severity, Wording};
use lineside::domain::operator::{Actor, Scope};
use lineside::domain::patch::Patch;
use lineside::domain::rehearsal::RehearsalState;
use lineside::error::{Error, Result};
use lineside::service::incidents::{self, NewUpdate};
use lineside::service::inventory::{self, ItemChange, Seen};
use lineside::service::messages::{self, Expected};
use lineside::service::rehearsals::{self, MAX_PLAYING, NewRehearsal};
use lineside::service::templates::{self, TemplateEdit};
use lineside::service::{IdempotencyKey, events};
use serde_json::json;

use crate::support::app::slug;
use crate::support::rehearsal::{BY, day, feed, rehearsal, start, until};
use crate::support::{Client, SLUG, TestApp, noon};

#[tokio::test]
async fn a_rehearsal_keeps_the_events_look_and_its_variants_where_the_recording_has_none() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    operator
        .set_stock("SNK-42", &json!({ "remaining": 0 }))
        .await
        .expect(200);
    app.manager()
        .await
        .patch(
            &crate::support::roles::event(),
            &json!({ "accent": "#b8321c", "capacity": 100 }),
        )
        .await
        .expect(200);
    let copy = start(&app, feed("t_s,queue_depth\n0,5\n60,4000\n")).await;
    let found = rehearsal(&app, &copy).await.copy;
    // Without states a line that moves is what was recorded; and it never was full.
    assert_eq!(found.phase, Phase::Open);
    assert_eq!(found.capacity, Some(5_000));
    assert_eq!(found.title.as_str(), "Spring drop");
    assert!(found.brand.accent.is_some());
    let mut tx = app.services.store.read().await.unwrap();
    let stock = tx.list_inventory(&found.id).await.unwrap();
    assert_eq!(stock.len(), 1);
    assert_eq!(stock[0].remaining, None);
    drop(tx);
    app.stop().await;
}

#[tokio::test]
async fn what_was_said_on_the_launch_day_is_said_again_if_it_is_wanted() {
    let app = TestApp::start().await;
    let new = NewRehearsal {
        with_story: true,
        ..day(300)
    };
    let copy = start(&app, new).await;
    app.clock.advance_seconds(31);
    let page = until("the end of the day", async || {
        let snapshot = app.services.live.channel(&copy)?.snapshot();
        let page = snapshot.status_page(Locale::En).clone();
        let last = page.messages.first()?;
        (page.phase == Phase::Ended && last.text.plain().contains("launch has ended"))
            .then_some(page)
    })
    .await;
    assert_eq!(page.incidents[0].components.len(), 1);
    app.stop().await;
}

#[tokio::test]
async fn the_day_goes_on_where_operators_have_done_or_undone_what_it_needs() {
    let app = TestApp::start().await;
    let new = NewRehearsal {
        with_story: true,
        ..day(300)
    };
    let copy = start(&app, new).await;
    let away = TemplateEdit {
        archived: Some(true),
        ..TemplateEdit::default()
    };
    let put_away = templates::edit(&app.services, BY, "sold_out", away, &Expected::Any);
    put_away.await.unwrap();
    app.clock.advance_seconds(10);
    let issue = until("the issue", async || {
        let snapshot = app.services.live.channel(&copy)?.snapshot();
        let page = snapshot.status_page(Locale::En);
        Some(page.incidents.first()?.id.clone())
    })
    .await;
    let over = NewUpdate {
        status: IncidentStatus::Resolved,
        text: [(Locale::En, "Over.".to_owned())].into(),
        seen: None,
    };
    let resolved = incidents::update(&app.services, BY, &copy, &issue, over, None);
    resolved.await.unwrap();
    app.clock.advance_seconds(21);
    let ended = until("the end of the day", async || {
        let found = rehearsal(&app, &copy).await.rehearsal;
        (found.state != RehearsalState::Playing).then_some(found)
    })
    .await;
    assert_eq!(ended.trouble, None);
    assert_eq!(ended.state, RehearsalState::Finished);
    app.stop().await;
}

#[tokio::test]
async fn stock_that_is_set_in_a_rehearsal_is_noted_at_the_time_of_its_day() {
    let app = TestApp::start().await;
    let copy = start(&app, feed("t_s,queue_depth\n0,5\n6000,4000\n")).await;
    app.clock.advance_seconds(10);
    let gone = ItemChange {
        sku: Sku::parse("SNK-42").unwrap(),
        title: Patch::Keep,
        variant: Patch::Keep,
        level: Some(StockLevel::SoldOut),
        remaining: None,
        price_tier: Patch::Keep,
        restock_at: Patch::Keep,
        seen: Seen::Unsaid,
    };
    let set = inventory::set(&app.services, BY, &copy, vec![gone]).await;
    set.unwrap();
    let copy = rehearsal(&app, &copy).await.copy;
    let mut tx = app.services.store.read().await.unwrap();
    let changes = tx.list_stock_changes(&copy.id).await.unwrap();
    let noted: Vec<_> = changes.iter().map(|change| change.at).collect();
    assert_eq!(noted, [noon().plus_seconds(600)]);
    drop(tx);
    app.stop().await;
}

#[tokio::test]
async fn a_preview_in_a_rehearsal_knows_what_is_past_on_its_day() {
    let app = TestApp::start().await;
    let copy = start(&app, day(60)).await;
    app.clock.advance_seconds(10);
    let news = NewMessage::plain(Wording::Text {
        text: [(Locale::En, "Soon.".to_owned())].into(),
        severity: Severity::Info,
    });
    let wrong = async |t_s: i64| {
        let at = Some(noon().plus_seconds(t_s));
        let shown = messages::preview(&app.services, BY, &copy, &news, at).await;
        let wrong = shown.unwrap().wrong.into_iter();
        wrong.map(|wrong| wrong.field).collect::<Vec<_>>()
    };
    assert_eq!(wrong(540).await, ["publish_at"]);
    assert!(wrong(660).await.is_empty());
    app.stop().await;
}

#[tokio::test]
async fn a_rehearsal_that_is_asked_for_twice_begins_once() {
    let app = TestApp::start().await;
    let (services, event) = (&app.services, slug(SLUG));
    let key = || Some(IdempotencyKey::parse("once").unwrap());
    let again = || rehearsals::start(services, BY, &event, day(60), key());
    let (first, second) = tokio::join!(again(), again());
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!(first.id, second.id);
    assert!(first.repeated != second.repeated);
    assert_eq!(services.players.count(), 1);
    assert_eq!(app.audited("rehearsal.start").await, 1);
    // With the same key, another day is another wish.
    let other = rehearsals::start(services, BY, &event, day(1), key()).await;
    assert!(matches!(other, Err(Error::Conflict(_))));
    events::archive(services, BY, &first.id).await.unwrap();
    assert!(matches!(again().await, Err(Error::Gone(_))));
    app.stop().await;
}

#[tokio::test]
async fn what_is_scheduled_in_a_rehearsal_comes_by_the_time_of_its_day() {
    let app = TestApp::start().await;
    let copy = start(&app, day(60)).await;
    let (_, secret) = app.token(None, &[Scope::Publish]).await;
    let any = Client {
        token: Some(secret),
        ..app.shopper()
    };
    // In ten minutes of the day, which are ten seconds of ours.
    let at = noon().plus_seconds(600);
    let later = json!({ "text": { "en": "Soon." }, "severity": "info", "publish_at": at });
    let messages = format!("/api/v1/events/{copy}/messages");
    any.post(&messages, &later).await.expect(202);
    app.clock.advance_seconds(11);
    let published = until("the message", async || {
        let snapshot = app.services.live.channel(&copy)?.snapshot();
        let page = snapshot.status_page(Locale::En).clone();
        Some(page.messages.first()?.published.at)
    });
    assert_eq!(published.await, noon().plus_seconds(660));
    app.stop().await;
}

#[tokio::test]
async fn what_cannot_be_rehearsed_is_refused_and_leaves_nothing() {
    let app = TestApp::start().await;
    app.create("lottery", EventKind::Draw, true).await;
    let rows = app.rows().await;
    let try_it = async |by: &Actor, name: &str, new| -> Result<()> {
        let started = rehearsals::start(&app.services, by, &slug(name), new, None).await;
        started.map(drop)
    };
    let illegal = feed("t_s,state\n0,waiting\n9,sold_out\n");
    let Err(Error::Invalid(wrong)) = try_it(BY, SLUG, illegal).await else {
        panic!("not refused");
    };
    assert_eq!(wrong[0].field, "feed");
    assert!(wrong[0].message.starts_with("line 3"), "{wrong:?}");
    let draw = try_it(BY, "lottery", day(1)).await;
    assert!(matches!(draw, Err(Error::Conflict(_))));
    let none = try_it(BY, "none", day(1)).await;
    assert!(matches!(none, Err(Error::NotFound(_))));
    let (token, _) = app.token(None, &[Scope::Publish]).await;
    let writer = Actor::Token {
        id: token,
        scopes: vec![Scope::Publish, Scope::Ingest, Scope::Inventory],
        event: None,
    };
    let refused = try_it(&writer, SLUG, day(1)).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))));
    let mut after = app.rows().await;
    for table in ["api_token", "audit_entry"] {
        *after.get_mut(table).unwrap() -= 1;
    }
    assert_eq!(after, rows);

    // All at once: no more begin than may play.
    let (services, event) = (&app.services, slug(SLUG));
    let starts =
        (0..MAX_PLAYING + 2).map(|_| rehearsals::start(services, BY, &event, day(1), None));
    let started = futures::future::join_all(starts).await.into_iter();
    let copies: Vec<_> = started
        .filter_map(|started| Some(started.ok()?.id))
        .collect();
    assert_eq!(copies.len(), MAX_PLAYING);
    let many = try_it(BY, SLUG, day(1)).await;
    assert!(matches!(many, Err(Error::Conflict(_))));
    let nested = try_it(BY, copies[0].as_str(), day(1)).await;
    assert!(matches!(nested, Err(Error::Conflict(_))));
    rehearsals::stop(&app.services, BY, &copies[0])
        .await
        .unwrap();
    until("room for another", async || {
        (app.services.players.count() < MAX_PLAYING).then_some(())
    })
    .await;
    start(&app, day(1)).await;
    app.stop().await;
}
