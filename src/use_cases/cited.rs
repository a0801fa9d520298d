//! The guesses that a check names.
//!
//! They are rows, and not held in memory: they are looked up for the questions that name some, and for
//! no other. Whether one counts is worked out from the state in memory afterwards, so that nothing counts
//! that was taken away before the question was answered.

use std::collections::{BTreeMap, BTreeSet};

use super::infer::{counting, newest};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{Catalogue, Slug};
use crate::clock::Timestamp;
use crate::consent::Customer;
use crate::guard::{Counting, Inference, Named};
use crate::id::CustomerId;
use crate::port::{Engine, InferenceStore};
use crate::use_cases::Reading;

/// The rows about those whom questions name.
#[derive(Debug)]
pub struct Cited {
    rows: BTreeMap<CustomerId, Vec<Inference>>,
}

impl Cited {
    /// Looks up what is held about these customers, for whoever may also record decisions that cite
    /// guesses, or read what is held.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn look_up(
        engine: &dyn Engine,
        inferences: &dyn InferenceStore,
        actor: &Actor,
        customers: impl IntoIterator<Item = CustomerId>,
    ) -> Result<Self, Reading> {
        authorise(actor, Deed::Check)?;
        let known = customers.into_iter().filter_map(|id| engine.customer(id));
        let known: Vec<_> = known.collect();
        // Which guesses are held is more than whether one may do something. Whoever records decisions that
        // cite them learns it anyway, and so does whoever reads what is held.
        if authorise(actor, Deed::RecordDecisions).is_err() {
            for customer in &known {
                authorise(actor, Deed::ReadConsent(customer.id))?;
            }
        }
        let records: BTreeSet<_> = known
            .iter()
            .flat_map(|customer| customer.ids().collect::<Vec<_>>())
            .collect();
        let records: Vec<_> = records.into_iter().collect();
        let mut rows = BTreeMap::<_, Vec<_>>::new();
        if !records.is_empty() {
            for row in inferences.inferences(&records).await? {
                rows.entry(row.customer).or_default().push(row);
            }
        }
        Ok(Self { rows })
    }

    /// Each of these keys once, with the guess where it counts for `customer` and `purpose` at `now`: the
    /// guess that a decision of that moment could cite.
    #[must_use]
    pub fn named<'a>(
        &'a self,
        engine: &dyn Engine,
        catalogue: &Catalogue,
        customer: Option<&Customer>,
        purpose: &str,
        keys: &[&'a str],
        now: Timestamp,
    ) -> Vec<Named<'a>> {
        let wanted: BTreeSet<_> = keys.iter().copied().collect();
        let found = customer.map(|customer| {
            let hers = customer.ids().filter_map(|id| self.rows.get(&id)).flatten();
            let hers = hers.filter(|row| wanted.contains(row.guess.key.as_str()));
            let counting = |row: &Inference| counting(engine, catalogue, customer, row, now);
            newest(customer, hers, counting)
        });
        let counts = |key: &str| {
            let (row, counting) = found.as_ref()?.get(&key.parse::<Slug>().ok()?)?;
            let Counting::Counts(purposes) = counting else {
                return None;
            };
            let fits = purposes.iter().any(|counts| counts.as_str() == purpose);
            fits.then_some(&row.guess)
        };
        wanted
            .into_iter()
            .map(|key| Named {
                key,
                guess: counts(key),
            })
            .collect()
    }
}
