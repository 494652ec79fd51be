//! The desk from outside: nobody gets in, everybody gets only what their role allows, and another site gets nothing.

use lineside::domain::operator::Role;
use reqwest::Method;
use reqwest::header::HeaderValue;

use crate::support::desk::Desk;
use crate::support::{Document, SLUG, TestApp, noon};

/// Forms of the desk that write, each with the page that takes it.
fn forms() -> Vec<(String, String)> {
    let board = format!("/admin/events/{SLUG}");
    let settings = format!("{board}/settings");
    let stock = format!("{board}/stock");
    let event =
        "event[slug]=new-drop&event[title]=New&event[kind]=queue&event[zone]=UTC&event[public]=on";
    let seen = format!("open-{}", noon().as_millis());
    let fields = [
        ("create_event", event.to_owned()),
        (
            "post_message",
            format!("slug={SLUG}&key=k1&message[template]=high_traffic&message[severity]=notice"),
        ),
        (
            "change_phase",
            format!("slug={SLUG}&key=k2&seen={seen}&phase=paused"),
        ),
        (
            "open_issue",
            format!("slug={SLUG}&key=k3&title[en]=Slow&impact=minor&text[en]=Slow"),
        ),
        (
            "edit_event",
            format!("slug={SLUG}&key=%7B%7D&event[title]=New+name"),
        ),
        ("remove_logo", format!("slug={SLUG}")),
        ("archive_event", format!("slug={SLUG}&confirm={SLUG}")),
        (
            "set_stock",
            format!("slug={SLUG}&sku=SNK-42&level=low&remaining=3"),
        ),
        (
            "import_stock",
            format!("slug={SLUG}&csv=sku,level,remaining%0ASNK-42,low,3&key="),
        ),
    ];
    let on_its_page = |(name, fields)| {
        let page = match name {
            "create_event" => "/admin",
            "edit_event" | "remove_logo" | "archive_event" => &settings,
            "import_stock" => &stock,
            _ => &board,
        };
        (page.to_owned(), format!("form={name}&{fields}"))
    };
    fields.into_iter().map(on_its_page).collect()
}

/// Insists that nothing but sessions changes while `desk` sends every form, and that each is refused so.
async fn refuses_every_form(app: &TestApp, desk: &Desk, statuses: &[u16]) {
    let kept = async || {
        let mut rows = app.rows().await;
        rows.remove("session");
        rows
    };
    let rows = kept().await;
    for (path, form) in forms() {
        let answer = desk.submit(&path, &form).await;
        assert!(
            statuses.contains(&answer.status),
            "{path} {form}: {}",
            answer.status
        );
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(kept().await, rows);
}

#[tokio::test]
async fn nobody_sees_more_of_the_desk_than_the_log_in() {
    let app = TestApp::start().await;
    let desk = app.desk();
    desk.get("/admin/login").await.expect(200);
    for path in [
        "/admin",
        "/admin/events/spring-drop",
        "/admin/events/none",
        "/admin/events/spring-drop/settings",
        "/admin/events/spring-drop/stock",
        "/admin/anything",
        "/admin/",
    ] {
        let answer = desk.get(path).await.expect(303);
        let led_to = answer.header("location");
        assert!(
            led_to.starts_with("/admin/login?next=/admin"),
            "{path}: {led_to}"
        );
    }
    desk.get("/admin/events/spring-drop/stream")
        .await
        .expect(401);
    app.stop().await;
}

#[tokio::test]
async fn nobody_writes_anything() {
    let app = TestApp::start().await;
    refuses_every_form(&app, &app.desk(), &[401]).await;
    let mut impostor = app.desk();
    impostor.cookie = "__Host-lineside=AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    refuses_every_form(&app, &impostor, &[401]).await;
    app.stop().await;
}

#[tokio::test]
async fn a_viewer_looks_and_writes_nothing() {
    let app = TestApp::start().await;
    let viewer = app.desk_of(Role::Viewer).await;
    viewer
        .get(&format!("/admin/events/{SLUG}"))
        .await
        .expect(200);
    refuses_every_form(&app, &viewer, &[403]).await;
    app.stop().await;
}

#[tokio::test]
async fn a_writer_posts_but_makes_no_event() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    for (path, form) in forms() {
        let managing = ["new-drop", "edit_event", "remove_logo", "archive_event"];
        let managed = |word: &&str| form.contains(*word) || path.contains(*word);
        let expected = if managing.iter().any(managed) {
            403
        } else {
            303
        };
        writer.submit(&path, &form).await.expect(expected);
    }
    let facts = app.shopper().facts().await;
    assert_eq!(facts["phase"], "paused");
    assert_eq!(facts["messages"].as_array().map(Vec::len), Some(1));
    assert_eq!(facts["incidents"].as_array().map(Vec::len), Some(1));
    assert_eq!(facts["inventory"][0]["level"], "low");
    app.stop().await;
}

#[tokio::test]
async fn a_double_click_posts_once_and_the_audit_log_names_the_person() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let (path, form) = forms()[1].clone();
    for said in ["done=posted", "done=repeated"] {
        let done = writer.submit(&path, &form).await.expect(303);
        assert!(done.header("location").contains(said), "{said}");
    }
    assert_eq!(app.rows().await["message"], 1);
    let page = writer.get(&format!("{path}?done=repeated")).await;
    assert!(page.text().contains("not done again"));
    let audit = app.audit().await;
    let (.., actor) = audit
        .iter()
        .find(|(what, ..)| what == "message.post")
        .unwrap();
    assert!(actor.starts_with("operator:"), "{actor}");
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn what_is_too_long_is_refused_in_words_on_a_page_or_as_data() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let form = format!("form=post_message&slug={SLUG}&text={}", "a".repeat(70_000));
    let path = format!("/admin/events/{SLUG}");
    let page = owner.submit(&path, &form).await.expect(413);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.header("content-security-policy").contains("'nonce-"));
    let told = Document::parse(&page.text()).text("main");
    assert!(
        told.contains("at most 64 KiB") && told.contains("Nothing was done"),
        "{told}"
    );

    let request = owner.request(Method::POST, &path).body(form);
    let mut request = request
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .build()
        .unwrap();
    request
        .headers_mut()
        .insert("accept", HeaderValue::from_static("application/json"));
    let data = app.http.execute(request).await.unwrap();
    assert_eq!(data.status(), 413);
    let data: serde_json::Value = data.json().await.unwrap();
    assert!(
        data["message"].as_str().unwrap().contains("at most 64 KiB"),
        "{data}"
    );
    app.stop().await;
}

#[tokio::test]
async fn a_link_fills_in_no_form() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let board = format!("/admin/events/{SLUG}");
    for (path, form, field) in [
        (board.clone(), "post_message", "message[text][en]"),
        (board.clone(), "open_issue", "title[en]"),
        (board.clone(), "set_stock", "sku"),
        (format!("{board}/settings"), "edit_event", "event[title]"),
        ("/admin/people".to_owned(), "invite", "email"),
    ] {
        let link = format!("{path}?form={form}&{field}=planted-words&key=planted-key");
        let page = owner.get(&link).await.expect(200).text();
        let (_, main) = page.split_once("<main").expect("a page");
        assert!(!main.contains("planted"), "{form}");
    }
    app.stop().await;
}

#[tokio::test]
async fn another_site_can_submit_nothing_in_an_operators_name() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let rows = app.rows().await;
    let mut attempts = forms();
    attempts.push(("/admin/login".to_owned(), "email=a&password=b".to_owned()));
    attempts.push(("/admin/logout".to_owned(), String::new()));
    for (path, form) in attempts {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ] {
            owner
                .submit_with(&path, &form, name, value)
                .await
                .expect(403);
        }
    }
    assert_eq!(app.rows().await, rows);
    owner.get("/admin").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn the_desk_has_a_policy_with_a_nonce_of_its_own_and_is_never_stored() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Owner).await;
    let board = format!("/admin/events/{SLUG}");
    let mut nonces = Vec::new();
    for path in ["/admin/login", "/admin", "/admin", &board, "/admin/none"] {
        let answer = desk.get(path).await;
        let policy = answer.header("content-security-policy");
        let (_, rest) = policy.split_once("'nonce-").expect(path);
        nonces.push(rest.split('\'').next().unwrap().to_owned());
        assert!(!policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let count = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), count, "a nonce was used twice");
    app.stop().await;
}
