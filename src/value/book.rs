//! Each proof once: what is new, what came before, what corrects.

use std::collections::BTreeMap;

use super::{Total, ValueEvent, ValueReport};
use crate::catalogue::Slug;
use crate::id::CustomerId;

/// How a report stands to what was reported before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was reported under this proof.
    New,
    /// The same was.
    Same,
    /// Something else was, and this replaces it.
    Correction,
    /// Something else was, and stays.
    Differs,
    /// The customer is not there any more.
    Gone,
}

impl Standing {
    /// Whether the report is to be written.
    #[must_use]
    pub fn is_written(self) -> bool {
        matches!(self, Self::New | Self::Correction)
    }
}

/// How `report` stands to what was reported under the same proof before.
///
/// A correction that comes before what it corrects is new, and what it corrects then differs from
/// it: so both orders end the same.
#[must_use]
pub fn judge(before: Option<&ValueEvent>, report: &ValueReport) -> Standing {
    match before {
        None => Standing::New,
        Some(before) if *before == report.event => Standing::Same,
        Some(_) if report.corrects => Standing::Correction,
        Some(_) => Standing::Differs,
    }
}

/// What names an event: customer, proposition, benefit and proof.
pub type Key = (CustomerId, Slug, Slug, String);

impl ValueEvent {
    /// What names it.
    #[must_use]
    pub fn key(&self) -> Key {
        let Self {
            customer,
            proposition,
            benefit,
            proof_ref,
            ..
        } = self;
        (
            *customer,
            proposition.clone(),
            benefit.clone(),
            proof_ref.clone(),
        )
    }
}

/// All value events that count: what a store holds, and what it is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book(BTreeMap<Key, ValueEvent>);

impl Book {
    /// The book with these events in it.
    #[must_use]
    pub fn of(events: impl IntoIterator<Item = ValueEvent>) -> Self {
        Self(
            events
                .into_iter()
                .map(|event| (event.key(), event))
                .collect(),
        )
    }

    /// Takes a report in, as far as it counts.
    pub fn take(&mut self, report: &ValueReport) -> Standing {
        let key = report.event.key();
        let standing = judge(self.0.get(&key), report);
        if standing.is_written() {
            self.0.insert(key, report.event.clone());
        }
        standing
    }

    /// The events.
    pub fn events(&self) -> impl Iterator<Item = &ValueEvent> {
        self.0.values()
    }

    /// The event of that name.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&ValueEvent> {
        self.0.get(key)
    }

    /// What arrived, by customer, exchange, benefit and unit: never two units in one sum.
    #[must_use]
    pub fn delivered(&self) -> BTreeMap<(CustomerId, Slug, Slug, String), Total> {
        let mut sums = BTreeMap::new();
        for event in self.0.values() {
            let (customer, proposition, benefit, _) = event.key();
            let key = (customer, proposition, benefit, event.unit.clone());
            *sums.entry(key).or_insert_with(Total::default) += event.amount.into();
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Timestamp;
    use crate::value::Amount;

    fn event(proof: u8, unit: &str, parts: i64, at: i64) -> ValueEvent {
        ValueEvent {
            customer: CustomerId::from_bytes([proof % 2; 16]),
            proposition: "recipe-ideas".parse().unwrap(),
            benefit: if proof.is_multiple_of(3) {
                "recipes"
            } else {
                "cake"
            }
            .parse()
            .unwrap(),
            proof_ref: format!("mail-{proof}"),
            amount: Amount::of_millionths(parts).unwrap(),
            unit: unit.to_owned(),
            at: Timestamp::from_millis(at),
        }
    }

    fn report(event: ValueEvent, corrects: bool) -> ValueReport {
        ValueReport { event, corrects }
    }

    #[test]
    fn a_proof_counts_once_and_only_a_correction_changes_it() {
        let mut book = Book::default();
        let first = event(1, "recipes", 3_000_000, 10);
        let other = event(1, "recipes", 2_000_000, 10);
        assert_eq!(book.take(&report(first.clone(), false)), Standing::New);
        assert_eq!(book.take(&report(first.clone(), false)), Standing::Same);
        assert_eq!(book.take(&report(first.clone(), true)), Standing::Same);
        assert_eq!(book.take(&report(other.clone(), false)), Standing::Differs);
        assert_eq!(
            book.take(&report(other.clone(), true)),
            Standing::Correction
        );
        assert_eq!(book.take(&report(first, false)), Standing::Differs);
        let sums: Vec<_> = book.delivered().into_values().collect();
        assert_eq!(sums, [Total::from(other.amount)]);
        let nothing = event(1, "recipes", 0, 10);
        book.take(&report(nothing, true));
        assert!(book.delivered().into_values().all(Total::is_zero));
    }

    #[test]
    fn units_are_never_mixed() {
        let mut book = Book::default();
        book.take(&report(event(2, "recipes", 3_000_000, 1), false));
        book.take(&report(event(4, "GBP", 5_000_000, 1), false));
        let sums: Vec<_> = book.delivered().into_iter().collect();
        let sums: Vec<_> = sums
            .iter()
            .map(|((_, _, _, unit), sum)| (unit.as_str(), sum.to_string()))
            .collect();
        assert_eq!(sums, [("GBP", "5".to_owned()), ("recipes", "3".to_owned())]);
    }

    /// Reports: each proof at most once as it was and at most once corrected, any of them repeated,
    /// and all of it in any order.
    fn told() -> impl Strategy<Value = (Vec<ValueReport>, Vec<ValueReport>)> {
        let one = (
            0_i64..5_000_000,
            0_i64..1_000,
            proptest::option::of(0_i64..5_000_000),
            1..4_usize,
        );
        proptest::collection::vec(one, 1..12).prop_flat_map(|all| {
            let mut reports = Vec::new();
            for (proof, (parts, at, corrected, times)) in (0..).zip(all) {
                let first = event(proof, "recipes", parts, at);
                let mut put = |event: ValueEvent, corrects| {
                    let one = report(event, corrects);
                    reports.extend(std::iter::repeat_n(one, times));
                };
                put(first.clone(), false);
                if let Some(parts) = corrected {
                    let amount = Amount::of_millionths(parts).unwrap();
                    put(ValueEvent { amount, ..first }, true);
                }
            }
            let shuffled = Just(reports.clone()).prop_shuffle();
            (Just(reports), shuffled)
        })
    }

    proptest! {
        #[test]
        fn any_order_duplicates_and_corrections_lead_to_the_same_balance(
            (told, shuffled) in told()
        ) {
            let fold = |reports: &[ValueReport]| {
                let mut book = Book::default();
                for report in reports {
                    book.take(report);
                }
                book
            };
            let (straight, otherwise) = (fold(&told), fold(&shuffled));
            prop_assert_eq!(straight.delivered(), otherwise.delivered());
            prop_assert_eq!(straight, otherwise);
        }
    }
}
