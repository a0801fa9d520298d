//! A customer says that a guess is wrong, or not to be made (rule 16).

use std::collections::BTreeMap;

use super::{
    Answering, Change, Circumstances, Command, Decision, Mutual, Outcome, Refusal, World, allowed,
    sweep_guesses_of,
};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::Slug;
use crate::clock::random;
use crate::consent::{
    ActorRef, Guarded, GuessWords, LIKENESSES, Likeness, RejectedGuess, Rejection, Route,
    TOMBSTONES,
};
use crate::guard::{Guess, Inference};
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, InferenceRejected};
use crate::port::{StoreError, SubmitError};

/// Rejects the guess with that key, and with it every other one that says the same: an entry of each key,
/// all of them or none.
pub(super) fn decide(
    world: &dyn World,
    customer: CustomerId,
    key: &Slug,
    (rejection, guess): (Rejection, &RejectedGuess),
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Choose(customer))?;
    let customer = super::known(world, customer)?;
    let guarded = &customer.state.guarded;
    let is_new = !guarded.is_rejected(key.as_str());
    let room = room(guarded);
    if is_new && room == 0 {
        let message = format!("a customer forbids at most {TOMBSTONES} guesses");
        return Err(Refusal::invalid("key", message));
    }
    // Where she forbids as many keys as there is room for, the words of the others are forbidden all the
    // same.
    let room = room.saturating_sub(usize::from(is_new));
    let says_the_same = |other: &&Guess| {
        let mut words = guess.words.iter();
        other.key != *key && words.any(|words| words.say(rejection, other))
    };
    let others = guess.others.iter().filter(says_the_same);
    let mut keys: BTreeMap<&Slug, Vec<&Guess>> = BTreeMap::new();
    for other in others.filter(|other| !guarded.is_rejected(other.key.as_str())) {
        if keys.len() < room || keys.contains_key(&other.key) {
            keys.entry(&other.key).or_default().push(other);
        }
    }
    // The key is forbidden whatever it is known by beside: what she read comes first.
    let left = LIKENESSES.saturating_sub(guarded.likenesses());
    let words = guess.words.get(..left).unwrap_or(&guess.words);
    let alike = (!words.is_empty()).then(|| {
        let salt = guarded.salt();
        let salt = salt.unwrap_or_else(|| random(with.entropy));
        Likeness::of(salt, rejection, words)
    });
    let first = InferenceRejected {
        alike,
        models: guess.models.clone(),
        ..rejected(customer.id, key, rejection, with)
    };
    let receipt = first.receipt;
    let mut changes = vec![append(first)];
    // She said one thing of what a model guessed, however many keys it told it under.
    let mut counted = guess.models.clone();
    for (key, told) in keys {
        let mut models = Vec::new();
        for model in told.into_iter().map(|other| &other.model) {
            if !counted.iter().any(|known| known.name == model.name) {
                counted.push(model.clone());
                models.push(model.clone());
            }
        }
        changes.push(append(InferenceRejected {
            models,
            ..rejected(customer.id, key, rejection, with)
        }));
    }
    Ok(Decision {
        changes,
        answer: Answering::Rejected { receipt },
    })
}

/// Says of the keys of these guesses what the state says already of their words: of what became known, or
/// hers, since she rejected it. It counts against no model: she was asked about none of them, and what she
/// said of the words is counted.
pub(super) fn alike(
    world: &dyn World,
    customer: CustomerId,
    guesses: &[Guess],
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Announce)?;
    let customer = super::known(world, customer)?;
    let guarded = &customer.state.guarded;
    let room = room(guarded);
    let mut keys: BTreeMap<&Slug, Rejection> = BTreeMap::new();
    for guess in guesses {
        if guarded.is_rejected(guess.key.as_str()) {
            continue;
        }
        if let Some(rejection) = guarded.rejection_of(guess)
            && (keys.len() < room || keys.contains_key(&guess.key))
        {
            // Of two ways, that nobody shall guess it says more.
            let said = keys.entry(&guess.key).or_insert(rejection);
            if rejection == Rejection::DontGuess {
                *said = rejection;
            }
        }
    }
    let entries = keys
        .into_iter()
        .map(|(key, rejection)| append(rejected(customer.id, key, rejection, with)));
    Ok(Decision {
        changes: entries.collect(),
        answer: Answering::RejectedAlike,
    })
}

/// How many more keys she may forbid.
fn room(guarded: &Guarded) -> usize {
    TOMBSTONES.saturating_sub(guarded.rejected().count())
}

/// The entry about a key, of which nothing else is known.
fn rejected(
    customer: CustomerId,
    key: &Slug,
    rejection: Rejection,
    with: Circumstances<'_>,
) -> InferenceRejected {
    InferenceRejected {
        customer,
        key: key.clone(),
        rejection,
        alike: None,
        models: Vec::new(),
        receipt: ReceiptId::new(with.clock, with.entropy),
        actor: ActorRef::from(with.actor),
        route: with.route,
    }
}

fn append(rejected: InferenceRejected) -> Change {
    Change::Append(Box::new(Body::InferenceRejected(rejected)))
}

impl Mutual {
    /// A customer says that a guess is wrong, or not to be made: from now on nobody may make it, under
    /// that key or another one, and what was guessed is deleted. `read` is its label and its value as she
    /// read them, for another guess may stand there by now; empty where nobody knows. Pressing twice is
    /// once.
    ///
    /// # Errors
    ///
    /// [`SubmitError`]: then none of it is rejected, or all of it where it is [`SubmitError::InDoubt`].
    pub async fn reject_guess(
        &self,
        actor: &Actor,
        route: Route,
        customer: CustomerId,
        guess: &Slug,
        rejection: Rejection,
        (label, value): (&str, &str),
    ) -> Result<Outcome, SubmitError> {
        authorise(actor, Deed::Choose(customer)).map_err(Refusal::Denied)?;
        let mut known = RejectedGuess::default();
        let RejectedGuess {
            words,
            models,
            others,
        } = &mut known;
        if !label.is_empty() {
            words.push(GuessWords::new(label, value));
        }
        for row in self.guessed_of(customer).await? {
            if row.guess.key != *guess {
                others.push(row.guess);
                continue;
            }
            let said = GuessWords::new(&row.guess.label, &row.guess.value);
            if !words.contains(&said) {
                words.push(said);
            }
            if !models.contains(&row.guess.model) {
                models.push(row.guess.model);
            }
        }
        // Pressed again, there is no row that tells what it said.
        let pressed = format!("{rejection} {guess}");
        let said = format!("{customer} {pressed}");
        let command = Command::RejectInference(customer, guess.clone(), rejection, known);
        let key = Some((pressed.as_str(), said.as_str()));
        let outcome = self.submit_said(actor, route, command, key).await?;
        // None of it counts any longer, whatever becomes of the rows: a worker deletes what is left, and
        // rejects the keys of what was told since they were looked up.
        if let Some(customer) = self.engine.customer(customer) {
            let ids: Vec<_> = customer.ids().collect();
            let (engine, inferences) = (self.engine.as_ref(), self.inferences.as_ref());
            _ = sweep_guesses_of(engine, inferences, &ids).await;
        }
        Ok(outcome)
    }

    /// All rows of what is guessed about a customer.
    async fn guessed_of(&self, customer: CustomerId) -> Result<Vec<Inference>, StoreError> {
        let Some(customer) = self.engine.customer(customer) else {
            return Ok(Vec::new());
        };
        let ids: Vec<_> = customer.ids().collect();
        self.inferences.inferences(&ids).await
    }
}
