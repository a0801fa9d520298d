//! A bound on tries at everything secret, kept in the database so that no restart forgets it.
//!
//! Every try is counted twice: for the network that it came from and for what it was aimed at
//! (an account, a customer). It is counted before the secret is looked at, so that many tries
//! at once are no way around. A bucket is named by a keyed digest: the table tells nobody who
//! tried to come in.

use std::net::IpAddr;
use std::sync::Arc;

use mutual::clock::Clock;
use mutual::digest::DigestKey;
use mutual::port::Store;

/// So many tries in so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited; part of the bucket's name.
    pub what: &'static str,
    /// The tries that are let through in one window.
    pub tries: u32,
    /// The window, in seconds from its first try.
    pub window_s: u32,
}

const QUARTER: u32 = 15 * 60;
const HOUR: u32 = 60 * 60;

/// Sign-ins from one network.
pub const SIGN_IN: Limit = Limit {
    what: "sign-in",
    tries: 60,
    window_s: QUARTER,
};
/// Sign-ins to one account. A success empties the bucket, a new password too.
pub const ACCOUNT: Limit = Limit {
    what: "account",
    tries: 10,
    window_s: QUARTER,
};
/// Requests for mail (a new password, a new link) from one network.
pub const MAIL: Limit = Limit {
    what: "mail",
    tries: 20,
    window_s: HOUR,
};
/// Mails to one account or customer.
pub const MAILED: Limit = Limit {
    what: "mailed",
    tries: 5,
    window_s: HOUR,
};
/// Mailed tickets tried from one network.
pub const TICKET: Limit = Limit {
    what: "ticket",
    tries: 30,
    window_s: QUARTER,
};
/// Signed links that did not verify, from one network. Good links are not counted.
pub const BAD_LINK: Limit = Limit {
    what: "bad-link",
    tries: 60,
    window_s: QUARTER,
};
/// Requests for API tokens with a wrong secret, from one network.
pub const TOKEN: Limit = Limit {
    what: "token",
    tries: 60,
    window_s: QUARTER,
};

/// Why a try was not let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There were too many; after so many seconds there is room again.
    #[error("too many tries; wait {0} seconds")]
    TooMany(u32),
    /// Tries cannot be counted right now, so that none is let through.
    #[error("tries cannot be counted right now")]
    Away,
}

/// Counts tries.
#[derive(Clone)]
pub struct Throttle {
    store: Arc<dyn Store>,
    key: DigestKey,
    clock: Arc<dyn Clock>,
}

impl Throttle {
    /// Counts in this store, under digests with this key.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, key: DigestKey, clock: Arc<dyn Clock>) -> Self {
        Self { store, key, clock }
    }

    /// Counts a try of `subject`: a [`network`], an address in small letters, an id.
    ///
    /// # Errors
    ///
    /// [`Refused`] where it must not go on.
    pub async fn admit(&self, limit: Limit, subject: &str) -> Result<(), Refused> {
        let bucket = self.bucket(limit, subject);
        let counted = self
            .store
            .count_try(bucket, limit.window_s, self.clock.now())
            .await;
        match counted {
            Ok(tries) if tries <= limit.tries => Ok(()),
            // The window may end sooner; it does not end later.
            Ok(_) => Err(Refused::TooMany(limit.window_s)),
            Err(error) => {
                tracing::warn!(%error, what = limit.what, "a try could not be counted");
                Err(Refused::Away)
            }
        }
    }

    /// Empties the bucket, after a success. Where the database does not answer, the tries stay
    /// counted, which costs a wait and nothing else.
    pub async fn forgive(&self, limit: Limit, subject: &str) {
        if let Err(error) = self.store.clear_tries(self.bucket(limit, subject)).await {
            tracing::warn!(%error, what = limit.what, "tries could not be forgiven");
        }
    }

    fn bucket(&self, limit: Limit, subject: &str) -> [u8; 32] {
        self.key
            .of(&[b"throttle", limit.what.as_bytes(), subject.as_bytes()])
    }
}

/// The network that an address is counted under: the address itself, or for IPv6 its /64,
/// which is what one household or one rented machine has.
#[must_use]
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_network() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }
}
