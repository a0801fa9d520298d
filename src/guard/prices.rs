//! Whether it is true that no guess sets a price.

use std::collections::BTreeSet;

use super::red_line::{Condition, Effect};
use super::red_lines::RedLines;
use crate::catalogue::Origin;
use crate::clock::Timestamp;

/// What a use is about that sets a price, as [`super::topic`] spells it.
const PRICES: [&str; 2] = ["price", "pricing"];

/// Whether lines that hold at `now` deny, whoever it is and whatever else is asked, that a price rests on
/// what was guessed. Nothing less makes it true: what a brand does today it may do otherwise tomorrow, and a
/// person who decides may say yes.
#[must_use]
pub fn no_guess_sets_a_price(lines: &RedLines, now: Timestamp) -> bool {
    PRICES.iter().all(|topic| {
        let priced = Condition {
            topics: BTreeSet::from([(*topic).to_owned()]),
            origins: BTreeSet::from([Origin::Inferred]),
            ..Condition::default()
        };
        lines
            .at(now)
            .any(|stands| stands.line.effect == Effect::Deny && stands.line.when.covers(&priced))
    })
}
