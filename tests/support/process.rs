//! The program itself, in a process that can be killed.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::within;

/// The program on one database, with nothing of our own environment.
fn lineside(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lineside"));
    command.env_clear().stdin(Stdio::null());
    let url = format!("sqlite://{}", database.display());
    command.env("DATABASE_URL", url);
    command
}

/// Runs a subcommand to its end; tells the last line that it prints.
pub fn run(database: &Path, arguments: &[&str]) -> String {
    let done = lineside(database).args(arguments).output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {complaint}");
    said.lines().last().unwrap_or_default().to_owned()
}

/// A server of its own, killed when it goes out of scope.
pub struct Process {
    child: Child,
    pub url: String,
}

impl Process {
    /// Starts `lineside serve` and waits until it listens.
    pub async fn serve(database: &Path) -> Self {
        let database: PathBuf = database.to_owned();
        let starting = tokio::task::spawn_blocking(move || {
            let mut command = lineside(&database);
            command.args(["serve", "--listen", "127.0.0.1:0"]);
            command.stdout(Stdio::piped()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            let mut line = String::new();
            let mut said = BufReader::new(child.stdout.take().unwrap());
            said.read_line(&mut line).unwrap();
            let url = line.trim().rsplit(' ').next().unwrap_or_default();
            assert!(url.starts_with("http://127.0.0.1:"), "{line:?}");
            let url = url.to_owned();
            Self { child, url }
        });
        within("the program to listen", starting).await.unwrap()
    }

    /// kill −9, at once.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
