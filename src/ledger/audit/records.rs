//! Checking what is said of several records of one customer at once.

use super::{Audit, Wrong};
use crate::catalogue::Slug;
use crate::consent::{ConsentState, join};
use crate::id::CustomerId;
use crate::ledger::{Forgotten, Merged};

impl Audit {
    /// Takes in that a record is merged into another one: it says what follows from the two, as far as
    /// both can still be read.
    pub(super) fn merged(&mut self, index: u64, merged: &Merged) -> Result<(), Wrong> {
        let from = self.people.get(&merged.from);
        // Somebody without entries, or one who was set apart since and is erased.
        let is_known = from.is_some_and(|from| !from.unsure);
        let is_unsure = from.is_some_and(|from| from.unsure);
        let goes = from.map(|from| from.state.clone()).unwrap_or_default();
        if merged.from == merged.customer || goes.merged_into.is_some() {
            return Err(Wrong::Merge);
        }
        let her = self.people.entry(merged.customer).or_default();
        let joined = join(&her.state, &goes);
        // What was forgotten since follows from nothing any more.
        let is_there = |key: &Slug| {
            let answers = |state: &ConsentState| state.answered(key).next().is_some();
            answers(&her.state) || answers(&goes)
        };
        let changes = merged.changes.iter();
        let changes = changes.filter(|change| is_there(&change.proposition));
        let conflicts = merged.conflicts.iter();
        let conflicts = conflicts.filter(|conflict| is_there(&conflict.proposition));
        let follows = changes.eq(&joined.changes)
            && conflicts.eq(&joined.conflicts)
            && merged.paused == joined.paused;
        if is_known && !her.unsure && !follows {
            return Err(Wrong::Merge);
        }
        her.unsure |= is_unsure || !follows;
        her.state.merge(index, merged, &goes);
        her.known += 1;
        let goes = self.people.entry(merged.from).or_default();
        goes.state.merged_into = Some(merged.customer);
        Ok(())
    }

    /// Takes in that the records of an exchange were destroyed; how many that are gone this tells of.
    pub(super) fn forgotten(
        &mut self,
        customer: CustomerId,
        forgotten: &Forgotten,
    ) -> Result<u64, Wrong> {
        let key = &forgotten.proposition;
        let merged = self
            .people
            .get(&customer)
            .map(|her| her.state.merged.clone());
        let mut about = 0;
        for part in merged.into_iter().flatten() {
            let record = self.people.entry(part.customer).or_default();
            record.state.forget(key);
            // Her entry tells of them from here on.
            let of_it = record.about.remove(key).unwrap_or(0);
            record.known = record.known.saturating_sub(of_it);
            record.untold = None;
            about += of_it;
        }
        let her = self.people.entry(customer).or_default();
        her.known += about;
        // Where the log grows while it is read, they may still have been there.
        about += her.about.remove(key).unwrap_or(0);
        her.untold = None;
        let told = forgotten.entries.checked_sub(about).ok_or(Wrong::Erasure)?;
        self.gone.tell(told)?;
        Ok(told)
    }
}
