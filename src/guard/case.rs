//! Work for a person: what a case is about, and until when somebody must have decided.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::red_line::{Money, topic};
use super::{Named, RedLines, Request};
use crate::catalogue::{AiUse, Channel, Slug, words::vocabulary};
use crate::clock::Timestamp;
use crate::id::{CaseId, DecisionId};

/// Within how many hours an escalation must be decided of which no red line says otherwise: two days.
/// Silence is a no (rule 14).
pub const ESCALATION_H: u16 = 48;
/// The same in seconds.
pub const ESCALATION_S: i64 = ESCALATION_H as i64 * 3_600;
/// Within how many seconds a customer is answered who asked a person or contests a decision: five
/// days, so that a week-end lies within.
pub const ANSWER_S: i64 = 5 * 86_400;
/// The most open cases of one customer that machines gave to a person, and as many that she asked for.
pub const OPEN_CASES: usize = 50;
/// The team that works what no line gives to another.
pub const FRONT_DESK: &str = "front_desk";

vocabulary! {
    /// What sort of work.
    CaseKind {
        /// A machine may not decide this alone.
        Escalation = "escalation",
        /// The customer says that a decision is wrong (GDPR, article 22(3)).
        Contest = "contest",
        /// The customer asks something.
        Question = "question",
    }
}

/// What a case is about. Two questions about the same are one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// What sort of work.
    pub kind: CaseKind,
    /// Why data would be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Slug>,
    /// Which data would be used.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub data: BTreeSet<Slug>,
    /// Which guesses would be used, by their keys, each with what it was made from when this was asked.
    /// What they say is not kept here: she may have it deleted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inferences: BTreeMap<Slug, BTreeSet<Slug>>,
    /// By which channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// For which AI use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ai: Option<AiUse>,
    /// About which topic, as [`topic`] spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// About how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The decision that is contested, or asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    /// The case in which a person decided what is contested: somebody else judges it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// The red lines because of which a person decides.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub red_lines: BTreeSet<Slug>,
    /// The model because of which a person decides: it is below its bar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Slug>,
}

impl Matter {
    /// The matter of an escalation: what was asked, and which lines say that a person decides.
    #[must_use]
    pub fn escalated(request: &Request<'_>, red_lines: BTreeSet<Slug>) -> Self {
        Self {
            kind: CaseKind::Escalation,
            purpose: request.purpose.parse().ok(),
            data: request
                .data
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
            inferences: BTreeMap::new(),
            channel: request.channel.and_then(|name| name.parse().ok()),
            ai: request.ai.and_then(|name| name.parse().ok()),
            topic: request.topic.and_then(topic),
            amount: request.amount.clone(),
            decision: None,
            case: None,
            red_lines,
            model: None,
        }
    }

    /// The same, where the use would rest on these guesses too.
    #[must_use]
    pub fn resting_on(self, named: &[Named<'_>]) -> Self {
        let guesses = named.iter().filter_map(|named| named.guess);
        let of = |guess: &super::Guess| {
            let sources = guess.derived_from.iter().cloned().collect();
            (guess.key.clone(), sources)
        };
        Self {
            inferences: guesses.map(of).collect(),
            ..self
        }
    }

    /// The same, where a person decides because that model is below its bar.
    #[must_use]
    pub fn below_bar(self, model: Option<&str>) -> Self {
        Self {
            model: model.and_then(|key| key.parse().ok()),
            ..self
        }
    }

    /// What was asked when this was escalated, without its guesses, so that it can be asked again
    /// ([`super::check_matter`]).
    #[must_use]
    pub(crate) fn request(&self) -> Request<'_> {
        Request {
            // What no purpose was named for is of none, and so is denied.
            purpose: self.purpose.as_deref().unwrap_or_default(),
            data: self.data.iter().map(|id| id.as_str()).collect(),
            channel: self.channel.map(Channel::word),
            ai: self.ai.map(AiUse::word),
            topic: self.topic.as_deref(),
            amount: self.amount.clone(),
            guessed: Vec::new(),
        }
    }

    /// What a customer asks a person about a decision that she does not contest.
    #[must_use]
    pub fn asked_about(decision: DecisionId) -> Self {
        Self {
            decision: Some(decision),
            ..Self::asked(None)
        }
    }

    /// What a customer asks a person; with a decision she says that it is wrong.
    #[must_use]
    pub fn asked(decision: Option<DecisionId>) -> Self {
        Self {
            kind: match decision {
                Some(_) => CaseKind::Contest,
                None => CaseKind::Question,
            },
            purpose: None,
            data: BTreeSet::new(),
            inferences: BTreeMap::new(),
            channel: None,
            ai: None,
            topic: None,
            amount: None,
            decision,
            case: None,
            red_lines: BTreeSet::new(),
            model: None,
        }
    }

    /// What a customer contests of a decision that a machine recorded; `case` is the one in which a person
    /// allowed it, where one had to.
    #[must_use]
    pub fn contested(decision: DecisionId, case: Option<CaseId>) -> Self {
        Self {
            case,
            ..Self::asked(Some(decision))
        }
    }

    /// The same of what was decided in a case, where no record of a machine tells of it.
    #[must_use]
    pub fn contested_case(case: CaseId) -> Self {
        Self {
            kind: CaseKind::Contest,
            case: Some(case),
            ..Self::asked(None)
        }
    }

    /// Whether she complains by it, so that she has an open complaint while nobody has answered. Whoever
    /// contests a decision says that something was done wrong to her. Whoever asks, be it about a
    /// decision, wants to know something; and what a machine gave to a person she said nothing of.
    #[must_use]
    pub fn is_complaint(&self) -> bool {
        match self.kind {
            CaseKind::Contest => true,
            CaseKind::Question | CaseKind::Escalation => false,
        }
    }

    /// Whether both are one piece of work. Lines come and go while it waits; and of a decision it follows in
    /// which case it was allowed, which older contests do not say.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let plain = |matter: &Self| Self {
            red_lines: BTreeSet::new(),
            case: matter.case.filter(|_| matter.decision.is_none()),
            ..matter.clone()
        };
        // Each question is one of its own: two of them are seldom the same.
        self.kind != CaseKind::Question && plain(self) == plain(other)
    }

    /// The moment at which it is too late, where it begins at `now`. Of the lines because of which a person
    /// decides, the one that leaves the least time counts: each was promised.
    #[must_use]
    pub fn due(&self, lines: &RedLines, now: Timestamp) -> Timestamp {
        now.plus_seconds(match self.kind {
            CaseKind::Escalation => {
                let lines = self.red_lines.iter().filter_map(|key| lines.line(key, now));
                let hours = lines.filter_map(|stands| stands.line.effect.hours()).min();
                i64::from(hours.unwrap_or(ESCALATION_H)) * 3_600
            }
            CaseKind::Contest | CaseKind::Question => ANSWER_S,
        })
    }
}

/// A case that nobody has decided yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCase {
    /// What it is about.
    #[serde(rename = "m")]
    pub matter: Matter,
    /// Who works it.
    #[serde(rename = "t")]
    pub team: Slug,
    /// The moment at which it is too late.
    #[serde(rename = "d")]
    pub due_at: Timestamp,
    /// The ledger index of the entry that opened it.
    #[serde(rename = "i")]
    pub index: u64,
}

impl OpenCase {
    /// Whether time is over for it: then the answer is no (rule 14), whoever says so later. A
    /// customer who asked is answered however late it is.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.matter.kind == CaseKind::Escalation && self.due_at <= now
    }
}
