//! What an entry adds to the counts.
//!
//! Everything follows from one customer's entries alone, so that the counts are a sum over people:
//! whoever goes takes out of it exactly what she brought.

use std::collections::{BTreeSet, HashMap};

use super::once::is_same_week;
use super::reach;
use super::{Cell, Count, Day, Lately, Measure, Reply, Tally, Withdrawal};
use crate::catalogue::{Catalogue, Slug};
use crate::clock::Timestamp;
use crate::consent::{Answer, ConsentState, Standing, Toggle, Which};
use crate::id::CustomerId;
use crate::ledger::{Body, CatalogueChange, Chosen, Entry, EntryKind, Merged};

/// How soon after a yes turning off is regret, in milliseconds: 7 days.
const REGRET_MILLIS: i64 = 7 * 86_400_000;

/// What was counted from a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Recounted {
    /// The counts of all its entries.
    pub tally: Tally,
    /// What was answered behind the entry up to which it had been counted before, in order.
    pub replies: Vec<Reply>,
    /// What was withdrawn there, in order.
    pub withdrawals: Vec<Withdrawal>,
}

/// The counts of a ledger, made again from its entries in order.
#[derive(Default)]
pub struct Recount {
    people: Crowd,
    catalogue: Catalogue,
    before: Option<u64>,
    counted: Recounted,
}

/// One customer, followed through her entries.
#[derive(Default)]
struct Followed {
    state: ConsentState,
    lately: Lately,
}

impl Followed {
    /// What her next entry adds.
    fn take(&mut self, entry: &Entry) -> Tally {
        let before = self.state.clone();
        self.state.apply(entry.index, entry.at, &entry.body);
        entered(&before, &self.state, &mut self.lately, entry)
    }

    /// What it adds that another record turned out to be hers.
    fn merge(&mut self, entry: &Entry, merge: &Merged, goes: &mut Self) -> Tally {
        let before = self.state.clone();
        self.state.merge(entry.index, merge, &goes.state);
        self.lately.join(std::mem::take(&mut goes.lately));
        merged([&before, &goes.state], &self.state, entry.at)
    }
}

/// Several records, followed through the entries of all of them.
#[derive(Default)]
struct Crowd(HashMap<CustomerId, Followed>);

impl Crowd {
    /// What the next entry adds, where it is anybody's.
    fn take(&mut self, entry: &Entry) -> Tally {
        let Some(id) = entry.body.customer() else {
            return Tally::default();
        };
        if let Body::Merged(merged) = &entry.body {
            let mut goes = self.0.remove(&merged.from).unwrap_or_default();
            let tally = self.of(id).merge(entry, merged, &mut goes);
            goes.state.merged_into = Some(id);
            self.0.insert(merged.from, goes);
            return tally;
        }
        if let Body::Split(split) = &entry.body
            && split.which == Which::Stays
        {
            let mut her = self.0.remove(&id).unwrap_or_default();
            let before = her.state.clone();
            let record = |id| self.0.get(&id).map(|record| record.state.clone());
            her.state.split(entry.index, split, record);
            let tally = entered(&before, &her.state, &mut her.lately, entry);
            self.0.insert(id, her);
            return tally;
        }
        self.of(id).take(entry)
    }

    fn follow<'a>(&mut self, entries: impl Iterator<Item = &'a Entry>) -> Tally {
        let mut tally = Tally::default();
        for entry in entries {
            tally.absorb(self.take(entry));
        }
        tally
    }

    fn of(&mut self, id: CustomerId) -> &mut Followed {
        self.0.entry(id).or_default()
    }
}

impl Recount {
    /// Counts a ledger that had been counted up to the entry `before`.
    #[must_use]
    pub fn behind(before: Option<u64>) -> Self {
        Self {
            before,
            ..Self::default()
        }
    }

    /// Takes the next entry in.
    pub fn take(&mut self, entry: &Entry) {
        if let Some(change) = CatalogueChange::of(&entry.body) {
            self.catalogue.apply(change, entry.at, entry.index);
        }
        let Some(id) = entry.body.about() else { return };
        if matches!(entry.body, Body::Erased(_) | Body::Readmitted(_)) {
            // What she chose is unreadable by now: what it said is counted as gone.
            self.people.0.remove(&id);
            return;
        }
        if Some(entry.index) > self.before {
            let before = &self.people.of(id).state;
            let withdrawal = Withdrawal::of(before, entry, &self.catalogue);
            self.counted.withdrawals.extend(withdrawal);
            self.counted.replies.extend(Reply::of(entry));
        }
        self.counted.tally.absorb(self.people.take(entry));
    }

    /// The counts.
    #[must_use]
    pub fn finish(self) -> Recounted {
        self.counted
    }
}

impl Lately {
    /// What is remembered of the customer `id` after these entries, the oldest first.
    ///
    /// Of somebody who always was one record the entries of the week do: a yes that was given and taken
    /// back in it stands in them, whatever she said before. Of others it takes all entries of all records
    /// that ever were one with hers, for what was said before a split rests on them.
    #[must_use]
    pub fn after<'a>(id: CustomerId, entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut crowd = Crowd::default();
        crowd.follow(entries);
        std::mem::take(&mut crowd.of(id).lately)
    }

    /// What is remembered of her too who turned out to be the same person.
    pub fn merge(&mut self, other: Self) {
        self.join(other);
    }
}

/// What it adds that two records turned out to be one customer's: `were` what counted in each, and
/// `is` what counts from here on.
///
/// A yes that goes on counting is neither given anew nor lost, whichever record it came from. One that
/// does not, as where both had said yes and one person is left, ends here.
#[must_use]
pub fn merged(were: [&ConsentState; 2], is: &ConsentState, at: Timestamp) -> Tally {
    let mut adding = Adding {
        before: is,
        after: is,
        at,
        tally: Tally::default(),
    };
    let keys: BTreeSet<_> = were.iter().flat_map(|state| state.exchanges()).collect();
    for key in keys {
        let running = |state: &ConsentState| {
            let answer = grant(state, key).filter(|_| state.paused_since.is_none());
            answer.map(|answer| answer.version)
        };
        let has = running(is);
        let mut stays = has;
        for had in were.iter().filter_map(|state| running(state)) {
            if stays == Some(had) {
                stays = None;
            } else {
                adding.today(key, Measure::Off, had, String::new());
            }
        }
        if let Some(version) = stays {
            adding.today(key, Measure::On, version, String::new());
        }
        let goes_on = grant(is, key).map(|answer| answer.index);
        let yeses = were.iter().filter_map(|state| grant(state, key));
        for was in yeses.filter(|was| Some(was.index) != goes_on) {
            adding.left(key, was);
        }
        adding.reached(key, &were);
    }
    adding.tally
}

/// What an entry adds that turned the state of its customer from `before` to `after`. `lately` is what
/// the counts remember of her, and is kept.
#[must_use]
pub fn entered(
    before: &ConsentState,
    after: &ConsentState,
    lately: &mut Lately,
    entry: &Entry,
) -> Tally {
    let mut adding = Adding {
        before,
        after,
        at: entry.at,
        tally: Tally::default(),
    };
    match &entry.body {
        Body::Chosen(chosen) => {
            let key = &chosen.proposition;
            let is = grant(after, key).filter(|_| grant(before, key).is_none());
            let undone = is.and_then(|is| lately.said_again(key, is));
            let is_again = undone.is_some();
            for cell in undone.into_iter().flatten() {
                adding.tally.add(cell, -1);
            }
            if !is_again {
                adding.answered(chosen);
            }
            adding.moved(key, is_again);
            let was = grant(before, key).filter(|_| grant(after, key).is_none());
            if let Some(was) = was {
                lately.taken_back(key, was, entry.at, &adding.tally);
            }
        }
        Body::Announced(announced) => {
            let key = &announced.proposition;
            let was = grant(before, key);
            if let Some(answer) = was.filter(|_| grant(after, key).is_none()) {
                let measure = match announced.kind {
                    EntryKind::NeedsAnswer => Measure::NeedsAnswer,
                    _ => Measure::Expired,
                };
                adding.today(key, measure, answer.version, String::new());
            }
            adding.moved(key, false);
        }
        Body::Forgotten(forgotten) => {
            lately.forget(&forgotten.proposition);
            adding.moved(&forgotten.proposition, false);
        }
        Body::Split(_) => {
            // Whose of the two it was is not told any more.
            lately.clear();
            let keys: BTreeSet<_> = before.exchanges().chain(after.exchanges()).collect();
            for key in keys {
                adding.moved(key, false);
            }
        }
        Body::Paused(_) | Body::Resumed(_) => {
            for key in after.exchanges() {
                adding.moved(key, false);
            }
        }
        Body::Erased(_) => {
            for key in before.exchanges() {
                if let Some(answer) = grant(before, key) {
                    adding.today(key, Measure::Erased, answer.version, String::new());
                }
                adding.moved(key, false);
            }
        }
        Body::Genesis(_)
        | Body::Published(_)
        | Body::Retired(_)
        | Body::Registry(_)
        | Body::Readmitted(_)
        // What that adds rests on two records: see `merged`.
        | Body::Merged(_)
        | Body::Signalled(_)
        | Body::RedLines(_)
        | Body::DecisionsSealed(_)
        | Body::HumanOnly(_)
        | Body::HumanOnlyEnded(_)
        | Body::Situation(_)
        | Body::InferenceRejected(_)
        | Body::CaseOpened(_)
        | Body::CaseDecided(_)
        | Body::Destroyed(_) => {}
    }
    adding.tally
}

/// What changes in the counts where `entry` destroys some of a customer's entries: `trail` is all
/// that can be read of hers before it, and of the records that were merged into hers, the oldest
/// first; and `stays` says of each whether it stays.
///
/// What they said stays counted, as gone. So the counts are the same to whoever reads them, and
/// what is left of the ledger still gives what it is to give.
#[must_use]
pub fn destroyed(trail: &[Entry], entry: &Entry, stays: impl Fn(&Entry) -> bool) -> Tally {
    let mut all = Crowd::default();
    let before = all.follow(trail.iter());
    let mut change = before.clone();
    if let Body::Erased(erased) = &entry.body {
        let her = all.of(erased.customer);
        change.absorb(entered(
            &her.state,
            &ConsentState::NONE,
            &mut her.lately,
            entry,
        ));
    } else {
        change.absorb(all.take(entry));
    }
    let mut left = Crowd::default();
    let mut remains = left.follow(trail.iter().filter(|entry| stays(entry)));
    if !matches!(entry.body, Body::Erased(_)) {
        remains.absorb(left.take(entry));
    }
    // Told before, told after, and all that must be told or gone together.
    let mut moved = Tally::default();
    for (cell, count) in before.cells() {
        let told = -count.told;
        moved.count(cell.clone(), Count { told, gone: 0 });
    }
    for (cell, count) in remains.cells() {
        let (told, gone) = (count.told, -count.told);
        moved.count(cell.clone(), Count { told, gone });
    }
    for (cell, count) in change.cells() {
        let gone = count.told;
        moved.count(cell.clone(), Count { told: 0, gone });
    }
    moved
}

/// The yes that counts, a pause apart: given, and neither ended nor said to need a new answer. In a
/// record that is merged into another one nothing counts by itself.
pub(super) fn grant<'a>(state: &'a ConsentState, key: &Slug) -> Option<&'a Answer> {
    if state.merged_into.is_some() {
        return None;
    }
    match state.standing(key, &Toggle::Exchange) {
        Standing::Granted { answer, .. } if !state.is_announced(key, &Toggle::Exchange) => {
            Some(answer)
        }
        _ => None,
    }
}

struct Adding<'a> {
    before: &'a ConsentState,
    after: &'a ConsentState,
    at: Timestamp,
    tally: Tally,
}

impl Adding<'_> {
    fn add(&mut self, key: &Slug, measure: Measure, day: Day, version: u32, part: String, n: i64) {
        let cell = Cell {
            proposition: key.clone(),
            measure,
            day,
            version,
            part,
        };
        self.tally.add(cell, n);
    }

    fn today(&mut self, key: &Slug, measure: Measure, version: u32, part: String) {
        self.add(key, measure, Day::of(self.at), version, part, 1);
    }

    /// What was answered. To say again what one said before is no answer to a question, and in one
    /// week a person answers the question of one version once.
    fn answered(&mut self, chosen: &Chosen) {
        let key = &chosen.proposition;
        let stood = self.before.standing(key, &Toggle::Exchange);
        let answered = self.after.standing(key, &Toggle::Exchange).answer();
        let changed = stood.answer().zip(answered);
        let is_first = !changed.is_some_and(|(old, new)| is_same_week(old, new));
        let was = grant(self.before, key);
        let measure = match (chosen.kind, stood) {
            (EntryKind::Granted, Standing::Refused(_) | Standing::Withdrawn(_)) => {
                Some(Measure::Back)
            }
            (EntryKind::Granted, _) => {
                let again = was.is_some_and(|was| was.version == chosen.version);
                (!again && is_first).then_some(Measure::Yes)
            }
            (EntryKind::Refused, Standing::Unasked) => Some(Measure::No),
            // A question that was asked anew, and answered with no.
            (EntryKind::Withdrawn, Standing::Granted { .. }) if was.is_none() => {
                is_first.then_some(Measure::No)
            }
            // What began without a question is turned off for the first time.
            (EntryKind::Withdrawn, Standing::Granted { .. } | Standing::Unasked) => {
                Some(Measure::Withdrawn)
            }
            _ => None,
        };
        if let Some(measure) = measure {
            let route = chosen.route.to_string();
            self.today(key, measure, chosen.version, route);
        }
        if chosen.kind == EntryKind::Withdrawn
            && let Some(yes) = was
            && let Some(off) = answered
            && off.at.as_millis().saturating_sub(yes.at.as_millis()) < REGRET_MILLIS
        {
            let (week, version) = (Day::of(yes.at).monday(), yes.version);
            self.add(key, Measure::Regret, week, version, String::new(), 1);
        }
    }

    /// A newest yes that no longer counts.
    fn left(&mut self, key: &Slug, was: &Answer) {
        let week = Day::of(was.at).monday();
        let millis = self.at.as_millis().saturating_sub(was.at.as_millis());
        let weeks = millis.max(0) / (7 * 86_400_000);
        self.add(key, Measure::Left, week, 0, weeks.to_string(), 1);
    }

    /// Whose answer is another one than it was in these states, and which channels came on and went off.
    fn reached(&mut self, key: &Slug, were: &[&ConsentState]) {
        let day = Day::of(self.at);
        for (measure, version, part, many) in reach::changes(were, self.after, key) {
            self.add(key, measure, day, version, part, many);
        }
    }

    /// What came on and went off, and whose newest yes is which. A yes that `is_again` the one that
    /// she took back before is counted as that.
    fn moved(&mut self, key: &Slug, is_again: bool) {
        let (before, after) = (self.before, self.after);
        self.reached(key, &[before]);
        let (was, is) = (grant(before, key), grant(after, key));
        let version = |answer: Option<&Answer>, state: &ConsentState| {
            let running = answer.filter(|_| state.paused_since.is_none());
            running.map(|answer| answer.version)
        };
        let (had, has) = (version(was, before), version(is, after));
        if had != has {
            if let Some(version) = had {
                self.today(key, Measure::Off, version, String::new());
            }
            if let Some(version) = has {
                self.today(key, Measure::On, version, String::new());
            }
        }
        let (was, is) = match (was, is) {
            (Some(was), Some(is)) if was.index == is.index => return,
            other => other,
        };
        let again = was
            .zip(is)
            .is_some_and(|(was, is)| was.version == is.version);
        if let Some(was) = was {
            if again {
                // The same yes, said anew: it counts from now on.
                let (week, version) = (Day::of(was.at).monday(), was.version);
                self.add(key, Measure::Given, week, version, String::new(), -1);
            } else {
                self.left(key, was);
            }
        }
        if let Some(is) = is.filter(|_| !is_again) {
            let (week, version) = (Day::of(is.at).monday(), is.version);
            self.add(key, Measure::Given, week, version, String::new(), 1);
        }
    }
}
