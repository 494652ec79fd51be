//! Random secrets, their hashes, and identifiers.

use std::sync::Mutex;

use sha2::{Digest, Sha256};
use uuid::{ContextV7, Uuid};

use crate::domain::time::Timestamp;

/// 32 random bytes from the operating system, as lower-case hexadecimal.
pub fn random_hex() -> String {
    hex(&rand::random::<[u8; 32]>())
}

/// SHA-256 as lower-case hexadecimal: enough for secrets of 256 random bits, which cannot be guessed.
pub fn sha256_hex(content: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(content.as_ref()))
}

/// A password for somebody to write down: five groups of four, about 99 bits, no look-alikes.
pub fn random_password() -> String {
    random_groups(5)
}

/// A recovery code: four groups of four, about 79 bits, which are too many to try even with the hash at hand.
pub fn random_recovery_code() -> String {
    random_groups(4)
}

fn random_groups(count: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let letter = |_| {
        let index = rand::random_range(0..LETTERS.len());
        char::from(LETTERS.get(index).copied().unwrap_or(b'x'))
    };
    let groups: Vec<String> = (0..count).map(|_| (0..4).map(letter).collect()).collect();
    groups.join("-")
}

/// Counts within one millisecond, so that what is made later in it sorts later.
static WITHIN_A_MILLISECOND: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// A new identifier: UUID version 7, which sorts by time and, in one process, by the order of asking.
pub fn new_id(now: Timestamp) -> String {
    let millis = u64::try_from(now.as_millis()).unwrap_or(0);
    let nanos = u32::try_from(millis % 1_000).unwrap_or(0) * 1_000_000;
    let at = uuid::Timestamp::from_unix(&WITHIN_A_MILLISECOND, millis / 1_000, nanos);
    Uuid::new_v7(at).to_string()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_sort_by_time() {
        let early = new_id(Timestamp::from_millis(1_000_000));
        let late = new_id(Timestamp::from_millis(1_000_001));
        assert!(early < late);
    }

    #[test]
    fn identifiers_of_one_millisecond_sort_by_the_order_of_asking() {
        let now = Timestamp::from_millis(1_000_002);
        let made: Vec<_> = (0..100).map(|_| new_id(now)).collect();
        assert!(made.is_sorted());
    }

    #[test]
    fn passwords_are_long_enough_for_the_rule_and_differ() {
        let (a, b) = (random_password(), random_password());
        let email = crate::domain::operator::Email::parse("ana@example.com").unwrap();
        assert_eq!(crate::domain::password::check(&a, &email), Ok(()));
        assert_ne!(a, b);
    }
}
