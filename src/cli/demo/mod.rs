//! `lineside demo`: a launch day to look at, gone when it is stopped.

mod stage;

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use super::replay::Api;
use super::{Out, flags, replay, serve, signals};
use crate::config::{self, Settings};
use crate::domain::operator::Actor;
use crate::domain::time::{Clock, FastClock};
use crate::error::{Error, Result};
use crate::recording::{Pace, Player, Progress, launch_day};
use crate::service::rehearsals::story;
use crate::web::server::{Server, ServerOptions};

/// How long a stop takes at the most: nobody depends on a demo.
const DRAIN: Duration = Duration::from_secs(1);

/// How it runs.
#[derive(Debug, Args)]
#[command(after_help = "\
The day has 151 minutes: doors open after 30, sell out after 125. At 60 times the speed it passes in two and a half
minutes. The page shows the times and waits of the day itself.

Example:
  lineside demo --listen 127.0.0.1:4000 --speed 20")]
pub struct Flags {
    #[command(flatten)]
    pub(super) listen: flags::Listen,
    /// How many times as fast as a real day
    #[arg(long, env = "LINESIDE_SPEED", default_value = "60", value_parser = replay::speed)]
    speed: f64,
}

/// Plays the day and serves until it is told to stop.
pub async fn run(flags: &Flags, settings: &Settings, out: &mut Out) -> Result<()> {
    let shutdown = signals::shutdown()?;
    play(flags.speed, settings, out, shutdown).await
}

async fn play(
    speed: f64,
    settings: &Settings,
    out: &mut Out,
    shutdown: CancellationToken,
) -> Result<()> {
    // Removed when this function returns, whichever way it does.
    let dir = tempfile::tempdir()
        .map_err(|error| Error::internal("making a directory for the demo", error))?;
    let options = ServerOptions {
        database_url: format!("sqlite://{}", dir.path().join("demo.db").display()),
        drain: DRAIN,
        ..serve::options(settings)
    };
    let clock = FastClock::start(speed);
    let server = Server::start(options, Arc::new(clock)).await?;
    let url = reachable(server.url());
    let services = server.services().clone();
    let serving = tokio::spawn(server.run(shutdown.clone()));

    let day = async {
        let stage = stage::set(&services).await?;
        let start = clock.now();
        let pace = Pace::of_fast_clock(start, speed);
        let public = settings.base_url.as_deref().unwrap_or(&url);
        stage.announce(public, speed, out)?;
        let token = SecretString::from(stage.token);
        let day = launch_day()?;
        let api = Api::new(&url, &stage.slug, token)?;
        let mut player = Player::new(api, &day, pace.clone());
        let mut tell = |progress: Progress| match progress {
            Progress::Reached { .. } | Progress::Done => {}
            told => out.note(&format!("  {told}")),
        };
        tokio::try_join!(
            player.play(&mut tell),
            story::tell(&services, &Actor::Console, &stage.slug, &pace),
        )?;
        out.line("The day is over. The page stays up until Ctrl-C.")
    };
    let played = tokio::select! {
        played = day => played,
        () = shutdown.cancelled() => Ok(()),
    };
    if played.is_ok() {
        shutdown.cancelled().await;
    }
    shutdown.cancel();
    let ended = serving
        .await
        .map_err(|error| Error::internal("serving the demo", error))?;
    played.and(ended)
}

/// The server's URL for a program on this machine, also when it listens on every address.
fn reachable(url: String) -> String {
    let address = url
        .strip_prefix("http://")
        .and_then(|address| address.parse().ok());
    address.map_or(url, config::local_url)
}

#[cfg(test)]
mod tests;
