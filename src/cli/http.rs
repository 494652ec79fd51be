//! The one HTTP client of the command line.

use std::time::Duration;

use reqwest::redirect::Policy;

use crate::error::{Error, Result};

/// A client for the server at `base`: no redirects (a token must not follow one), nothing without a timeout.
pub fn client(base: &str, timeout: Duration) -> Result<reqwest::Client> {
    // Fails when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder()
        .user_agent(concat!("lineside/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(timeout)
        .timeout(timeout);
    // Without TLS nobody needs certificates, and an image from scratch has none.
    let builder = if base.starts_with("https://") {
        builder
    } else {
        builder.tls_certs_only([])
    };
    builder
        .build()
        .map_err(|error| Error::internal("making an HTTP client", error))
}

/// Why a request was not answered: the root, because the rest repeats the URL.
pub fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    if error.is_builder() {
        return "the URL is no web address".to_owned();
    }
    let mut root: &dyn std::error::Error = error;
    while let Some(source) = root.source() {
        root = source;
    }
    root.to_string()
}
