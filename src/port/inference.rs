//! How guesses about customers are kept, beside the ledger.

use async_trait::async_trait;

use super::{AnswerRow, StoreError};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::Rejection;
use crate::decision::GuessedOn;
use crate::guard::{GoneGuess, Inference, Model};
use crate::id::CustomerId;
use crate::insight::Day;

/// What became of a guess that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is kept, or a newer one under its key is.
    Kept,
    /// The record is not there (any more): nothing was written.
    Gone,
    /// There are as many about that record as may be: nothing was written.
    Full,
}

/// One row that is over, as it was when somebody looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOver {
    /// About which record it is.
    pub customer: CustomerId,
    /// Its key.
    pub key: Slug,
    /// Its ledger index: a newer one is another row.
    pub index: u64,
    /// From when on it counts as gone.
    pub until: Timestamp,
}

/// Guesses. Any number of processes write them: whether one counts follows from the state alone, and
/// of two under one key that of the newer state stays.
#[async_trait]
pub trait InferenceStore: Send + Sync {
    /// Keeps a guess with the answer to whoever told it, in one durable transaction, unless there are
    /// `most` others about that record already.
    ///
    /// A guess with the words of before keeps that she said of them that they are right; one with others
    /// does not.
    ///
    /// One that is the one of before but for how sure it is and what was seen keeps since when it stands
    /// there, and any keeps since when there is one under its key. In the place of any other one it stands since
    /// it was told first: from then on that one is gone, and what [`Self::gone_inferences`] tells of it is kept
    /// in the same transaction. Of those under one key that went so, with none deleted in between, the newest
    /// [`EARLIER_TELLINGS`](crate::guard::EARLIER_TELLINGS) stay.
    ///
    /// One that its model did not tell under that key in these words before counts for it, on its day.
    ///
    /// Nothing is written about a customer who is not there, not even where she is erased at the same
    /// moment.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the answer's key has an answer already: nothing is written.
    async fn put_inference(
        &self,
        inference: &Inference,
        most: usize,
        answer: Option<&AnswerRow>,
    ) -> Result<Put, StoreError>;

    /// Deletes the guess with that key from each of these records, with the answer to whoever asked
    /// for it; how many there were. Where there was none, nothing is written. From `until` on it is gone:
    /// what [`Self::gone_inferences`] tells of it is kept in the same transaction.
    ///
    /// # Errors
    ///
    /// As for [`Self::put_inference`].
    async fn remove_inference(
        &self,
        records: &[CustomerId],
        key: &Slug,
        until: Timestamp,
        answer: Option<&AnswerRow>,
    ) -> Result<u64, StoreError>;

    /// Takes note that the customer of these records said at `at` that the guess with that key is right,
    /// as she read it: of each row that has this label and this value. What she said before stays; what
    /// she says first counts for the model, on that day. How many such rows there are.
    async fn confirm_inference(
        &self,
        records: &[CustomerId],
        key: &Slug,
        (label, value): (&str, &str),
        at: Timestamp,
    ) -> Result<u64, StoreError>;

    /// All guesses about these records, by record and key, whether or not they count.
    async fn inferences(&self, records: &[CustomerId]) -> Result<Vec<Inference>, StoreError>;

    /// Up to `limit` guesses about anybody behind that record and key, by record and key.
    async fn inferences_after(
        &self,
        after: Option<(CustomerId, &Slug)>,
        limit: u32,
    ) -> Result<Vec<Inference>, StoreError>;

    /// Deletes these rows, as far as they are still what they were; how many that is. What
    /// [`Self::gone_inferences`] tells of them is kept in the same transaction.
    async fn drop_inferences(&self, rows: &[RowOver]) -> Result<u64, StoreError>;

    /// The guesses about these records that stood there at `at` and are gone, by record, key and end: deleted, or
    /// with something else told in their place. Where something else may have stood under a key then, the next
    /// one that went is among them. One that ends at `at` is none of them. Of two under one key that end at the
    /// same moment the one that went first is known.
    async fn gone_inferences(
        &self,
        records: &[CustomerId],
        at: Timestamp,
    ) -> Result<Vec<GoneGuess>, StoreError>;

    /// Since when whatever is deleted is known to [`Self::gone_inferences`]: of what was deleted before, nothing
    /// is. After an update that is an hour later than the update, for what the program of before deletes
    /// meanwhile is not known either.
    async fn gone_known_since(&self) -> Result<Timestamp, StoreError>;

    /// Deletes what is known of guesses that ended before that moment; how many there were.
    async fn forget_gone(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Counts that the entry at `index` rejects a guess of that model. Each entry counts once for each
    /// model, however often this is said.
    async fn guess_rejected(
        &self,
        index: u64,
        model: &Model,
        how: Rejection,
        day: Day,
    ) -> Result<(), StoreError>;

    /// What these models guessed from that day on, and what customers said of it.
    async fn guessed_on(&self, models: &[Slug], from: Day) -> Result<Vec<GuessedOn>, StoreError>;
}
