//! Finished bytes as an answer: content negotiation, entity tags, conditional and `HEAD` requests.

use axum::body::Body as HttpBody;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use crate::live::{Body, Encoding};

/// The best encoding that a client takes (RFC 9110 §12.5.3): Brotli before gzip at equal weight, identity otherwise.
pub fn negotiate(headers: &HeaderMap) -> Encoding {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let weight = |name: &str| weight_of(accepted, name);
    let (brotli, gzip) = (weight("br"), weight("gzip"));
    if brotli > 0 && brotli >= gzip {
        Encoding::Brotli
    } else if gzip > 0 {
        Encoding::Gzip
    } else {
        Encoding::Identity
    }
}

/// The weight of one coding in thousandths; `*` stands for those not named.
fn weight_of(accepted: &str, name: &str) -> u32 {
    let mut other = 0;
    for item in accepted.split(',') {
        let mut parts = item.split(';').map(str::trim);
        let coding = parts.next().unwrap_or_default();
        let weight = parts
            .find_map(|parameter| parameter.strip_prefix("q="))
            .map_or(1_000, thousandths);
        if coding.eq_ignore_ascii_case(name) {
            return weight;
        }
        if coding == "*" {
            other = weight;
        }
    }
    other
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0–1000"
)]
fn thousandths(q: &str) -> u32 {
    let q: f32 = q.parse().unwrap_or(0.0);
    (q.clamp(0.0, 1.0) * 1_000.0) as u32
}

/// What a request said that matters for answering with finished bytes.
pub struct Conditions<'a> {
    /// `GET` or `HEAD`.
    pub method: &'a Method,
    /// Accepted encodings and known entity tags.
    pub headers: &'a HeaderMap,
}

impl Conditions<'_> {
    /// Answers with one of the prepared encodings, or with 304 when the client has it already.
    pub fn answer(&self, body: &Body, content_type: &'static str) -> Response {
        let encoding = body.best(negotiate(self.headers));
        self.answer_bytes(
            body.bytes(encoding),
            &body.etag(encoding),
            encoding,
            content_type,
        )
    }

    /// Answers with bytes whose encoding is chosen already.
    pub fn answer_bytes(
        &self,
        bytes: Bytes,
        etag: &str,
        encoding: Encoding,
        content_type: &'static str,
    ) -> Response {
        let mut headers = HeaderMap::with_capacity(6);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::from_str(etag) {
            headers.insert(header::ETAG, etag);
        }
        if self.knows(etag) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        if let Some(encoding) = encoding.header() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        let body = if *self.method == Method::HEAD {
            HttpBody::empty()
        } else {
            HttpBody::from(bytes)
        };
        (headers, body).into_response()
    }

    /// `If-None-Match` compares weakly (RFC 9110 §13.1.2), since a proxy may have weakened our tag.
    fn knows(&self, etag: &str) -> bool {
        self.headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|known| known == "*" || known.trim_start_matches("W/") == etag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(value: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT_ENCODING,
            HeaderValue::from_str(value).unwrap(),
        );
        negotiate(&headers)
    }

    #[test]
    fn weights_decide_and_zero_refuses() {
        assert_eq!(accepting("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(accepting("gzip;q=1.0, br;q=0.5"), Encoding::Gzip);
        assert_eq!(accepting("br;q=0, gzip;q=0"), Encoding::Identity);
        assert_eq!(accepting("*"), Encoding::Brotli);
        assert_eq!(accepting("*;q=0.5, br;q=0"), Encoding::Gzip);
        assert_eq!(accepting("identity"), Encoding::Identity);
        assert_eq!(accepting("br;q=nonsense"), Encoding::Identity);
    }
}
