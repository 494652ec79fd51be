//! Log-in attempts per account and per network, so that guessing is slow and nobody can lock an operator out.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::{Error, Result};

/// Counts log-in attempts. Kept in memory: a restart forgives.
pub struct LogInThrottle {
    /// One network against one account: slow after a few tries.
    pair: DefaultKeyedRateLimiter<String>,
    /// One network against all accounts.
    network: DefaultKeyedRateLimiter<String>,
    /// All networks against one account: only ever delays by a second, because the owner is one of them.
    account: DefaultKeyedRateLimiter<String>,
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
        }
    }
}

impl LogInThrottle {
    /// Counts an attempt to log in to `account` from `network`, or refuses it.
    pub fn check(&self, account: &str, network: &str) -> Result<()> {
        let pair = format!("{network} {account}");
        let limits = [
            (&self.pair, pair),
            (&self.network, network.to_owned()),
            (&self.account, account.to_owned()),
        ];
        for (limiter, key) in limits {
            limiter
                .check_key(&key)
                .map_err(|not_until| Error::TooMany {
                    retry_after_s: not_until
                        .wait_time_from(DefaultClock::default().now())
                        .as_secs()
                        + 1,
                })?;
        }
        // Keys of long ago would pile up under an attack from many networks.
        if self.pair.len() > 10_000 {
            self.pair.retain_recent();
            self.network.retain_recent();
            self.account.retain_recent();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
