//! Promised against delivered, and whether anything is used at all.

use std::collections::BTreeMap;

use super::{Spells, Total, promised};
use crate::catalogue::{Document, Every, LegalBasis, Proposition, Slug};
use crate::clock::Timestamp;

/// After so many days without use, turning it off is suggested.
pub const IDLE_DAYS: i64 = 90;

/// What arrived of one benefit in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Of which exchange.
    pub proposition: Slug,
    /// Which benefit.
    pub benefit: Slug,
    /// In which unit.
    pub unit: String,
    /// How much.
    pub total: Total,
    /// In how many events.
    pub times: u64,
    /// When the newest was.
    pub last_at: Timestamp,
}

/// When one kind of data was last used for one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastUse {
    /// Which kind of data.
    pub data: Slug,
    /// Why.
    pub purpose: Slug,
    /// When.
    pub at: Timestamp,
}

/// What was promised and what arrived, of one benefit in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which benefit.
    pub benefit: Slug,
    /// What it is, as the customer reads it; its key where no version has it any more.
    pub what: String,
    /// In which unit.
    pub unit: String,
    /// How often it comes; none where it was never promised in that unit.
    pub every: Option<Every>,
    /// How much was promised; none where the calendar does not say.
    pub promised: Option<Total>,
    /// How much arrived.
    pub delivered: Total,
    /// In how many events.
    pub times: u64,
    /// When the newest arrived.
    pub last_at: Option<Timestamp>,
}

/// One kind of data of an exchange, and when it was last used for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Which kind of data.
    pub data: Slug,
    /// When; none where no use was reported.
    pub at: Option<Timestamp>,
}

/// What a customer has of one exchange so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// Which exchange.
    pub proposition: Slug,
    /// Why its data is used.
    pub purpose: Slug,
    /// The live version's benefits in its order, then what else was promised or arrived.
    pub lines: Vec<Line>,
    /// The live version's data in its order.
    pub uses: Vec<Use>,
    /// Since when it has been on without a break; none where it is off.
    pub on_since: Option<Timestamp>,
    /// Whether it has been on for [`IDLE_DAYS`] without any use, and could be turned off.
    pub is_idle: bool,
}

impl SoFar {
    /// What somebody has of a proposition who just met it: nothing.
    #[must_use]
    pub fn nothing(document: &Document) -> Self {
        Self {
            proposition: document.key.clone(),
            purpose: document.purpose.clone(),
            lines: Vec::new(),
            uses: Vec::new(),
            on_since: None,
            is_idle: false,
        }
    }

    /// The same with what is promised now in the words of one of its languages: `wording` is `own` in
    /// that language. What was promised otherwise before keeps its words.
    #[must_use]
    pub fn worded(mut self, own: &Document, wording: &Document) -> Self {
        for line in &mut self.lines {
            let mut pairs = own.benefits.iter().zip(&wording.benefits);
            let Some((own, other)) = pairs.find(|(own, _)| own.key == line.benefit) else {
                continue;
            };
            if line.what == own.what {
                line.what.clone_from(&other.what);
            }
            if line.unit == own.unit {
                line.unit.clone_from(&other.unit);
            }
        }
        self
    }

    /// Whether anything arrived.
    #[must_use]
    pub fn has_anything(&self) -> bool {
        self.lines.iter().any(|line| !line.delivered.is_zero())
    }

    /// What was used last, and when.
    #[must_use]
    pub fn last_use(&self) -> Option<(&Slug, Timestamp)> {
        let used = self
            .uses
            .iter()
            .filter_map(|used| Some((&used.data, used.at?)));
        // Of several at one moment, the first of the page.
        used.rev().max_by_key(|(_, at)| *at)
    }
}

/// What a customer has of a proposition so far: promised in `spells`, and `delivered` and `used`, of
/// which only what is about this proposition counts.
#[must_use]
pub fn so_far(
    proposition: &Proposition,
    spells: &Spells,
    delivered: &[Delivered],
    used: &[LastUse],
    now: Timestamp,
) -> Option<SoFar> {
    let newest = proposition.versions().last()?;
    let mut lines = BTreeMap::new();
    let blank = |benefit: &Slug, unit: &str| Line {
        benefit: benefit.clone(),
        what: words(proposition, benefit),
        unit: unit.to_owned(),
        every: None,
        promised: None,
        delivered: Total::default(),
        times: 0,
        last_at: None,
    };
    let key = |benefit: &Slug, unit: &str| {
        let listed = newest.document.benefits.iter();
        let place = listed
            .clone()
            .position(|known| known.key == *benefit && known.unit == unit);
        let place = place.unwrap_or(listed.len());
        (place, benefit.clone(), unit.to_owned())
    };
    for benefit in &newest.document.benefits {
        let mut line = blank(&benefit.key, &benefit.unit);
        line.every = Some(benefit.every);
        line.promised = benefit.every.per_year().map(|_| Total::default());
        lines.insert(key(&benefit.key, &benefit.unit), line);
    }
    for ((benefit, unit), promise) in promised(proposition, &spells.parts) {
        let line = lines.entry(key(&benefit, &unit));
        let line = line.or_insert_with(|| blank(&benefit, &unit));
        line.every = Some(promise.every);
        line.promised = promise.total.or(line.promised);
    }
    for arrived in delivered
        .iter()
        .filter(|arrived| arrived.proposition == proposition.key)
    {
        let line = lines.entry(key(&arrived.benefit, &arrived.unit));
        let line = line.or_insert_with(|| blank(&arrived.benefit, &arrived.unit));
        line.delivered = arrived.total;
        line.times = arrived.times;
        line.last_at = Some(arrived.last_at);
    }
    let purpose = &newest.document.purpose;
    let uses = newest.document.data.iter().map(|item| {
        let same = |last: &&LastUse| last.data == item.category && last.purpose == *purpose;
        Use {
            data: item.category.clone(),
            at: used.iter().filter(same).map(|last| last.at).max(),
        }
    });
    let uses: Vec<_> = uses.collect();
    let long_ago = |at: Timestamp| at.plus_seconds(IDLE_DAYS * 86_400) <= now;
    let can_be_off = matches!(
        newest.document.legal_basis,
        LegalBasis::Consent | LegalBasis::LegitimateInterest
    );
    let is_idle = can_be_off
        && spells.on_since.is_some_and(long_ago)
        && uses.iter().filter_map(|used| used.at).all(long_ago);
    Some(SoFar {
        proposition: proposition.key.clone(),
        purpose: purpose.clone(),
        lines: lines.into_values().collect(),
        uses,
        on_since: spells.on_since,
        is_idle,
    })
}

/// What a benefit is, in the words of the newest version that has it.
fn words(proposition: &Proposition, benefit: &Slug) -> String {
    let mut versions = proposition.versions().iter().rev();
    let known = versions.find_map(|version| {
        let mut benefits = version.document.benefits.iter();
        benefits.find(|known| known.key == *benefit)
    });
    known.map_or_else(|| benefit.to_string(), |known| known.what.clone())
}
