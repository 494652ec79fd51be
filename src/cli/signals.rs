//! Being told to stop: politely the first time, at once the second.

use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};

/// What a shell expects of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// A token that is cancelled by the first Ctrl-C or SIGTERM. The second one ends the process on the spot.
pub fn shutdown() -> Result<CancellationToken> {
    let mut signals =
        Signals::listen().map_err(|error| Error::internal("listening for signals", error))?;
    let token = CancellationToken::new();
    let told = token.clone();
    tokio::spawn(async move {
        signals.next().await;
        told.cancel();
        signals.next().await;
        std::process::exit(INTERRUPTED);
    });
    Ok(token)
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self(tokio::signal::windows::ctrl_c()?))
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}
