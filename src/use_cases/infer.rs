//! Programs tell what they guess about a customer; she reads it; and what counts no longer goes.
//!
//! None of it changes consent, so it does not go through the one writer of the ledger: it is decided
//! from the state in memory and written by the store. A choice that overtakes the row needs no lock:
//! whether a guess counts is worked out anew from the state whenever somebody asks
//! ([`Inference::counting`]), so that the row alone shows nothing.

mod sweep;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use sweep::{sweep_guesses, sweep_guesses_of};

use super::models::{NotInUse, in_use};
use super::{Deed, Mutual, Reading, Refusal};
use crate::access::{Actor, Denied, authorise};
use crate::catalogue::{Catalogue, Fault, Slug};
use crate::clock::{Entropy, Timestamp};
use crate::consent::{Customer, Identifier};
use crate::decision::AiModel;
use crate::digest::sha256;
use crate::guard::{self, Counting, GUESSES, Guess, GuessClaim, GuessSince, Inference, Verdict};
use crate::id::CustomerId;
use crate::port::{
    AnswerRow, ConsentStore, DecisionStore, Engine, InferenceStore, Put, StoreError, SubmitError,
};

/// What a guess touches.
#[derive(Clone, Copy)]
pub struct Inferring<'a> {
    /// The state in memory.
    pub engine: &'a dyn Engine,
    /// The answers that were given.
    pub store: &'a dyn ConsentStore,
    /// The guesses.
    pub inferences: &'a dyn InferenceStore,
    /// The models that make them.
    pub decisions: &'a dyn DecisionStore,
    /// For enclosing an answer.
    pub entropy: &'a dyn Entropy,
}

/// Whom a guess is about. Who is named by what she is called is looked for at the very moment that
/// it is decided of: two records may be set apart just before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Whose record has this id.
    Id(CustomerId),
    /// Whoever is called that.
    Name(Identifier),
}

impl Whom {
    fn find(&self, engine: &dyn Engine) -> Option<Arc<Customer>> {
        match self {
            Self::Id(id) => engine.customer(*id),
            Self::Name(name) => engine.named(name.as_str()),
        }
    }
}

/// Why a guess is not taken over.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotInferred {
    /// The rules say no, or it could not be stored.
    #[error(transparent)]
    Not(#[from] SubmitError),
    /// It cannot be a guess.
    #[error("the guess has faults")]
    Faults(Vec<Fault>),
    /// Its model, or that version of it, is not in use.
    #[error(transparent)]
    Model(#[from] NotInUse),
    /// She said that nobody shall guess this, or that it is wrong, whatever its key is (rule 16).
    #[error("the customer does not want this guess")]
    Rejected,
    /// Her consent state, or a red line, does not let it be made from this data for that purpose.
    #[error("this may not be guessed from this data for `{purpose}`")]
    Forbidden {
        /// The first purpose that it may not be made for.
        purpose: Slug,
        /// The answer to that question.
        verdict: Box<Verdict>,
    },
    /// There are [`GUESSES`] others about her.
    #[error("there are too many other guesses about this customer")]
    Full,
}

impl From<StoreError> for NotInferred {
    fn from(error: StoreError) -> Self {
        Self::Not(error.into())
    }
}

impl From<Denied> for NotInferred {
    fn from(denied: Denied) -> Self {
        Self::Not(Refusal::Denied(denied).into())
    }
}

/// A guess that counts, or that waits for the end of a pause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The guess.
    pub guess: Guess,
    /// For which of its purposes it counts, in its own order.
    pub purposes: Vec<Slug>,
    /// The ledger index of the state that allowed it.
    pub index: u64,
    /// When that was.
    pub at: Timestamp,
    /// When she said first that it is right, where she did. Whoever tells a guess is not told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Timestamp>,
}

/// The guesses about one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Guesses {
    /// Whose.
    pub customer: CustomerId,
    /// Those that count, by key.
    pub counting: Vec<Told>,
    /// Those that count again when a pause or a red line ends, by key.
    pub held: Vec<Told>,
    /// Since when everything is paused.
    pub paused_since: Option<Timestamp>,
    /// The ledger index that this reflects.
    pub index: u64,
}

/// Takes over a guess about a customer, in the place of the one under its key. It is allowed where its
/// model is registered and in use, her consent state covers `infer` and all of the data for every purpose
/// that it names, no red line stands against it, and she rejected neither its key nor what it says.
/// `idempotency` holds digests of the key and of the request: the same pair gives the same answer again.
///
/// # Errors
///
/// [`NotInferred`]. After [`SubmitError::Store`] it may be stored; the same request again tells.
pub async fn infer(
    with: Inferring<'_>,
    actor: &Actor,
    idempotency: ([u8; 32], [u8; 32]),
    whom: &Whom,
    claim: &GuessClaim,
) -> Result<Told, NotInferred> {
    authorise(actor, Deed::Infer)?;
    with.is_current()?;
    if let Some(before) = with.answered(idempotency).await? {
        return Ok(before);
    }
    let model = match claim.model.trim().parse::<Slug>() {
        Ok(key) => with.decisions.models(&[key]).await?.pop(),
        // What is no key is none that somebody registered.
        Err(_) => None,
    };
    with.let_go(whom, &claim.key).await?;
    let (customer, inference) = with.decide(whom, claim, model.as_ref())?;
    let told = Told {
        guess: inference.guess.clone(),
        purposes: inference.guess.purposes.clone(),
        index: inference.index,
        at: inference.at,
        confirmed_at: None,
    };
    let answer = with.answer(&told, idempotency, &customer)?;
    let put = with
        .inferences
        .put_inference(&inference, GUESSES, Some(&answer));
    match put.await {
        Ok(Put::Kept) => Ok(told),
        // She was there when this was decided: she is being erased at this moment.
        Ok(Put::Gone) => Err(SubmitError::from(Refusal::Erased).into()),
        Ok(Put::Full) => Err(NotInferred::Full),
        // Somebody else used the key in between: what came of that is the answer.
        Err(StoreError::Conflict) => {
            let before = with.answered(idempotency).await?;
            before.ok_or_else(|| StoreError::Conflict.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Deletes a guess that a program takes back; whether there was one.
///
/// # Errors
///
/// As for [`infer`].
pub async fn take_back_guess(
    with: Inferring<'_>,
    actor: &Actor,
    idempotency: ([u8; 32], [u8; 32]),
    whom: &Whom,
    key: &Slug,
) -> Result<bool, NotInferred> {
    authorise(actor, Deed::Infer)?;
    with.is_current()?;
    if with.answered::<()>(idempotency).await?.is_some() {
        return Ok(true);
    }
    with.let_go(whom, key).await?;
    let customer = whom.find(with.engine);
    let customer = customer.ok_or(SubmitError::from(Refusal::UnknownCustomer))?;
    if customer.state.guarded.is_rejected(key) {
        return Ok(false);
    }
    let answer = with.answer(&(), idempotency, &customer)?;
    let ids: Vec<_> = customer.ids().collect();
    let until = with.engine.now();
    let removed = with
        .inferences
        .remove_inference(&ids, key, until, Some(&answer));
    match removed.await {
        Ok(removed) => Ok(removed > 0),
        Err(StoreError::Conflict) => Ok(with.answered::<()>(idempotency).await?.is_some()),
        Err(error) => Err(error.into()),
    }
}

/// The guesses about a customer, as they stand now.
///
/// # Errors
///
/// [`Reading`].
pub async fn guesses(
    engine: &dyn Engine,
    inferences: &dyn InferenceStore,
    actor: &Actor,
    id: CustomerId,
) -> Result<Guesses, Reading> {
    authorise(actor, Deed::ReadConsent(id))?;
    let ids: Vec<_> = engine.customer(id).ok_or(Reading::Absent)?.ids().collect();
    let rows = inferences.inferences(&ids).await?;
    // The state after the rows: whatever was taken away before now is not told.
    let mut told = None;
    engine.still(&mut |index, now| {
        told = engine.customer(id).map(|customer| {
            let hers = rows.iter();
            let catalogue = engine.catalogue();
            let counting = |row: &Inference| counting(engine, &catalogue, &customer, row, now);
            let (counting, held) = standing(&customer, hers, counting);
            Guesses {
                customer: customer.id,
                counting,
                held,
                paused_since: customer.state.paused_since,
                index,
            }
        });
    });
    told.ok_or(Reading::Absent)
}

/// What counts of these rows, and what is held. Of two records of hers that have a guess of one key,
/// the newer one is told.
pub(super) fn standing<'a>(
    customer: &Customer,
    rows: impl Iterator<Item = &'a Inference>,
    counting: impl Fn(&Inference) -> Counting,
) -> (Vec<Told>, Vec<Told>) {
    let (mut counts, mut held) = (Vec::new(), Vec::new());
    for (row, counting) in newest(customer, rows, counting).into_values() {
        let (to, purposes) = match counting {
            Counting::Counts(purposes) => (&mut counts, purposes),
            Counting::Held(purposes) => (&mut held, purposes),
            Counting::Over => continue,
        };
        to.push(Told {
            guess: row.guess.clone(),
            purposes,
            index: row.index,
            at: row.at,
            confirmed_at: row.confirmed_at,
        });
    }
    (counts, held)
}

/// By key, the row of hers that is told: of those that are not over, the newest.
pub(super) fn newest<'a>(
    customer: &Customer,
    rows: impl Iterator<Item = &'a Inference>,
    counting: impl Fn(&Inference) -> Counting,
) -> BTreeMap<&'a Slug, (&'a Inference, Counting)> {
    let mut newest: BTreeMap<&Slug, (&Inference, Counting)> = BTreeMap::new();
    let hers: Vec<_> = customer.ids().collect();
    for row in rows.filter(|row| hers.contains(&row.customer)) {
        let counting = counting(row);
        let place = |row: &Inference| (row.index, row.at);
        let is_newer = |(known, _): &(&Inference, Counting)| place(known) < place(row);
        if counting != Counting::Over && newest.get(&row.guess.key).is_none_or(is_newer) {
            newest.insert(&row.guess.key, (row, counting));
        }
    }
    newest
}

/// Whether a row still counts for the customer who has its record.
pub(super) fn counting(
    engine: &dyn Engine,
    catalogue: &Catalogue,
    customer: &Customer,
    row: &Inference,
    now: Timestamp,
) -> Counting {
    counting_by(|id| engine.record(id), catalogue, customer, row, now)
}

/// The same, where `record` finds each record by its id.
pub(super) fn counting_by(
    record: impl Fn(CustomerId) -> Option<Arc<Customer>>,
    catalogue: &Catalogue,
    customer: &Customer,
    row: &Inference,
    now: Timestamp,
) -> Counting {
    let mut records = Vec::new();
    let mut next = Some(row.customer);
    while let Some(id) = next.filter(|id| records.is_empty() || *id != customer.id) {
        let Some(found) = record(id) else {
            return Counting::Over;
        };
        next = found.state.merged_into;
        records.push(found);
    }
    let states: Vec<_> = records.iter().map(|record| &record.state).collect();
    row.counting(catalogue, customer, &states, now)
}

impl Inferring<'_> {
    /// Another server may have erased somebody, or changed what she wants.
    fn is_current(self) -> Result<(), StoreError> {
        if self.engine.is_current() {
            return Ok(());
        }
        let why = "this server may not be the writer any more".to_owned();
        Err(StoreError::Unavailable(why))
    }

    /// What stands under that key and says what she rejected under another one goes as it does in the sweep,
    /// before something else takes its place or it is taken back: nobody could tell afterwards that it counted
    /// no longer.
    async fn let_go(self, whom: &Whom, key: &str) -> Result<(), StoreError> {
        let Some(customer) = whom.find(self.engine) else {
            return Ok(());
        };
        let guarded = &customer.state.guarded;
        // Whoever has its key rejected already is about to delete it, and knows when it ended.
        if guarded.likenesses() == 0 || guarded.is_rejected(key) {
            return Ok(());
        }
        let ids: Vec<_> = customer.ids().collect();
        let mut rows = self.inferences.inferences(&ids).await?;
        rows.retain(|row| row.guess.key.as_str() == key && guarded.rejects(&row.guess));
        sweep::sweep(self.engine, self.inferences, &rows)
            .await
            .map(drop)
    }

    /// The guess as it may be kept, from one state.
    fn decide(
        self,
        whom: &Whom,
        claim: &GuessClaim,
        model: Option<&AiModel>,
    ) -> Result<(std::sync::Arc<Customer>, Inference), NotInferred> {
        let engine = self.engine;
        let mut decided = Err(SubmitError::from(Refusal::UnknownCustomer).into());
        engine.still(&mut |index, now| {
            let Some(customer) = whom.find(engine) else {
                return;
            };
            let inference = decide(engine, &customer, (claim, model), index, now);
            decided = inference.map(|inference| (customer, inference));
        });
        decided
    }

    fn answer<T: Serialize>(
        self,
        told: &T,
        idempotency: ([u8; 32], [u8; 32]),
        customer: &Customer,
    ) -> Result<AnswerRow, StoreError> {
        let now = self.engine.now();
        // It names nobody else.
        let others = std::collections::BTreeMap::new();
        AnswerRow::of(
            told,
            pair(idempotency),
            Some(customer),
            &others,
            now,
            self.entropy,
        )
    }

    /// The answer that this request was given before.
    async fn answered<T: serde::de::DeserializeOwned>(
        self,
        idempotency: ([u8; 32], [u8; 32]),
    ) -> Result<Option<T>, SubmitError> {
        let ((key, request), (ledgers, _)) = (pair(idempotency), idempotency);
        let rows = self.store.answers(&[key, ledgers]).await?;
        let row = match rows.iter().find(|row| row.key == key) {
            Some(row) if row.request == request => row,
            None if rows.is_empty() => return Ok(None),
            Some(_) | None => return Err(SubmitError::KeyReused),
        };
        let key = |id| self.engine.record(id).map(|record| record.key);
        row.read(key).map(Some)
    }
}

fn decide(
    engine: &dyn Engine,
    customer: &Customer,
    (claim, model): (&GuessClaim, Option<&AiModel>),
    index: u64,
    now: Timestamp,
) -> Result<Inference, NotInferred> {
    let catalogue = engine.catalogue();
    let guess = claim
        .read(catalogue.registry(), now)
        .map_err(NotInferred::Faults)?;
    in_use(model, &guess.model.name, &guess.model.version)?;
    if customer.state.guarded.rejects(&guess) {
        return Err(NotInferred::Rejected);
    }
    for purpose in &guess.purposes {
        let mut verdicts = guess
            .requests(purpose)
            .map(|request| guard::check(&catalogue, Some(customer), &request, now));
        if let Some(verdict) = verdicts.find(|verdict| verdict.outcome != guard::Outcome::Allow) {
            return Err(NotInferred::Forbidden {
                purpose: purpose.clone(),
                verdict: Box::new(verdict),
            });
        }
    }
    Ok(Inference {
        customer: customer.id,
        guess,
        index,
        at: now,
        since: GuessSince::first(index, now),
        confirmed_at: None,
    })
}

/// The pair under which the answer is kept. Not the one that the writer of the ledger would use: it
/// counts on it that nobody else stores under its keys.
fn pair((key, request): ([u8; 32], [u8; 32])) -> ([u8; 32], [u8; 32]) {
    let mut apart = b"guess".to_vec();
    apart.extend(key);
    (sha256(&apart), request)
}

impl Mutual {
    /// The guesses about a customer, as [`guesses`] gives them.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn guesses(&self, actor: &Actor, id: CustomerId) -> Result<Guesses, Reading> {
        self.is_current()?;
        guesses(self.engine.as_ref(), self.inferences.as_ref(), actor, id).await
    }

    /// A customer says that a guess is right, as she read it: with these words. It is written beside the
    /// guess, goes with it, and allows nobody anything. Saying it again changes nothing. Whether that
    /// guess is there.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn confirm_guess(
        &self,
        actor: &Actor,
        customer: CustomerId,
        key: &Slug,
        words: (&str, &str),
    ) -> Result<bool, Reading> {
        authorise(actor, Deed::Choose(customer))?;
        // Of what no longer counts nothing is shown, and so nothing can be said.
        let told = self.guesses(actor, customer).await?;
        let mut all = told.counting.iter().chain(&told.held);
        let is_it = |told: &Told| {
            let guess = &told.guess;
            guess.key == *key && (&*guess.label, &*guess.value) == words
        };
        if !all.any(is_it) {
            return Ok(false);
        }
        let known = self.engine.customer(told.customer);
        let ids: Vec<_> = known.ok_or(Reading::Absent)?.ids().collect();
        let confirmed = self
            .inferences
            .confirm_inference(&ids, key, words, self.engine.now());
        Ok(confirmed.await? > 0)
    }
}
