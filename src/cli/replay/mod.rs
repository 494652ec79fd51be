//! `lineside replay`: sends a recorded feed over HTTP, as the feed once came.

mod api;

use std::path::PathBuf;

use clap::Args;
use secrecy::SecretString;

use super::{Out, files};
use crate::domain::event::{Link, Slug};
use crate::domain::time::{Clock, SystemClock};
use crate::error::Result;
use crate::recording::{Pace, Player, Recording, parse_feed, parse_stock};

pub use api::Api;

/// The recording and where it goes.
#[derive(Debug, Args)]
#[command(after_help = "\
Sends samples, the changes of phase that the column `state` tells, and stock if there is an inventory (t_s, sku,
title, variant, remaining, level). Times are those of the replay: at 60 times the speed people really are let in
60 times as fast. A server that restarts meanwhile is waited for.

Example:
  lineside replay launch_day.csv --inventory launch_day_inventory.csv --event spring-drop \\
    --url http://127.0.0.1:3000 --token ls_…        needs a token for ingest,publish,inventory")]
pub struct Flags {
    /// A recorded feed, as `lineside estimate` reads it
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// The event it is about
    #[arg(long, env = "LINESIDE_EVENT", value_name = "SLUG", value_parser = Slug::parse)]
    event: Slug,
    /// The server
    #[arg(long, env = "LINESIDE_URL", value_parser = Link::parse)]
    url: Link,
    /// A token of that server
    #[arg(long, env = "LINESIDE_TOKEN")]
    token: SecretString,
    /// How many times as fast as it was recorded
    #[arg(long, env = "LINESIDE_SPEED", default_value = "60", value_parser = speed)]
    speed: f64,
    /// A recorded inventory to go with it
    #[arg(long, env = "LINESIDE_INVENTORY", value_name = "FILE.csv")]
    inventory: Option<PathBuf>,
}

/// Parses how many times as fast as real something runs.
pub fn speed(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(speed) if (0.1..=100_000.0).contains(&speed) => Ok(speed),
        _ => Err("write a number from 0.1 to 100000".to_owned()),
    }
}

/// Replays it to its end. The files are checked before anything is sent.
pub async fn run(flags: Flags, out: &mut Out) -> Result<()> {
    let recording = Recording {
        rows: files::read(&flags.file, parse_feed)?,
        stock: match &flags.inventory {
            Some(file) => files::read(file, parse_stock)?,
            None => Vec::new(),
        },
    };
    let api = Api::new(flags.url.as_str(), &flags.event, flags.token)?;
    let pace = Pace::of_real_time(SystemClock.now(), flags.speed);
    let mut player = Player::new(api, &recording, pace);
    player
        .play(&mut |progress| out.note(&progress.to_string()))
        .await
}

#[cfg(test)]
mod tests;
