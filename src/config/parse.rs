//! What each setting may be, worded for the person who has to fix it.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;
use secrecy::SecretString;
use tracing_subscriber::EnvFilter;

use super::LogFormat;
use crate::domain::event::Link;

/// The longest drain: whatever runs the server has long lost its patience by then.
const MAX_DRAIN_S: u64 = 600;
/// More connections than one machine has ports for are a slip of the finger.
const MAX_COUNT: usize = 10_000_000;

/// Whether `text` can be the value of the setting `name`; for flags, where a mistake is one of usage.
pub fn check(name: &str, text: &str) -> Result<(), String> {
    match name {
        "listen" => listen(text).map(drop),
        "database_url" => database_url(text).map(drop),
        "base_url" => base_url(text).map(drop),
        "trusted_proxies" => networks(text).map(drop),
        "max_streams" | "max_connections" => count(text).map(drop),
        "drain_s" => drain(text).map(drop),
        "log_format" => log_format(text).map(drop),
        "log" => log(text).map(drop),
        _ => Err(format!("there is no setting {name}")),
    }
}

pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        format!("`{text}` is no address with a port; write it like 127.0.0.1:3000 or [::]:3000")
    })
}

pub(super) fn database_url(text: &str) -> Result<SecretString, String> {
    // The text may hold a password, so it is not repeated.
    match text.strip_prefix("sqlite://") {
        Some(path) if !path.is_empty() => Ok(SecretString::from(text)),
        _ => Err("write it like sqlite://lineside.db".to_owned()),
    }
}

pub(super) fn base_url(text: &str) -> Result<String, String> {
    let refused =
        || format!("`{text}` is no web address; write it like https://status.example.com");
    let trimmed = text.trim_end_matches('/');
    let link = Link::parse(trimmed).map_err(|_| refused())?;
    let host = link.as_str().split_once("://").map_or("", |(_, host)| host);
    if host.contains(['/', '?', '#', '@']) {
        return Err(format!(
            "`{text}` must end after the host and the port: pages live at its root"
        ));
    }
    Ok(trimmed.to_owned())
}

pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let written = text.split(',').map(str::trim);
    written
        .filter(|text| !text.is_empty())
        .map(network)
        .collect()
}

fn network(text: &str) -> Result<IpNet, String> {
    let alone = || text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse().or_else(|_| alone()).map_err(|_| {
        format!("`{text}` is no network; write networks like 10.0.0.0/8, fd00::/8, with commas between them")
    })?;
    if network.prefix_len() == 0 {
        return Err(format!(
            "`{text}` is every address, so that anybody could write from where they come; name the networks of your proxies"
        ));
    }
    Ok(network.trunc())
}

pub(super) fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if (1..=MAX_COUNT).contains(&count) => Ok(count),
        _ => Err(format!("`{text}` is no whole number from 1 to {MAX_COUNT}")),
    }
}

pub(super) fn drain(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds @ 0..=MAX_DRAIN_S) => Ok(Duration::from_secs(seconds)),
        _ => Err(format!(
            "`{text}` is no number of seconds from 0 to {MAX_DRAIN_S}"
        )),
    }
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "auto" => Ok(LogFormat::Auto),
        "human" => Ok(LogFormat::Human),
        "json" => Ok(LogFormat::Json),
        _ => Err(format!("`{text}` is none of auto, human, json")),
    }
}

pub(super) fn log(text: &str) -> Result<String, String> {
    // The parser panics on some texts beyond ASCII; no target of ours has such a name.
    if !text.is_ascii() {
        return Err("use plain letters, as in `info,lineside=debug`".to_owned());
    }
    match EnvFilter::builder().parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!(
            "`{text}` is no log filter like info or lineside=debug,info: {error}"
        )),
    }
}
