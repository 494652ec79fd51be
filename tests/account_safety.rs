//! What keeps an account its owner's: nothing outlives a change of how they prove who they are, and log-ins leave a trace.

use lineside::domain::operator::Role;

use crate::account::{ACCOUNT, Authenticator, enrol};
use crate::support::{Document, SLUG, TestApp, database};

#[tokio::test]
async fn switching_a_second_factor_on_ends_the_other_sessions_and_their_boards() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Writer).await;
    let (mut here, mut there) = (app.desk(), app.desk());
    for desk in [&mut here, &mut there] {
        desk.log_in("ana@shop.test", &password).await.expect(303);
    }
    let mut board = there.open_board(SLUG).await;
    board.frame().await;
    enrol(&here).await;
    while board.frame().await.event != "bye" {}
    there.get("/admin").await.expect(303);
    here.get("/admin").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_secret_that_nobody_confirms_is_shown_for_ten_minutes() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    ana.submit(ACCOUNT, "form=begin_factor").await.expect(303);
    let page = Document::parse(&ana.get(ACCOUNT).await.expect(200).text());
    let phone = Authenticator::new(&page.text("code.secret"));
    // Twenty steps of half a minute ago.
    let sql = "update second_factor set last_step = last_step - 20";
    database::execute(&app.database, sql).await.unwrap();
    let page = Document::parse(&ana.get(ACCOUNT).await.expect(200).text());
    assert_eq!(page.count("code.secret"), 0);
    let form = format!("form=confirm_factor&code={}", phone.code(0));
    ana.submit(ACCOUNT, &form).await.expect(404);
    enrol(&ana).await;
    app.stop().await;
}

#[tokio::test]
async fn whoever_has_just_changed_their_password_is_not_asked_for_it_again() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Writer).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    app.forget_proofs().await;
    ana.submit(ACCOUNT, "form=begin_factor").await.expect(422);
    let new = "four+calm+horses";
    let form = format!("form=change_password&old={password}&new={new}&again={new}");
    let changed = ana.submit(ACCOUNT, &form).await.expect(303);
    ana.keep(&changed);
    ana.submit(ACCOUNT, "form=begin_factor").await.expect(303);
    app.stop().await;
}

#[tokio::test]
async fn every_log_in_is_in_the_log_with_the_network_it_came_from() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    app.desk()
        .log_in("owner@example.com", "not-the-password")
        .await
        .expect(401);
    assert_eq!(app.audited("session.begin").await, 1);
    let page = owner.get("/admin/audit").await.expect(200).text();
    assert!(page.contains("session.begin") && page.contains("127.0.0.1"));
    app.stop().await;
}
