//! What a node can take on: how many streams it holds, how many places it looks up. When that is used up, shoppers poll
//! and ask again later: the page itself is never refused.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use super::Channel;
use crate::domain::id::SessionId;
use crate::error::{Error, Result};

/// Who is refused a place comes back after 1 to so many seconds, each their own, so that a crowd does not come back as one.
const RETRY_S: u64 = 5;
/// The most boards that one session follows at once: each is rendered for itself.
const MAX_BOARDS: usize = 8;

/// The count of open streams against the most there may be, and the places looked up lately.
#[derive(Debug, Clone)]
pub struct Admission {
    open: Arc<AtomicUsize>,
    limit: usize,
    lookups: Arc<DefaultDirectRateLimiter>,
}

/// One admitted stream; dropping it makes room for another.
#[derive(Debug)]
pub struct StreamPermit {
    node: Arc<AtomicUsize>,
    event: Arc<AtomicUsize>,
}

impl Admission {
    /// Allows `limit` streams on this node, and so many lookups of a place in line per second, at least one.
    pub fn new(limit: usize, lookups_per_s: u32) -> Self {
        let per_s = NonZeroU32::new(lookups_per_s).unwrap_or(NonZeroU32::MIN);
        Self {
            open: Arc::default(),
            limit,
            lookups: Arc::new(RateLimiter::direct(Quota::per_second(per_s))),
        }
    }

    /// Counts a lookup, or refuses it: answers that are one shopper's own must not crowd out the page that is everyone's.
    pub fn look_up(&self) -> Result<()> {
        self.lookups.check().map_err(|_| Error::TooMany {
            retry_after_s: rand::random_range(1..=RETRY_S),
        })
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

/// The boards that follow their events, by the session that they were opened in.
#[derive(Debug, Clone, Default)]
pub struct Boards(Arc<Mutex<HashMap<SessionId, usize>>>);

/// One board that follows its event; dropping it makes room for another of its session.
#[derive(Debug)]
pub struct BoardPermit {
    boards: Boards,
    session: SessionId,
}

impl Boards {
    /// Admits one more board of a session, unless it follows as many as one may.
    pub fn admit(&self, session: &SessionId) -> Result<BoardPermit> {
        let mut open = self.open();
        let count = open.entry(session.clone()).or_default();
        if *count >= MAX_BOARDS {
            return Err(Error::TooMany {
                retry_after_s: RETRY_S,
            });
        }
        *count += 1;
        Ok(BoardPermit {
            boards: self.clone(),
            session: session.clone(),
        })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<SessionId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for BoardPermit {
    fn drop(&mut self) {
        let mut open = self.boards.open();
        if let Some(count) = open.get_mut(&self.session) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_follows_eight_boards_and_another_its_own() {
        let boards = Boards::default();
        let (one, other) = (SessionId::new("one"), SessionId::new("other"));
        let mut open: Vec<_> = (0..8).map(|_| boards.admit(&one).unwrap()).collect();
        assert!(boards.admit(&one).is_err());
        assert!(boards.admit(&other).is_ok());
        open.pop();
        open.push(boards.admit(&one).unwrap());
        drop(open);
        assert!(boards.open().is_empty(), "nothing is kept of who is gone");
    }

    #[test]
    fn lookups_beyond_the_limit_are_told_when_to_come_back() {
        let admission = Admission::new(1, 20);
        let refused: Vec<_> = (0..200).filter_map(|_| admission.look_up().err()).collect();
        assert!(refused.len() > 100, "{}", refused.len());
        assert!(refused.iter().all(
            |error| matches!(error, Error::TooMany { retry_after_s } if (1..=RETRY_S).contains(retry_after_s))
        ));
    }
}
