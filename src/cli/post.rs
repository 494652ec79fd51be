//! `lineside post`: the way to say something when the desk does not work.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::Json;
use crate::config::Settings;
use crate::domain::event::Slug;
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::operator::Actor;
use crate::error::{Error, Result};
use crate::service::messages::{self, NewMessage, Wording};
use crate::service::{Services, events};

/// What to say.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lineside post --event spring-drop --template high_traffic
  lineside post --event spring-drop --template low_stock --set item='Aurora EU 42' --set remaining_band=50
  lineside post --event spring-drop --template line_paused --next-update-in-min 10
  lineside post --event spring-drop --text 'Doors open ten minutes late.' --severity warning")]
pub struct Flags {
    /// The event it is about
    #[arg(long, env = "LINESIDE_EVENT", value_name = "SLUG", value_parser = Slug::parse)]
    event: Slug,
    /// A prepared message by its key
    #[arg(
        long,
        env = "LINESIDE_TEMPLATE",
        value_name = "KEY",
        required_unless_present = "text"
    )]
    template: Option<String>,
    /// A value for a placeholder of the template; repeat for several (in the environment: one a line)
    #[arg(long, env = "LINESIDE_SET", value_name = "NAME=VALUE", value_delimiter = '\n',
          conflicts_with = "text", value_parser = value)]
    set: Vec<(String, String)>,
    /// The message in your own words
    #[arg(long, env = "LINESIDE_TEXT", conflicts_with = "template")]
    text: Option<String>,
    /// The language of the text [default: the event's]
    #[arg(long, env = "LINESIDE_LANG", requires = "text", value_parser = Locale::parse)]
    lang: Option<Locale>,
    /// How loud it is: info, notice, warning or critical [default: the template's; notice for a text]
    #[arg(long, env = "LINESIDE_SEVERITY", value_parser = Severity::parse)]
    severity: Option<Severity>,
    /// Promise the next update within so many minutes
    #[arg(long, env = "LINESIDE_NEXT_UPDATE_IN_MIN", value_name = "N",
          value_parser = clap::value_parser!(u16).range(1..))]
    next_update_in_min: Option<u16>,
    #[command(flatten)]
    json: Json,
}

fn value(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it like item='Aurora EU 42'".to_owned()),
    }
}

/// Posts it and prints its identity.
pub async fn run(flags: Flags, settings: &Settings, out: &mut Out) -> Result<()> {
    let json = flags.json.json;
    let slug = flags.event.clone();
    let id = with_services(settings, Missing::Refuse, async |services| {
        let new = worded(services, flags).await?;
        let done = messages::post(services, &Actor::Console, &slug, new, None).await?;
        Ok(done.id.id)
    })
    .await?;
    if json {
        out.json(&json!({ "id": id }))
    } else {
        out.line(id.as_str())
    }
}

async fn worded(services: &Services, flags: Flags) -> Result<NewMessage> {
    let event = events::find(services, &Actor::Console, &flags.event).await?;
    let now = services.clock.now();
    let next_update_by = flags
        .next_update_in_min
        .map(|minutes| now.plus_seconds(i64::from(minutes) * 60));
    let wording = match (flags.template, flags.text) {
        (Some(template), _) => Wording::Template {
            template,
            values: flags.set.into_iter().collect(),
        },
        (None, Some(text)) => Wording::Text {
            text: BTreeMap::from([(flags.lang.unwrap_or(event.default_locale), text)]),
            severity: Severity::Notice,
        },
        (None, None) => return Err(Error::invalid("text", "give --template or --text")),
    };
    Ok(NewMessage {
        wording,
        severity: flags.severity,
        next_update_by,
        automatic: false,
    })
}
