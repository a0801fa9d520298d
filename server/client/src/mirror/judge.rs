//! The check: from a question and what a mirror holds to the verdict that the server would give.

use std::collections::BTreeMap;

use super::lines::Stands;
use super::state::{Answer, Found, Known, Signal, Standing, State};
use crate::{
    DecidedBy, DecidedByKind, Grant, Moment, Outcome, Question, Reason, ReasonCode, Terms, Verdict,
};

/// For how long an answer may be reused where nothing is about to change, in seconds.
const MAX_AGE_S: u64 = 60;
/// The channels that there are. What is none of them is no toggle.
const CHANNELS: [&str; 7] = ["email", "sms", "push", "phone", "post", "in_app", "web"];
/// The AI uses that there are.
const AI_USES: [&str; 7] = [
    "personalise",
    "infer",
    "decide_assist",
    "decide_auto",
    "generate",
    "train",
    "share_model",
];
const EXCHANGE: &str = "exchange";

/// Answers a question at a moment. Which guesses there are about her no mirror knows, nor how a model
/// does: where it names any, and nothing else says no, the server is to be asked.
pub(super) fn judge(state: &State, question: &Question, now: Moment) -> Verdict {
    let verdict = from_what_is_held(state, question, now);
    let is_held = question.inferences.is_empty()
        && question.model.is_none()
        && question.model_version.is_none();
    if is_held || verdict.is_denied() {
        return verdict;
    }
    let judging = Judging {
        index: state.index,
        max_age: 0,
    };
    judging.no(reason(ReasonCode::AskServer))
}

fn from_what_is_held(state: &State, question: &Question, now: Moment) -> Verdict {
    let judging = Judging {
        index: state.index,
        max_age: MAX_AGE_S,
    };
    let customer = match state.find(&question.customer) {
        Found::Known(customer) => customer,
        Found::Unsure => return stale(state),
        Found::Nobody => {
            let erased = state.is_erased(&question.customer);
            let code = if erased {
                ReasonCode::Erased
            } else {
                ReasonCode::UnknownCustomer
            };
            return judging.no(reason(code));
        }
    };
    if !state.purposes.contains(&question.purpose) {
        return judging.no(reason(ReasonCode::UnknownPurpose));
    }
    if question.data.iter().any(|data| !state.data.contains(data)) {
        return judging.no(reason(ReasonCode::UnknownData));
    }
    let changes = [
        next_change(customer, now),
        state.lines.next_change(now),
        customer.next_end(now),
    ];
    let next = changes.into_iter().flatten().min();
    let judging = Judging {
        max_age: next.map_or(MAX_AGE_S, |at| at.seconds_since(now).min(MAX_AGE_S)),
        ..judging
    };
    let crossed = state.lines.crossed(question, customer, &state.kinds, now);
    if crossed.first().is_some_and(|stands| stands.line.denies()) {
        return judging.deny(of_lines(&crossed), of_line(&crossed));
    }
    let verdict = consented(state, customer, question, &judging, now);
    let decides_alone = question.ai.as_deref() == Some("decide_auto");
    let human_only = customer.human_only.filter(|_| decides_alone);
    if verdict.outcome == Outcome::Allow && (!crossed.is_empty() || human_only.is_some()) {
        return escalate(verdict, &crossed, human_only);
    }
    verdict
}

/// A reason for each line that is crossed.
fn of_lines(crossed: &[Stands]) -> Vec<Reason> {
    let of = |stands: &Stands| Reason {
        red_line: Some(stands.line.key.clone()),
        since: Some(stands.from),
        ..reason(ReasonCode::RedLine)
    };
    crossed.iter().map(of).collect()
}

/// The first line decides; where none is crossed, her wish.
fn of_line(crossed: &[Stands]) -> DecidedBy {
    let first = crossed.first();
    DecidedBy {
        kind: match first {
            Some(_) => DecidedByKind::RedLine,
            None => DecidedByKind::HumanOnly,
        },
        proposition: None,
        version: None,
        red_line: first.map(|stands| stands.line.key.clone()),
    }
}

/// Consent allows it, and a person has to decide all the same.
fn escalate(allowed: Verdict, crossed: &[Stands], human_only: Option<Moment>) -> Verdict {
    let mut reasons = of_lines(crossed);
    reasons.extend(human_only.map(|since| Reason {
        since: Some(since),
        ..reason(ReasonCode::HumanOnly)
    }));
    Verdict {
        outcome: Outcome::Escalate,
        reasons,
        // The exchange stays named: it is what she can turn off.
        decided_by: DecidedBy {
            proposition: allowed.decided_by.proposition.clone(),
            version: allowed.decided_by.version,
            ..of_line(crossed)
        },
        ..allowed
    }
}

/// What her consent state says, and what else is lawful.
fn consented(
    state: &State,
    customer: &Known,
    question: &Question,
    judging: &Judging,
    now: Moment,
) -> Verdict {
    let candidates: Vec<_> = state
        .terms
        .iter()
        .filter(|terms| terms.purpose == question.purpose && is_open(terms, customer))
        .collect();
    let needed = match needed(&candidates, question) {
        Ok(needed) => needed,
        Err(why) => return judging.no(*why),
    };
    let mut denials = Vec::new();
    for terms in candidates {
        match weigh(terms, customer, &needed, now) {
            Ok(allowed) => return judging.yes(terms, allowed),
            Err(denial) => denials.push((*denial, terms)),
        }
    }
    // The reason nearest to a yes is the one that a caller can do something about.
    denials.sort_by_key(|(denial, _)| distance(&denial.code));
    let Some((_, decided)) = denials.first() else {
        return judging.no(reason(ReasonCode::NoGrant));
    };
    let decided_by = DecidedBy {
        kind: DecidedByKind::Consent,
        proposition: Some(decided.proposition.clone()),
        version: Some(decided.version),
        red_line: None,
    };
    let reasons = denials.into_iter().map(|(denial, _)| denial).collect();
    judging.deny(reasons, decided_by)
}

/// What a mirror says that knows too little: a no, which may not be kept.
pub(super) fn stale(state: &State) -> Verdict {
    let judging = Judging {
        index: state.index,
        max_age: 0,
    };
    judging.no(reason(ReasonCode::Stale))
}

struct Judging {
    index: u64,
    max_age: u64,
}

impl Judging {
    /// A no that no exchange decided.
    fn no(&self, why: Reason) -> Verdict {
        let nobody = DecidedBy {
            kind: DecidedByKind::Default,
            proposition: None,
            version: None,
            red_line: None,
        };
        self.deny(vec![why], nobody)
    }

    fn deny(&self, reasons: Vec<Reason>, decided_by: DecidedBy) -> Verdict {
        Verdict {
            outcome: Outcome::Deny,
            reasons,
            decided_by,
            grant: None,
            case: None,
            index: self.index,
            max_age_s: self.max_age_s(),
        }
    }

    fn yes(&self, terms: &Terms, allowed: Allowed) -> Verdict {
        let kind = match allowed.code {
            ReasonCode::LegalBasis => DecidedByKind::LegalBasis,
            _ => DecidedByKind::Consent,
        };
        Verdict {
            outcome: Outcome::Allow,
            reasons: vec![Reason {
                code: allowed.code,
                toggle: None,
                proposition: Some(terms.proposition.clone()),
                red_line: None,
                inference: None,
                since: allowed.since,
            }],
            decided_by: DecidedBy {
                kind,
                proposition: Some(terms.proposition.clone()),
                version: Some(terms.version),
                red_line: None,
            },
            grant: allowed.grant,
            case: None,
            index: self.index,
            max_age_s: self.max_age_s(),
        }
    }

    fn max_age_s(&self) -> u32 {
        u32::try_from(self.max_age).unwrap_or(u32::MAX)
    }
}

/// The next moment at which the customer's state changes by itself.
fn next_change(customer: &Known, now: Moment) -> Option<Moment> {
    let answers = customer.answers.values().flat_map(BTreeMap::values);
    answers
        .filter(|answer| answer.standing == Standing::Granted)
        .filter_map(|answer| answer.expires_at)
        .filter(|at| *at > now)
        .min()
}

/// Whether she can be asked: `US` covers `US-CA`.
fn is_open(terms: &Terms, customer: &Known) -> bool {
    let region = customer.region.as_deref();
    terms.regions.iter().any(|open| {
        open == "*"
            || region.is_some_and(|region| {
                let rest = region.strip_prefix(open.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
    })
}

fn has(terms: &Terms, toggle: &str) -> bool {
    toggle == EXCHANGE || terms.facets.contains_key(toggle)
}

/// The toggles that one grant must cover; an error where no live exchange has one of them.
fn needed(candidates: &[&Terms], question: &Question) -> Result<Vec<String>, Box<Reason>> {
    let mut needed = vec![EXCHANGE.to_owned()];
    let data = question.data.iter().map(|data| ("data", data, true));
    let channel = question.channel.iter();
    let channel = channel.map(|name| ("channel", name, CHANNELS.contains(&name.as_str())));
    let ai = question.ai.iter();
    let ai = ai.map(|name| ("ai", name, AI_USES.contains(&name.as_str())));
    for (kind, name, is_word) in data.chain(channel).chain(ai) {
        let toggle = format!("{kind}:{name}");
        if is_word && candidates.iter().any(|terms| has(terms, &toggle)) {
            needed.push(toggle);
            continue;
        }
        return Err(Box::new(Reason {
            code: not_covered(&toggle),
            toggle: is_word.then_some(toggle),
            proposition: None,
            red_line: None,
            inference: None,
            since: None,
        }));
    }
    Ok(needed)
}

fn not_covered(toggle: &str) -> ReasonCode {
    match toggle.split_once(':') {
        Some(("channel", _)) => ReasonCode::ChannelNotCovered,
        Some(("ai", _)) => ReasonCode::AiNotCovered,
        _ => ReasonCode::DataNotCovered,
    }
}

/// Why one exchange allows all of it.
struct Allowed {
    code: ReasonCode,
    since: Option<Moment>,
    grant: Option<Grant>,
}

fn weigh(
    terms: &Terms,
    customer: &Known,
    needed: &[String],
    now: Moment,
) -> Result<Allowed, Box<Reason>> {
    let answers = customer.answers.get(&terms.proposition);
    for toggle in needed {
        let denial = |code, since| {
            Box::new(Reason {
                code,
                toggle: Some(toggle.clone()),
                proposition: Some(terms.proposition.clone()),
                red_line: None,
                inference: None,
                since,
            })
        };
        if !has(terms, toggle) {
            return Err(denial(not_covered(toggle), None));
        }
        let view = view(terms, customer, toggle, now);
        if view.is_on() {
            continue;
        }
        let whole = toggle == EXCHANGE;
        let interest = terms.legal_basis == "legitimate_interest";
        let code = match view.phase {
            Phase::Paused => ReasonCode::Paused,
            Phase::HeldBack => ReasonCode::SignalGpc,
            _ if interest && whole => ReasonCode::Objected,
            Phase::Expired => ReasonCode::Expired,
            Phase::NeedsAnswer if whole => ReasonCode::NeedsAnswer,
            Phase::Withdrawn if whole => ReasonCode::Withdrawn,
            _ if whole => ReasonCode::NoGrant,
            _ => ReasonCode::FacetOff,
        };
        return Err(denial(code, view.since));
    }
    if terms.legal_basis != "consent" {
        return Ok(Allowed {
            code: ReasonCode::LegalBasis,
            since: Some(terms.published_at),
            grant: None,
        });
    }
    let whole = answers.and_then(|answers| answers.get(EXCHANGE));
    let grant = whole.and_then(|answer| {
        Some(Grant {
            version: answer.version,
            granted_at: answer.since,
            expires_at: granted_until(answer)?,
            receipt: answer.receipt.clone(),
        })
    });
    Ok(Allowed {
        code: ReasonCode::Granted,
        since: grant.as_ref().map(|grant| grant.granted_at),
        grant,
    })
}

/// How a toggle stands at a moment.
struct View {
    phase: Phase,
    since: Option<Moment>,
}

/// Whether a decision counts. Only [`Phase::On`] is a yes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    On,
    Pending,
    Refused,
    Withdrawn,
    Paused,
    NeedsAnswer,
    Expired,
    /// By her browser's wish not to sell or share.
    HeldBack,
}

impl View {
    fn is_on(&self) -> bool {
        self.phase == Phase::On
    }
}

/// Until when a grant counts; nothing where the answer is none.
fn granted_until(answer: &Answer) -> Option<Moment> {
    answer
        .expires_at
        .filter(|_| answer.standing == Standing::Granted)
}

/// A toggle of the live version, with what her browser's wish not to sell or share does to it.
fn view(terms: &Terms, customer: &Known, toggle: &str, now: Moment) -> View {
    let answers = customer.answers.get(&terms.proposition);
    let seen = answered(terms, customer.paused, answers, toggle, now);
    // A contract that sells is what she bought: the wish takes nothing of that away.
    if is_law(terms) {
        return seen;
    }
    // It keeps off what is on, and of what was never answered the toggle that shares itself.
    let reached = match seen.phase {
        Phase::Refused | Phase::Withdrawn | Phase::HeldBack => false,
        Phase::Pending => terms.shares.contains_key(toggle),
        Phase::On | Phase::Paused | Phase::NeedsAnswer | Phase::Expired => true,
    };
    match customer.signal {
        Some(signal) if reached && holds_back(terms, signal, answers, toggle) => View {
            phase: Phase::HeldBack,
            since: Some(signal.at),
        },
        _ => seen,
    }
}

/// Whether the wish keeps a toggle off, whatever was answered before.
fn holds_back(
    terms: &Terms,
    signal: Signal,
    answers: Option<&BTreeMap<String, Answer>>,
    toggle: &str,
) -> bool {
    // Whoever turns the exchange on in spite of the wish has it with all that it cannot do without;
    // an optional part that shares needs a yes of its own.
    let (whole, own) = (terms.shares.get(EXCHANGE), terms.shares.get(toggle));
    let stands_against = |toggle: &str, shown: &Vec<u32>| {
        let answer = answers.and_then(|answers| answers.get(toggle));
        answer.is_some_and(|answer| {
            answer.standing == Standing::Granted
                && answer.index > signal.index
                && shown.contains(&answer.version)
        })
    };
    whole.is_some_and(|shown| !stands_against(EXCHANGE, shown))
        || own.is_some_and(|shown| !stands_against(toggle, shown))
}

/// Whether a contract or a law, and no answer of hers, decides.
fn is_law(terms: &Terms) -> bool {
    matches!(terms.legal_basis.as_str(), "contract" | "legal_obligation")
}

/// A toggle as she answered it.
fn answered(
    terms: &Terms,
    paused: bool,
    answers: Option<&BTreeMap<String, Answer>>,
    toggle: &str,
    now: Moment,
) -> View {
    // What the wish turned off is off by the wish.
    let no = |answer: &Answer, phase| {
        if answer.by_signal {
            Phase::HeldBack
        } else {
            phase
        }
    };
    let answer = |toggle| answers.and_then(|answers| answers.get(toggle));
    let whole = answer(EXCHANGE);
    let offered_since = match toggle {
        EXCHANGE => Some(1),
        facet => terms.facets.get(facet).copied(),
    };
    // A yes from before the facet was last taken out says nothing about it; a no stays a no.
    let standing = answer(toggle).filter(|answer| {
        answer.standing != Standing::Granted
            || offered_since.is_some_and(|since| answer.version >= since)
    });
    match terms.legal_basis.as_str() {
        _ if is_law(terms) => View {
            phase: Phase::On,
            since: Some(terms.published_at),
        },
        // Whoever objects to the exchange objects to every part of it.
        "legitimate_interest" => {
            let objection = whole.filter(|answer| answer.standing != Standing::Granted);
            let answer = objection.or(standing);
            let objected = answer.filter(|answer| answer.standing != Standing::Granted);
            View {
                phase: match (objected, paused) {
                    (Some(answer), _) => no(answer, Phase::Withdrawn),
                    (None, true) => Phase::Paused,
                    (None, false) => Phase::On,
                },
                since: Some(answer.map_or(terms.published_at, |answer| answer.since)),
            }
        }
        _ => {
            let Some(answer) = standing else {
                return View {
                    phase: Phase::Pending,
                    since: None,
                };
            };
            // A facet never outlives the exchange that it belongs to.
            let limit = whole.and_then(granted_until);
            let until = granted_until(answer).map(|at| limit.map_or(at, |limit| limit.min(at)));
            let phase = match (answer.standing, until) {
                (Standing::Withdrawn, _) => no(answer, Phase::Withdrawn),
                (Standing::Granted, Some(until)) if now < until => {
                    if answer.version < terms.material_since {
                        Phase::NeedsAnswer
                    } else if paused {
                        Phase::Paused
                    } else {
                        Phase::On
                    }
                }
                (Standing::Granted, _) => Phase::Expired,
                (Standing::Refused, _) => no(answer, Phase::Refused),
            };
            View {
                phase,
                since: Some(answer.since),
            }
        }
    }
}

fn distance(code: &ReasonCode) -> u8 {
    match code {
        ReasonCode::Granted | ReasonCode::LegalBasis => 0,
        ReasonCode::FacetOff => 1,
        ReasonCode::Paused => 2,
        ReasonCode::NeedsAnswer => 3,
        ReasonCode::Expired => 4,
        ReasonCode::Withdrawn | ReasonCode::Objected | ReasonCode::SignalGpc => 5,
        ReasonCode::NoGrant => 6,
        ReasonCode::DataNotCovered | ReasonCode::ChannelNotCovered | ReasonCode::AiNotCovered => 7,
        _ => 8,
    }
}

fn reason(code: ReasonCode) -> Reason {
    Reason {
        code,
        toggle: None,
        proposition: None,
        red_line: None,
        inference: None,
        since: None,
    }
}
