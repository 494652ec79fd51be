//! Server-Sent Events as a browser reads them (WHATWG HTML, section 9.2).

use serde_json::Value;

use super::{Client, within};

/// One block of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    pub id: Option<i64>,
    pub event: String,
    pub data: String,
    pub retry: Option<u64>,
}

impl Frame {
    pub fn parse(block: &str) -> Self {
        let mut frame = Self::default();
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("id", id)) => frame.id = Some(id.parse().expect("a revision")),
                Some(("event", name)) => name.clone_into(&mut frame.event),
                Some(("data", data)) => data.clone_into(&mut frame.data),
                Some(("retry", millis)) => frame.retry = Some(millis.parse().expect("millis")),
                _ => assert!(line.starts_with(':'), "an unknown line: {line}"),
            }
        }
        frame
    }

    /// The name of the region that the frame brings, or of the event that it is.
    pub fn name(&self) -> String {
        match self.event.as_str() {
            "region" => self.json()["id"].as_str().expect("a region").to_owned(),
            other => other.to_owned(),
        }
    }

    /// The HTML that it brings.
    pub fn html(&self) -> String {
        self.json()["html"].as_str().expect("HTML").to_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.data).expect("JSON")
    }
}

/// An open stream. Dropping it closes the connection.
pub struct Stream {
    response: reqwest::Response,
    buffer: Vec<u8>,
}

impl Stream {
    pub async fn open(client: &Client, path: &str) -> Self {
        let request = client.request(reqwest::Method::GET, path);
        Self::send(request).await
    }

    pub async fn send(request: reqwest::RequestBuilder) -> Self {
        let response = within("a stream to open", request.send()).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            response,
            buffer: Vec::new(),
        }
    }

    /// A header of the answer, empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.response.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The next frame, comments skipped; none when the stream has ended.
    pub async fn next(&mut self) -> Option<Frame> {
        let reading = async {
            loop {
                if let Some(frame) = self.take() {
                    if frame == Frame::default() {
                        continue;
                    }
                    return Some(frame);
                }
                let chunk = self
                    .response
                    .chunk()
                    .await
                    .expect("a stream in one piece")?;
                self.buffer.extend_from_slice(&chunk);
            }
        };
        within("a frame", reading).await
    }

    /// The next frame of a stream that must not end.
    pub async fn frame(&mut self) -> Frame {
        self.next().await.expect("the stream ended")
    }

    /// So many frames.
    pub async fn frames(&mut self, count: usize) -> Vec<Frame> {
        let mut frames = Vec::new();
        for _ in 0..count {
            frames.push(self.frame().await);
        }
        frames
    }

    fn take(&mut self) -> Option<Frame> {
        let end = self.buffer.windows(2).position(|pair| pair == b"\n\n")?;
        let rest = self.buffer.split_off(end + 2);
        let block = std::mem::replace(&mut self.buffer, rest);
        Some(Frame::parse(
            std::str::from_utf8(&block).expect("UTF-8").trim_end(),
        ))
    }
}
