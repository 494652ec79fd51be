//! Rounding for people: 1 minute below 10, 5 below 60, 15 above; low ends down, high ends up.

/// A range in whole minutes as it is shown: `low < high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownRange {
    /// The low end, rounded down.
    pub low_min: u32,
    /// The high end, rounded up; at least one minute.
    pub high_min: u32,
}

fn step_for(minutes: f64) -> f64 {
    if minutes < 10.0 {
        1.0
    } else if minutes < 60.0 {
        5.0
    } else {
        15.0
    }
}

/// Rounds a range of seconds outwards to what can be meant.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "minutes of at most a day, never negative"
)]
pub fn shown(low_s: f64, high_s: f64) -> ShownRange {
    let (low, high) = (low_s.max(0.0) / 60.0, high_s.max(0.0) / 60.0);
    // Both ends by the high end's step: "17–20" would mean more than is known.
    let step = step_for(high);
    let low_min = ((low / step).floor() * step) as u32;
    let high_min = ((high / step).ceil() * step) as u32;
    ShownRange {
        low_min,
        high_min: high_min.max(low_min + step as u32),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranges_are_rounded_outwards_to_what_can_be_meant() {
        let show = |low: f64, high: f64| shown(low * 60.0, high * 60.0);
        assert_eq!(
            show(3.4, 5.2),
            ShownRange {
                low_min: 3,
                high_min: 6
            }
        );
        assert_eq!(
            show(26.0, 38.0),
            ShownRange {
                low_min: 25,
                high_min: 40
            }
        );
        assert_eq!(
            show(70.0, 95.0),
            ShownRange {
                low_min: 60,
                high_min: 105
            }
        );
        assert_eq!(
            show(0.0, 0.0),
            ShownRange {
                low_min: 0,
                high_min: 1
            }
        );
    }

    proptest! {
        #[test]
        fn what_is_shown_holds_what_is_known(low in 0.0..40_000.0_f64, more in 0.0..40_000.0_f64) {
            let range = shown(low, low + more);
            prop_assert!(range.low_min < range.high_min);
            prop_assert!(f64::from(range.low_min) * 60.0 <= low + 1e-6);
            prop_assert!(f64::from(range.high_min) * 60.0 >= low + more - 1e-6);
        }
    }
}
