//! Take over a customer and her past consents. An import never widens consent without evidence,
//! and never brings back someone who left (rule 8). Nor does it make a minor of age sooner without.

use serde::{Deserialize, Serialize};

use super::choose::{agreed_to, check_evidence, chosen, refused_at, usable};
use super::signal::is_against;
use super::{
    Answering, Change, Circumstances, Decision, PutCustomer, Refusal, World, allowed, put_customer,
};
use crate::access::Deed;
use crate::catalogue::{Proposition, Slug, Version};
use crate::clock::Timestamp;
use crate::consent::{Choice, Customer, Evidence, Switch, Toggle, Toggles};
use crate::ledger::{Body, Chosen};

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
    /// The version that she was shown, published by then; where the line does not say, the one that was
    /// live then.
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

impl Remark {
    /// All codes. No line that is refused as a whole is told with any of them, so that a report tells by
    /// its code which line was taken over in part.
    pub const CODES: [&'static str; 8] = [
        "evidence",
        "evidence_missing",
        "invalid",
        "kept_off",
        "kept_on",
        "signal_gpc",
        "unknown_proposition",
        "unknown_version",
    ];
}

pub(super) fn decide(
    world: &dyn World,
    line: &ImportLine,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Import)?;
    let (mut customer, created) = put_customer::merge(world, &line.customer, with)?;
    let mut remarks = Vec::new();
    // Whatever else the line says, a no above all, counts without the year.
    let of_age = put_customer::set_birth_year(&mut customer, &line.customer, with);
    let of_age = of_age.unwrap_or_else(|refusal| {
        let code = match line.customer.evidence {
            None => "evidence_missing",
            Some(_) => "evidence",
        };
        remarks.push(remark(code, &format!("birth_year: {refusal}")));
        None
    });
    let mut changes = vec![Change::Customer(Box::new(customer.clone()))];
    if let Some(body) = of_age {
        customer
            .state
            .apply(customer.state.last_index + 1, with.now, &body);
        changes.push(Change::Append(Box::new(body)));
    }
    for (n, past) in line.choices.iter().enumerate() {
        let (body, remark) = take_over(world, &customer, past, with);
        if let Some(body) = body {
            // Later choices of the same line rest on the earlier ones; the writer gives the
            // real index, and any that grows serves here.
            let index = customer.state.last_index + 1;
            customer.state.apply(index, with.now, &body);
            changes.push(Change::Append(Box::new(body)));
        }
        remarks.extend(remark.map(|remark| Remark {
            message: format!("choices[{n}]: {}", remark.message),
            ..remark
        }));
    }
    let answer = Answering::Imported {
        customer: customer.id,
        created,
        remarks,
    };
    Ok(Decision { changes, answer })
}

/// What of a choice is taken over, and what is said of the rest: where turning on is refused, what
/// was turned off beside it still is.
fn take_over(
    world: &dyn World,
    customer: &Customer,
    past: &PastChoice,
    with: Circumstances<'_>,
) -> (Option<Body>, Option<Remark>) {
    let off = |past: &PastChoice| {
        let toggles = past.toggles.iter().filter(|(_, to)| **to == Switch::Off);
        PastChoice {
            toggles: toggles.map(|(toggle, to)| (toggle.clone(), *to)).collect(),
            ..past.clone()
        }
    };
    let turns_on = past.toggles.values().any(|to| *to == Switch::On);
    let refused = match choose(world, customer, past, with) {
        Ok(body) => return (Some(body), None),
        Err(remark) => remark,
    };
    let rest = off(past);
    if !turns_on || rest.toggles.is_empty() {
        return (None, Some(refused));
    }
    (choose(world, customer, &rest, with).ok(), Some(refused))
}

fn remark(code: &str, message: &str) -> Remark {
    Remark {
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

fn choose(
    world: &dyn World,
    customer: &Customer,
    past: &PastChoice,
    with: Circumstances<'_>,
) -> Result<Body, Remark> {
    let unknown = || remark("unknown_proposition", "there is no such live exchange");
    let proposition = world
        .catalogue()
        .proposition(&past.proposition)
        .ok_or_else(unknown)?;
    let live = proposition.live().ok_or_else(unknown)?;
    let turns_on = past.toggles.values().any(|to| *to == Switch::On);
    if turns_on && !live.document.is_open_to(customer.region.as_deref()) {
        return Err(unknown());
    }
    let mut choice = Choice {
        proposition: past.proposition.clone(),
        version: version_of(past, proposition, live),
        toggles: past.toggles.clone(),
        seen_index: None,
        reads: None,
        locale: None,
        evidence: past.evidence.clone(),
    };
    if turns_on && proposition.version(choice.version).is_none() {
        let message = "the exchange never had this version";
        return Err(remark("unknown_version", message));
    }
    match &choice.evidence {
        None if turns_on => return Err(remark("evidence_missing", "turning on needs evidence")),
        Some(evidence) if turns_on => check_evidence(evidence, with.now)
            .and_then(|()| agreed_to(&choice, proposition))
            .map_err(|refusal| remark("evidence", &about(&refusal)))?,
        _ => choice.evidence = usable(choice.evidence, with.now),
    }
    let stated_at = choice
        .evidence
        .as_ref()
        .map_or(with.now, |evidence| evidence.at);
    let body = chosen(proposition, live, customer, &choice, stated_at, with)
        .map_err(|refusal| remark("invalid", &refusal.to_string()))?;
    if is_against(live, &customer.state, &body.toggles) {
        let message = "the customer's browser asks not to sell or share, and this would";
        return Err(remark("signal_gpc", message));
    }
    if turns_on {
        refuse_older(customer, &past.toggles, &body, stated_at)?;
    }
    Ok(Body::Chosen(body))
}

/// What a refusal says, and of which part where it is of one.
fn about(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid { field, message } if field.starts_with("toggles.") => {
            format!("{field}: {message}")
        }
        other => other.to_string(),
    }
}

/// The version that the choice names, or the one that was live when the customer chose.
fn version_of(past: &PastChoice, proposition: &Proposition, live: &Version) -> u32 {
    let shown_at = past.evidence.as_ref().map(|evidence| evidence.at);
    let named = past.version.or_else(|| {
        let shown_at = shown_at?;
        let mut versions = proposition.versions().iter();
        let before = versions.rfind(|version| version.published_at <= shown_at);
        before
            .or_else(|| proposition.versions().first())
            .map(|version| version.number)
    });
    named.unwrap_or(live.number)
}

/// Turning on loses against everything that the customer said after the evidence.
fn refuse_older(
    customer: &Customer,
    named: &Toggles,
    body: &Chosen,
    stated_at: Timestamp,
) -> Result<(), Remark> {
    // Of two answers of one moment nobody knows from a file which came last: off wins.
    if refused_at(&customer.state, body).is_some_and(|no| no >= stated_at) {
        let message = "the customer turned this off later than the evidence";
        return Err(remark("kept_off", message));
    }
    let granted_later = |toggle: &Toggle| {
        let standing = customer.state.standing(&body.proposition, toggle);
        let answer = standing.answer().filter(|_| standing.is_granted());
        answer.is_some_and(|answer| answer.at >= stated_at)
    };
    let mut on = named.iter().filter(|(_, to)| **to == Switch::On);
    if on.any(|(toggle, _)| granted_later(toggle)) {
        let message = "the customer turned this on later than the evidence";
        return Err(remark("kept_on", message));
    }
    Ok(())
}
