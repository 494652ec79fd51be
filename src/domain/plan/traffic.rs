//! What the status page sends to those who look at it.

use super::arrivals::Minutes;
use super::queue::Queue;

/// A first view of the page with its style sheet and script, in bytes, compressed: `docs/benchmarks.md`.
pub const FIRST_VIEW_BYTES: f64 = 12_438.0;
/// What an open page gets in an hour at most, in bytes: the limit that Lineside is held to.
pub const OPEN_HOUR_BYTES: f64 = 600_000.0;

/// What the page costs in traffic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traffic {
    /// How many open the page.
    pub views: f64,
    /// The most pages open at once.
    pub open_at_once: f64,
    /// Everything that is sent, in bytes.
    pub bytes: f64,
    /// The most in one minute, in bits per second.
    pub peak_bits_per_s: f64,
}

/// The traffic when this share of those who come and wait has the page open.
pub fn traffic(arrivals: &Minutes, queue: &Queue, share: f64) -> Traffic {
    let came = arrivals
        .people
        .iter()
        .copied()
        .chain(std::iter::repeat(0.0));
    let minutes = came.zip(queue.depth.people.iter().copied());
    let bytes = minutes.map(|(came, waiting)| {
        share * (came * FIRST_VIEW_BYTES + waiting * OPEN_HOUR_BYTES / 60.0)
    });
    let most = queue.depth.most().map_or(0.0, |(_, depth)| depth);
    Traffic {
        views: queue.arrived * share,
        open_at_once: most * share,
        bytes: bytes.clone().fold(0.0, |all, one| all + one),
        peak_bits_per_s: bytes.fold(0.0, f64::max) * 8.0 / 60.0,
    }
}
