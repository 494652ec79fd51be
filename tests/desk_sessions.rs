//! Logging in to the desk: what the cookie is, how guessing fails, and when a session ends.

use lineside::domain::operator::{Actor, Email, Role};
use lineside::service::operators;
use lineside::web::server::ServerOptions;

use crate::support::TestApp;

#[tokio::test]
async fn the_cookie_is_for_this_host_over_tls_and_not_for_scripts() {
    let app = TestApp::start().await;
    let password = app.person("ana@example.com", Role::Owner).await;
    let answer = app
        .desk()
        .log_in("ana@example.com", &password)
        .await
        .expect(303);
    let cookie = answer.header("set-cookie").to_owned();
    let parts: Vec<_> = cookie.split("; ").collect();
    assert!(parts[0].starts_with("__Host-lineside="), "{cookie}");
    for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(parts.contains(&part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    // What stands in the cookie is not what stands in the database.
    let (_, secret) = parts[0].split_once('=').unwrap();
    let file = std::fs::read(format!("{}-wal", app.database.display())).unwrap();
    assert!(
        !file
            .windows(secret.len())
            .any(|window| window == secret.as_bytes())
    );
    app.stop().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let app = TestApp::start().await;
    app.person("ana@example.com", Role::Owner).await;
    let mut texts = Vec::new();
    for email in ["ana@example.com", "bob@example.com"] {
        let answer = app
            .desk()
            .log_in(email, "not-the-password")
            .await
            .expect(401);
        assert_eq!(answer.header("set-cookie"), "");
        let page = crate::support::Document::parse(&answer.text());
        texts.push(page.text("main"));
    }
    assert_eq!(texts[0], texts[1]);
    assert_eq!(app.rows().await["session"], 0);
    app.stop().await;
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let password = app.person("ana@example.com", Role::Owner).await;
    let mut statuses = Vec::new();
    for _ in 0..7 {
        statuses.push(app.desk().log_in("ana@example.com", "wrong").await.status);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    // Not even the right one gets in from there for a while.
    let slowed = app
        .desk()
        .log_in("ana@example.com", &password)
        .await
        .expect(429);
    assert!(slowed.header("retry-after").parse::<u32>().unwrap() > 0);
    app.stop().await;
}

/// Logs in with a wrong password, as a request that came by these addresses.
async fn guess(app: &TestApp, forwarded_for: &str) -> u16 {
    let form = "email=ana%40example.com&password=wrong";
    let desk = app.desk();
    let answer = desk.submit_with("/admin/login", form, "x-forwarded-for", forwarded_for);
    answer.await.status
}

#[tokio::test]
async fn a_stranger_is_slowed_down_wherever_they_say_that_they_come_from() {
    let app = TestApp::start().await;
    app.person("ana@example.com", Role::Owner).await;
    let mut last = 0;
    for n in 0..7 {
        last = guess(&app, &format!("203.0.113.{n}")).await;
    }
    assert_eq!(last, 429);
    app.stop().await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_everybody_has_an_allowance_of_their_own() {
    let proxies = |options: &mut ServerOptions| {
        options.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    };
    let app = TestApp::open_with(proxies).await;
    app.person("ana@example.com", Role::Owner).await;
    let mut last = 0;
    for n in 0..7 {
        // The client forges the left; the proxy writes the right.
        last = guess(&app, &format!("198.51.100.{n}, 203.0.113.9")).await;
    }
    assert_eq!(last, 429);
    assert_eq!(guess(&app, "203.0.113.10").await, 401);
    app.stop().await;
}

#[tokio::test]
async fn logging_out_a_new_password_and_being_disabled_end_the_session() {
    let app = TestApp::start().await;
    let (services, console) = (&app.services, &Actor::Console);
    let mut desk = app.desk_of(Role::Owner).await;
    desk.get("/admin").await.expect(200);
    desk.submit("/admin/logout", "").await.expect(303);
    desk.get("/admin").await.expect(303);

    let email = Email::parse("owner@example.com").unwrap();
    let password = operators::reset_password(services, console, &email)
        .await
        .unwrap();
    desk.log_in("owner@example.com", &password)
        .await
        .expect(303);
    desk.get("/admin").await.expect(200);
    let password = operators::reset_password(services, console, &email)
        .await
        .unwrap();
    desk.get("/admin").await.expect(303);

    desk.log_in("owner@example.com", &password)
        .await
        .expect(303);
    operators::disable(services, console, &email).await.unwrap();
    desk.get("/admin").await.expect(303);
    desk.log_in("owner@example.com", &password)
        .await
        .expect(401);
    app.stop().await;
}
