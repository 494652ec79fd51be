//! Numbers and times as the desk writes them.

/// A minute, seen from the opening.
pub fn when(minute: i32) -> String {
    match minute {
        0 => "opening".to_owned(),
        ..0 => format!("{} before", duration(f64::from(-minute))),
        _ => format!("{} after", duration(f64::from(minute))),
    }
}

/// So many minutes: `45 min`, `1 h 30 min`.
pub fn duration(minutes: f64) -> String {
    let minutes = whole(minutes);
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

/// A whole number with its digits grouped: `18,700`.
pub fn grouped(people: f64) -> String {
    let digits = whole(people).to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number that may be small: with one decimal below ten.
pub fn decimal(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.1}")
    } else {
        grouped(value)
    }
}

/// A number as somebody typed it.
pub fn exact(value: f64) -> String {
    if value.fract() == 0.0 {
        grouped(value)
    } else {
        value.to_string()
    }
}

/// An amount of data.
pub fn bytes(bytes: f64) -> String {
    match bytes {
        ..1e9 => format!("{} MB", decimal(bytes / 1e6)),
        ..1e12 => format!("{} GB", decimal(bytes / 1e9)),
        _ => format!("{} TB", decimal(bytes / 1e12)),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, and cut off where nobody counts any more"
)]
fn whole(value: f64) -> u64 {
    value.round().clamp(0.0, 1e15) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_are_written_for_people() {
        assert_eq!(
            ["0", "999", "1,000", "31,200", "1,234,567"],
            [0.0, 999.0, 999.6, 31_200.0, 1_234_567.0].map(grouped)
        );
        assert_eq!(
            ["45 min", "1 h", "1 h 30 min"],
            [45.0, 60.0, 90.0].map(duration)
        );
        assert_eq!(
            [when(-30), when(0), when(75)],
            ["30 min before", "opening", "1 h 15 min after"]
        );
        assert_eq!(["0.5", "1,000"], [0.5, 1_000.0].map(exact));
        assert_eq!([bytes(4.2e6), bytes(3.1e11)], ["4.2 MB", "310 GB"]);
    }
}
