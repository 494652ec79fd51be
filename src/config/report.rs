//! The settings in effect, as they may be shown.

use std::net::SocketAddr;

use ipnet::IpNet;
use secrecy::ExposeSecret;
use serde::Serialize;

use super::{LogFormat, Origin, SPECS, Settings};

/// One setting, its value redacted, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The setting.
    pub name: &'static str,
    /// Its value, without passwords.
    pub value: String,
    /// Where it was found.
    pub origin: String,
}

impl Settings {
    /// Every setting in effect, without passwords.
    pub fn report(&self) -> Vec<Row> {
        SPECS
            .iter()
            .map(|spec| Row {
                name: spec.name,
                value: self.shown(spec.name),
                origin: self.origin(spec.name).to_string(),
            })
            .collect()
    }

    /// Whether nobody has said what to log.
    pub fn log_is_default(&self) -> bool {
        *self.origin("log") == Origin::Default
    }

    fn shown(&self, name: &str) -> String {
        match name {
            "listen" => self.listen.to_string(),
            "database_url" => redacted(self.database_url.expose_secret()),
            "base_url" => {
                let listened_on = || "the address listened on".to_owned();
                self.base_url.clone().unwrap_or_else(listened_on)
            }
            "trusted_proxies" => {
                let networks: Vec<_> = self.trusted_proxies.iter().map(IpNet::to_string).collect();
                if networks.is_empty() {
                    "nobody".to_owned()
                } else {
                    networks.join(", ")
                }
            }
            "max_streams" => self.max_streams.to_string(),
            "max_connections" => self.max_connections.to_string(),
            "drain_s" => self.drain.as_secs().to_string(),
            "log_format" => match self.log_format {
                LogFormat::Auto => "auto".to_owned(),
                LogFormat::Human => "human".to_owned(),
                LogFormat::Json => "json".to_owned(),
            },
            _ => self.log.clone(),
        }
    }
}

/// The URL of a listener as a program on the same machine reaches it.
pub fn local_url(listen: SocketAddr) -> String {
    let mut reachable = listen;
    if listen.ip().is_unspecified() {
        reachable.set_ip(match listen {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("http://{reachable}")
}

/// A database URL without its password, wherever it stands.
pub(super) fn redacted(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let place = match place.rsplit_once('@') {
        Some((who, host)) => {
            let user = who.split(':').next().unwrap_or_default();
            format!("{user}:***@{host}")
        }
        None => place.to_owned(),
    };
    let query = if query.is_empty() { "" } else { "?***" };
    format!("{scheme}://{place}{query}")
}
