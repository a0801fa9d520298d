//! The answer that an idempotency key stands for: kept so that the same request gets it again, and
//! readable for as long as the customer is there whose it is.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::clock::{Entropy, Timestamp};
use crate::consent::Customer;
use crate::digest::{DigestKey, hex, sha256, to_bytes};
use crate::envelope::{disclose, enclose};
use crate::id::CustomerId;
use crate::port::{AnswerRow, StoreError, SubmitError};

/// An answer that tells what more than one record is called: it can be read for as long as each of them
/// is there, whether or not they are one customer's by then.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    /// The other records.
    with: Vec<CustomerId>,
    /// What was answered, enclosed with the keys of all of these, in hexadecimal digits.
    enclosed: String,
}

impl Shared {
    fn of(content: &[u8], others: &BTreeMap<CustomerId, [u8; 32]>, entropy: &dyn Entropy) -> Self {
        Self {
            with: others.keys().copied().collect(),
            enclosed: hex(&enclose(&one_key(others.values()), content, entropy)),
        }
    }
}

/// A key that nobody has who does not have all of these.
fn one_key<'a>(keys: impl Iterator<Item = &'a [u8; 32]>) -> [u8; 32] {
    let mut all: Vec<&[u8]> = vec![b"mutual-shared-answer-v1"];
    all.extend(keys.map(|key| &key[..]));
    DigestKey::new([0; 32]).of(&all)
}

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
    /// whose it is, where it is somebody's, and with those of the `others` that it names as well.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] where the outcome cannot be written down.
    pub fn of<T: Serialize + ?Sized>(
        outcome: &T,
        idempotency: Idempotency,
        customer: Option<&Customer>,
        others: &BTreeMap<CustomerId, [u8; 32]>,
        at: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Self, StoreError> {
        let (key, request) = idempotency;
        let plain = serde_json::to_vec(outcome);
        let corrupt = |error: serde_json::Error| StoreError::Corrupt(error.to_string());
        let mut plain = plain.map_err(corrupt)?;
        if !others.is_empty() {
            plain = serde_json::to_vec(&Shared::of(&plain, others, entropy)).map_err(corrupt)?;
        }
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

    /// What was answered. `key` gives a record's key.
    ///
    /// # Errors
    ///
    /// [`Refusal::Erased`] where the customer whose answer it is was erased, or another one whom it names.
    pub fn read<T: DeserializeOwned>(
        &self,
        key: impl Fn(CustomerId) -> Option<[u8; 32]>,
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
        if let Ok(Shared { with, enclosed }) = serde_json::from_slice(plain) {
            let keys = with.into_iter().map(key).collect::<Option<Vec<_>>>();
            let keys = keys.ok_or(Refusal::Erased)?;
            let enclosed = to_bytes(&enclosed);
            let enclosed = enclosed.ok_or_else(|| corrupt("no digits".to_owned()))?;
            let plain = disclose(&one_key(keys.iter()), &enclosed);
            let plain = plain.map_err(|error| corrupt(error.to_string()))?;
            return serde_json::from_slice(&plain).map_err(|error| corrupt(error.to_string()));
        }
        serde_json::from_slice(plain).map_err(|error| corrupt(error.to_string()))
    }
}
