//! Two records that turn out to be one customer's: what counts from then on.
//!
//! Merging never widens consent (rule 7): the more restrictive of two answers counts, and where the
//! two say otherwise, that is a [`Conflict`], which is told to whoever merges, to all who follow and
//! to the customer herself.
//!
//! What is more restrictive is decided answer by answer:
//!
//! * **A no wins**: whoever refused, withdrew or objected in one record said so for herself. It wins
//!   over a yes, however much newer that is, and over nothing.
//! * **A yes counts beside a yes** as long as both would: it runs out when the first of them does, and
//!   needs a new answer when the older of their versions does.
//! * **Silence is no answer.** A visitor who was never asked about an exchange refused nothing. A yes
//!   that she gave elsewhere was given by herself, to a question that she read, and stays; were it lost
//!   to silence, each first visit of another browser would take back what she chose, and what she is
//!   told is stored would not be. No check is answered otherwise than one of her own two records would
//!   have answered it that had an answer.
//! * **But an exchange is answered as a whole.** Whoever turned one on and left an optional part off,
//!   or who refused it, has answered for every part: she was shown them. So a part is on only if each
//!   record that answered the exchange has it on.
//! * **No part outlives its exchange**: where that is off, every part is.
//! * **A pause wins**, and lasts since the earlier of two; what ends it was said after the later one.
//! * **A browser's wish not to sell or share wins**, the later of two: a yes that was said in spite of
//!   the one was not said in spite of the other.
//!
//! Facts (language, region, year of birth) are no answers: those of the record that stays count, and
//! what it does not say is taken from the other. But of two years of birth the later one counts, for
//! whoever may not be of age is protected. A person who has to decide, a situation that calls for care
//! and a guess that is forbidden are so in both.
//!
//! A merge can turn out to be wrong. Then the two are set apart again, and nobody can say any more by
//! which of the two each answer was meant that was given meanwhile:
//!
//! * each has what it had said before;
//! * **a no of meanwhile counts for both**, and so do a pause and a browser's wish;
//! * **a yes of meanwhile, and the end of a pause, count for neither**: whoever meant it is asked again,
//!   and what was paused meanwhile is paused for both, also where somebody went on since;
//! * **so do facts**: each has those of before. What was told meanwhile and differs from what the two
//!   said is known of neither, until it is told of one of them: where she lives decides what is open to
//!   her, and nobody may be allowed more than what she said herself allows. Of years of birth the
//!   younger counts for each;
//! * **what protects lasts for both**: a wish that a person decides, a situation, a guess that is
//!   forbidden, of before or of meanwhile, whoever ended it meanwhile;
//! * **a complaint of meanwhile is known of both**: the case stays with the record that stays, and the
//!   other one has an open complaint until somebody says that it is over.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::alone::{Alone, Pause};
use super::{Answer, ConsentState, Facts, Signal, Standing, Switch, Toggle, Toggles};
use crate::catalogue::{Slug, words::vocabulary};
use crate::clock::Timestamp;
use crate::id::CustomerId;
use crate::ledger::{Merged, Split};

vocabulary! {
    /// One of two records that are merged.
    Which {
        /// The one that stays.
        Stays = "customer",
        /// The one that goes.
        Goes = "from",
    }
}

/// Something that was on in one of two records and off in the other; it is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Of which exchange.
    pub proposition: Slug,
    /// Which switch.
    pub toggle: Toggle,
    /// In which record it was on.
    pub on: Which,
}

/// What is otherwise after a merge than it was for the record that stays, in one exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Which exchange.
    pub proposition: Slug,
    /// The version that the answer about the exchange is of; none where there is no such answer.
    pub version: Option<u32>,
    /// The switches that stand otherwise now.
    pub toggles: Toggles,
    /// Where they stood before. One that was never answered was not on.
    pub previous: Toggles,
}

/// What follows from two records together.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Joined {
    /// Per exchange, how she stands to its toggles.
    exchanges: BTreeMap<Slug, Standings>,
    /// What is otherwise than it was for the record that stays.
    pub changes: Vec<Changed>,
    /// Where the two differ.
    pub conflicts: Vec<Conflict>,
    /// In which of the two everything is paused, where it is in one alone.
    pub paused: Option<Which>,
}

pub(super) type Standings = BTreeMap<Toggle, Standing>;

/// What follows from the record that `stays` and the one that `goes`. It rests on the two alone, so
/// that everybody who has the entries of both can see that it is right.
#[must_use]
pub fn join(stays: &ConsentState, goes: &ConsentState) -> Joined {
    let paused = match (stays.paused_since, goes.paused_since) {
        (Some(_), None) => Some(Which::Stays),
        (None, Some(_)) => Some(Which::Goes),
        (Some(_), Some(_)) | (None, None) => None,
    };
    let mut joined = Joined {
        paused,
        ..Joined::default()
    };
    let none = Standings::new();
    let keys: BTreeSet<_> = stays.exchanges().chain(goes.exchanges()).collect();
    for key in keys {
        let one = stays.exchanges.get(key).unwrap_or(&none);
        let other = goes.exchanges.get(key).unwrap_or(&none);
        let together = both(one, other);
        joined.conflicts.extend(conflicts(key, one, other));
        joined.changes.extend(changed(key, one, &together));
        joined.exchanges.insert(key.clone(), together);
    }
    joined
}

/// Where the two differ. What goes for the whole exchange is not said again of its parts.
fn conflicts(key: &Slug, one: &Standings, other: &Standings) -> Vec<Conflict> {
    let mut found = Vec::new();
    for toggle in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
        if !(answers(one, toggle) && answers(other, toggle)) {
            continue;
        }
        let is_on = |of: &Standings| of.get(toggle).is_some_and(Standing::is_granted);
        let on = match (is_on(one), is_on(other)) {
            (true, false) => Which::Stays,
            (false, true) => Which::Goes,
            (true, true) | (false, false) => continue,
        };
        found.push(Conflict {
            proposition: key.clone(),
            toggle: toggle.clone(),
            on,
        });
        if *toggle == Toggle::Exchange {
            break;
        }
    }
    found
}

/// Whether a record has an answer for that switch: its own, or the one to the whole exchange.
fn answers(record: &Standings, toggle: &Toggle) -> bool {
    let is_answered = |toggle| {
        let standing = record.get(toggle);
        standing.is_some_and(|standing| *standing != Standing::Unasked)
    };
    is_answered(toggle) || is_answered(&Toggle::Exchange)
}

fn both(one: &Standings, other: &Standings) -> Standings {
    let mut together = Standings::new();
    for toggle in one.keys().chain(other.keys()) {
        let standing = match (one.get(toggle), other.get(toggle)) {
            (Some(mine), Some(theirs)) => stricter(mine, theirs),
            (Some(standing), None) if !left_off(other, standing) => standing.clone(),
            (None, Some(standing)) if !left_off(one, standing) => standing.clone(),
            _ => continue,
        };
        together.insert(toggle.clone(), standing);
    }
    end_parts(&mut together);
    together
}

/// Whether a yes to a part stands against a record that answered the exchange and left the part off.
fn left_off(record: &Standings, standing: &Standing) -> bool {
    standing.is_granted() && answers(record, &Toggle::Exchange)
}

/// The more restrictive of two standings.
fn stricter(one: &Standing, other: &Standing) -> Standing {
    use Standing::{Granted, Refused, Unasked, Withdrawn};

    match (one, other) {
        // Of two noes the later one is told.
        (Refused(a) | Withdrawn(a), Refused(b) | Withdrawn(b)) => {
            if (a.at, a.index) >= (b.at, b.index) {
                one.clone()
            } else {
                other.clone()
            }
        }
        (Refused(_) | Withdrawn(_), _) => one.clone(),
        (_, Refused(_) | Withdrawn(_)) => other.clone(),
        (
            Granted {
                answer: a,
                expires_at: x,
            },
            Granted {
                answer: b,
                expires_at: y,
            },
        ) => {
            let place = |answer: &Answer, ends| (answer.version, ends, answer.index);
            let first = place(a, *x) <= place(b, *y);
            Granted {
                answer: if first { a.clone() } else { b.clone() },
                expires_at: *x.min(y),
            }
        }
        (Granted { .. }, Unasked) | (Unasked, Granted { .. } | Unasked) => {
            if *one == Unasked {
                other.clone()
            } else {
                one.clone()
            }
        }
    }
}

/// What is otherwise in `after` than it was in `before`.
fn changed(key: &Slug, before: &Standings, after: &Standings) -> Option<Changed> {
    let switch = |of: &Standings, toggle: &Toggle| {
        let standing = of
            .get(toggle)
            .filter(|standing| **standing != Standing::Unasked);
        standing.map(|standing| Switch::from_on(standing.is_granted()))
    };
    let (mut toggles, mut previous) = (Toggles::new(), Toggles::new());
    for toggle in before.keys().chain(after.keys()) {
        let (was, is) = (switch(before, toggle), switch(after, toggle));
        if was != is {
            toggles.insert(toggle.clone(), is.unwrap_or(Switch::Off));
            previous.insert(toggle.clone(), was.unwrap_or(Switch::Off));
        }
    }
    let whole = after.get(&Toggle::Exchange).and_then(Standing::answer);
    (!toggles.is_empty()).then(|| Changed {
        proposition: key.clone(),
        version: whole.map(|answer| answer.version),
        toggles,
        previous,
    })
}

/// A record that is merged into another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its id.
    #[serde(rename = "c")]
    pub customer: CustomerId,
    /// The index of the entry that merged it.
    #[serde(rename = "i")]
    pub index: u64,
    /// What it was called then, as digests ([`Customer::recognises`]).
    ///
    /// [`Customer::recognises`]: super::Customer::recognises
    #[serde(rename = "n")]
    pub called: Vec<String>,
    /// Whether it was part of another one that was merged then, and goes with that.
    #[serde(rename = "w", default, skip_serializing_if = "std::ops::Not::not")]
    pub within: bool,
}

/// The later of two wishes.
pub(super) fn later(one: Option<Signal>, other: Option<Signal>) -> Option<Signal> {
    one.into_iter().chain(other).max_by_key(|wish| wish.index)
}

/// The wish of two records together, from the entry at `index` that makes them one: the later of two.
/// Whatever yes one record holds that did not know of the other's wish was not said in spite of that, be
/// it said in spite of its own: then the wish counts as if it came now.
fn wish_of_both(one: &ConsentState, other: &ConsentState, index: u64) -> Option<Signal> {
    let wish = later(one.gpc, other.gpc)?;
    let is_unaware = |record: &ConsentState, of: Option<Signal>| {
        let mut standings = record.exchanges.values().flat_map(BTreeMap::values);
        of.is_some() && of != record.gpc && standings.any(Standing::is_granted)
    };
    let index = if is_unaware(one, other.gpc) || is_unaware(other, one.gpc) {
        index
    } else {
        wish.index
    };
    Some(Signal { index, ..wish })
}

/// Where an exchange is off, every part of it is.
pub(super) fn end_parts(standings: &mut Standings) {
    let whole = standings.get(&Toggle::Exchange).cloned();
    if let Some(Standing::Refused(no) | Standing::Withdrawn(no)) = whole {
        for standing in standings
            .values_mut()
            .filter(|standing| standing.is_granted())
        {
            *standing = Standing::Withdrawn(no.clone());
        }
    }
}

/// How a record stands to one switch after it was set apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Of which exchange.
    pub proposition: Slug,
    /// Which switch.
    pub toggle: Toggle,
    /// How it stands.
    pub standing: Standing,
}

/// What a record is left with after it was set apart, beside what it says by itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LeftWith {
    /// The switches that stand otherwise than it said by itself, for a no was said since.
    pub answers: Vec<Kept>,
    /// Since when everything is paused.
    pub paused_since: Option<Timestamp>,
    /// When that was said last.
    pub pause_said: Option<Timestamp>,
    /// Whether that was said since.
    pub paused_meanwhile: bool,
    /// Its browser's wish.
    pub gpc: Option<Signal>,
    /// Whether that was said since, by whichever browser: one that is known is not told again.
    pub signalled_meanwhile: bool,
}

impl ConsentState {
    /// Applies the entry at `index` that merged another record into this one, where that one's state was
    /// `goes`. One at or below [`Self::last_index`] has been applied before.
    pub fn merge(&mut self, index: u64, merged: &Merged, goes: &Self) {
        if index <= self.last_index {
            return;
        }
        if self.alone.is_none() {
            self.alone = Some(Box::new(Alone {
                exchanges: self.exchanges.clone(),
                announced: self.announced.clone(),
                paused_since: self.paused_since,
                pause_said: self.paused_at(),
                gpc: self.gpc,
                facts: merged.facts.clone().unwrap_or_default(),
                guarded: self.guarded.left(),
                ..Alone::default()
            }));
        }
        self.last_index = index;
        self.take_in(goes, index);
        let part = Part {
            customer: merged.from,
            index,
            called: merged.called.clone(),
            within: false,
        };
        let inner = goes.merged.iter().map(|part| Part {
            index,
            within: true,
            ..part.clone()
        });
        self.merged.extend(std::iter::once(part).chain(inner));
    }

    /// What follows from this record and another one together.
    fn take_in(&mut self, goes: &Self, index: u64) {
        let joined = join(self, goes);
        // What was announced of a yes is known of it wherever it counts now.
        let said = |state: &Self, key: &Slug, toggle: &Toggle, index: u64| {
            let of = state.announced.get(key).and_then(|said| said.get(toggle));
            of == Some(&index)
        };
        let mut announced: BTreeMap<Slug, BTreeMap<Toggle, u64>> = BTreeMap::new();
        for (key, standings) in &joined.exchanges {
            for (toggle, standing) in standings {
                let Some(answer) = standing.answer() else {
                    continue;
                };
                let is_said = |state| said(state, key, toggle, answer.index);
                if is_said(self) || is_said(goes) {
                    let of = announced.entry(key.clone()).or_default();
                    of.insert(toggle.clone(), answer.index);
                }
            }
        }
        self.pause_said = self.paused_at().max(goes.paused_at());
        self.paused_since = match (self.paused_since, goes.paused_since) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        self.gpc = wish_of_both(self, goes, index);
        self.guarded.take_in(&goes.guarded);
        self.exchanges = joined.exchanges;
        self.announced = announced;
    }

    /// Applies the entry at `index` that set records apart from this one again. `record` gives what those
    /// say by themselves that stay merged into it. This one says what it said before the first merge, with
    /// every no since.
    pub fn split(
        &mut self,
        index: u64,
        split: &Split,
        record: impl Fn(CustomerId) -> Option<Self>,
    ) {
        if index <= self.last_index {
            return;
        }
        self.last_index = index;
        let Some(alone) = self.alone.take() else {
            return;
        };
        self.merged
            .retain(|part| !split.gone.contains(&part.customer));
        let mut own = Self {
            exchanges: alone.exchanges.clone(),
            announced: alone.announced.clone(),
            paused_since: alone.paused_since,
            pause_said: alone.pause_said,
            gpc: alone.gpc,
            ..Self::NONE
        };
        alone.with_noes(&mut own, 0);
        for part in self.merged.iter().filter(|part| !part.within) {
            if let Some(mut other) = record(part.customer) {
                alone.with_noes(&mut other, part.index);
                own.take_in(&other, index);
            }
        }
        self.exchanges = own.exchanges;
        self.announced = own.announced;
        self.paused_since = own.paused_since;
        self.pause_said = own.pause_said;
        self.gpc = own.gpc;
        // Whoever ended it meanwhile may have been the other one.
        self.guarded.take_in(&alone.guarded);
        // Of whom it was taken in may be erased by now, so that nothing but this entry says it.
        self.guarded.take_in(&split.guarded);
        let still = self.merged.iter();
        let still: Vec<_> = still.filter_map(|part| record(part.customer)).collect();
        self.wait_with(still.iter());
        if !self.merged.is_empty() {
            self.alone = Some(alone);
        }
    }

    /// What was known of this record beside its answers, before others were merged into it; none where
    /// none is.
    #[must_use]
    pub fn facts_alone(&self) -> Option<&Facts> {
        self.alone.as_deref().map(|alone| &alone.facts)
    }

    /// What the record `part` is left with that is set apart from this one.
    #[must_use]
    pub fn left_with(&self, part: &Part, itself: &Self) -> LeftWith {
        let mut after = itself.clone();
        if let Some(alone) = &self.alone {
            alone.with_noes(&mut after, part.index);
        }
        let mut kept = Vec::new();
        for (key, standings) in &after.exchanges {
            for (toggle, standing) in standings {
                if itself.standing(key, toggle) != standing {
                    kept.push(Kept {
                        proposition: key.clone(),
                        toggle: toggle.clone(),
                        standing: standing.clone(),
                    });
                }
            }
        }
        let alone = self.alone.as_deref();
        let paused = alone.and_then(|alone| alone.paused);
        LeftWith {
            answers: kept,
            paused_since: after.paused_since,
            pause_said: after.paused_at(),
            paused_meanwhile: paused.is_some_and(|pause| pause.index > part.index),
            gpc: after.gpc,
            signalled_meanwhile: alone.is_some_and(|alone| alone.signalled.is_some()),
        }
    }

    /// This record is set apart from the one that it was merged into.
    pub(super) fn stand_alone(&mut self, split: &Split) {
        self.merged_into = None;
        // An entry of before does not say when it was said last.
        let pause_said = split.pause_said.or(split.paused_since);
        // Others may be merged into it, and be set apart later: what was said meanwhile counts for them
        // and for it alone as well.
        if let Some(alone) = &mut self.alone {
            if let Some(at) = pause_said.filter(|_| split.paused_meanwhile) {
                let index = self.last_index;
                alone.paused = Some(Pause { at, index });
            }
            if split.signalled_meanwhile {
                alone.signalled = later(alone.signalled, split.gpc);
            }
            for kept in &split.answers {
                if let Standing::Refused(no) | Standing::Withdrawn(no) = &kept.standing {
                    alone.take(&kept.proposition, &kept.toggle, no);
                }
            }
        }
        self.paused_since = split.paused_since;
        self.pause_said = pause_said;
        self.gpc = split.gpc;
        self.guarded.take_in(&split.guarded);
        for kept in &split.answers {
            let of = self.exchanges.entry(kept.proposition.clone()).or_default();
            of.insert(kept.toggle.clone(), kept.standing.clone());
        }
    }
}
