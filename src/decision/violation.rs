//! What a decision cites that the customer had not allowed at that moment (rule 15).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::record::AiDecision;
use crate::catalogue::{AiUse, Catalogue, Slug};
use crate::clock::Timestamp;
use crate::consent::{Customer, Toggle};
use crate::guard::{Code, Guess, Outcome, Reason, Request, Verdict, check, check_with};

/// One thing that was not covered.
///
/// It says what and why, and not since when: that would lead to the entry in which she said so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forbidden {
    /// Something that no grant of hers covers, or that a line stops.
    Uncovered {
        /// Why not.
        code: Code,
        /// The toggle that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        toggle: Option<Toggle>,
        /// The exchange that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposition: Option<Slug>,
        /// The red line that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        red_line: Option<Slug>,
    },
    /// A guess that did not count for that purpose at that moment: she does not want it made, or took
    /// back what it rests on, or nobody had told it.
    Guess {
        /// Which.
        key: Slug,
    },
}

impl Forbidden {
    fn of(reason: &Reason) -> Self {
        Self::Uncovered {
            code: reason.code,
            toggle: reason.toggle.clone(),
            proposition: reason.proposition.clone(),
            red_line: reason.red_line.clone(),
        }
    }
}

/// A decision that was refused for what it cites: nothing else of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Why data was used.
    pub purpose: Slug,
    /// What was not covered, and why.
    pub forbidden: Vec<Forbidden>,
    /// Whether it would have been allowed if a person had decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_person: bool,
}

/// Everything that a decision rests on: the data that it cites itself, and what the guesses that it cites
/// were made from.
pub(crate) fn rests_on<'a>(
    decision: &'a AiDecision,
    guesses: impl IntoIterator<Item = &'a Guess>,
) -> BTreeSet<&'a Slug> {
    let cited = guesses
        .into_iter()
        .filter(|guess| decision.inferences.contains(&guess.key));
    let mut all = decision.cited();
    all.extend(cited.flat_map(|guess| &guess.derived_from));
    all
}

/// Judges a decision by the state of its moment. `guesses` are those that it cites and that counted
/// then for its purpose: one that is not among them is not covered. It rests on what they were made from
/// as much as on what it cites itself.
///
/// # Errors
///
/// The violation, where it is denied. What a person has to decide comes back as a verdict that
/// says so.
pub fn judge(
    catalogue: &Catalogue,
    customer: &Customer,
    decision: &AiDecision,
    guesses: &[Guess],
    at: Timestamp,
) -> Result<Verdict, Violation> {
    let guesses: Vec<_> = guesses
        .iter()
        .filter(|guess| decision.inferences.contains(&guess.key))
        .collect();
    let sources = guesses.iter().flat_map(|guess| &guess.derived_from);
    let data = rests_on(decision, guesses.iter().copied());
    let data: Vec<_> = data.into_iter().map(Slug::as_str).collect();
    // What is unknown is denied anyway.
    let known = sources.filter_map(|source| catalogue.registry().category(source));
    let guessed: BTreeSet<_> = known.map(|category| category.sensitivity).collect();
    let request = Request {
        purpose: &decision.purpose,
        data: data.clone(),
        channel: decision.channel.map(|channel| channel.word()),
        ai: Some(decision.ai.word()),
        topic: decision.topic.as_deref(),
        amount: decision.amount.clone(),
        guessed: guessed.into_iter().collect(),
    };
    let has_guesses = !decision.inferences.is_empty();
    let infers: &[AiUse] = if has_guesses { &[AiUse::Infer] } else { &[] };
    let verdict = check_with(catalogue, Some(customer), &request, infers, at);
    // A line may stop guessing alone.
    let of_guesses = has_guesses.then(|| {
        let request = Request {
            ai: Some(AiUse::Infer.word()),
            ..request.clone()
        };
        check(catalogue, Some(customer), &request, at)
    });
    let unheld = decision.inferences.iter();
    let unheld = unheld.filter(|key| !guesses.iter().any(|guess| guess.key == **key));
    let mut forbidden: Vec<_> = unheld
        .map(|key| Forbidden::Guess { key: key.clone() })
        .collect();
    let denied = |verdict: &Verdict| verdict.outcome == Outcome::Deny;
    let verdicts = std::iter::once(&verdict).chain(&of_guesses);
    for verdict in verdicts.filter(|verdict| denied(verdict)) {
        // The first reason decided; what other exchanges lack besides says nothing. Of lines all count.
        let first = verdict.reasons.first();
        let counts = |reason: &&Reason| reason.code == Code::RedLine || Some(*reason) == first;
        let reasons = verdict.reasons.iter().filter(counts);
        // Which data is unknown is told below.
        let told = reasons.filter(|reason| reason.code != Code::UnknownData);
        forbidden.extend(told.map(Forbidden::of));
    }
    if denied(&verdict) {
        // The check names the first thing that is not covered; the reviewer wants all of them.
        for category in &data {
            let request = Request {
                purpose: request.purpose,
                data: vec![*category],
                ..Request::default()
            };
            let alone = check(catalogue, Some(customer), &request, at);
            let toggle: Option<Toggle> = format!("data:{category}").parse().ok();
            let about = |reason: &&Reason| {
                reason.code == Code::UnknownData || (toggle.is_some() && reason.toggle == toggle)
            };
            if denied(&alone) {
                let reason = alone.reasons.iter().find(about);
                forbidden.extend(reason.map(|reason| {
                    Forbidden::of(&Reason {
                        toggle: toggle.clone(),
                        ..reason.clone()
                    })
                }));
            }
        }
    }
    if !forbidden.is_empty() {
        forbidden.sort();
        forbidden.dedup();
        return Err(Violation {
            purpose: decision.purpose.clone(),
            forbidden,
            needs_person: false,
        });
    }
    let escalated = of_guesses.filter(|verdict| verdict.outcome == Outcome::Escalate);
    Ok(match escalated {
        Some(escalated) if verdict.outcome == Outcome::Allow => escalated,
        Some(escalated) => both(verdict, escalated),
        None => verdict,
    })
}

/// Two questions that a person has to decide: whoever decides must have been asked about all of it.
fn both(mut one: Verdict, other: Verdict) -> Verdict {
    if let (Some(all), Some(more)) = (&mut one.escalation, other.escalation) {
        all.red_lines.extend(more.red_lines);
    }
    for reason in other.reasons {
        if !one.reasons.contains(&reason) {
            one.reasons.push(reason);
        }
    }
    one
}

/// The violation of a machine that decided what a person has to.
pub(crate) fn without_a_person(decision: &AiDecision, verdict: &Verdict) -> Violation {
    Violation {
        purpose: decision.purpose.clone(),
        forbidden: verdict.reasons.iter().map(Forbidden::of).collect(),
        needs_person: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::{DecidedBy, DecidedByKind, Escalation};

    fn asks_for(line: &str) -> Verdict {
        Verdict {
            outcome: Outcome::Escalate,
            reasons: vec![Reason {
                code: Code::RedLine,
                toggle: None,
                proposition: None,
                red_line: Some(line.parse().unwrap()),
                since: None,
            }],
            decided_by: DecidedBy::of(DecidedByKind::RedLine),
            grant: None,
            escalation: Some(Escalation {
                team: "bank".parse().unwrap(),
                red_lines: [line.parse().unwrap()].into(),
            }),
            max_age_s: 60,
        }
    }

    #[test]
    fn who_decides_was_asked_about_every_line() {
        let all = both(asks_for("no-loan"), asks_for("no-guess"));
        let lines = all.escalation.unwrap().red_lines;
        assert_eq!(
            lines,
            ["no-guess", "no-loan"]
                .map(|key| key.parse().unwrap())
                .into()
        );
        assert_eq!(all.reasons.len(), 2);
    }
}
