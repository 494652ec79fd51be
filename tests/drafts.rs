//! What is being written: kept by itself, gone on with by anybody, lost by nobody.

use lineside::domain::draft::DraftFields;
use lineside::domain::locale::Locale;
use lineside::domain::message::Severity;
use lineside::domain::operator::{Actor, Email, Role, Scope};
use lineside::error::{Error, Result};
use lineside::service::drafts::{self, Opened, Saved};
use lineside::service::messages::{self, Form, NewMessage, Wording};
use lineside::service::{IdempotencyKey, Services, operators};

use crate::support::{SLUG, TestApp, app};

fn key(text: &str) -> IdempotencyKey {
    IdempotencyKey::parse(text).unwrap()
}

fn fields(text: &str) -> DraftFields {
    let text = ("text[en]".to_owned(), text.to_owned());
    DraftFields::parse([text, ("severity".to_owned(), "notice".to_owned())]).unwrap()
}

async fn person(app: &TestApp, email: &str, role: Role) -> Actor {
    let email = Email::parse(email).unwrap();
    let made = operators::create(&app.services, &Actor::Console, email, role).await;
    Actor::Operator {
        id: made.unwrap().0.id,
        role,
    }
}

/// Saves a form with one text in it.
async fn save(
    services: &Services,
    by: &Actor,
    form: &str,
    opened: Option<&Opened>,
    text: &str,
) -> Result<Saved> {
    drafts::save(
        services,
        by,
        &app::slug(SLUG),
        &key(form),
        opened,
        fields(text),
    )
    .await
}

fn opened(saved: &Saved) -> Opened {
    Opened {
        id: saved.draft.id.clone(),
        version: saved.draft.version,
    }
}

/// What all drafts say, saved last first.
async fn texts(services: &Services) -> Vec<String> {
    let listed = drafts::list(services, &Actor::Console, &app::slug(SLUG)).await;
    let text =
        |draft: &lineside::domain::draft::Draft| draft.fields.get("text[en]").unwrap().to_owned();
    listed
        .unwrap()
        .iter()
        .map(|credited| text(&credited.what))
        .collect()
}

fn own_words(text: &str) -> NewMessage {
    NewMessage::plain(Wording::Text {
        text: [(Locale::En, text.to_owned())].into(),
        severity: Severity::Info,
    })
}

#[tokio::test]
async fn a_form_is_kept_as_one_draft_however_often_it_is_saved_and_outlives_a_restart() {
    let app = TestApp::start().await;
    let ana = person(&app, "ana@example.com", Role::Writer).await;
    let first = save(&app.services, &ana, "f1", None, "Doors")
        .await
        .unwrap();
    // The answer was lost: the form does not know its draft yet.
    let second = save(&app.services, &ana, "f1", None, "Doors at")
        .await
        .unwrap();
    assert_eq!(
        (&first.draft.id, second.draft.version),
        (&second.draft.id, 2)
    );
    let rows = app.rows().await;
    let same = save(&app.services, &ana, "f1", Some(&opened(&first)), "Doors at").await;
    assert_eq!(same.unwrap().draft.version, 2);
    assert_eq!(app.rows().await, rows);

    let app = app.restart().await;
    assert_eq!(texts(&app.services).await, ["Doors at"]);
    let listed = drafts::list(&app.services, &Actor::Console, &app::slug(SLUG)).await;
    assert_eq!(listed.unwrap()[0].by, "ana@example.com");
    app.stop().await;
}

#[tokio::test]
async fn two_operators_on_one_draft_lose_neither_text() {
    let app = TestApp::start().await;
    let ana = person(&app, "ana@example.com", Role::Writer).await;
    let bob = person(&app, "bob@example.com", Role::Owner).await;
    let draft = opened(
        &save(&app.services, &ana, "f0", None, "Doors")
            .await
            .unwrap(),
    );
    let hers = save(&app.services, &ana, "f1", Some(&draft), "Doors at ten")
        .await
        .unwrap();
    assert!(hers.beside.is_none());

    let his = save(&app.services, &bob, "f2", Some(&draft), "Doors at two")
        .await
        .unwrap();
    assert_ne!(his.draft.id, hers.draft.id);
    let beside = his.beside.clone().unwrap();
    assert_eq!(beside.by, "ana@example.com");
    assert_eq!(beside.what.fields.get("text[en]"), Some("Doors at ten"));
    let mut kept = texts(&app.services).await;
    kept.sort();
    assert_eq!(kept, ["Doors at ten", "Doors at two"]);

    // He did not hear of it and goes on as before: still his own, still one.
    let again = save(&app.services, &bob, "f2", Some(&draft), "Doors at two.")
        .await
        .unwrap();
    assert_eq!(again.draft.id, his.draft.id);
    assert!(again.beside.is_some());
    assert_eq!(texts(&app.services).await.len(), 2);
    app.stop().await;
}

#[tokio::test]
async fn what_is_published_is_a_draft_no_more_and_what_others_made_of_it_stays() {
    let app = TestApp::start().await;
    let (ana, slug) = (
        person(&app, "ana@example.com", Role::Writer).await,
        app::slug(SLUG),
    );
    let draft = opened(
        &save(&app.services, &ana, "f0", None, "Doors")
            .await
            .unwrap(),
    );
    let post = async |form: &str, draft: &Opened| {
        let form = Form {
            key: Some(key(form)),
            draft: Some(draft.clone()),
            ..Form::default()
        };
        let (services, new) = (&app.services, own_words("Doors."));
        messages::post(services, &ana, &slug, new, form)
            .await
            .unwrap();
    };
    // Opened and published without another save.
    post("f1", &draft).await;
    assert!(texts(&app.services).await.is_empty());

    let draft = opened(
        &save(&app.services, &ana, "f2", None, "Doors")
            .await
            .unwrap(),
    );
    save(&app.services, &ana, "f3", Some(&draft), "Doors at ten")
        .await
        .unwrap();
    post("f4", &draft).await;
    assert_eq!(texts(&app.services).await, ["Doors at ten"]);

    // A save that was under way when the form was sent brings nothing back.
    let late = save(&app.services, &ana, "f4", Some(&draft), "Doors.").await;
    assert!(matches!(late.unwrap_err(), Error::Conflict(_)));
    assert_eq!(texts(&app.services).await, ["Doors at ten"]);
    app.stop().await;
}

#[tokio::test]
async fn a_draft_is_discarded_as_it_was_looked_at_and_the_audit_log_keeps_it() {
    let app = TestApp::start().await;
    let (ana, slug) = (
        person(&app, "ana@example.com", Role::Writer).await,
        app::slug(SLUG),
    );
    let first = save(&app.services, &ana, "f0", None, "Doors")
        .await
        .unwrap();
    let second = save(&app.services, &ana, "f0", None, "Doors at ten")
        .await
        .unwrap();
    let discard = async |draft: &Opened| drafts::discard(&app.services, &ana, &slug, draft).await;
    let stale = discard(&opened(&first)).await.unwrap_err();
    assert!(matches!(stale, Error::Outdated("draft")), "{stale}");
    discard(&opened(&second)).await.unwrap();
    discard(&opened(&second)).await.unwrap();
    assert!(texts(&app.services).await.is_empty());
    assert_eq!(app.audited("draft.discard").await, 1);
    // Whoever still writes in it goes on in a draft of their own.
    let on = save(
        &app.services,
        &ana,
        "f9",
        Some(&opened(&second)),
        "Doors at eleven",
    )
    .await;
    assert!(on.unwrap().beside.is_none());
    app.stop().await;
}

#[tokio::test]
async fn nothing_is_no_draft_and_nobody_but_writers_has_any() {
    let app = TestApp::start().await;
    let ana = person(&app, "ana@example.com", Role::Writer).await;
    let rows = app.rows().await;
    let blank = save(&app.services, &ana, "f0", None, " ")
        .await
        .unwrap_err();
    assert!(matches!(blank, Error::Invalid(_)), "{blank}");
    let viewer = person(&app, "eve@example.com", Role::Viewer).await;
    let (id, _) = app.token(None, &[Scope::Manage]).await;
    let token = Actor::Token {
        id,
        scopes: vec![Scope::Manage],
        event: None,
    };
    for by in [&viewer, &token] {
        let refused = save(&app.services, by, "f0", None, "Doors")
            .await
            .unwrap_err();
        assert!(matches!(refused, Error::Forbidden(_)), "{refused}");
        let refused = drafts::list(&app.services, by, &app::slug(SLUG)).await;
        assert!(matches!(refused.unwrap_err(), Error::Forbidden(_)));
    }
    assert_eq!(app.rows().await["draft"], rows["draft"]);
    app.stop().await;
}
