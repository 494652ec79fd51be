//! `lineside post`: the way to say something when the desk does not work.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::{Json, time};
use crate::config::Settings;
use crate::domain::event::{Event, Slug};
use crate::domain::locale::Locale;
use crate::domain::message::{Due, Severity};
use crate::domain::operator::Actor;
use crate::error::{Error, Result};
use crate::service::events;
use crate::service::messages::{self, NewMessage, Wording};

/// What to say.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lineside post --event spring-drop --template high_traffic
  lineside post --event spring-drop --template low_stock --set item='Aurora EU 42' --set remaining_band=50
  lineside post --event spring-drop --template line_paused --next-update-in-min 10
  lineside post --event spring-drop --text 'Doors open ten minutes late.' --severity warning --pin
  lineside post --event spring-drop --text 'Doors at eleven.' --translation fr='Ouverture à onze heures.'
  lineside post --event spring-drop --template opens_soon --publish-at 2026-11-23T09:45 --expires-at 2026-11-23T10:00")]
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
    /// The same text in another language; repeat for several (in the environment: one a line)
    #[arg(long, env = "LINESIDE_TRANSLATION", value_name = "LANG=TEXT", value_delimiter = '\n', requires = "text",
          value_parser = translation)]
    translation: Vec<(Locale, String)>,
    /// How loud it is: info, notice, warning or critical [default: the template's; notice for a text]
    #[arg(long, env = "LINESIDE_SEVERITY", value_parser = Severity::parse)]
    severity: Option<Severity>,
    /// Promise the next update within so many minutes
    #[arg(long, env = "LINESIDE_NEXT_UPDATE_IN_MIN", value_name = "N",
          value_parser = clap::value_parser!(u16).range(1..))]
    next_update_in_min: Option<u16>,
    /// Let it stand first, whatever is said after it; what stood there before steps down
    #[arg(long, env = "LINESIDE_PIN", value_parser = clap::builder::BoolishValueParser::new())]
    pin: bool,
    /// When it leaves the page by itself, as RFC 3339 or as the event's clocks show it
    #[arg(long, env = "LINESIDE_EXPIRES_AT", value_name = "TIME")]
    expires_at: Option<String>,
    /// When it is published, by a server that runs then; at most 30 days ahead
    #[arg(long, env = "LINESIDE_PUBLISH_AT", value_name = "TIME")]
    publish_at: Option<String>,
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

fn translation(text: &str) -> std::result::Result<(Locale, String), String> {
    let (lang, text) = value(text).map_err(|_| "write it like fr='Bonjour'".to_owned())?;
    let lang = Locale::parse(&lang).map_err(|error| error.to_string())?;
    Ok((lang, text))
}

/// Posts it, or schedules it, and prints its identity.
pub async fn run(flags: Flags, settings: &Settings, out: &mut Out) -> Result<()> {
    let json = flags.json.json;
    let slug = flags.event.clone();
    let id = with_services(settings, Missing::Refuse, async |services| {
        let event = events::find(services, &Actor::Console, &slug).await?;
        let at = flags.publish_at.as_deref();
        let at = at
            .map(|text| time("publish_at", text, &event))
            .transpose()?;
        let (by, new) = (Actor::Console, worded(&event, flags)?);
        let done = match at {
            Some(at) => messages::schedule(services, &by, &slug, new, at, None).await?,
            None => messages::post(services, &by, &slug, new, None).await?,
        };
        Ok(done.id.id)
    })
    .await?;
    if json {
        out.json(&json!({ "id": id }))
    } else {
        out.line(id.as_str())
    }
}

fn worded(event: &Event, flags: Flags) -> Result<NewMessage> {
    let expires = flags.expires_at.as_deref();
    let expires = expires.map(|text| time("expires_at", text, event));
    let wording = match (flags.template, flags.text) {
        (Some(template), _) => Wording::Template {
            template,
            values: flags.set.into_iter().collect(),
            edited: BTreeMap::new(),
        },
        (None, Some(text)) => {
            let own = (flags.lang.unwrap_or(event.default_locale), text);
            Wording::Text {
                text: flags.translation.into_iter().chain([own]).collect(),
                severity: Severity::Notice,
            }
        }
        (None, None) => return Err(Error::invalid("text", "give --template or --text")),
    };
    let minutes = flags.next_update_in_min.map(u32::from);
    Ok(NewMessage {
        severity: flags.severity,
        next_update: minutes.map(Due::InMinutes),
        pinned: flags.pin,
        expiry: expires.transpose()?.map(Due::At),
        ..NewMessage::plain(wording)
    })
}
