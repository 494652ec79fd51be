//! Identities as Statuspage has them: twelve lower-case letters and digits.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::time::Timestamp;

const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTH: usize = 12;

/// The identity of what `parts` name together. It follows from identities that are stored and never change, so it never changes
/// either, on any node.
pub fn short_id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        // No part holds one, so no two lists of parts read the same.
        hash.update([0]);
    }
    let head = hash
        .finalize()
        .iter()
        .take(8)
        .fold(0_u64, |head, byte| head << 8 | u64::from(*byte));
    let digits = std::iter::successors(Some(head), |rest| Some(rest / 36)).take(LENGTH);
    digits
        .filter_map(|rest| LETTERS.get(usize::try_from(rest % 36).ok()?))
        .map(|letter| char::from(*letter))
        .collect()
}

/// When an identity was made (UUID version 7, RFC 9562 §5.7).
pub fn made_at(id: &str) -> Option<Timestamp> {
    let (seconds, nanos) = Uuid::parse_str(id).ok()?.get_timestamp()?.to_unix();
    let millis = i64::try_from(seconds).ok()?.checked_mul(1_000)? + i64::from(nanos / 1_000_000);
    Some(Timestamp::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_differs_in_any_part_has_another_identity() {
        let ids = [&["a", "bc"][..], &["ab", "c"], &["abc"], &["a", "b", "c"]].map(short_id);
        let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    }

    #[test]
    fn an_identity_knows_when_it_was_made() {
        let at = made_at("019ab1c2-d3e4-7000-8000-000000000000");
        assert_eq!(at.map(Timestamp::as_millis), Some(0x019a_b1c2_d3e4));
        assert_eq!(made_at("checkout"), None);
    }

    proptest! {
        #[test]
        fn an_identity_is_twelve_letters_and_digits(parts in prop::collection::vec(".{0,20}", 1..4)) {
            let parts: Vec<_> = parts.iter().map(String::as_str).collect();
            let id = short_id(&parts);
            prop_assert_eq!(id.len(), 12);
            prop_assert!(id.bytes().all(|letter| letter.is_ascii_digit() || letter.is_ascii_lowercase()));
        }
    }
}
