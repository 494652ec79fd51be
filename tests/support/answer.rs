//! What came back.

use reqwest::header::HeaderMap;
use serde_json::Value;

/// A whole answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// One header as text, empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("text")
    }

    fn text_lossy(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{error} in {} {}", self.status, self.text());
        })
    }

    /// Insists on a status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        let said: String = self.text_lossy().chars().take(600).collect();
        assert_eq!(self.status, status, "{said}");
        self
    }

    /// Insists on a problem of this status (RFC 9457), and tells what it says.
    #[track_caller]
    pub fn problem(self, status: u16) -> Value {
        let answer = self.expect(status);
        let content_type = answer.header("content-type");
        assert_eq!(content_type, "application/problem+json");
        assert_eq!(answer.header("cache-control"), "no-store");
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{problem}");
        assert!(problem["title"].is_string(), "{problem}");
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(!detail.is_empty(), "{problem}");
        problem
    }

    /// Insists on a 422 about one field, and tells the sentence that goes with it.
    #[track_caller]
    pub fn names(self, field: &str) -> String {
        let problem = self.problem(422);
        let errors = problem["errors"].as_array().expect("errors").clone();
        assert_eq!(errors.len(), 1, "{problem}");
        assert_eq!(errors[0]["field"], field, "{problem}");
        errors[0]["message"]
            .as_str()
            .expect("a sentence")
            .to_owned()
    }
}
