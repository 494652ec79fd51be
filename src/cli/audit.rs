//! `lineside audit`: who did what, newest first.

use clap::Args;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::Json;
use crate::config::Settings;
use crate::domain::audit::{AuditFilter, AuditRecord};
use crate::domain::event::Slug;
use crate::domain::operator::Actor;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::service::audit::{PAGE, search};

/// What to look for.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  lineside audit --action message --event spring-drop --from 2026-11-23T00:00:00Z --limit 1000 --json"
)]
pub struct Flags {
    /// Who, as the log names them: console, operator:ID or token:ID
    #[arg(long, env = "LINESIDE_ACTOR")]
    actor: Option<String>,
    /// What: message.post, or message for all that begins with it
    #[arg(long, env = "LINESIDE_ACTION")]
    action: Option<String>,
    /// About which event
    #[arg(long, env = "LINESIDE_EVENT", value_name = "SLUG", value_parser = Slug::parse)]
    event: Option<Slug>,
    /// What the entry says somewhere
    #[arg(long, env = "LINESIDE_TEXT")]
    text: Option<String>,
    /// From when on, like 2026-11-23T10:00:00Z
    #[arg(long, env = "LINESIDE_FROM", value_parser = Timestamp::parse)]
    from: Option<Timestamp>,
    /// Before when
    #[arg(long, env = "LINESIDE_TO", value_parser = Timestamp::parse)]
    to: Option<Timestamp>,
    /// How many at most
    #[arg(long, env = "LINESIDE_LIMIT", value_name = "N", default_value_t = 100,
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    limit: u32,
    #[command(flatten)]
    json: Json,
}

/// Prints it; as JSON, one entry a line.
pub async fn run(flags: Flags, settings: &Settings, out: &mut Out) -> Result<()> {
    let filter = AuditFilter {
        actor: flags.actor,
        action: flags.action,
        event: flags.event,
        text: flags.text,
        from: flags.from,
        to: flags.to,
    };
    with_services(settings, Missing::Refuse, async |services| {
        let (mut left, mut before, mut found) = (flags.limit, None, Vec::new());
        while left > 0 {
            let page = search(services, &Actor::Console, &filter, before, left.min(PAGE)).await?;
            left -= u32::try_from(page.entries.len()).unwrap_or(left).min(left);
            if flags.json.json {
                page.entries.iter().try_for_each(|entry| out.json(entry))?;
            } else {
                found.extend(page.entries);
            }
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        if flags.json.json {
            return Ok(());
        }
        out.table(
            ["AT", "WHO", "DID", "EVENT", "WHAT"],
            found.into_iter().map(row),
        )
    })
    .await
}

fn row(entry: AuditRecord) -> [String; 5] {
    [
        entry.at.to_string(),
        entry.actor_name.unwrap_or(entry.actor),
        entry.action,
        entry
            .event
            .map_or_else(String::new, |slug| slug.to_string()),
        entry.subject_name.unwrap_or(entry.subject),
    ]
}
