//! A customer leaves: what is to be done around her erasure so that nothing of her stays.

use super::{Deed, Outcome, Refusal};
use crate::access::authorise;
use crate::port::{ConsentStore, Engine, Imports, Submission, SubmitError};

/// What an erasure touches.
#[derive(Clone, Copy)]
pub struct Holding<'a> {
    /// The writer.
    pub engine: &'a dyn Engine,
    /// The database.
    pub store: &'a dyn ConsentStore,
    /// What waits outside of it.
    pub imports: &'a dyn Imports,
}

/// Erases the customer of a [`super::Command::Erase`]. When this returns, nothing of her is in any
/// file any more, as far as the database lets anybody see to that.
///
/// # Errors
///
/// [`SubmitError`]. After [`SubmitError::Store`] she may be erased and her data still be in a file;
/// the same request again sees to it.
pub async fn erase(of: Holding<'_>, submission: Submission) -> Result<Outcome, SubmitError> {
    if let Some(id) = submission.command.destroys() {
        let may = authorise(&submission.actor, Deed::Erase(id));
        may.map_err(|denied| SubmitError::Refused(Refusal::Denied(denied)))?;
        // Before she goes: afterwards nobody knows what she was called.
        if let Some(customer) = of.engine.customer(id) {
            of.imports.forget(&customer.identifiers).await?;
        }
    }
    let outcome = of.engine.submit(submission).await?;
    of.store.scrub().await?;
    Ok(outcome)
}
