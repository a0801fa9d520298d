//! Sessions: who is in, for how long, and how that is kept.
//!
//! | who | after the last visit | at most |
//! |---|---|---|
//! | a customer by signed link | 24 hours | 30 days |
//! | a customer by password | 30 days | 180 days |
//! | staff | 2 hours | 12 hours |
//! | nobody: a note for a page | 30 minutes | 30 minutes |
//!
//! The cookie holds 128 random bits; the store holds their SHA-256. A session exists only for
//! somebody who came in, or while a note waits.

use std::sync::Arc;

use async_trait::async_trait;
use mutual::clock::{Clock, Entropy, Timestamp, random};
use mutual::digest::sha256;
use mutual::id::{AccountId, CustomerId};
use mutual::port::{SessionRow, Store, StrongEnough};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionStore};

/// Where a session keeps who came in.
pub(crate) const ENTRANCE: &str = "in";
/// Where a session keeps its notes for pages.
pub(crate) const NOTES: &str = "notes";

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How somebody came in, as the session keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entrance {
    /// Whose session it is.
    pub(crate) who: Who,
    /// When it began.
    pub(crate) since: Timestamp,
    /// When it was last used, to a part of its idle time.
    pub(crate) seen: Timestamp,
}

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Who {
    /// A customer who followed a signed link.
    Link(CustomerId),
    /// A test customer whose signed link somebody followed.
    TestLink(CustomerId),
    /// Whoever's account it is: read anew for each request.
    Account {
        /// Which account.
        id: AccountId,
        /// Whether it is one of the organisation's.
        staff: bool,
        /// The [`mark`] of the password that it came in with.
        #[serde(default)]
        mark: u64,
    },
}

impl Who {
    /// The session of a customer's link, on either side.
    pub(crate) fn of_link(customer: CustomerId, test: bool) -> Self {
        if test {
            Self::TestLink(customer)
        } else {
            Self::Link(customer)
        }
    }

    /// Whether she is a test customer.
    pub(crate) fn is_test(self) -> bool {
        matches!(self, Self::TestLink(_))
    }
}

/// What a session keeps of the password that it began with: 64 bits of the SHA-256 of its stored
/// digest. Where the account has another one by now, the session has ended, whichever of the two
/// was stored first.
pub(crate) fn mark(password: Option<&str>) -> u64 {
    let digest = sha256(password.unwrap_or_default().as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |mark, byte| mark << 8 | u64::from(*byte))
}

impl Entrance {
    /// Somebody comes in now.
    pub(crate) fn new(who: Who, now: Timestamp) -> Self {
        Self {
            who,
            since: now,
            seen: now,
        }
    }

    /// By which way.
    pub(crate) fn by(&self) -> StrongEnough {
        match self.who {
            Who::Link(_) | Who::TestLink(_) => StrongEnough::Link,
            Who::Account { .. } => StrongEnough::Password,
        }
    }

    /// When the session ends if it is not used any more.
    pub(crate) fn ends(&self) -> Timestamp {
        let (idle, whole) = self.limits();
        self.seen
            .plus_seconds(idle)
            .min(self.since.plus_seconds(whole))
    }

    /// Whether it is time to note that it is used: not for each request, as that is a write.
    pub(crate) fn is_stale(&self, now: Timestamp) -> bool {
        let (idle, _) = self.limits();
        let after = (idle / 24).max(MINUTE);
        i64::try_from(now.seconds_since(self.seen)).unwrap_or(i64::MAX) >= after
    }

    /// The owner, as the store ends all sessions of one.
    fn owner(&self) -> String {
        match self.who {
            Who::Link(customer) | Who::TestLink(customer) => customer.to_string(),
            Who::Account { id, .. } => id.to_string(),
        }
    }

    /// The idle and the whole time, in seconds.
    fn limits(&self) -> (i64, i64) {
        match self.who {
            Who::Link(_) | Who::TestLink(_) => (DAY, 30 * DAY),
            Who::Account { staff: false, .. } => (30 * DAY, 180 * DAY),
            Who::Account { staff: true, .. } => (2 * HOUR, 12 * HOUR),
        }
    }
}

/// How long a cookie is kept: as long as its session, by the browser's clock.
pub(crate) fn expiry(entrance: Option<&Entrance>, now: Timestamp) -> Expiry {
    let seconds = entrance.map_or(30 * MINUTE, |entrance| {
        i64::try_from(entrance.ends().seconds_since(now)).unwrap_or(i64::MAX)
    });
    Expiry::OnInactivity(time::Duration::seconds(seconds))
}

/// What the store knows a session's cookie by.
pub(crate) fn digest(id: Id) -> [u8; 32] {
    sha256(&id.0.to_le_bytes())
}

/// Sessions in our own store.
#[derive(Clone)]
pub(crate) struct Sessions {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Sessions {
    /// Keeps sessions in this store.
    pub(crate) fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            store,
            clock,
            entropy,
        }
    }

    fn row(&self, record: &Record) -> Result<SessionRow> {
        let entrance = entrance(record);
        let expires_at = match &entrance {
            Some(entrance) => entrance.ends(),
            None => self.clock.now().plus_seconds(30 * MINUTE),
        };
        Ok(SessionRow {
            id: digest(record.id),
            owner: entrance
                .map(|entrance| entrance.owner())
                .unwrap_or_default(),
            data: serde_json::to_vec(&record.data).map_err(|e| Error::Encode(e.to_string()))?,
            expires_at,
        })
    }
}

fn entrance(record: &Record) -> Option<Entrance> {
    record
        .data
        .get(ENTRANCE)
        .and_then(|value| serde_json::from_value(value.clone()).ok())
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

fn away(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            record.id = Id(i128::from_le_bytes(random(self.entropy.as_ref())));
            if self
                .store
                .add_session(&self.row(record)?)
                .await
                .map_err(away)?
            {
                return Ok(());
            }
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // A session that was ended in the meantime is not brought back.
        let changed = self.store.change_session(&self.row(record)?).await;
        changed.map(|_| ()).map_err(away)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = self
            .store
            .session(digest(*id), self.clock.now())
            .await
            .map_err(away)?;
        let Some(row) = row else { return Ok(None) };
        let data = serde_json::from_slice(&row.data).map_err(|e| Error::Decode(e.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.as_millis() / 1_000);
        let expiry_date = expiry_date.map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.store.end_session(digest(*id)).await.map_err(away)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_millis(1_800_000_000_000).plus_seconds(hours * HOUR)
    }

    fn entrance(who: Who) -> Entrance {
        Entrance::new(who, at(0))
    }

    #[test]
    fn who_comes_back_in_time_stays_in_up_to_a_limit() {
        let staff = Who::Account {
            id: AccountId::from_bytes([1; 16]),
            staff: true,
            mark: 0,
        };
        let hers = Who::Account {
            id: AccountId::from_bytes([1; 16]),
            staff: false,
            mark: 0,
        };
        let link = Who::Link(CustomerId::from_bytes([1; 16]));
        assert_eq!(entrance(staff).ends(), at(2));
        assert_eq!(entrance(link).ends(), at(24));
        assert_eq!(entrance(hers).ends(), at(30 * 24));
        let seen = |who, hours| {
            Entrance {
                seen: at(hours),
                ..entrance(who)
            }
            .ends()
        };
        assert_eq!(seen(staff, 11), at(12));
        assert_eq!(seen(link, 20), at(44));
        assert_eq!(seen(link, 30 * 24 - 1), at(30 * 24));
    }

    #[test]
    fn not_every_request_is_a_write() {
        let link = entrance(Who::Link(CustomerId::from_bytes([1; 16])));
        assert!(!link.is_stale(at(0)));
        assert!(!link.is_stale(at(1).plus_seconds(-1)));
        assert!(link.is_stale(at(1)));
    }
}
