//! Who comes across an event, its parts, its preview and its copies, at the desk and by plain forms.

use std::fmt::Write as _;

use lineside::domain::event::EventKind;
use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::desk::Desk;
use crate::support::roles::event;
use crate::support::{Answer, Document, SLUG, TestApp};

fn settings() -> String {
    format!("/admin/events/{SLUG}/settings")
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

async fn opened(desk: &Desk, path: &str) -> Document {
    Document::parse(&desk.get(path).await.expect(200).text())
}

/// Sends a form of the settings with the key that the page has for it, and these fields.
async fn send(desk: &Desk, page: &Document, form: &str, fields: &[(&str, &str)]) -> Answer {
    let selector = format!("form:has([value={form}])");
    let mut body = format!("form={form}&slug={SLUG}");
    if page.count(&format!("{selector} [name=key]")) > 0 {
        let key = page.attribute(&format!("{selector} [name=key]"), "value");
        let _ = write!(body, "&key={}", encoded(&key));
    }
    for (name, value) in fields {
        let _ = write!(body, "&{}={}", encoded(name), encoded(value));
    }
    desk.submit(&settings(), &body).await
}

#[tokio::test]
async fn languages_listing_and_sites_are_saved_together_and_wrong_ones_stand_beside_their_fields() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let page = opened(&desk, &settings()).await;
    assert_eq!(page.count("[name='reach[languages][]'][checked]"), 6);
    let fields = [
        ("reach[languages][]", "en"),
        ("reach[languages][]", "ja"),
        ("reach[listing]", "unlisted"),
        ("reach[embed_origins]", "https://Shop.example"),
    ];
    let saved = send(&desk, &page, "edit_reach", &fields).await.expect(303);
    assert!(saved.header("location").contains("done=edited"));
    let shown = app.shopper().status_page().await;
    assert_eq!(shown.text(".languages"), "English 日本語");
    assert_eq!(shown.attribute("meta[name=robots]", "content"), "noindex");
    let page = opened(&desk, &settings()).await;
    let origins = page.attribute("[name='reach[embed_origins]']", "value");
    assert_eq!(origins, "https://shop.example");

    let wrong = [
        ("reach[listing]", "unlisted"),
        ("reach[embed_origins]", "http://shop.example"),
    ];
    let refused = send(&desk, &page, "edit_reach", &wrong).await.expect(422);
    let page = Document::parse(&refused.text());
    for field in ["languages", "embed_origins"] {
        let told = page.text(&format!("#edit_reach-reach-{field}-error"));
        assert!(!told.is_empty(), "{field}");
    }
    // English is the language that it speaks first.
    let wrong = [
        ("reach[listing]", "unlisted"),
        ("reach[languages][]", "ja"),
        ("reach[embed_origins]", "https://shop.example"),
    ];
    let refused = send(&desk, &page, "edit_reach", &wrong).await.expect(422);
    let told = Document::parse(&refused.text()).text("#edit_reach-reach-languages-error");
    assert!(told.contains("English"), "{told}");
    app.stop().await;
}

#[tokio::test]
async fn two_people_choose_languages_and_neither_choice_is_lost() {
    let app = TestApp::start().await;
    let (one, other) = (
        app.desk_of(Role::Owner).await,
        app.desk_of(Role::Operator).await,
    );
    let page = opened(&one, &settings()).await;
    let theirs = [
        ("reach[languages][]", "en"),
        ("reach[languages][]", "de"),
        ("reach[listing]", "public"),
    ];
    send(&other, &page, "edit_reach", &theirs).await.expect(303);
    let mine = [
        ("reach[languages][]", "en"),
        ("reach[listing]", "unlisted"),
        ("reach[embed_origins]", ""),
    ];
    let conflict = send(&one, &page, "edit_reach", &mine).await.expect(409);
    let page = Document::parse(&conflict.text());
    let told = page.text("#edit_reach-reach-languages-error");
    assert!(told.contains("“en, de”"), "{told}");
    assert_eq!(page.count("[name='reach[languages][]'][checked]"), 1);
    assert_eq!(app.shopper().status_page().await.count(".languages a"), 2);
    send(&one, &page, "edit_reach", &mine).await.expect(303);
    assert_eq!(app.shopper().status_page().await.count(".languages a"), 0);
    app.stop().await;
}

#[tokio::test]
async fn components_are_renamed_reordered_removed_and_added_in_one_form() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let page = opened(&desk, &settings()).await;
    assert_eq!(page.count(".parts > li"), 5);
    let rows = |name: &'static str| {
        [
            ("components[0][id]", "waiting-room"),
            ("components[0][name]", name),
            ("components[0][place]", "2"),
            ("components[1][id]", "site"),
            ("components[1][name]", "Shop"),
            ("components[1][place]", "1"),
            ("components[2][id]", "checkout"),
            ("components[2][name]", "Checkout"),
            ("components[2][place]", "3"),
            ("components[2][gone]", "yes"),
            ("components[3][id]", ""),
            ("components[3][name]", "Phone app"),
            ("components[3][place]", "5"),
        ]
    };
    let saved = send(&desk, &page, "set_components", &rows("Line")).await;
    assert!(
        saved
            .expect(303)
            .header("location")
            .contains("done=components")
    );
    let facts = app.shopper().facts().await;
    let parts: Vec<_> = facts["components"].as_array().unwrap().clone();
    let shown: Vec<_> = parts.iter().map(|part| &part["id"]).collect();
    assert_eq!(shown, ["site", "waiting-room", "phone-app"]);
    assert_eq!(parts[1]["name"], "Line");

    // The page was filled before that, so somebody else's list is told, and what was written is kept.
    let conflict = send(&desk, &page, "set_components", &rows("Queue")).await;
    let kept = Document::parse(&conflict.expect(409).text());
    let told = kept.text("form:has([value=set_components]) .whole");
    assert!(told.contains("Shop, Line, Phone app"), "{told}");
    let name = kept.attribute("[name='components[0][name]']", "value");
    assert_eq!(name, "Queue");

    let page = opened(&desk, &settings()).await;
    let empty = send(&desk, &page, "set_components", &rows(" ")).await;
    let told = Document::parse(&empty.expect(422).text());
    let told = told.text("#set_components-components-0-name-error");
    assert!(told.contains("1 to 60"), "{told}");
    app.stop().await;
}

#[tokio::test]
async fn a_preview_link_is_told_once_and_can_be_withdrawn() {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Queue, false).await;
    let desk = app.desk_of(Role::Operator).await;
    let page = opened(&desk, &settings()).await;
    assert!(page.text(".strip").contains("not public"));
    let made = send(&desk, &page, "make_preview", &[("days", "7")]).await;
    let told = Document::parse(&made.expect(200).text());
    let link = told.text(".told code");
    let path = link.strip_prefix("https://status.example").unwrap();
    let preview = app.shopper().get(path).await.expect(200);
    assert!(preview.text().contains("Draft preview: not public"));

    let page = opened(&desk, &settings()).await;
    assert_eq!(page.count(".told"), 0);
    assert!(
        page.text("section:has(#preview-heading)")
            .contains("good until")
    );
    send(&desk, &page, "withdraw_preview", &[])
        .await
        .expect(303);
    app.shopper().get(path).await.problem(404);
    let odd = send(&desk, &page, "make_preview", &[("days", "365")]).await;
    odd.expect(422);
    app.stop().await;
}

/// A form with files, as a browser sends it.
fn upload(fields: &[(&str, &str, &str)]) -> Vec<u8> {
    let part = |(name, file, content): &(&str, &str, &str)| {
        let file = match *file {
            "" => String::new(),
            file => format!("; filename=\"{file}\""),
        };
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
    };
    let parts: String = fields.iter().map(part).collect();
    format!("{parts}--b--\r\n").into_bytes()
}

#[tokio::test]
async fn an_event_is_copied_downloaded_and_imported_at_the_desk() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let page = opened(&desk, &settings()).await;
    let copy = [("title", "Autumn drop"), ("to", "autumn-drop")];
    let copied = send(&desk, &page, "clone_event", &copy).await.expect(303);
    let location = copied.header("location");
    assert_eq!(
        location,
        "/admin/events/autumn-drop/settings?settled=copied#said"
    );
    let again = send(&desk, &page, "clone_event", &copy).await.expect(422);
    let told = Document::parse(&again.text()).text("#clone_event-to-error");
    assert!(told.contains("another event"), "{told}");

    let file = page.attribute("a[download]", "href");
    let file = desk.get(&file).await.expect(200);
    assert!(
        file.header("content-disposition")
            .contains("spring-drop.lineside.json")
    );
    let import = async |fields: &[(&str, &str, &str)]| {
        desk.send_parts("/admin/import", "b", upload(fields)).await
    };
    let text = file.text();
    let taken = import(&[("file", "drop.json", &text)]).await.expect(422);
    let told = Document::parse(&taken.text()).text("#import-slug-error");
    assert!(told.contains("another event"), "{told}");
    let broken = text.replace("\"kind\": \"queue\"", "\"kind\": \"lottery\"");
    let refused = import(&[("file", "drop.json", &broken), ("slug", "", "twin")]).await;
    let told = Document::parse(&refused.expect(422).text());
    assert!(told.text("#import-file-error").contains("event.kind"));
    assert_eq!(told.attribute("#import-slug", "value"), "twin");
    import(&[]).await.expect(422);
    let twin = [("file", "drop.json", text.as_str()), ("slug", "", "twin")];
    let done = import(&twin).await.expect(303);
    assert!(
        done.header("location")
            .starts_with("/admin/events/twin/settings")
    );
    app.shopper().get("/e/twin").await.problem(404);
    for role in [Role::Writer, Role::Viewer] {
        let desk = app.desk_of(role).await;
        let refused = desk.send_parts("/admin/import", "b", upload(&twin)).await;
        refused.expect(403);
        let file = format!("/admin/events/{SLUG}/bundle.json");
        desk.get(&file).await.expect(403);
    }
    app.stop().await;
}

#[tokio::test]
async fn the_list_tells_drafts_unlisted_rehearsed_and_archived_events_apart() {
    let app = TestApp::start().await;
    app.create("secret-drop", EventKind::TimedRelease, false)
        .await;
    app.create("old-drop", EventKind::Draw, false).await;
    let unlisted = json!({ "listing": "unlisted" });
    app.manager()
        .await
        .patch(&event(), &unlisted)
        .await
        .expect(200);
    let copy = crate::support::rehearsal::start(&app, crate::support::rehearsal::day(1)).await;
    let old = crate::support::app::slug("old-drop");
    let by = &lineside::domain::operator::Actor::Console;
    lineside::service::events::archive(&app.services, by, &old)
        .await
        .unwrap();

    let desk = app.desk_of(Role::Viewer).await;
    let list = opened(&desk, "/admin").await;
    let row = |slug: &str| list.text(&format!("tr:has([href='/admin/events/{slug}'])"));
    assert!(row(SLUG).contains("Unlisted"), "{}", row(SLUG));
    assert!(row("secret-drop").contains("not public"));
    let practice = list.text("section:has(#rehearsals-heading)");
    assert!(practice.contains("Spring drop"), "{practice}");
    assert!(row(copy.as_str()).contains("not public"));
    assert_eq!(list.count("[href='/admin/events/old-drop']"), 0);
    let archived = opened(&desk, "/admin?show=archived").await;
    assert!(archived.text("main").contains("old-drop"));
    assert!(!archived.text("main").contains("secret-drop"));
    app.stop().await;
}

#[tokio::test]
async fn a_rehearsal_is_begun_watched_stopped_and_ended_at_the_desk() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let page = format!("/admin/events/{SLUG}/rehearsals");
    let begin =
        async |fields: &[(&str, &str, &str)]| desk.send_parts(&page, "b", upload(fields)).await;
    let key = opened(&desk, &page).await;
    let key = key.attribute("form[data-plain] [name=key]", "value");
    let launch = [("recording", "", "launch_day"), ("speed", "", "300")];
    let launch = [&[("key", "", key.as_str())], &launch[..]].concat();
    let answer = begin(&launch).await.expect(303);
    let board = answer.header("location").to_owned();
    // A double click begins one.
    assert_eq!(begin(&launch).await.expect(303).header("location"), board);
    let copy = board.strip_prefix("/admin/events/").unwrap();
    let strip = opened(&desk, &board).await.text(".strip");
    assert!(strip.contains("REHEARSAL · NOT PUBLIC"), "{strip}");
    let copy_settings = opened(&desk, &format!("{board}/settings")).await;
    assert!(copy_settings.text(".strip").contains("REHEARSAL"));
    assert_eq!(
        copy_settings.count("[name='reach[listing]'][type=radio]"),
        0
    );

    let shown = opened(&desk, &page).await;
    let panel = shown.text(".rehearsed");
    assert!(
        panel.contains("300 times") && panel.contains("Playing"),
        "{panel}"
    );
    app.clock.advance_seconds(12);
    let shown = opened(&desk, &page).await.text(".rehearsed");
    assert!(shown.contains("minute 60 of 151"), "{shown}");
    let stop = format!("form=stop_rehearsal&copy={copy}");
    desk.submit(&page, &stop).await.expect(303);
    let own = opened(&desk, &format!("{board}/rehearsals")).await;
    assert!(own.text(".rehearsed").contains("Stopped"));
    desk.submit(&page, &stop).await.expect(409);
    let end = format!("form=end_rehearsal&copy={copy}");
    let ended = desk.submit(&page, &end).await.expect(303);
    assert_eq!(
        ended.header("location"),
        format!("{page}?settled=ended#said")
    );
    assert_eq!(opened(&desk, &page).await.count(".rehearsed"), 0);
    // What is no rehearsal is not ended by that form.
    let other = format!("form=end_rehearsal&copy={SLUG}");
    desk.submit(&page, &other).await.expect(404);
    app.shopper().get(&event()).await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_recording_of_ones_own_is_read_and_what_is_wrong_with_it_is_told_by_its_line() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let page = format!("/admin/events/{SLUG}/rehearsals");
    let begin = async |feed: &str, stock: &str| {
        let fields = [
            ("key", "", "k1"),
            ("recording", "", "own"),
            ("speed", "", "10"),
            ("feed", "last year.csv", feed),
            ("stock", "", stock),
        ];
        desk.send_parts(&page, "b", upload(&fields)).await
    };
    for (feed, stock, field, told) in [
        ("", "", "feed", "choose a file"),
        ("t_s,queue_depth\n0,-1\n", "", "feed", "line 2"),
        ("t_s,state\n0,waiting\n9,sold_out\n", "", "feed", "line 3"),
        ("t_s,state\n0,open\n", "t_s,sku\n0,A b\n", "stock", "line 2"),
    ] {
        let refused = begin(feed, stock).await.expect(422);
        let page = Document::parse(&refused.text());
        let said = page.text(&format!("#rehearse-{field}-error"));
        assert!(
            said.contains(told),
            "{feed}: {said}: {}",
            page.text(".error")
        );
        assert_eq!(page.count("#rehearse-own[checked]"), 1);
        assert_eq!(page.count("#rehearse-10[checked]"), 1);
    }
    // A long day is more than other forms may send.
    let rows: String = (0..9_000).fold(String::new(), |mut rows, t| {
        let _ = writeln!(rows, "{t},{}", t % 500);
        rows
    });
    let long = format!("t_s,queue_depth\n{rows}");
    assert!(long.len() > 64 * 1_024);
    begin(&long, "").await.expect(303);
    let shown = opened(&desk, &page).await.text(".rehearsed");
    assert!(shown.contains("last year.csv, 10 times"), "{shown}");
    let viewer = app.desk_of(Role::Viewer).await;
    let page = opened(&viewer, &page).await;
    assert_eq!(page.count(".rehearsed form, #rehearse-own"), 0);
    app.stop().await;
}
