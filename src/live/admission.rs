//! How many streams a node holds. When it is full, shoppers poll: the page itself is never refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Channel;

/// The count of open streams against the most there may be.
#[derive(Debug, Clone)]
pub struct Admission {
    open: Arc<AtomicUsize>,
    limit: usize,
}

/// One admitted stream; dropping it makes room for another.
#[derive(Debug)]
pub struct StreamPermit {
    node: Arc<AtomicUsize>,
    event: Arc<AtomicUsize>,
}

impl Admission {
    /// Allows `limit` streams on this node.
    pub fn new(limit: usize) -> Self {
        Self {
            open: Arc::default(),
            limit,
        }
    }

    /// Admits a stream of `channel`, unless the node is full.
    pub fn admit(&self, channel: &Channel) -> Option<StreamPermit> {
        let room = |open: usize| (open < self.limit).then_some(open + 1);
        self.open
            .try_update(Ordering::AcqRel, Ordering::Acquire, room)
            .ok()?;
        channel.streams.fetch_add(1, Ordering::Relaxed);
        Some(StreamPermit {
            node: self.open.clone(),
            event: channel.streams.clone(),
        })
    }
}

impl Drop for StreamPermit {
    fn drop(&mut self) {
        self.event.fetch_sub(1, Ordering::Relaxed);
        self.node.fetch_sub(1, Ordering::AcqRel);
    }
}
