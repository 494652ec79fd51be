//! A shopper's own place in the line: how people type it, and what may be said about it.

use serde::{Deserialize, Serialize};

use super::{Estimator, WaitEstimate};
use crate::domain::event::Phase;
use crate::domain::time::Timestamp;

/// The most digits that a place is read from.
const MAX_DIGITS: usize = 9;
/// By what share a place may lie beyond the end of the line as last read: people join between two readings.
const SLACK_SHARE: f64 = 0.25;
/// By how many places it may in any case.
const SLACK_PEOPLE: f64 = 100.0;

/// A place in line, counted from 1: the next to be let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(u32);

/// Why a place cannot be taken as one.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PlaceError {
    /// Not a whole number from 1 to 999,999,999.
    #[error("send the place in line as a whole number from 1, for example 5210")]
    NotAPlace,
    /// Nobody stands that far back.
    #[error("the line has only about {depth} people; check the number")]
    BeyondLine {
        /// Shoppers waiting, as last read.
        depth: f64,
    },
}

impl Position {
    /// Parses what people type: `5210`, `5,210`, `5.210`, `5 210`, `٥٬٢١٠`, `５２１０`. A separator stands between digits and groups them as
    /// thousands do, so that `5.2` is not taken for 52.
    pub fn parse(text: &str) -> Result<Self, PlaceError> {
        let mut number = 0_u32;
        let (mut digits, mut group) = (0, 0);
        let mut grouped = false;
        for c in text.trim_matches(is_ignored).chars() {
            if let Some(digit) = digit(c) {
                (digits, group) = (digits + 1, group + 1);
                if digits > MAX_DIGITS || grouped && group > 3 {
                    return Err(PlaceError::NotAPlace);
                }
                number = number * 10 + digit;
            } else if is_separator(c) && (1..=3).contains(&group) && (!grouped || group > 1) {
                // Indian numbers group by two before the last three.
                (grouped, group) = (true, 0);
            } else {
                return Err(PlaceError::NotAPlace);
            }
        }
        if number == 0 || grouped && group != 3 {
            return Err(PlaceError::NotAPlace);
        }
        Ok(Self(number))
    }

    /// The place as a number, at least 1.
    pub fn get(self) -> u32 {
        self.0
    }
}

/// Decimal digits of the scripts that the page speaks, and of those that keyboards for them make.
fn digit(c: char) -> Option<u32> {
    let zeros = ['0', '\u{660}', '\u{6f0}', '\u{ff10}'];
    let value = |zero| u32::from(c).checked_sub(u32::from(zero));
    zeros
        .into_iter()
        .find_map(|zero| value(zero).filter(|value| *value < 10))
}

/// What stands between thousands somewhere in the world.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || ",.'’·_\u{60c}\u{66c}\u{3001}\u{ff0c}\u{ff0e}".contains(c)
}

/// White space, and the invisible marks that come along when a number is copied from right-to-left text.
fn is_ignored(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}'
        )
}

impl Estimator {
    /// The estimate at `now` for whoever stands at `position`: as for the end of the line, and unknown whenever that is for
    /// another reason than its length. That nobody more fits concerns who would join, and nobody with a place. A place far beyond the last reading of the line is refused, since whatever was said
    /// about it would be made up; one a little beyond is somebody who joined after the reading.
    pub fn estimate_at(
        &self,
        position: Position,
        phase: Phase,
        now: Timestamp,
    ) -> Result<WaitEstimate, PlaceError> {
        let line = match self.line(phase, now) {
            Ok(line) => line,
            Err(reason) => return Ok(WaitEstimate::Unknown { reason }),
        };
        let place = f64::from(position.get());
        if place > line.depth + (line.depth * SLACK_SHARE).max(SLACK_PEOPLE) {
            return Err(PlaceError::BeyondLine { depth: line.depth });
        }
        Ok(line.wait_until(place).into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::UnknownReason;
    use super::*;
    use crate::domain::metric::{Metric, Reading};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    /// A line of `depth` that lets ten people a second in, watched for five minutes.
    fn line(depth: f64) -> Estimator {
        let mut estimator = Estimator::default();
        for t in (0..=300_i32).step_by(5) {
            let reading = |metric, value| Reading {
                at: at(t.into()),
                metric,
                value,
            };
            estimator.observe(reading(Metric::AdmittedTotal, f64::from(t) * 10.0));
            estimator.observe(reading(Metric::QueueDepth, depth));
        }
        estimator
    }

    fn place(number: u32) -> Position {
        Position::parse(&number.to_string()).unwrap()
    }

    fn wait_at(estimator: &Estimator, number: u32) -> Result<WaitEstimate, PlaceError> {
        estimator.estimate_at(place(number), Phase::Open, at(300))
    }

    #[test]
    fn a_place_is_read_however_people_write_numbers() {
        let written = [
            "5210",
            " 5210 ",
            "5,210",
            "5.210",
            "5 210",
            "5\u{202f}210",
            "5’210",
            "٥٢١٠",
            "٥٬٢١٠",
            "۵۲۱۰",
            "５２１０",
            "\u{200f}٥٢١٠\u{200f}",
            "05210",
        ];
        for text in written {
            assert_eq!(
                Position::parse(text).map(Position::get),
                Ok(5_210),
                "{text}"
            );
        }
        let lakh = Position::parse("12,34,567").map(Position::get);
        assert_eq!(lakh, Ok(1_234_567));
    }

    #[test]
    fn what_is_no_place_is_refused_rather_than_guessed() {
        let rubbish = [
            "",
            " ",
            "0",
            "-5",
            "5.2",
            "5,21",
            "52 10",
            "5210,",
            ",5210",
            "5,,210",
            "1234,567",
            "5e3",
            "#5210",
            "next",
            "1,2,345",
            "9999999999",
            "5210.00",
        ];
        for text in rubbish {
            assert_eq!(Position::parse(text), Err(PlaceError::NotAPlace), "{text}");
        }
    }

    #[test]
    fn the_end_of_the_line_waits_as_long_as_whoever_joins_it() {
        let estimator = line(6_000.0);
        let end = estimator.estimate(Phase::Open, None, at(300));
        assert_eq!(wait_at(&estimator, 6_001), Ok(end));
    }

    #[test]
    fn a_place_far_beyond_the_line_is_refused_and_one_a_little_beyond_is_not() {
        let estimator = line(6_000.0);
        assert!(wait_at(&estimator, 7_000).is_ok());
        let beyond = PlaceError::BeyondLine { depth: 6_000.0 };
        assert_eq!(wait_at(&estimator, 8_000), Err(beyond));
        assert!(wait_at(&line(0.0), 100).is_ok());
    }

    #[test]
    fn no_place_has_a_wait_while_the_line_has_none() {
        let estimator = line(6_000.0);
        let wait = |phase, t| estimator.estimate_at(place(50), phase, at(t));
        let unknown = |reason| Ok(WaitEstimate::Unknown { reason });
        assert_eq!(wait(Phase::Paused, 300), unknown(UnknownReason::Paused));
        assert_eq!(wait(Phase::Waiting, 300), unknown(UnknownReason::Starting));
        assert_eq!(wait(Phase::Open, 400), unknown(UnknownReason::Stale));
        assert_eq!(
            Estimator::default().estimate_at(place(50), Phase::Open, at(300)),
            unknown(UnknownReason::Starting)
        );
    }

    #[test]
    fn a_full_line_has_no_wait_for_who_would_join_and_one_for_every_place() {
        let mut estimator = line(6_000.0);
        let before = wait_at(&estimator, 6_000);
        estimator.observe(Reading {
            at: at(300),
            metric: Metric::Capacity,
            value: 6_000.0,
        });
        let reason = UnknownReason::Full;
        assert_eq!(
            estimator.estimate(Phase::Open, None, at(300)),
            WaitEstimate::Unknown { reason }
        );
        assert!(matches!(before, Ok(WaitEstimate::Known { .. })));
        assert_eq!(wait_at(&estimator, 6_000), before);
    }

    #[test]
    fn the_front_of_a_line_too_long_to_tell_still_has_a_wait() {
        let estimator = line(1_000_000.0);
        let end = estimator.estimate(Phase::Open, None, at(300));
        let reason = UnknownReason::TooLong;
        assert_eq!(end, WaitEstimate::Unknown { reason });
        assert!(matches!(
            wait_at(&estimator, 600),
            Ok(WaitEstimate::Known { .. })
        ));
    }

    proptest! {
        #[test]
        fn whoever_stands_further_back_waits_no_less(depth in 0_u32..50_000, a in 1_u32..60_000, b in 1_u32..60_000) {
            let estimator = line(depth.into());
            let (near, far) = (wait_at(&estimator, a.min(b)), wait_at(&estimator, a.max(b)));
            match (near, far) {
                (
                    Ok(WaitEstimate::Known { low_s, mid_s, high_s }),
                    Ok(WaitEstimate::Known { low_s: far_low_s, mid_s: far_mid_s, high_s: far_high_s }),
                ) => {
                    prop_assert!(low_s <= mid_s && mid_s <= high_s);
                    prop_assert!(low_s <= far_low_s && mid_s <= far_mid_s && high_s <= far_high_s);
                }
                (near, Err(_)) => prop_assert!(near.is_ok() || a.min(b) > depth),
                (near, far) => prop_assert!(false, "{near:?} {far:?}"),
            }
        }

        #[test]
        fn every_number_is_read_back_with_and_without_its_groups(number in 1_u32..=999_999_999) {
            let plain = number.to_string();
            let mut grouped = plain.clone();
            for cut in (1..plain.len()).rev().filter(|cut| (plain.len() - cut) % 3 == 0) {
                grouped.insert(cut, '\u{a0}');
            }
            prop_assert_eq!(Position::parse(&plain).map(Position::get), Ok(number));
            prop_assert_eq!(Position::parse(&grouped).map(Position::get), Ok(number));
        }

        #[test]
        fn any_text_either_is_a_place_or_is_refused(text in "[0-9٠-٩., '\\PC]{0,14}") {
            if let Ok(position) = Position::parse(&text) {
                prop_assert!((1..=999_999_999).contains(&position.get()));
            }
        }
    }
}
