//! `lineside backup`.

use std::path::PathBuf;

use clap::Args;

use super::Out;
use super::console::{Missing, with_services};
use crate::config::Settings;
use crate::error::Result;

/// Where to.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  lineside backup /var/backups/lineside-$(date +%F).db")]
pub struct Flags {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Writes and checks the copy.
pub async fn run(flags: Flags, settings: &Settings, out: &mut Out) -> Result<()> {
    with_services(settings, Missing::Refuse, async |services| {
        services.store.backup(&flags.file).await
    })
    .await?;
    out.note(&format!("wrote and checked {}", flags.file.display()));
    Ok(())
}
