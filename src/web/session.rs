//! The desk's log-in sessions: who is there, for how long, and where that is kept.
//!
//! The cookie holds 128 random bits; the store knows only their hash. Sessions run on the machine's clock, not
//! on the application's: a demo that lives a day in minutes must not log its operator out in one.

use std::collections::HashMap;

use async_trait::async_trait;
use serde_json::Value;
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, SessionStore};
use tower_sessions::{Expiry, Session, SessionManagerLayer};

use crate::domain::id::{OperatorId, SessionId};
use crate::domain::operator::Operator;
use crate::domain::time::{Clock, SystemClock, Timestamp};
use crate::error::{Error, Result};
use crate::service::operators::Proven;
use crate::service::sessions::{ABSOLUTE_S, Here};
use crate::service::{Services, new_id, operators, sessions, sha256_hex};
use crate::store::{Begun, Store, StoredSession};

/// For how long a session may lie idle.
const IDLE_MIN: i64 = 60;
/// For how long a code is waited for after the password, in seconds.
const HALF_S: i64 = 300;
/// How much of what a browser calls itself is kept, in characters.
const MAX_BROWSER: usize = 200;

/// Keys of what a session remembers.
const ID: &str = "id";
const OPERATOR: &str = "operator";
const SINCE: &str = "since";
const AUTHENTICATED: &str = "authenticated";
const SEEN: &str = "seen";
const NETWORK: &str = "network";
const BROWSER: &str = "browser";
/// Who has given their password and not yet their code.
const HALF: &str = "half";
const HALF_SINCE: &str = "half_since";
const HALF_CREDENTIAL: &str = "half_credential";

/// Where somebody sits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The network that their attempts count for.
    pub network: String,
    /// What their browser calls itself.
    pub browser: String,
}

/// Keeps sessions in the store.
#[derive(Debug, Clone)]
pub struct Sessions(Store);

/// The layer that gives every request of the desk its session.
pub fn layer(store: Store, base_url: &str) -> SessionManagerLayer<Sessions> {
    // Browsers take the prefix only over TLS; without TLS there is nothing to protect the name with.
    let secure = base_url.starts_with("https://");
    SessionManagerLayer::new(Sessions(store))
        .with_name(if secure {
            "__Host-lineside"
        } else {
            "lineside"
        })
        .with_secure(secure)
        .with_http_only(true)
        // A link to the board from a chat must not arrive signed out.
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::minutes(IDLE_MIN)))
}

/// Begins an operator's session under a new identifier, so that one planted before log-in is worth nothing.
pub async fn begin(
    session: &Session,
    services: &Services,
    proven: &Proven,
    seat: &Seat,
) -> Result<()> {
    let now = SystemClock.now();
    renew(session, services).await?;
    for key in [HALF, HALF_SINCE, HALF_CREDENTIAL] {
        session.remove_value(key).await.map_err(failed)?;
    }
    let browser: String = seat.browser.chars().take(MAX_BROWSER).collect();
    let here = Here {
        id: SessionId::new(new_id(now)),
        network: seat.network.clone(),
    };
    insert(session, ID, here.id.as_str()).await?;
    insert(session, OPERATOR, proven.operator.id.as_str()).await?;
    insert(session, SINCE, now.as_millis()).await?;
    insert(session, AUTHENTICATED, now.as_millis()).await?;
    insert(session, NETWORK, seat.network.as_str()).await?;
    insert(session, BROWSER, browser.as_str()).await?;
    touch(session, now).await?;
    session.save().await.map_err(failed)?;
    let begun = sessions::begin(services, proven, &here, &browser).await;
    if begun.is_err() {
        end(session).await?;
    }
    begun
}

/// Remembers who has given their password, until they give their code. They are nobody yet.
pub async fn begin_half(session: &Session, services: &Services, proven: &Proven) -> Result<()> {
    renew(session, services).await?;
    session.clear().await;
    insert(session, HALF, proven.operator.id.as_str()).await?;
    insert(session, HALF_CREDENTIAL, proven.credential.as_str()).await?;
    insert(session, HALF_SINCE, SystemClock.now().as_millis()).await
}

/// Who has given their password here in the last minutes, and still has to give their code.
pub async fn half(session: &Session, services: &Services) -> Result<Option<Proven>> {
    let id: Option<String> = session.get(HALF).await.map_err(failed)?;
    let since: Option<i64> = session.get(HALF_SINCE).await.map_err(failed)?;
    let credential: Option<String> = session.get(HALF_CREDENTIAL).await.map_err(failed)?;
    let (Some(id), Some(since), Some(credential)) = (id, since, credential) else {
        return Ok(None);
    };
    let until = Timestamp::from_millis(since).plus_seconds(HALF_S);
    if SystemClock.now() >= until {
        end(session).await?;
        return Ok(None);
    }
    let found = operators::find(services, &OperatorId::new(id)).await?;
    Ok(found.map(|operator| Proven {
        operator,
        credential,
    }))
}

async fn renew(session: &Session, services: &Services) -> Result<()> {
    let mut tx = services.store.write().await?;
    tx.delete_expired_sessions(SystemClock.now()).await?;
    tx.commit().await?;
    session.cycle_id().await.map_err(failed)
}

/// The operator whose session this is, and what they call it, if it has not ended and they may still be there.
pub async fn operator(
    session: &Session,
    services: &Services,
    network: &str,
) -> Result<Option<(Operator, Here)>> {
    let now = SystemClock.now();
    let id: Option<String> = session.get(OPERATOR).await.map_err(failed)?;
    let name: Option<String> = session.get(ID).await.map_err(failed)?;
    let since: Option<i64> = session.get(SINCE).await.map_err(failed)?;
    let (Some(id), Some(name), Some(since)) = (id, name, since) else {
        return Ok(None);
    };
    let until = Timestamp::from_millis(since).plus_seconds(ABSOLUTE_S);
    let found = if now < until {
        operators::find(services, &OperatorId::new(id)).await?
    } else {
        None
    };
    match &found {
        Some(_) => touch(session, now).await?,
        None => end(session).await?,
    }
    let here = Here {
        id: SessionId::new(name),
        network: network.to_owned(),
    };
    Ok(found.map(|operator| (operator, here)))
}

/// Whether a session that an open stream belongs to is still there, looked up anew.
pub async fn is_open(here: &Here, services: &Services) -> Result<bool> {
    Ok(sessions::find(services, &here.id).await?.is_some())
}

/// Ends a session here and in the store.
pub async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(failed)
}

/// Notes that the session is used. Only a new minute makes it worth a write, which moves the idle limit on.
async fn touch(session: &Session, now: Timestamp) -> Result<()> {
    insert(session, SEEN, now.floor_to(60).as_millis()).await
}

async fn insert(session: &Session, key: &str, value: impl serde::Serialize + Send) -> Result<()> {
    session
        .insert(key, serde_json::json!(value))
        .await
        .map_err(failed)
}

fn failed(error: tower_sessions::session::Error) -> Error {
    Error::internal("keeping a session", error)
}

fn hash(id: &Id) -> String {
    sha256_hex(id.to_string())
}

fn stored(record: &Record) -> session_store::Result<StoredSession> {
    let data = serde_json::to_string(&record.data);
    let text = |key| record.data.get(key).and_then(|value| value.as_str());
    let time = |key| {
        let millis = record.data.get(key).and_then(Value::as_i64);
        millis.map(Timestamp::from_millis)
    };
    let begun = || {
        Some(Begun {
            id: SessionId::new(text(ID)?),
            at: time(SINCE)?,
            authenticated_at: time(AUTHENTICATED)?,
            seen_at: time(SEEN)?,
            network: text(NETWORK)?.to_owned(),
            browser: text(BROWSER)?.to_owned(),
        })
    };
    Ok(StoredSession {
        operator: text(OPERATOR).or_else(|| text(HALF)).map(OperatorId::new),
        begun: begun(),
        data: data.map_err(|error| session_store::Error::Encode(error.to_string()))?,
        expires_at: Timestamp::from_millis(record.expiry_date.unix_timestamp() * 1_000),
    })
}

fn backend(error: impl std::borrow::Borrow<Error>) -> session_store::Error {
    let error = error.borrow();
    let source = std::error::Error::source(error).map(ToString::to_string);
    session_store::Error::Backend(source.unwrap_or_else(|| error.to_string()))
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let session = stored(record)?;
        let mut tx = self.0.write().await.map_err(backend)?;
        while !tx
            .insert_session(&hash(&record.id), &session)
            .await
            .map_err(backend)?
        {
            record.id = Id::default();
        }
        tx.commit().await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let mut tx = self.0.write().await.map_err(backend)?;
        tx.update_session(&hash(&record.id), &stored(record)?)
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let mut tx = self.0.read().await.map_err(backend)?;
        let found = tx.find_session(&hash(id), SystemClock.now()).await;
        let Some(found) = found.map_err(backend)? else {
            return Ok(None);
        };
        let mut data: HashMap<String, Value> = serde_json::from_str(&found.data)
            .map_err(|error| session_store::Error::Decode(error.to_string()))?;
        if let Some(at) = found.authenticated_at {
            data.insert(AUTHENTICATED.to_owned(), at.as_millis().into());
        }
        let expires_s = found.expires_at.as_millis() / 1_000;
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires_s)
            .map_err(|error| session_store::Error::Decode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let mut tx = self.0.write().await.map_err(backend)?;
        tx.delete_session(&hash(id)).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::operator::{Actor, Email, Role};
    use crate::live::Live;
    use crate::service::LogInThrottle;
    use crate::service::rehearsals::Players;

    async fn services(dir: &tempfile::TempDir) -> Services {
        let url = format!("sqlite://{}", dir.path().join("test.db").display());
        Services {
            store: Store::open(&url).await.unwrap(),
            live: Live::default(),
            clock: Arc::new(SystemClock),
            players: Players::default(),
        }
    }

    fn seat() -> Seat {
        Seat {
            network: "192.0.2.1".to_owned(),
            browser: "A browser".to_owned(),
        }
    }

    /// Whose session this is.
    async fn whose(session: &Session, services: &Services) -> Option<Operator> {
        let found = operator(session, services, "192.0.2.1").await.unwrap();
        found.map(|(operator, _)| operator)
    }

    async fn here(session: &Session, services: &Services) -> Here {
        let found = operator(session, services, "192.0.2.1").await.unwrap();
        found.unwrap().1
    }

    /// Somebody of this role who has just given their password.
    async fn proven(services: &Services, role: Role) -> Proven {
        let email = Email::parse("ana@example.com").unwrap();
        let made = operators::create(services, &Actor::Console, email, role).await;
        let (operator, password) = made.unwrap();
        let throttle = LogInThrottle::default();
        let email = operator.email.as_str();
        operators::log_in(services, &throttle, email, &password, "192.0.2.1")
            .await
            .unwrap()
    }

    async fn logged_in(services: &Services, role: Role) -> (Session, Operator) {
        let proven = proven(services, role).await;
        let session = at(services, None);
        begin(&session, services, &proven, &seat()).await.unwrap();
        (session, proven.operator)
    }

    fn at(services: &Services, id: Option<Id>) -> Session {
        Session::new(id, Arc::new(Sessions(services.store.clone())), None)
    }

    #[tokio::test]
    async fn a_session_is_found_by_its_cookie_and_stored_under_its_hash() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, ana) = logged_in(&services, Role::Owner).await;
        let again = at(&services, session.id());
        assert_eq!(whose(&again, &services).await, Some(ana));

        let id = session.id().unwrap();
        let mut tx = services.store.read().await.unwrap();
        let plain = tx.find_session(&id.to_string(), SystemClock.now()).await;
        assert_eq!(plain.unwrap(), None);
    }

    #[tokio::test]
    async fn disabling_an_operator_ends_their_sessions_and_their_streams() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, ana) = logged_in(&services, Role::Writer).await;
        let here = here(&session, &services).await;
        assert!(is_open(&here, &services).await.unwrap());
        operators::disable(&services, &Actor::Console, &ana.email)
            .await
            .unwrap();
        assert!(!is_open(&here, &services).await.unwrap());
        let again = at(&services, session.id());
        assert_eq!(whose(&again, &services).await, None);
    }

    #[tokio::test]
    async fn a_request_that_ends_late_does_not_bring_a_session_back() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, _) = logged_in(&services, Role::Owner).await;
        let id = session.id();
        let late = at(&services, id);
        whose(&late, &services).await.unwrap();
        end(&session).await.unwrap();
        late.save().await.unwrap();
        assert_eq!(whose(&at(&services, id), &services).await, None);
    }

    #[tokio::test]
    async fn logging_in_gives_a_new_identifier() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let ana = proven(&services, Role::Owner).await;
        let session = at(&services, None);
        begin(&session, &services, &ana, &seat()).await.unwrap();
        let planted = session.id();
        begin(&session, &services, &ana, &seat()).await.unwrap();
        session.save().await.unwrap();
        assert_ne!(session.id(), planted);
        let old = at(&services, planted);
        assert_eq!(whose(&old, &services).await, None);
    }

    #[tokio::test]
    async fn a_session_keeps_its_name_when_its_identifier_changes() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, ana) = logged_in(&services, Role::Owner).await;
        let (old, name) = (session.id(), here(&session, &services).await);
        session.cycle_id().await.unwrap();
        session.save().await.unwrap();
        assert_ne!(session.id(), old);
        assert_eq!(whose(&at(&services, old), &services).await, None);
        let new = at(&services, session.id());
        assert_eq!(
            operator(&new, &services, "192.0.2.1").await.unwrap(),
            Some((ana, name))
        );
    }

    #[tokio::test]
    async fn a_password_alone_makes_nobody_of_whom_a_code_is_asked() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let ana = proven(&services, Role::Owner).await;
        let session = at(&services, None);
        begin_half(&session, &services, &ana).await.unwrap();
        session.save().await.unwrap();
        assert_eq!(whose(&session, &services).await, None);
        let again = at(&services, session.id());
        assert_eq!(half(&again, &services).await.unwrap(), Some(ana));

        let long_ago = SystemClock.now().plus_seconds(-HALF_S);
        insert(&again, HALF_SINCE, long_ago.as_millis())
            .await
            .unwrap();
        assert_eq!(half(&again, &services).await.unwrap(), None);
        assert_eq!(
            half(&at(&services, session.id()), &services).await.unwrap(),
            None
        );
    }

    #[tokio::test]
    async fn a_password_that_was_replaced_meanwhile_begins_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let ana = proven(&services, Role::Owner).await;
        let owner = Actor::Operator {
            id: ana.operator.id.clone(),
            role: Role::Owner,
        };
        let waiting = at(&services, None);
        begin_half(&waiting, &services, &ana).await.unwrap();
        let half = half(&waiting, &services).await.unwrap().unwrap();
        // Between the look at the password and the session that it begins.
        operators::reset_password(&services, &Actor::Console, &ana.operator.email)
            .await
            .unwrap();
        for (session, proven) in [(at(&services, None), ana), (waiting, half)] {
            let begun = begin(&session, &services, &proven, &seat()).await;
            assert!(matches!(begun, Err(Error::Unauthorized(_))), "{begun:?}");
            assert_eq!(whose(&session, &services).await, None);
        }
        let open = sessions::list_own(&services, &owner).await;
        assert_eq!(open.unwrap(), []);
    }

    #[tokio::test]
    async fn what_was_proven_meanwhile_stays_proven_when_the_identifier_changes() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, _) = logged_in(&services, Role::Owner).await;
        let here = here(&session, &services).await;
        let later = SystemClock.now().plus_seconds(300);
        let mut tx = services.store.write().await.unwrap();
        tx.update_authenticated(&here.id, later).await.unwrap();
        tx.commit().await.unwrap();
        session.load().await.unwrap();
        session.cycle_id().await.unwrap();
        session.save().await.unwrap();
        let found = sessions::find(&services, &here.id).await.unwrap().unwrap();
        assert_eq!(found.begun.authenticated_at, later);
    }

    #[tokio::test]
    async fn a_session_ends_twelve_hours_after_log_in_however_busy() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, _) = logged_in(&services, Role::Owner).await;
        let here = here(&session, &services).await;
        let long_ago = SystemClock.now().plus_seconds(-12 * 3_600 - 1);
        insert(&session, SINCE, long_ago.as_millis()).await.unwrap();
        session.cycle_id().await.unwrap();
        session.save().await.unwrap();
        assert!(!is_open(&here, &services).await.unwrap());
        assert_eq!(whose(&session, &services).await, None);
    }

    #[tokio::test]
    async fn over_tls_the_cookie_is_bound_to_the_host() {
        use tower::ServiceExt;

        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let begin = async |session: Session| insert(&session, SINCE, 0).await.unwrap();
        for (base_url, expected) in [
            ("https://status.example", ("__Host-lineside=", true)),
            ("http://localhost:3000", ("lineside=", false)),
        ] {
            let desk = axum::Router::new()
                .fallback(begin)
                .layer(layer(services.store.clone(), base_url));
            let request = axum::http::Request::new(axum::body::Body::empty());
            let answer = desk.oneshot(request).await.unwrap();
            let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
            assert!(cookie.starts_with(expected.0), "{cookie}");
            assert_eq!(cookie.contains("Secure"), expected.1, "{cookie}");
            for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=3600"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }
}
