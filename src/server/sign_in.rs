//! Who may try to sign in how often, and which codes of authenticators have been used.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use domain::UserId;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::Timestamp;

use crate::problem::Failure;
use crate::settings::Settings;

/// When more keys than this are remembered, those whose time has passed are forgotten.
const MANY_KEYS: usize = 10_000;

/// Limits on tries to sign in: by login name, whether it exists or not, and by address.
pub(crate) struct SignInLimits {
    by_login: DefaultKeyedRateLimiter<u64>,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
    /// Logins are remembered as hashes of their own seed, so that a long one takes no more room than a short one.
    hasher: RandomState,
    clock: DefaultClock,
}

impl SignInLimits {
    pub fn new(settings: &Settings) -> Self {
        Self {
            by_login: RateLimiter::keyed(Quota::per_minute(settings.sign_ins_per_login)),
            by_address: RateLimiter::keyed(Quota::per_minute(settings.sign_ins_per_address)),
            hasher: RandomState::new(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one try.
    pub fn count(&self, login: &str, address: Option<IpAddr>) -> Result<(), Failure> {
        let now = self.clock.now();
        let wait = |until: governor::NotUntil<_>| Failure::TooManyRequests { seconds: until.wait_time_from(now).as_secs() + 1 };
        if let Some(address) = address {
            self.by_address.check_key(&address).map_err(wait)?;
        }
        self.by_login.check_key(&self.hasher.hash_one(login)).map_err(wait)?;
        if self.by_login.len() > MANY_KEYS {
            self.by_login.retain_recent();
        }
        if self.by_address.len() > MANY_KEYS {
            self.by_address.retain_recent();
        }
        Ok(())
    }
}

/// The last step of each user's authenticator that was accepted: a code works once.
///
/// Held in memory: after a restart a code seen by somebody else could be used again within its minute and a half.
#[derive(Default)]
pub(crate) struct UsedCodes {
    last: Mutex<HashMap<UserId, u64>>,
}

impl UsedCodes {
    /// Whether the code is right now, and was not used before.
    pub fn accepts(&self, user: UserId, secret: &str, code: &str, now: Timestamp) -> bool {
        let Ok(seconds) = u64::try_from(now.as_second()) else { return false };
        let Ok(secret) = totp_rs::Secret::try_from_base32(secret) else { return false };
        let Ok(totp) = totp_rs::Builder::new().with_secret(secret).build() else { return false };
        let Some(step) = totp.check(code.trim(), seconds) else { return false };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match last.get(&user) {
            Some(used) if *used >= step => false,
            _ => {
                last.insert(user, step);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::secret::new_totp_secret;

    #[test]
    fn a_code_works_once_and_a_step_early_or_late() {
        let secret = new_totp_secret().unwrap();
        let totp = totp_rs::Builder::new().with_secret(totp_rs::Secret::try_from_base32(&secret).unwrap()).build().unwrap();
        let (codes, user) = (UsedCodes::default(), UserId(Uuid::from_u128(1)));
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let code = totp.generate(1_800_000_000).to_string();
        assert!(!codes.accepts(user, &secret, &code, at(1_800_000_090)), "three steps late");
        assert!(codes.accepts(user, &secret, &code, at(1_800_000_030)), "one step late");
        assert!(!codes.accepts(user, &secret, &code, at(1_800_000_030)), "used before");
        let next = totp.generate(1_800_000_060).to_string();
        assert!(codes.accepts(user, &secret, &next, at(1_800_000_030)), "one step early");
        assert!(!codes.accepts(user, "no base32!", &next, at(1_800_000_030)));
    }

    #[test]
    fn the_sixth_try_of_a_minute_has_to_wait() {
        let limits = SignInLimits::new(&Settings::default());
        for _ in 0..5 {
            assert!(limits.count("liisa", None).is_ok());
        }
        assert!(matches!(limits.count("liisa", None), Err(Failure::TooManyRequests { seconds: 1..=13 })));
        assert!(limits.count("matti", None).is_ok(), "another login is not held up");
    }

    #[test]
    fn one_address_cannot_try_many_logins() {
        let limits = SignInLimits::new(&Settings::default());
        let address = Some(IpAddr::from([192, 0, 2, 1]));
        for n in 0..30 {
            assert!(limits.count(&format!("user{n}"), address).is_ok());
        }
        assert!(limits.count("user30", address).is_err());
        assert!(limits.count("user30", Some(IpAddr::from([192, 0, 2, 2]))).is_ok());
    }
}
