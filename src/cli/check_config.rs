//! `lineside check-config`. That the settings make sense was found out before this runs.

use clap::Args;

use super::Out;
use super::flags::{Json, Server};
use crate::config::Settings;
use crate::error::Result;

/// The same flags as `serve` has, to try them out.
#[derive(Debug, Args)]
pub struct Flags {
    #[command(flatten)]
    pub(super) server: Server,
    #[command(flatten)]
    json: Json,
}

/// Prints every setting, without passwords.
pub fn run(flags: &Flags, settings: &Settings, out: &mut Out) -> Result<()> {
    let report = settings.report();
    if flags.json.json {
        return out.json(&report);
    }
    let rows = report
        .into_iter()
        .map(|row| [row.name.to_owned(), row.value, row.origin]);
    out.table(["SETTING", "VALUE", "FROM"], rows)
}
