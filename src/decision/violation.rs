//! What a decision cites that the customer had not allowed at that moment (rule 15).

use serde::{Deserialize, Serialize};

use super::record::AiDecision;
use crate::catalogue::{Catalogue, Slug};
use crate::clock::Timestamp;
use crate::consent::{Customer, Toggle};
use crate::guard::{
    Code, Guess, Outcome, Reason, Request, Verdict, both_questions, check, joined, with_sources,
};

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
    let cited: Vec<_> = decision.cited().into_iter().map(Slug::as_str).collect();
    let request = Request {
        purpose: &decision.purpose,
        data: cited,
        channel: decision.channel.map(|channel| channel.word()),
        ai: Some(decision.ai.word()),
        topic: decision.topic.as_deref(),
        amount: decision.amount.clone(),
        ..Request::default()
    };
    let sources = guesses.iter().flat_map(|guess| &guess.derived_from);
    let sources = sources.map(Slug::as_str);
    let request = with_sources(&request, sources, catalogue.registry());
    // A line may stop guessing alone.
    let (verdict, of_guesses) = if decision.inferences.is_empty() {
        (check(catalogue, Some(customer), &request, at), None)
    } else {
        let (verdict, of_guesses) = both_questions(catalogue, Some(customer), &request, at);
        (verdict, Some(of_guesses))
    };
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
        for category in &request.data {
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
    Ok(match of_guesses {
        Some(of_guesses) => joined((verdict, of_guesses)),
        None => verdict,
    })
}

/// The violation of a machine that decided what a person has to.
pub(crate) fn without_a_person(decision: &AiDecision, verdict: &Verdict) -> Violation {
    Violation {
        purpose: decision.purpose.clone(),
        forbidden: verdict.reasons.iter().map(Forbidden::of).collect(),
        needs_person: true,
    }
}
