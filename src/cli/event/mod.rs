//! `lineside event …`: the sales, drops and draws.

mod bundle;
mod edit;

use clap::{Args, Subcommand};
use serde_json::json;

use bundle::{CloneFlags, ExportFlags, ImportFlags};
use edit::EditFlags;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::Json;
use crate::config::Settings;
use crate::domain::event::{Event, EventKind, Link, Schedule, Slug, Title};
use crate::domain::locale::Locale;
use crate::domain::operator::Actor;
use crate::domain::time::{Timestamp, Zone};
use crate::error::Result;
use crate::service::Services;
use crate::service::events::{self, NewEvent};

/// What to do with events.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an event; prints the path of its page
    #[command(
        after_help = "Example:\n  lineside event create --slug spring-drop --title 'Spring drop' --kind queue \\\n    --opens-at 2026-11-23T10:00:00Z --zone Europe/Paris --capacity 30000"
    )]
    Create(Box<CreateFlags>),
    /// Change what an event is; what is not said stays
    #[command(
        after_help = "Example:\n  lineside event edit --slug spring-drop --opens-at 2026-11-23T11:00:00Z --clear capacity --accent '#b8321c' --logo logo.svg"
    )]
    Edit(Box<EditFlags>),
    /// Copy an event as a draft: what it is, its components, brand and variants; nothing that was said or measured
    #[command(
        after_help = "Example:\n  lineside event clone --slug spring-drop --to autumn-drop --title 'Autumn drop'"
    )]
    Clone(CloneFlags),
    /// Write an event and everything that was made of it as a JSON file; samples and secrets are left out
    #[command(
        after_help = "Example:\n  lineside event export --slug spring-drop --file spring-drop.json"
    )]
    Export(ExportFlags),
    /// Make an event of such a file, as a draft; prints the path of its page
    #[command(
        after_help = "Example:\n  lineside event import spring-drop.json --slug spring-drop-2"
    )]
    Import(ImportFlags),
    /// Put a draft or an ended event away for good: its page is gone, its data stays
    Archive {
        /// The event
        #[arg(long, env = "LINESIDE_SLUG", value_parser = Slug::parse)]
        slug: Slug,
    },
    /// List events, newest first; archived ones are left out
    List {
        #[command(flatten)]
        json: Json,
    },
}

/// The event to make.
#[derive(Debug, Args)]
pub struct CreateFlags {
    /// Its name in URLs
    #[arg(long, env = "LINESIDE_SLUG", value_parser = Slug::parse)]
    slug: Slug,
    /// Its name for people
    #[arg(long, env = "LINESIDE_TITLE", value_parser = Title::parse)]
    title: Title,
    /// What happens on its day
    #[arg(long, env = "LINESIDE_KIND", default_value = "queue", value_parser = EventKind::parse, help = "One of queue, draw and timed_release")]
    kind: EventKind,
    /// When doors open, like 2026-11-23T10:00:00Z
    #[arg(long, env = "LINESIDE_OPENS_AT", value_name = "TIME", value_parser = Timestamp::parse)]
    opens_at: Option<Timestamp>,
    /// When doors close
    #[arg(long, env = "LINESIDE_CLOSES_AT", value_name = "TIME", value_parser = Timestamp::parse)]
    closes_at: Option<Timestamp>,
    /// When the draw takes place
    #[arg(long, env = "LINESIDE_DRAWS_AT", value_name = "TIME", value_parser = Timestamp::parse)]
    draws_at: Option<Timestamp>,
    /// The zone its times are shown in, like Europe/Paris
    #[arg(long, env = "LINESIDE_ZONE", default_value = "UTC", value_parser = Zone::parse)]
    zone: Zone,
    /// How many the waiting room holds [default: no limit]
    #[arg(long, env = "LINESIDE_CAPACITY", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    capacity: Option<u32>,
    /// The language its texts are written in first
    #[arg(long, env = "LINESIDE_LANG", default_value = "en", value_parser = Locale::parse)]
    lang: Locale,
    /// Where the thing is sold
    #[arg(long, env = "LINESIDE_PRODUCT_LINK", value_name = "URL", value_parser = Link::parse)]
    product_link: Option<Link>,
    /// Where to wait for restocks
    #[arg(long, env = "LINESIDE_WAITLIST_LINK", value_name = "URL", value_parser = Link::parse)]
    waitlist_link: Option<Link>,
    /// Keep it from the public for now
    #[arg(long, env = "LINESIDE_DRAFT", value_parser = clap::builder::BoolishValueParser::new())]
    draft: bool,
    #[command(flatten)]
    json: Json,
}

/// Does it.
pub async fn run(command: Command, settings: &Settings, out: &mut Out) -> Result<()> {
    let missing = match command {
        Command::Create(_) | Command::Import(_) => Missing::Make,
        _ => Missing::Refuse,
    };
    with_services(settings, missing, async |services| match command {
        Command::Create(flags) => create(services, *flags, out).await,
        Command::Edit(flags) => edit::edit(services, *flags, out).await,
        Command::Clone(flags) => bundle::clone(services, flags, out).await,
        Command::Export(flags) => bundle::export(services, flags, out).await,
        Command::Import(flags) => bundle::import(services, flags, out).await,
        Command::Archive { slug } => archive(services, &slug).await,
        Command::List { json } => list(services, &json, out).await,
    })
    .await
}

async fn create(services: &Services, flags: CreateFlags, out: &mut Out) -> Result<()> {
    let page = format!("/e/{}", flags.slug);
    let slug = flags.slug.clone();
    let new = NewEvent {
        slug: flags.slug,
        title: flags.title,
        kind: flags.kind,
        public: !flags.draft,
        schedule: Schedule {
            opens_at: flags.opens_at,
            closes_at: flags.closes_at,
            draws_at: flags.draws_at,
        },
        zone: flags.zone,
        default_locale: flags.lang,
        capacity: flags.capacity,
        product_link: flags.product_link,
        waitlist_link: flags.waitlist_link,
    };
    let done = events::create(services, &Actor::Console, new).await?;
    if flags.json.json {
        return out.json(&json!({ "id": done.id, "slug": slug, "page": page }));
    }
    out.line(&page)
}

async fn archive(services: &Services, slug: &Slug) -> Result<()> {
    events::archive(services, &Actor::Console, slug).await?;
    Ok(())
}

async fn list(services: &Services, json: &Json, out: &mut Out) -> Result<()> {
    let events = events::list(services, &Actor::Console).await?;
    if json.json {
        return out.json(&events);
    }
    let row = |event: Event| {
        let opens = event.schedule.opens_at;
        [
            event.slug.to_string(),
            event.kind.as_str().to_owned(),
            event.phase.to_string(),
            event.listing.as_str().to_owned(),
            opens.map_or_else(|| "-".to_owned(), |at| at.to_string()),
            event.title.as_str().to_owned(),
        ]
    };
    out.table(
        ["SLUG", "KIND", "PHASE", "LISTING", "OPENS", "TITLE"],
        events.into_iter().map(row),
    )
}
