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
    ActorRef, GuessWords, LIKENESSES, Likeness, RejectedGuess, Rejection, Route, TOMBSTONES,
};
use crate::guard::{Inference, Model};
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::{Body, InferenceRejected};
use crate::port::{StoreError, SubmitError};

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
    let is_full = guarded.rejected().count() >= TOMBSTONES && !guarded.is_rejected(key.as_str());
    if is_full {
        let message = format!("a customer forbids at most {TOMBSTONES} guesses");
        return Err(Refusal::invalid("key", message));
    }
    // The key is forbidden whatever it is known by beside: what she read comes first.
    let room = LIKENESSES.saturating_sub(guarded.likenesses());
    let words = guess.words.get(..room).unwrap_or(&guess.words);
    let alike = (!words.is_empty()).then(|| {
        let salt = guarded.salt();
        let salt = salt.unwrap_or_else(|| random(with.entropy));
        Likeness::of(salt, rejection, words)
    });
    let receipt = ReceiptId::new(with.clock, with.entropy);
    let body = Body::InferenceRejected(InferenceRejected {
        customer: customer.id,
        key: key.clone(),
        rejection,
        alike,
        models: guess.models.clone(),
        receipt,
        actor: ActorRef::from(with.actor),
        route: with.route,
    });
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Rejected { receipt },
    })
}

impl Mutual {
    /// A customer says that a guess is wrong, or not to be made: from now on nobody may make it, under
    /// that key or another one, and what was guessed is deleted. `read` is its label and its value as she
    /// read them, for another guess may stand there by now; empty where nobody knows. Pressing twice is
    /// once.
    ///
    /// # Errors
    ///
    /// [`SubmitError`]. What is rejected by then stays so, and the same again does the rest.
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
        let RejectedGuess { words, models } = &mut known;
        if !label.is_empty() {
            words.push(GuessWords::new(label, value));
        }
        let mut rows = self.guessed_of(customer).await?;
        for row in rows.iter().filter(|row| row.guess.key == *guess) {
            let said = GuessWords::new(&row.guess.label, &row.guess.value);
            if !words.contains(&said) {
                words.push(said);
            }
            if !models.contains(&row.guess.model) {
                models.push(row.guess.model.clone());
            }
        }
        let named = models.clone();
        let outcome = self
            .reject_key(actor, route, (customer, guess), rejection, known)
            .await?;
        // What says the same under another key is asked for by that key, also when its row is gone. What
        // was told since is among them, and what a worker deleted since.
        rows.extend(self.guessed_of(customer).await?);
        for (key, mut models) in self.alike(customer, &rows) {
            // She said one thing of what a model guessed, however many keys it told it under.
            models.retain(|model| !named.contains(model));
            let known = RejectedGuess {
                models,
                ..RejectedGuess::default()
            };
            let also = self.reject_key(actor, route, (customer, &key), rejection, known);
            match also.await {
                // Where she forbids as much as there is room for, its words are forbidden all the same.
                Ok(_) | Err(SubmitError::Refused(Refusal::Invalid { .. })) => {}
                Err(error) => return Err(error),
            }
        }
        // None of it counts any longer, whatever becomes of the rows: a worker deletes what is left.
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

    async fn reject_key(
        &self,
        actor: &Actor,
        route: Route,
        (customer, guess): (CustomerId, &Slug),
        rejection: Rejection,
        known: RejectedGuess,
    ) -> Result<Outcome, SubmitError> {
        // Pressed again, there is no row that tells what it said.
        let pressed = format!("{rejection} {guess}");
        let said = format!("{customer} {pressed}");
        let command = Command::RejectInference(customer, guess.clone(), rejection, known);
        let key = Some((pressed.as_str(), said.as_str()));
        self.submit_said(actor, route, command, key).await
    }

    /// The keys that she did not reject of those rows whose words she rejected, with what guessed them.
    fn alike(&self, customer: CustomerId, rows: &[Inference]) -> BTreeMap<Slug, Vec<Model>> {
        let mut keys: BTreeMap<Slug, Vec<Model>> = BTreeMap::new();
        let Some(customer) = self.engine.customer(customer) else {
            return keys;
        };
        let guarded = &customer.state.guarded;
        let guesses = rows.iter().map(|row| &row.guess);
        for guess in guesses.filter(|guess| guarded.rejects(guess)) {
            if guarded.is_rejected(guess.key.as_str()) {
                continue;
            }
            let models = keys.entry(guess.key.clone()).or_default();
            if !models.contains(&guess.model) {
                models.push(guess.model.clone());
            }
        }
        keys
    }
}
