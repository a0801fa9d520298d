//! The fold of the entries of several records at once.

use std::collections::BTreeMap;

use super::{ConsentState, Which};
use crate::id::CustomerId;
use crate::ledger::{Body, Entry};

/// Records, each with the fold of its entries. A merge leads from one to another, so what counts for
/// a customer follows from the entries of all records that are hers.
#[derive(Clone, Debug, Default)]
pub struct People(BTreeMap<CustomerId, ConsentState>);

impl People {
    /// Applies one entry. Entries come in ledger order.
    pub fn apply(&mut self, entry: &Entry) {
        let Some(id) = entry.body.customer() else {
            return;
        };
        match &entry.body {
            Body::Merged(merged) => {
                let goes = self.0.entry(merged.from).or_default();
                goes.merged_into = Some(merged.customer);
                let goes = goes.clone();
                let stays = self.0.entry(merged.customer).or_default();
                stays.merge(entry.index, merged, &goes);
            }
            Body::Split(split) if split.which == Which::Stays => {
                let mut state = self.0.remove(&id).unwrap_or_default();
                let record = |id| self.0.get(&id).cloned();
                state.split(entry.index, split, record);
                self.0.insert(id, state);
            }
            body => {
                let state = self.0.entry(id).or_default();
                state.apply(entry.index, entry.at, body);
                if let Body::CaseDecided(decided) = body {
                    let mut into = state.merged_into;
                    while let Some(whole) = into.and_then(|id| self.0.get_mut(&id)) {
                        whole.case_ended_elsewhere(decided.case);
                        into = whole.merged_into;
                    }
                }
                if let Body::Forgotten(forgotten) = body {
                    let merged = self.state(id).merged.clone();
                    for part in merged {
                        let record = self.0.entry(part.customer).or_default();
                        record.forget(&forgotten.proposition);
                    }
                }
            }
        }
    }

    /// How a record stands after the entries so far.
    #[must_use]
    pub fn state(&self, id: CustomerId) -> &ConsentState {
        static NONE: ConsentState = ConsentState::NONE;
        self.0.get(&id).unwrap_or(&NONE)
    }
}
