//! Log-in attempts per account and per network, so that guessing is slow and nobody can lock an operator out.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::secret::sha256_hex;
use crate::error::{Error, Result};

/// The most keys that are kept of one kind.
const MAX_KEYS: usize = 10_000;

/// Counts log-in attempts. Kept in memory: a restart forgives.
pub struct LogInThrottle {
    /// One network against one account: slow after a few tries.
    pair: Counter,
    /// One network against all accounts.
    network: Counter,
    /// All networks against one account: only ever delays by a second, because the owner is one of them.
    account: Counter,
    /// All networks against one account's codes. Slow, because six figures are few, and because nobody gets to them
    /// without the password.
    code: Counter,
}

fn quota(burst: u32, every: Duration) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(every)
        .unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN))
        .allow_burst(burst)
}

impl Default for LogInThrottle {
    fn default() -> Self {
        Self {
            pair: Counter::new(quota(6, Duration::from_secs(10))),
            network: Counter::new(quota(30, Duration::from_secs(2))),
            account: Counter::new(quota(60, Duration::from_secs(1))),
            code: Counter::new(quota(10, Duration::from_secs(30))),
        }
    }
}

impl LogInThrottle {
    /// Counts an attempt to log in to `account` from `network`, or refuses it.
    pub fn check(&self, account: &str, network: &str) -> Result<()> {
        let checked = self.check_guess(account, network);
        if checked.is_err() {
            warn_of("an attempt to log in was put off", account, network);
        }
        checked
    }

    fn check_guess(&self, account: &str, network: &str) -> Result<()> {
        // The network first: what it is refused must not make a key for every address it invents. Accounts are
        // hashed, because what was typed may be as long as a request.
        self.network.check(network)?;
        let account = sha256_hex(account);
        self.pair.check(&format!("{network} {account}"))?;
        self.account.check(&account)
    }

    /// Counts an attempt to give a code of `account`.
    pub fn check_code(&self, account: &str, network: &str) -> Result<()> {
        let checked = self
            .network
            .check(network)
            .and_then(|()| self.code.check(account));
        if checked.is_err() {
            warn_of("an attempt to give a code was put off", account, network);
        }
        checked
    }
}

/// Notes for whoever watches the log that somebody may be guessing: from where, and against which account, whose address
/// the log may not know.
pub(super) fn warn_of(what: &str, account: &str, network: &str) {
    let account = sha256_hex(account);
    let account = account.get(..16).unwrap_or_default();
    tracing::warn!(network, account, "{what}");
}

/// Attempts by key, of no more keys than fit.
struct Counter {
    quota: Quota,
    limiter: ArcSwap<DefaultKeyedRateLimiter<String>>,
}

impl Counter {
    fn new(quota: Quota) -> Self {
        Self {
            quota,
            limiter: ArcSwap::from_pointee(RateLimiter::keyed(quota)),
        }
    }

    /// Counts one, or refuses it.
    fn check(&self, key: &str) -> Result<()> {
        self.make_room(MAX_KEYS);
        let checked = self.limiter.load().check_key(&key.to_owned());
        checked.map_err(|not_until| Error::TooMany {
            retry_after_s: not_until
                .wait_time_from(DefaultClock::default().now())
                .as_secs()
                + 1,
        })
    }

    /// Keys pile up under an attack from many networks. Those of long ago go first; where that is not enough all go,
    /// because memory is what everybody shares, and so many attempts buy the attacker but a few more.
    fn make_room(&self, most: usize) {
        let limiter = self.limiter.load();
        if limiter.len() <= most {
            return;
        }
        limiter.retain_recent();
        if limiter.len() > most {
            self.limiter.store(Arc::new(RateLimiter::keyed(self.quota)));
        }
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.limiter.load().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_network_leaves_no_key_for_the_addresses_it_invents() {
        let throttle = LogInThrottle::default();
        for n in 0..500 {
            let _ = throttle.check(&format!("{n}@example.com"), "192.0.2.1");
        }
        assert!(throttle.pair.len() < 50 && throttle.account.len() < 50);
    }

    #[test]
    fn no_attack_fills_the_memory() {
        let counter = Counter::new(quota(1, Duration::from_hours(1)));
        for n in 0..30 {
            assert!(counter.check(&n.to_string()).is_ok());
            counter.make_room(10);
            assert!(counter.len() <= 10);
        }
    }

    #[test]
    fn one_network_is_slowed_down_while_another_still_gets_in() {
        let throttle = LogInThrottle::default();
        let tries = |network: &str| {
            (0..10)
                .filter(|_| throttle.check("ana@example.com", network).is_ok())
                .count()
        };
        assert_eq!(tries("192.0.2.1"), 6);
        assert!(throttle.check("ana@example.com", "198.51.100.7").is_ok());
    }
}
