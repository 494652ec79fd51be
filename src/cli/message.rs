//! `lineside message …`: what was said or waits to be, put right or taken back when the desk does not work.

use std::collections::BTreeMap;

use clap::builder::{NonEmptyStringValueParser, TypedValueParser};
use clap::{Args, Subcommand};
use serde_json::json;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::{Json, time};
use crate::config::Settings;
use crate::domain::event::{Event, Slug};
use crate::domain::id::MessageId;
use crate::domain::locale::Locale;
use crate::domain::message::{Message, NewMessage, Severity, Wording, promised_in};
use crate::domain::operator::Actor;
use crate::domain::patch::Patch;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::service::messages::{self, Correction, Expected};
use crate::service::{Services, events};

/// How many messages are listed.
const LISTED: i64 = 100;
/// How much of a text the list shows, in characters.
const EXCERPT: usize = 60;

/// What to do with messages.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the newest messages of an event, newest first, and those that wait for their time
    List {
        /// The event they are about
        #[arg(long, env = "LINESIDE_EVENT", value_name = "SLUG", value_parser = Slug::parse)]
        event: Slug,
        #[command(flatten)]
        json: Json,
    },
    /// Correct a message; the page says that and when
    #[command(
        after_help = "Example:\n  lineside message correct --event spring-drop --id 0197… --text 'Doors open at 11:00.'"
    )]
    Correct(CorrectFlags),
    /// Take a message back; the page says when it was taken back, and no longer what it said. One that waits for its time
    /// is cancelled
    Retract {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        json: Json,
    },
}

/// One message.
#[derive(Debug, Args)]
pub struct Which {
    /// The event it is about
    #[arg(long, env = "LINESIDE_EVENT", value_name = "SLUG", value_parser = Slug::parse)]
    event: Slug,
    /// Its identity, as `message list` and `post` print it
    #[arg(long, env = "LINESIDE_ID", value_parser = NonEmptyStringValueParser::new().map(MessageId::new))]
    id: MessageId,
}

/// A message, and what is to be different about it.
#[derive(Debug, Args)]
pub struct CorrectFlags {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    change: Change,
    #[command(flatten)]
    json: Json,
}

/// What is to be different: one of these at least.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub struct Change {
    /// The new text; it takes the place of the old one in every language
    #[arg(long, env = "LINESIDE_TEXT")]
    text: Option<String>,
    /// The language of the text [default: the event's]
    #[arg(long, env = "LINESIDE_LANG", requires = "text", value_parser = Locale::parse)]
    lang: Option<Locale>,
    /// How loud it is: info, notice, warning or critical
    #[arg(long, env = "LINESIDE_SEVERITY", value_parser = Severity::parse)]
    severity: Option<Severity>,
    /// Promise the next update in so many minutes from now
    #[arg(long, env = "LINESIDE_NEXT_UPDATE_IN_MIN", value_name = "MINUTES",
          value_parser = clap::value_parser!(u16).range(1..=10_080))]
    next_update_in_min: Option<u16>,
    /// Promise no next update any more
    #[arg(long, env = "LINESIDE_NO_NEXT_UPDATE", conflicts_with = "next_update_in_min",
          value_parser = clap::builder::BoolishValueParser::new())]
    no_next_update: bool,
    /// Whether it stands first, whatever is said after it
    #[arg(long, env = "LINESIDE_PIN", value_name = "true|false")]
    pin: Option<bool>,
    /// When it leaves the page by itself, as RFC 3339 or as the event's clocks show it: 2026-11-23T18:00
    #[arg(long, env = "LINESIDE_EXPIRES_AT", value_name = "TIME")]
    expires_at: Option<String>,
    /// Let it stay on the page
    #[arg(long, env = "LINESIDE_NO_EXPIRY", conflicts_with = "expires_at",
          value_parser = clap::builder::BoolishValueParser::new())]
    no_expiry: bool,
    /// When it is published, while it is not
    #[arg(long, env = "LINESIDE_PUBLISH_AT", value_name = "TIME")]
    publish_at: Option<String>,
}

/// Does it.
pub async fn run(command: Command, settings: &Settings, out: &mut Out) -> Result<()> {
    with_services(settings, Missing::Refuse, async |services| match command {
        Command::List { event, json } => list(services, &event, &json, out).await,
        Command::Correct(flags) => correct(services, flags, out).await,
        Command::Retract { which, json } => {
            let Which { event, id } = &which;
            let actor = Actor::Console;
            messages::retract(services, &actor, event, id, &Expected::Any).await?;
            done(id, &json, out)
        }
    })
    .await
}

async fn correct(services: &Services, flags: CorrectFlags, out: &mut Out) -> Result<()> {
    let Which { event, id } = &flags.which;
    let change = flags.change;
    let about = find(services, event).await?;
    let language = change.lang.unwrap_or(about.default_locale);
    let minutes = change.next_update_in_min.map(u32::from);
    let promised = minutes.map(|minutes| promised_in(minutes, services.clock.now()));
    let expires = change.expires_at.as_deref();
    let expires = expires.map(|text| time("expires_at", text, &about));
    let publish = change.publish_at.as_deref();
    let publish = publish.map(|text| time("publish_at", text, &about));
    let correction = Correction {
        text: change.text.map(|text| BTreeMap::from([(language, text)])),
        severity: change.severity,
        next_update_by: if change.no_next_update {
            Patch::Clear
        } else {
            promised.into()
        },
        pinned: change.pin,
        expires_at: if change.no_expiry {
            Patch::Clear
        } else {
            expires.transpose()?.into()
        },
        publish_at: publish.transpose()?,
    };
    let actor = Actor::Console;
    messages::correct(services, &actor, event, id, correction, &Expected::Any).await?;
    done(id, &flags.json, out)
}

async fn find(services: &Services, slug: &Slug) -> Result<Event> {
    events::find(services, &Actor::Console, slug).await
}

fn done(id: &MessageId, json: &Json, out: &mut Out) -> Result<()> {
    if json.json {
        out.json(&json!({ "id": id }))
    } else {
        out.line(id.as_str())
    }
}

async fn list(services: &Services, slug: &Slug, json: &Json, out: &mut Out) -> Result<()> {
    let event = find(services, slug).await?;
    let now = services.clock.now();
    let said = messages::list(services, &Actor::Console, slug, LISTED).await?;
    let waiting = messages::list_scheduled(services, &Actor::Console, slug).await?;
    let waiting = waiting.into_iter().map(|credited| credited.what);
    if json.json {
        let waiting: Vec<_> = waiting.collect();
        return out.json(&json!({ "messages": said, "scheduled": waiting }));
    }
    let excerpt = |text: &str| {
        text.replace('\n', " ")
            .chars()
            .take(EXCERPT)
            .collect::<String>()
    };
    let waits = waiting.map(|scheduled| {
        [
            scheduled.id.to_string(),
            scheduled.publish_at.to_string(),
            severity(&scheduled.content).to_owned(),
            if scheduled.missed.is_some() {
                "missed".to_owned()
            } else {
                "scheduled".to_owned()
            },
            excerpt(&words(&scheduled.content, event.default_locale)),
        ]
    });
    let row = |message: Message| {
        let (_, text) = message
            .text
            .resolve(event.default_locale, event.default_locale);
        [
            message.id.to_string(),
            message.published_at.to_string(),
            message.severity.as_str().to_owned(),
            state(&message, now),
            excerpt(text),
        ]
    };
    out.table(
        ["ID", "TIME", "SEVERITY", "STATE", "TEXT"],
        waits.chain(said.into_iter().map(row)),
    )
}

fn severity(content: &NewMessage) -> &'static str {
    match (content.severity, &content.wording) {
        (Some(severity), _) => severity.as_str(),
        (None, Wording::Text { severity, .. }) => severity.as_str(),
        (None, Wording::Template { .. }) => "-",
    }
}

/// What a message that waits says, as far as that is known.
fn words(content: &NewMessage, default: Locale) -> String {
    match &content.wording {
        Wording::Template { template, .. } => format!("template {template}"),
        Wording::Text { text, .. } => {
            let text = text.get(&default).or_else(|| text.values().next());
            text.cloned().unwrap_or_default()
        }
    }
}

fn state(message: &Message, now: Timestamp) -> String {
    match (message.retracted_at, message.edited_at) {
        (Some(at), _) => format!("retracted {at}"),
        (None, _) if message.is_expired(now) => "expired".to_owned(),
        (None, _) if message.pinned => "pinned".to_owned(),
        (None, Some(at)) => format!("edited {at}"),
        (None, None) if message.automatic => "automatic".to_owned(),
        (None, None) => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::tests::Shell;

    /// An event with one message; tells its identity.
    async fn posted(shell: &Shell) -> String {
        let words = ["post", "--event", "drop", "--text", "Doors open at ten."];
        let printed = shell.run_words(&words).await.unwrap();
        printed.trim().to_owned()
    }

    #[tokio::test]
    async fn a_message_is_listed_corrected_and_taken_back_without_a_server() {
        let shell = Shell::with_event().await;
        let id = posted(&shell).await;
        let list = async || shell.run("message list --event drop").await.unwrap();
        assert!(list().await.contains(&id), "{}", list().await);

        let correct = format!("message correct --event drop --id {id} --text Eleven.");
        shell.run(&correct).await.unwrap();
        let corrected = list().await;
        assert!(
            corrected.contains("edited 20") && corrected.contains("Eleven."),
            "{corrected}"
        );

        let retract = format!("message retract --event drop --id {id}");
        assert_eq!(shell.run(&retract).await.unwrap().trim(), id);
        assert!(list().await.contains("retracted 20"));
        let twice = shell.run(&retract).await.unwrap_err().to_string();
        assert!(twice.contains("taken back"), "{twice}");
    }

    #[tokio::test]
    async fn a_promise_is_made_and_withdrawn_by_a_correction() {
        let shell = Shell::with_event().await;
        let id = posted(&shell).await;
        let promise = async |flag: &str| {
            let line = format!("message correct --event drop --id {id} {flag}");
            shell.run(&line).await.unwrap();
            let list = shell.run("message list --event drop --json").await.unwrap();
            let list: serde_json::Value = serde_json::from_str(&list).unwrap();
            list["messages"][0]["next_update_by"].clone()
        };
        assert!(promise("--next-update-in-min 10").await.is_string());
        assert!(promise("--severity warning").await.is_string());
        assert!(promise("--no-next-update").await.is_null());
    }

    #[tokio::test]
    async fn an_unknown_message_is_named_as_such() {
        let shell = Shell::with_event().await;
        let refused = shell.run("message retract --event drop --id nope").await;
        let refused = refused.unwrap_err().to_string();
        assert_eq!(refused, "there is no such message");
    }
}
