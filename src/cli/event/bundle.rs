//! `lineside event clone|export|import`: events copied, taken out as files and read in again.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::cli::Out;
use crate::cli::flags::Json;
use crate::domain::event::{Slug, Title};
use crate::domain::operator::Actor;
use crate::error::{Error, Result};
use crate::service::bundle::{self, ImportOptions, MAX_BUNDLE};
use crate::service::{Services, events};

/// The event to copy, and where to.
#[derive(Debug, Args)]
pub struct CloneFlags {
    /// The event
    #[arg(long, env = "LINESIDE_SLUG", value_parser = Slug::parse)]
    slug: Slug,
    /// The copy's name in URLs
    #[arg(long, env = "LINESIDE_TO", value_name = "SLUG", value_parser = Slug::parse)]
    to: Slug,
    /// The copy's name for people [default: the same]
    #[arg(long, env = "LINESIDE_TITLE", value_parser = Title::parse)]
    title: Option<Title>,
    #[command(flatten)]
    json: Json,
}

/// The event to take out.
#[derive(Debug, Args)]
pub struct ExportFlags {
    /// The event
    #[arg(long, env = "LINESIDE_SLUG", value_parser = Slug::parse)]
    slug: Slug,
    /// A new file to write to [default: standard output]
    #[arg(long, env = "LINESIDE_FILE", value_name = "FILE")]
    file: Option<PathBuf>,
}

/// The file to read in.
#[derive(Debug, Args)]
pub struct ImportFlags {
    /// What `lineside event export` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The event's name in URLs [default: as in the file]
    #[arg(long, env = "LINESIDE_SLUG", value_parser = Slug::parse)]
    slug: Option<Slug>,
    /// Leave the event in the phase it was in, with what was said and sold, rather than make it a draft before its day: it may
    /// be public at once
    #[arg(long, env = "LINESIDE_KEEP_PHASE", value_parser = clap::builder::BoolishValueParser::new())]
    keep_phase: bool,
    #[command(flatten)]
    json: Json,
}

/// Copies the event and prints the path that the copy's page will have.
pub async fn clone(services: &Services, flags: CloneFlags, out: &mut Out) -> Result<()> {
    let by = &Actor::Console;
    let done = events::clone(services, by, &flags.slug, flags.to, flags.title).await?;
    tell(&done.id, &flags.json, out)
}

/// Writes the event's file.
pub async fn export(services: &Services, flags: ExportFlags, out: &mut Out) -> Result<()> {
    let text = bundle::export(services, &Actor::Console, &flags.slug).await?;
    let Some(file) = flags.file else {
        return out.line(text.trim_end());
    };
    // A file that is there already is somebody's.
    let written = File::create_new(&file).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| unusable(&file, &error))
}

/// Reads the file in and prints the path of the event's page.
pub async fn import(services: &Services, flags: ImportFlags, out: &mut Out) -> Result<()> {
    let options = ImportOptions {
        slug: flags.slug,
        keep_phase: flags.keep_phase,
    };
    let text = read(&flags.file)?;
    let done = bundle::import(services, &Actor::Console, &text, options).await?;
    tell(&done.id, &flags.json, out)
}

fn read(file: &Path) -> Result<String> {
    let mut text = String::new();
    // One byte more than may be shows that there is too much.
    let read = File::open(file).and_then(|opened| {
        let mut opened = opened.take(MAX_BUNDLE as u64 + 1);
        opened.read_to_string(&mut text)
    });
    read.map_err(|error| unusable(file, &error))?;
    Ok(text)
}

fn unusable(file: &Path, error: &std::io::Error) -> Error {
    Error::invalid(file.display().to_string(), error)
}

fn tell(slug: &Slug, json: &Json, out: &mut Out) -> Result<()> {
    let page = format!("/e/{slug}");
    if json.json {
        return out.json(&json!({ "slug": slug, "page": page }));
    }
    out.line(&page)
}

#[cfg(test)]
mod tests {
    use crate::cli::tests::Shell;

    #[tokio::test]
    async fn an_event_goes_out_as_a_file_and_comes_in_again() {
        let shell = Shell::with_event().await;
        let file = shell.path("drop.json");
        shell
            .run(&format!("event export --slug drop --file {file}"))
            .await
            .unwrap();
        let text = shell.run("event export --slug drop").await.unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        let again = format!("event export --slug drop --file {file}");
        let there = shell.run(&again).await.unwrap_err().to_string();
        assert!(there.contains("drop.json"), "{there}");

        let taken = shell.run(&format!("event import {file}")).await;
        assert_eq!(
            taken.unwrap_err().to_string(),
            "there is already an event drop"
        );
        let import = format!("event import {file} --slug twin --keep-phase");
        assert_eq!(shell.run(&import).await.unwrap(), "/e/twin\n");
        let twin = shell.run("event export --slug twin").await.unwrap();
        assert_eq!(twin.replace("\"twin\"", "\"drop\""), text);

        let none = shell.run("event import /no/such/file").await.unwrap_err();
        assert!(none.to_string().contains("/no/such/file"), "{none}");
        std::fs::write(&file, "{}").unwrap();
        let odd = shell
            .run(&format!("event import {file}"))
            .await
            .unwrap_err();
        assert!(odd.to_string().starts_with("lineside_bundle:"), "{odd}");
    }

    #[tokio::test]
    async fn a_copy_is_a_draft_at_its_own_address() {
        let shell = Shell::with_event().await;
        let printed = shell.run("event clone --slug drop --to fall --json").await;
        assert_eq!(
            printed.unwrap(),
            "{\"page\":\"/e/fall\",\"slug\":\"fall\"}\n"
        );
        let list = shell.run("event list").await.unwrap();
        let fall = list.lines().find(|line| line.starts_with("fall")).unwrap();
        assert!(fall.contains("draft"), "{list}");
        let taken = shell.run("event clone --slug drop --to fall").await;
        assert_eq!(
            taken.unwrap_err().to_string(),
            "there is already an event fall"
        );
    }
}
