//! Who was asked, and what came of it: asked, answered, yes.
//!
//! To be asked leaves no trace in the ledger, since it changes no consent. So it is a row beside it:
//! the first time that her page puts a version's question to a customer. The one writer takes these
//! rows in order with the choices, so that whether she answered needs no clock: what comes behind
//! the row is her answer to it.

use std::collections::BTreeSet;

use super::hide::full_tens;
use super::{Day, People, Rate};
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

/// The first time that a customer was asked about a version; again the first after the records of the
/// exchange were destroyed, since nobody knows of the one before.
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

/// What came of a question by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Became {
    Silence,
    No,
    Yes,
}

/// The counts as they are told: everybody who was asked is in one of three streams of her version, so
/// that whoever said yes is told among those who answered, and they among those who were asked.
#[must_use]
pub(super) fn in_tens(rows: &[AskedOn]) -> Vec<AskedOn> {
    let counts = rows.iter().flat_map(|row| {
        [
            (Became::Silence, row.asked - row.answered),
            (Became::No, row.answered - row.yes),
            (Became::Yes, row.yes),
        ]
        .map(|(became, many)| ((row.version, became), row.day, many))
    });
    let tens = full_tens(counts).into_iter();
    let told = tens.map(|((version, became), day, many)| AskedOn {
        version,
        day,
        asked: many,
        answered: if became == Became::Silence { 0 } else { many },
        yes: if became == Became::Yes { many } else { 0 },
    });
    told.collect()
}

/// The funnel of those first asked from one day to another, of counts in tens.
#[must_use]
pub(super) fn funnel(tens: &[AskedOn], from: Day, to: Day) -> Funnel {
    let within = || tens.iter().filter(|row| from <= row.day && row.day <= to);
    let told: BTreeSet<_> = tens.iter().map(|row| row.version).collect();
    let versions: BTreeSet<_> = within().map(|row| row.version).collect();
    let versions = versions.into_iter().rev().map(|version| {
        let rows = within().filter(|row| row.version == version);
        steps(version, rows, 1)
    });
    Funnel {
        all: steps((), within(), told.len()),
        versions: versions.collect(),
    }
}

/// The steps of these counts, which are of so many versions.
fn steps<'a, T>(of: T, rows: impl Iterator<Item = &'a AskedOn>, versions: usize) -> Steps<T> {
    let sum = rows.fold((0, 0, 0), |(asked, answered, yes), row| {
        (asked + row.asked, answered + row.answered, yes + row.yes)
    });
    let many = |many: i64| u64::try_from(many).unwrap_or(0);
    let (asked, answered, yes) = (many(sum.0), many(sum.1), many(sum.2));
    Steps {
        of,
        asked: People::of(asked),
        // Who answered is in two streams of each version: who said yes, and who said no.
        answered: Rate::of(answered, asked, 2 * versions),
        yes: Rate::of(yes, answered, versions),
    }
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

    /// What a page tells of these counts.
    fn told(rows: &[AskedOn], from: i64) -> Funnel {
        funnel(&in_tens(rows), Day(from), Day(110))
    }

    #[test]
    fn a_funnel_is_of_those_first_asked_in_the_period() {
        let rows = [
            row(2, 105, 300, 150, 60),
            row(2, 106, 100, 50, 40),
            row(1, 104, 200, 100, 20),
            row(1, 99, 900, 900, 900),
            row(1, 111, 900, 900, 900),
        ];
        let funnel = told(&rows, 100);
        assert_eq!(funnel.all.asked, People::Tens(600));
        assert_eq!(funnel.all.answered.share(), Some(0.5));
        assert_eq!(funnel.all.yes.share(), Some(0.4));
        assert!((funnel.all.yes_of_asked().unwrap() - 0.2).abs() < 1e-12);
        let versions: Vec<_> = funnel.versions.iter().map(|steps| steps.of).collect();
        assert_eq!(versions, [2, 1]);
        assert_eq!(funnel.versions[1].asked, People::Tens(200));
        assert_eq!(funnel.versions[1].yes.share(), Some(0.2));
    }

    #[test]
    fn nobody_asked_is_nobody() {
        let funnel = told(&[], 0);
        assert_eq!(funnel.all.asked, People::Few);
        assert_eq!(funnel.all.answered, Rate::Hidden);
        assert_eq!(funnel.versions, []);
    }

    #[test]
    fn few_who_kept_silent_are_told_with_the_next_ten() {
        // 4 of 100 said nothing, 46 no and 50 yes.
        let few = row(1, 0, 100, 96, 50);
        let funnel = told(std::slice::from_ref(&few), 0);
        assert_eq!(funnel.all.asked, People::Tens(90));
        assert_eq!(funnel.all.answered.share(), Some(1.0));
        assert_eq!(funnel.all.yes.share(), Some(50.0 / 90.0));
        // Six more say nothing a day later, and make it ten.
        let funnel = told(&[few, row(1, 1, 6, 0, 0)], 1);
        assert_eq!(funnel.all.asked, People::Tens(10));
        assert_eq!(funnel.all.answered, Rate::Hidden);
    }

    proptest! {
        /// Whoever said yes answered, and whoever answered was asked, in any period; and the versions
        /// are all there is.
        #[test]
        fn each_step_is_one_of_the_step_before(
            rows in prop::collection::vec((1_u32..4, 0_i64..110, 0_i64..60, 0.0_f64..=1.0, 0.0_f64..=1.0), 1..30),
            from in 0_i64..110,
        ) {
            let rows: Vec<_> = rows.into_iter().map(|(version, day, asked, answered, yes)| {
                let answered = (asked as f64 * answered) as i64;
                row(version, day, asked, answered, (answered as f64 * yes) as i64)
            }).collect();
            let tens = in_tens(&rows);
            for row in &tens {
                prop_assert!(row.asked > 0 && row.asked % 10 == 0);
                prop_assert!(row.answered == 0 || row.answered == row.asked);
                prop_assert!(row.yes == 0 || row.yes == row.answered);
            }
            let funnel = told(&rows, from);
            let asked = funnel.versions.iter().map(|steps| steps.asked.tens());
            prop_assert_eq!(asked.sum::<u64>(), funnel.all.asked.tens());
            let all = rows.iter().filter(|row| row.day.0 >= from).map(|row| row.asked).sum::<i64>();
            // Of each of three streams of three versions up to nine at each end.
            prop_assert!((all - funnel.all.asked.tens() as i64).abs() <= 81);
            let is_told = funnel.all.asked.tens() >= super::super::FEWEST_FOR_A_RATE;
            prop_assert_eq!(funnel.all.answered != Rate::Hidden, is_told);
        }
    }
}
