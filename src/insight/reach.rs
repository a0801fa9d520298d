//! By which channels people may be reached, of those who answered.
//!
//! How many have a channel on is a level, as how many have the exchange on is: what came less what
//! went. A channel counts as long as its exchange does. Both stand in a person's state alone, so that
//! what an entry adds follows from the states before and after it, as with every other count.
//!
//! A channel is counted by the version on which it was turned on. A version that brings back what an
//! earlier one took out starts with it off, and which did so only the catalogue knows: whoever reads
//! the counts leaves out what was turned on before. What a wish not to sell or share turns off is off
//! here too, as it is turned off by an entry; that a version shares what an earlier one did not, the
//! states do not say, and whoever has it on from before counts until the wish is heeded again.

use std::collections::BTreeMap;

use super::figures::Share;
use super::fold::grant;
use super::{Day, Measure, Part, Seen};
use crate::catalogue::{Channel, Proposition, Slug};
use crate::consent::{ConsentState, Standing, Toggle};

/// What counts of one person: her answer, as a yes or a no; and the channels that she has on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Answer { yes: bool },
    Channel { on: Channel, version: u32 },
}

/// What counts of a state. Of a record that is merged into another one, nothing does.
fn held(state: &ConsentState, key: &Slug) -> Vec<Held> {
    let standing = state.standing(key, &Toggle::Exchange);
    if state.merged_into.is_some() || standing.answer().is_none() {
        return Vec::new();
    }
    let yes = standing.is_granted();
    let mut held = vec![Held::Answer { yes }];
    if grant(state, key).is_none() || state.paused_since.is_some() {
        return held;
    }
    for (toggle, standing) in state.answered(key) {
        if let (Toggle::Channel(on), Standing::Granted { answer, .. }) = (toggle, standing)
            && !state.is_announced(key, toggle)
        {
            let (on, version) = (*on, answer.version);
            held.push(Held::Channel { on, version });
        }
    }
    held
}

/// What changes where these states become that one: the measure, the version and the further part of
/// each count, and by how many it grows.
pub(super) fn changes(
    were: &[&ConsentState],
    is: &ConsentState,
    key: &Slug,
) -> Vec<(Measure, u32, String, i64)> {
    let mut by: BTreeMap<Held, i64> = BTreeMap::new();
    for now in held(is, key) {
        *by.entry(now).or_default() += 1;
    }
    for before in were.iter().flat_map(|state| held(state, key)) {
        *by.entry(before).or_default() -= 1;
    }
    let changes = by.into_iter().filter(|(_, by)| *by != 0);
    let changes = changes.map(|(held, by)| {
        let (came, went, version, part) = match held {
            Held::Answer { yes: true } => (Measure::Heard, Measure::Unheard, 0, "yes"),
            Held::Answer { yes: false } => (Measure::Heard, Measure::Unheard, 0, "no"),
            Held::Channel { on, version } => {
                (Measure::Reached, Measure::Unreached, version, on.word())
            }
        };
        let measure = if by > 0 { came } else { went };
        (measure, version, part.to_owned(), by.abs())
    });
    changes.collect()
}

/// What came less what went of a level, by the end of `to`, of counts in tens.
fn level(rows: &[Seen], came: Measure, went: Measure, to: Day, is: &dyn Fn(&Seen) -> bool) -> u64 {
    let sum = |measure| -> i64 {
        let of = |seen: &&Seen| seen.measure == measure && seen.day <= to && is(seen);
        rows.iter().filter(of).map(|seen| seen.many).sum()
    };
    u64::try_from(sum(came) - sum(went)).unwrap_or(0)
}

/// Of whom an answer to the exchange was known at the end of `to`, a yes or a no.
fn heard(rows: &[Seen], to: Day) -> u64 {
    level(rows, Measure::Heard, Measure::Unheard, to, &|_| true)
}

/// A channel of the live version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offered {
    channel: Channel,
    /// The version since which it has been offered without a break.
    since: u32,
    /// On how many versions it could be turned on since then.
    versions: usize,
}

/// The channels of the live version.
pub(super) fn offered(proposition: &Proposition) -> Vec<Offered> {
    let live = proposition.live().into_iter();
    let channels = live.flat_map(|live| {
        let channels = live.document.channels.iter();
        channels.filter_map(move |channel| {
            let since = live.offered_since(&Toggle::Channel(*channel))?;
            let versions = proposition.versions().iter();
            let versions = versions.filter(|version| version.number >= since);
            Some(Offered {
                channel: *channel,
                since,
                versions: versions.count(),
            })
        })
    });
    channels.collect()
}

/// Of those of whom an answer was known at the end of `to`, how many had each channel on then: of
/// counts in tens, the highest share first.
pub(super) fn channels(rows: &[Seen], offered: &[Offered], to: Day) -> Vec<Part<Channel>> {
    let of = heard(rows, to);
    let parts = offered.iter().map(|offered| {
        let is = |seen: &Seen| seen.part == offered.channel.word() && seen.version >= offered.since;
        let on = level(rows, Measure::Reached, Measure::Unreached, to, &is);
        // Who has it on is counted by version, and who answered by what they said: each of these
        // keeps something back, also where it has not filled a ten. They are not two parts of one
        // whole; twice as many streams as versions, and two, leave over at least as much, whatever
        // the share is.
        let share = Share {
            hits: on.min(of),
            of,
            streams: 2 * offered.versions + 2,
        };
        share.part(offered.channel)
    });
    let mut parts: Vec<_> = parts.collect();
    let order = |part: &Part<Channel>| part.rate.share().unwrap_or(-1.0);
    parts.sort_by(|a, b| order(b).total_cmp(&order(a)));
    parts
}
