//! The text of Server-Sent Events (WHATWG HTML, section 9.2), encoded once for everyone.

use std::time::Duration;

use bytes::Bytes;

use crate::domain::revision::Revision;
use crate::page::Region;

/// One region's new content, in the two forms that a client may need.
///
/// Only the last frame that somebody is sent carries the revision. Were it on every frame, a connection cut between
/// two of them would come back claiming to know both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionFrame {
    /// Without the revision: more frames follow.
    pub open: Bytes,
    /// With the revision: the client is up to date.
    pub closing: Bytes,
}

impl RegionFrame {
    /// Encodes a region's content. JSON keeps line breaks out of the `data` line.
    pub fn new(region: Region, html: &str, revision: Revision) -> Self {
        let data = serde_json::json!({ "id": region.as_str(), "html": html });
        let open = format!("event: region\ndata: {data}\n\n");
        Self {
            closing: Bytes::from(format!("id: {revision}\n{open}")),
            open: Bytes::from(open),
        }
    }
}

/// A comment that keeps proxies from closing a quiet connection.
pub const HEARTBEAT: Bytes = Bytes::from_static(b":\n\n");

/// Tells the browser how long to wait before it comes back.
pub fn retry(after: Duration) -> Bytes {
    Bytes::from(format!("retry: {}\n\n", after.as_millis()))
}

/// Said before the node drains: come back after the `retry` you were given.
pub const BYE: Bytes = Bytes::from_static(b"event: bye\ndata: {}\n\n");

/// Said when the node is full: poll instead. (A browser never comes back after a status other than 200.)
pub const POLL: Bytes = Bytes::from_static(b"event: poll\ndata: {}\n\n");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::time::Timestamp;

    proptest! {
        #[test]
        fn no_content_can_break_out_of_its_frame(html in "[\\x00-\\x7f\u{2028}é]{0,80}") {
            let revision = Revision::after(None, Timestamp::from_millis(118));
            let frame = RegionFrame::new(Region::News, &html, revision);
            let text = std::str::from_utf8(&frame.closing).unwrap();
            let lines: Vec<_> = text.split('\n').collect();
            prop_assert_eq!(lines.len(), 5);
            prop_assert!(!text.contains('\r') && !text.contains('\0'));
            let data: serde_json::Value = serde_json::from_str(&lines[2]["data: ".len()..]).unwrap();
            prop_assert_eq!(&data["html"], &serde_json::json!(html));
        }
    }
}
