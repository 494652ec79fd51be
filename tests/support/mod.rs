//! The test app, its roles, and what they need to read answers.

mod answer;
pub mod app;
pub mod client;
pub mod database;
pub mod day;
pub mod desk;
mod document;
pub mod process;
pub mod raw;
pub mod rehearsal;
pub mod roles;
mod stream;

use std::time::Duration;

pub use answer::Answer;
pub use app::{SLUG, TestApp, noon};
pub use client::Client;
pub use document::{Document, fragment};
pub use stream::{Frame, Stream};

/// Far beyond what anything here takes on a busy machine; only a hang gets this far.
const PATIENCE: Duration = Duration::from_secs(20);

/// Awaits something that must happen, and says what it was when it does not.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(PATIENCE, future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// Awaits a condition that nothing announces, by looking again and again.
pub async fn eventually(what: &str, condition: impl Fn() -> bool) {
    let looking = async {
        while !condition() {
            tokio::task::yield_now().await;
        }
    };
    within(what, looking).await;
}
