//! Draw red lines, change them, take them away.
//!
//! What is stricter holds at once. What takes anything away needs a second person, and begins when
//! customers have had 30 days to read that it will (rule 14). A first translation needs a second person
//! alone: it takes nothing away, where it says the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::{Actor, Deed};
use crate::catalogue::{Fault, Slug};
use crate::clock::Timestamp;
use crate::consent::ActorRef;
use crate::guard::{Needs, RED_LINES, RedLine, RedLines, is_everything};
use crate::id::AccountId;
use crate::ledger::{Body, LineChange, RedLinesChanged};

/// For how long customers can read of something weaker before it holds: 30 days, in seconds.
pub const NOTICE_S: i64 = 30 * 86_400;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 600;
/// The longest time that something stricter is decided beforehand: a year, in seconds.
const LONGEST_AHEAD_S: i64 = 366 * 86_400;

/// What to do with the red lines.
#[derive(Clone, Debug, PartialEq)]
pub struct RedLineEdit {
    /// All of it, or nothing.
    pub changes: Vec<LineChange>,
    /// Why, in words that customers read.
    pub reason: String,
    /// From when; none: as soon as may be.
    pub from: Option<Timestamp>,
    /// What was looked at: of each line the ledger index of the newest entry about it, 0 for none.
    pub over: Vec<(Slug, u64)>,
    /// Who else agreed.
    pub approved_by: Option<AccountId>,
}

pub(super) fn decide(
    world: &dyn World,
    edit: &RedLineEdit,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::DrawRedLines)?;
    let lines = world.catalogue().red_lines();
    let reason = edit.reason.trim();
    let mut faults = Vec::new();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let message = format!("say why, in at most {LONGEST_REASON} characters");
        faults.push(fault("reason", message));
    }
    let latest = with.now.plus_seconds(LONGEST_AHEAD_S);
    if edit.from.is_some_and(|from| from > latest) {
        faults.push(fault("from", "use a moment within a year".to_owned()));
    }
    if edit
        .over
        .iter()
        .any(|(key, seen)| lines.revision(key.as_str()) != *seen)
    {
        return Err(Refusal::LinesMoved);
    }
    let mut changes = Vec::new();
    let mut needs = Needs::Nothing;
    let mut count = lines.at(with.now).count();
    for change in &edit.changes {
        let before = lines.line(change.key().as_str(), with.now);
        match change {
            LineChange::Put(line) => {
                let own = line
                    .faults()
                    .into_iter()
                    .chain(stops_everything(line, world));
                faults.extend(own.map(|of| Fault {
                    field: format!("{}.{}", line.key, of.field),
                    ..of
                }));
                if before.is_some_and(|stands| *stands.line == **line && stands.until.is_none()) {
                    continue;
                }
                needs = needs.max(needed(lines, line, with.now));
                count += usize::from(before.is_none());
            }
            // What does not hold yet can be taken back: nobody relied on it.
            LineChange::Remove(key) if before.is_none() => {
                if !lines.coming(with.now).any(|(_, coming, _)| coming == key) {
                    continue;
                }
            }
            LineChange::Remove(_) => needs = Needs::Notice,
        }
        changes.push(change.clone());
    }
    if count > RED_LINES {
        faults.push(fault("key", format!("there can be {RED_LINES} lines")));
    }
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    if needs != Needs::Nothing && !is_agreed(with.actor, edit.approved_by) {
        return Err(Refusal::NotAgreed);
    }
    let soonest = if needs == Needs::Notice {
        with.now.plus_seconds(NOTICE_S)
    } else {
        with.now
    };
    let from = edit.from.map_or(soonest, |from| from.max(soonest));
    let body = RedLinesChanged {
        lines: changes,
        from,
        reason: reason.to_owned(),
        actor: ActorRef::from(with.actor),
        approved_by: edit.approved_by,
    };
    // Where it is so already, there is nothing to say.
    let is_new = !body.lines.is_empty();
    let body = is_new.then(|| Change::Append(Box::new(Body::RedLines(Box::new(body)))));
    Ok(Decision {
        changes: body.into_iter().collect(),
        answer: Answering::RedLines { from },
    })
}

/// One that names every purpose that there is holds of everything, as one that names nothing does.
fn stops_everything(line: &RedLine, world: &dyn World) -> Option<Fault> {
    let is_all = !line.when.is_empty() && is_everything(&line.when, world.catalogue().registry());
    let message = "say what it is about: all purposes are everything";
    is_all.then(|| fault("when.purposes", message.to_owned()))
}

/// What it takes for `line` to stand in the place of what holds at `now`, where anything does.
#[must_use]
pub fn needed(lines: &RedLines, line: &RedLine, now: Timestamp) -> Needs {
    let before = lines.line(line.key.as_str(), now);
    before.map_or(Needs::Nothing, |stands| line.needs(&stands.line))
}

/// Makes the lines of the test side those of the live one, with what is decided there already.
pub(super) fn mirror(
    world: &dyn World,
    live: &RedLines,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::MirrorRegistry)?;
    let there = world.catalogue().red_lines();
    let mut by_moment: BTreeMap<Timestamp, Vec<LineChange>> = BTreeMap::new();
    let keys = live.keys().chain(there.keys());
    for key in keys.collect::<BTreeSet<_>>() {
        let (plan, is) = (live.plan(key, with.now), there.plan(key, with.now));
        if plan == is {
            continue;
        }
        let change = |line: Option<&RedLine>| match line {
            Some(line) => LineChange::Put(Box::new(line.clone())),
            None => LineChange::Remove(key.clone()),
        };
        // What holds is said even where it is so already: then what was to come no longer is.
        let now = by_moment.entry(with.now).or_default();
        now.push(change(plan.now));
        if let Some((from, then)) = plan.then {
            by_moment.entry(from).or_default().push(change(then));
        }
    }
    let entry = |(from, lines)| {
        Change::Append(Box::new(Body::RedLines(Box::new(RedLinesChanged {
            lines,
            from,
            reason: "As on the live side.".to_owned(),
            actor: ActorRef::from(with.actor),
            approved_by: None,
        }))))
    };
    Ok(Decision {
        changes: by_moment.into_iter().map(entry).collect(),
        answer: Answering::RedLines { from: with.now },
    })
}

/// Whether somebody else than the actor agreed.
fn is_agreed(actor: &Actor, by: Option<AccountId>) -> bool {
    by.is_some_and(|by| !matches!(actor, Actor::Staff { account, .. } if *account == by))
}

fn fault(field: &str, message: String) -> Fault {
    Fault {
        field: field.to_owned(),
        message,
    }
}
