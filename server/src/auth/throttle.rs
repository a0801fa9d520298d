//! A bound on tries at everything secret, kept in the database so that no restart forgets it.
//!
//! Every try is counted for the network that it came from and for what it was aimed at (an
//! account, a customer). It is counted before a secret that people choose is looked at, so that
//! many tries at once are no way around. A bucket is named by a keyed digest: the table tells
//! nobody who tried to come in.
//!
//! A bucket that is full is remembered here until its window ends: what is refused costs the
//! database nothing.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use mutual::clock::{Clock, Timestamp};
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
/// Sign-ins to one account from one network. A success empties the bucket, a new password too.
pub const ACCOUNT: Limit = Limit {
    what: "account",
    tries: 10,
    window_s: QUARTER,
};
/// Sign-ins to one account from everywhere: so many that who guesses from one place locks nobody
/// else out. A new password empties the bucket.
pub const ACCOUNT_IN_ALL: Limit = Limit {
    what: "account-in-all",
    tries: 100,
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
/// Questions to a person by the link of a decision, from one network.
pub const ASKED: Limit = Limit {
    what: "asked",
    tries: 30,
    window_s: HOUR,
};
/// Questions to a person by the link of one decision, from everywhere: whoever has it, and it goes into
/// messages.
pub const ASKED_OF: Limit = Limit {
    what: "asked-of",
    tries: 10,
    window_s: HOUR,
};
/// Requests for API tokens with a wrong secret, from one network. Good secrets are not counted.
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
    full: Arc<Mutex<Full>>,
}

/// The most full buckets that are remembered.
const REMEMBERED: usize = 100_000;

/// Full buckets with the ends of their windows. Where there are too many, the one that ends first
/// is forgotten, and then the database is asked again.
#[derive(Default)]
struct Full {
    ends: HashMap<[u8; 32], Timestamp>,
    by_end: BTreeSet<(Timestamp, [u8; 32])>,
}

impl Full {
    fn end(&self, bucket: &[u8; 32], now: Timestamp) -> Option<Timestamp> {
        self.ends.get(bucket).copied().filter(|end| *end > now)
    }

    fn remember(&mut self, bucket: [u8; 32], end: Timestamp, now: Timestamp) {
        self.forget(&bucket);
        while let Some((first, _)) = self.by_end.first()
            && (*first <= now || self.ends.len() >= REMEMBERED)
        {
            if let Some((_, bucket)) = self.by_end.pop_first() {
                self.ends.remove(&bucket);
            }
        }
        self.ends.insert(bucket, end);
        self.by_end.insert((end, bucket));
    }

    fn forget(&mut self, bucket: &[u8; 32]) {
        if let Some(end) = self.ends.remove(bucket) {
            self.by_end.remove(&(end, *bucket));
        }
    }
}

impl Throttle {
    /// Counts in this store, under digests with this key.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, key: DigestKey, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            key,
            clock,
            full: Arc::default(),
        }
    }

    /// Counts a try of `subject`: a [`network`], an address in small letters, an id.
    ///
    /// # Errors
    ///
    /// [`Refused`] where it must not go on.
    pub async fn admit(&self, limit: Limit, subject: &str) -> Result<(), Refused> {
        let (bucket, now) = (self.bucket(limit, subject), self.clock.now());
        if let Some(end) = self.full().end(&bucket, now) {
            return Err(too_many(end, now));
        }
        match self.store.count_try(bucket, limit.window_s, now).await {
            Ok(tries) => {
                if tries.count >= limit.tries {
                    self.full().remember(bucket, tries.until, now);
                }
                if tries.count > limit.tries {
                    return Err(too_many(tries.until, now));
                }
                Ok(())
            }
            Err(error) => {
                tracing::warn!(%error, what = limit.what, "a try could not be counted");
                Err(Refused::Away)
            }
        }
    }

    /// Empties the bucket, after a success. Where the database does not answer, the tries stay
    /// counted, which costs a wait and nothing else.
    pub async fn forgive(&self, limit: Limit, subject: &str) {
        let bucket = self.bucket(limit, subject);
        let cleared = self.store.clear_tries(bucket).await;
        self.full().forget(&bucket);
        if let Err(error) = cleared {
            tracing::warn!(%error, what = limit.what, "tries could not be forgiven");
        }
    }

    fn full(&self) -> std::sync::MutexGuard<'_, Full> {
        self.full.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bucket(&self, limit: Limit, subject: &str) -> [u8; 32] {
        self.key
            .of(&[b"throttle", limit.what.as_bytes(), subject.as_bytes()])
    }
}

fn too_many(end: Timestamp, now: Timestamp) -> Refused {
    let millis = u64::try_from(end.as_millis() - now.as_millis()).unwrap_or(0);
    // A part of a second is a whole one to wait.
    let seconds = u32::try_from(millis.div_ceil(1_000)).unwrap_or(u32::MAX);
    Refused::TooMany(seconds.max(1))
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
    fn full_buckets_are_remembered_to_their_end_and_within_a_bound() {
        let at = |seconds: i64| Timestamp::from_millis(0).plus_seconds(seconds);
        let name = |n: usize| mutual::digest::sha256(&n.to_le_bytes());
        let mut full = Full::default();
        full.remember(name(0), at(10), at(0));
        assert_eq!(full.end(&name(0), at(9)), Some(at(10)));
        assert_eq!(full.end(&name(0), at(10)), None);
        for n in 1..=REMEMBERED {
            full.remember(name(n), at(20 + n as i64), at(1));
        }
        assert_eq!(full.ends.len(), REMEMBERED);
        assert_eq!(full.end(&name(0), at(1)), None, "the oldest went");
        assert!(full.end(&name(REMEMBERED), at(1)).is_some());
        full.forget(&name(1));
        // What ended goes with the next one.
        full.remember(name(0), at(2_000_000), at(1_000_000));
        assert_eq!((full.ends.len(), full.by_end.len()), (1, 1));
    }

    #[test]
    fn a_household_is_one_network() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }
}
