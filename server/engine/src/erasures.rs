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
    /// The digests by which somebody is kept out, and because of whom.
    suppressed: papaya::HashMap<[u8; 32], CustomerId>,
}

impl Erasures {
    /// Nobody yet.
    pub(crate) fn new(key: DigestKey) -> Self {
        Self {
            key,
            customers: papaya::HashSet::new(),
            suppressed: papaya::HashMap::new(),
        }
    }

    /// Somebody more.
    pub(crate) fn add(&self, row: &ErasureRow) {
        let suppressed = self.suppressed.pin();
        for digest in &row.suppressed {
            suppressed.insert(*digest, row.customer);
        }
        self.customers.pin().insert(row.customer);
    }

    /// Whether that customer was erased.
    pub(crate) fn has(&self, id: CustomerId) -> bool {
        self.customers.pin().contains(&id)
    }

    /// Everybody who was erased.
    pub(crate) fn all(&self) -> Vec<CustomerId> {
        self.customers.pin().iter().copied().collect()
    }

    /// Because of whom nobody may come by that identifier.
    pub(crate) fn kept_out(&self, identifier: &str) -> Option<CustomerId> {
        let suppressed = self.suppressed.pin();
        if suppressed.is_empty() {
            return None;
        }
        suppressed.get(&self.digest(identifier)).copied()
    }

    /// Somebody may come back.
    pub(crate) fn readmit(&self, customer: CustomerId) {
        let suppressed = self.suppressed.pin();
        suppressed.retain(|_, erased| *erased != customer);
    }

    /// What an identifier is recognised by.
    pub(crate) fn suppression(&self, identifier: &Identifier) -> [u8; 32] {
        self.digest(identifier.as_str())
    }

    fn digest(&self, identifier: &str) -> [u8; 32] {
        self.key.of(&[b"suppressed", identifier.as_bytes()])
    }
}
