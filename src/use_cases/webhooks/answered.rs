//! What was answered to a write with an idempotency key, so that the same write is answered so again
//! and nothing is done twice.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::{NoWebhook, Webhooks};
use crate::envelope::{disclose, enclose};
use crate::port::{AnswerRow, StoreError, SubmitError};
use crate::use_cases::Reading;
use crate::use_cases::answer::{Idempotency, beside_the_ledger};
use crate::webhook::{Attempt, Delivery, Endpoint};

/// What came of a write. Also the stored form of an answer that is given again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Done {
    /// An address is so now; with its secret, enclosed, where that was made. Others do not stand in
    /// it: [`told`].
    Address(Box<Endpoint>),
    /// An address is gone.
    Removed,
    /// A test message was sent.
    Tried(Attempt),
    /// A message goes again; not whose entry it is.
    Again(Delivery),
    /// So many of a range were found, and go again where that was asked for.
    Replayed(u64),
}

/// An address as whoever changed it is told: without the secrets that she is not shown.
pub(super) fn told(endpoint: &Endpoint, shows_secret: bool) -> Endpoint {
    let secret = if shows_secret {
        endpoint.secret.clone()
    } else {
        Vec::new()
    };
    Endpoint {
        secret,
        older: endpoint
            .older
            .as_ref()
            .map(|(_, until)| (Vec::new(), *until)),
        ..endpoint.clone()
    }
}

impl Webhooks<'_> {
    /// What was answered to this write before.
    ///
    /// # Errors
    ///
    /// [`NoWebhook::KeyReused`] where the key was used for another one.
    pub(super) async fn answered(
        &self,
        under: Option<Idempotency>,
    ) -> Result<Option<Done>, NoWebhook> {
        let Some((ledgers, _)) = under else {
            return Ok(None);
        };
        let Some((key, request)) = under.map(beside_the_ledger) else {
            return Ok(None);
        };
        let rows = self.answers.answers(&[key, ledgers]).await?;
        let row = match rows.iter().find(|row| row.key == key) {
            Some(row) if row.request == request => row,
            None if rows.is_empty() => return Ok(None),
            Some(_) | None => return Err(NoWebhook::KeyReused),
        };
        // It is nobody's, so that no customer's key is asked for.
        let enclosed: String = row.read(|_| None).map_err(|error| match error {
            SubmitError::Store(error) => error,
            other => unreadable(other),
        })?;
        let enclosed = STANDARD.decode(enclosed).map_err(unreadable)?;
        let plain = disclose(self.key, &enclosed).map_err(unreadable)?;
        let done = serde_json::from_slice(&plain).map_err(unreadable)?;
        Ok(Some(done))
    }

    /// The answer to keep. All of it is enclosed with the installation's key: an address may hold a
    /// password, a new secret is one, and what an address answers is not ours.
    pub(super) fn remembers(
        &self,
        under: Option<Idempotency>,
        done: &Done,
    ) -> Result<Option<AnswerRow>, StoreError> {
        let Some(pair) = under.map(beside_the_ledger) else {
            return Ok(None);
        };
        let plain = serde_json::to_vec(done).map_err(unreadable)?;
        let enclosed = STANDARD.encode(enclose(self.key, &plain, self.entropy));
        let now = self.engine.now();
        AnswerRow::of(
            &enclosed,
            pair,
            None,
            &std::collections::BTreeMap::new(),
            now,
            self.entropy,
        )
        .map(Some)
    }

    /// What is said where the store refused a write because another one was faster: what that one
    /// was answered, where it is the same one that came twice at once.
    pub(super) async fn beaten(
        &self,
        under: Option<Idempotency>,
        error: StoreError,
    ) -> Result<Done, NoWebhook> {
        if error == StoreError::Conflict
            && let Some(done) = self.answered(under).await?
        {
            return Ok(done);
        }
        Err(error.into())
    }
}

/// What is stored under this key is not what is kept there.
pub(super) fn unreadable(why: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("the answer to a write about webhooks: {why}"))
}

/// What is stored under this key answers another operation; no request has the digest of another.
pub(super) fn another() -> NoWebhook {
    Reading::Store(unreadable("it is of another operation")).into()
}
