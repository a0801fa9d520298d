//! The check of a use that rests on guesses too.
//!
//! Such a use rests on what its guesses were made from as much as on the data that it names itself; the
//! grant has to cover that somebody guesses; and a line may stop guessing alone. A decision that cites a
//! guess is judged by the same two questions, so that a check says beforehand what becomes of it.

use std::collections::BTreeSet;

use super::check::{MAX_AGE_S, deny, reason};
use super::{
    CaseKind, Code, Guess, Matter, ModelStanding, Outcome, Reason, Request, Verdict, check,
    check_with, topic, with_model,
};
use crate::catalogue::{AiUse, Catalogue, Registry, Slug};
use crate::clock::Timestamp;
use crate::consent::Customer;

/// A guess that a use would rest on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named<'a> {
    /// Its key, in the caller's own words.
    pub key: &'a str,
    /// The guess, where one is held about the customer that counts for the purpose of the question.
    pub guess: Option<&'a Guess>,
}

impl Guess {
    /// The questions whether it may be made for that purpose. It is about what its key and its label name,
    /// as a use is about its topic, and a line may be about topics alone. What no line could name asks
    /// nothing more.
    pub fn requests<'a>(&'a self, purpose: &'a Slug) -> impl Iterator<Item = Request<'a>> {
        let names = [self.key.as_str(), self.label.as_str()];
        let named = names
            .into_iter()
            .filter_map(move |name| named_so(name, &self.derived_from, purpose));
        std::iter::once(guessing(&self.derived_from, purpose)).chain(named)
    }
}

/// The question whether anything may be guessed from that.
fn guessing<'a>(from: impl IntoIterator<Item = &'a Slug>, purpose: &'a str) -> Request<'a> {
    Request {
        purpose,
        data: from.into_iter().map(Slug::as_str).collect(),
        ai: Some(AiUse::Infer.word()),
        ..Request::default()
    }
}

/// The same of what is called so; none where no line could name that.
fn named_so<'a>(
    name: &'a str,
    from: impl IntoIterator<Item = &'a Slug>,
    purpose: &'a str,
) -> Option<Request<'a>> {
    topic(name)?;
    Some(Request {
        topic: Some(name),
        ..guessing(from, purpose)
    })
}

/// Answers `request` about `customer` at `now`, where it would rest on these guesses too. One that does
/// not count is a no with a reason, never an error.
#[must_use]
pub fn check_guessing(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    request: &Request<'_>,
    named: &[Named<'_>],
    now: Timestamp,
) -> Verdict {
    if named.is_empty() {
        return check(catalogue, customer, request, now);
    }
    let whole = resting_on(request, named, catalogue.registry());
    let missing = named.iter().filter(|named| named.guess.is_none());
    let verdict = joined(both_questions(catalogue, customer, &whole, now));
    // Of nobody nothing is held.
    if customer.is_none() {
        return verdict;
    }
    without(verdict, missing.map(|named| named.key))
}

/// As was asked in a matter, asked again at `now`. What its guesses were made from is known from then;
/// whether their rows are still there whoever records a decision looks up.
#[must_use]
pub fn check_matter(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    matter: &Matter,
    now: Timestamp,
) -> Verdict {
    let verdict = check_without_model(catalogue, customer, matter, now);
    // It stays a person's, however the model does by then.
    match matter.model {
        Some(_) => with_model(verdict, ModelStanding::Person),
        None => verdict,
    }
}

fn check_without_model(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    matter: &Matter,
    now: Timestamp,
) -> Verdict {
    let request = matter.request();
    if matter.inferences.is_empty() {
        return check(catalogue, customer, &request, now);
    }
    let sources = matter.inferences.values().flatten();
    let sources = sources.map(|source| source.as_str());
    let whole = with_sources(&request, sources, catalogue.registry());
    let mut verdict = joined(both_questions(catalogue, customer, &whole, now));
    // A line may be about what a guess is called, and be drawn while the case waits.
    let called = matter
        .inferences
        .iter()
        .filter_map(|(key, sources)| named_so(key, sources, request.purpose));
    let mut called = called.map(|request| check(catalogue, customer, &request, now));
    if let Some(denied) = called.find(|verdict| verdict.outcome == Outcome::Deny) {
        verdict = joined((verdict, denied));
    }
    let Some(customer) = customer else {
        return verdict;
    };
    let rejected = |key: &&str| customer.state.guarded.is_rejected(key);
    let keys = matter.inferences.keys().map(|key| key.as_str());
    without(verdict, keys.filter(rejected))
}

/// Whether two people must agree on a matter: a red line says so because of which a person decides, or
/// one that holds of it by now.
#[must_use]
pub fn two_must_agree(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    matter: &Matter,
    now: Timestamp,
) -> bool {
    if matter.kind != CaseKind::Escalation {
        return false;
    }
    let asks = |key: &Slug| {
        let stands = catalogue.red_lines().line(key.as_str(), now);
        stands.is_some_and(|stands| stands.line.effect.asks_two())
    };
    if matter.red_lines.iter().any(asks) {
        return true;
    }
    let verdict = check_matter(catalogue, customer, matter, now);
    let mut crossed = verdict
        .reasons
        .iter()
        .filter_map(|reason| reason.red_line.as_ref());
    crossed.any(asks)
}

/// What a use rests on with all of its guesses: the question that red lines and consent are asked.
#[must_use]
pub fn resting_on<'a>(
    request: &Request<'a>,
    named: &[Named<'a>],
    registry: &Registry,
) -> Request<'a> {
    let guesses = named.iter().filter_map(|named| named.guess);
    let sources = guesses.flat_map(|guess| &guess.derived_from);
    with_sources(request, sources.map(|source| source.as_str()), registry)
}

/// The question, where something of it was guessed from these kinds of data.
pub(crate) fn with_sources<'a>(
    request: &Request<'a>,
    sources: impl Iterator<Item = &'a str>,
    registry: &Registry,
) -> Request<'a> {
    let mut whole = request.clone();
    let mut known: BTreeSet<_> = whole.data.iter().copied().collect();
    let mut guessed = BTreeSet::new();
    for source in sources {
        if known.insert(source) {
            whole.data.push(source);
        }
        // What is unknown is denied anyway.
        guessed.extend(registry.category(source).map(|known| known.sensitivity));
    }
    whole.guessed = guessed.into_iter().collect();
    whole
}

/// The answer to a question that rests on guesses, and the answer to whether these may be made for it.
pub(crate) fn both_questions(
    catalogue: &Catalogue,
    customer: Option<&Customer>,
    whole: &Request<'_>,
    now: Timestamp,
) -> (Verdict, Verdict) {
    let guessing = Request {
        ai: Some(AiUse::Infer.word()),
        ..whole.clone()
    };
    (
        check_with(catalogue, customer, whole, &[AiUse::Infer], now),
        check(catalogue, customer, &guessing, now),
    )
}

/// One answer of two: a no before the word that a person decides, and that before a yes. Whoever decides
/// must have been asked about all of it.
pub(crate) fn joined((mut one, other): (Verdict, Verdict)) -> Verdict {
    match (one.outcome, other.outcome) {
        (Outcome::Deny, _) | (_, Outcome::Allow) => one,
        (_, Outcome::Deny) | (Outcome::Allow, Outcome::Escalate) => other,
        (Outcome::Escalate, Outcome::Escalate) => {
            if let (Some(all), Some(more)) = (&mut one.escalation, other.escalation) {
                // As of one question: where a line asks for a team, her wish alone asks for none.
                if all.red_lines.is_empty() {
                    all.team = more.team;
                    one.decided_by = other.decided_by;
                }
                all.red_lines.extend(more.red_lines);
            }
            for reason in other.reasons {
                if !one.reasons.contains(&reason) {
                    one.reasons.push(reason);
                }
            }
            one
        }
    }
}

/// A no where one of these guesses is missing; what said no besides stays the first reason.
fn without<'a>(verdict: Verdict, missing: impl Iterator<Item = &'a str>) -> Verdict {
    let mut reasons = Vec::new();
    for key in missing {
        let reason = Reason {
            // What is no key names no guess, and is not repeated.
            inference: key.parse().ok(),
            ..reason(Code::InferenceNotCovered)
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        return verdict;
    }
    if verdict.outcome == Outcome::Deny {
        let mut verdict = verdict;
        verdict.reasons.extend(reasons);
        return verdict;
    }
    let max_age = u64::from(verdict.max_age_s).min(MAX_AGE_S);
    deny(reasons, None, max_age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::{DecidedBy, DecidedByKind, Escalation};

    fn says(outcome: Outcome, line: &str) -> Verdict {
        Verdict {
            outcome,
            reasons: vec![Reason {
                red_line: Some(line.parse().unwrap()),
                ..reason(Code::RedLine)
            }],
            decided_by: DecidedBy::of(DecidedByKind::RedLine),
            grant: None,
            escalation: (outcome == Outcome::Escalate).then(|| Escalation {
                team: "bank".parse().unwrap(),
                red_lines: [line.parse().unwrap()].into(),
            }),
            max_age_s: 60,
        }
    }

    #[test]
    fn who_decides_was_asked_about_every_line() {
        let (loan, guess) = ("no-loan", "no-guess");
        let escalates = |line| says(Outcome::Escalate, line);
        let all = joined((escalates(loan), escalates(guess)));
        let lines = all.escalation.unwrap().red_lines;
        assert_eq!(lines, [guess, loan].map(|key| key.parse().unwrap()).into());
        assert_eq!(all.reasons.len(), 2);
    }

    #[test]
    fn a_line_asks_for_its_team_where_her_wish_asks_for_none() {
        let wish = Verdict {
            decided_by: DecidedBy::of(DecidedByKind::HumanOnly),
            escalation: Some(Escalation {
                team: "front-desk".parse().unwrap(),
                red_lines: [].into(),
            }),
            ..says(Outcome::Escalate, "wish")
        };
        let line = || says(Outcome::Escalate, "no-guess");
        for all in [
            joined((wish.clone(), line())),
            joined((line(), wish.clone())),
        ] {
            assert_eq!(all.decided_by.kind, DecidedByKind::RedLine);
            assert_eq!(all.escalation, line().escalation);
            assert_eq!(all.reasons.len(), 2);
        }
    }

    #[test]
    fn a_no_comes_before_a_person_and_a_person_before_a_yes() {
        use Outcome::{Allow, Deny, Escalate};
        for (one, other, answer) in [
            (Allow, Allow, (Allow, "one")),
            (Allow, Escalate, (Escalate, "other")),
            (Escalate, Allow, (Escalate, "one")),
            (Escalate, Deny, (Deny, "other")),
            (Allow, Deny, (Deny, "other")),
            (Deny, Escalate, (Deny, "one")),
        ] {
            let answered = joined((says(one, "one"), says(other, "other")));
            assert_eq!(answered, says(answer.0, answer.1), "{one} {other}");
        }
    }

    #[test]
    fn what_is_missing_is_a_no_and_is_told_once() {
        let missing = ["has-dog", "No Key", "has-dog"];
        let answer = without(says(Outcome::Escalate, "line"), missing.into_iter());
        assert_eq!(answer.outcome, Outcome::Deny);
        let told: Vec<_> = answer
            .reasons
            .iter()
            .map(|one| (one.code, one.inference.as_deref()))
            .collect();
        let code = Code::InferenceNotCovered;
        assert_eq!(told, [(code, Some("has-dog")), (code, None)]);
        assert_eq!(answer.escalation, None);
        let answer = without(says(Outcome::Deny, "line"), missing.into_iter());
        assert_eq!(answer.reasons[0].code, Code::RedLine);
        assert_eq!(answer.reasons.len(), 3);
    }
}
