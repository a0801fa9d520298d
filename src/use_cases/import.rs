//! Take over a customer and her past consents. An import never widens consent without evidence,
//! and never brings back someone who left (rule 8).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::choose::{check_evidence, chosen};
use super::{
    Answering, Change, Circumstances, Decision, PutCustomer, Refusal, World, allowed, put_customer,
};
use crate::access::Deed;
use crate::catalogue::Slug;
use crate::consent::{Choice, Customer, Evidence, Standing, Switch, Toggles};
use crate::ledger::Body;

/// One line of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// Who.
    pub customer: PutCustomer,
    /// What she chose before.
    pub choices: Vec<PastChoice>,
}

impl ImportLine {
    /// Whether all that it says of choices is no.
    pub(super) fn narrows(&self) -> bool {
        let no = |past: &PastChoice| past.toggles.values().all(|to| *to == Switch::Off);
        !self.choices.is_empty() && self.choices.iter().all(no)
    }
}

/// A choice that was made elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastChoice {
    /// Which exchange.
    pub proposition: Slug,
    /// The version that she was shown; the live one where the line does not say.
    pub version: Option<u32>,
    /// What she set.
    pub toggles: Toggles,
    /// How that is known. On needs it, off never does.
    pub evidence: Option<Evidence>,
}

/// Something on a line that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// A stable code.
    pub code: String,
    /// In words.
    pub message: String,
}

pub(super) fn decide(
    world: &dyn World,
    line: &ImportLine,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Import)?;
    let (mut customer, created) = put_customer::merge(world, &line.customer, with)?;
    let mut changes = vec![Change::Customer(Box::new(customer.clone()))];
    let mut remarks = Vec::new();
    for (n, past) in line.choices.iter().enumerate() {
        match take_over(world, &customer, past, with) {
            Ok(body) => {
                // Later choices of the same line rest on the earlier ones; the writer gives the
                // real index, and any that grows serves here.
                let index = customer.state.last_index + 1;
                customer.state.apply(index, with.now, &body);
                changes.push(Change::Append(Box::new(body)));
            }
            Err(remark) => {
                let message = format!("choices[{n}]: {}", remark.message);
                remarks.push(Remark { message, ..remark });
            }
        }
    }
    let answer = Answering::Imported {
        customer: customer.id,
        created,
        remarks,
    };
    Ok(Decision { changes, answer })
}

fn take_over(
    world: &dyn World,
    customer: &Customer,
    past: &PastChoice,
    with: Circumstances<'_>,
) -> Result<Body, Remark> {
    let remark = |code: &str, message: &str| Remark {
        code: code.to_owned(),
        message: message.to_owned(),
    };
    let unknown = || remark("unknown_proposition", "there is no such live exchange");
    let proposition = world
        .catalogue()
        .proposition(&past.proposition)
        .ok_or_else(unknown)?;
    let live = proposition.live().ok_or_else(unknown)?;
    let version = past.version.unwrap_or(live.number);
    if proposition.version(version).is_none() {
        return Err(remark(
            "unknown_version",
            "the exchange never had this version",
        ));
    }
    let on: Vec<_> = past
        .toggles
        .iter()
        .filter(|(_, s)| **s == Switch::On)
        .collect();
    let stated_at = match &past.evidence {
        Some(evidence) => {
            check_evidence(evidence, with.now)
                .map_err(|refusal| remark("evidence", &refusal.to_string()))?;
            evidence.at
        }
        None if on.is_empty() => with.now,
        None => return Err(remark("evidence_missing", "turning on needs evidence")),
    };
    let newer = on.iter().any(|(toggle, _)| {
        let standing = customer.state.standing(&past.proposition, toggle);
        standing.is_granted()
            && standing
                .answer()
                .is_some_and(|answer| answer.at >= stated_at)
    });
    if newer {
        return Err(remark(
            "kept_on",
            "the customer turned this on later than the evidence",
        ));
    }
    let left =
        on.iter().any(
            |(toggle, _)| match customer.state.standing(&past.proposition, toggle) {
                Standing::Refused(answer) | Standing::Withdrawn(answer) => answer.at >= stated_at,
                Standing::Unasked | Standing::Granted { .. } => false,
            },
        );
    if left {
        return Err(remark(
            "kept_off",
            "the customer turned this off later than the evidence",
        ));
    }
    let choice = Choice {
        proposition: past.proposition.clone(),
        version,
        toggles: past.toggles.clone(),
        seen_index: None,
        evidence: past.evidence.clone(),
    };
    chosen(
        &Arc::clone(proposition),
        live,
        customer,
        &choice,
        stated_at,
        with,
    )
    .map(Body::Chosen)
    .map_err(|refusal| remark("invalid", &refusal.to_string()))
}
