//! `lineside healthcheck`: asks a running server whether it is ready.

use std::time::Duration;

use clap::Args;

use super::{Out, http};
use crate::config::{Settings, local_url};
use crate::domain::event::Link;
use crate::error::{Error, Result};

/// Patience of a container's health check.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Whom to ask.
#[derive(Debug, Args)]
#[command(
    after_help = "Example, in a Dockerfile:\n  HEALTHCHECK CMD [\"/lineside\", \"healthcheck\"]"
)]
pub struct Flags {
    /// The server [default: the address that `serve` would listen on]
    #[arg(long, env = "LINESIDE_URL", value_parser = Link::parse)]
    url: Option<Link>,
}

/// Prints one line; fails when the server is not ready.
pub async fn run(flags: Flags, settings: &Settings, out: &mut Out) -> Result<()> {
    let given = flags.url.as_ref().map(Link::as_str);
    let base = given.map_or_else(|| local_url(settings.listen), str::to_owned);
    let url = format!("{}/readyz", base.trim_end_matches('/'));
    let refused = |why: String| Error::Conflict(format!("{base} is not ready: {why}"));
    let sent = http::client(&base, TIMEOUT)?.get(&url).send().await;
    let response = sent.map_err(|error| refused(http::reason(&error)))?;
    if !response.status().is_success() {
        return Err(refused(format!("it answers {}", response.status())));
    }
    out.line("ready")
}
