//! What a record says by itself, as long as others are merged into it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::join::{Standings, end_parts, later};
use super::state::{last_said, says_no_last};
use super::{Answer, ConsentState, Facts, Guarded, Signal, Standing, Toggle};
use crate::catalogue::Slug;
use crate::clock::Timestamp;

/// What a record says by itself, as long as others are merged into it: what it said before the first
/// of them was, and every no since. A yes that was said since may be anybody's of them.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Alone {
    #[serde(rename = "x")]
    pub(super) exchanges: BTreeMap<Slug, Standings>,
    #[serde(rename = "b", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) announced: BTreeMap<Slug, BTreeMap<Toggle, u64>>,
    #[serde(rename = "p", default, with = "super::state::maybe_millis")]
    pub(super) paused_since: Option<Timestamp>,
    /// When that was said last. Where it was paused and there is none, an older program stored it
    /// ([`Self::lacks`]).
    #[serde(
        rename = "q",
        default,
        skip_serializing_if = "Option::is_none",
        with = "super::state::maybe_millis"
    )]
    pub(super) pause_said: Option<Timestamp>,
    /// The newest no of each switch since.
    #[serde(rename = "n", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) noes: BTreeMap<Slug, BTreeMap<Toggle, Answer>>,
    /// The ledger index of the newest yes to each switch since. It is nobody's, but who turns something
    /// on again does not bring back what ended before.
    #[serde(rename = "y", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) yeses: BTreeMap<Slug, BTreeMap<Toggle, u64>>,
    /// The newest pause of since, whether or not it is over.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub(super) paused: Option<Pause>,
    /// What was known of it before, beside its answers.
    #[serde(rename = "k", default)]
    pub(super) facts: Facts,
    /// What was said of it before, beside its switches.
    #[serde(rename = "d", default, skip_serializing_if = "Guarded::is_empty")]
    pub(super) guarded: Guarded,
    /// Her browser's wish not to sell or share, of before.
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub(super) gpc: Option<Signal>,
    /// The same, where it came since.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(super) signalled: Option<Signal>,
}

/// That everything was paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pause {
    /// When.
    #[serde(rename = "t", with = "super::state::millis")]
    pub(super) at: Timestamp,
    /// The ledger index of the entry.
    #[serde(rename = "i")]
    pub(super) index: u64,
}

impl Alone {
    pub(super) fn forget(&mut self, proposition: &str) {
        self.exchanges.remove(proposition);
        self.announced.remove(proposition);
        self.noes.remove(proposition);
        self.yeses.remove(proposition);
    }

    /// Whether a program stored it that kept less of what the entries say.
    pub(super) fn lacks(&self) -> bool {
        let says_no_last = says_no_last(self.paused_since, self.pause_said);
        says_no_last || self.guarded.lacks()
    }

    /// Takes what [it lacks](Self::lacks) from `folded`, where the entries still say anything of it.
    pub(super) fn complete(&mut self, folded: Option<&Self>) {
        let said = folded.and_then(|folded| folded.pause_said);
        self.pause_said = last_said(self.paused_since, self.pause_said, said);
        let guarded = folded.map(|folded| &folded.guarded);
        self.guarded.complete(guarded.unwrap_or(&Guarded::NONE));
    }

    /// The index of the newest answer to that switch that is this record's own, or was given since others
    /// are merged into it; 0 where there is none.
    pub(super) fn answered_at(&self, proposition: &str, toggle: &Toggle) -> u64 {
        let standings = self.exchanges.get(proposition);
        let standing = standings.and_then(|standings| standings.get(toggle));
        let answer = standing.and_then(Standing::answer);
        let no = self.noes.get(proposition).and_then(|noes| noes.get(toggle));
        let indices = answer.into_iter().chain(no).map(|answer| answer.index);
        let yes = self
            .yeses
            .get(proposition)
            .and_then(|yeses| yeses.get(toggle));
        indices.chain(yes.copied()).max().unwrap_or(0)
    }

    /// A yes that was said of the whole.
    pub(super) fn note_yes(&mut self, proposition: &Slug, toggle: &Toggle, index: u64) {
        let of = self.yeses.entry(proposition.clone()).or_default();
        of.insert(toggle.clone(), index);
    }

    /// A no that was said of the whole.
    pub(super) fn take(&mut self, proposition: &Slug, toggle: &Toggle, no: &Answer) {
        let of = self.noes.entry(proposition.clone()).or_default();
        of.insert(toggle.clone(), no.clone());
    }

    /// What `record`, which was merged at `index`, says with every no since.
    pub(super) fn with_noes(&self, record: &mut ConsentState, index: u64) {
        for (key, noes) in &self.noes {
            for (toggle, no) in noes.iter().filter(|(_, no)| no.index > index) {
                let standings = record.exchanges.entry(key.clone()).or_default();
                let standing = standings.entry(toggle.clone()).or_default();
                *standing = match standing {
                    Standing::Granted { .. } | Standing::Withdrawn(_) => {
                        Standing::Withdrawn(no.clone())
                    }
                    Standing::Unasked | Standing::Refused(_) => Standing::Refused(no.clone()),
                };
            }
            if let Some(standings) = record.exchanges.get_mut(key) {
                end_parts(standings);
            }
        }
        let paused = self.paused.filter(|pause| pause.index > index);
        let paused = paused.map(|pause| pause.at);
        record.pause_said = record.paused_at().max(paused);
        record.paused_since = record.paused_since.or(paused);
        record.gpc = later(record.gpc, self.signalled);
    }
}
