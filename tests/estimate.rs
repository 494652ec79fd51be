//! The wait over a life of the server: what was learned outlives a restart, and shoppers are told how it is known.

use lineside::domain::locale::Locale;
use serde_json::{Value, json};

use crate::support::database::{execute, open};
use crate::support::roles::{api, at};
use crate::support::{SLUG, TestApp};

/// The range that is told of a place in line; the line itself may be full.
async fn wait(app: &TestApp) -> Value {
    let path = format!("{}?position=3000", api("wait"));
    app.shopper().get(&path).await.expect(200).json()
}

/// Forty minutes of a line of 6,000 with 600 let in a minute, of whom many give up in the first five.
async fn forty_minutes(app: &TestApp) {
    let feed = app.feed().await;
    feed.send_line(6_000, 600).await;
    for m in 0..40 {
        let samples: Vec<_> = (0..6)
            .map(|n| {
                let seconds = m * 60 + n * 10;
                json!({
                    "at": at(seconds), "queue_depth": 6_000, "admitted_total": 4_000 + seconds * 10,
                    "left_total": 100 + seconds.min(300) * 8,
                })
            })
            .collect();
        app.clock.advance_seconds(60);
        feed.send_samples(&samples).await.expect(202);
    }
    app.pass_seconds(1).await;
}

#[tokio::test]
async fn a_restart_goes_on_from_what_was_learned_before_the_readings_that_are_read_again() {
    let app = TestApp::start().await;
    forty_minutes(&app).await;
    let before = wait(&app).await;
    assert_eq!(before["known"], true, "{before}");

    let app = app.restart().await;
    let mut database = open(&app.database).await;
    let kept: i64 = sqlx::query_scalar("select count(*) from estimator_state")
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(kept, 1);
    assert_eq!(wait(&app).await, before);
    app.stop().await;
}

#[tokio::test]
async fn a_state_that_cannot_be_read_costs_no_more_than_its_memory() {
    let app = TestApp::start().await;
    forty_minutes(&app).await;
    execute(&app.database, "update estimator_state set state = '{}'")
        .await
        .unwrap();
    let app = app.restart().await;
    let wait = wait(&app).await;
    assert_eq!(wait["known"], true, "{wait}");
    app.stop().await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_takes_the_number_away_until_the_next_readings() {
    let app = TestApp::start().await;
    forty_minutes(&app).await;
    app.clock.advance_seconds(-1_800);
    app.pass_seconds(1).await;
    // Stale until it is looked into, then a start: no number in either case.
    assert_eq!(wait(&app).await["known"], false);

    let feed = app.feed().await;
    for n in 0..9 {
        let seconds = 605 + n * 10;
        let sample =
            json!({ "at": at(seconds), "queue_depth": 6_000, "admitted_total": 28_000 + n * 100 });
        app.clock.advance_seconds(10);
        feed.send_samples(&[sample]).await.expect(202);
        app.pass_seconds(0).await;
    }
    let wait = wait(&app).await;
    assert_eq!(wait["known"], true, "{wait}");
    app.stop().await;
}

#[tokio::test]
async fn the_wait_links_to_how_it_is_known_in_every_language() {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    app.pass_seconds(1).await;
    for locale in Locale::ALL {
        let address = format!("/e/{SLUG}?lang={}", locale.tag());
        let page = app.shopper().get(&address).await.expect(200).text();
        let path = match locale {
            Locale::En => "/how-the-wait-is-estimated".to_owned(),
            other => format!("/how-the-wait-is-estimated?lang={}", other.tag()),
        };
        assert!(page.contains(&format!("href=\"{path}\"")), "{locale:?}");
        let told = app.shopper().get(&path).await.expect(200).text();
        assert!(told.contains(&format!("lang=\"{}\"", locale.tag())));
        assert!(told.contains("ln(1 + h·N ÷ r)"));
        // In one piece and from left to right within any sentence.
        let formula = "t\u{a0}=\u{a0}N\u{a0}÷\u{a0}r";
        assert!(told.contains(&match locale {
            Locale::Ar => format!("\u{2066}{formula}\u{2069}"),
            _ => formula.to_owned(),
        }));
        assert!(
            !told.contains(">how-"),
            "a message is missing in {locale:?}"
        );
    }
    app.stop().await;
}
