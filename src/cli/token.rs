//! `lineside token …`: the secrets that machines use.

use std::collections::HashMap;

use clap::{Args, Subcommand};
use serde_json::json;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::Json;
use crate::config::Settings;
use crate::domain::event::Slug;
use crate::domain::id::{EventId, TokenId};
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::service::tokens::{self, NewToken};
use crate::service::{Services, events};
use crate::store::StoredToken;

const DAY_S: i64 = 86_400;

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a token; prints it once, alone on the last line
    #[command(
        after_help = "Example:\n  lineside token create --event spring-drop --scope ingest,publish --expires-in-days 30"
    )]
    Create(CreateFlags),
    /// List tokens, without their secrets
    List {
        #[command(flatten)]
        json: Json,
    },
    /// Revoke a token for good
    Revoke {
        /// Its identity, as `token list` shows it
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// The token to make.
#[derive(Debug, Args)]
pub struct CreateFlags {
    /// What it is called, to tell it from others
    #[arg(long, env = "LINESIDE_NAME", default_value = "")]
    name: String,
    /// The one event it is for [default: every event]
    #[arg(long, env = "LINESIDE_EVENT", value_name = "SLUG", value_parser = Slug::parse)]
    event: Option<Slug>,
    /// What it may do: ingest, publish, inventory, manage; several with commas
    #[arg(long, env = "LINESIDE_SCOPE", value_delimiter = ',', required = true, value_parser = Scope::parse)]
    scope: Vec<Scope>,
    /// After how many days it ends [default: never]
    #[arg(long, env = "LINESIDE_EXPIRES_IN_DAYS", value_name = "N",
          value_parser = clap::value_parser!(u16).range(1..))]
    expires_in_days: Option<u16>,
    #[command(flatten)]
    json: Json,
}

/// Does it.
pub async fn run(command: Command, settings: &Settings, out: &mut Out) -> Result<()> {
    with_services(settings, Missing::Refuse, async |services| match command {
        Command::Create(flags) => create(services, flags, out).await,
        Command::List { json } => list(services, &json, out).await,
        Command::Revoke { id } => {
            tokens::revoke(services, &Actor::Console, &TokenId::new(&id)).await?;
            out.note(&format!("token {id} is revoked"));
            Ok(())
        }
    })
    .await
}

async fn create(services: &Services, flags: CreateFlags, out: &mut Out) -> Result<()> {
    let now = services.clock.now();
    let expires_at = flags
        .expires_in_days
        .map(|days| now.plus_seconds(i64::from(days) * DAY_S));
    let new = NewToken {
        name: flags.name,
        event: flags.event.clone(),
        scopes: flags.scope,
        expires_at,
    };
    let (token, secret) = tokens::create(services, &Actor::Console, new).await?;
    let event = flags.event.as_ref();
    if flags.json.json {
        let made = json!({
            "id": token.id, "name": token.name, "event": event, "scopes": token.scopes, "expires_at": token.expires_at, "token": secret,
        });
        return out.json(&made);
    }
    let what = event.map_or_else(|| "every event".to_owned(), ToString::to_string);
    out.line(&format!(
        "Token {} may {} for {what}; it is told only now:",
        token.id,
        scopes(&token)
    ))?;
    out.line(&secret)
}

async fn list(services: &Services, json: &Json, out: &mut Out) -> Result<()> {
    let tokens = tokens::list(services, &Actor::Console).await?;
    if json.json {
        return out.json(&tokens);
    }
    let events = events::list(services, &Actor::Console).await?;
    let slugs: HashMap<EventId, Slug> = events.into_iter().map(|e| (e.id, e.slug)).collect();
    let now = services.clock.now();
    let row = |token: StoredToken| {
        let event = token.event_id.as_ref().map(|id| slugs.get(id));
        [
            token.id.to_string(),
            token.name.clone(),
            event
                .flatten()
                .map_or("every event", Slug::as_str)
                .to_owned(),
            scopes(&token),
            token.created_at.to_string(),
            token
                .last_used_at
                .map_or_else(|| "never".to_owned(), |at| at.to_string()),
            state(&token, now),
        ]
    };
    out.table(
        ["ID", "NAME", "EVENT", "SCOPES", "MADE", "USED", "STATE"],
        tokens.into_iter().map(row),
    )
}

fn scopes(token: &StoredToken) -> String {
    let names: Vec<_> = token.scopes.iter().map(|scope| scope.as_str()).collect();
    names.join(",")
}

fn state(token: &StoredToken, now: Timestamp) -> String {
    match (token.revoked_at, token.expires_at) {
        (Some(at), _) => format!("revoked {at}"),
        (None, Some(at)) if at <= now => format!("ended {at}"),
        (None, Some(at)) => format!("until {at}"),
        (None, None) => "valid".to_owned(),
    }
}
