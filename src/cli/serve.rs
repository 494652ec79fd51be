//! `lineside serve`.

use std::sync::Arc;

use secrecy::ExposeSecret;

use super::{Out, signals};
use crate::config::Settings;
use crate::domain::time::SystemClock;
use crate::error::Result;
use crate::web::server::{LOOKUPS_PER_S, Server, ServerOptions};

/// Serves until it is told to stop, then drains.
pub async fn run(settings: &Settings, out: &mut Out) -> Result<()> {
    let shutdown = signals::shutdown()?;
    warn_of_low_limit(settings);
    let server = Server::start(options(settings), Arc::new(SystemClock)).await?;
    let url = server.url();
    tracing::info!(url, version = env!("CARGO_PKG_VERSION"), "listening");
    out.line(&format!("Lineside is listening on {url}"))?;
    server.run(shutdown).await
}

/// The server's options as the settings have them.
pub fn options(settings: &Settings) -> ServerOptions {
    ServerOptions {
        listen: settings.listen,
        database_url: settings.database_url.expose_secret().to_owned(),
        base_url: settings.base_url.clone(),
        trusted_proxies: settings.trusted_proxies.clone(),
        max_streams: settings.max_streams,
        max_lookups_per_s: LOOKUPS_PER_S,
        max_connections: settings.max_connections,
        drain: settings.drain,
    }
}

/// A limit of the system below ours shows only in the surge, when it is too late.
fn warn_of_low_limit(settings: &Settings) {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    if let Some(files) = open_files(&limits)
        && files <= settings.max_connections
    {
        tracing::warn!(
            files,
            max_connections = settings.max_connections,
            "the system lets us open fewer files than max_connections: raise LimitNOFILE or `ulimit -n`"
        );
    }
}

/// The soft limit of open files in the text of Linux's `/proc/self/limits`.
fn open_files(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_of_open_files_is_read_where_there_is_one() {
        let limits =
            "Limit  Soft Limit  Hard Limit  Units\nMax open files   1024   524288   files\n";
        assert_eq!(open_files(limits), Some(1_024));
        assert_eq!(
            open_files("Max open files   unlimited   unlimited   files"),
            None
        );
        assert_eq!(open_files(""), None);
    }
}
