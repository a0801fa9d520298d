//! What the pages' use cases stand on.

use std::sync::Arc;

use crate::clock::{Clock, Entropy};
use crate::port::{
    CaseStore, ConsentStore, Courier, DecisionStore, DraftStore, Engine, HindsightStore, Imports,
    InferenceStore, Log, Office, Readability, Turns, ValueStore, WebhookStore,
};

/// The ports of [`super::Mutual`].
pub struct Ports {
    /// The writer and its memory.
    pub engine: Arc<dyn Engine>,
    /// Accounts and settings.
    pub office: Arc<dyn Office>,
    /// Who did what about this ledger alone. What is of both stands in the list of the live one.
    pub audit: Arc<dyn DraftStore>,
    /// The ledger as stored.
    pub store: Arc<dyn ConsentStore>,
    /// Cases.
    pub cases: Arc<dyn CaseStore>,
    /// What arrived and what was used.
    pub value: Arc<dyn ValueStore>,
    /// What machines decided.
    pub decisions: Arc<dyn DecisionStore>,
    /// What was asked.
    pub hindsight: Arc<dyn HindsightStore>,
    /// What is guessed.
    pub inferences: Arc<dyn InferenceStore>,
    /// The ledger as everybody may read it.
    pub log: Arc<dyn Log>,
    /// What waits outside of the database.
    pub imports: Arc<dyn Imports>,
    /// Grades how hard a text is to read.
    pub readability: Arc<dyn Readability>,
    /// Keeps those apart who take a step on the same draft.
    pub turns: Arc<dyn Turns>,
    /// Where webhooks are kept.
    pub webhooks: Arc<dyn WebhookStore>,
    /// Who carries them.
    pub courier: Arc<dyn Courier>,
    /// Encloses their secrets.
    pub webhook_key: [u8; 32],
    /// For new ids.
    pub clock: Arc<dyn Clock>,
    /// For new ids.
    pub entropy: Arc<dyn Entropy>,
}
