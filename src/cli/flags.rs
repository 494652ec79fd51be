//! Flags that are settings, and times. They are kept as text: `config` parses them beside the environment and the file.

use clap::Args;

use crate::config;
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

/// Settings that every subcommand takes.
#[derive(Debug, Args)]
pub struct Common {
    /// A TOML file with settings
    #[arg(long, value_name = "FILE", global = true, help_heading = "Settings")]
    config: Option<String>,
    /// Where the data is
    #[arg(long, value_name = "sqlite://FILE", global = true, help_heading = "Settings",
          value_parser = setting("database_url"))]
    database_url: Option<String>,
    /// What to log, for example info or lineside=debug,info
    #[arg(long, value_name = "FILTER", global = true, help_heading = "Settings", value_parser = setting("log"))]
    log: Option<String>,
    /// How log lines look: auto (people on a terminal, else JSON), human or json
    #[arg(long, value_name = "FORMAT", global = true, help_heading = "Settings",
          value_parser = setting("log_format"))]
    log_format: Option<String>,
}

/// Where to listen.
#[derive(Debug, Args)]
pub struct Listen {
    /// The address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = setting("listen"))]
    listen: Option<String>,
}

/// Settings of the server.
#[derive(Debug, Args)]
pub struct Server {
    #[command(flatten)]
    listen: Listen,
    /// How the world reaches this server, for links and feeds [default: the address listened on]
    #[arg(long, value_name = "URL", value_parser = setting("base_url"))]
    base_url: Option<String>,
    /// The networks of the proxies in front, as in `10.0.0.0/8,fd00::/8`: what they say in `X-Forwarded-For` is believed
    #[arg(long, value_name = "NETWORKS", value_parser = setting("trusted_proxies"))]
    trusted_proxies: Option<String>,
    /// The most open live streams; shoppers beyond that are told to poll
    #[arg(long, value_name = "N", value_parser = setting("max_streams"))]
    max_streams: Option<String>,
    /// The most open connections; more than the streams, and less than the files the system lets us open
    #[arg(long, value_name = "N", value_parser = setting("max_connections"))]
    max_connections: Option<String>,
    /// How many seconds a stop waits for streams and requests to end
    #[arg(long, value_name = "SECONDS", value_parser = setting("drain_s"))]
    drain_s: Option<String>,
}

impl Common {
    /// Those that were given.
    pub fn flags(&self) -> config::Flags {
        given([
            ("config", &self.config),
            ("database_url", &self.database_url),
            ("log", &self.log),
            ("log_format", &self.log_format),
        ])
    }
}

impl Listen {
    /// It, if it was given.
    pub fn flags(&self) -> config::Flags {
        given([("listen", &self.listen)])
    }
}

impl Server {
    /// Those that were given.
    pub fn flags(&self) -> config::Flags {
        let mut flags = self.listen.flags();
        flags.extend(given([
            ("base_url", &self.base_url),
            ("trusted_proxies", &self.trusted_proxies),
            ("max_streams", &self.max_streams),
            ("max_connections", &self.max_connections),
            ("drain_s", &self.drain_s),
        ]));
        flags
    }
}

fn given<const N: usize>(flags: [(&'static str, &Option<String>); N]) -> config::Flags {
    flags
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.clone()?)))
        .collect()
}

/// Refuses a value that the setting cannot have, as wrong usage, and keeps it as text.
fn setting(
    name: &'static str,
) -> impl Fn(&str) -> std::result::Result<String, String> + Clone + Send + Sync + 'static {
    move |text| config::check(name, text).map(|()| text.to_owned())
}

/// Names the variable and the default of every setting in the help. Clap reads no variables for them:
/// `config` does, because it must know where a value comes from.
pub fn with_variables(command: clap::Command) -> clap::Command {
    let is_setting = |arg: &clap::Arg| {
        let name = arg.get_id().as_str();
        name == "config" || config::names().any(|setting| setting == name)
    };
    command
        .mut_args(|arg| {
            if !is_setting(&arg) {
                // A help text must not show a token.
                return arg.hide_env_values(true);
            }
            let name = arg.get_id().as_str().to_owned();
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let default = config::default(&name)
                .map_or_else(String::new, |text| format!(" [default: {text}]"));
            arg.help(format!(
                "{help}{default} [env: {}]",
                config::variable(&name)
            ))
        })
        .mut_subcommands(with_variables)
}

/// A time as RFC 3339, or as clocks show it where the event is: `2026-11-23T18:00`.
pub fn time(field: &'static str, text: &str, event: &Event) -> Result<Timestamp> {
    Timestamp::parse(text)
        .or_else(|_| event.zone.parse_local(text))
        .map_err(|error| Error::invalid(field, error))
}

/// Asks for JSON instead of a table.
#[derive(Debug, Args)]
pub struct Json {
    /// Print JSON
    #[arg(long, env = "LINESIDE_JSON", value_parser = clap::builder::BoolishValueParser::new())]
    pub json: bool,
}
