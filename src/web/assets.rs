//! Style sheets, scripts and the desk's WASM, compiled into the binary by `build.rs`: hashed, compressed once.

use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;

use super::cache::CachePolicy;
use super::encoding::{Conditions, negotiate};
use super::problem::Failure;
use crate::error::Error;
use crate::live::Encoding;

/// One file in every encoding.
#[derive(Debug)]
pub struct Asset {
    /// What it is called in the source tree.
    pub name: &'static str,
    /// Where it is served; holds a hash of the content.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// As it is.
    pub identity: &'static [u8],
    /// Compressed with gzip.
    pub gzip: &'static [u8],
    /// Compressed with Brotli.
    pub brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file of this name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// Where a file is served. A name that is not in the source tree leads nowhere; a test holds that none is asked for.
pub fn path(name: &str) -> &'static str {
    find(name).map_or("/assets/missing", |asset| asset.path)
}

/// The text of a file; empty for a name that is not in the source tree.
pub fn text(name: &str) -> &'static str {
    let identity = find(name).map_or(&b""[..], |asset| asset.identity);
    std::str::from_utf8(identity).unwrap_or_default()
}

/// Answers with a file under one of its names.
pub fn answer(asset: &'static Asset, policy: CachePolicy, request: &Request) -> Response {
    let encoding = negotiate(request.headers());
    let bytes = match encoding {
        Encoding::Identity => asset.identity,
        Encoding::Gzip => asset.gzip,
        Encoding::Brotli => asset.brotli,
    };
    // What does not compress is kept once, and must not claim an encoding.
    let encoding = if bytes.len() == asset.identity.len() {
        Encoding::Identity
    } else {
        encoding
    };
    let conditions = Conditions {
        method: request.method(),
        headers: request.headers(),
    };
    let tag = format!(
        "\"{}{}\"",
        asset.path.trim_start_matches("/assets/"),
        encoding.header().unwrap_or_default()
    );
    let response = conditions.answer_bytes(
        Bytes::from_static(bytes),
        &tag,
        encoding,
        asset.content_type,
    );
    (policy, response).into_response()
}

/// `GET /assets/…`: the name holds the content's hash, so it never changes.
pub async fn serve(request: Request) -> Result<Response, Failure> {
    let path = request.uri().path();
    let asset = ASSETS
        .iter()
        .find(|asset| asset.path == path)
        .ok_or(Error::NotFound("file"))?;
    Ok(answer(asset, CachePolicy::Immutable, &request))
}

/// `GET /favicon.ico`: asked for by browsers that ignore the link.
pub async fn favicon() -> Redirect {
    Redirect::permanent(path("favicon.svg"))
}

/// `GET /robots.txt`: the pages may be found, the desk and the machine API need not be.
pub async fn robots(request: Request) -> Result<Response, Failure> {
    let asset = find("robots.txt").ok_or(Error::NotFound("file"))?;
    Ok(answer(asset, CachePolicy::Script, &request))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_a_page_links_to_is_in_the_binary() {
        for name in [
            "page.css",
            "admin.css",
            "live.js",
            "widget.js",
            "favicon.svg",
            "robots.txt",
        ] {
            assert!(find(name).is_some(), "{name}");
        }
    }
}
