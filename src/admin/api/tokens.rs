//! API tokens: what there is, a new one, the end of one.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{DeskError, Revealed, Settled};

/// After how many days a token may end, and how that is said.
pub const LIVES: [(&str, &str); 6] = [
    ("1", "1 day"),
    ("7", "7 days"),
    ("30", "30 days"),
    ("90", "90 days"),
    ("180", "180 days"),
    ("365", "1 year"),
];

/// One token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenEntry {
    /// Its identity.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The one event it is for.
    pub event: Option<String>,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made: String,
    /// When it was last used.
    pub used: Option<String>,
    /// Whether it works, and until when, or since when not.
    pub state: String,
    /// Whether it works.
    pub works: bool,
}

/// What there is, and the events that a token can be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Those that work come first.
    pub tokens: Vec<TokenEntry>,
    /// The slug and the title of each event.
    pub events: Vec<(String, String)>,
}

/// Loads it.
#[server(prefix = "/admin/api", endpoint = "tokens", input = GetUrl)]
pub async fn load_tokens() -> Result<Tokens, DeskError> {
    use std::collections::HashMap;

    use super::desk::{Desk, moment};
    use crate::service::{events, operators, tokens};

    let desk = Desk::here()?;
    let (services, actor) = (desk.services(), &desk.actor);
    let loading = async {
        let tokens = tokens::list(services, actor).await?;
        let people = operators::list(services, actor).await?;
        Ok((tokens, people, events::list(services, actor).await?))
    };
    let (tokens, people, events) = loading.await.map_err(|error| desk.told(error))?;
    let now = services.clock.now();
    let names: HashMap<_, _> = people
        .iter()
        .map(|person| (format!("operator:{}", person.id), person.email.as_str()))
        .collect();
    let slugs: HashMap<_, _> = events.iter().map(|e| (&e.id, e.slug.as_str())).collect();
    let mut entries: Vec<_> = tokens
        .into_iter()
        .map(|token| {
            let made_by = token.created_by.as_deref().unwrap_or("console");
            let (works, state) = match (token.revoked_at, token.expires_at) {
                (Some(at), _) => (false, format!("revoked {}", moment(at, now))),
                (None, Some(at)) if at <= now => (false, format!("ended {}", moment(at, now))),
                (None, Some(at)) => (true, format!("until {}", moment(at, now))),
                (None, None) => (true, "without end".to_owned()),
            };
            let event = token.event_id.as_ref();
            TokenEntry {
                id: token.id.to_string(),
                name: token.name,
                event: event.map(|id| (*slugs.get(id).unwrap_or(&"an archived event")).to_owned()),
                scopes: token
                    .scopes
                    .iter()
                    .map(|scope| scope.as_str().to_owned())
                    .collect(),
                made_by: (*names.get(made_by).unwrap_or(&"console")).to_owned(),
                made: moment(token.created_at, now),
                used: token.last_used_at.map(|at| moment(at, now)),
                state,
                works,
            }
        })
        .collect();
    entries.sort_by_key(|entry| !entry.works);
    let event = |e: &crate::domain::event::Event| (e.slug.to_string(), e.title.as_str().to_owned());
    Ok(Tokens {
        tokens: entries,
        events: events.iter().map(event).collect(),
    })
}

/// Makes a token; the answer is its secret.
#[server(prefix = "/admin/api", endpoint = "create_token")]
pub async fn create_token(
    #[server(default)] name: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] event: String,
    #[server(default)] days: String,
) -> Result<Revealed, DeskError> {
    use super::FieldError;
    use super::desk::Desk;
    use crate::domain::event::Slug;
    use crate::domain::operator::Scope;
    use crate::service::tokens::{NewToken, create};

    let desk = Desk::confirmed().await?;
    let mut wrong = Vec::new();
    let mut refuse = |field: &str, message: &str| {
        wrong.push(FieldError {
            field: field.to_owned(),
            message: message.to_owned(),
        });
    };
    if name.trim().is_empty() {
        refuse(
            "name",
            "say what it is for, so that you know later what to revoke",
        );
    }
    let scopes: Vec<_> = scopes
        .iter()
        .filter_map(|scope| Scope::parse(scope).ok())
        .collect();
    if scopes.is_empty() {
        refuse("scopes", "choose what it may do");
    }
    let known = LIVES.iter().find(|(value, _)| *value == days.trim());
    let lives_s = known
        .and_then(|(value, _)| value.parse::<i64>().ok())
        .map(|n| n * 86_400);
    if lives_s.is_none() {
        refuse("days", "choose when it ends");
    }
    let slug = Some(event.trim())
        .filter(|slug| !slug.is_empty())
        .map(Slug::parse);
    if matches!(slug, Some(Err(_))) {
        refuse("event", "there is no such event");
    }
    if !wrong.is_empty() {
        return Err(DeskError::invalid(wrong));
    }

    let new = NewToken {
        name: name.trim().to_owned(),
        event: slug.and_then(Result::ok),
        scopes,
        expires_at: lives_s.map(|seconds| desk.services().clock.now().plus_seconds(seconds)),
    };
    let (token, secret) = create(desk.services(), &desk.actor, new)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Revealed {
        title: format!("The token “{}” is made", token.name),
        note: "Copy it to the machine that needs it now: it is shown only this once, and kept nowhere.".to_owned(),
        secrets: vec![secret],
    })
}

/// Revokes a token for good.
#[server(prefix = "/admin/api", endpoint = "revoke_token")]
pub async fn revoke_token(id: String) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::domain::id::TokenId;
    use crate::service::tokens::revoke;

    // No proof is asked for: a token that leaked has to go at once.
    let desk = Desk::here()?;
    revoke(desk.services(), &desk.actor, &TokenId::new(id))
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::TokenRevoked)
}
