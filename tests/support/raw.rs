//! Bytes on a socket, for requests that no proper client would send.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{TestApp, within};

/// Connects without saying anything.
pub async fn connect(app: &TestApp) -> TcpStream {
    let address = app.url.strip_prefix("http://").unwrap();
    within("a connection", TcpStream::connect(address))
        .await
        .unwrap()
}

/// Everything that comes until the server hangs up.
pub async fn read_to_end(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is a way of hanging up.
    let _ = within("the server to hang up", socket.read_to_end(&mut bytes)).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sends `request` as it is, and reads until the server hangs up.
pub async fn exchange(app: &TestApp, request: &[u8]) -> String {
    let mut socket = connect(app).await;
    // A server may refuse before it has read everything.
    let _ = socket.write_all(request).await;
    read_to_end(&mut socket).await
}

/// The status of a raw answer.
pub fn status(answer: &str) -> u16 {
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
    status.unwrap_or_else(|| panic!("no answer: {answer:?}"))
}
