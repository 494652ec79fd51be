//! Log-in attempts per account and per network, so that guessing is slow and nobody can lock an operator out.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::secret::sha256_hex;
use crate::error::{Error, Result};

/// From this many keys on, those that no longer matter are forgotten.
const MAX_KEYS: usize = 10_000;

/// Counts log-in attempts. Kept in memory: a restart forgives.
pub struct LogInThrottle {
    /// One network against one account: slow after a few tries.
    pair: DefaultKeyedRateLimiter<String>,
    /// One network against all accounts.
    network: DefaultKeyedRateLimiter<String>,
    /// All networks against one account: only ever delays by a second, because the owner is one of them.
    account: DefaultKeyedRateLimiter<String>,
    /// All networks against one account's codes. Slow, because six figures are few, and because nobody gets to them
    /// without the password.
    code: DefaultKeyedRateLimiter<String>,
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
            pair: RateLimiter::keyed(quota(6, Duration::from_secs(10))),
            network: RateLimiter::keyed(quota(30, Duration::from_secs(2))),
            account: RateLimiter::keyed(quota(60, Duration::from_secs(1))),
            code: RateLimiter::keyed(quota(10, Duration::from_secs(30))),
        }
    }
}

impl LogInThrottle {
    /// Counts an attempt to log in to `account` from `network`, or refuses it.
    pub fn check(&self, account: &str, network: &str) -> Result<()> {
        // The network first: what it is refused must not make a key for every address it invents. Accounts are
        // hashed, because what was typed may be as long as a request.
        check(&self.network, &network.to_owned())?;
        let account = sha256_hex(account);
        check(&self.pair, &format!("{network} {account}"))?;
        check(&self.account, &account)
    }

    /// Counts an attempt to give a code of `account`.
    pub fn check_code(&self, account: &str, network: &str) -> Result<()> {
        check(&self.network, &network.to_owned())?;
        check(&self.code, &account.to_owned())
    }
}

fn check(limiter: &DefaultKeyedRateLimiter<String>, key: &String) -> Result<()> {
    // Keys of long ago would pile up under an attack from many networks.
    if limiter.len() > MAX_KEYS {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|not_until| Error::TooMany {
        retry_after_s: not_until
            .wait_time_from(DefaultClock::default().now())
            .as_secs()
            + 1,
    })
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
