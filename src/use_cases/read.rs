//! What pages ask and do: the use cases over the ports, in one handle.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Cases, Command, Outcome, Ports, Webhooks};
use crate::access::{Actor, Deed, Denied, authorise};
use crate::catalogue::{Catalogue, Document, Fault, LegalBasis, Proposition, Slug, Version};
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::{
    Choice, Customer, Decision, ExchangeView, Phase, Route, Toggle, needs_word, view_exchange,
};
use crate::digest::DigestKey;
use crate::id::{CustomerId, ReceiptId};
use crate::port::{
    CaseStore, ConsentStore, Courier, DecisionStore, DraftStore, Engine, HindsightStore, Imports,
    InferenceStore, Log, Office, Organisation, Readability, StoreError, Submission, SubmitError,
    Turns, ValueStore, WebhookStore,
};

/// Why a page cannot be shown or a wish not be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Reading {
    /// The actor may not do that.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such thing, as far as this actor may know.
    #[error("there is no such page")]
    Absent,
    /// What was typed has faults.
    #[error("what was typed has faults")]
    Faults(Vec<Fault>),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One exchange as its customer meets it.
#[derive(Clone, Debug, PartialEq)]
pub struct MyExchange {
    /// Its key.
    pub key: Slug,
    /// The live version, with its document.
    pub version: Arc<Version>,
    /// What it reads like to her: in her language, or in its own where it is not written in hers.
    pub wording: Arc<Document>,
    /// Whether it is written in her language. What is not cannot be turned on: a question counts
    /// that is understood.
    pub speaks: bool,
    /// Whether it uses data of a special category.
    pub special: bool,
    /// Every toggle's state now.
    pub view: ExchangeView,
    /// The ledger index of the newest answer about it; 0 where there is none.
    pub answered_index: u64,
    /// The receipt of the newest answer about the exchange itself.
    pub receipt: Option<ReceiptId>,
    /// The toggles that her browser asks to leave off: to turn one on she is told so first.
    pub against_signal: BTreeSet<Toggle>,
}

impl MyExchange {
    /// Whether the exchange itself is on.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.view.is_on(&Toggle::Exchange)
    }

    /// Whether it says something of her whatever language it is written in: she answered, or nobody
    /// asks.
    fn concerns_her(&self) -> bool {
        let asks = self.version.document.legal_basis == LegalBasis::Consent;
        !(asks && self.is_unasked())
    }

    /// Whether it stopped counting until it is answered anew.
    #[must_use]
    pub fn needs_answer(&self) -> bool {
        let toggle = self.view.toggles.get(&Toggle::Exchange);
        toggle.is_some_and(|toggle| toggle.phase == Phase::NeedsAnswer)
    }

    /// Whether the customer was never asked.
    #[must_use]
    pub(super) fn is_unasked(&self) -> bool {
        let toggle = self.view.toggles.get(&Toggle::Exchange);
        toggle.is_some_and(|toggle| toggle.decision == Decision::None)
    }
}

/// All that a customer sees on the first page.
#[derive(Clone, Debug, PartialEq)]
pub struct MyExchanges {
    /// Who.
    pub customer: Arc<Customer>,
    /// The ledger index that this reflects: goes into every form.
    pub index: u64,
    /// The moment that this reflects.
    pub now: Timestamp,
    /// Since when everything is paused.
    pub paused_since: Option<Timestamp>,
    /// Every exchange that is open to her, in the fixed order.
    pub exchanges: Vec<MyExchange>,
}

impl MyExchanges {
    /// The one exchange that she is asked about, wherever she is asked: the first by consent, in the
    /// fixed order, that she never answered. While everything is paused nobody waits for an answer.
    #[must_use]
    pub fn question(&self) -> Option<&MyExchange> {
        let mut all = self.exchanges.iter();
        let first = all.find(|exchange| !exchange.concerns_her());
        first.filter(|_| self.paused_since.is_none())
    }
}

/// The use cases over the ports.
#[derive(Clone)]
pub struct Mutual {
    pub(super) engine: Arc<dyn Engine>,
    pub(super) office: Arc<dyn Office>,
    pub(super) audit: Arc<dyn DraftStore>,
    pub(super) store: Arc<dyn ConsentStore>,
    cases: Arc<dyn CaseStore>,
    pub(super) value: Arc<dyn ValueStore>,
    pub(super) decisions: Arc<dyn DecisionStore>,
    pub(super) hindsight: Arc<dyn HindsightStore>,
    pub(super) inferences: Arc<dyn InferenceStore>,
    pub(super) log: Arc<dyn Log>,
    pub(super) imports: Arc<dyn Imports>,
    pub(super) readability: Arc<dyn Readability>,
    pub(super) turns: Arc<dyn Turns>,
    pub(super) webhooks: Arc<dyn WebhookStore>,
    courier: Arc<dyn Courier>,
    webhook_key: [u8; 32],
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    digests: DigestKey,
}

impl Mutual {
    /// The use cases over these ports.
    #[must_use]
    pub fn new(ports: Ports, digests: DigestKey) -> Self {
        let Ports {
            engine,
            office,
            audit,
            store,
            cases,
            value,
            decisions,
            hindsight,
            inferences,
            log,
            imports,
            readability,
            turns,
            webhooks,
            courier,
            webhook_key,
            clock,
            entropy,
        } = ports;
        Self {
            engine,
            office,
            audit,
            store,
            cases,
            value,
            decisions,
            hindsight,
            inferences,
            log,
            imports,
            readability,
            turns,
            webhooks,
            courier,
            webhook_key,
            clock,
            entropy,
            digests,
        }
    }

    /// What webhooks touch.
    #[must_use]
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks {
            engine: self.engine.as_ref(),
            store: self.webhooks.as_ref(),
            answers: self.store.as_ref(),
            courier: self.courier.as_ref(),
            key: &self.webhook_key,
            clock: self.clock.as_ref(),
            entropy: self.entropy.as_ref(),
        }
    }

    /// The use cases of cases.
    #[must_use]
    pub fn cases(&self) -> Cases<'_> {
        Cases {
            engine: self.engine.as_ref(),
            store: self.cases.as_ref(),
            inferences: self.inferences.as_ref(),
            office: self.office.as_ref(),
            clock: self.clock.as_ref(),
            entropy: self.entropy.as_ref(),
        }
    }

    /// What a client's secret is made of where a page makes it: it follows from what made it
    /// (`made_by`, which nobody guesses) and the installation's key. So the page after it can show
    /// it once, and a form that is sent twice makes one, though nobody keeps it in between.
    #[must_use]
    pub fn client_secret_bytes(&self, made_by: &[u8; 32]) -> [u8; 32] {
        self.digests.of(&[b"client secret", made_by])
    }

    /// The engine below, for reads that need no more than it gives.
    #[must_use]
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.engine
    }

    /// Whether memory may be trusted; where not, a page says that something is away.
    pub(super) fn is_current(&self) -> Result<(), Reading> {
        if self.engine.is_current() {
            return Ok(());
        }
        let why = "this server may not be the writer any more".to_owned();
        Err(Reading::Store(StoreError::Unavailable(why)))
    }

    /// The catalogue now.
    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.engine.catalogue()
    }

    /// The organisation, or an unnamed one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where the database does not answer.
    pub async fn organisation(&self) -> Result<Organisation, StoreError> {
        Ok(self.office.organisation().await?.unwrap_or_default())
    }

    /// Sets the organisation.
    ///
    /// # Errors
    ///
    /// [`Reading::Denied`] for all but an admin and the operator.
    pub async fn set_organisation(
        &self,
        actor: &Actor,
        organisation: &Organisation,
    ) -> Result<(), Reading> {
        authorise(actor, Deed::SetOrganisation)?;
        let faults = organisation.faults();
        if !faults.is_empty() {
            return Err(Reading::Faults(faults));
        }
        let changes = organisation.changes(&self.organisation().await?);
        let line = changes
            .map(|changes| self.line(actor, "organisation.changed", &organisation.name, &changes));
        let set = self.office.set_organisation(organisation, line.as_ref());
        Ok(set.await?)
    }

    /// All exchanges of one customer who reads `locale` (BCP 47). What is not written in her language
    /// is not asked of her; what she answered, or what runs without an answer, is told all the same.
    ///
    /// # Errors
    ///
    /// [`Reading::Denied`] or [`Reading::Absent`].
    pub fn my_exchanges(
        &self,
        actor: &Actor,
        id: CustomerId,
        locale: &str,
    ) -> Result<MyExchanges, Reading> {
        authorise(actor, Deed::ReadConsent(id))?;
        self.is_current()?;
        // The index first: a form drawn from newer state than its index is only the stricter one.
        let index = self.engine.index();
        let customer = self.engine.customer(id).ok_or(Reading::Absent)?;
        let catalogue = self.engine.catalogue();
        let now = self.engine.now();
        let exchanges = catalogue
            .live()
            .filter(|(_, version)| version.document.is_open_to(customer.region.as_deref()))
            .map(|(known, version)| my_exchange(known, version, &customer, locale, now))
            .filter(|exchange| exchange.speaks || exchange.concerns_her())
            .collect();
        let paused_since = customer.state.paused_since;
        Ok(MyExchanges {
            customer,
            index,
            now,
            paused_since,
            exchanges,
        })
    }

    /// Does something on a page's behalf. `key` is the form's own: pressing twice is once.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    pub async fn submit(
        &self,
        actor: &Actor,
        route: Route,
        command: Command,
        key: Option<&str>,
    ) -> Result<Outcome, SubmitError> {
        let said = format!("{command:?}");
        let key = key.map(|key| (key, said.as_str()));
        self.submit_said(actor, route, command, key).await
    }

    /// The same, where the page said something else than the whole command: with its key, what makes two
    /// of its requests the same.
    pub(super) async fn submit_said(
        &self,
        actor: &Actor,
        route: Route,
        command: Command,
        key: Option<(&str, &str)>,
    ) -> Result<Outcome, SubmitError> {
        let key = key.filter(|(key, _)| !key.is_empty());
        let idempotency = key.map(|(key, said)| {
            let who = format!("{actor:?}");
            let key = self
                .digests
                .of(&[b"page key", who.as_bytes(), key.as_bytes()]);
            (key, self.digests.of(&[b"page request", said.as_bytes()]))
        });
        let actor = actor.clone();
        self.engine
            .submit(Submission {
                actor,
                route,
                command,
                idempotency,
            })
            .await
    }

    /// Sets toggles for a customer from a page.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    pub async fn choose(
        &self,
        actor: &Actor,
        route: Route,
        customer: CustomerId,
        choice: Choice,
        key: Option<&str>,
    ) -> Result<Outcome, SubmitError> {
        self.submit(actor, route, Command::Choose(customer, choice), key)
            .await
    }
}

pub(super) fn my_exchange(
    proposition: &Proposition,
    live: &Arc<Version>,
    customer: &Customer,
    locale: &str,
    now: Timestamp,
) -> MyExchange {
    let answers = customer.state.answered(&proposition.key);
    let newest = answers
        .filter_map(|(_, standing)| standing.answer())
        .map(|answer| answer.index);
    let exchange = customer.state.standing(&proposition.key, &Toggle::Exchange);
    MyExchange {
        key: proposition.key.clone(),
        version: Arc::clone(live),
        wording: live.wording_or_own(locale),
        speaks: live.wording_for(locale).is_some(),
        special: proposition.is_special(),
        view: view_exchange(proposition, live, &customer.state, now),
        answered_index: newest.max().unwrap_or(0),
        receipt: exchange.answer().map(|answer| answer.receipt),
        against_signal: std::iter::once(&Toggle::Exchange)
            .chain(live.facets())
            .filter(|toggle| needs_word(live, &customer.state, toggle))
            .cloned()
            .collect(),
    }
}
