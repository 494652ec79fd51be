//! The desk's log-in sessions: who is there, for how long, and where that is kept.
//!
//! The cookie holds 128 random bits; the store knows only their hash. Sessions run on the machine's clock, not
//! on the application's: a demo that lives a day in minutes must not log its operator out in one.

use async_trait::async_trait;
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, SessionStore};
use tower_sessions::{Expiry, Session, SessionManagerLayer};

use crate::domain::id::OperatorId;
use crate::domain::operator::Operator;
use crate::domain::time::{Clock, SystemClock, Timestamp};
use crate::error::{Error, Result};
use crate::service::{Services, operators, sha256_hex};
use crate::store::{Store, StoredSession};

/// For how long a session may lie idle.
const IDLE_MIN: i64 = 60;
/// For how long a session lasts at most.
const ABSOLUTE_S: f64 = 12.0 * 3_600.0;

/// Keys of what a session remembers.
const OPERATOR: &str = "operator";
const SINCE: &str = "since";
const SEEN: &str = "seen";

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
pub async fn begin(session: &Session, services: &Services, operator: &Operator) -> Result<()> {
    let now = SystemClock.now();
    let mut tx = services.store.write().await?;
    tx.delete_expired_sessions(now).await?;
    tx.commit().await?;
    session.cycle_id().await.map_err(failed)?;
    insert(session, OPERATOR, operator.id.as_str()).await?;
    insert(session, SINCE, now.as_millis()).await?;
    touch(session, now).await
}

/// The operator whose session this is, if it has not ended and they may still be there.
pub async fn operator(session: &Session, services: &Services) -> Result<Option<Operator>> {
    let now = SystemClock.now();
    let id: Option<String> = session.get(OPERATOR).await.map_err(failed)?;
    let since: Option<i64> = session.get(SINCE).await.map_err(failed)?;
    let (Some(id), Some(since)) = (id, since) else {
        return Ok(None);
    };
    let found = if now.seconds_since(Timestamp::from_millis(since)) < ABSOLUTE_S {
        operators::find(services, &OperatorId::new(id)).await?
    } else {
        None
    };
    match &found {
        Some(_) => touch(session, now).await?,
        None => end(session).await?,
    }
    Ok(found)
}

/// Whether a session that an open stream belongs to is still there, looked up anew.
pub async fn is_open(session: &Session, services: &Services) -> Result<bool> {
    let Some(id) = session.id() else {
        return Ok(false);
    };
    let store = std::sync::Arc::new(Sessions(services.store.clone()));
    let again = Session::new(Some(id), store, None);
    let since: Option<i64> = again.get(SINCE).await.map_err(failed)?;
    let operator: Option<String> = again.get(OPERATOR).await.map_err(failed)?;
    let (Some(since), Some(operator)) = (since, operator) else {
        return Ok(false);
    };
    let age_s = SystemClock
        .now()
        .seconds_since(Timestamp::from_millis(since));
    let found = operators::find(services, &OperatorId::new(operator)).await?;
    Ok(age_s < ABSOLUTE_S && found.is_some())
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
    let operator = record.data.get(OPERATOR).and_then(|id| id.as_str());
    Ok(StoredSession {
        operator: operator.map(OperatorId::new),
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
        let data = serde_json::from_str(&found.data)
            .map_err(|error| session_store::Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(found.expires_at.as_millis() / 1_000)
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

    async fn services(dir: &tempfile::TempDir) -> Services {
        let url = format!("sqlite://{}", dir.path().join("test.db").display());
        Services {
            store: Store::open(&url).await.unwrap(),
            live: Live::default(),
            clock: Arc::new(SystemClock),
        }
    }

    async fn logged_in(services: &Services, role: Role) -> (Session, Operator) {
        let email = Email::parse("ana@example.com").unwrap();
        let made = operators::create(services, &Actor::Console, email, role).await;
        let operator = made.unwrap().0;
        let session = at(services, None);
        begin(&session, services, &operator).await.unwrap();
        session.save().await.unwrap();
        (session, operator)
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
        assert_eq!(operator(&again, &services).await.unwrap(), Some(ana));

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
        assert!(is_open(&session, &services).await.unwrap());
        operators::disable(&services, &Actor::Console, &ana.email)
            .await
            .unwrap();
        assert!(!is_open(&session, &services).await.unwrap());
        let again = at(&services, session.id());
        assert_eq!(operator(&again, &services).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_request_that_ends_late_does_not_bring_a_session_back() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, _) = logged_in(&services, Role::Owner).await;
        let id = session.id();
        let late = at(&services, id);
        operator(&late, &services).await.unwrap();
        end(&session).await.unwrap();
        late.save().await.unwrap();
        assert_eq!(operator(&at(&services, id), &services).await.unwrap(), None);
    }

    #[tokio::test]
    async fn logging_in_gives_a_new_identifier() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, ana) = logged_in(&services, Role::Owner).await;
        let planted = session.id();
        begin(&session, &services, &ana).await.unwrap();
        session.save().await.unwrap();
        assert_ne!(session.id(), planted);
        let old = at(&services, planted);
        assert_eq!(operator(&old, &services).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_session_ends_twelve_hours_after_log_in_however_busy() {
        let dir = tempfile::tempdir().unwrap();
        let services = services(&dir).await;
        let (session, _) = logged_in(&services, Role::Owner).await;
        let long_ago = SystemClock.now().plus_seconds(-12 * 3_600 - 1);
        insert(&session, SINCE, long_ago.as_millis()).await.unwrap();
        session.save().await.unwrap();
        assert!(!is_open(&session, &services).await.unwrap());
        assert_eq!(operator(&session, &services).await.unwrap(), None);
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
