//! The registry as it is, and as it was: what somebody read then is shown to her as she read it.

use std::sync::Arc;

use super::{Document, Registry};
use crate::clock::Timestamp;
use crate::ledger::RegistryChanged;

/// A registry with the changes that made it.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    beginning: Arc<Registry>,
    changes: Vec<Changed>,
    now: Arc<Registry>,
}

/// An entry that changed the registry.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    pub(super) index: u64,
    pub(super) at: Timestamp,
    pub(super) what: Arc<RegistryChanged>,
}

impl History {
    /// A registry that nothing has changed yet.
    pub(super) fn new(beginning: Arc<Registry>) -> Self {
        Self {
            now: Arc::clone(&beginning),
            beginning,
            changes: Vec::new(),
        }
    }

    /// The same beginning, without what came later.
    pub(super) fn afresh(&self) -> Self {
        Self::new(Arc::clone(&self.beginning))
    }

    pub(super) fn now(&self) -> &Arc<Registry> {
        &self.now
    }

    /// The entries that changed it, in order.
    pub(super) fn changes(&self) -> &[Changed] {
        &self.changes
    }

    /// Applies an entry: the fold of `registry.changed`.
    pub(super) fn apply(&mut self, what: Arc<RegistryChanged>, at: Timestamp, index: u64) {
        let registry = Arc::make_mut(&mut self.now);
        for change in &what.changes {
            registry.apply(change, index);
        }
        self.changes.push(Changed { index, at, what });
    }

    /// The registry after the entries that `then` takes, which are the first ones.
    pub(super) fn until(&self, then: impl Fn(&Changed) -> bool) -> Arc<Registry> {
        // Nearly always nothing has changed since, and there is nothing to fold.
        if self.changes.last().is_none_or(&then) {
            return Arc::clone(&self.now);
        }
        let mut history = self.afresh();
        for changed in self.changes.iter().take_while(|changed| then(changed)) {
            history.apply(Arc::clone(&changed.what), changed.at, changed.index);
        }
        history.now
    }

    /// Whether a term that `document` names was changed at `since` or later.
    pub(super) fn moved(&self, document: &Document, since: Timestamp) -> bool {
        let later = self.changes.iter().rev();
        let later = later.take_while(|changed| changed.at >= since);
        later
            .flat_map(|changed| &changed.what.changes)
            .any(|change| document.names(&change.key()))
    }
}
