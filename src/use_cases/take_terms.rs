//! Take terms of a file over into the registry: what becomes of each, before anything is stored.

use std::collections::BTreeSet;

use super::edit_registry::{fits, fixed, lets_through, term_faults};
use super::{Mutual, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{Catalogue, Fault, Term, TermKey, label_field};
use crate::clock::Timestamp;

/// What a file says of one term.
#[derive(Debug)]
pub struct TermLine {
    /// What the file calls it.
    pub from: String,
    /// What it is here.
    pub read: TermRead,
}

/// What a term of a file is here.
#[derive(Debug)]
pub enum TermRead {
    /// A term.
    Term {
        /// It.
        term: Box<Term>,
        /// Whether the file is of our own shape, and says how the term is to be where it is there
        /// already. The words of somebody else's vocabulary are for nobody's customers.
        exact: bool,
        /// What somebody should look at.
        notes: Vec<&'static str>,
    },
    /// Nothing to take over, and why.
    Skipped(String),
    /// Nothing that can be taken over, and why.
    Bad(String),
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is added.
    New,
    /// It takes the place of what is there, which differs in these fields.
    Changed(Vec<TermDifference>),
    /// It is there, just so.
    Same,
    /// It is there in other words, and stays as it is.
    Stays,
    /// It came before in this file.
    Twice,
    /// It is nothing for the registry, and why.
    LeftOut(String),
    /// It cannot be taken over, and keeps the whole file out; and why.
    Refused(Vec<Fault>),
}

/// A field of a term, as it is and as it would be; empty where there is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermDifference {
    /// Which, as in the faults of a term.
    pub field: String,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub now: String,
}

/// A line, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermFate {
    /// What the file calls it.
    pub from: String,
    /// The term; `None` where there is none in it.
    pub term: Option<Term>,
    /// What becomes of it.
    pub fate: Fate,
    /// What somebody should look at.
    pub notes: Vec<&'static str>,
}

/// What becomes of a file: all of it, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermPlan {
    /// Each line, in the order of the file.
    pub lines: Vec<TermFate>,
    /// Whether there is room for what is new.
    pub fits: bool,
    /// The ledger index up to which the registry was looked at.
    pub seen: u64,
}

impl TermPlan {
    pub(super) fn of(
        catalogue: &Catalogue,
        seen: u64,
        now: Timestamp,
        lines: Vec<TermLine>,
    ) -> Self {
        let mut keys = BTreeSet::new();
        let lines = lines.into_iter();
        let lines = lines.map(|line| one(catalogue, now, line, &mut keys));
        let lines: Vec<_> = lines.collect();
        let new = lines.iter().filter(|line| line.fate == Fate::New).count();
        Self {
            fits: fits(catalogue.registry(), new),
            lines,
            seen,
        }
    }

    /// The terms that are added or changed.
    #[must_use]
    pub fn terms(&self) -> Vec<Term> {
        let lines = self.lines.iter();
        let lines = lines.filter(|line| matches!(line.fate, Fate::New | Fate::Changed(_)));
        lines.filter_map(|line| line.term.clone()).collect()
    }

    /// How many lines keep the file out.
    #[must_use]
    pub fn refused(&self) -> usize {
        let lines = self.lines.iter();
        lines
            .filter(|line| matches!(line.fate, Fate::Refused(_)))
            .count()
    }
}

fn one(
    catalogue: &Catalogue,
    now: Timestamp,
    line: TermLine,
    keys: &mut BTreeSet<TermKey>,
) -> TermFate {
    let (term, exact, notes) = match line.read {
        TermRead::Term { term, exact, notes } => (*term, exact, notes),
        TermRead::Skipped(why) => {
            return TermFate {
                from: line.from,
                term: None,
                fate: Fate::LeftOut(why),
                notes: Vec::new(),
            };
        }
        TermRead::Bad(message) => {
            let field = String::new();
            return TermFate {
                from: line.from,
                term: None,
                fate: Fate::Refused(vec![Fault { field, message }]),
                notes: Vec::new(),
            };
        }
    };
    let key = term.key();
    let known = catalogue.registry().term(&key);
    let is_same = known.as_ref() == Some(&term);
    let fate = match known {
        _ if keys.contains(&key) => Fate::Twice,
        _ if is_same => Fate::Same,
        Some(_) if !exact => Fate::Stays,
        known => {
            let mut faults = term_faults(&term, known.as_ref());
            if let Some(known) = &known {
                // Where only an older version names it, the one writer knows whether somebody still has
                // an answer of that.
                let mut live = catalogue.live();
                if live.any(|(_, version)| version.document.names(&key)) {
                    faults.extend(fixed(known, &term));
                }
                faults.extend(lets_through(catalogue, known, &term, now));
            }
            match known {
                _ if !faults.is_empty() => Fate::Refused(faults),
                Some(known) => Fate::Changed(differences(&known, &term)),
                None => Fate::New,
            }
        }
    };
    keys.insert(key);
    TermFate {
        from: line.from,
        term: Some(term),
        fate,
        notes,
    }
}

/// The fields in which two terms of one key differ.
fn differences(before: &Term, now: &Term) -> Vec<TermDifference> {
    let kinds = |term: &Term| match term {
        Term::Purpose(_) => (String::new(), String::new()),
        Term::Data(data) => (data.origin.word().into(), data.sensitivity.word().into()),
    };
    let ((origin, sensitivity), (new_origin, new_sensitivity)) = (kinds(before), kinds(now));
    let text = |text: &str| text.to_owned();
    let mut fields = vec![
        (text("name"), text(before.name()), text(now.name())),
        (text("label"), text(before.label()), text(now.label())),
    ];
    let tags: BTreeSet<_> = before.labels().keys().chain(now.labels().keys()).collect();
    fields.extend(tags.into_iter().map(|tag| {
        let of = |term: &Term| term.labels().get(tag).cloned().unwrap_or_default();
        (label_field(tag), of(before), of(now))
    }));
    fields.push((text("origin"), origin, new_origin));
    fields.push((text("sensitivity"), sensitivity, new_sensitivity));
    fields.push((text("dpv"), text(before.dpv()), text(now.dpv())));
    let differ = fields.into_iter().filter(|(_, before, now)| before != now);
    let differences = differ.map(|(field, before, now)| TermDifference { field, before, now });
    differences.collect()
}

impl Mutual {
    /// What would become of each line of a file of terms. Nothing is stored.
    ///
    /// # Errors
    ///
    /// [`Reading::Denied`].
    pub fn plan_terms(&self, actor: &Actor, lines: Vec<TermLine>) -> Result<TermPlan, Reading> {
        authorise(actor, Deed::EditRegistry)?;
        // The index first: what changes in between is only looked at more strictly.
        let (seen, now) = (self.engine.index(), self.engine.now());
        Ok(TermPlan::of(&self.engine.catalogue(), seen, now, lines))
    }
}
