//! A server that misbehaves on purpose.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What it was asked, in order.
pub type Requests = Arc<Mutex<Vec<String>>>;

/// A server that answers what `answer` says to a request's first line, and remembers what it was asked.
pub async fn fake(
    answer: impl Fn(&str, usize) -> String + Send + Sync + 'static,
) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Requests::default();
    let seen = requests.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let request = read_request(&mut stream).await;
            let line = request.lines().next().unwrap_or_default().to_owned();
            let count = {
                let mut seen = seen.lock().unwrap();
                seen.push(request);
                seen.iter()
                    .filter(|request| request.starts_with(&line))
                    .count()
            };
            let reply = answer(&line, count);
            stream.write_all(reply.as_bytes()).await.unwrap();
        }
    });
    (url, requests)
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let mut buffer = [0; 4_096];
        let n = stream.read(&mut buffer).await.unwrap_or(0);
        bytes.extend_from_slice(&buffer[..n]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert!(n > 0, "half a request");
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
            return text;
        }
    }
}

/// An answer with these header lines.
pub fn reply(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

/// Answers like a server whose event is open.
pub fn open_event(line: &str) -> String {
    let body = if line.starts_with("GET") {
        r#"{"phase":"open"}"#
    } else {
        "{}"
    };
    reply("200 OK", "", body)
}

/// How many requests begin like this.
pub fn count(requests: &Requests, beginning: &str) -> usize {
    let requests = requests.lock().unwrap();
    requests
        .iter()
        .filter(|request| request.starts_with(beginning))
        .count()
}
