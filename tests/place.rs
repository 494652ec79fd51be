//! A shopper's own place: the form without script, and the API that the script asks.

use lineside::domain::event::{EventKind, Phase};
use serde_json::{Value, json};

use crate::support::roles::{api, at};
use crate::support::{Answer, Document, SLUG, TestApp};

/// A line of 6,000 with 600 let in a minute.
async fn moving_line() -> TestApp {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    app.publish().await;
    app
}

async fn page(app: &TestApp, query: &str) -> Document {
    let answer = app.shopper().get(&format!("/e/{SLUG}?{query}")).await;
    Document::parse(&answer.expect(200).text())
}

async fn wait(app: &TestApp, query: &str) -> Answer {
    app.shopper().get(&format!("{}?{query}", api("wait"))).await
}

#[tokio::test]
async fn a_place_that_is_typed_is_answered_on_the_page_without_script() {
    let app = moving_line().await;
    let empty = page(&app, "").await;
    assert_eq!(empty.attribute("#place input[name=position]", "value"), "");
    assert_eq!(empty.text("#place-answer"), "");

    let answered = page(&app, "position=3%2C000&lang=en").await;
    let field = answered.attribute("#place input[name=position]", "value");
    assert_eq!(field, "3,000");
    // 3000 people at 600 a minute: five minutes.
    assert_eq!(
        answered.text("#place-answer"),
        "For place 3,000: about 4–6 minutes"
    );
    // All the rest is everyone's page.
    for region in ["state", "wait", "news", "stock"] {
        assert_eq!(answered.region(region), empty.region(region), "{region}");
    }
    app.stop().await;
}

#[tokio::test]
async fn the_page_answers_in_the_readers_language_and_digits() {
    let app = moving_line().await;
    let german = page(&app, "position=3000&lang=de").await;
    assert_eq!(
        german.text("#place-answer"),
        "Für Platz 3.000: etwa 4–6 Minuten"
    );
    assert_eq!(german.attribute("#place input[name=lang]", "value"), "de");
    let arabic = page(&app, "position=%D9%A3%D9%A0%D9%A0%D9%A0&lang=ar").await;
    assert!(arabic.text("#place-answer").contains("دقائق"));
    app.stop().await;
}

#[tokio::test]
async fn what_cannot_be_a_place_is_told_beside_the_field_and_kept_in_it() {
    let app = moving_line().await;
    for (typed, sentence) in [
        ("", "Type your place as a number, for example 5,210."),
        ("next", "Type your place as a number, for example 5,210."),
        ("0", "Type your place as a number, for example 5,210."),
        (
            "90000",
            "That is beyond the end of the line (people in line: about 6,000). Please check the number.",
        ),
    ] {
        let page = page(&app, &format!("position={typed}")).await;
        assert_eq!(page.text("#place-answer"), sentence);
        let field = "#place input[name=position]";
        assert_eq!(page.attribute(field, "value"), typed);
        assert_eq!(page.attribute(field, "aria-invalid"), "true");
    }
    app.stop().await;
}

#[tokio::test]
async fn markup_that_is_typed_as_a_place_stays_text() {
    let app = moving_line().await;
    let typed = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let answer = app
        .shopper()
        .get(&format!("/e/{SLUG}?position={typed}"))
        .await;
    let html = answer.expect(200).text();
    assert!(!html.contains("<script>alert"));
    let page = Document::parse(&html);
    assert_eq!(
        page.attribute("#place input[name=position]", "value"),
        "\"><script>alert(1)</script>"
    );
    app.stop().await;
}

#[tokio::test]
async fn a_page_with_an_answer_is_compressed_cached_and_revalidated_like_any_other() {
    let app = moving_line().await;
    let path = format!("/e/{SLUG}?position=3000");
    let plain = app.shopper().get(&path).await.expect(200);
    let zipped = app
        .shopper()
        .get_with(&path, "accept-encoding", "br, gzip")
        .await;
    let zipped = zipped.expect(200);
    assert_eq!(zipped.header("content-encoding"), "gzip");
    let mut unzipped = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(&zipped.body[..]);
    std::io::Read::read_to_end(&mut decoder, &mut unzipped).unwrap();
    assert!(unzipped == plain.body, "the same page in both encodings");

    let everyone = app.shopper().get(&format!("/e/{SLUG}")).await.expect(200);
    let other = app.shopper().get(&format!("/e/{SLUG}?position=3001")).await;
    for answer in [&plain, &zipped, &everyone, &other] {
        assert_eq!(
            answer.header("cache-control"),
            everyone.header("cache-control")
        );
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    let tags = [&plain, &zipped, &everyone, &other].map(|answer| answer.header("etag"));
    let different: std::collections::BTreeSet<_> = tags.iter().collect();
    assert_eq!(different.len(), 4, "{tags:?}");
    let again = app
        .shopper()
        .get_with(&path, "if-none-match", tags[0])
        .await;
    again.expect(304);
    app.stop().await;
}

#[tokio::test]
async fn without_a_wait_the_form_is_gone_and_a_typed_place_is_told_why() {
    let app = moving_line().await;
    app.pass_seconds(90).await;
    let page = page(&app, "position=3000").await;
    assert_eq!(page.count("#place"), 0);
    assert_eq!(
        page.text("#place-answer"),
        "We can't tell the wait until live data is back."
    );
    let reply = wait(&app, "position=3000").await.expect(200).json();
    let text = "We can't tell the wait until live data is back.";
    let expected = json!({ "position": 3_000, "known": false, "reason": "stale", "text": text });
    assert_eq!(reply, expected);
    app.stop().await;
}

#[tokio::test]
async fn a_full_line_answers_those_who_stand_in_it() {
    let app = moving_line().await;
    let full = json!({ "at": at(0), "capacity": 5_000 });
    app.feed().await.send_samples(&[full]).await.expect(202);
    app.pass_seconds(1).await;
    let page = page(&app, "position=3000&lang=en").await;
    assert_eq!(page.count("#place"), 1);
    let end = app.shopper().facts().await;
    assert_eq!(end["wait"]["reason"], "full");
    let reply = wait(&app, "position=3000").await.expect(200).json();
    assert_eq!(reply["known"], true, "{reply}");
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_open_queue_has_no_form_and_shows_its_page_all_the_same() {
    let app = moving_line().await;
    app.move_to(SLUG, &[Phase::Paused]).await;
    let paused = page(&app, "position=3000").await;
    assert_eq!(paused.count("#place, #place-answer"), 0);
    assert_eq!(paused.text("h1"), "We've paused new entries");

    for (name, kind) in [
        ("draw", EventKind::Draw),
        ("release", EventKind::TimedRelease),
    ] {
        app.create(name, kind, true).await;
        let shopper = app.shopper();
        let page = shopper.get(&format!("/e/{name}?position=3000")).await;
        assert_eq!(Document::parse(&page.expect(200).text()).count("#place"), 0);
        let api = format!("/api/v1/events/{name}/wait?position=3000");
        shopper.get(&api).await.problem(404);
    }
    app.stop().await;
}

#[tokio::test]
async fn the_api_tells_the_wait_at_a_place_to_any_origin() {
    let app = moving_line().await;
    let answer = wait(&app, "position=3000").await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("etag").starts_with('"'));
    let reply = answer.json();
    assert_eq!(reply["position"], 3_000);
    assert_eq!(reply["known"], true);
    assert_eq!(reply["text"], "For place 3,000: about 4–6 minutes");
    let seconds = |name: &str| reply[name].as_f64().expect(name);
    assert!(
        seconds("low_s") < 300.0 && 300.0 < seconds("high_s"),
        "{reply}"
    );
    assert!((290.0..310.0).contains(&seconds("mid_s")), "{reply}");

    let french = wait(&app, "position=3000&lang=fr").await.expect(200).json();
    assert!(
        french["text"]
            .as_str()
            .unwrap()
            .starts_with("Pour la place")
    );
    app.stop().await;
}

#[tokio::test]
async fn the_api_names_the_field_that_cannot_be_a_place_in_the_readers_language() {
    let app = moving_line().await;
    for query in [
        "",
        "position=",
        "position=next",
        "position=-1",
        "position=90000",
    ] {
        wait(&app, query).await.names("position");
    }
    let german = wait(&app, "position=x&lang=de").await.names("position");
    assert!(german.starts_with("Bitte den Platz"), "{german}");
    wait(&app, "position=3000&lang=tlh").await.names("lang");
    app.shopper()
        .get("/api/v1/events/nothing/wait?position=1")
        .await
        .problem(404);
    app.stop().await;
}

#[tokio::test]
async fn looking_up_places_too_often_is_refused_and_the_page_itself_never() {
    let app = TestApp::open_with(|options| options.max_lookups_per_s = 5).await;
    app.feed().await.send_line(6_000, 600).await;
    app.publish().await;
    let mut refused = None;
    for _ in 0..500 {
        let shopper = app.shopper();
        let path = format!("/e/{SLUG}?position=3000&lang=de");
        let answer = shopper.get_with(&path, "accept", "text/html").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        answer.expect(200);
    }
    let refused = refused.expect("a refusal");
    let after: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=5).contains(&after));
    let page = Document::parse(&refused.text());
    assert_eq!(page.attribute("html", "lang"), "de");
    app.shopper().get(&format!("/e/{SLUG}")).await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn the_form_is_sent_to_open_pages_when_it_comes_and_goes_and_not_with_every_reading() {
    let app = moving_line().await;
    let regions = || async {
        let path = format!("/e/{SLUG}/regions");
        let json: Value = app.shopper().get(&path).await.expect(200).json();
        json["regions"]["place"].as_str().unwrap().to_owned()
    };
    let form = regions().await;
    assert!(form.contains("<form"));
    app.clock.advance_seconds(10);
    let later =
        json!({ "at": app.services.clock.now(), "queue_depth": 4_000, "admitted_total": 5_000 });
    app.feed().await.send_samples(&[later]).await.expect(202);
    app.publish().await;
    assert_eq!(regions().await, form);
    app.pass_seconds(90).await;
    assert!(!regions().await.contains("<form"));
    app.stop().await;
}
