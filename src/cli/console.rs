//! The services for somebody with a shell: no server, no publisher, the same rules.

use std::path::Path;
use std::sync::Arc;

use secrecy::ExposeSecret;

use crate::config::Settings;
use crate::domain::time::SystemClock;
use crate::error::{Error, Result};
use crate::live::Live;
use crate::service::Services;
use crate::service::rehearsals::Players;
use crate::store::Store;

/// What to do when there is no database yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Make one: this command may be the first.
    Make,
    /// Say so: whoever reads from or adds to a database that is not there has named the wrong one.
    Refuse,
}

/// Opens the database, does the work, and closes it.
pub async fn with_services<T>(
    settings: &Settings,
    missing: Missing,
    work: impl AsyncFnOnce(&Services) -> Result<T>,
) -> Result<T> {
    let url = settings.database_url.expose_secret();
    let file = url.strip_prefix("sqlite://").unwrap_or(url);
    if missing == Missing::Refuse && !Path::new(file).exists() {
        return Err(Error::invalid(
            "database_url",
            format!(
                "there is no database {file} ({}); name it with --database-url",
                settings.origin("database_url")
            ),
        ));
    }
    let services = Services {
        store: Store::open(url).await?,
        live: Live::default(),
        clock: Arc::new(SystemClock),
        players: Players::default(),
    };
    let done = work(&services).await;
    services.store.close().await;
    done
}
