//! What a customer said about machines, and what people have to decide about her: beside her switches.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ActorKind;
use super::likeness::{Likeness, Likenesses, rejection_of};
use super::state::maybe_millis;
use crate::catalogue::{Slug, words::vocabulary};
use crate::clock::Timestamp;
use crate::digest::from_hex;
use crate::guard::{Guess, Matter, OpenCase, Situation, Situations};
use crate::id::CaseId;
use crate::ledger::Body;

/// The most guesses that one customer forbids.
pub const TOMBSTONES: usize = 500;
/// The most guesses of one customer that are known again by what they say: some keys said several things.
pub const LIKENESSES: usize = 2 * TOMBSTONES;

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
    /// By what these are known again under another key. None where nothing was rejected, and where a
    /// program stored it that did not know of it ([`Self::lacks`]).
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    alike: Option<Likenesses>,
    /// What people have to decide.
    #[serde(rename = "c", default, skip_serializing_if = "BTreeMap::is_empty")]
    cases: BTreeMap<CaseId, OpenCase>,
    /// The complaints that wait at records that are merged into this one: each case stays with the
    /// record that it was opened for, and she who complained is one customer.
    #[serde(rename = "e", default, skip_serializing_if = "BTreeSet::is_empty")]
    elsewhere: BTreeSet<CaseId>,
    /// When she said last herself that she is in a situation that she is in; none where others said so.
    /// One that is not named here was stored by an older program, which did not know of it
    /// ([`Self::lacks`]).
    #[serde(rename = "q", default, skip_serializing_if = "BTreeMap::is_empty")]
    asked: BTreeMap<Situation, Option<Timestamp>>,
    /// When it was said last that a person decides about her: what was said before that does not end it.
    /// Where a person does and there is none, an older program stored it ([`Self::lacks`]).
    #[serde(
        rename = "p",
        default,
        skip_serializing_if = "Option::is_none",
        with = "maybe_millis"
    )]
    person_asked: Option<Timestamp>,
}

impl Guarded {
    /// Nothing was said.
    pub const NONE: Self = Self {
        human_only: None,
        situations: Situations::NONE,
        tombstones: BTreeMap::new(),
        alike: None,
        cases: BTreeMap::new(),
        elsewhere: BTreeSet::new(),
        asked: BTreeMap::new(),
        person_asked: None,
    };

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }

    /// When she said last that she is in that situation, where she said so herself and nobody said since
    /// that it is over.
    #[must_use]
    pub fn asked_at(&self, situation: Situation) -> Option<Timestamp> {
        self.asked.get(&situation).copied().flatten()
    }

    /// When it was said last that a person decides about her, where one does.
    #[must_use]
    pub fn person_asked_at(&self) -> Option<Timestamp> {
        self.person_asked.or(self.human_only)
    }

    /// Whether nobody may make this guess again: neither under a key that she rejected, nor under another
    /// one what she rejected says.
    #[must_use]
    pub fn rejects(&self, guess: &Guess) -> bool {
        self.is_rejected(guess.key.as_str()) || self.rejection_of(guess).is_some()
    }

    /// In which way she rejected what this guess says, under whatever key.
    #[must_use]
    pub(crate) fn rejection_of(&self, guess: &Guess) -> Option<Rejection> {
        let known = self.alike.as_ref()?;
        rejection_of(known, &guess.label, &guess.value)
    }

    /// Whether nobody may guess anything under this key again.
    #[must_use]
    pub fn is_rejected(&self, key: &str) -> bool {
        self.tombstones.contains_key(key)
    }

    /// The guesses that nobody may make again, with the ledger index of the entry that says so.
    pub fn rejected(&self) -> impl Iterator<Item = (&Slug, u64)> {
        self.tombstones.iter().map(|(key, index)| (key, *index))
    }

    /// The salt of the digests by which what she rejects is known again, where there is one already.
    #[must_use]
    pub(crate) fn salt(&self) -> Option<[u8; 32]> {
        let mut salts = self.alike.iter().flat_map(BTreeMap::keys);
        salts.find_map(|salt| from_hex(salt))
    }

    /// How many digests there are by which what she rejected is known again.
    #[must_use]
    pub(crate) fn likenesses(&self) -> usize {
        let by_salt = self.alike.iter().flat_map(BTreeMap::values);
        by_salt.map(BTreeSet::len).sum()
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

    /// The complaints that nobody has answered yet.
    pub fn complaints(&self) -> impl Iterator<Item = CaseId> + '_ {
        self.complaints_here().chain(self.elsewhere.iter().copied())
    }

    /// Those of this record itself.
    fn complaints_here(&self) -> impl Iterator<Item = CaseId> + '_ {
        let open = self.cases().filter(|(_, case)| case.matter.is_complaint());
        open.map(|(id, _)| id)
    }

    /// What she is going through at `now`, with the moment at which each ends by itself: what was said,
    /// and a complaint that waits here. That ends when a person answers it, whatever else was said of it;
    /// and what was said stays as it was said. Her age is no part of it.
    #[must_use]
    pub fn going_through(&self, now: Timestamp) -> BTreeMap<Situation, Option<Timestamp>> {
        let said = self.situations.iter();
        let mut all: BTreeMap<_, _> = said
            .filter(|(_, until)| until.is_none_or(|until| now < until))
            .collect();
        if self.complaints().next().is_some() {
            all.insert(Situation::OpenComplaint, None);
        }
        all
    }

    /// The situations that she is in at `now`, as bits; `birth_year` tells whether she is of age.
    #[must_use]
    pub(crate) fn situations_at(&self, birth_year: Option<u16>, now: Timestamp) -> u8 {
        let complains = self.complaints().next();
        let complains = complains.map_or(0, |_| Situation::OpenComplaint.bit());
        self.situations.at(birth_year, now) | complains
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
            Body::HumanOnly(_) => {
                self.human_only = Some(self.human_only.unwrap_or(at));
                self.person_asked = Some(at);
            }
            Body::HumanOnlyEnded(_) => (self.human_only, self.person_asked) = (None, None),
            Body::Situation(said) if said.is_over => {
                self.situations.leave(said.situation);
                self.asked.remove(&said.situation);
            }
            Body::Situation(said) => {
                self.situations.enter(said.situation, said.until);
                let asked = self.asked.entry(said.situation).or_default();
                // What a program adds does not take back that she asked.
                if said.actor.kind == ActorKind::Customer {
                    *asked = Some(at);
                }
            }
            Body::InferenceRejected(rejected) => {
                self.tombstones.insert(rejected.key.clone(), index);
                let alike = self.alike.get_or_insert_default();
                if let Some(Likeness { salt, digests }) = &rejected.alike {
                    let known = alike.entry(salt.clone()).or_default();
                    known.extend(digests.iter().cloned());
                }
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

    /// A case of a record that is merged into this one is over; whether it waited here as a complaint.
    pub(super) fn ends_elsewhere(&mut self, case: CaseId) -> bool {
        self.elsewhere.remove(&case)
    }

    /// From here on these are the records that are merged into this one.
    pub(super) fn only_with<'a>(&mut self, merged: impl Iterator<Item = &'a Self>) {
        self.elsewhere = merged.flat_map(Self::complaints_here).collect();
    }

    /// Whether a program stored it that did not know since when she asks for what she is in, or for a
    /// person, or by what a guess is known again: the entries tell.
    pub(super) fn lacks(&self) -> bool {
        let mut said = self.situations.iter();
        said.any(|(situation, _)| !self.asked.contains_key(&situation))
            || (self.human_only.is_some() && self.person_asked.is_none())
            || (!self.tombstones.is_empty() && self.alike.is_none())
    }

    /// Takes what [it lacks](Self::lacks) from `folded`, the fold of the same entries. What even the
    /// entries do not say any more counts as said by others.
    pub(super) fn complete(&mut self, folded: &Self) {
        for (situation, _) in self.situations.iter() {
            let asked = folded.asked_at(situation);
            self.asked.entry(situation).or_insert(asked);
        }
        if self.human_only.is_some() {
            let asked = folded.person_asked_at().or(self.human_only);
            self.person_asked = self.person_asked.or(asked);
        }
        if !self.tombstones.is_empty() && self.alike.is_none() {
            self.alike = Some(folded.alike.clone().unwrap_or_default());
        }
    }

    /// Without those words that others said alone which the program did not keep that stored `kept`, and
    /// without that it knows of nothing by which a guess is known again. They say nothing of her; that she
    /// asked is never left out.
    pub(super) fn keep_like(&mut self, kept: &Self) {
        self.asked
            .retain(|situation, at| at.is_some() || kept.asked.contains_key(situation));
        let says_nothing = self.alike.as_ref().is_some_and(BTreeMap::is_empty);
        if says_nothing && kept.alike.is_none() {
            self.alike = None;
        }
    }

    /// What another record of hers says as well: the more careful counts. Cases stay with the record
    /// that they were opened for; that one of them is a complaint counts for her.
    pub(super) fn take_in(&mut self, other: &Self) {
        self.human_only = match (self.human_only, other.human_only) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        self.person_asked = self.person_asked_at().max(other.person_asked_at());
        self.situations.take_in(&other.situations);
        for (situation, _) in other.situations.iter() {
            let asked = self.asked.entry(situation).or_default();
            *asked = (*asked).max(other.asked_at(situation));
        }
        self.elsewhere.extend(other.complaints());
        for (key, index) in other.rejected() {
            let known = self.tombstones.entry(key.clone()).or_insert(index);
            *known = (*known).max(index);
        }
        if !self.tombstones.is_empty() {
            let alike = self.alike.get_or_insert_default();
            for (salt, digests) in other.alike.iter().flatten() {
                let known = alike.entry(salt.clone()).or_default();
                known.extend(digests.iter().cloned());
            }
        }
    }

    /// What a record is left with that was part of this one: all of it but the cases.
    #[must_use]
    pub(crate) fn left(&self) -> Self {
        Self {
            cases: BTreeMap::new(),
            elsewhere: BTreeSet::new(),
            ..self.clone()
        }
    }

    /// What the record is left with that is part of this one since the entry at `index`. Of a complaint
    /// of since nobody can tell whose it was: the case stays here, and that record is in the situation
    /// until somebody says that it is over.
    #[must_use]
    pub(crate) fn left_since(&self, index: u64) -> Self {
        let mut left = self.left();
        let mut open = self.cases();
        if open.any(|(_, case)| case.matter.is_complaint() && case.index > index) {
            left.situations.enter(Situation::OpenComplaint, None);
        }
        left
    }
}
