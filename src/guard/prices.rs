//! Whether it is true that no guess sets a price.

use std::collections::BTreeSet;

use super::red_line::{Condition, Effect};
use super::red_lines::RedLines;
use crate::catalogue::Origin;
use crate::clock::Timestamp;

/// What a use is about that sets a price, as [`super::topic`] spells it.
const PRICES: [&str; 2] = ["price", "pricing"];

/// Whether lines that hold at `now` deny, whoever it is and whatever else is asked, that a price rests on
/// what was guessed, and do so at each moment at which other lines are to hold. Nothing less makes it true: what
/// a brand does today it may do otherwise tomorrow, and a person who decides may say yes.
#[must_use]
pub fn no_guess_sets_a_price(lines: &RedLines, now: Timestamp) -> bool {
    let changes = lines.coming(now).map(|(from, ..)| from);
    let mut moments = std::iter::once(now).chain(changes);
    moments.all(|moment| denies_prices(lines, moment))
}

fn denies_prices(lines: &RedLines, now: Timestamp) -> bool {
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

#[cfg(test)]
mod tests {
    use super::super::red_line::tests::{about, line, team};
    use super::*;
    use crate::access::Actor;
    use crate::catalogue::Registry;
    use crate::consent::ActorRef;
    use crate::guard::RedLine;
    use crate::ledger::{LineChange, RedLinesChanged};

    const DAY_S: i64 = 86_400;

    /// No guess is used for a price.
    fn denies() -> RedLine {
        let when = Condition {
            origins: [Origin::Inferred].into(),
            ..about(&["price", "pricing"])
        };
        line(when, Effect::Deny)
    }

    fn put(line: RedLine) -> LineChange {
        LineChange::Put(Box::new(line))
    }

    /// Whether it is said once these changes are decided, each to hold so many days later.
    fn says(then: &[(i64, LineChange)]) -> bool {
        let (registry, now) = (Registry::starter(), Timestamp::from_millis(0));
        let mut lines = RedLines::default();
        for (index, (days, change)) in then.iter().enumerate() {
            let what = RedLinesChanged {
                lines: vec![change.clone()],
                from: now.plus_seconds(days * DAY_S),
                reason: "We said so.".to_owned(),
                actor: ActorRef::from(&Actor::System),
                approved_by: None,
            };
            let index = u64::try_from(index).unwrap();
            lines.apply(what.into(), now, index, &registry);
        }
        no_guess_sets_a_price(&lines, now)
    }

    #[test]
    fn what_ends_one_day_or_begins_tomorrow_is_no_never() {
        let softer = RedLine {
            effect: team(),
            ..denies()
        };
        let other_words = RedLine {
            says: "A guess never makes your price.".to_owned(),
            ..denies()
        };
        let ends = LineChange::Remove(denies().key);
        let beside = RedLine {
            key: "beside".parse().unwrap(),
            ..denies()
        };
        assert!(says(&[(0, put(denies()))]));
        assert!(!says(&[(1, put(denies()))]), "it begins tomorrow");
        for weaker in [ends.clone(), put(softer)] {
            assert!(!says(&[(0, put(denies())), (30, weaker)]), "it ends");
        }
        // In other words it is the same, and another one goes on.
        assert!(says(&[(0, put(denies())), (30, put(other_words))]));
        assert!(says(&[(0, put(beside)), (0, put(denies())), (30, ends)]));
    }
}
