//! The value that arrives: what was promised, what came of it, and when data was last used.
//!
//! None of this changes consent or its meaning, so none of it is a ledger entry. It is what CRMs
//! report, and what is worked out from that and from the customer's own entries.
//!
//! * [`amount`]: exact decimals.
//! * [`book`]: each proof once, whatever comes twice, late or corrected.
//! * [`spells`]: when an exchange was on.
//! * [`promise`]: what was promised in that time.
//! * [`message`]: which of it reached her, and how.
//! * [`balance`]: promised against delivered, and whether anything is used at all.

mod amount;
mod balance;
mod book;
mod message;
mod promise;
mod spells;

use serde::{Deserialize, Serialize};

pub use amount::{Amount, NotAnAmount, Total};
pub use balance::{Delivered, IDLE_DAYS, LastUse, Line, SoFar, Use, so_far};
pub use book::{Book, Standing, judge};
pub use message::{Message, UsageReport};
pub use promise::{Promised, promised};
pub use spells::{Spell, Spells, spells};

use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::id::CustomerId;

/// The longest reference to a proof and the longest context, in characters.
pub const LONGEST_REFERENCE: usize = 200;

/// A benefit that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueEvent {
    /// Whose.
    pub customer: CustomerId,
    /// Of which exchange.
    pub proposition: Slug,
    /// Which of its benefits.
    pub benefit: Slug,
    /// What shows that it arrived: names this event within the three above.
    pub proof_ref: String,
    /// How many; 0 where it did not arrive after all.
    pub amount: Amount,
    /// Of what: as it was promised.
    pub unit: String,
    /// When it arrived.
    pub at: Timestamp,
}

/// A value event as somebody reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueReport {
    /// What is reported.
    pub event: ValueEvent,
    /// Whether it replaces what the same proof was reported with before.
    pub corrects: bool,
}

/// Data of a customer that was used. All of it together names the event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsageEvent {
    /// Whose.
    pub customer: CustomerId,
    /// Which kind of data.
    pub data: Slug,
    /// Why.
    pub purpose: Slug,
    /// When.
    pub at: Timestamp,
    /// In what, in the CRM's own words.
    pub context: String,
}

/// Whether a text may name a proof or a context: one line of bearable length.
#[must_use]
pub fn is_reference(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= LONGEST_REFERENCE
        && !text.contains(char::is_control)
}

/// Why one event was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Unreported {
    /// Nobody is known by the reference.
    #[error("nobody is known by this reference")]
    UnknownCustomer,
    /// The customer was erased.
    #[error("this customer was erased")]
    Erased,
    /// There is no such proposition.
    #[error("there is no such exchange")]
    UnknownProposition,
    /// No version of the proposition promises that benefit.
    #[error("this exchange never promised such a benefit")]
    UnknownBenefit,
    /// The unit is none that was promised by then.
    #[error("this was promised in {}", quoted(.promised))]
    UnitMismatch {
        /// The units that were.
        promised: Vec<String>,
    },
    /// The same proof was reported with another amount, unit or time.
    #[error("this proof was reported with another amount, unit or time")]
    Differs,
    /// It is yet to come.
    #[error("this is in the future")]
    Future,
    /// It is from before the year 2000.
    #[error("this is before the year 2000")]
    TooOld,
    /// The registry has no such data category.
    #[error("this data category is not in the registry")]
    UnknownData,
    /// The registry has no such purpose.
    #[error("this purpose is not in the registry")]
    UnknownPurpose,
}

fn quoted(units: &[String]) -> String {
    let quoted: Vec<_> = units.iter().map(|unit| format!("`{unit}`")).collect();
    quoted.join(" or ")
}

/// How far ahead a caller's clock may be, in seconds.
const AHEAD_S: i64 = 300;
/// 2000-01-01T00:00:00Z: nothing that is reported is older.
const OLDEST_MILLIS: i64 = 946_684_800_000;

/// Whether something can have happened at that moment.
///
/// # Errors
///
/// [`Unreported::Future`] and [`Unreported::TooOld`].
pub fn check_time(at: Timestamp, now: Timestamp) -> Result<(), Unreported> {
    if at > now.plus_seconds(AHEAD_S) {
        Err(Unreported::Future)
    } else if at.as_millis() < OLDEST_MILLIS {
        Err(Unreported::TooOld)
    } else {
        Ok(())
    }
}

/// What came of one report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reported {
    /// It is new, and counts.
    Accepted,
    /// It was reported before, and counts once.
    Duplicate,
    /// It replaces what was reported before.
    Corrected,
    /// It was not taken over.
    Refused(Unreported),
}

impl From<Standing> for Reported {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::New => Self::Accepted,
            Standing::Same => Self::Duplicate,
            Standing::Correction => Self::Corrected,
            Standing::Differs => Self::Refused(Unreported::Differs),
            // She was there when this was decided: she is being erased at this moment.
            Standing::Gone => Self::Refused(Unreported::Erased),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_have_happened_is_reported() {
        let now = Timestamp::parse("2026-11-26T10:00:00Z").unwrap();
        assert_eq!(check_time(now.plus_seconds(300), now), Ok(()));
        assert_eq!(
            check_time(now.plus_seconds(301), now),
            Err(Unreported::Future)
        );
        let millennium = Timestamp::parse("2000-01-01T00:00:00Z").unwrap();
        assert_eq!(check_time(millennium, now), Ok(()));
        assert_eq!(
            check_time(millennium.plus_seconds(-1), now),
            Err(Unreported::TooOld)
        );
    }

    #[test]
    fn a_reference_is_one_line() {
        assert!(is_reference("email-7731"));
        assert!(is_reference(&"é".repeat(LONGEST_REFERENCE)));
        for bad in ["", "  ", "a\nb", "a\0b", &"é".repeat(LONGEST_REFERENCE + 1)] {
            assert!(!is_reference(bad), "{bad}");
        }
    }
}
