//! All red lines, ready to be asked: the fold of `red_line.changed`.
//!
//! A question is about few things, and most lines about others. So the lines are kept by what they ask
//! for: for each value of each list a set of lines as bits, and what a question crosses is what all
//! sets have in common. That costs a few words of memory for each list, however many lines there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Request;
use super::red_line::{Effect, Money, RedLine, Topic};
use crate::access::Actor;
use crate::catalogue::{AiUse, Channel, Registry, Sensitivity, Slug};
use crate::clock::Timestamp;
use crate::consent::{ActorRef, Guarded};
use crate::ledger::{LineChange, RedLinesChanged};

/// The most lines that stand at one time.
pub const RED_LINES: usize = 500;

/// A line as it stands or is to stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Stands {
    /// The line.
    pub line: Arc<RedLine>,
    /// Since when there has been one under this key, in whatever words.
    pub since: Timestamp,
    /// From when it holds as it is.
    pub from: Timestamp,
    /// Until when; none: until somebody changes it.
    pub until: Option<Timestamp>,
    /// The ledger index of the entry that says so.
    pub index: u64,
}

impl Stands {
    fn holds_at(&self, now: Timestamp) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }
}

/// What stands under one key, and what will.
#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    now: Option<Stands>,
    /// From that moment on this stands, or nothing; with the ledger index of the entry that says so.
    then: Option<(Timestamp, Option<Stands>, u64)>,
}

/// What holds under one key, and from when something else does, which may be nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan<'a> {
    /// The line, where there is one.
    pub now: Option<&'a RedLine>,
    /// From when what stands there.
    pub then: Option<(Timestamp, Option<&'a RedLine>)>,
}

/// A change that is decided and does not hold yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coming<'a> {
    /// Under which key.
    pub key: &'a Slug,
    /// From when.
    pub from: Timestamp,
    /// What holds until then; none: it is new.
    pub now: Option<&'a Stands>,
    /// What then stands there; none: nothing.
    pub then: Option<&'a Stands>,
    /// The ledger index of the entry that says so.
    pub index: u64,
}

impl Coming<'_> {
    /// Whether it takes anything away from what holds now.
    #[must_use]
    pub fn is_weaker(&self) -> bool {
        match (self.now, self.then) {
            (Some(now), Some(then)) => then.line.weakens(&now.line),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// An entry that changed the lines.
#[derive(Clone, Debug, PartialEq)]
pub struct LineEntry {
    /// Its ledger index.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub what: Arc<RedLinesChanged>,
}

/// All red lines.
#[derive(Clone, Debug, Default)]
pub struct RedLines {
    kept: BTreeMap<Slug, Kept>,
    changes: Vec<LineEntry>,
    compiled: Compiled,
    /// What ends later than this still holds, whatever the present is; none: the present alone counts.
    settled: Option<Timestamp>,
}

/// What one question crosses.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossed {
    /// The lines, those that deny first, then by key.
    pub lines: Vec<Stands>,
}

impl Crossed {
    /// Whether one of them denies.
    #[must_use]
    pub fn denies(&self) -> bool {
        let first = self.lines.first();
        first.is_some_and(|stands| stands.line.effect == Effect::Deny)
    }

    /// The team of the first line that asks for a person.
    #[must_use]
    pub fn team(&self) -> Option<&Slug> {
        self.lines
            .iter()
            .find_map(|stands| match &stands.line.effect {
                Effect::Escalate { team, .. } => Some(team),
                Effect::Deny => None,
            })
    }
}

impl PartialEq for RedLines {
    /// All of it is the fold of the changes.
    fn eq(&self, other: &Self) -> bool {
        self.changes == other.changes
    }
}

impl RedLines {
    /// The lines that every installation can begin with.
    #[must_use]
    pub fn starter() -> Vec<RedLine> {
        // A test reads the shipped file, so that a broken one never leaves the house.
        serde_json::from_str(include_str!("starter.json")).unwrap_or_default()
    }

    /// Applies an entry.
    pub(crate) fn apply(
        &mut self,
        what: Arc<RedLinesChanged>,
        at: Timestamp,
        index: u64,
        registry: &Registry,
    ) {
        let from = what.from.max(at);
        for change in &what.lines {
            let kept = self.kept.entry(change.key().clone()).or_default();
            kept.settle(at);
            let since = kept.now.as_ref().map_or(from, |stands| stands.since);
            let stands = match change {
                LineChange::Put(line) => Some(Stands {
                    line: Arc::new((**line).clone()),
                    since,
                    from,
                    until: None,
                    index,
                }),
                LineChange::Remove(_) => None,
            };
            if from > at {
                if let Some(now) = &mut kept.now {
                    now.until = Some(from);
                }
                kept.then = Some((from, stands, index));
            } else {
                kept.now = stands;
                kept.then = None;
            }
        }
        self.kept.retain(|_, kept| *kept != Kept::default());
        self.changes.push(LineEntry { index, at, what });
        self.compile(registry);
    }

    /// The registry says something else of data.
    pub(crate) fn compile(&mut self, registry: &Registry) {
        let all = self.kept.values().flat_map(Kept::all).cloned().collect();
        self.compiled = Compiled::of(all, registry);
    }

    /// The same lines, where no more is settled of the present than that it is `settled` or later: what ends
    /// behind that holds on, beside what stands there then.
    #[must_use]
    pub fn as_settled(&self, settled: Timestamp) -> Self {
        Self {
            settled: Some(settled),
            ..self.clone()
        }
    }

    /// The lines that hold at `now`, by key.
    pub fn at(&self, now: Timestamp) -> impl Iterator<Item = &Stands> {
        let all = self.kept.values().flat_map(Kept::all);
        all.filter(move |stands| stands.holds_at(now))
    }

    /// The lines that hold at `now`, and those that will, by key.
    pub fn standing(&self, now: Timestamp) -> impl Iterator<Item = &Stands> {
        let all = self.kept.values().flat_map(Kept::all);
        all.filter(move |stands| stands.until.is_none_or(|until| now < until))
    }

    /// What is decided and does not hold yet at `now`: from when, under which key, and what then
    /// stands there, which may be nothing.
    pub fn coming(
        &self,
        now: Timestamp,
    ) -> impl Iterator<Item = (Timestamp, &Slug, Option<&Arc<RedLine>>)> {
        self.kept.iter().filter_map(move |(key, kept)| {
            let (from, stands, _) = kept.then.as_ref().filter(|(from, ..)| now < *from)?;
            Some((*from, key, stands.as_ref().map(|stands| &stands.line)))
        })
    }

    /// What is decided and does not hold yet at `now`, by key, beside what holds.
    pub fn changes_to_come(&self, now: Timestamp) -> impl Iterator<Item = Coming<'_>> {
        self.kept.iter().filter_map(move |(key, kept)| {
            let (from, then, index) = kept.then.as_ref().filter(|(from, ..)| now < *from)?;
            Some(Coming {
                key,
                from: *from,
                now: kept.now.as_ref(),
                then: then.as_ref(),
                index: *index,
            })
        })
    }

    /// The line under that key that holds at `now`.
    #[must_use]
    pub fn line(&self, key: &str, now: Timestamp) -> Option<&Stands> {
        let kept = self.kept.get(key)?;
        kept.all().find(|stands| stands.holds_at(now))
    }

    /// The keys under which something stands or will.
    pub fn keys(&self) -> impl Iterator<Item = &Slug> {
        self.kept.keys()
    }

    /// What holds under that key at `now`, and what is decided of later.
    #[must_use]
    pub fn plan(&self, key: &str, now: Timestamp) -> Plan<'_> {
        let line = self.line(key, now).map(|stands| &*stands.line);
        let mut coming = self.coming(now);
        let then = coming.find(|(_, of, _)| of.as_str() == key);
        Plan {
            now: line,
            then: then.map(|(from, _, line)| (from, line.map(|line| &**line))),
        }
    }

    /// The ledger index of the newest entry about that key; 0 where there is none.
    #[must_use]
    pub fn revision(&self, key: &str) -> u64 {
        let about = |entry: &&LineEntry| {
            let mut lines = entry.what.lines.iter();
            lines.any(|change| change.key().as_str() == key)
        };
        let newest = self.changes.iter().rev().find(about);
        newest.map_or(0, |entry| entry.index)
    }

    /// The topics that a line asks for at `now`, or will.
    #[must_use]
    pub fn topics(&self, now: Timestamp) -> BTreeSet<&str> {
        let topics = self
            .standing(now)
            .flat_map(|stands| &stands.line.when.topics);
        topics.map(String::as_str).collect()
    }

    /// The entries that changed the lines, oldest first.
    #[must_use]
    pub fn changes(&self) -> &[LineEntry] {
        &self.changes
    }

    /// The lines as they would be if `change` held from `now` on.
    #[must_use]
    pub fn with(&self, change: &LineChange, now: Timestamp, registry: &Registry) -> Self {
        let mut lines = self.clone();
        let what = RedLinesChanged {
            lines: vec![change.clone()],
            from: now,
            reason: String::new(),
            actor: ActorRef::from(&Actor::System),
            approved_by: None,
        };
        lines.apply(Arc::new(what), now, 0, registry);
        lines
    }

    /// The next moment after `now` at which another set of lines holds.
    #[must_use]
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        if self.kept.is_empty() {
            return None;
        }
        let coming = self.kept.values().filter_map(|kept| kept.then.as_ref());
        let moments = coming.map(|(from, ..)| *from);
        moments.filter(|from| *from > now).min()
    }

    /// What `request` crosses that is about somebody who is going through that, and was born in that year.
    #[must_use]
    pub fn crossed(
        &self,
        request: &Request<'_>,
        guarded: &Guarded,
        birth_year: Option<u16>,
        now: Timestamp,
    ) -> Option<Crossed> {
        if self.compiled.lines.is_empty() {
            return None;
        }
        self.crossed_in(request, guarded.situations_at(birth_year, now), now)
    }

    /// As [`Self::crossed`], of somebody in the situations with these bits.
    pub(crate) fn crossed_in(
        &self,
        request: &Request<'_>,
        situations: u8,
        now: Timestamp,
    ) -> Option<Crossed> {
        let found = self.compiled.find(request, situations);
        let amount = request.amount.as_ref();
        let holds = |at: &usize| {
            let stands = self.compiled.lines.get(*at);
            stands.is_some_and(|stands| self.holds(stands, now) && over(&stands.line, amount))
        };
        let crossed = found.filter(holds);
        let mut lines: Vec<_> = crossed
            .filter_map(|at| self.compiled.lines.get(at).cloned())
            .collect();
        if lines.is_empty() {
            return None;
        }
        lines.sort_by_key(|stands| std::cmp::Reverse(stands.line.effect.strength()));
        Some(Crossed { lines })
    }

    fn holds(&self, stands: &Stands, now: Timestamp) -> bool {
        let ends = self.settled.map_or(now, |settled| settled.min(now));
        stands.from <= now && stands.until.is_none_or(|until| ends < until)
    }

    /// As [`Self::crossed_in`]; where the question rests on guesses, also whether these may be made for
    /// it: a line may stop guessing alone.
    pub(crate) fn crossed_with_guesses(
        &self,
        request: &Request<'_>,
        situations: u8,
        now: Timestamp,
    ) -> Option<Crossed> {
        let crossed = self.crossed_in(request, situations, now);
        if request.guessed.is_empty() {
            return crossed;
        }
        let guessing = Request {
            ai: Some(AiUse::Infer.word()),
            ..request.clone()
        };
        let Some(more) = self.crossed_in(&guessing, situations, now) else {
            return crossed;
        };
        let mut lines = crossed.map_or_else(Vec::new, |crossed| crossed.lines);
        for stands in more.lines {
            if !lines.contains(&stands) {
                lines.push(stands);
            }
        }
        lines.sort_by_key(|stands| std::cmp::Reverse(stands.line.effect.strength()));
        Some(Crossed { lines })
    }
}

impl Kept {
    fn all(&self) -> impl Iterator<Item = &Stands> {
        let then = self
            .then
            .as_ref()
            .and_then(|(_, stands, _)| stands.as_ref());
        self.now.iter().chain(then)
    }

    /// What was to stand from a moment that has come does.
    fn settle(&mut self, now: Timestamp) {
        if let Some((_, stands, _)) = self.then.take_if(|(from, ..)| *from <= now) {
            self.now = stands;
        }
    }
}

fn over(line: &RedLine, amount: Option<&Money>) -> bool {
    line.when.amount_over.as_ref().is_none_or(|over| {
        let same = amount.filter(|amount| amount.currency == over.currency);
        same.is_none_or(|amount| amount.amount > over.amount)
    })
}

/// A set of lines.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bits(Box<[u64]>);

impl Bits {
    fn none(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)].into())
    }

    fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn word(&self, at: usize) -> u64 {
        self.0.get(at).copied().unwrap_or(0)
    }
}

/// Of one list: the lines that ask for nothing there, and for each value those that take it.
#[derive(Clone, Debug)]
struct Listed<K> {
    free: Bits,
    by: HashMap<K, Bits>,
}

impl<K> Default for Listed<K> {
    fn default() -> Self {
        Self {
            free: Bits::default(),
            by: HashMap::new(),
        }
    }
}

impl<K: std::hash::Hash + Eq> Listed<K> {
    fn of(lines: &[Stands], takes: impl Fn(&RedLine) -> Option<Vec<K>>) -> Self {
        let mut free = Bits::none(lines.len());
        let mut by: HashMap<K, Bits> = HashMap::new();
        for (at, stands) in lines.iter().enumerate() {
            match takes(&stands.line) {
                None => free.set(at),
                Some(values) => {
                    for value in values {
                        let bits = by.entry(value).or_insert_with(|| Bits::none(lines.len()));
                        bits.set(at);
                    }
                }
            }
        }
        Self { free, by }
    }

    fn get<Q: std::hash::Hash + Eq + ?Sized>(&self, value: Option<&Q>) -> Option<&Bits>
    where
        K: std::borrow::Borrow<Q>,
    {
        // Nearly always nobody asks for anything in this list.
        if self.by.is_empty() {
            return None;
        }
        value.and_then(|value| self.by.get(value))
    }
}

/// The lines by what they ask for.
#[derive(Clone, Debug, Default)]
struct Compiled {
    lines: Vec<Stands>,
    topics: Listed<String>,
    purposes: Listed<Slug>,
    data: Listed<Slug>,
    /// By how much harm that can do which something was guessed from.
    guessed: Listed<&'static str>,
    channels: Listed<&'static str>,
    ai_uses: Listed<&'static str>,
    /// By the bit of a situation.
    situations: Listed<u8>,
}

fn some<T>(values: Vec<T>, empty: bool) -> Option<Vec<T>> {
    (!empty).then_some(values)
}

impl Compiled {
    fn of(lines: Vec<Stands>, registry: &Registry) -> Self {
        Self {
            topics: Listed::of(&lines, |line| {
                let topics = &line.when.topics;
                some(topics.iter().cloned().collect(), topics.is_empty())
            }),
            purposes: Listed::of(&lines, |line| {
                let purposes = &line.when.purposes;
                some(purposes.iter().cloned().collect(), purposes.is_empty())
            }),
            data: Listed::of(&lines, |line| {
                let all = registry.categories();
                let taken = all.filter(|category| line.when.holds_of(category));
                let ids = taken.map(|category| category.id.clone()).collect();
                some(ids, !line.when.asks_for_data())
            }),
            guessed: Listed::of(&lines, |line| {
                let all = Sensitivity::ALL.iter().copied();
                let taken = all.filter(|harm| line.when.holds_of_guess_from(*harm));
                some(taken.map(Sensitivity::word).collect(), false)
            }),
            channels: Listed::of(&lines, |line| {
                let channels = &line.when.channels;
                let words = channels.iter().copied().map(Channel::word).collect();
                some(words, channels.is_empty())
            }),
            ai_uses: Listed::of(&lines, |line| {
                let uses = &line.when.ai_uses;
                let words = uses.iter().copied().map(AiUse::word).collect();
                some(words, uses.is_empty())
            }),
            situations: Listed::of(&lines, |line| {
                let of = &line.when.situations;
                some(of.iter().map(|one| one.bit()).collect(), of.is_empty())
            }),
            lines,
        }
    }

    /// The places of the lines that ask for nothing else than what this is about; amounts and moments
    /// are still to be looked at.
    fn find(&self, request: &Request<'_>, situations: u8) -> impl Iterator<Item = usize> {
        let topic = request.topic.filter(|_| !self.topics.by.is_empty());
        let topic = topic.map(Topic::of);
        // What cannot be read may be about any of them.
        let unread = match topic {
            Some(Topic::Unreadable) => u64::MAX,
            _ => 0,
        };
        let topics = match &topic {
            Some(Topic::Read(topic)) => self.topics.get::<str>(Some(topic)),
            _ => None,
        };
        let purposes = self.purposes.get::<str>(Some(request.purpose));
        let channels = self.channels.get::<str>(request.channel);
        let ai_uses = self.ai_uses.get::<str>(request.ai);
        let words = self.lines.len().div_ceil(64);
        let mut found = Vec::new();
        for at in 0..words {
            let of = |free: &Bits, taken: Option<&Bits>| {
                free.word(at) | taken.map_or(0, |bits| bits.word(at))
            };
            let mut bits = (of(&self.topics.free, topics) | unread)
                & of(&self.purposes.free, purposes)
                & of(&self.channels.free, channels)
                & of(&self.ai_uses.free, ai_uses);
            if bits != 0 {
                let mut data = self.data.free.word(at);
                for id in &request.data {
                    data |= self
                        .data
                        .get::<str>(Some(id))
                        .map_or(0, |bits| bits.word(at));
                }
                for harm in &request.guessed {
                    let taken = self.guessed.get::<str>(Some(harm.word()));
                    data |= taken.map_or(0, |bits| bits.word(at));
                }
                let mut situation = self.situations.free.word(at);
                for (bit, taken) in &self.situations.by {
                    if situations & bit != 0 {
                        situation |= taken.word(at);
                    }
                }
                bits &= data & situation;
            }
            while bits != 0 {
                found.push(at * 64 + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
        found.into_iter()
    }
}
