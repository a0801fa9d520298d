//! Who was erased, and who must not come back.

use mutual::consent::Identifier;
use mutual::digest::DigestKey;
use mutual::id::CustomerId;
use mutual::port::ErasureRow;

/// Who was erased, and who must not come back.
pub(crate) struct Erasures {
    /// Without it nobody can try out whose digest stands somewhere.
    key: DigestKey,
    customers: papaya::HashSet<CustomerId>,
    suppressed: papaya::HashSet<[u8; 32]>,
}

impl Erasures {
    /// Nobody yet.
    pub(crate) fn new(key: DigestKey) -> Self {
        Self {
            key,
            customers: papaya::HashSet::new(),
            suppressed: papaya::HashSet::new(),
        }
    }

    /// Somebody more.
    pub(crate) fn add(&self, row: &ErasureRow) {
        let suppressed = self.suppressed.pin();
        for digest in &row.suppressed {
            suppressed.insert(*digest);
        }
        self.customers.pin().insert(row.customer);
    }

    /// Whether that customer was erased.
    pub(crate) fn has(&self, id: CustomerId) -> bool {
        self.customers.pin().contains(&id)
    }

    /// Whether that identifier is of somebody who must not come back.
    pub(crate) fn suppresses(&self, identifier: &str) -> bool {
        let suppressed = self.suppressed.pin();
        !suppressed.is_empty() && suppressed.contains(&self.digest(identifier))
    }

    /// What an identifier is recognised by.
    pub(crate) fn suppression(&self, identifier: &Identifier) -> [u8; 32] {
        self.digest(identifier.as_str())
    }

    fn digest(&self, identifier: &str) -> [u8; 32] {
        self.key.of(&[b"suppressed", identifier.as_bytes()])
    }
}
