//! Who was asked, and what came of it: asked, answered, yes.
//!
//! To be asked leaves no trace in the ledger, since it changes no consent. So it is a row beside it:
//! the first time that her page puts a version's question to a customer. The one writer takes these
//! rows in order with the choices, so that whether she answered needs no clock: what comes behind
//! the row is her answer to it.

use std::collections::BTreeSet;

use super::{Day, People, Rate, rates};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::CustomerId;
use crate::ledger::{Body, Entry, EntryKind};

/// A page that put a question to a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// To whom.
    pub customer: CustomerId,
    /// About which exchange.
    pub proposition: Slug,
    /// Which version's question.
    pub version: u32,
    /// In which language (BCP 47).
    pub locale: String,
    /// When.
    pub at: Timestamp,
    /// The ledger index that the page reflects.
    pub seen: u64,
}

/// The first time that a customer was asked about a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedRow {
    /// Who.
    pub customer: CustomerId,
    /// About which exchange.
    pub proposition: Slug,
    /// About which version.
    pub version: u32,
    /// On which day.
    pub day: Day,
    /// In which language (BCP 47).
    pub locale: String,
    /// Behind which entry of the ledger it stands: what she answers comes later.
    pub behind: u64,
    /// What she answered first: whether it was yes; `None` as long as she did not answer.
    pub yes: Option<bool>,
}

/// An answer to the question of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Whose.
    pub customer: CustomerId,
    /// About which exchange.
    pub proposition: Slug,
    /// To which version.
    pub version: u32,
    /// Its place in the ledger.
    pub index: u64,
    /// Whether it was yes.
    pub yes: bool,
}

impl Reply {
    /// What an entry answers, if it answers a question. An import and a signal do not: what they
    /// bring was said elsewhere, to something else.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        let Body::Chosen(chosen) = &entry.body else {
            return None;
        };
        let yes = match chosen.kind {
            EntryKind::Granted => true,
            EntryKind::Refused | EntryKind::Withdrawn => false,
            _ => return None,
        };
        if !matches!(chosen.route, Route::Page | Route::Link | Route::Api) {
            return None;
        }
        Some(Self {
            customer: chosen.customer,
            proposition: chosen.proposition.clone(),
            version: chosen.version,
            index: entry.index,
            yes,
        })
    }

    /// Whether it answers what the row says was asked.
    #[must_use]
    pub fn answers(&self, row: &AskedRow) -> bool {
        self.customer == row.customer
            && self.proposition == row.proposition
            && self.version == row.version
            && self.index > row.behind
    }
}

/// How many were first asked on one day, and what they answered by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOn {
    /// About which version.
    pub version: u32,
    /// On which day.
    pub day: Day,
    /// How many.
    pub asked: i64,
    /// How many of them answered.
    pub answered: i64,
    /// How many of them said yes.
    pub yes: i64,
}

/// How far those came who were asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps<T> {
    /// Of which part.
    pub of: T,
    /// How many were asked.
    pub asked: People,
    /// Which share of them answered.
    pub answered: Rate,
    /// Which share of those who answered said yes.
    pub yes: Rate,
}

impl<T> Steps<T> {
    /// Which share of those who were asked said yes, where it is told.
    #[must_use]
    pub fn yes_of_asked(&self) -> Option<f64> {
        Some(self.answered.share()? * self.yes.share()?)
    }
}

/// The funnel of one exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// Everybody who was first asked in the period.
    pub all: Steps<()>,
    /// The same by version, the newest first.
    pub versions: Vec<Steps<u32>>,
}

/// Asked, answered, yes.
type Counted = (u64, u64, u64);

/// The funnel of those first asked since `from`.
#[must_use]
pub fn funnel(rows: &[AskedOn], from: Day) -> Funnel {
    let within = || rows.iter().filter(|row| row.day >= from);
    let versions: BTreeSet<_> = within().map(|row| row.version).collect();
    let sum = |version: Option<u32>| -> Counted {
        let rows = within().filter(|row| version.is_none_or(|version| row.version == version));
        let sum = rows.fold((0, 0, 0), |(asked, answered, yes), row| {
            (asked + row.asked, answered + row.answered, yes + row.yes)
        });
        let many = |many: i64| u64::try_from(many).unwrap_or(0);
        (many(sum.0), many(sum.1), many(sum.2))
    };
    let versions: Vec<_> = versions.into_iter().rev().collect();
    let counted: Vec<_> = versions.iter().map(|version| sum(Some(*version))).collect();
    let told = versions.into_iter().zip(steps(&counted));
    let told = told.map(|(of, (asked, answered, yes))| Steps {
        of,
        asked,
        answered,
        yes,
    });
    let mut all = steps(&[sum(None)]).into_iter();
    let (asked, answered, yes) =
        all.next()
            .unwrap_or((People::Exactly(0), Rate::Hidden, Rate::Hidden));
    Funnel {
        all: Steps {
            of: (),
            asked,
            answered,
            yes,
        },
        versions: told.collect(),
    }
}

/// What may be told of each part, beside what is told of the whole.
///
/// Everybody who was asked is one of three: she said yes, she said no, or she said nothing. The first
/// share parts those who said something from the others, the second parts them once more. So the
/// second is told only where the first is; all parts of which the first is not told are one part
/// where the second is hidden, since that is what follows of them from the whole.
fn steps(parts: &[Counted]) -> Vec<(People, Rate, Rate)> {
    let answered: Vec<_> = parts.iter().map(|(asked, all, _)| (*all, *asked)).collect();
    let first = rates(&answered);
    let is_told = |(_, rate): &(People, Rate)| rate.share().is_some();
    let mut second = Vec::new();
    let mut others = (0, 0);
    for (told, (_, answered, yes)) in first.iter().zip(parts) {
        if is_told(told) {
            second.push((*yes, *answered));
        } else {
            others.0 += yes;
            others.1 += answered;
        }
    }
    second.push(others);
    let mut second = rates(&second).into_iter();
    let told = first.into_iter().map(|told| {
        let yes = if is_told(&told) { second.next() } else { None };
        let yes = yes.map_or(Rate::Hidden, |(_, rate)| rate);
        (told.0, told.1, yes)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(version: u32, day: i64, asked: i64, answered: i64, yes: i64) -> AskedOn {
        AskedOn {
            version,
            day: Day(day),
            asked,
            answered,
            yes,
        }
    }

    #[test]
    fn a_funnel_is_of_those_first_asked_in_the_period() {
        let rows = [
            row(2, 105, 300, 150, 60),
            row(2, 106, 100, 50, 40),
            row(1, 104, 200, 100, 25),
            row(1, 99, 900, 900, 900),
        ];
        let funnel = funnel(&rows, Day(100));
        assert_eq!(funnel.all.asked, People::Exactly(600));
        assert_eq!(funnel.all.answered.share(), Some(0.5));
        assert_eq!(funnel.all.yes.share(), Some(125.0 / 300.0));
        assert!((funnel.all.yes_of_asked().unwrap() - 125.0 / 600.0).abs() < 1e-12);
        let versions: Vec<_> = funnel.versions.iter().map(|steps| steps.of).collect();
        assert_eq!(versions, [2, 1]);
        assert_eq!(funnel.versions[1].asked, People::Exactly(200));
        assert_eq!(funnel.versions[1].yes.share(), Some(0.25));
    }

    #[test]
    fn nobody_asked_is_nobody() {
        let funnel = funnel(&[], Day(0));
        assert_eq!(funnel.all.asked, People::Exactly(0));
        assert_eq!(funnel.all.answered, Rate::Hidden);
        assert_eq!(funnel.versions, []);
    }

    #[test]
    fn few_who_kept_silent_hide_how_many_said_yes() {
        // 4 of 100 said nothing, so how many answered is no number, and no share of it either.
        let funnel = funnel(&[row(1, 0, 100, 96, 50)], Day(0));
        assert_eq!(funnel.all.answered, Rate::Above(0.9));
        assert_eq!(funnel.all.yes, Rate::Hidden);
        assert_eq!(funnel.all.yes_of_asked(), None);
    }

    fn is_few(many: u64) -> bool {
        (1..10).contains(&many)
    }

    proptest! {
        /// Whoever knows the whole, and takes from it all that is told of its parts, learns of no
        /// group of 1 to 9 people that it is so few.
        #[test]
        fn what_is_hidden_does_not_follow_from_the_whole(
            parts in prop::collection::vec((0_u64..150, 0.0_f64..=1.0, 0.0_f64..=1.0), 1..6)
        ) {
            let parts: Vec<Counted> = parts.into_iter().map(|(asked, answered, yes)| {
                let answered = (asked as f64 * answered) as u64;
                (asked, answered, (answered as f64 * yes) as u64)
            }).collect();
            let told = steps(&parts);
            let mut rest = (0, 0, 0);
            let mut unanswered = (0, 0);
            for ((people, first, second), (asked, answered, yes)) in told.iter().zip(&parts) {
                prop_assert!(people.told().is_none_or(|told| told == *asked && !is_few(told)));
                if first.share().is_some() {
                    prop_assert!(people.told().is_some());
                    prop_assert!(!is_few(*answered) && !is_few(asked - answered));
                } else {
                    unanswered.0 += answered;
                    unanswered.1 += asked - answered;
                }
                if second.share().is_some() {
                    prop_assert!(first.share().is_some());
                    prop_assert!(!is_few(*yes) && !is_few(answered - yes));
                } else {
                    rest.0 += yes;
                    rest.1 += answered - yes;
                    rest.2 += 1;
                }
            }
            let some_are_told = |share: fn(&(People, Rate, Rate)) -> bool| told.iter().any(share);
            if some_are_told(|told| told.1.share().is_some()) {
                prop_assert!(!is_few(unanswered.0) && !is_few(unanswered.1), "{told:?}");
            }
            if some_are_told(|told| told.2.share().is_some()) && rest.2 > 0 {
                prop_assert!(!is_few(rest.0) && !is_few(rest.1), "{told:?} {parts:?}");
            }
        }
    }
}
