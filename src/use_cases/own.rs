//! What a customer does with what is hers: looks at all of it, takes it with her, leaves.

use super::leave::{Holding, erase};
use super::{
    AsItWas, Command, Kept, Mutual, NotKnown, Outcome, Reading, Refusal, Remember, as_it_was, held,
    reached, receipt,
};
use crate::access::{Actor, Denied};
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::{CustomerId, ReceiptId};
use crate::ledger::tree::verify_consistency;
use crate::ledger::{Checkpoint, Issuer, Proven, Receipt, Unproven};
use crate::port::{Held, Principal, StoreError, StrongEnough, Submission, SubmitError};
use crate::receipt::Reached;

/// What a receipt that somebody shows is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The receipt.
    pub receipt: Receipt,
    /// What it proves by itself.
    pub proven: Proven,
    /// Whether the log as it is now continues the one that the receipt was made from.
    pub in_log: InLog,
}

/// How a receipt stands to the log as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InLog {
    /// The log continues the one that the receipt was made from.
    Continued,
    /// The log is another one: it was changed, or rolled back.
    Broken,
    /// The log could not be asked.
    Unknown,
}

impl From<NotKnown> for Reading {
    fn from(not_known: NotKnown) -> Self {
        match not_known {
            NotKnown::Denied(denied) => Self::Denied(denied),
            NotKnown::Absent | NotKnown::Future => Self::Absent,
            NotKnown::Store(error) => Self::Store(error),
        }
    }
}

impl Mutual {
    /// Everything that is stored about a customer.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn held(&self, actor: &Actor, id: CustomerId) -> Result<Vec<Held>, Reading> {
        self.is_current()?;
        Ok(held(self.engine.as_ref(), self.store.as_ref(), actor, id).await?)
    }

    /// What a customer had on at a moment in the past.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Absent`] also where the moment is yet to come.
    pub async fn as_it_was(
        &self,
        actor: &Actor,
        id: CustomerId,
        at: Timestamp,
    ) -> Result<AsItWas, Reading> {
        self.is_current()?;
        Ok(as_it_was(self.engine.as_ref(), actor, id, at).await?)
    }

    /// A receipt, as [`receipt`] gives it. `site` is the address of the customer's first page.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn receipt(
        &self,
        actor: &Actor,
        id: ReceiptId,
        site: &str,
    ) -> Result<Receipt, Reading> {
        let organisation = self.organisation().await?;
        let issuer = Issuer {
            name: organisation.name,
            contact: organisation.contact_email,
            data_protection_contact: organisation.data_protection_contact,
            withdraw_at: site.trim_end_matches('/').to_owned(),
        };
        let kept = Kept {
            engine: self.engine.as_ref(),
            store: self.store.as_ref(),
            log: self.log.as_ref(),
        };
        Ok(receipt(kept, actor, id, issuer).await?)
    }

    /// The consents that the pause stopped which the receipt is of, or that went on when it ended.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn reached(&self, actor: &Actor, receipt: &Receipt) -> Result<Vec<Reached>, Reading> {
        Ok(reached(self.engine.as_ref(), actor, receipt).await?)
    }

    /// Checks a receipt that anybody shows, with the log's public key, and against the log as it is
    /// now. Whether it is of a customer who is still here is not looked at, and not told.
    ///
    /// # Errors
    ///
    /// [`Unproven`].
    pub async fn check_receipt(&self, text: &str) -> Result<Checked, Unproven> {
        let receipt: Receipt = serde_json::from_str(text).map_err(|_| Unproven::Format)?;
        let proven = receipt.verify(&self.log.keys())?;
        let in_log = self.continues(&receipt).await;
        Ok(Checked {
            receipt,
            proven,
            in_log,
        })
    }

    /// How the log as it is now stands to the head that the receipt carries.
    async fn continues(&self, receipt: &Receipt) -> InLog {
        let Some(newest) = self.log.head() else {
            return InLog::Unknown;
        };
        let note = receipt.proof.as_ref().map(|proof| &proof.checkpoint);
        let old = note.map(|note| Checkpoint::verify(note, &self.log.keys()));
        let Some(Ok(old)) = old else {
            return InLog::Unknown;
        };
        let new = &newest.checkpoint;
        match self.log.consistency(old.size, new.size).await {
            Ok(Some(proof)) => {
                let same = verify_consistency(old.size, &old.root, new.size, &new.root, &proof);
                if same.is_ok() {
                    InLog::Continued
                } else {
                    InLog::Broken
                }
            }
            // It is shorter than the receipt has seen it.
            Ok(None) => InLog::Broken,
            Err(_) => InLog::Unknown,
        }
    }

    /// Whether whoever is in may erase herself: who has a password has to come in by it, for what
    /// is erased does not come back, and a link may be in other hands.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where the database is away.
    pub async fn may_leave(&self, principal: &Principal) -> Result<bool, StoreError> {
        let Some(id) = principal.customer() else {
            return Ok(false);
        };
        if principal.by == StrongEnough::Password {
            return Ok(true);
        }
        let customer = self.engine.customer(id);
        let ids = customer.map_or_else(|| vec![id], |customer| customer.ids().collect());
        for id in ids {
            let account = self.office.account_of(id).await?;
            if account.is_some_and(|account| account.password.is_some()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Erases the customer who is in.
    ///
    /// # Errors
    ///
    /// [`SubmitError`]; [`Denied::Forbidden`] where she has to come in by her password first.
    pub async fn leave(
        &self,
        principal: &Principal,
        route: Route,
        remember: Remember,
    ) -> Result<Outcome, SubmitError> {
        let forbidden = SubmitError::Refused(Refusal::Denied(Denied::Forbidden));
        let Some(id) = principal.customer() else {
            return Err(forbidden);
        };
        if !self.may_leave(principal).await? {
            return Err(forbidden);
        }
        let holding = Holding {
            engine: self.engine.as_ref(),
            store: self.store.as_ref(),
            imports: self.imports.as_ref(),
        };
        let submission = Submission {
            actor: principal.actor.clone(),
            route,
            command: Command::Erase(id, remember),
            idempotency: None,
        };
        erase(holding, submission).await
    }
}
