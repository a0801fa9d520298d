//! Consent state: the fold of a customer's entries, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::alone::{Alone, Pause};
use super::join::{Part, Which};
use super::{Guarded, Source, Switch, Toggle};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::id::{CaseId, CustomerId, ReceiptId};
use crate::ledger::{Body, Chosen};

/// When and on what an answer was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When the customer said so: for what came with evidence, the evidence's moment.
    #[serde(rename = "t", with = "millis")]
    pub at: Timestamp,
    /// On which version.
    #[serde(rename = "v")]
    pub version: u32,
    /// What it rests on.
    #[serde(rename = "s")]
    pub source: Source,
    /// The ledger index of the entry.
    #[serde(rename = "i")]
    pub index: u64,
    /// The receipt that the customer has of it.
    #[serde(rename = "r")]
    pub receipt: ReceiptId,
}

/// How a customer stands to one toggle. Whether a grant still counts depends on the moment and
/// on the live version; [`super::view`] tells.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Standing {
    /// Never answered.
    #[default]
    #[serde(rename = "u")]
    Unasked,
    /// Said no without having said yes.
    #[serde(rename = "n")]
    Refused(Answer),
    /// Said yes.
    #[serde(rename = "y")]
    Granted {
        /// When and on what.
        #[serde(rename = "a")]
        answer: Answer,
        /// When the grant runs out.
        #[serde(rename = "e", with = "millis")]
        expires_at: Timestamp,
    },
    /// Said yes, then no.
    #[serde(rename = "w")]
    Withdrawn(Answer),
}

impl Standing {
    /// The answer it rests on.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Unasked => None,
            Self::Refused(answer) | Self::Withdrawn(answer) | Self::Granted { answer, .. } => {
                Some(answer)
            }
        }
    }

    /// Whether the last answer was yes, running or not.
    #[must_use]
    pub fn is_granted(&self) -> bool {
        matches!(self, Self::Granted { .. })
    }
}

/// A standing wish from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// When it first came.
    #[serde(rename = "t", with = "millis")]
    pub at: Timestamp,
    /// The ledger index of the entry.
    #[serde(rename = "i")]
    pub index: u64,
}

/// The fold of one customer's entries.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConsentState {
    /// The index of the customer's newest entry; 0 where there is none.
    #[serde(rename = "i", default)]
    pub last_index: u64,
    /// Since when everything is paused.
    #[serde(
        rename = "p",
        default,
        skip_serializing_if = "Option::is_none",
        with = "maybe_millis"
    )]
    pub paused_since: Option<Timestamp>,
    /// When that was said last: what was said before it does not end it. Where everything is paused and
    /// there is none, an older program stored it ([`Self::lacks`]).
    #[serde(
        rename = "q",
        default,
        skip_serializing_if = "Option::is_none",
        with = "maybe_millis"
    )]
    pub(super) pause_said: Option<Timestamp>,
    /// Her browser's standing wish not to sell or share, since it first sent it. It does not end when
    /// she comes by another browser (11 CCR 7025(c)(5)).
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub gpc: Option<Signal>,
    /// What she said about machines, and what people have to decide about her.
    #[serde(rename = "d", default, skip_serializing_if = "Guarded::is_empty")]
    pub guarded: Guarded,
    /// Per exchange, how she stands to its toggles.
    #[serde(rename = "x", default)]
    pub(super) exchanges: BTreeMap<Slug, BTreeMap<Toggle, Standing>>,
    /// Per exchange and toggle, the index of the grant whose end was announced in the feed.
    #[serde(rename = "b", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) announced: BTreeMap<Slug, BTreeMap<Toggle, u64>>,
    /// How many of her entries were destroyed because their time was over.
    #[serde(rename = "f", default, skip_serializing_if = "is_zero")]
    pub forgotten: u64,
    /// The records that turned out to be hers as well, and are merged into this one.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Part>,
    /// What this record says by itself, as long as others are merged into it.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub(super) alone: Option<Box<Alone>>,
    /// The record that this one is merged into. Nothing is said of this one any more.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<CustomerId>,
}

impl ConsentState {
    /// Of whom nothing is known.
    pub const NONE: Self = Self {
        last_index: 0,
        paused_since: None,
        pause_said: None,
        gpc: None,
        guarded: Guarded::NONE,
        exchanges: BTreeMap::new(),
        announced: BTreeMap::new(),
        forgotten: 0,
        merged: Vec::new(),
        alone: None,
        merged_into: None,
    };

    /// Whether her browser's wish needs not be told again. While other records are merged into hers it
    /// may have been somebody else's, should they be set apart: then it is told once more.
    pub(crate) fn knows_signal(&self) -> bool {
        let of_both = |alone: &Alone| alone.signalled.is_some();
        self.gpc.is_some() && self.alone.as_deref().is_none_or(of_both)
    }

    /// How she stands to `toggle` of the exchange `proposition`.
    #[must_use]
    pub fn standing(&self, proposition: &str, toggle: &Toggle) -> &Standing {
        const UNASKED: &Standing = &Standing::Unasked;
        let exchange = self.exchanges.get(proposition);
        exchange
            .and_then(|toggles| toggles.get(toggle))
            .unwrap_or(UNASKED)
    }

    /// Every toggle of the exchange that she ever answered.
    pub fn answered(&self, proposition: &str) -> impl Iterator<Item = (&Toggle, &Standing)> {
        self.exchanges.get(proposition).into_iter().flatten()
    }

    /// Whether she has an answer of one of these versions of the exchange.
    #[must_use]
    pub fn rests_on(&self, proposition: &str, versions: &BTreeSet<u32>) -> bool {
        let mut answers = self.answered(proposition).filter_map(|(_, s)| s.answer());
        answers.any(|answer| versions.contains(&answer.version))
    }

    /// The exchanges that she ever answered.
    pub fn exchanges(&self) -> impl Iterator<Item = &Slug> {
        self.exchanges.keys()
    }

    /// Whether the end of the toggle's present grant was announced: it ran out or needs a new
    /// answer.
    #[must_use]
    pub fn is_announced(&self, proposition: &str, toggle: &Toggle) -> bool {
        let said = self.announced.get(proposition);
        let said = said.and_then(|toggles| toggles.get(toggle));
        let answer = self.standing(proposition, toggle).answer();
        answer.is_some_and(|answer| said == Some(&answer.index))
    }

    /// The ledger index of the newest answer to that switch of which this record knows; 0 where there is
    /// none. While others are merged into it, the answer that counts may be older than its own, and no
    /// own no is passed over.
    #[must_use]
    pub fn answered_at(&self, proposition: &str, toggle: &Toggle) -> u64 {
        let answer = self.standing(proposition, toggle).answer();
        let alone = self.alone.as_deref();
        let own = alone.map_or(0, |alone| alone.answered_at(proposition, toggle));
        answer.map_or(0, |answer| answer.index).max(own)
    }

    /// When it was said last that everything is paused, where it is: by whichever of the records that are
    /// merged into this one.
    #[must_use]
    pub fn paused_at(&self) -> Option<Timestamp> {
        self.pause_said.or(self.paused_since)
    }

    /// The index of the newest merge into this record; 0 where there was none.
    #[must_use]
    pub fn merged_at(&self) -> u64 {
        let merged = self.merged.iter();
        merged.map(|part| part.index).max().unwrap_or(0)
    }

    /// As if she had never been asked about that exchange.
    pub fn forget(&mut self, proposition: &str) {
        self.exchanges.remove(proposition);
        self.announced.remove(proposition);
        if let Some(alone) = &mut self.alone {
            alone.forget(proposition);
        }
    }

    /// Applies one entry about this customer. Entries come in ledger order; one at or below
    /// [`Self::last_index`] has been applied before and changes nothing.
    ///
    /// Of a merge, and of its end for the record that stays, it applies nothing but the place: what
    /// follows rests on other records, and [`super::People`] knows them.
    pub fn apply(&mut self, index: u64, at: Timestamp, body: &Body) {
        if index <= self.last_index {
            return;
        }
        self.last_index = index;
        match body {
            Body::Chosen(chosen) => {
                let toggles = chosen.toggles.iter();
                let toggles = toggles.map(|(toggle, switch)| (toggle, *switch));
                self.choose(index, at, &Said::of(chosen), toggles);
            }
            Body::Paused(_) => {
                self.paused_since = Some(self.paused_since.unwrap_or(at));
                self.pause_said = self.pause_said.max(Some(at));
                if let Some(alone) = &mut self.alone {
                    alone.paused = Some(Pause { at, index });
                }
            }
            // Of two people nobody can say which of them went on: set apart, both are paused still.
            Body::Resumed(_) => (self.paused_since, self.pause_said) = (None, None),
            Body::Signalled(_) => {
                let signal = Signal { at, index };
                if !self.knows_signal() {
                    self.gpc = Some(signal);
                }
                if let Some(alone) = &mut self.alone {
                    alone.signalled = alone.signalled.or(Some(signal));
                }
            }
            // The fold says it already; what is kept is that it was said.
            Body::Announced(announced) => {
                let key = &announced.proposition;
                for toggle in announced.toggles.keys() {
                    let granted = self.standing(key, toggle).answer();
                    if let Some(index) = granted.map(|answer| answer.index) {
                        let said = self.announced.entry(key.clone()).or_default();
                        said.insert(toggle.clone(), index);
                    }
                }
            }
            // As if she had never been asked.
            Body::Forgotten(forgotten) => {
                self.forget(&forgotten.proposition);
                self.forgotten += forgotten.entries;
            }
            Body::HumanOnly(_)
            | Body::HumanOnlyEnded(_)
            | Body::Situation(_)
            | Body::InferenceRejected(_)
            | Body::CaseOpened(_)
            | Body::CaseDecided(_) => self.guarded.apply(index, at, body),
            Body::Genesis(_)
            | Body::Published(_)
            | Body::Retired(_)
            | Body::Registry(_)
            | Body::RedLines(_)
            | Body::DecisionsSealed(_)
            | Body::Erased(_)
            | Body::Readmitted(_)
            | Body::Merged(_)
            | Body::Destroyed(_) => {}
            Body::Split(split) => match split.which {
                Which::Goes => self.stand_alone(split),
                Which::Stays => {}
            },
        }
    }

    /// A person decided a case of a record that is merged into this one, which is no entry of this one.
    /// Whether anything is otherwise for it.
    pub fn case_ended_elsewhere(&mut self, case: CaseId) -> bool {
        self.guarded.ends_elsewhere(case)
    }

    /// Makes again what follows from the complaints that wait at the records which are merged into this
    /// one. All of these are `merged`.
    ///
    /// A program that knew nothing of it stored the state without it, so that no stored one is believed.
    pub fn wait_with<'a>(&mut self, merged: impl Iterator<Item = &'a Self>) {
        let merged = merged.map(|record| &record.guarded);
        self.guarded.only_with(merged);
    }

    /// Whether a program stored it that kept less of what the entries say; [`Self::complete`] mends it.
    #[must_use]
    pub fn lacks(&self) -> bool {
        let says_no_last = says_no_last(self.paused_since, self.pause_said);
        says_no_last || self.guarded.lacks() || self.alone.as_deref().is_some_and(Alone::lacks)
    }

    /// Takes what [it lacks](Self::lacks) from `folded`, the fold of the entries that it was made of.
    pub fn complete(&mut self, folded: &Self) {
        self.pause_said = last_said(self.paused_since, self.pause_said, folded.paused_at());
        self.guarded.complete(&folded.guarded);
        if let Some(alone) = &mut self.alone {
            alone.complete(folded.alone.as_deref());
        }
    }

    /// This fold as the program had it that stored `kept`, which may have kept less where that says
    /// nothing of her.
    #[must_use]
    pub fn kept_like(mut self, kept: &Self) -> Self {
        self.guarded.keep_like(&kept.guarded);
        if let (Some(alone), Some(kept)) = (&mut self.alone, &kept.alone) {
            alone.guarded.keep_like(&kept.guarded);
        }
        self
    }

    /// As [`Self::apply`], of a choice of which only this is known.
    pub(crate) fn apply_choice<'t>(
        &mut self,
        index: u64,
        at: Timestamp,
        said: &Said<'_>,
        toggles: impl Iterator<Item = (&'t Toggle, Switch)>,
    ) {
        if index > self.last_index {
            self.last_index = index;
            self.choose(index, at, said, toggles);
        }
    }

    fn choose<'t>(
        &mut self,
        index: u64,
        at: Timestamp,
        said: &Said<'_>,
        chosen: impl Iterator<Item = (&'t Toggle, Switch)>,
    ) {
        let stated_at = said.evidence_at.map_or(at, |evidence| evidence.min(at));
        let toggles = self.exchanges.entry(said.proposition.clone()).or_default();
        for (toggle, switch) in chosen {
            let standing = toggles.entry(toggle.clone()).or_default();
            let before = std::mem::take(standing);
            // A record of an older no does not make a later one older.
            let said_before = before.answer().map(|answer| answer.at);
            let at = match switch {
                Switch::On => stated_at,
                Switch::Off => said_before.map_or(stated_at, |before| before.max(stated_at)),
            };
            let answer = Answer {
                at,
                version: said.version,
                source: said.source,
                index,
                receipt: said.receipt,
            };
            if let Some(alone) = &mut self.alone {
                match switch {
                    Switch::On => alone.note_yes(said.proposition, toggle, index),
                    Switch::Off => alone.take(said.proposition, toggle, &answer),
                }
            }
            *standing = match (switch, before) {
                (Switch::On, _) => Standing::Granted {
                    answer,
                    expires_at: said.expires_at,
                },
                (Switch::Off, Standing::Granted { .. } | Standing::Withdrawn(_)) => {
                    Standing::Withdrawn(answer)
                }
                (Switch::Off, Standing::Unasked | Standing::Refused(_)) => {
                    Standing::Refused(answer)
                }
            };
        }
    }
}

/// Whether a program stored a pause that did not keep when it was said last.
pub(super) fn says_no_last(paused_since: Option<Timestamp>, said: Option<Timestamp>) -> bool {
    paused_since.is_some() && said.is_none()
}

/// When a pause was said last. Where [that is not kept](says_no_last) it is what was folded, or else since
/// when everything is paused.
pub(super) fn last_said(
    paused_since: Option<Timestamp>,
    said: Option<Timestamp>,
    folded: Option<Timestamp>,
) -> Option<Timestamp> {
    said.or(paused_since.map(|since| folded.unwrap_or(since)))
}

/// What the fold takes of a choice, beside its toggles.
pub(crate) struct Said<'a> {
    pub(crate) proposition: &'a Slug,
    pub(crate) version: u32,
    pub(crate) expires_at: Timestamp,
    pub(crate) source: Source,
    pub(crate) receipt: ReceiptId,
    /// When she said so, where somebody else wrote it down.
    pub(crate) evidence_at: Option<Timestamp>,
}

impl<'a> Said<'a> {
    fn of(chosen: &'a Chosen) -> Self {
        Self {
            proposition: &chosen.proposition,
            version: chosen.version,
            expires_at: chosen.expires_at,
            source: chosen.source,
            receipt: chosen.receipt,
            evidence_at: chosen.evidence.as_ref().map(|evidence| evidence.at),
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Times as plain milliseconds: the state is read for every customer at each start.
pub(super) mod millis {
    use super::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(in crate::consent) fn serialize<S: Serializer>(
        at: &Timestamp,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.serialize_i64(at.as_millis())
    }

    pub(in crate::consent) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Timestamp, D::Error> {
        i64::deserialize(d).map(Timestamp::from_millis)
    }
}

pub(super) mod maybe_millis {
    use super::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    pub(in crate::consent) fn serialize<S: Serializer>(
        at: &Option<Timestamp>,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        at.map(Timestamp::as_millis).serialize(s)
    }

    pub(in crate::consent) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        Ok(Option::<i64>::deserialize(d)?.map(Timestamp::from_millis))
    }
}
