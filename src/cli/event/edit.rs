//! `lineside event edit`: what an event is, changed after it was made.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::Out;
use crate::cli::flags::Json;
use crate::domain::brand::{Accent, Logo, MAX_LOGO};
use crate::domain::event::{EmbedOrigins, Link, Listing, Origin, Slug, Title};
use crate::domain::locale::{Languages, Locale};
use crate::domain::operator::Actor;
use crate::domain::patch::Patch;
use crate::domain::time::{Timestamp, Zone};
use crate::error::{Error, Result};
use crate::service::events::{self, EventEdit};
use crate::service::{Services, logo};

/// The event, and what is to be different about it.
#[derive(Debug, Args)]
pub struct EditFlags {
    /// The event
    #[arg(long, env = "LINESIDE_SLUG", value_parser = Slug::parse)]
    slug: Slug,
    /// Its name for people
    #[arg(long, env = "LINESIDE_TITLE", value_parser = Title::parse)]
    title: Option<Title>,
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
    #[arg(long, env = "LINESIDE_ZONE", value_parser = Zone::parse)]
    zone: Option<Zone>,
    /// The language its texts are written in first
    #[arg(long, env = "LINESIDE_LANG", value_parser = Locale::parse)]
    lang: Option<Locale>,
    /// The languages it is published in, like en,fr
    #[arg(long, env = "LINESIDE_LANGUAGES", value_name = "LANGUAGE", value_delimiter = ',', value_parser = Locale::parse)]
    languages: Vec<Locale>,
    /// Who comes across it: public (on the list of events) or unlisted (by its address only)
    #[arg(long, env = "LINESIDE_LISTING", value_name = "public|unlisted", value_parser = Listing::parse)]
    listing: Option<Listing>,
    /// How many the waiting room holds
    #[arg(long, env = "LINESIDE_CAPACITY", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    capacity: Option<u32>,
    /// Where the thing is sold
    #[arg(long, env = "LINESIDE_PRODUCT_LINK", value_name = "URL", value_parser = Link::parse)]
    product_link: Option<Link>,
    /// Where to wait for restocks
    #[arg(long, env = "LINESIDE_WAITLIST_LINK", value_name = "URL", value_parser = Link::parse)]
    waitlist_link: Option<Link>,
    /// The sites that may embed it, like `https://shop.example`
    #[arg(long, env = "LINESIDE_EMBED_ORIGINS", value_name = "ORIGIN", value_delimiter = ',', value_parser = Origin::parse)]
    embed_origins: Vec<Origin>,
    /// Its own colour, like '#b8321c'; the page shows it as dark or light as it must be to be read
    #[arg(long, env = "LINESIDE_ACCENT", value_name = "COLOUR", value_parser = Accent::parse)]
    accent: Option<Accent>,
    /// Its logo: an SVG, PNG or WebP file of at most 32 KiB
    #[arg(long, env = "LINESIDE_LOGO", value_name = "FILE")]
    logo: Option<PathBuf>,
    /// What to empty
    #[arg(
        long,
        env = "LINESIDE_CLEAR",
        value_name = "FIELD",
        value_delimiter = ','
    )]
    clear: Vec<Field>,
    #[command(flatten)]
    json: Json,
}

/// A field that may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Field {
    OpensAt,
    ClosesAt,
    DrawsAt,
    Capacity,
    ProductLink,
    WaitlistLink,
    EmbedOrigins,
    Accent,
    Logo,
}

/// Edits the event and prints the path of its page.
pub async fn edit(services: &Services, flags: EditFlags, out: &mut Out) -> Result<()> {
    let (slug, json) = (flags.slug.clone(), flags.json.json);
    let page = format!("/e/{slug}");
    events::edit(services, &Actor::Console, &slug, parse(flags)?).await?;
    if json {
        return out.json(&json!({ "slug": slug, "page": page }));
    }
    out.line(&page)
}

fn parse(flags: EditFlags) -> Result<EventEdit> {
    let clear = flags.clear;
    let logo = flags.logo.as_deref().map(read_logo).transpose()?;
    let languages = Some(flags.languages).filter(|chosen| !chosen.is_empty());
    let languages = languages.map(|chosen| Languages::parse(&chosen));
    let origins = EmbedOrigins::parse(flags.embed_origins)
        .map_err(|error| Error::invalid("embed_origins", error))?;
    let origins = Some(origins).filter(|origins| !origins.is_empty());
    Ok(EventEdit {
        title: flags.title,
        opens_at: patch(flags.opens_at, Field::OpensAt, &clear)?,
        closes_at: patch(flags.closes_at, Field::ClosesAt, &clear)?,
        draws_at: patch(flags.draws_at, Field::DrawsAt, &clear)?,
        zone: flags.zone,
        default_locale: flags.lang,
        languages: languages
            .transpose()
            .map_err(|error| Error::invalid("languages", error))?,
        listing: flags.listing,
        capacity: patch(flags.capacity, Field::Capacity, &clear)?,
        product_link: patch(flags.product_link, Field::ProductLink, &clear)?,
        waitlist_link: patch(flags.waitlist_link, Field::WaitlistLink, &clear)?,
        embed_origins: match patch(origins, Field::EmbedOrigins, &clear)? {
            Patch::Keep => None,
            Patch::Clear => Some(EmbedOrigins::default()),
            Patch::Set(origins) => Some(origins),
        },
        accent: patch(flags.accent, Field::Accent, &clear)?,
        logo: patch(logo, Field::Logo, &clear)?,
        seen: None,
    })
}

fn patch<T>(value: Option<T>, field: Field, clear: &[Field]) -> Result<Patch<T>> {
    match (value, clear.contains(&field)) {
        (Some(_), true) => Err(Error::invalid("clear", "a field is either set or emptied")),
        (None, true) => Ok(Patch::Clear),
        (value, false) => Ok(value.into()),
    }
}

fn read_logo(file: &Path) -> Result<Logo> {
    let mut bytes = Vec::new();
    // One byte more than may be shows that there is too much.
    let read = File::open(file)
        .and_then(|opened| opened.take(MAX_LOGO as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| Error::invalid("logo", format!("{}: {error}", file.display())))?;
    logo::parse(bytes).map_err(|error| Error::invalid("logo", error))
}

#[cfg(test)]
mod tests {
    use crate::cli::tests::Shell;

    #[tokio::test]
    async fn an_event_is_edited_and_fields_are_emptied() {
        let shell = Shell::with_event().await;
        let edit = async |flags: &str| {
            let line = format!("event edit --slug drop {flags}");
            shell.run(&line).await.map_err(|error| error.to_string())
        };
        let event = async || {
            let list = shell.run("event list --json").await.unwrap();
            let list: serde_json::Value = serde_json::from_str(&list).unwrap();
            list[0].clone()
        };
        let logo = shell.path("logo.svg");
        std::fs::write(&logo, r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#).unwrap();
        edit(&format!(
            "--title Fall --capacity 9 --accent #b8321c --logo {logo}"
        ))
        .await
        .unwrap();
        let edited = event().await;
        assert_eq!(edited["title"], "Fall");
        assert_eq!(edited["capacity"], 9);
        assert_eq!(edited["brand"]["accent"], "#b8321c");
        assert!(edited["brand"]["logo_hash"].is_string());

        edit("--clear capacity,accent,logo").await.unwrap();
        let emptied = event().await;
        assert!(emptied["capacity"].is_null() && emptied["brand"]["logo_hash"].is_null());
        assert_eq!(emptied["title"], "Fall");

        let both = edit("--capacity 9 --clear capacity").await;
        assert!(both.unwrap_err().contains("either set or emptied"));
        std::fs::write(&logo, "GIF89a").unwrap();
        let gif = edit(&format!("--logo {logo}")).await.unwrap_err();
        assert_eq!(gif, "logo: the logo is an SVG, PNG or WebP image");
        let missing = edit("--logo /no/such/file").await.unwrap_err();
        assert!(missing.contains("/no/such/file"), "{missing}");
    }

    #[tokio::test]
    async fn reach_is_edited_too() {
        let shell = Shell::with_event().await;
        let edit = async |flags: &str| {
            let line = format!("event edit --slug drop {flags}");
            shell.run(&line).await.map_err(|error| error.to_string())
        };
        edit("--languages fr,en --listing unlisted --embed-origins https://a.example,http://localhost")
            .await
            .unwrap();
        let list = shell.run("event list --json").await.unwrap();
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        assert_eq!(list[0]["languages"], serde_json::json!(["en", "fr"]));
        assert_eq!(list[0]["listing"], "unlisted");
        assert_eq!(list[0]["embed_origins"][1], "http://localhost");
        edit("--clear embed-origins").await.unwrap();
        let other = edit("--languages fr").await.unwrap_err();
        assert!(other.starts_with("languages: English"), "{other}");
        let rehearsal = edit("--listing rehearsal").await.unwrap_err();
        assert!(rehearsal.starts_with("listing:"), "{rehearsal}");
    }

    #[tokio::test]
    async fn only_what_nobody_needs_any_more_is_archived() {
        let shell = Shell::with_event().await;
        let refused = shell.run("event archive --slug drop").await.unwrap_err();
        assert!(refused.to_string().contains("this one is scheduled"));
        shell
            .run("event create --slug draft --title Draft --draft")
            .await
            .unwrap();
        shell.run("event archive --slug draft").await.unwrap();
        let list = shell.run("event list").await.unwrap();
        assert!(!list.contains("draft") && list.contains("drop"), "{list}");
        let twice = shell.run("event archive --slug draft").await.unwrap_err();
        assert_eq!(twice.to_string(), "this event has been put away");
    }
}
