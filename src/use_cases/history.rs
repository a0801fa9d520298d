//! What was done, as a customer reads it: line by line, and the line under a switch that was just set.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::as_it_was::whole_trail;
use super::{Mutual, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::{ActorKind, Conflict, Route, Switch, Toggle, Toggles};
use crate::guard::{CaseKind, Situation};
use crate::id::{CaseId, CustomerId, ReceiptId};
use crate::ledger::{Body, Entry, EntryKind};
use crate::port::StoreError;

/// One line of an exchange's history.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryItem {
    /// Its ledger index.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: EntryKind,
    /// The version that it was about, where there was one.
    pub version: Option<u32>,
    /// What was set.
    pub toggles: Toggles,
    /// Where that stood before.
    pub previous: Toggles,
    /// What sort of actor did it; none where time or a publication did.
    pub by: Option<ActorKind>,
    /// By which way.
    pub route: Option<Route>,
    /// What the customer has of it.
    pub receipt: Option<ReceiptId>,
    /// Where two records differed that turned out to be hers: all of that is off.
    pub conflicts: Vec<Conflict>,
    /// The exchange that it was about, where it was one.
    pub proposition: Option<Slug>,
    /// The case that it was about, and what sort of work that is.
    pub case: Option<(CaseId, CaseKind)>,
    /// Of a situation: which, and whether it is over.
    pub situation: Option<(Situation, bool)>,
    /// Of a situation that she came into: when it ends by itself.
    pub until: Option<Timestamp>,
}

impl HistoryItem {
    /// The entry as a line, if it is about `proposition` or about everything.
    pub(super) fn of(entry: &Entry, proposition: Option<&str>) -> Option<Self> {
        let about = entry.body.proposition().map(Slug::as_str);
        if about.is_some() && proposition.is_some() && about != proposition {
            return None;
        }
        let mut item = Self {
            index: entry.index,
            at: entry.at,
            kind: entry.body.kind(),
            version: None,
            toggles: Toggles::new(),
            previous: Toggles::new(),
            by: None,
            route: None,
            receipt: None,
            conflicts: Vec::new(),
            proposition: entry.body.proposition().cloned(),
            case: None,
            situation: None,
            until: None,
        };
        match &entry.body {
            Body::Merged(merged) => {
                item.by = Some(merged.actor.kind);
                item.route = Some(merged.route);
                let concerns =
                    |of: &Slug| proposition.is_none_or(|proposition| of.as_str() == proposition);
                let conflicts = merged.conflicts.iter();
                let conflicts = conflicts.filter(|conflict| concerns(&conflict.proposition));
                item.conflicts = conflicts.cloned().collect();
            }
            Body::Split(split) => {
                item.by = Some(split.actor.kind);
                item.route = Some(split.route);
            }
            Body::Chosen(chosen) => {
                item.version = Some(chosen.version);
                item.toggles.clone_from(&chosen.toggles);
                item.previous.clone_from(&chosen.previous);
                item.by = Some(chosen.actor.kind);
                item.route = Some(chosen.route);
                item.receipt = Some(chosen.receipt);
            }
            Body::Paused(whole)
            | Body::Resumed(whole)
            | Body::Signalled(whole)
            | Body::HumanOnly(whole)
            | Body::HumanOnlyEnded(whole) => {
                item.by = Some(whole.actor.kind);
                item.route = Some(whole.route);
                item.receipt = Some(whole.receipt);
            }
            Body::Situation(said) => {
                item.situation = Some((said.situation, said.is_over));
                item.until = said.until;
                item.receipt = said.receipt;
                item.by = Some(said.actor.kind);
                item.route = Some(said.route);
            }
            Body::InferenceRejected(rejected) => {
                item.by = Some(rejected.actor.kind);
                item.route = Some(rejected.route);
                item.receipt = Some(rejected.receipt);
            }
            Body::CaseOpened(opened) => {
                item.by = Some(opened.actor.kind);
                item.route = Some(opened.route);
                item.case = Some((opened.case, opened.matter.kind));
            }
            Body::CaseDecided(decided) => {
                item.by = Some(decided.actor.kind);
                item.route = Some(decided.route);
                item.case = Some((decided.case, decided.matter.kind));
            }
            Body::Announced(announced) => {
                item.version = Some(announced.version);
                item.toggles.clone_from(&announced.toggles);
                item.previous.clone_from(&announced.previous);
            }
            Body::Genesis(_)
            | Body::Published(_)
            | Body::Retired(_)
            | Body::Registry(_)
            | Body::RedLines(_)
            | Body::DecisionsSealed(_)
            | Body::Forgotten(_)
            | Body::Erased(_)
            | Body::Readmitted(_)
            | Body::Destroyed(_) => {}
        }
        Some(item)
    }

    /// Whether it set where the exchange stands: she answered, or something that was on in one of two records
    /// is off since they are one.
    #[must_use]
    pub fn sets(&self) -> bool {
        match self.kind {
            EntryKind::Granted
            | EntryKind::Refused
            | EntryKind::Withdrawn
            | EntryKind::FacetChanged => true,
            _ => !self.conflicts.is_empty(),
        }
    }

    /// Whether what was answered counts less or more because of it, though nothing was answered.
    fn moves(&self, reaches: bool) -> bool {
        match self.kind {
            EntryKind::Paused
            | EntryKind::Resumed
            | EntryKind::Expired
            | EntryKind::NeedsAnswer => true,
            EntryKind::SignalGpc => reaches,
            _ => false,
        }
    }

    /// The one choice that restores what stood before; empty where nothing changed.
    #[must_use]
    pub fn undo(&self) -> Toggles {
        let changed = |toggle: &Toggle| {
            let now = self.toggles.get(toggle)?;
            let before = self.previous.get(toggle).copied().unwrap_or(Switch::Off);
            (*now != before).then_some(before)
        };
        match changed(&Toggle::Exchange) {
            // Off takes every facet with it.
            Some(Switch::Off) => Toggles::from([(Toggle::Exchange, Switch::Off)]),
            _ => self
                .toggles
                .keys()
                .filter_map(|t| Some((t.clone(), changed(t)?)))
                .collect(),
        }
    }
}

/// Which entries set where an exchange stands, of the newest `lines` of its history, newest first: the last
/// answer about all of it, the last ones about parts of it since, and what paused or ended these, or let them go
/// on. A browser's wish not to sell or share is one where it `reaches` the exchange. Nothing where no answer is
/// among these lines.
#[must_use]
pub fn set_by(lines: &[HistoryItem], reaches: bool) -> Vec<u64> {
    let mut entries = Vec::new();
    let mut parts: BTreeSet<&Toggle> = BTreeSet::new();
    let (mut is_answered, mut is_moved) = (false, false);
    for line in lines {
        if !line.sets() {
            if line.moves(reaches) && !is_moved {
                is_moved = true;
                entries.push(line.index);
            }
            continue;
        }
        is_answered = true;
        let conflicts = line.conflicts.iter().map(|conflict| &conflict.toggle);
        let known = parts.len();
        let mut is_about_all = false;
        for toggle in line.toggles.keys().chain(conflicts) {
            is_about_all |= *toggle == Toggle::Exchange;
            parts.insert(toggle);
        }
        // Of each part the last word counts.
        if is_about_all || known < parts.len() {
            entries.push(line.index);
        }
        if is_about_all {
            break;
        }
    }
    if is_answered { entries } else { Vec::new() }
}

/// What was just done about one exchange: the line under its switch.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Which exchange; none where it was about everything.
    pub proposition: Option<Slug>,
    /// What happened.
    pub item: HistoryItem,
}

impl Mutual {
    /// The newest lines of one exchange's history, newest first: at most `limit`.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn history(
        &self,
        actor: &Actor,
        id: CustomerId,
        proposition: &str,
        limit: usize,
    ) -> Result<Vec<HistoryItem>, Reading> {
        authorise(actor, Deed::ReadConsent(id))?;
        self.is_current()?;
        let customer = self.engine.customer(id).ok_or(Reading::Absent)?;
        let entries = if customer.state.merged.is_empty() {
            self.engine.trail(customer.state.last_index, 1_000).await?
        } else {
            whole_trail(self.engine.as_ref(), customer.state.last_index).await?
        };
        let ids: Vec<_> = customer.ids().collect();
        let is_hers = |entry: &&Entry| entry.body.customer().is_none_or(|of| ids.contains(&of));
        let items = entries
            .iter()
            .filter(is_hers)
            .filter_map(|entry| HistoryItem::of(entry, Some(proposition)));
        Ok(items.take(limit).collect())
    }

    /// What the entry at `index` did, if it is about this customer and recent.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn said(
        &self,
        actor: &Actor,
        id: CustomerId,
        index: u64,
    ) -> Result<Option<Said>, Reading> {
        authorise(actor, Deed::ReadConsent(id))?;
        self.is_current()?;
        let mine = self.entry_about(id, index).await?;
        Ok(mine.and_then(|entry| {
            let item = HistoryItem::of(&entry, None)?;
            Some(Said {
                proposition: entry.body.proposition().cloned(),
                item,
            })
        }))
    }

    /// The entry at `index`, if it is about this customer, by whichever of her records.
    pub(super) async fn entry_about(
        &self,
        id: CustomerId,
        index: u64,
    ) -> Result<Option<Arc<Entry>>, StoreError> {
        let entries = self.engine.entries(index.saturating_sub(1), 1).await?;
        let entry = entries.into_iter().find(|entry| entry.index == index);
        let record = |id| self.engine.customer(id).map(|customer| customer.id);
        Ok(entry.filter(|entry| {
            let of = entry.body.customer();
            of == Some(id) || of.is_some_and(|of| record(of) == record(id))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::Which;

    /// A line that set these.
    fn line(index: u64, kind: EntryKind, toggles: &[&str]) -> HistoryItem {
        let toggles = toggles.iter();
        HistoryItem {
            index,
            at: Timestamp::from_millis(1_790_000_000_000),
            kind,
            version: None,
            toggles: toggles
                .map(|toggle| (toggle.parse().unwrap(), Switch::Off))
                .collect(),
            previous: Toggles::new(),
            by: None,
            route: None,
            receipt: None,
            conflicts: Vec::new(),
            proposition: None,
            case: None,
            situation: None,
            until: None,
        }
    }

    /// A merge after which that is off.
    fn merge(index: u64, toggle: &str) -> HistoryItem {
        HistoryItem {
            conflicts: vec![Conflict {
                proposition: "recipe-ideas".parse().unwrap(),
                toggle: toggle.parse().unwrap(),
                on: Which::Goes,
            }],
            ..line(index, EntryKind::Merged, &[])
        }
    }

    #[test]
    fn where_it_stands_is_set_by_the_last_word_on_each_part_since_that_on_all_of_it() {
        let lines = [
            line(12, EntryKind::CaseOpened, &[]),
            line(11, EntryKind::Paused, &[]),
            line(10, EntryKind::FacetChanged, &["channel:sms"]),
            line(9, EntryKind::FacetChanged, &["channel:email"]),
            line(8, EntryKind::FacetChanged, &["channel:email"]),
            line(7, EntryKind::Resumed, &[]),
            line(6, EntryKind::Granted, &["exchange", "channel:push"]),
            line(5, EntryKind::Paused, &[]),
            line(4, EntryKind::Withdrawn, &["exchange"]),
        ];
        assert_eq!(set_by(&lines, false), [11, 10, 9, 6]);
        // A pause alone, where she never answered, sets nothing.
        assert_eq!(set_by(&[line(5, EntryKind::Paused, &[])], true), [0_u64; 0]);
    }

    #[test]
    fn a_wish_sets_what_it_reaches_and_a_merge_what_it_turned_off() {
        let yes = || line(4, EntryKind::Granted, &["exchange"]);
        let wish = [line(5, EntryKind::SignalGpc, &[]), yes()];
        assert_eq!(set_by(&wish, true), [5, 4]);
        assert_eq!(set_by(&wish, false), [4]);
        assert_eq!(set_by(&[merge(5, "exchange"), yes()], false), [5]);
        assert_eq!(set_by(&[merge(5, "channel:email"), yes()], false), [5, 4]);
        let of_another = line(5, EntryKind::Merged, &[]);
        assert_eq!(set_by(&[of_another, yes()], false), [4]);
    }
}
