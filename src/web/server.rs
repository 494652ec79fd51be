//! Binds, serves, drains. The program, the demo and the tests start the same server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use socket2::{Domain, Socket, Type};
use tokio::net::TcpListener;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{accept, assets, router};
use crate::domain::time::Clock;
use crate::error::{Error, Result};
use crate::live::{Admission, Boards, CardPainter, Live, Method, Publisher, Renderer};
use crate::page::DocumentLinks;
use crate::service::Services;
use crate::service::messages::due;
use crate::service::rehearsals::{self, Players};
use crate::service::signals::watcher;
use crate::state::{AppState, desk_options};
use crate::store::Store;

/// Connections that the system holds for us while we are busy accepting.
const BACKLOG: i32 = 4_096;

/// The part of the drain time in which connections are still accepted, to tell a balancer that we are going.
const LAME_DUCK_PART: u32 = 10;

/// How many places in line a node looks up in a second, at a few per cent of a core.
pub const LOOKUPS_PER_S: u32 = 1_000;

/// What a server needs to know.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// `sqlite://path`.
    pub database_url: String,
    /// Where people find us, without a slash at the end; by default the address that was bound.
    pub base_url: Option<String>,
    /// The networks of the proxies in front of us.
    pub trusted_proxies: Vec<IpNet>,
    /// The most open streams; beyond them shoppers poll.
    pub max_streams: usize,
    /// The most places in line that are looked up in a second; beyond them shoppers come back a little later.
    pub max_lookups_per_s: u32,
    /// The most open connections; beyond them they wait in the backlog.
    pub max_connections: usize,
    /// The longest that stopping takes.
    pub drain: Duration,
}

/// A server that is bound and has its first snapshots, but does not accept yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    state: AppState,
    publisher: Publisher,
    options: ServerOptions,
}

impl Server {
    /// Opens the store, publishes what is there, and binds.
    pub async fn start(options: ServerOptions, clock: Arc<dyn Clock>) -> Result<Self> {
        let store = Store::open(&options.database_url).await?;
        let listener = bind(options.listen)?;
        let address = listener
            .local_addr()
            .map_err(|error| Error::internal("reading the bound address", error))?;
        let base_url = options
            .base_url
            .clone()
            .unwrap_or_else(|| format!("http://{address}"));
        let live = Live::default();
        let links = DocumentLinks {
            stylesheet: assets::path("page.css").to_owned(),
            report_stylesheet: assets::path("report.css").to_owned(),
            script: assets::path("live.js").to_owned(),
            icon: assets::path("favicon.svg").to_owned(),
            base_url: base_url.trim_end_matches('/').to_owned(),
        };
        let renderer = Renderer {
            links: links.clone(),
            stylesheet: assets::text("page.css"),
        };
        let services = Services {
            store: store.clone(),
            live: live.clone(),
            clock: clock.clone(),
            players: Players::default(),
        };
        // What a server before this one played is played by nobody.
        rehearsals::settle(&services).await?;
        let mut publisher = Publisher::new(store, live, clock, renderer);
        publisher.publish_all().await?;
        let state = AppState {
            services,
            admission: Admission::new(options.max_streams, options.max_lookups_per_s),
            boards: Boards::default(),
            throttle: Arc::default(),
            proxies: options.trusted_proxies.as_slice().into(),
            method: Method::new(&links),
            links,
            leptos_options: desk_options(assets::PKG_DIR),
            draining: CancellationToken::new(),
            broken: CancellationToken::new(),
            drain: options.drain,
        };
        Ok(Self {
            listener,
            address,
            state,
            publisher,
            options,
        })
    }

    /// The address that was bound.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What people and machines can do, for whoever started the server.
    pub fn services(&self) -> &Services {
        &self.state.services
    }

    /// Serves until `shutdown`: then not ready, streams end, requests finish, the database is closed.
    pub async fn run(self, shutdown: CancellationToken) -> Result<()> {
        let publishing = CancellationToken::new();
        let mut publisher = tokio::spawn(self.publisher.run(publishing.clone()));
        let painter =
            CardPainter::new(self.state.services.live.clone(), &self.state.links.base_url);
        let painting = tokio::spawn(painter.run(publishing.clone()));
        let services = self.state.services.clone();
        let scheduling = CancellationToken::new();
        let mut scheduler = tokio::spawn(due::run(services.clone(), scheduling.clone()));
        let mut watcher = tokio::spawn(watcher::run(services.clone(), scheduling.clone()));
        let draining = self.state.draining.clone();
        let broken = self.state.broken.clone();
        // A balancer learns from /readyz that it should go elsewhere before it finds the door closed.
        let closing = CancellationToken::new();
        let lame_duck = tokio::time::sleep(Duration::ZERO);
        tokio::pin!(lame_duck);
        let serving = accept::serve(
            self.listener,
            router(self.state),
            self.options.max_connections,
            self.options.drain,
            closing.clone(),
        );
        tokio::pin!(serving);
        let (mut lost, mut blind) = (false, false);
        loop {
            tokio::select! {
                () = shutdown.cancelled(), if !draining.is_cancelled() => {
                    draining.cancel();
                    lame_duck.as_mut().reset(Instant::now() + self.options.drain / LAME_DUCK_PART);
                }
                () = &mut lame_duck, if draining.is_cancelled() && !closing.is_cancelled() => {
                    closing.cancel();
                }
                () = &mut serving => break,
                ended = &mut publisher, if !lost => {
                    // The last good pages go on being served, /livez says that they will not change any more.
                    tracing::error!(?ended, "the publisher ended; pages grow old until a restart");
                    lost = true;
                }
                ended = &mut watcher, if !blind => {
                    // Pages and the schedule go on, so this is no reason to be restarted in the middle of a launch.
                    tracing::error!(?ended, "the watch ended; no signal is noticed until a restart");
                    blind = true;
                }
                ended = &mut scheduler, if !broken.is_cancelled() => {
                    // Pages go on; /livez says that nothing scheduled will be published any more.
                    tracing::error!(?ended, "the schedule ended; its messages wait until a restart");
                    broken.cancel();
                }
            }
        }
        // Before the publisher, which announces what it publishes.
        scheduling.cancel();
        if !broken.is_cancelled() {
            scheduler
                .await
                .map_err(|error| Error::internal("stopping the schedule", error))?;
        }
        if !blind {
            watcher
                .await
                .map_err(|error| Error::internal("stopping the watch", error))?;
        }
        services.players.close().await;
        // A database that does not answer any more is put in order when the next server starts.
        if let Err(error) = rehearsals::settle(&services).await {
            let cause = error.with_cause();
            tracing::error!(cause, "rehearsals are not noted as stopped");
        }
        publishing.cancel();
        if !lost {
            publisher
                .await
                .map_err(|error| Error::internal("stopping the publisher", error))?;
        }
        painting
            .await
            .map_err(|error| Error::internal("stopping the painter", error))?;
        services.store.close().await;
        Ok(())
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listen = || -> std::io::Result<TcpListener> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        // A restart must not wait for connections of before to time out.
        socket.set_reuse_address(true)?;
        socket.set_nonblocking(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        TcpListener::from_std(socket.into())
    };
    listen().map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            Error::Conflict(format!("{address} is in use; choose another with --listen"))
        }
        _ => Error::internal("binding the address", error),
    })
}
