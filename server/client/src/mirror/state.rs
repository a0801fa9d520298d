//! What a mirror holds, and how entries change it: the same fold as the server's.

mod reader;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

pub(super) use self::reader::Reader;
use super::lines::{Kept, Lines};
use crate::directory::Person;
use crate::{Change, DataTerms, Error, Moment, Switch, Terms};

/// What she said last about one toggle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Standing {
    Granted,
    /// Without ever having granted.
    Refused,
    Withdrawn,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) standing: Standing,
    /// On which version.
    pub(super) version: u32,
    /// The entry that says so.
    pub(super) index: u64,
    /// Whether her browser's wish turned it off, and not she herself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) by_signal: bool,
    /// When she said so.
    pub(super) since: Moment,
    /// When a grant runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) expires_at: Option<Moment>,
    pub(super) receipt: String,
}

/// Her browser's standing wish not to sell or share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Signal {
    /// The entry that it came with.
    pub(super) index: u64,
    /// When it first came.
    pub(super) at: Moment,
}

/// By proposition and toggle.
type Answers = BTreeMap<String, BTreeMap<String, Answer>>;

/// A customer, as far as a check needs to know her.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) identifiers: Vec<String>,
    pub(super) region: Option<String>,
    /// Until when she may not be of age; none where she is, or nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) minor_until: Option<Moment>,
    /// Since when a person decides about her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) human_only: Option<Moment>,
    /// What she is going through, and when each ends by itself. A file without it is of a time when
    /// no red line was known: it is as good as no file.
    pub(super) situations: BTreeMap<String, Option<Moment>>,
    /// The cases by which she complains and that nobody has answered yet. A file without it is as good as
    /// no file.
    pub(super) open_complaints: BTreeSet<String>,
    pub(super) paused: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) signal: Option<Signal>,
    /// The ids of the records that are merged into hers. A file without it is of a time when none
    /// was known, nor any wish: it is as good as no file.
    pub(super) merged: Vec<String>,
    /// Her newest entry that this reflects.
    pub(super) index: u64,
    /// The entry that what she is called reflects already. The directory runs ahead of the entries, so
    /// that a name may lead here before the entry has come that made it hers.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) named: u64,
    pub(super) answers: Answers,
}

impl Known {
    /// Whether she is in a situation at a moment.
    pub(super) fn is_in(&self, situation: &str, now: Moment) -> bool {
        if situation == "minor" {
            return self.minor_until.is_some_and(|until| now < until);
        }
        if situation == "open_complaint" && !self.open_complaints.is_empty() {
            return true;
        }
        let until = self.situations.get(situation);
        until.is_some_and(|until| until.is_none_or(|until| now < until))
    }

    /// The next moment at which one of them ends that somebody said.
    pub(super) fn next_end(&self, now: Moment) -> Option<Moment> {
        let ends = self.situations.values().flatten();
        ends.filter(|end| **end > now).min().copied()
    }
}

/// A line of what the server tells, and of a snapshot.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    Start(Box<Start>),
    Customer(Box<Row>),
    Erased { erased: String },
    End { customers: u64 },
}

/// The first line.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Start {
    pub(super) index: u64,
    pub(super) directory: String,
    pub(super) at: Moment,
    /// Of a snapshot: up to when, by this machine's clock, all was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) as_of: Option<Moment>,
    pub(super) purposes: HashSet<String>,
    pub(super) data: HashSet<String>,
    pub(super) data_categories: Vec<DataTerms>,
    pub(super) propositions: Vec<Terms>,
    pub(super) red_lines: Vec<Kept>,
}

/// A customer's line.
#[derive(Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) customer: String,
    #[serde(flatten)]
    pub(super) known: Known,
}

/// Everything that a check needs.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The last entry that this reflects.
    pub(super) index: u64,
    /// The directory's cursor.
    pub(super) directory: String,
    /// The moment of the newest entry: the present is never before it.
    pub(super) at: Moment,
    pub(super) purposes: HashSet<String>,
    pub(super) data: HashSet<String>,
    /// What red lines ask of data.
    pub(super) kinds: HashMap<String, DataTerms>,
    pub(super) lines: Lines,
    /// Those that are live, in the order in which they are asked.
    pub(super) terms: Vec<Terms>,
    pub(super) customers: HashMap<String, Known>,
    holders: HashMap<String, String>,
    /// The id of each record that is merged into another one, with the id of that.
    aliases: HashMap<String, String>,
    pub(super) erased: HashSet<String>,
    /// Whose records became one or were set apart, until everything is read anew: of these two the
    /// answers of neither may be used for the other.
    unsure: HashSet<String>,
}

/// What a reference leads to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found<'a> {
    /// A customer.
    Known(&'a Known),
    /// Somebody whose answers are older than her names, or of whom has to be read anew.
    Unsure,
    /// Nobody.
    Nobody,
}

/// What an entry asks of whoever keeps a mirror.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applied {
    /// Nothing more.
    Done,
    /// It cannot be folded here: everything has to be read anew.
    Reread,
}

impl State {
    /// Reads lines until the last one.
    pub(super) fn read(
        lines: impl Iterator<Item = Result<Line, Error>>,
    ) -> Result<(Self, Option<Moment>), Error> {
        let mut reader = Reader::default();
        for line in lines {
            reader.take(line?)?;
        }
        reader.finish()
    }

    /// All of it as lines.
    pub(super) fn lines(&self, as_of: Option<Moment>) -> impl Iterator<Item = Line> + '_ {
        let start = Start {
            index: self.index,
            directory: self.directory.clone(),
            at: self.at,
            as_of,
            purposes: self.purposes.clone(),
            data: self.data.clone(),
            data_categories: self.kinds.values().cloned().collect(),
            propositions: self.terms.clone(),
            red_lines: self.lines.all(),
        };
        let erased = self.erased.iter().map(|erased| Line::Erased {
            erased: erased.clone(),
        });
        let customers = self.customers.iter().map(|(customer, known)| {
            Line::Customer(Box::new(Row {
                customer: customer.clone(),
                known: known.clone(),
            }))
        });
        let count = self.customers.len() as u64;
        std::iter::once(Line::Start(Box::new(start)))
            .chain(erased)
            .chain(customers)
            .chain(std::iter::once(Line::End { customers: count }))
    }

    /// The customer that a reference names.
    pub(super) fn find(&self, reference: &str) -> Found<'_> {
        let id = if is_id(reference) {
            let into = self.aliases.get(reference);
            into.map_or(reference, String::as_str)
        } else {
            match self.holders.get(canonical(reference).as_ref()) {
                Some(holder) => holder,
                None => return Found::Nobody,
            }
        };
        match self.customers.get(id) {
            _ if self.unsure.contains(id) => Found::Unsure,
            Some(known) if known.named > self.index => Found::Unsure,
            Some(known) => Found::Known(known),
            None => Found::Nobody,
        }
    }

    /// Whether a reference is the id of somebody who was erased.
    pub(super) fn is_erased(&self, reference: &str) -> bool {
        self.erased.contains(reference)
    }

    /// Applies the next entry. One that cannot be folded is not passed by: the index stays before it.
    pub(super) fn apply(&mut self, change: &Change) -> Applied {
        let applied = self.fold(change);
        self.at = self.at.max(change.at);
        if applied == Applied::Done {
            self.index = self.index.max(change.index);
        }
        applied
    }

    fn fold(&mut self, change: &Change) -> Applied {
        match change.kind.as_str() {
            "consent.granted"
            | "consent.refused"
            | "consent.withdrawn"
            | "consent.facet_changed" => self.choose(change),
            "consent.paused" | "consent.resumed" => {
                let paused = change.kind == "consent.paused";
                self.with_customer(change, |known| known.paused = paused);
                Applied::Done
            }
            "signal.gpc" => {
                // It is told again alone where it counts from now: of records that are one since.
                let (index, at) = (change.index, change.at);
                self.with_customer(change, |known| known.signal = Some(Signal { index, at }));
                Applied::Done
            }
            "human_only.on" | "human_only.off" => {
                let (is_on, at) = (change.kind == "human_only.on", change.at);
                self.with_customer(change, |known| {
                    known.human_only = is_on.then(|| known.human_only.unwrap_or(at));
                });
                Applied::Done
            }
            "customer.situation" => match &change.situation {
                Some(said) => {
                    self.with_customer(change, |known| {
                        if said.over {
                            known.situations.remove(&said.situation);
                        } else {
                            known.situations.insert(said.situation.clone(), said.until);
                        }
                    });
                    Applied::Done
                }
                // What it said was destroyed; the entry that says so comes later.
                None if change.customer.is_none() => Applied::Done,
                None => Applied::Reread,
            },
            "red_line.changed" => {
                if self.lines.apply(change) {
                    Applied::Done
                } else {
                    Applied::Reread
                }
            }
            // A check asks for none of it, and it is nobody's.
            "decisions.sealed" => Applied::Done,
            // A check asks for none of it.
            "inference.rejected" => {
                self.with_customer(change, |_| {});
                Applied::Done
            }
            "case.opened" | "case.decided" => self.complain(change),
            // What follows from two records together rests on more than is known here.
            "customer.merged" | "customer.split" => {
                let both = change.customer.iter().chain(&change.from);
                self.unsure.extend(both.cloned());
                Applied::Reread
            }
            "consent.forgotten" => {
                let proposition = change.proposition.clone().unwrap_or_default();
                self.with_customer(change, |known| _ = known.answers.remove(&proposition));
                Applied::Done
            }
            // The fold says so already.
            "consent.expired" | "consent.needs_answer" => {
                self.with_customer(change, |_| {});
                Applied::Done
            }
            // Who may come back is nobody before she comes.
            "customer.readmitted" => Applied::Done,
            "customer.erased" => {
                if let Some(customer) = &change.customer {
                    self.erase(customer);
                }
                Applied::Done
            }
            "proposition.published" => match &change.published {
                Some(terms) => {
                    self.publish(terms.clone());
                    Applied::Done
                }
                None => Applied::Reread,
            },
            "proposition.retired" => {
                self.terms
                    .retain(|terms| Some(&terms.proposition) != change.proposition.as_ref());
                Applied::Done
            }
            "registry.changed" => {
                self.define(change);
                Applied::Done
            }
            // A newer server says something that this library does not know how to fold.
            _ => Applied::Reread,
        }
    }

    /// A case was opened, by which she may complain, or is over.
    fn complain(&mut self, change: &Change) -> Applied {
        let Some(case) = &change.case else {
            // What it said was destroyed; the entry that says so comes later.
            return match &change.customer {
                None => Applied::Done,
                Some(_) => Applied::Reread,
            };
        };
        if change.kind == "case.decided" {
            // It may have been opened for a record that was merged into hers since.
            let record = change.customer.as_ref();
            let whole = record.and_then(|record| self.aliases.get(record));
            if let Some(known) = whole.and_then(|whole| self.customers.get_mut(whole)) {
                known.open_complaints.remove(&case.id);
            }
        }
        self.with_customer(change, |known| {
            if change.kind == "case.decided" {
                known.open_complaints.remove(&case.id);
            } else if case.kind == "contest" {
                known.open_complaints.insert(case.id.clone());
            }
        });
        Applied::Done
    }

    fn choose(&mut self, change: &Change) -> Applied {
        // What it said was destroyed; the entry that says so comes later.
        if change.customer.is_none() {
            return Applied::Done;
        }
        let (Some(stated_at), Some(expires_at), Some(version), Some(receipt), Some(proposition)) = (
            change.stated_at,
            change.expires_at,
            change.version,
            &change.receipt,
            &change.proposition,
        ) else {
            return Applied::Reread;
        };
        let (index, by_signal) = (change.index, change.route.as_deref() == Some("signal"));
        self.with_customer(change, |known| {
            let toggles = known.answers.entry(proposition.clone()).or_default();
            for (toggle, switch) in &change.toggles {
                let before = toggles.get(toggle);
                let standing = match (switch, before.map(|before| before.standing)) {
                    (Switch::On, _) => Standing::Granted,
                    (Switch::Off, Some(Standing::Granted | Standing::Withdrawn)) => {
                        Standing::Withdrawn
                    }
                    (Switch::Off, None | Some(Standing::Refused)) => Standing::Refused,
                };
                // A record of an older no does not make a later one older.
                let since = match switch {
                    Switch::On => stated_at,
                    Switch::Off => before.map_or(stated_at, |before| before.since.max(stated_at)),
                };
                let answer = Answer {
                    standing,
                    version,
                    index,
                    by_signal,
                    since,
                    expires_at: (standing == Standing::Granted).then_some(expires_at),
                    receipt: receipt.clone(),
                };
                toggles.insert(toggle.clone(), answer);
            }
        });
        Applied::Done
    }

    /// Changes the customer of an entry, unless she reflects it already.
    fn with_customer(&mut self, change: &Change, work: impl FnOnce(&mut Known)) {
        let Some(customer) = &change.customer else {
            return;
        };
        // What was said by a record before it was merged, her line reflects.
        if self.aliases.contains_key(customer) {
            return;
        }
        if !self.customers.contains_key(customer) {
            // The entry says what she is called who has it at present, who may be somebody else's
            // record by now: what the directory told of is not taken away for that.
            let names = change.identifiers.iter();
            let free = names.filter(|name| !self.holders.contains_key(*name));
            self.put(Person {
                customer: customer.clone(),
                identifiers: free.cloned().collect(),
                region: None,
                minor_until: None,
                index: 0,
            });
        }
        if let Some(known) = self.customers.get_mut(customer)
            && change.index > known.index
        {
            known.index = change.index;
            work(known);
        }
    }

    /// What a customer is called, and where she lives.
    pub(super) fn put(&mut self, person: Person) {
        let known = self.customers.entry(person.customer.clone()).or_default();
        let before = std::mem::replace(&mut known.identifiers, person.identifiers);
        known.region = person.region;
        known.minor_until = person.minor_until;
        known.named = known.named.max(person.index);
        let now = known.identifiers.clone();
        self.let_go(&person.customer, &before);
        for identifier in now {
            let holder = self
                .holders
                .insert(identifier.clone(), person.customer.clone());
            // A file keeps what each is called: it may not be two records that are called the same.
            let other = holder.filter(|holder| *holder != person.customer);
            if let Some(other) = other.and_then(|other| self.customers.get_mut(&other)) {
                other.identifiers.retain(|name| *name != identifier);
            }
        }
    }

    /// Takes identifiers from a customer, those that somebody else has by now excepted.
    fn let_go(&mut self, customer: &str, identifiers: &[String]) {
        for identifier in identifiers {
            if self
                .holders
                .get(identifier)
                .is_some_and(|holder| holder == customer)
            {
                self.holders.remove(identifier);
            }
        }
    }

    fn erase(&mut self, customer: &str) {
        if let Some(known) = self.customers.remove(customer) {
            self.let_go(customer, &known.identifiers);
            for merged in &known.merged {
                self.aliases.remove(merged);
            }
        }
        self.erased.insert(customer.to_owned());
    }

    fn publish(&mut self, terms: Terms) {
        self.terms
            .retain(|before| before.proposition != terms.proposition);
        self.terms.push(terms);
        self.terms
            .sort_by_key(|terms| (terms.special, terms.first_index));
    }

    fn define(&mut self, change: &Change) {
        for term in &change.terms {
            let gone = change.removed.contains(term);
            let (list, id) = match term.split_once(':') {
                Some(("purpose", id)) => (&mut self.purposes, id),
                Some(("data", id)) => (&mut self.data, id),
                _ => continue,
            };
            let kind = change.defined.iter().find(|kind| kind.id == id);
            if let Some(kind) = kind.filter(|_| term.starts_with("data:")) {
                self.kinds.insert(id.to_owned(), kind.clone());
            }
            if gone {
                list.remove(id);
            } else {
                list.insert(id.to_owned());
            }
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
fn is_zero(index: &u64) -> bool {
    *index == 0
}

fn is_id(reference: &str) -> bool {
    reference.starts_with("cus_") && !reference.contains(':')
}

/// The spelling in which the server keeps an identifier: e-mail addresses in small letters, and
/// composed (NFC).
fn canonical(text: &str) -> Cow<'_, str> {
    let small = text
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    match text.strip_prefix("email:") {
        Some(address) if !small && address.contains('@') => {
            let composed: String = address.nfc().collect();
            let address: String = composed.to_lowercase().nfc().collect();
            Cow::Owned(format!("email:{address}"))
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests;
