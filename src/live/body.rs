//! Finished bytes of an answer, in every encoding, with their entity tags.

use std::io::Write;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// Compression levels for bodies made on every change: most of the gain for about a millisecond.
const BROTLI_QUALITY: u32 = 5;
const BROTLI_WINDOW: u32 = 18;
const GZIP_LEVEL: u32 = 6;

/// A content encoding that bodies are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

impl Encoding {
    /// The name in `Content-Encoding`, none for identity.
    pub fn header(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// The strong entity tag of what is told apart by `tag` (RFC 9110 §8.8.3: different encodings, different tags).
    pub(super) fn etag(self, tag: &str) -> String {
        let suffix = match self {
            Self::Identity => "",
            Self::Gzip => "-gz",
            Self::Brotli => "-br",
        };
        format!("\"{tag}{suffix}\"")
    }
}

/// Finished bytes in three encodings. Cloning shares them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    identity: Bytes,
    gzip: Bytes,
    brotli: Bytes,
    tag: String,
}

impl Body {
    /// Compresses `content`. Takes about a millisecond for a page: not for the reactor.
    pub fn new(content: impl Into<Bytes>) -> Self {
        let identity = content.into();
        Self {
            gzip: gzip(&identity).into(),
            brotli: brotli(&identity).into(),
            tag: tag(&identity),
            identity,
        }
    }

    /// The body `before`, if its content is the same; else a new one.
    pub fn kept(before: Option<&Self>, content: Vec<u8>) -> Self {
        match before {
            Some(body) if body.identity == content => body.clone(),
            _ => Self::new(content),
        }
    }

    /// Keeps `content` as it is: for bodies of a few hundred bytes, of which there are many.
    pub fn small(content: impl Into<Bytes>) -> Self {
        let identity = content.into();
        Self {
            tag: tag(&identity),
            gzip: Bytes::new(),
            brotli: Bytes::new(),
            identity,
        }
    }

    /// The encoding to answer with when a client takes `wanted`: a small body has only one.
    pub fn best(&self, wanted: Encoding) -> Encoding {
        if self.bytes(wanted).is_empty() {
            Encoding::Identity
        } else {
            wanted
        }
    }

    /// The bytes in one encoding.
    pub fn bytes(&self, encoding: Encoding) -> Bytes {
        match encoding {
            Encoding::Identity => self.identity.clone(),
            Encoding::Gzip => self.gzip.clone(),
            Encoding::Brotli => self.brotli.clone(),
        }
    }

    /// The strong entity tag of one encoding.
    pub fn etag(&self, encoding: Encoding) -> String {
        encoding.etag(&self.tag)
    }

    /// What tells this content from other content, without regard to encodings.
    pub(super) fn tag(&self) -> &str {
        &self.tag
    }
}

/// 64 bits of a SHA-256: enough to tell versions of one body apart.
pub(super) fn tag(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(8)
        .fold(String::new(), |tag, byte| format!("{tag}{byte:02x}"))
}

#[expect(clippy::expect_used, reason = "writing to memory does not fail")]
fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder =
        flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
    encoder.write_all(content).expect("memory takes every byte");
    encoder.finish().expect("memory takes every byte")
}

#[expect(clippy::expect_used, reason = "writing to memory does not fail")]
fn brotli(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut out, 4_096, BROTLI_QUALITY, BROTLI_WINDOW);
    encoder.write_all(content).expect("memory takes every byte");
    drop(encoder);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn every_encoding_holds_the_same_content_under_its_own_tag() {
        let content = "the same words again and again ".repeat(50);
        let body = Body::new(content.clone());
        let mut unzipped = String::new();
        let gzip = body.bytes(Encoding::Gzip);
        flate2::read::GzDecoder::new(&gzip[..])
            .read_to_string(&mut unzipped)
            .unwrap();
        let mut unbrotlied = String::new();
        let brotli = body.bytes(Encoding::Brotli);
        brotli::Decompressor::new(&brotli[..], 4_096)
            .read_to_string(&mut unbrotlied)
            .unwrap();
        assert_eq!(unzipped, content);
        assert_eq!(unbrotlied, content);
        assert_ne!(body.etag(Encoding::Gzip), body.etag(Encoding::Brotli));
    }
}
