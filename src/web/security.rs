//! Headers that tell browsers what our answers may do.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// For public pages, the same for every answer: no inline script or style, no third party, and HTML enters the
/// page only through the one named policy of `live.js`.
const PUBLIC_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types lineside";

/// On every answer of the node.
const EVERYWHERE: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
];

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}

/// For a year browsers come by TLS only, once they have.
const HSTS: &str = "max-age=31536000";

/// Whether people reach us by TLS.
#[derive(Debug, Clone, Copy)]
pub struct OverTls(bool);

impl OverTls {
    /// Whether this address of ours is one over TLS.
    pub fn of(base_url: &str) -> Self {
        Self(base_url.starts_with("https://"))
    }
}

/// Sets what holds for every answer, unless the route has said something stricter.
pub async fn everywhere(
    State(OverTls(over_tls)): State<OverTls>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        set_default(headers, name, value);
    }
    if over_tls {
        set_default(headers, header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    // The desk sets its own, with a nonce.
    set_default(headers, header::CONTENT_SECURITY_POLICY, PUBLIC_CSP);
    response
}

/// Forgets a request id that came from outside: ours is noted in the log and must not be forged.
pub async fn drop_request_id(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove("x-request-id");
    next.run(request).await
}
