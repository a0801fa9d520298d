//! How a caller names a customer: `cus_…`, or one of her identifiers.

use std::borrow::Cow;
use std::sync::Arc;

use mutual::consent::{Customer, Identifier};
use mutual::id::CustomerId;
use mutual::port::Engine;

use super::problem::{Code, Problem};

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// A customer by her id.
    Id(CustomerId),
    /// Whoever has this identifier.
    Identifier(Identifier),
}

/// Reads a reference.
///
/// # Errors
///
/// 400 where it is neither an id nor an identifier.
pub(crate) fn read(text: &str) -> Result<Reference, Problem> {
    if text.starts_with("cus_") && !text.contains(':') {
        let id = text
            .parse()
            .map_err(|_| invalid("this is not the id of a customer"))?;
        return Ok(Reference::Id(id));
    }
    let identifier: Result<Identifier, _> = text.parse();
    identifier
        .map(Reference::Identifier)
        .map_err(|error| invalid(&error.to_string()))
}

fn invalid(message: &str) -> Problem {
    Problem::new(Code::InvalidReference, message.to_owned()).field("ref", message)
}

/// The customer that a reference names; nobody for what is no reference.
pub(crate) fn find(engine: &dyn Engine, text: &str) -> Option<CustomerId> {
    known(engine, text).map(|customer| customer.id)
}

/// As [`find`], with what is known of her at the same moment.
pub(crate) fn known(engine: &dyn Engine, text: &str) -> Option<Arc<Customer>> {
    if text.starts_with("cus_") && !text.contains(':') {
        return engine.customer(text.parse().ok()?);
    }
    engine.named(&canonical(text))
}

/// Whether a reference names somebody who was erased.
pub(crate) fn is_erased(engine: &dyn Engine, text: &str) -> bool {
    if text.starts_with("cus_") && !text.contains(':') {
        return text.parse().is_ok_and(|id| engine.is_erased(id));
    }
    engine.kept_out(&canonical(text)).is_some()
}

/// The spelling in which an identifier is kept.
pub(crate) fn canonical(text: &str) -> Cow<'_, str> {
    let is_small = |text: &str| {
        text.bytes()
            .all(|c| c.is_ascii() && !c.is_ascii_uppercase())
    };
    if text.starts_with("email:") && !is_small(text) {
        return text
            .parse()
            .map_or(Cow::Borrowed(text), |identifier: Identifier| {
                Cow::Owned(identifier.as_str().to_owned())
            });
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_an_id_or_an_identifier() {
        let id = CustomerId::from_bytes([5; 16]);
        assert_eq!(read(&id.to_string()).unwrap(), Reference::Id(id));
        let ana = "email:ana@example.org".parse().unwrap();
        assert_eq!(
            read("email:Ana@Example.org").unwrap(),
            Reference::Identifier(ana)
        );
        for text in ["", "42", "cus_42", ":x", "crm:", "CRM:1"] {
            assert_eq!(
                read(text).unwrap_err().code(),
                Code::InvalidReference,
                "{text}"
            );
        }
    }

    #[test]
    fn a_mailbox_is_looked_for_in_the_spelling_that_is_kept() {
        assert_eq!(
            canonical("email:ÄNNE@Example.org"),
            "email:änne@example.org"
        );
        assert_eq!(canonical("crm:A"), "crm:A");
    }
}
