//! The program: settings, telemetry, subcommand.

use std::io::IsTerminal;
use std::process::ExitCode;

use lineside::cli::{self, Cli, Out};
use lineside::config::{self, Environment, Settings};
use lineside::error::Result;
use lineside::telemetry::{self, Style};

#[tokio::main]
async fn main() -> ExitCode {
    // Wrong usage ends here with 2, a call for help with 0.
    let cli = Cli::read(config::arguments()).unwrap_or_else(|error| error.exit());
    let mut out = Out::of_process();
    match run(cli, &mut out).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out.error(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli, out: &mut Out) -> Result<()> {
    let environment = Environment::of_process();
    let settings = Settings::load(&cli.flags(), &environment, &cli::variables())?;
    let style = Style {
        format: settings.log_format,
        terminal: std::io::stderr().is_terminal(),
        colour: environment.get("NO_COLOR").is_none(),
    };
    telemetry::start(style, cli.log_filter(&settings))?;
    cli.run(&settings, out).await
}
