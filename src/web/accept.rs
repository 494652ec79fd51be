//! The accept loop. Axum's own `serve` sets no timer, so that a client could send its head for ever.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::slashes::collapse;

/// The longest a request's head may take to arrive, and an idle HTTP/1.1 connection to stay open.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);
/// The largest head; a browser's is a few KiB. hyper would let a hostile one grow to 400 KiB.
const HEAD_BUFFER: usize = 32 * 1_024;
/// Streams on one HTTP/2 connection: a browser needs few, and each has buffers.
const H2_STREAMS: u32 = 64;
/// How long to wait when the system has no descriptor left for another connection.
const EXHAUSTED_PAUSE: Duration = Duration::from_millis(50);

/// Accepts until `shutdown`, then waits for what is under way, at most `drain`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    max_connections: usize,
    drain: Duration,
    shutdown: CancellationToken,
) {
    let slots = Arc::new(Semaphore::new(max_connections));
    let builder = Arc::new(builder());
    let graceful = GracefulShutdown::new();
    loop {
        // Watched here too: a node with every slot taken must stop like any other.
        let slot = tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            slot = slots.clone().acquire_owned() => slot,
        };
        let Ok(slot) = slot else { break };
        let accepted = tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Either this connection is broken already, or there are no descriptors: neither is a reason to stop.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(EXHAUSTED_PAUSE).await;
                continue;
            }
        };
        let connection = connection(&builder, socket, peer, router.clone(), graceful.watcher());
        tokio::spawn(async move {
            connection.await;
            drop(slot);
        });
    }
    drop(listener);
    if tokio::time::timeout(drain, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some connections were still busy when the drain time was over");
    }
}

fn builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_DEADLINE)
        .max_buf_size(HEAD_BUFFER);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(H2_STREAMS)
        .keep_alive_interval(Duration::from_secs(30));
    builder
}

/// One connection, from its first byte to its last.
fn connection(
    builder: &Arc<auto::Builder<TokioExecutor>>,
    socket: TcpStream,
    peer: SocketAddr,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) -> impl Future<Output = ()> + Send + use<> {
    // A frame is small and must not wait for the next one.
    if let Err(error) = socket.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let asked = Arc::new(AtomicBool::new(false));
    let first = asked.clone();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        first.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(ConnectInfo(peer));
        // Before the router: its own layers come after the choice of a route.
        router.clone().oneshot(collapse(request.map(Body::new)))
    });
    let connection = builder
        .serve_connection(TokioIo::new(socket), service)
        .into_owned();
    let served = watcher.watch(connection);
    // hyper's own timer begins with HTTP/1; until the version is known, and for HTTP/2, there would be none.
    let silence = async move {
        tokio::time::sleep(HEAD_DEADLINE).await;
        if asked.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    };
    async move {
        tokio::select! {
            served = served => if let Err(error) = served {
                // Clients that go away or send nonsense are daily life.
                tracing::debug!(%error, "a connection ended early");
            },
            () = silence => tracing::debug!("a connection that asked for nothing was closed"),
        }
    }
}
