//! A launch day that comes with the program: 151 minutes of a waiting room and of a shop's stock.

use super::{FeedError, Recording, parse_feed, parse_stock};
use crate::error::{Error, Result};

const FEED: &str = include_str!("launch_day/feed.csv");
const STOCK: &str = include_str!("launch_day/stock.csv");

/// The day.
pub fn launch_day() -> Result<Recording> {
    Ok(Recording {
        rows: sound(parse_feed(FEED.as_bytes()))?,
        stock: sound(parse_stock(STOCK.as_bytes()))?,
    })
}

/// Our own files are in order; a test says so.
fn sound<T>(parsed: Result<T, FeedError>) -> Result<T> {
    parsed.map_err(|error| Error::internal("reading the launch day", error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::EventKind;

    #[test]
    fn the_day_parses_and_never_tells_the_answer() {
        let day = launch_day().unwrap();
        assert!(day.rows.len() > 500 && day.stock.len() > 500);
        assert!(!FEED.contains("true_wait_s"));
        assert_eq!(day.length_ms(), 9_060_000);
        assert_eq!(day.opens_ms(), Some(1_800_000));
        assert_eq!(day.check_phases(EventKind::Queue), Ok(()));
        // Its fullest moment has 30,560 in line.
        assert_eq!((day.room(500), day.room(90_000)), (38_200, 90_000));
    }
}
