//! People come in by invitation, are trusted with more or less, and go: and whatever changes that ends their sessions.

use lineside::domain::operator::{Actor, Email, Role};
use lineside::service::{invitations, operators};

use crate::support::desk::Desk;
use crate::support::{Document, SLUG, TestApp};

const PASSWORD: &str = "three+green+lamps";

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

/// Invites somebody by the form; tells the path of their link.
async fn invite(owner: &Desk, who: &str, role: &str) -> String {
    let form = format!("form=invite&email={}&role={role}", who.replace('@', "%40"));
    let page = owner.submit("/admin/people", &form).await.expect(200);
    assert_eq!(page.header("cache-control"), "no-store");
    let link = Document::parse(&page.text()).text(".secrets code");
    let path = link
        .strip_prefix("https://status.example")
        .expect("our address");
    assert!(path.starts_with("/admin/join/"), "{path}");
    path.to_owned()
}

fn join_form(password: &str) -> String {
    format!("password={password}&again={password}")
}

#[tokio::test]
async fn whoever_is_invited_chooses_a_password_and_is_in_once() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let link = invite(&owner, "Bo@Shop.Test", "writer").await;

    let mut bo = app.desk();
    let page = Document::parse(&bo.get(&link).await.expect(200).text());
    assert!(page.text("main").contains("bo@shop.test"));
    let joined = bo.submit(&link, &join_form(PASSWORD)).await.expect(303);
    bo.keep(&joined);
    let events = Document::parse(&bo.get("/admin").await.expect(200).text());
    assert!(events.text(".who").contains("writer"));
    bo.get("/admin/people").await.expect(403);

    // The link is used up, for whoever has it.
    app.desk().get(&link).await.expect(404);
    app.desk()
        .submit(&link, &join_form("another+good+phrase"))
        .await
        .expect(404);
    let mut again = app.desk();
    again.log_in("bo@shop.test", PASSWORD).await.expect(303);
    assert_eq!(app.audited("invitation.create").await, 1);
    assert_eq!(app.audited("invitation.use").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_gets_in() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let link = invite(&owner, "bo@shop.test", "viewer").await;
    let form = join_form(PASSWORD);
    let (a, b) = (app.desk(), app.desk());
    let (a, b) = tokio::join!(a.submit(&link, &form), b.submit(&link, &form));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    app.stop().await;
}

#[tokio::test]
async fn a_link_that_does_not_work_says_the_same_whatever_the_reason() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let replaced = invite(&owner, "bo@shop.test", "viewer").await;
    let withdrawn = invite(&owner, "bo@shop.test", "viewer").await;
    let invited = invitations::list(&app.services, &Actor::Console)
        .await
        .unwrap();
    invitations::withdraw(&app.services, &Actor::Console, &invited[0].id)
        .await
        .unwrap();
    let expired = invite(&owner, "cy@shop.test", "viewer").await;
    let overtaken = invite(&owner, "dee@shop.test", "viewer").await;
    app.person("dee@shop.test", Role::Viewer).await;
    app.desk()
        .submit(&overtaken, &join_form(PASSWORD))
        .await
        .expect(404);
    app.clock.advance_seconds(72 * 3_600);

    let never = format!("/admin/join/{}", "0".repeat(64));
    let mut texts = Vec::new();
    for link in [&replaced, &withdrawn, &expired, &never] {
        let page = app.desk().get(link).await.expect(404);
        texts.push(Document::parse(&page.text()).text("main"));
        let tried = app
            .desk()
            .submit(link, &join_form(PASSWORD))
            .await
            .expect(404);
        texts.push(Document::parse(&tried.text()).text("main"));
    }
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
    app.stop().await;
}

#[tokio::test]
async fn a_weak_password_is_refused_beside_its_field_and_the_link_still_works() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let link = invite(&owner, "bo.long@shop.test", "viewer").await;
    let bo = app.desk();
    for (password, why) in [
        ("short", "12 characters"),
        ("password1234", "guessed first"),
        ("xx-bo.long-xx", "address"),
    ] {
        let page = bo.submit(&link, &join_form(password)).await.expect(422);
        let page = Document::parse(&page.text());
        assert!(page.text("#password-error").contains(why), "{password}");
        assert_eq!(page.attribute("#password", "value"), "");
    }
    let unlike = format!("password={PASSWORD}&again=other");
    let page = bo.submit(&link, &unlike).await.expect(422);
    assert!(
        Document::parse(&page.text())
            .text("#again-error")
            .contains("not the same")
    );
    bo.submit(&link, &join_form(PASSWORD)).await.expect(303);
    app.stop().await;
}

#[tokio::test]
async fn asking_for_invitations_keeps_nobody_from_logging_in() {
    let app = TestApp::start().await;
    let password = app.person("ana@shop.test", Role::Owner).await;
    for n in 0..40 {
        let link = format!("/admin/join/{n}");
        app.desk().get(&link).await.expect(404);
        app.desk()
            .submit(&link, &join_form(PASSWORD))
            .await
            .expect(404);
    }
    let mut ana = app.desk();
    ana.log_in("ana@shop.test", &password).await.expect(303);
    app.stop().await;
}

#[tokio::test]
async fn an_invitation_is_worth_no_more_than_the_trust_in_whoever_made_it() {
    let app = TestApp::start().await;
    let console = &Actor::Console;
    let (services, owner_email) = (&app.services, email("owner@example.com"));
    app.person("boss@shop.test", Role::Owner).await;
    let owner = app.desk_of(Role::Owner).await;
    let link = invite(&owner, "bo@shop.test", "owner").await;
    operators::disable(services, console, &owner_email)
        .await
        .unwrap();
    app.desk().get(&link).await.expect(404);
    app.desk()
        .submit(&link, &join_form(PASSWORD))
        .await
        .expect(404);

    // Let in again with less, they could invite nobody today.
    operators::enable(services, console, &owner_email)
        .await
        .unwrap();
    app.desk().get(&link).await.expect(200);
    operators::set_role(services, console, &owner_email, Role::Operator)
        .await
        .unwrap();
    app.desk()
        .submit(&link, &join_form(PASSWORD))
        .await
        .expect(404);

    let (_, secret) = invitations::invite(services, console, email("bo@shop.test"), Role::Viewer)
        .await
        .unwrap();
    let link = format!("/admin/join/{secret}");
    app.desk()
        .submit(&link, &join_form(PASSWORD))
        .await
        .expect(303);
    app.stop().await;
}

#[tokio::test]
async fn only_the_hash_of_a_link_is_kept() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let link = invite(&owner, "bo@shop.test", "viewer").await;
    let secret = link.trim_start_matches("/admin/join/").as_bytes();
    for suffix in ["", "-wal"] {
        let bytes = std::fs::read(format!("{}{suffix}", app.database.display())).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
    app.stop().await;
}

#[tokio::test]
async fn another_role_ends_sessions_and_open_boards_at_once() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let writer = app.desk_of(Role::Writer).await;
    let mut board = writer.open_board(SLUG).await;
    board.frame().await;
    let form = "form=change_person&email=writer%40example.com&change=role&role=viewer";
    owner.submit("/admin/people", form).await.expect(303);
    // Long before the next beat, which the test's patience would allow.
    let began = std::time::Instant::now();
    while board.frame().await.event != "bye" {}
    assert!(began.elapsed() < std::time::Duration::from_secs(3));
    assert_eq!(board.next().await, None);
    writer.get("/admin").await.expect(303);
    owner.get("/admin").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn whoever_is_barred_is_out_and_may_be_let_in_again() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let password = app.person("bo@shop.test", Role::Writer).await;
    let mut bo = app.desk();
    bo.log_in("bo@shop.test", &password).await.expect(303);
    let form = |change: &str| format!("form=change_person&email=bo%40shop.test&change={change}");
    owner
        .submit("/admin/people", &form("disable"))
        .await
        .expect(303);
    bo.get("/admin").await.expect(303);
    bo.log_in("bo@shop.test", &password).await.expect(401);
    owner
        .submit("/admin/people", &form("enable"))
        .await
        .expect(303);
    bo.log_in("bo@shop.test", &password).await.expect(303);
    bo.get("/admin").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn the_last_owner_can_neither_be_barred_nor_lose_the_role() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    for change in ["disable", "role"] {
        let form = format!(
            "form=change_person&subject={change}-owner-example-com&email=owner%40example.com&change={change}&role=viewer"
        );
        let page = owner.submit("/admin/people", &form).await.expect(409);
        let page = Document::parse(&page.text());
        assert!(
            page.text("details[open] .error.whole")
                .contains("last owner"),
            "{change}"
        );
    }
    owner.get("/admin/people").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn two_owners_who_bar_each_other_at_once_leave_one() {
    let app = TestApp::start().await;
    app.person("a@shop.test", Role::Owner).await;
    app.person("b@shop.test", Role::Owner).await;
    let people = operators::list(&app.services, &Actor::Console)
        .await
        .unwrap();
    let act = |n: usize| Actor::Operator {
        id: people[n].id.clone(),
        role: Role::Owner,
    };
    let (a, b) = (act(0), act(1));
    let (to_a, to_b) = (email("a@shop.test"), email("b@shop.test"));
    let (one, other) = tokio::join!(
        operators::disable(&app.services, &a, &to_b),
        operators::set_role(&app.services, &b, &to_a, Role::Viewer),
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    app.stop().await;
}

#[tokio::test]
async fn an_owner_sees_every_session_and_ends_one() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let viewer = app.desk_of(Role::Viewer).await;
    let page = Document::parse(&owner.get("/admin/people").await.expect(200).text());
    assert!(page.text("main").contains("viewer@example.com"));
    // Its own session is marked, and listed first among nobody else's.
    assert_eq!(page.count("strong.here"), 1);
    let ids = page.attributes("input[name=session]", "value");
    assert_eq!(ids.len(), 2);
    for id in &ids {
        // A viewer ends no session but their own.
        let own = viewer
            .submit("/admin/people", &format!("form=end_session&session={id}"))
            .await;
        assert_eq!(own.status, 403);
    }
    let of_viewer = &ids[0];
    owner
        .submit(
            "/admin/people",
            &format!("form=end_session&session={of_viewer}"),
        )
        .await
        .expect(303);
    viewer.get("/admin").await.expect(303);
    owner.get("/admin").await.expect(200);
    app.stop().await;
}
