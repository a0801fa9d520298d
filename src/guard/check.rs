//! The check: from a question and the state to a verdict. Touches no disk.
//!
//! Deny beats escalate beats allow (rule 14): a red line that denies comes before consent, then what
//! consent says, and only of what would be allowed it is asked whether a person decides.

use super::red_lines::Crossed;
use super::{
    Code, DecidedBy, DecidedByKind, Effect, Escalation, FRONT_DESK, Grant, Money, Outcome, Reason,
    Verdict,
};
use crate::catalogue::{AiUse, Catalogue, LegalBasis, Proposition, Sensitivity, Version};
use crate::clock::Timestamp;
use crate::consent::{
    Customer, Decision, Phase, Source, Standing, Toggle, next_change, view_toggle,
};

/// For how long a caller may reuse an answer, in seconds, where nothing is about to change.
pub(super) const MAX_AGE_S: u64 = 60;

/// A question, in the caller's own words: what is unknown is denied, never an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request<'a> {
    /// Why the data would be used.
    pub purpose: &'a str,
    /// Which data categories would be used.
    pub data: Vec<&'a str>,
    /// By which channel the customer would be reached.
    pub channel: Option<&'a str>,
    /// Which AI use it would be.
    pub ai: Option<&'a str>,
    /// What it would be about.
    pub topic: Option<&'a str>,
    /// About how much money.
    pub amount: Option<Money>,
    /// How much harm each kind of data can do that it was guessed from what it rests on. A guess is no
    /// kind of data of the registry, and red lines may ask for what was guessed all the same.
    pub guessed: Vec<Sensitivity>,
}

/// Answers `request` about `customer` at `now` (rule 13): allowed only if one live, active grant
/// covers all of it for that purpose.
#[must_use]
pub fn check(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    request: &Request<'_>,
    now: Timestamp,
) -> Verdict {
    check_with(catalogue, customer, request, &[], now)
}

/// As [`check`], where the grant has to cover these AI uses too.
#[must_use]
pub fn check_with(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    request: &Request<'_>,
    also: &[AiUse],
    now: Timestamp,
) -> Verdict {
    let Some(customer) = customer else {
        return deny(vec![reason(Code::UnknownCustomer)], None, MAX_AGE_S);
    };
    if catalogue.registry().purpose(request.purpose).is_none() {
        return deny(vec![reason(Code::UnknownPurpose)], None, MAX_AGE_S);
    }
    let unknown = request
        .data
        .iter()
        .any(|id| catalogue.registry().category(id).is_none());
    if unknown {
        return deny(vec![reason(Code::UnknownData)], None, MAX_AGE_S);
    }
    let lines = catalogue.red_lines();
    let guarded = &customer.state.guarded;
    let changes = [
        next_change(&customer.state, now),
        lines.next_change(now),
        guarded.situations.next_end(now),
    ];
    let soonest = changes.into_iter().flatten().min();
    let max_age = soonest.map_or(MAX_AGE_S, |at| at.seconds_since(now).min(MAX_AGE_S));
    let crossed = lines.crossed(request, guarded, customer.birth_year, now);
    if let Some(crossed) = crossed.as_ref().filter(|crossed| crossed.denies()) {
        return stopped(crossed, max_age);
    }
    let verdict = consented(catalogue, customer, (request, also), max_age, now);
    let decides_alone = request.ai == Some(AiUse::DecideAuto.word());
    let human_only = guarded.human_only.filter(|_| decides_alone);
    if verdict.outcome == Outcome::Allow && (crossed.is_some() || human_only.is_some()) {
        return escalate(verdict, crossed.as_ref(), human_only);
    }
    verdict
}

/// What the customer's consent state says, and what else is lawful.
fn consented(
    catalogue: &Catalogue,
    customer: &Customer,
    (request, also): (&Request<'_>, &[AiUse]),
    max_age: u64,
    now: Timestamp,
) -> Verdict {
    let candidates: Vec<_> = catalogue
        .live()
        .filter(|(_, version)| {
            version.document.purpose.as_str() == request.purpose
                && version.document.is_open_to(customer.region.as_deref())
        })
        .collect();
    let needed = match needed(&candidates, request, also) {
        Ok(needed) => needed,
        Err(reason) => return deny(vec![reason], None, max_age),
    };
    let mut denials = Vec::new();
    for (proposition, version) in &candidates {
        match judge(proposition, version, customer, &needed, now) {
            Ok(allowed) => return allow(proposition, version, allowed, max_age),
            Err(denial) => denials.push((denial, *proposition, *version)),
        }
    }
    // The reason nearest to a yes is the one that a caller can do something about.
    denials.sort_by_key(|(denial, ..)| distance(denial.code));
    let decided_by = denials
        .first()
        .map(|(_, proposition, version)| (*proposition, *version));
    let reasons = denials
        .into_iter()
        .map(|(denial, ..)| denial)
        .collect::<Vec<_>>();
    if reasons.is_empty() {
        return deny(vec![reason(Code::NoGrant)], None, max_age);
    }
    deny(reasons, decided_by, max_age)
}

/// The answer about somebody who was erased: no, whatever is asked.
#[must_use]
pub fn erased() -> Verdict {
    deny(vec![reason(Code::Erased)], None, MAX_AGE_S)
}

type Candidate<'a> = (&'a std::sync::Arc<Proposition>, &'a std::sync::Arc<Version>);

/// The toggles that one grant must cover; an error where no live exchange has one of them.
fn needed(
    candidates: &[Candidate<'_>],
    request: &Request<'_>,
    also: &[AiUse],
) -> Result<Vec<Toggle>, Reason> {
    let mut needed = vec![Toggle::Exchange];
    let data = request
        .data
        .iter()
        .map(|id| (Code::DataNotCovered, "data", *id));
    let channel = request
        .channel
        .map(|name| (Code::ChannelNotCovered, "channel", name));
    let also = also.iter().map(|ai| ai.word());
    let ai = request.ai.into_iter().chain(also);
    let ai = ai.map(|name| (Code::AiNotCovered, "ai", name));
    for (code, kind, name) in data.chain(channel).chain(ai) {
        let toggle = format!("{kind}:{name}").parse::<Toggle>().ok();
        let covered = toggle.filter(|t| candidates.iter().any(|(_, version)| version.has(t)));
        match covered {
            Some(toggle) => needed.push(toggle),
            None => {
                let toggle = format!("{kind}:{name}").parse().ok();
                return Err(Reason {
                    toggle,
                    ..reason(code)
                });
            }
        }
    }
    Ok(needed)
}

/// Why one exchange allows all of it.
struct Allowed {
    code: Code,
    since: Option<Timestamp>,
    grant: Option<Grant>,
}

fn judge(
    proposition: &Proposition,
    live: &Version,
    customer: &Customer,
    needed: &[Toggle],
    now: Timestamp,
) -> Result<Allowed, Reason> {
    let state = &customer.state;
    let denial = |code, toggle: &Toggle, since| Reason {
        code,
        toggle: Some(toggle.clone()),
        proposition: Some(proposition.key.clone()),
        red_line: None,
        inference: None,
        since,
    };
    for toggle in needed {
        if !live.has(toggle) {
            let code = match toggle {
                Toggle::Data(_) | Toggle::Exchange => Code::DataNotCovered,
                Toggle::Channel(_) => Code::ChannelNotCovered,
                Toggle::Ai(_) => Code::AiNotCovered,
            };
            return Err(denial(code, toggle, None));
        }
        let view = view_toggle(proposition, live, state, toggle, now);
        if view.is_on() {
            continue;
        }
        let whole = *toggle == Toggle::Exchange;
        let code = match (view.legal_basis, view.decision, view.phase) {
            (_, Decision::Granted, Phase::Paused) => Code::Paused,
            (_, Decision::Denied, _) if view.source == Source::Signal => Code::SignalGpc,
            (LegalBasis::LegitimateInterest, ..) if whole => Code::Objected,
            (_, Decision::Granted, Phase::Expired) => Code::Expired,
            (_, Decision::Granted, Phase::NeedsAnswer) if whole => Code::NeedsAnswer,
            (_, Decision::Denied, Phase::Withdrawn) if whole => Code::Withdrawn,
            _ if whole => Code::NoGrant,
            _ => Code::FacetOff,
        };
        return Err(denial(code, toggle, view.since));
    }
    let grant = match state.standing(&proposition.key, &Toggle::Exchange) {
        Standing::Granted { answer, expires_at } => Some(Grant {
            version: answer.version,
            granted_at: answer.at,
            expires_at: *expires_at,
            receipt: answer.receipt,
        }),
        Standing::Unasked | Standing::Refused(_) | Standing::Withdrawn(_) => None,
    };
    if live.document.legal_basis == LegalBasis::Consent {
        let since = grant.as_ref().map(|grant| grant.granted_at);
        Ok(Allowed {
            code: Code::Granted,
            since,
            grant,
        })
    } else {
        Ok(Allowed {
            code: Code::LegalBasis,
            since: Some(live.published_at),
            grant: None,
        })
    }
}

fn distance(code: Code) -> u8 {
    match code {
        Code::Granted | Code::LegalBasis => 0,
        Code::FacetOff => 1,
        Code::Paused => 2,
        Code::NeedsAnswer => 3,
        Code::Expired => 4,
        Code::Withdrawn | Code::Objected | Code::SignalGpc => 5,
        Code::NoGrant => 6,
        Code::DataNotCovered | Code::ChannelNotCovered | Code::AiNotCovered => 7,
        Code::InferenceNotCovered
        | Code::UnknownCustomer
        | Code::UnknownPurpose
        | Code::UnknownData
        | Code::Erased
        | Code::RedLine
        | Code::HumanOnly
        | Code::UnknownModel
        | Code::BelowBar => 8,
    }
}

pub(super) fn reason(code: Code) -> Reason {
    Reason {
        code,
        toggle: None,
        proposition: None,
        red_line: None,
        inference: None,
        since: None,
    }
}

/// A reason for each line that is crossed.
fn of_lines(crossed: &Crossed) -> impl Iterator<Item = Reason> + '_ {
    crossed.lines.iter().map(|stands| Reason {
        red_line: Some(stands.line.key.clone()),
        since: Some(stands.from),
        ..reason(Code::RedLine)
    })
}

/// A red line says no, whatever anybody consented to.
fn stopped(crossed: &Crossed, max_age: u64) -> Verdict {
    let denies = |stands: &&super::Stands| stands.line.effect == Effect::Deny;
    let first = crossed.lines.iter().find(denies);
    Verdict {
        outcome: Outcome::Deny,
        reasons: of_lines(crossed).collect(),
        decided_by: DecidedBy {
            red_line: first.map(|stands| stands.line.key.clone()),
            ..DecidedBy::of(DecidedByKind::RedLine)
        },
        grant: None,
        escalation: None,
        max_age_s: seconds(max_age),
    }
}

/// Consent allows it, and a person has to decide all the same.
fn escalate(allowed: Verdict, crossed: Option<&Crossed>, human_only: Option<Timestamp>) -> Verdict {
    let mut reasons: Vec<_> = crossed.into_iter().flat_map(of_lines).collect();
    reasons.extend(human_only.map(|since| Reason {
        since: Some(since),
        ..reason(Code::HumanOnly)
    }));
    let lines = crossed.map_or(&[][..], |crossed| &crossed.lines);
    let red_lines = lines.iter().map(|stands| stands.line.key.clone());
    let front_desk = || FRONT_DESK.parse().ok();
    let team = crossed.and_then(Crossed::team).cloned().or_else(front_desk);
    let kind = match crossed {
        Some(_) => DecidedByKind::RedLine,
        None => DecidedByKind::HumanOnly,
    };
    Verdict {
        outcome: Outcome::Escalate,
        reasons,
        // The exchange stays named: it is what she can turn off.
        decided_by: DecidedBy {
            kind,
            red_line: lines.first().map(|stands| stands.line.key.clone()),
            ..allowed.decided_by
        },
        escalation: team.map(|team| Escalation {
            team,
            red_lines: red_lines.collect(),
        }),
        ..allowed
    }
}

fn seconds(max_age: u64) -> u32 {
    u32::try_from(max_age).unwrap_or(u32::MAX)
}

fn allow(proposition: &Proposition, live: &Version, allowed: Allowed, max_age: u64) -> Verdict {
    let kind = match allowed.code {
        Code::LegalBasis => DecidedByKind::LegalBasis,
        _ => DecidedByKind::Consent,
    };
    Verdict {
        outcome: Outcome::Allow,
        reasons: vec![Reason {
            code: allowed.code,
            toggle: None,
            proposition: Some(proposition.key.clone()),
            red_line: None,
            inference: None,
            since: allowed.since,
        }],
        decided_by: DecidedBy {
            proposition: Some(proposition.key.clone()),
            version: Some(live.number),
            ..DecidedBy::of(kind)
        },
        grant: allowed.grant,
        escalation: None,
        max_age_s: seconds(max_age),
    }
}

pub(super) fn deny(
    reasons: Vec<Reason>,
    by: Option<(&std::sync::Arc<Proposition>, &std::sync::Arc<Version>)>,
    max_age: u64,
) -> Verdict {
    let kind = if by.is_some() {
        DecidedByKind::Consent
    } else {
        DecidedByKind::Default
    };
    Verdict {
        outcome: Outcome::Deny,
        reasons,
        decided_by: DecidedBy {
            proposition: by.map(|(proposition, _)| proposition.key.clone()),
            version: by.map(|(_, version)| version.number),
            ..DecidedBy::of(kind)
        },
        grant: None,
        escalation: None,
        max_age_s: seconds(max_age),
    }
}
