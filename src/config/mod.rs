//! Every setting of the server: where it comes from, what it may be, and what goes together.
//!
//! A flag beats the environment, the environment beats the file, the file beats the default. All are read as
//! text and go through one parser, so a mistake is worded the same wherever it was made. This module is the only
//! reader of the environment; everything in it takes an `Environment`, which tests make up.

mod environment;
mod find;
mod parse;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use ipnet::IpNet;
use secrecy::SecretString;

pub use environment::{Environment, arguments};
pub use find::{Flags, Origin};
pub use parse::check;
pub use report::{Row, local_url};

use crate::error::{Error, FieldError, Result};
use find::Finder;

/// What is known of one setting before anybody has set it.
struct Spec {
    /// Its key in the file; flag and variable follow from it.
    name: &'static str,
    /// What holds when nobody says anything.
    default: Option<&'static str>,
    /// A name that platforms and other programs use for the same thing.
    common: Option<&'static str>,
    /// Whether it may hold a secret: read from a file named by the variable's `_FILE` twin, shown redacted.
    secret: bool,
}

const SPECS: [Spec; 9] = [
    Spec {
        name: "listen",
        default: Some("127.0.0.1:3000"),
        common: Some("PORT"),
        secret: false,
    },
    Spec {
        name: "database_url",
        default: Some("sqlite://lineside.db"),
        common: Some("DATABASE_URL"),
        secret: true,
    },
    Spec {
        name: "base_url",
        default: None,
        common: None,
        secret: false,
    },
    Spec {
        name: "trusted_proxies",
        default: None,
        common: None,
        secret: false,
    },
    Spec {
        name: "max_streams",
        default: Some("15000"),
        common: None,
        secret: false,
    },
    Spec {
        name: "max_connections",
        // 20 000 descriptors less a thousand for the database, its log, the listener and outgoing calls. Beyond
        // the streams this leaves 4 000 connections for page views, polls and the desk.
        default: Some("19000"),
        common: None,
        secret: false,
    },
    Spec {
        name: "drain_s",
        default: Some("20"),
        common: None,
        secret: false,
    },
    Spec {
        name: "log_format",
        default: Some("auto"),
        common: None,
        secret: false,
    },
    Spec {
        name: "log",
        default: Some("info,sqlx=warn"),
        common: Some("RUST_LOG"),
        secret: false,
    },
];

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people on a terminal, JSON elsewhere.
    Auto,
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

/// The settings in effect.
#[derive(Debug)]
pub struct Settings {
    /// `listen`: the address and port to serve on; port 0 takes a free one. `PORT` alone means every address.
    pub listen: SocketAddr,
    /// `database_url`: where the data is, `sqlite://FILE`.
    pub database_url: SecretString,
    /// `base_url`: how the world reaches this server, for links and feeds; without it, the address listened on.
    pub base_url: Option<String>,
    /// `trusted_proxies`: the networks of the proxies in front of us, which say from where a request comes.
    pub trusted_proxies: Vec<IpNet>,
    /// `max_streams`: open live streams; a shopper beyond that is told to poll.
    pub max_streams: usize,
    /// `max_connections`: open connections of all sorts; must be more than `max_streams`.
    pub max_connections: usize,
    /// `drain_s`: how long a stop waits for streams and requests, below the 30 s of Kubernetes.
    pub drain: Duration,
    /// `log_format`: how log lines look.
    pub log_format: LogFormat,
    /// `log`: what is logged, in the notation of `RUST_LOG`.
    pub log: String,
    origins: BTreeMap<&'static str, Origin>,
}

impl Settings {
    /// Reads every setting. All that is wrong is told at once.
    ///
    /// `also_known` are variables of the command line that begin like ours and are no settings.
    pub fn load(
        flags: &Flags,
        environment: &Environment,
        also_known: &BTreeSet<String>,
    ) -> Result<Self> {
        let mut wrong = environment.unknown(&known_variables(also_known));
        let finder = Finder::new(flags, environment)?;
        wrong.append(&mut finder.unknown_keys());
        let mut read = Reader {
            finder,
            wrong,
            origins: BTreeMap::new(),
        };
        let loaded = read.settings();
        let Reader { wrong, origins, .. } = read;
        match loaded {
            Some(settings) if wrong.is_empty() => Self {
                origins,
                ..settings
            }
            .checked(),
            _ => Err(Error::Invalid(wrong)),
        }
    }

    /// Where a setting's value comes from.
    pub fn origin(&self, name: &str) -> &Origin {
        self.origins.get(name).unwrap_or(&Origin::Default)
    }

    /// Checks what only shows when settings are seen together.
    fn checked(self) -> Result<Self> {
        if self.max_connections <= self.max_streams {
            return Err(Error::invalid(
                "max_connections",
                format!(
                    "{} ({}) must be more than max_streams, {} ({}): every stream is a connection, and pages need some too",
                    self.max_connections,
                    self.origin("max_connections"),
                    self.max_streams,
                    self.origin("max_streams"),
                ),
            ));
        }
        Ok(self)
    }
}

/// The flag of a setting.
pub fn flag(name: &str) -> String {
    format!("--{}", name.replace('_', "-"))
}

/// The environment variable of a setting or a flag.
pub fn variable(name: &str) -> String {
    format!("LINESIDE_{}", name.replace('-', "_").to_uppercase())
}

/// What holds when nobody sets a setting.
pub fn default(name: &str) -> Option<&'static str> {
    SPECS.iter().find(|spec| spec.name == name)?.default
}

/// The names of all settings.
pub fn names() -> impl Iterator<Item = &'static str> {
    SPECS.iter().map(|spec| spec.name)
}

fn known_variables(also_known: &BTreeSet<String>) -> BTreeSet<String> {
    let mut known = also_known.clone();
    known.insert(variable("config"));
    for spec in &SPECS {
        known.insert(variable(spec.name));
        if spec.secret {
            known.insert(format!("{}_FILE", variable(spec.name)));
        }
    }
    known
}

/// Reads setting after setting and keeps what was wrong.
struct Reader<'a> {
    finder: Finder<'a>,
    wrong: Vec<FieldError>,
    origins: BTreeMap<&'static str, Origin>,
}

impl Reader<'_> {
    fn settings(&mut self) -> Option<Settings> {
        // Every line is read before the first one is missed, so that all mistakes are told.
        let listen = self.value("listen", parse::listen);
        let database_url = self.value("database_url", parse::database_url);
        let base_url = self.value("base_url", parse::base_url);
        let trusted_proxies = self.value("trusted_proxies", parse::networks);
        let max_streams = self.value("max_streams", parse::count);
        let max_connections = self.value("max_connections", parse::count);
        let drain = self.value("drain_s", parse::drain);
        let log_format = self.value("log_format", parse::log_format);
        let log = self.value("log", parse::log);
        Some(Settings {
            listen: listen?,
            database_url: database_url?,
            base_url,
            trusted_proxies: trusted_proxies.unwrap_or_default(),
            max_streams: max_streams?,
            max_connections: max_connections?,
            drain: drain?,
            log_format: log_format?,
            log: log?,
            origins: BTreeMap::new(),
        })
    }

    fn value<T>(&mut self, name: &'static str, parse: fn(&str) -> Result<T, String>) -> Option<T> {
        let spec = SPECS.iter().find(|spec| spec.name == name)?;
        let (text, origin) = match self.finder.find(spec) {
            Ok(found) => found?,
            Err(error) => {
                self.wrong.push(error);
                return None;
            }
        };
        match parse(&text) {
            Ok(value) => {
                self.origins.insert(name, origin);
                Some(value)
            }
            Err(message) => {
                self.wrong.push(FieldError {
                    field: name.to_owned(),
                    message: format!("{message} (from {origin})"),
                });
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
