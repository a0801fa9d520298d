//! The answer that an idempotency key stands for: kept so that the same request gets it again, and
//! readable for as long as the customer is there whose it is.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Refusal;
use crate::clock::{Entropy, Timestamp};
use crate::consent::Customer;
use crate::digest::sha256;
use crate::envelope::{disclose, enclose};
use crate::id::CustomerId;
use crate::port::{AnswerRow, StoreError, SubmitError};

/// Digests of an idempotency key and of the request, both keyed: the same pair gives the same answer
/// again.
pub type Idempotency = ([u8; 32], [u8; 32]);

/// The pair under which the answer to a write is kept that is no entry of the ledger. Not the one
/// that the writer of the ledger would use: it counts on it that nobody else stores under its keys.
pub(super) fn beside_the_ledger((key, request): Idempotency) -> Idempotency {
    // As the first such writes had it.
    let mut apart = b"reported value".to_vec();
    apart.extend(key);
    (sha256(&apart), request)
}

impl AnswerRow {
    /// The row of an outcome under its `idempotency` pair: enclosed with the key of the customer
    /// whose it is, where it is somebody's.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] where the outcome cannot be written down.
    pub fn of<T: Serialize + ?Sized>(
        outcome: &T,
        idempotency: Idempotency,
        customer: Option<&Customer>,
        at: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Self, StoreError> {
        let (key, request) = idempotency;
        let plain = serde_json::to_vec(outcome);
        let plain = plain.map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let answer = match customer {
            Some(customer) => enclose(&customer.key, &plain, entropy),
            None => plain,
        };
        Ok(Self {
            key,
            request,
            customer: customer.map(|customer| customer.id),
            answer,
            at,
        })
    }

    /// What was answered. `key` gives a customer's key.
    ///
    /// # Errors
    ///
    /// [`Refusal::Erased`] where the customer whose answer it is was erased.
    pub fn read<T: DeserializeOwned>(
        &self,
        key: impl FnOnce(CustomerId) -> Option<[u8; 32]>,
    ) -> Result<T, SubmitError> {
        let corrupt = |error: String| SubmitError::Store(StoreError::Corrupt(error));
        let enclosed = match self.customer {
            Some(customer) => {
                let key = key(customer).ok_or(Refusal::Erased)?;
                Some(disclose(&key, &self.answer).map_err(|error| corrupt(error.to_string()))?)
            }
            None => None,
        };
        let plain = enclosed.as_ref().unwrap_or(&self.answer);
        serde_json::from_slice(plain).map_err(|error| corrupt(error.to_string()))
    }
}
