//! What a customer said about machines, and what people have to decide about her: beside her switches.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::state::maybe_millis;
use crate::catalogue::{Slug, words::vocabulary};
use crate::clock::Timestamp;
use crate::guard::{Matter, OpenCase, Situations};
use crate::id::CaseId;
use crate::ledger::Body;

/// The most guesses that one customer forbids.
pub const TOMBSTONES: usize = 500;

vocabulary! {
    /// What a customer says of a guess about her.
    Rejection {
        /// It is wrong.
        Wrong = "wrong",
        /// Nobody shall guess this.
        DontGuess = "dont_guess",
    }
}

/// The fold of what was said beside the switches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarded {
    /// Since when a person decides about her, and no machine alone (GDPR, article 22).
    #[serde(
        rename = "h",
        default,
        skip_serializing_if = "Option::is_none",
        with = "maybe_millis"
    )]
    pub human_only: Option<Timestamp>,
    /// What she is going through.
    #[serde(rename = "s", default, skip_serializing_if = "Situations::is_empty")]
    pub situations: Situations,
    /// The guesses that nobody may make again, with the ledger index of the entry that says so.
    #[serde(rename = "t", default, skip_serializing_if = "BTreeMap::is_empty")]
    tombstones: BTreeMap<Slug, u64>,
    /// What people have to decide.
    #[serde(rename = "c", default, skip_serializing_if = "BTreeMap::is_empty")]
    cases: BTreeMap<CaseId, OpenCase>,
}

impl Guarded {
    /// Nothing was said.
    pub const NONE: Self = Self {
        human_only: None,
        situations: Situations::NONE,
        tombstones: BTreeMap::new(),
        cases: BTreeMap::new(),
    };

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }

    /// Whether nobody may guess this again.
    #[must_use]
    pub fn is_rejected(&self, key: &str) -> bool {
        self.tombstones.contains_key(key)
    }

    /// The guesses that nobody may make again, with the ledger index of the entry that says so.
    pub fn rejected(&self) -> impl Iterator<Item = (&Slug, u64)> {
        self.tombstones.iter().map(|(key, index)| (key, *index))
    }

    /// What nobody has decided yet.
    pub fn cases(&self) -> impl Iterator<Item = (CaseId, &OpenCase)> {
        self.cases.iter().map(|(id, case)| (*id, case))
    }

    /// The case with that id, where nobody has decided it yet.
    #[must_use]
    pub fn case(&self, id: CaseId) -> Option<&OpenCase> {
        self.cases.get(&id)
    }

    /// The case about the same for which there is still time.
    #[must_use]
    pub fn case_about(&self, matter: &Matter, now: Timestamp) -> Option<CaseId> {
        let mut open = self.cases();
        let found = open.find(|(_, case)| !case.is_over(now) && case.matter.is_same(matter));
        found.map(|(id, _)| id)
    }

    /// Applies an entry of hers.
    pub(super) fn apply(&mut self, index: u64, at: Timestamp, body: &Body) {
        match body {
            Body::HumanOnly(_) => self.human_only = Some(self.human_only.unwrap_or(at)),
            Body::HumanOnlyEnded(_) => self.human_only = None,
            Body::Situation(said) if said.is_over => self.situations.leave(said.situation),
            Body::Situation(said) => self.situations.enter(said.situation, said.until),
            Body::InferenceRejected(rejected) => {
                self.tombstones.insert(rejected.key.clone(), index);
            }
            Body::CaseOpened(opened) => {
                let case = OpenCase {
                    matter: opened.matter.clone(),
                    team: opened.team.clone(),
                    due_at: opened.due_at,
                    index,
                };
                self.cases.insert(opened.case, case);
            }
            Body::CaseDecided(decided) => {
                self.cases.remove(&decided.case);
            }
            _ => {}
        }
    }

    /// What another record of hers says as well: the more careful counts. Cases stay with the record
    /// that they were opened for.
    pub(super) fn take_in(&mut self, other: &Self) {
        self.human_only = match (self.human_only, other.human_only) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        self.situations.take_in(&other.situations);
        for (key, index) in other.rejected() {
            let known = self.tombstones.entry(key.clone()).or_insert(index);
            *known = (*known).max(index);
        }
    }

    /// What a record is left with that was part of this one: all of it but the cases.
    #[must_use]
    pub(crate) fn left(&self) -> Self {
        Self {
            cases: BTreeMap::new(),
            ..self.clone()
        }
    }
}
