//! What a stored number can be.

/// The most of anything: seconds or people.
const MOST: f64 = 1e15;

/// Whether it is a count or a length: finite, and not below nothing.
pub fn is_amount(value: f64) -> bool {
    (0.0..=MOST).contains(&value)
}

/// Whether it is finite and can be reckoned with.
pub fn is_number(value: f64) -> bool {
    value.abs() <= MOST
}
