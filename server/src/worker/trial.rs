//! What a line would come to, judged against the state as it is, without writing anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use mutual::catalogue::Catalogue;
use mutual::consent::{Customer, Identifier};
use mutual::id::CustomerId;
use mutual::port::{Engine, Readability, Ungraded};
use mutual::use_cases::{Trace, World};

/// The state at this moment, for judging without writing.
pub(super) struct Now<'a> {
    engine: &'a dyn Engine,
    catalogue: Arc<Catalogue>,
}

impl<'a> Now<'a> {
    /// The state of this engine.
    pub(super) fn of(engine: &'a dyn Engine) -> Self {
        Self {
            engine,
            catalogue: engine.catalogue(),
        }
    }
}

impl World for Now<'_> {
    fn readability(&self) -> &dyn Readability {
        // An import brings no wording.
        &Ungraded
    }

    fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.engine.customer(id)
    }

    fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.engine.record(id)
    }

    fn holder(&self, identifier: &Identifier) -> Option<CustomerId> {
        self.engine.holder(identifier.as_str())
    }

    fn is_erased(&self, id: CustomerId) -> bool {
        self.engine.is_erased(id)
    }

    fn kept_out(&self, identifier: &Identifier) -> Option<CustomerId> {
        self.engine.kept_out(identifier.as_str())
    }

    /// An import erases nobody.
    fn suppression(&self, _identifier: &Identifier) -> [u8; 32] {
        [0; 32]
    }

    /// An import changes no registry.
    fn answered(&self, _proposition: &str, _versions: &BTreeSet<u32>) -> bool {
        true
    }

    fn traces(&self, _id: CustomerId) -> &[Trace] {
        &[]
    }
}
