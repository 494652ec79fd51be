//! What a node can take on: how many streams it holds, how many places it looks up. When that is used up, shoppers poll
//! and ask again later: the page itself is never refused.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio_util::sync::CancellationToken;

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

/// The boards that follow their events, by the session that they were opened in, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Boards(Arc<Mutex<HashMap<SessionId, VecDeque<CancellationToken>>>>);

/// One board that follows its event; dropping it makes room for another of its session.
#[derive(Debug)]
pub struct BoardPermit {
    boards: Boards,
    session: SessionId,
    /// Cancelled once a newer board of the session needs the room. It is also what tells this board from the others.
    ousted: CancellationToken,
}

impl Boards {
    /// Admits one more board of a session. Where that follows as many as one may, the oldest gives way: it is most likely
    /// a connection that died unnoticed, and whoever asks now is there.
    pub fn admit(&self, session: &SessionId) -> BoardPermit {
        let ousted = CancellationToken::new();
        let mut open = self.open();
        let boards = open.entry(session.clone()).or_default();
        if boards.len() >= MAX_BOARDS
            && let Some(oldest) = boards.pop_front()
        {
            oldest.cancel();
        }
        boards.push_back(ousted.clone());
        BoardPermit {
            boards: self.clone(),
            session: session.clone(),
            ousted,
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<SessionId, VecDeque<CancellationToken>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BoardPermit {
    /// Returns once a newer board has taken this one's place.
    pub async fn ousted(&self) {
        self.ousted.cancelled().await;
    }
}

impl Drop for BoardPermit {
    fn drop(&mut self) {
        // Nobody waits for what is gone; and so it is known which of the session's boards that is.
        self.ousted.cancel();
        let mut open = self.boards.open();
        if let Some(boards) = open.get_mut(&self.session) {
            boards.retain(|board| !board.is_cancelled());
            if boards.is_empty() {
                open.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_follows_eight_boards_and_the_oldest_gives_way_to_a_ninth() {
        let boards = Boards::default();
        let (one, other) = (SessionId::new("one"), SessionId::new("other"));
        let mut open: Vec<_> = (0..8).map(|_| boards.admit(&one)).collect();
        let elsewhere = boards.admit(&other);
        open.pop();
        open.push(boards.admit(&one));
        assert!(open.iter().all(|board| !board.ousted.is_cancelled()));
        open.push(boards.admit(&one));
        let ousted: Vec<_> = open.iter().map(|b| b.ousted.is_cancelled()).collect();
        assert!(ousted[0] && !ousted[1..].contains(&true), "{ousted:?}");
        assert!(!elsewhere.ousted.is_cancelled());
        drop((open, elsewhere));
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
