//! The command line: one file per subcommand. Standard output carries data, standard error everything else.
//!
//! Exit codes: 0 done, 1 failed (one clear line on standard error), 2 wrong usage.

mod audit;
mod backup;
mod check_config;
mod console;
mod demo;
mod estimate;
mod event;
mod files;
mod flags;
mod healthcheck;
mod http;
mod message;
mod out;
mod post;
mod replay;
mod serve;
mod signals;
mod template;
mod token;
mod user;

use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use out::Out;

use crate::config::{Flags, Settings};
use crate::error::Result;

const EXAMPLES: &str = "\
Examples:
  lineside demo                                        a live event page in a minute
  lineside user create --email ana@example.com         the first owner
  lineside event create --slug spring-drop --title 'Spring drop' --kind queue
  lineside token create --event spring-drop --scope ingest,publish
  lineside serve --listen 127.0.0.1:3000
  lineside post --event spring-drop --template high_traffic

Every flag has an environment variable: --next-thing is LINESIDE_NEXT_THING. Settings may also stand in a TOML
file named by --config; a flag beats the environment, the environment beats the file.
Exit codes: 0 done, 1 failed, 2 wrong usage.";

/// The sign beside the line: a live public status page for launches, drops, on-sales and draws.
#[derive(Debug, Parser)]
#[command(name = "lineside", version, after_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    common: flags::Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages, the desk and the API (what happens without a subcommand)
    Serve(flags::Server),
    /// Show a live event page fed by a replayed launch day, from a throw-away database
    Demo(demo::Flags),
    /// Send a recorded feed to a server, as fast as you like
    Replay(replay::Flags),
    /// Run the wait estimator over a recorded feed; writes CSV
    Estimate(estimate::Flags),
    /// Make, list and bar the people who may log in to the desk
    #[command(subcommand)]
    User(user::Command),
    /// Make, list and revoke the tokens that machines use
    #[command(subcommand)]
    Token(token::Command),
    /// Print who did what, newest first
    Audit(audit::Flags),
    /// Make, edit, archive and list events
    #[command(subcommand)]
    Event(event::Command),
    /// List the prepared messages, and what each says
    #[command(subcommand)]
    Template(template::Command),
    /// Publish a message, straight to the database: a running server shows it within a second
    Post(post::Flags),
    /// List messages, correct them, take them back
    #[command(subcommand)]
    Message(message::Command),
    /// Write a complete copy of the database to a new file, while it is in use
    Backup(backup::Flags),
    /// Print the settings in effect and where each comes from
    CheckConfig(check_config::Flags),
    /// Ask a running server whether it is ready; for containers without a shell
    Healthcheck(healthcheck::Flags),
}

impl Cli {
    /// Reads the command line, the program's name first.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let command = flags::with_variables(Self::command());
        let arguments = with_default_command(arguments.into_iter().collect(), &command);
        Self::from_arg_matches(&command.try_get_matches_from(arguments)?)
    }

    /// The settings that were given as flags.
    pub fn flags(&self) -> Flags {
        let mut flags = self.common.flags();
        match &self.command {
            Command::Serve(server) => flags.extend(server.flags()),
            Command::Demo(demo) => flags.extend(demo.listen.flags()),
            Command::CheckConfig(check) => flags.extend(check.server.flags()),
            _ => {}
        }
        flags
    }

    /// What to log: a command that runs and ends says nothing about itself unless asked to.
    pub fn log_filter<'a>(&self, settings: &'a Settings) -> &'a str {
        let lasting = matches!(self.command, Command::Serve(_));
        if lasting || !settings.log_is_default() {
            &settings.log
        } else {
            "warn"
        }
    }

    /// Does what was asked for.
    pub async fn run(self, settings: &Settings, out: &mut Out) -> Result<()> {
        match self.command {
            Command::Serve(_) => serve::run(settings, out).await,
            Command::Demo(flags) => demo::run(&flags, settings, out).await,
            Command::Replay(flags) => replay::run(flags, out).await,
            Command::Estimate(flags) => estimate::run(&flags, out),
            Command::User(command) => user::run(command, settings, out).await,
            Command::Token(command) => token::run(command, settings, out).await,
            Command::Audit(flags) => audit::run(flags, settings, out).await,
            Command::Event(command) => event::run(command, settings, out).await,
            Command::Template(command) => template::run(command, settings, out).await,
            Command::Post(flags) => post::run(flags, settings, out).await,
            Command::Message(command) => message::run(command, settings, out).await,
            Command::Backup(flags) => backup::run(flags, settings, out).await,
            Command::CheckConfig(flags) => check_config::run(&flags, settings, out),
            Command::Healthcheck(flags) => healthcheck::run(flags, settings, out).await,
        }
    }
}

/// Environment variables that stand for flags which are no settings.
pub fn variables() -> BTreeSet<String> {
    fn collect(command: &clap::Command, found: &mut BTreeSet<String>) {
        let named = command.get_arguments().filter_map(clap::Arg::get_env);
        found.extend(named.map(|name| name.to_string_lossy().into_owned()));
        for inner in command.get_subcommands() {
            collect(inner, found);
        }
    }
    let mut found = BTreeSet::new();
    collect(&Cli::command(), &mut found);
    found
}

/// `lineside --listen …` means `lineside serve --listen …`.
fn with_default_command(mut arguments: Vec<OsString>, command: &clap::Command) -> Vec<OsString> {
    let names_command = |argument: &OsString| {
        argument == "help" || command.get_subcommands().any(|c| argument == c.get_name())
    };
    let asks = |argument: &OsString| {
        ["-h", "--help", "-V", "--version"]
            .iter()
            .any(|a| argument == a)
    };
    let given = arguments.get(1..).unwrap_or_default();
    let begins_with_flag = given
        .first()
        .is_none_or(|first| first.to_string_lossy().starts_with('-'));
    if begins_with_flag && !given.iter().any(|a| names_command(a) || asks(a)) {
        arguments.insert(arguments.len().min(1), "serve".into());
    }
    arguments
}

#[cfg(test)]
mod tests;
