//! When an exchange was on: the fold of a customer's entries, told as stretches of time.

use crate::catalogue::{LegalBasis, Proposition, Version};
use crate::clock::Timestamp;
use crate::consent::{People, Toggle, view_toggle};
use crate::id::CustomerId;
use crate::ledger::{Body, Entry};

/// A stretch of time in which an exchange was on, on one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// Its first moment.
    pub from: Timestamp,
    /// The moment behind its last.
    pub to: Timestamp,
    /// The version whose promise held.
    pub version: u32,
}

/// All stretches of one exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spells {
    /// In order, without an overlap.
    pub parts: Vec<Spell>,
    /// Since when it has been on without a break; none where it is off.
    pub on_since: Option<Timestamp>,
}

/// Something that may turn an exchange on or off.
enum Step<'a> {
    Entry(&'a Entry),
    Version(&'a Version),
    Stop(u64, Timestamp),
}

impl Step<'_> {
    fn index(&self) -> u64 {
        match self {
            Self::Entry(entry) => entry.index,
            Self::Version(version) => version.index,
            Self::Stop(index, _) => *index,
        }
    }

    fn at(&self) -> Timestamp {
        match self {
            Self::Entry(entry) => entry.at,
            Self::Version(version) => version.published_at,
            Self::Stop(_, at) => *at,
        }
    }
}

/// When `proposition` was on for the customer whose records these are, each with the moment since
/// which it is known: her own first, then those that were merged into it. `trail` is the entries of
/// all of them, the oldest first. It goes up to `now`.
///
/// What came with evidence counts from the moment that the evidence names. While two records were not
/// known to be one person's, the exchange was on for her where it was on in either; she was promised
/// it once.
#[must_use]
pub fn spells(
    proposition: &Proposition,
    records: &[(CustomerId, Timestamp)],
    trail: &[Entry],
    now: Timestamp,
) -> Spells {
    let of = |record: &(CustomerId, Timestamp)| of_record(proposition, *record, trail, now);
    let mut all = records.iter().map(of);
    let mut own = all.next().unwrap_or_default();
    let mut others: Vec<_> = all.flat_map(|others| others.parts).collect();
    if others.is_empty() {
        return own;
    }
    others.append(&mut own.parts);
    others.sort_by_key(|spell| spell.from);
    let mut parts: Vec<Spell> = Vec::new();
    for mut spell in others {
        let covered = parts.last().map_or_else(Timestamp::default, |last| last.to);
        spell.from = spell.from.max(covered);
        if spell.from < spell.to {
            parts.push(spell);
        }
    }
    if let Some(since) = own.on_since.as_mut() {
        let mut touching = parts.iter().rev();
        while let Some(spell) = touching.next()
            && spell.to >= *since
        {
            *since = (*since).min(spell.from);
        }
    }
    Spells {
        parts,
        on_since: own.on_since,
    }
}

/// When it was on in one record.
fn of_record(
    proposition: &Proposition,
    (id, known_since): (CustomerId, Timestamp),
    trail: &[Entry],
    now: Timestamp,
) -> Spells {
    let mut steps: Vec<_> = trail.iter().map(Step::Entry).collect();
    steps.extend(
        proposition
            .versions()
            .iter()
            .map(|version| Step::Version(version)),
    );
    steps.extend(proposition.stops().map(|(index, at)| Step::Stop(index, at)));
    steps.sort_by_key(Step::index);
    let mut people = People::default();
    let mut whole = Vec::new();
    let mut open: Option<(Timestamp, Option<Timestamp>)> = None;
    // No stretch begins before the one before it has ended.
    let mut after = Timestamp::default();
    for step in steps.iter().filter(|step| step.at() <= now) {
        let mut stated = step.at();
        if let Step::Entry(entry) = step {
            people.apply(entry);
            if let Body::Chosen(chosen) = &entry.body
                && chosen.customer == id
                && chosen.proposition == proposition.key
                && let Some(evidence) = &chosen.evidence
            {
                stated = stated.min(evidence.at);
            }
        }
        let Some(known) = proposition.up_to(step.index()) else {
            continue;
        };
        if let Some((from, Some(runs_out))) = open
            && runs_out <= stated
        {
            after = runs_out.max(from);
            whole.push((from, after));
            open = None;
        }
        // Stopped, it is off for everybody.
        let state = people.state(id);
        // What is merged into another record goes on there.
        let live = known.live().filter(|_| state.merged_into.is_none());
        let on = live.and_then(|live| {
            let view = view_toggle(&known, live, state, &Toggle::Exchange, step.at());
            view.is_on().then_some((live, view.expires_at))
        });
        open = match (open, on) {
            (None, None) => None,
            (None, Some((live, runs_out))) => {
                let from = match live.document.legal_basis {
                    LegalBasis::Consent => stated,
                    // These do not wait for an answer: they began with the customer.
                    _ => stated.max(known_since),
                };
                Some((from.max(after), runs_out))
            }
            (Some((from, _)), Some((_, runs_out))) => Some((from, runs_out)),
            (Some((from, _)), None) => {
                after = stated.max(from);
                whole.push((from, after));
                None
            }
        };
    }
    let mut on_since = None;
    if let Some((from, runs_out)) = open {
        match runs_out.filter(|runs_out| *runs_out <= now) {
            Some(runs_out) => whole.push((from, runs_out)),
            None => {
                whole.push((from, now));
                on_since = Some(from);
            }
        }
    }
    let parts = whole.into_iter();
    Spells {
        parts: parts
            .flat_map(|(from, to)| by_version(proposition, from, to))
            .collect(),
        on_since,
    }
}

/// The stretch, parted where a version went live within it. What is older than the first version
/// was promised by the first.
fn by_version(proposition: &Proposition, from: Timestamp, to: Timestamp) -> Vec<Spell> {
    let versions = proposition.versions();
    let begins = versions.iter().enumerate().map(|(n, version)| {
        let begin = if n == 0 {
            Timestamp::default()
        } else {
            version.published_at
        };
        (begin, version.number)
    });
    let ends = versions.iter().skip(1).map(|version| version.published_at);
    let ends = ends.chain([Timestamp::from_millis(i64::MAX)]);
    let parts = begins.zip(ends).map(|((begin, version), end)| Spell {
        from: begin.max(from),
        to: end.min(to),
        version,
    });
    parts.filter(|part| part.from < part.to).collect()
}
