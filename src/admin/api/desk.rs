//! What every server function starts from: the application's state and the operator who asks.

use axum::http::Request;
use axum::http::request::Parts;
use leptos::prelude::*;
use tower_sessions::Session;

use super::{BoardNow, DeskError, FieldError, Proof, Trouble, signals_now};
use crate::admin::words::DESK_LOCALE;
use crate::domain::event::{Event, Slug};
use crate::domain::id::{DraftId, SessionId};
use crate::domain::locale::words::Words;
use crate::domain::operator::{Actor, Operator, Scope};
use crate::domain::time::{Timestamp, Zone};
use crate::error::Error;
use crate::service::drafts::Opened;
use crate::service::messages::Expected;
use crate::service::sessions::{Here, confirm};
use crate::service::{IdempotencyKey, KEY_REUSED, Services, authorise, events};
use crate::state::AppState;

/// The state and the operator of one request.
pub struct Desk {
    pub state: AppState,
    pub actor: Actor,
    pub operator: Operator,
    here: Here,
    session: Session,
    request: Option<String>,
}

impl Desk {
    /// Who asks, and of what. Call it before the first `.await`: later the context is another's.
    pub fn here() -> Result<Self, DeskError> {
        let state = use_context::<AppState>();
        let parts = use_context::<Parts>().unwrap_or_else(|| Request::new(()).into_parts().0);
        let operator = parts.extensions.get::<Operator>().cloned();
        let here = parts.extensions.get::<Here>().cloned();
        let session = parts.extensions.get::<Session>().cloned();
        let (Some(state), Some(operator), Some(here), Some(session)) =
            (state, operator, here, session)
        else {
            return Err(DeskError::signed_out());
        };
        let request = parts.headers.get("x-request-id");
        Ok(Self {
            state,
            actor: Actor::Operator {
                id: operator.id.clone(),
                role: operator.role,
            },
            operator,
            here,
            session,
            request: request.and_then(|id| Some(id.to_str().ok()?.to_owned())),
        })
    }

    /// The same for what is dangerous: who asks has proved lately who they are, or does so with the form. Await it first.
    pub async fn confirmed() -> Result<Self, DeskError> {
        let desk = Self::here()?;
        let proof = use_context::<Proof>().map(|Proof(proof)| proof);
        desk.confirm(proof.as_deref()).await?;
        Ok(desk)
    }

    async fn confirm(&self, proof: Option<&str>) -> Result<(), DeskError> {
        let (services, throttle) = (self.services(), &self.state.throttle);
        let confirming = confirm(services, throttle, &self.operator, &self.here, proof);
        confirming.await.map_err(|error| self.told(error))
    }

    /// Counts an attempt to give a password or a code, or refuses it.
    pub fn counted(&self) -> Result<(), DeskError> {
        let counting = self
            .state
            .throttle
            .check(self.operator.email.as_str(), self.network());
        counting.map_err(|error| self.told(error))
    }

    /// What the operator calls the session of this request.
    pub fn session_id(&self) -> &SessionId {
        &self.here.id
    }

    /// The session of this request, and from where it came.
    pub fn place(&self) -> &Here {
        &self.here
    }

    /// The network that the request came from.
    pub fn network(&self) -> &str {
        &self.here.network
    }

    /// Gives the session of this request, which goes on, another identifier.
    pub async fn change_session_id(&self) -> Result<(), DeskError> {
        let changing = async {
            // What the store knows by now: somebody may just have proved who they are.
            self.session.load().await?;
            self.session.cycle_id().await?;
            self.session.save().await
        };
        let failed = |error| self.told(Error::internal("renewing a session", error));
        changing.await.map_err(failed)
    }

    pub fn services(&self) -> &Services {
        &self.state.services
    }

    /// Insists that the operator's role includes something, before anything is looked at on their behalf.
    pub fn require(&self, scope: Scope) -> Result<(), DeskError> {
        authorise(&self.actor, scope).map_err(|error| self.told(error))
    }

    /// A service's error as the operator is told; faults of ours are logged here, once.
    pub fn told(&self, error: Error) -> DeskError {
        let (trouble, message) = match error {
            Error::NotFound(what) => (Trouble::NotFound, format!("There is no such {what}.")),
            Error::Unauthorized(_) => return DeskError::signed_out(),
            Error::Forbidden(_) => return DeskError::forbidden(),
            Error::Invalid(fields) => {
                let fields = fields.into_iter().map(|error| FieldError {
                    field: error.field,
                    message: error.message,
                });
                return DeskError::invalid(fields.collect());
            }
            Error::Conflict(message) if message == KEY_REUSED => {
                let told = "This form was sent before, with other words, and that has been done: look at the page. To do this as well, press the button again.";
                return DeskError {
                    fresh_key: Some(next_key()),
                    ..DeskError::new(Trouble::Conflict, told)
                };
            }
            Error::Conflict(message) => (Trouble::Conflict, sentence(&message)),
            Error::Outdated(_) => (Trouble::Conflict, sentence(&error.to_string())),
            Error::Gone(_) => (Trouble::NotFound, sentence(&error.to_string())),
            Error::TooMany { retry_after_s } => (
                Trouble::TooMany,
                format!("That was a little too often. Try again in {retry_after_s} s."),
            ),
            Error::Unavailable(message) => (Trouble::Unavailable, sentence(message)),
            Error::Internal(source) => {
                let request = self.request.as_deref().unwrap_or("-");
                tracing::error!(request, error = format!("{source:#}"), "the desk failed");
                let quote = self
                    .request
                    .as_ref()
                    .map(|id| format!(" If you report it, quote {id}."));
                let quote = quote.unwrap_or_default();
                (
                    Trouble::Failed,
                    format!("Something went wrong on our side and was noted.{quote}"),
                )
            }
        };
        DeskError::new(trouble, message)
    }

    /// The event that a form is about.
    pub async fn event(&self, slug: &str) -> Result<Event, DeskError> {
        let slug = Slug::parse(slug)
            .map_err(|_| DeskError::new(Trouble::NotFound, "There is no such event."))?;
        events::find(self.services(), &self.actor, &slug)
            .await
            .map_err(|error| self.told(error))
    }

    /// The event as it is now.
    pub async fn board_now(&self, event: &Event) -> Result<BoardNow, DeskError> {
        let live = &self.services().live;
        if live.channel(&event.slug).is_none() {
            // Made a moment ago, perhaps by another process.
            live.changed(&event.id, &event.slug).await;
        }
        let channel = live.channel(&event.slug).ok_or_else(|| {
            DeskError::new(
                Trouble::Unavailable,
                "The event is there, but its page is not made yet. Reload in a second.",
            )
        })?;
        let snapshot = channel.snapshot();
        let page = snapshot.status_page(DESK_LOCALE);
        let now = snapshot.facts.event.time_at(self.services().clock.now());
        let mut board = BoardNow::new(snapshot.revision, page.clone(), channel.streams(), now);
        if self.actor.may(Scope::Publish) {
            let known = (&*snapshot.facts, page);
            let signals = signals_now(self.services(), &self.actor, known, now).await;
            board.signals = signals.map_err(|error| self.told(error))?;
        }
        Ok(board)
    }

    /// On how many screens something about the event is now; none while it is a draft.
    pub fn screens(&self, slug: &Slug) -> Option<usize> {
        let channel = self.services().live.public_channel(slug).ok()?;
        Some(channel.streams())
    }
}

/// The status of the page that a load is for: a screen of something that is not there must not say 200.
pub struct Status(Option<leptos_axum::ResponseOptions>);

impl Status {
    /// The page's. Call it before the first `.await`.
    pub fn here() -> Self {
        Self(use_context())
    }

    /// Gives the page the status of what was loaded.
    pub fn of<T>(self, loaded: Result<T, DeskError>) -> Result<T, DeskError> {
        if let (Err(error), Some(response)) = (&loaded, self.0) {
            response.set_status(error.status_code());
        }
        loaded
    }
}

/// A time as the desk tells it: in UTC, because people may sit anywhere.
pub fn moment(at: Timestamp, now: Timestamp) -> String {
    Words::new(DESK_LOCALE).moment(&Zone::utc(), at, now)
}

/// The key that came with a form.
pub fn key(text: &str) -> Result<IdempotencyKey, DeskError> {
    IdempotencyKey::parse(text).map_err(|_| {
        DeskError::new(
            Trouble::Invalid,
            "The form came without its key. Reload the page and try again.",
        )
    })
}

/// A key for the next form.
pub fn next_key() -> String {
    IdempotencyKey::random().as_str().to_owned()
}

/// The draft that a form went on with, if it was one.
pub fn opened(draft: &str, version: &str) -> Option<Opened> {
    let version = version.parse().ok()?;
    (!draft.is_empty()).then(|| Opened {
        id: DraftId::new(draft),
        version,
    })
}

/// The version that a form was filled with.
pub fn expected(version: &str) -> Expected {
    Expected::OneOf(version.parse().into_iter().collect())
}

/// The minutes of a promise, as a form sends them: nothing, or a number.
pub fn minutes(text: &str) -> Result<Option<u32>, DeskError> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .ok()
            .filter(|minutes| (1..=10_080).contains(minutes))
            .map(Some)
            .ok_or_else(|| {
                DeskError::field("next_in_min", "give a number of minutes, at most a week")
            }),
    }
}

fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => format!(
            "{}{}.",
            first.to_uppercase(),
            chars.as_str().trim_end_matches('.')
        ),
        None => String::new(),
    }
}
