//! What decisions rest on.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Trace;
use crate::catalogue::Catalogue;
use crate::consent::{Customer, Identifier};
use crate::id::CustomerId;
use crate::port::Readability;

/// The state that a decision rests on: memory, and what the same commit group did before.
pub trait World {
    /// The catalogue.
    fn catalogue(&self) -> &Catalogue;
    /// A customer. The id of a record that is merged into another one leads to the one that stays.
    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>>;
    /// The record of that id, also where it is merged into another one.
    fn record(&self, id: CustomerId) -> Option<Arc<Customer>>;
    /// Who has an identifier.
    fn holder(&self, identifier: &Identifier) -> Option<CustomerId>;
    /// Grades how hard a text is to read.
    fn readability(&self) -> &dyn Readability;
    /// Whether that customer was erased.
    fn is_erased(&self, id: CustomerId) -> bool;
    /// The erased customer because of whom nobody may come by that identifier, where there is one.
    fn kept_out(&self, identifier: &Identifier) -> Option<CustomerId>;
    /// What an identifier is recognised by once it is erased: a keyed digest.
    fn suppression(&self, identifier: &Identifier) -> [u8; 32];
    /// Whether anybody has an answer of one of these versions.
    fn answered(&self, proposition: &str, versions: &BTreeSet<u32>) -> bool;
    /// Where a customer's entries are, and those of the records that are merged into hers, the newest
    /// of each record first: known only for the customer of a command that
    /// [destroys](Command::destroys).
    fn traces(&self, id: CustomerId) -> &[Trace];
}
