//! Hashing passwords and checking them, a few at a time.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use super::secret::random_password;
use crate::domain::operator::{Email, MAX_PASSWORD};
use crate::domain::password::{self, PasswordError};
use crate::error::{Error, Result};

/// The passwords of public lists of leaked ones (zxcvbn's, MIT) that are long enough to be chosen here. They stand on the
/// server only: the desk's WASM need not carry them.
const LEAKED: &str = include_str!("passwords.txt");

/// Checks a password that somebody chose for the account of `email`.
pub fn check(password: &str, email: &Email) -> Result<(), PasswordError> {
    password::check(password, email)?;
    let lower = password.to_lowercase();
    let word = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let is_leaked = |leaked: &str| leaked == lower || leaked == word;
    if LEAKED.lines().any(is_leaked) {
        return Err(PasswordError::Common);
    }
    Ok(())
}

/// How many passwords are hashed at a time: each takes 19 MiB and a core, so more would be a way to stop the node.
static HASHERS: Semaphore = Semaphore::const_new(2);

/// Verified when there is no such account, so that the answer takes as long as when there is one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now(&random_password()).ok());

/// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1_024, 2, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> Result<String> {
    let hashed = argon2().hash_password(password.as_bytes());
    Ok(hashed
        .map_err(|error| Error::Internal(anyhow::anyhow!("hashing a password: {error}")))?
        .to_string())
}

/// The hash of a password, in PHC string format.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    with_hasher(move || hash_now(&password)).await?
}

/// Whether a password is the one with this hash. Without a hash it is not, and that takes as long.
pub async fn matches(password: &str, hash: Option<String>) -> Result<bool> {
    if password.len() > MAX_PASSWORD {
        return Ok(false);
    }
    let password = password.to_owned();
    with_hasher(move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else {
            return false;
        };
        let same = PasswordHash::new(&hash)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        known && same
    })
    .await
}

/// Runs something slow with a password away from the reactor.
async fn with_hasher<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let permit = HASHERS
        .acquire()
        .await
        .map_err(|error| Error::internal("waiting to hash a password", error))?;
    // The permit goes along: a client that hangs up stops waiting, not the work.
    let held = move || {
        let done = work();
        drop(permit);
        done
    };
    tokio::task::spawn_blocking(held)
        .await
        .map_err(|error| Error::internal("hashing a password", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_leaked_a_thousand_times_is_refused_and_a_phrase_is_not() {
        let ana = Email::parse("ana@shop.example").unwrap();
        for bad in [
            "1qaz2wsx3edc",
            "Unbelievable",
            "!needforspeed!",
            "qazwsxedcrfv",
        ] {
            assert_eq!(check(bad, &ana), Err(PasswordError::Common), "{bad}");
        }
        assert_eq!(check("three green lamps", &ana), Ok(()));
        let fits = |line: &str| line.len() >= 12 && line == line.to_lowercase();
        assert!(LEAKED.lines().all(fits), "others would never match");
    }
}
