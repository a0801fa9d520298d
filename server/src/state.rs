//! What every handler reaches.

use std::sync::Arc;

use mutual::clock::{Clock, Entropy};
use mutual::port::{Engine, Imports, Log, Mailer, Store};
use mutual::use_cases::{Holding, Mutual, Reporting};

use crate::config::Config;
use crate::keys::Keys;

/// One ledger with its store: the live one, or the one for tests.
#[derive(Clone)]
pub struct Side {
    /// Its writer and its state in memory.
    pub engine: Arc<dyn Engine>,
    /// Its database.
    pub store: Arc<dyn Store>,
    /// Its public log.
    pub log: Arc<dyn Log>,
    /// The imports that wait for it.
    pub imports: Arc<dyn Imports>,
}

impl Side {
    /// What an erasure touches.
    #[must_use]
    pub fn holding(&self) -> Holding<'_> {
        Holding {
            engine: self.engine.as_ref(),
            store: self.store.as_ref(),
            imports: self.imports.as_ref(),
        }
    }

    /// What a report of value touches.
    #[must_use]
    pub fn reporting<'a>(&'a self, entropy: &'a dyn Entropy) -> Reporting<'a> {
        Reporting {
            engine: self.engine.as_ref(),
            store: self.store.as_ref(),
            value: self.store.as_ref(),
            entropy,
        }
    }
}

/// The running installation. Accounts, sessions, clients, drafts, jobs and settings stand in the
/// live store; the test store holds test consent alone.
#[derive(Clone)]
pub struct App {
    /// How it was started.
    pub config: Arc<Config>,
    /// Its secret keys.
    pub keys: Arc<Keys>,
    /// Real customers.
    pub live: Side,
    /// What test clients see.
    pub test: Side,
    /// The use cases over the live side.
    pub mutual: Mutual,
    /// Who carries its mail.
    pub mailer: Arc<dyn Mailer>,
    /// The API clients.
    pub clients: Arc<crate::api::clients::Clients>,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}
