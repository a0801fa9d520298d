//! Whom a vendor's id means.

use std::borrow::Cow;
use std::sync::Arc;

use mutual::consent::{Customer, Identifier};
use mutual::port::Engine;

use crate::api::reference;

/// Who is meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Subject {
    /// Somebody known.
    Known(Arc<Customer>),
    /// Somebody who was erased.
    Erased,
    /// Nobody that we know.
    Unknown,
}

impl Subject {
    /// Who has this reference (`cus_…` or `namespace:value`).
    pub(super) fn by(engine: &dyn Engine, reference: &str) -> Self {
        match reference::known(engine, reference) {
            Some(customer) => Self::Known(customer),
            None if reference::is_erased(engine, reference) => Self::Erased,
            None => Self::Unknown,
        }
    }
}

/// The reference that a vendor's id stands for: a reference of ours as it is, an address by itself
/// as `email:…`, and any other id in the vendor's own namespace.
pub(super) fn reference<'a>(id: &'a str, namespace: &str) -> Cow<'a, str> {
    let is_ours = id.starts_with("cus_") || id.parse::<Identifier>().is_ok();
    match id {
        ours if is_ours => Cow::Borrowed(ours),
        address if address.contains('@') => Cow::Owned(format!("email:{address}")),
        other => Cow::Owned(format!("{namespace}:{other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_reference_an_address_or_the_vendors_own() {
        for (id, meant) in [
            ("crm:42", "crm:42"),
            (
                "cus_01041040G20820M1040G208100",
                "cus_01041040G20820M1040G208100",
            ),
            ("email:ana@example.org", "email:ana@example.org"),
            ("ana@example.org", "email:ana@example.org"),
            ("003xx000004TxyY", "salesforce:003xx000004TxyY"),
            ("", "salesforce:"),
        ] {
            assert_eq!(reference(id, "salesforce"), meant, "{id}");
        }
    }
}
