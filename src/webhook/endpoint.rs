//! An address that asked for entries.

use std::collections::BTreeSet;

use super::Health;
use crate::catalogue::words::vocabulary;
use crate::clock::Timestamp;
use crate::id::EndpointId;
use crate::ledger::EntryKind;

/// For how many seconds a secret still signs after another one took its place: a day.
pub const SECRET_OVERLAP_S: i64 = 86_400;

/// The types of entries that can be asked for: all but the log's own first one.
pub static SUBSCRIBABLE: &[EntryKind] = &[
    EntryKind::Granted,
    EntryKind::Refused,
    EntryKind::Withdrawn,
    EntryKind::FacetChanged,
    EntryKind::Paused,
    EntryKind::Resumed,
    EntryKind::Expired,
    EntryKind::NeedsAnswer,
    EntryKind::Forgotten,
    EntryKind::SignalGpc,
    EntryKind::Published,
    EntryKind::Retired,
    EntryKind::Merged,
    EntryKind::Split,
    EntryKind::Erased,
    EntryKind::Readmitted,
    EntryKind::RegistryChanged,
    EntryKind::RedLinesChanged,
    EntryKind::HumanOnly,
    EntryKind::HumanOnlyEnded,
    EntryKind::Situation,
    EntryKind::InferenceRejected,
    EntryKind::CaseOpened,
    EntryKind::CaseDecided,
    EntryKind::DecisionsSealed,
];

/// Which entries an address asked for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Events {
    /// All, those of types that do not exist yet too.
    All,
    /// Those of these types.
    Only(BTreeSet<EntryKind>),
}

impl Events {
    /// Whether entries of that type are among them.
    #[must_use]
    pub fn have(&self, kind: EntryKind) -> bool {
        match self {
            Self::All => SUBSCRIBABLE.contains(&kind),
            Self::Only(kinds) => kinds.contains(&kind),
        }
    }

    /// The types by name, parted by spaces; `*` for all.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::All => "*".to_owned(),
            Self::Only(kinds) => {
                let words: Vec<_> = kinds.iter().map(|kind| kind.word()).collect();
                words.join(" ")
            }
        }
    }

    /// Reads what [`Self::to_text`] writes, or types that somebody named. The error is the word that
    /// names no type, or nothing where there is no word at all.
    ///
    /// # Errors
    ///
    /// The word that cannot be asked for.
    pub fn read<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut kinds = BTreeSet::new();
        for word in words {
            if word == "*" {
                return Ok(Self::All);
            }
            let kind = word.parse().ok();
            let kind = kind.filter(|kind| SUBSCRIBABLE.contains(kind));
            kinds.insert(kind.ok_or_else(|| word.to_owned())?);
        }
        if kinds.is_empty() {
            return Err(String::new());
        }
        Ok(Self::Only(kinds))
    }
}

vocabulary! {
    /// Why nothing is sent to an address.
    WhyOff {
        /// Somebody switched it off.
        ByHand = "by_hand",
        /// It answered 410: it is gone for good.
        Gone = "gone",
        /// It failed for too long.
        Failing = "failing",
    }
}

/// That nothing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Off {
    /// Why.
    pub why: WhyOff,
    /// Since when.
    pub at: Timestamp,
}

/// An address, and what it asked for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// The address.
    pub url: String,
    /// What people call it; may be empty.
    pub description: String,
    /// Which entries it gets.
    pub events: Events,
    /// The secret that signs, enclosed with the installation's key.
    pub secret: Vec<u8>,
    /// The secret before, enclosed, and until when it signs as well.
    pub older: Option<(Vec<u8>, Timestamp)>,
    /// That nothing is sent.
    pub off: Option<Off>,
    /// Since when every attempt failed; nothing where the last one did not.
    pub failing_since: Option<Timestamp>,
    /// When people were told that it fails.
    pub warned_at: Option<Timestamp>,
    /// The index up to which entries became deliveries.
    pub through: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Grows with each change by people; each change names the one that it began from.
    pub revision: u64,
    /// Digests of the idempotency key and of the request that made it, both keyed.
    pub created: ([u8; 32], [u8; 32]),
    /// The digest of the idempotency key that made the present secret, where that was another one.
    pub rotated: Option<[u8; 32]>,
}

impl Endpoint {
    /// The enclosed secrets that sign at `now`, the present one first.
    #[must_use]
    pub fn secrets(&self, now: Timestamp) -> Vec<&[u8]> {
        let mut secrets = vec![self.secret.as_slice()];
        if let Some((older, until)) = &self.older
            && now < *until
        {
            secrets.push(older);
        }
        secrets
    }

    /// How the address has answered of late.
    #[must_use]
    pub fn health(&self) -> Health {
        Health {
            failing_since: self.failing_since,
            warned_at: self.warned_at,
            off: self.off,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_the_first_entry_can_be_asked_for() {
        let all = EntryKind::ALL.iter().copied();
        let others: Vec<_> = all.filter(|kind| !SUBSCRIBABLE.contains(kind)).collect();
        assert_eq!(others, [EntryKind::Genesis]);
        assert!(!Events::All.have(EntryKind::Genesis));
        assert!(Events::All.have(EntryKind::Erased));
    }

    #[test]
    fn an_older_secret_signs_for_a_day_and_not_a_moment_longer() {
        let now = Timestamp::from_millis(1_790_000_000_000);
        let until = now.plus_seconds(SECRET_OVERLAP_S);
        assert_eq!(until.seconds_since(now), 24 * 60 * 60);
        let endpoint = Endpoint {
            id: EndpointId::from_bytes([7; 16]),
            url: "https://crm.example.org/hooks".to_owned(),
            description: String::new(),
            events: Events::All,
            secret: vec![2],
            older: Some((vec![1], until)),
            off: None,
            failing_since: None,
            warned_at: None,
            through: 0,
            created_at: now,
            revision: 1,
            created: ([0; 32], [0; 32]),
            rotated: None,
        };
        let both: [&[u8]; 2] = [&[2], &[1]];
        assert_eq!(endpoint.secrets(now), both);
        let last = Timestamp::from_millis(until.as_millis() - 1);
        assert_eq!(endpoint.secrets(last), both);
        let present: [&[u8]; 1] = [&[2]];
        assert_eq!(endpoint.secrets(until), present);
    }

    #[test]
    fn types_read_back_and_unknown_ones_are_named() {
        let some = Events::read(["consent.withdrawn", "customer.erased"]).unwrap();
        assert!(some.have(EntryKind::Withdrawn) && !some.have(EntryKind::Granted));
        assert_eq!(Events::read(some.to_text().split(' ')), Ok(some));
        assert_eq!(Events::read(["*"]), Ok(Events::All));
        assert_eq!(
            Events::read(["consent.granted", "consent.granded"]),
            Err("consent.granded".to_owned())
        );
        assert_eq!(Events::read(["log.genesis"]), Err("log.genesis".to_owned()));
        assert_eq!(Events::read([]), Err(String::new()));
    }
}
