//! Sites that may embed an event: origins as browsers name them (RFC 6454).

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

/// The most origins of one event.
pub const MAX_ORIGINS: usize = 20;
/// The longest host name, in bytes (RFC 1035).
const MAX_HOST: usize = 253;
/// The longest part of a host name between two dots.
const MAX_LABEL: usize = 63;

/// Why origins are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Not an origin at all.
    #[error(
        "write an origin like https://shop.example: scheme, host and, if need be, port, with nothing after them"
    )]
    NotAnOrigin,
    /// Only what stays on one machine may go without encryption.
    #[error("http is for localhost only; use https")]
    Unencrypted,
    /// Browsers name hosts in their ASCII form.
    #[error("write the host in its ASCII form, like xn--bcher-kva.example")]
    NotAscii,
    /// One of several is refused.
    #[error("{0}: {1}")]
    At(String, Box<OriginError>),
    /// Too many to look through.
    #[error("name at most {MAX_ORIGINS} origins")]
    TooMany,
}

/// One origin, written as a browser writes it: lower case, without the scheme's own port.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

impl Origin {
    /// Parses an origin; surrounding white space and the case of letters do not count.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let text = text.trim();
        if !text.is_ascii() {
            return Err(OriginError::NotAscii);
        }
        let text = text.to_ascii_lowercase();
        let (scheme, rest) = text.split_once("://").ok_or(OriginError::NotAnOrigin)?;
        let (host, port) = split_port(rest)?;
        let local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        if !local && !is_host(host) {
            return Err(OriginError::NotAnOrigin);
        }
        let usual = match scheme {
            "https" => 443,
            "http" if local => 80,
            "http" => return Err(OriginError::Unencrypted),
            _ => return Err(OriginError::NotAnOrigin),
        };
        let port = port.filter(|port| *port != usual);
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Self(format!("{scheme}://{host}{port}")))
    }

    /// The origin as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Host and port of what stands behind the scheme.
fn split_port(rest: &str) -> Result<(&str, Option<u16>), OriginError> {
    match rest.rsplit_once(':') {
        // The colons of an IPv6 address stand inside its brackets.
        Some((host, port)) if !port.ends_with(']') => {
            let plain = port.bytes().all(|b| b.is_ascii_digit());
            let port = port.parse().ok().filter(|port| plain && *port > 0);
            port.map(|port| (host, Some(port)))
                .ok_or(OriginError::NotAnOrigin)
        }
        _ => Ok((rest, None)),
    }
}

/// Whether this is a host name with a dot in it, or an IPv4 address.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=MAX_LABEL).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // A name whose last part is a number is taken for an address by browsers (WHATWG URL, 4.5).
    let last = host.rsplit('.').next().unwrap_or_default();
    let named = !last.starts_with(|c: char| c.is_ascii_digit()) || host.parse::<Ipv4Addr>().is_ok();
    host.len() <= MAX_HOST && host.contains('.') && host.split('.').all(label) && named
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, OriginError> {
        Self::parse(&text)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

/// The sites that may embed an event; none means every site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<Origin>", into = "Vec<Origin>")]
pub struct EmbedOrigins(Vec<Origin>);

impl EmbedOrigins {
    /// Parses a list of origins; one that is there twice counts once.
    pub fn parse(origins: Vec<Origin>) -> Result<Self, OriginError> {
        let mut kept: Vec<Origin> = Vec::new();
        for origin in origins {
            if !kept.contains(&origin) {
                kept.push(origin);
            }
        }
        if kept.len() > MAX_ORIGINS {
            return Err(OriginError::TooMany);
        }
        Ok(Self(kept))
    }

    /// Parses origins that stand in lines or are divided by white space or commas.
    pub fn parse_text(text: &str) -> Result<Self, OriginError> {
        let words = text.split(|c: char| c.is_whitespace() || c == ',');
        let origin = |word: &str| {
            let named = |error| OriginError::At(word.to_owned(), Box::new(error));
            Origin::parse(word).map_err(named)
        };
        let origins = words.filter(|word| !word.is_empty()).map(origin);
        Self::parse(origins.collect::<Result<_, _>>()?)
    }

    /// Whether the site that a browser names so may embed the event.
    pub fn allow(&self, origin: &str) -> bool {
        self.is_empty() || self.0.iter().any(|listed| listed.as_str() == origin)
    }

    /// Each of them, in the order they were named.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Origin> {
        self.0.iter()
    }

    /// Whether every site may embed the event.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<Vec<Origin>> for EmbedOrigins {
    type Error = OriginError;

    fn try_from(origins: Vec<Origin>) -> Result<Self, OriginError> {
        Self::parse(origins)
    }
}

impl From<EmbedOrigins> for Vec<Origin> {
    fn from(origins: EmbedOrigins) -> Self {
        origins.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_origin_is_kept_as_a_browser_writes_it() {
        for (typed, kept) in [
            ("https://shop.example", "https://shop.example"),
            (" HTTPS://Shop.Example:443 ", "https://shop.example"),
            ("https://shop.example:8443", "https://shop.example:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1", "http://127.0.0.1"),
            ("http://[::1]:80", "http://[::1]"),
            ("https://203.0.113.7", "https://203.0.113.7"),
            (
                "https://xn--bcher-kva.example",
                "https://xn--bcher-kva.example",
            ),
        ] {
            assert_eq!(Origin::parse(typed).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for (bad, error) in [
            ("", OriginError::NotAnOrigin),
            ("shop.example", OriginError::NotAnOrigin),
            ("https://", OriginError::NotAnOrigin),
            ("https://shop.example/", OriginError::NotAnOrigin),
            ("https://shop.example/a", OriginError::NotAnOrigin),
            ("https://shop.example?a", OriginError::NotAnOrigin),
            ("https://shop.example#a", OriginError::NotAnOrigin),
            ("https://user@shop.example", OriginError::NotAnOrigin),
            ("https://user:1@shop.example", OriginError::NotAnOrigin),
            ("https://*.shop.example", OriginError::NotAnOrigin),
            ("*", OriginError::NotAnOrigin),
            ("null", OriginError::NotAnOrigin),
            ("ftp://shop.example", OriginError::NotAnOrigin),
            ("https://shop", OriginError::NotAnOrigin),
            ("https://shop.example:", OriginError::NotAnOrigin),
            ("https://shop.example:0", OriginError::NotAnOrigin),
            ("https://shop.example:+80", OriginError::NotAnOrigin),
            ("https://shop.example:70000", OriginError::NotAnOrigin),
            ("https://shop.example:1:2", OriginError::NotAnOrigin),
            ("https://-a.example", OriginError::NotAnOrigin),
            ("https://a..example", OriginError::NotAnOrigin),
            ("https://1.2.3.4.5", OriginError::NotAnOrigin),
            ("https://[::1", OriginError::NotAnOrigin),
            ("https://[::2]", OriginError::NotAnOrigin),
            ("http://shop.example", OriginError::Unencrypted),
            ("https://bücher.example", OriginError::NotAscii),
        ] {
            assert_eq!(Origin::parse(bad), Err(error), "{bad}");
        }
    }

    #[test]
    fn origins_are_counted_once_each_and_there_are_not_too_many() {
        let many =
            |n: usize| -> Vec<_> { (0..n).map(|i| format!("https://a{i}.example")).collect() };
        let twice = "https://a.example, https://b.example\nhttps://A.example";
        assert_eq!(EmbedOrigins::parse_text(twice).unwrap().iter().count(), 2);
        assert!(EmbedOrigins::parse_text(&many(MAX_ORIGINS).join("\n")).is_ok());
        let too_many = many(MAX_ORIGINS + 1).join(" ");
        assert_eq!(
            EmbedOrigins::parse_text(&too_many),
            Err(OriginError::TooMany)
        );
        assert!(EmbedOrigins::parse_text(" \n ").unwrap().is_empty());
        let wrong = EmbedOrigins::parse_text("https://a.example http://b.example");
        let told = wrong.unwrap_err().to_string();
        assert!(told.starts_with("http://b.example: http is for"), "{told}");
    }

    proptest! {
        #[test]
        fn what_parses_is_an_origin_and_stays_one(
            text in "(https?|ftp)?(://)?[a-z0-9.:\\[\\]@/ -]{0,30}",
        ) {
            if let Ok(origin) = Origin::parse(&text) {
                let text = origin.as_str();
                prop_assert_eq!(Origin::parse(text), Ok(origin.clone()));
                let host = text.split_once("://").unwrap().1;
                prop_assert!(!host.contains(['/', '@', '?', '#', ' ']));
                prop_assert!(text.starts_with("https://") || host.starts_with(['l', '1', '[']));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,40}") {
            let _ = Origin::parse(&text);
            let _ = EmbedOrigins::parse_text(&text);
        }
    }
}
