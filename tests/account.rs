//! One's own account: the second factor, the password, one's sessions, and proving again who one is.

use lineside::domain::event::Phase;
use lineside::domain::operator::{Actor, Role};
use lineside::domain::time::{Clock, SystemClock};
use lineside::service::tokens;
use totp_rs::{Builder, Secret, Totp};

use crate::support::desk::Desk;
use crate::support::{Document, SLUG, TestApp};

pub const ACCOUNT: &str = "/admin/account";

/// An authenticator app.
pub struct Authenticator(Totp);

impl Authenticator {
    pub fn new(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
        Self(
            Builder::new()
                .with_secret(secret)
                .with_account_name("x")
                .build()
                .unwrap(),
        )
    }

    /// The code of a step from now.
    pub fn code(&self, steps: i64) -> String {
        let seconds = SystemClock.now().as_millis() / 1_000 + steps * 30;
        self.0.generate(u64::try_from(seconds).unwrap()).to_string()
    }
}

/// Puts a second factor on the account of a desk; tells the authenticator and the recovery codes. Takes the code of a
/// step before.
pub async fn enrol(desk: &Desk) -> (Authenticator, Vec<String>) {
    desk.submit(ACCOUNT, "form=begin_factor").await.expect(303);
    let page = Document::parse(&desk.get(ACCOUNT).await.expect(200).text());
    let secret = page.text("code.secret");
    assert!(
        page.attribute(".offer a", "href")
            .contains(&secret.replace(' ', ""))
    );
    assert_eq!(page.count("svg.qr path"), 1);
    let phone = Authenticator::new(&secret);
    desk.submit(ACCOUNT, "form=confirm_factor&code=000000")
        .await
        .expect(422);
    let form = format!("form=confirm_factor&code={}", phone.code(-1));
    let page = desk.submit(ACCOUNT, &form).await.expect(200);
    let codes = Document::parse(&page.text()).texts(".secrets code");
    assert_eq!(codes.len(), 10);
    (phone, codes)
}

async fn half_in(app: &TestApp, email: &str, password: &str) -> Desk {
    let mut desk = app.desk();
    let answer = desk.log_in(email, password).await.expect(303);
    assert!(answer.header("location").starts_with("/admin/login/code"));
    desk
}

async fn give(desk: &mut Desk, code: &str) -> u16 {
    let answer = desk
        .submit("/admin/login/code", &format!("code={code}"))
        .await;
    desk.keep(&answer);
    answer.status
}

#[tokio::test]
async fn with_a_second_factor_a_password_alone_opens_nothing() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Owner).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    let (phone, _) = enrol(&ana).await;

    let mut desk = half_in(&app, "ana@shop.test", &password).await;
    for path in ["/admin", "/admin/people", &format!("/admin/events/{SLUG}")] {
        let answer = desk.get(path).await.expect(303);
        assert!(answer.header("location").starts_with("/admin/login"));
    }
    desk.submit("/admin/account", "form=remove_factor")
        .await
        .expect(401);
    assert_eq!(give(&mut desk, "000000").await, 401);
    assert_eq!(give(&mut desk, &phone.code(0)).await, 303);
    desk.get("/admin/people").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_code_works_once_and_none_before_it_any_more() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Owner).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    let (phone, _) = enrol(&ana).await;
    let (before, now, after) = (phone.code(-1), phone.code(0), phone.code(1));

    let mut first = half_in(&app, "ana@shop.test", &password).await;
    assert_eq!(
        give(&mut first, &before).await,
        401,
        "it switched the factor on"
    );
    // The same code from two desks at once.
    let mut second = half_in(&app, "ana@shop.test", &password).await;
    let (a, b) = tokio::join!(give(&mut first, &now), give(&mut second, &now));
    assert!((a == 303) != (b == 303), "{a} {b}");
    let waiting = if a == 303 { &mut second } else { &mut first };
    assert_eq!(give(waiting, &now).await, 401);
    assert_eq!(give(waiting, &after).await, 303);
    let mut third = half_in(&app, "ana@shop.test", &password).await;
    assert_eq!(give(&mut third, &now).await, 401);
    app.stop().await;
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_from_wherever() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Owner).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    let (phone, _) = enrol(&ana).await;
    let mut desk = half_in(&app, "ana@shop.test", &password).await;
    let mut statuses = Vec::new();
    for _ in 0..10 {
        statuses.push(give(&mut desk, "123456").await);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    assert_eq!(give(&mut desk, &phone.code(0)).await, 429);
    app.stop().await;
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_replace_the_old() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Owner).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    let (_, codes) = enrol(&ana).await;
    let mut desk = half_in(&app, "ana@shop.test", &password).await;
    assert_eq!(give(&mut desk, &codes[0].to_uppercase()).await, 303);
    let page = desk.get(ACCOUNT).await.expect(200).text();
    assert!(page.contains("9 recovery codes are left"));
    let mut again = half_in(&app, "ana@shop.test", &password).await;
    assert_eq!(give(&mut again, &codes[0]).await, 401);

    let page = desk.submit(ACCOUNT, "form=renew_codes").await.expect(200);
    let renewed = Document::parse(&page.text()).texts(".secrets code");
    assert_eq!(give(&mut again, &codes[1]).await, 401);
    assert_eq!(give(&mut again, &renewed[1]).await, 303);
    assert_eq!(app.audited("second_factor.use_recovery_code").await, 2);
    for code in codes.iter().chain(&renewed) {
        let file = std::fs::read(format!("{}-wal", app.database.display())).unwrap();
        assert!(
            !file
                .windows(code.len())
                .any(|window| window == code.as_bytes())
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn removing_a_second_factor_ends_every_session_of_its_owner() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Writer).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    enrol(&ana).await;
    let owner = app.desk_of(Role::Owner).await;
    let form = "form=change_person&email=ana%40shop.test&change=remove_factor";
    owner.submit("/admin/people", form).await.expect(303);
    ana.get("/admin").await.expect(303);
    ana.log_in("ana@shop.test", &password).await.expect(303);
    ana.get("/admin").await.expect(200);
    enrol(&ana).await;
    ana.submit(ACCOUNT, "form=remove_factor").await.expect(303);
    ana.get("/admin").await.expect(303);
    app.stop().await;
}

#[tokio::test]
async fn a_new_password_keeps_this_session_under_another_cookie_and_ends_the_others() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Writer).await;
    let (mut here, mut there) = (app.desk(), app.desk());
    for desk in [&mut here, &mut there] {
        desk.log_in("ana@shop.test", &password).await.expect(303);
    }
    let (mut own_board, mut other_board) =
        (here.open_board(SLUG).await, there.open_board(SLUG).await);
    own_board.frame().await;
    other_board.frame().await;

    let form =
        |old: &str, new: &str| format!("form=change_password&old={old}&new={new}&again={new}");
    there.get("/admin").await.expect(200);
    let old_cookie = here.cookie.clone();
    let changed = here
        .submit(ACCOUNT, &form(&password, "four+calm+horses"))
        .await
        .expect(303);
    here.keep(&changed);
    assert_ne!(here.cookie, old_cookie);
    here.get("/admin").await.expect(200);
    there.get("/admin").await.expect(303);
    while other_board.frame().await.event != "bye" {}
    // The board of the session that goes on goes on: it hears the next change.
    app.operator().await.post_message("News.").await;
    assert_ne!(own_board.frame().await.event, "bye");
    let mut old = app.desk();
    old.cookie = old_cookie;
    old.get("/admin").await.expect(303);
    old.log_in("ana@shop.test", &password).await.expect(401);
    old.log_in("ana@shop.test", "four calm horses")
        .await
        .expect(303);
    app.stop().await;
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it_and_to_a_good_one() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Writer).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    for (old, new, field) in [
        ("wrong", "four+calm+horses", "old"),
        (&password, "ana@shop.test!!", "new"),
        (&password, &password, "new"),
    ] {
        let form = format!("form=change_password&old={old}&new={new}&again={new}");
        let page = ana.submit(ACCOUNT, &form).await.expect(422).text();
        let wrong = Document::parse(&page).text(&format!("#change_password-{field}-error"));
        assert!(!wrong.is_empty(), "{old} {new}");
        assert!(!page.contains(&password), "a password is never shown again");
    }
    ana.log_in("ana@shop.test", &password).await.expect(303);
    app.stop().await;
}

#[tokio::test]
async fn one_ends_ones_own_sessions_and_nobody_elses() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Writer).await;
    let bo = app.desk_of(Role::Viewer).await;
    let mut desks = [app.desk(), app.desk(), app.desk()];
    for desk in &mut desks {
        desk.log_in("ana@shop.test", &password).await.expect(303);
    }
    let page = Document::parse(&desks[0].get(ACCOUNT).await.expect(200).text());
    let ids = page.attributes("input[name=session]", "value");
    assert_eq!(ids.len(), 3);
    for id in &ids {
        bo.submit(ACCOUNT, &format!("form=end_session&session={id}"))
            .await
            .expect(404);
    }
    // Newest first: this one is the oldest.
    desks[0]
        .submit(ACCOUNT, &format!("form=end_session&session={}", ids[0]))
        .await
        .expect(303);
    desks[2].get("/admin").await.expect(303);
    desks[1].get("/admin").await.expect(200);
    desks[0]
        .submit(ACCOUNT, "form=end_other_sessions")
        .await
        .expect(303);
    desks[1].get("/admin").await.expect(303);
    desks[0].get("/admin").await.expect(200);
    bo.get("/admin").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn after_ten_minutes_a_dangerous_act_asks_who_one_is_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Owner).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    let page = Document::parse(&ana.get("/admin/tokens").await.expect(200).text());
    assert_eq!(page.count(".proof:not([hidden])"), 0);
    app.move_to(SLUG, &[Phase::Ended]).await;
    app.forget_proofs().await;
    let page = Document::parse(&ana.get("/admin/tokens").await.expect(200).text());
    assert_eq!(page.count(".proof:not([hidden])"), 1);

    let form = "form=create_token&name=Queue+feed&scopes[]=ingest&event=&days=30";
    for proof in ["", "&proof=wrong"] {
        let page = ana
            .submit("/admin/tokens", &format!("{form}{proof}"))
            .await
            .expect(422);
        let page = Document::parse(&page.text());
        assert!(page.text(".proof .error").contains("password"));
        assert_eq!(page.attribute("input[name=name]", "value"), "Queue feed");
        assert_eq!(page.attribute("input[name=proof]", "value"), "");
        assert_eq!(page.count("input[value=ingest][checked]"), 1);
    }
    for (path, form) in [
        ("/admin/people", "form=invite&email=x%40y.test&role=owner"),
        (
            "/admin/people",
            "form=change_person&subject=role-ana-shop-test&email=ana%40shop.test&change=role&role=viewer",
        ),
        ("/admin/account", "form=begin_factor"),
        ("/admin/audit", "form=export_audit&format=csv"),
        (
            &format!("/admin/events/{SLUG}/settings"),
            &format!("form=archive_event&slug={SLUG}&confirm={SLUG}"),
        ),
    ] {
        let page = ana.submit(path, form).await.expect(422);
        assert!(
            Document::parse(&page.text())
                .text(".proof .error")
                .contains("password"),
            "{path} {form}"
        );
    }
    assert!(
        tokens::list(&app.services, &Actor::Console)
            .await
            .unwrap()
            .is_empty()
    );
    let proof = format!("{form}&proof={password}");
    ana.submit("/admin/tokens", &proof).await.expect(200);
    // Proven once, it is enough for a while.
    ana.submit("/admin/tokens", form).await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_code_proves_who_one_is_too_and_once() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Owner).await;
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    let (phone, _) = enrol(&ana).await;
    app.forget_proofs().await;
    let form = format!("form=renew_codes&proof={}", phone.code(0));
    ana.submit(ACCOUNT, &form).await.expect(200);
    app.forget_proofs().await;
    ana.submit(ACCOUNT, &form).await.expect(422);
    app.stop().await;
}
