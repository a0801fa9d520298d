//! The answer that is kept under an idempotency key, and given again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Coming, NotRecorded, Recorded, Recording};
use crate::decision::{AiDecision, Sort};
use crate::digest::sha256;
use crate::id::DecisionId;
use crate::port::{AnswerRow, DecisionRow, StoreError, SubmitError};

/// What is kept of what came of one decision.
#[derive(Serialize, Deserialize)]
enum Kept {
    /// Its row says it, as long as its customer is there. So the answer to a list, which may be about
    /// many, says nothing about any of them, and no erasure has to look for it.
    #[serde(rename = "row")]
    Row(DecisionId),
    /// All of it.
    #[serde(untagged)]
    Whole(Recorded),
}

impl Kept {
    /// Of one decision of a list. Why nothing was recorded says nothing about anybody.
    fn of_list(recorded: &Recorded) -> Self {
        match recorded {
            Recorded::Kept { decision, .. } | Recorded::Violation { decision, .. } => {
                Self::Row(*decision)
            }
            Recorded::Refused(_) => Self::Whole(recorded.clone()),
        }
    }

    async fn read(self, with: Recording<'_>) -> Result<Recorded, StoreError> {
        let id = match self {
            Self::Whole(recorded) => return Ok(recorded),
            Self::Row(id) => id,
        };
        let row = with.decisions.decision(id).await?;
        // An erasure takes out what it says.
        let Some(row) = row.filter(|row| row.customer.is_some()) else {
            return Ok(Recorded::Refused(NotRecorded::Erased));
        };
        let corrupt = |_| StoreError::Corrupt("a decision cannot be read".to_owned());
        if row.sort == Sort::Violation {
            return Ok(Recorded::Violation {
                decision: id,
                violation: serde_json::from_slice(&row.body).map_err(corrupt)?,
            });
        }
        let decision: AiDecision = serde_json::from_slice(&row.body).map_err(corrupt)?;
        Ok(Recorded::kept(&decision))
    }
}

/// The pair under which the answer is kept. Not the one that the writer of the ledger would use: it
/// counts on it that nobody else stores under its keys.
fn pair(coming: Coming) -> Option<([u8; 32], [u8; 32])> {
    let (key, request) = coming.idempotency?;
    let mut apart = b"recorded decisions".to_vec();
    apart.extend(key);
    Some((sha256(&apart), request))
}

/// The answer that this request was given before.
pub(super) async fn answered(
    with: Recording<'_>,
    coming: Coming,
) -> Result<Option<Vec<Recorded>>, SubmitError> {
    let Some((key, request)) = pair(coming) else {
        return Ok(None);
    };
    let ledgers = coming.idempotency.map(|(key, _)| key).unwrap_or_default();
    let rows = with.store.answers(&[key, ledgers]).await?;
    let row = match rows.iter().find(|row| row.key == key) {
        Some(row) if row.request == request => row,
        None if rows.is_empty() => return Ok(None),
        Some(_) | None => return Err(SubmitError::KeyReused),
    };
    let key = |id| with.engine.record(id).map(|record| record.key);
    let mut recorded = Vec::new();
    for kept in row.read::<Vec<Kept>>(key)? {
        recorded.push(kept.read(with).await?);
    }
    Ok(Some(recorded))
}

/// The answer to keep, where one is: none at all where the customer was erased meanwhile whose it is.
/// That to one decision is enclosed with the customer's key and goes with her; that to a list leads to
/// the rows, from which she goes.
pub(super) fn seal(
    with: Recording<'_>,
    coming: Coming,
    rows: &[DecisionRow],
    recorded: &[Recorded],
) -> Result<Option<Option<AnswerRow>>, StoreError> {
    // Refused alone it leaves no answer behind: put right, it may come again.
    let refused = matches!(recorded, [Recorded::Refused(_)]);
    let Some(pair) = pair(coming).filter(|_| !(coming.alone && refused)) else {
        return Ok(Some(None));
    };
    let (now, others) = (with.engine.now(), BTreeMap::new());
    if !coming.alone {
        let kept: Vec<_> = recorded.iter().map(Kept::of_list).collect();
        let row = AnswerRow::of(&kept, pair, None, &others, now, with.entropy)?;
        return Ok(Some(Some(row)));
    }
    let id = rows.first().and_then(|row| row.customer);
    let Some(customer) = id.and_then(|id| with.engine.customer(id)) else {
        return Ok(None);
    };
    let row = AnswerRow::of(recorded, pair, Some(&customer), &others, now, with.entropy)?;
    Ok(Some(Some(row)))
}
