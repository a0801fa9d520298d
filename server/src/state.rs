//! What every handler reaches.

use std::sync::Arc;

use mutual::clock::{Clock, Entropy};
use mutual::port::{Backlog, Engine, Imports, Log, Mailer, Recorder, Store};
use mutual::use_cases::{Cases, Holding, Inferring, Mutual, Recording, Reporting, Webhooks};

use crate::api::Shapes;
use crate::config::Config;
use crate::keys::Keys;
use crate::pressure::Pressure;
use crate::worker::room::Room;
use crate::worker::webhooks::Carriage;

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
    /// Who writes what machines decided.
    pub recorder: Arc<dyn Recorder>,
    /// What arrived and what was used, on its way to its database.
    pub reports: Arc<Backlog>,
    /// What is asked of it, as it is counted.
    pub shapes: Arc<Shapes>,
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

    /// What recording decisions touches.
    #[must_use]
    pub fn recording<'a>(
        &'a self,
        clock: &'a dyn Clock,
        entropy: &'a dyn Entropy,
    ) -> Recording<'a> {
        Recording {
            engine: self.engine.as_ref(),
            store: self.store.as_ref(),
            decisions: self.store.as_ref(),
            inferences: self.store.as_ref(),
            recorder: self.recorder.as_ref(),
            clock,
            entropy,
        }
    }

    /// What a report of value touches.
    #[must_use]
    pub fn reporting<'a>(&'a self, entropy: &'a dyn Entropy) -> Reporting<'a> {
        Reporting {
            engine: self.engine.as_ref(),
            store: self.store.as_ref(),
            value: self.store.as_ref(),
            backlog: self.reports.as_ref(),
            entropy,
        }
    }

    /// What a guess touches.
    #[must_use]
    pub fn inferring<'a>(&'a self, entropy: &'a dyn Entropy) -> Inferring<'a> {
        Inferring {
            engine: self.engine.as_ref(),
            store: self.store.as_ref(),
            inferences: self.store.as_ref(),
            decisions: self.store.as_ref(),
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
    /// The use cases over the test side, for pages of test customers and for those of the team who look
    /// after it. Accounts and settings are those of the live side.
    pub test_mutual: Mutual,
    /// Who carries its mail.
    pub mailer: Arc<dyn Mailer>,
    /// Who carries messages out of the house.
    pub carriage: Arc<Carriage>,
    /// The API clients.
    pub clients: Arc<crate::api::clients::Clients>,
    /// The room for uploads.
    pub room: Arc<Room>,
    /// How short of time the server is, and what waits.
    pub pressure: Arc<Pressure>,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl App {
    /// Whether that is the test side, on which nobody is real.
    #[must_use]
    pub fn is_test(&self, side: &Side) -> bool {
        Arc::ptr_eq(&side.store, &self.test.store)
    }

    /// What webhooks of one side touch.
    #[must_use]
    pub fn webhooks<'a>(&'a self, side: &'a Side) -> Webhooks<'a> {
        Webhooks {
            engine: side.engine.as_ref(),
            store: side.store.as_ref(),
            answers: side.store.as_ref(),
            courier: self.carriage.as_ref(),
            key: &self.keys.webhook,
            clock: self.clock.as_ref(),
            entropy: self.entropy.as_ref(),
        }
    }

    /// What cases of one side touch. Accounts and settings are those of the live side.
    #[must_use]
    pub fn cases<'a>(&'a self, side: &'a Side) -> Cases<'a> {
        Cases {
            engine: side.engine.as_ref(),
            store: side.store.as_ref(),
            inferences: side.store.as_ref(),
            office: self.live.store.as_ref(),
            clock: self.clock.as_ref(),
            entropy: self.entropy.as_ref(),
        }
    }

    /// Where people reach this installation, where no request says it: without a slash at its end.
    #[must_use]
    pub fn base(&self) -> String {
        match &self.config.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.config.addr),
        }
    }
}
