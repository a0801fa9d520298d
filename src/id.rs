//! Prefixed, typed ids in time order.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::clock::{Clock, Entropy, random};

/// The text is not an id of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id that starts with `{0}_`")]
pub struct NotAnId(pub &'static str);

/// The 128 bits of a new id: 48 bits of milliseconds, then 80 random bits.
fn fresh(clock: &dyn Clock, entropy: &dyn Entropy) -> u128 {
    let millis = u64::try_from(clock.now().as_millis()).unwrap_or(0);
    Ulid::from_parts(millis, u128::from_be_bytes(random(entropy))).0
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[doc = concat!("\n\nWritten `", $prefix, "_` and a ULID.")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// What its text starts with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// A new id, later in order than those of earlier milliseconds.
            #[must_use]
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(fresh(clock, entropy))
            }

            /// The first id of that moment: no id that is made then or later comes before it.
            #[must_use]
            pub fn earliest(at: crate::clock::Timestamp) -> Self {
                Self(u128::from(u64::try_from(at.as_millis()).unwrap_or(0)) << 80)
            }

            /// The id with these 16 bytes (big endian).
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(u128::from_be_bytes(bytes))
            }

            /// Its 16 bytes (big endian), as stored.
            #[must_use]
            pub fn to_bytes(self) -> [u8; 16] {
                self.0.to_be_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = [0; ulid::ULID_LEN];
                f.write_str(concat!($prefix, "_"))?;
                f.write_str(Ulid(self.0).array_to_str(&mut text))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let rest = text.strip_prefix(concat!($prefix, "_"));
                let rest = rest.ok_or(NotAnId($prefix))?;
                let ulid = Ulid::from_string(rest).map_err(|_| NotAnId($prefix))?;
                // Only the one canonical spelling names the thing.
                let mut canonical = [0; ulid::ULID_LEN];
                if ulid.array_to_str(&mut canonical) == rest {
                    Ok(Self(ulid.0))
                } else {
                    Err(NotAnId($prefix))
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::text::read(deserializer, str::parse)
            }
        }
    };
}

id!(
    /// A person whose data is used.
    CustomerId,
    "cus"
);
id!(
    /// An API client of a CRM.
    ClientId,
    "cli"
);
id!(
    /// An account: someone who signs in with e-mail and password.
    AccountId,
    "acc"
);
id!(
    /// What the customer keeps of one choice.
    ReceiptId,
    "rcp"
);
id!(
    /// A comment on a draft.
    CommentId,
    "com"
);
id!(
    /// A line of the list of who did what.
    AuditId,
    "aud"
);
id!(
    /// A change of a red line that waits for a second person.
    ProposalId,
    "rlp"
);
id!(
    /// An address that webhooks are sent to.
    EndpointId,
    "whe"
);
id!(
    /// A long-running job, for example an import.
    JobId,
    "job"
);
id!(
    /// Work for a person: an escalation, a contest, a question.
    CaseId,
    "case"
);
id!(
    /// The record of one automated decision or message.
    DecisionId,
    "dec"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_only_in_its_own_spelling_and_kind() {
        let id = CustomerId::from_bytes([7; 16]);
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(
            text.to_lowercase().parse::<CustomerId>(),
            Err(NotAnId("cus"))
        );
        assert_eq!(text.parse::<ReceiptId>(), Err(NotAnId("rcp")));
        assert_eq!("cus_".parse::<CustomerId>(), Err(NotAnId("cus")));
    }
}
