//! Change the registry of purposes and data categories.
//!
//! What customers agreed to stays what it was. Of a term that a live version names, or that
//! somebody's answer rests on, its words, its origin and its sensitivity are fixed: other words are
//! another term, and a version that uses it, which two people look at and everybody answers anew.
//! Its spelling can be mended, words in a further language can be added, and the field's name and
//! the term of the vocabulary corrected, which no customer reads; receipts and pages of the past
//! tell all of it as it was then.

use std::collections::BTreeSet;

use super::{Answering, Change, Circumstances, Decision, Refusal, World, allowed};
use crate::access::Deed;
use crate::catalogue::{
    Catalogue, DataCategory, Fault, Registry, Sensitivity, Slug, Term, TermKey, label_field,
    letters,
};
use crate::clock::Timestamp;
use crate::consent::ActorRef;
use crate::guard::Condition;
use crate::ledger::{Body, RegistryChanged, TermChange};
use crate::lint::{Level, lint_label};

/// The most terms: far more than anybody picks from.
const MOST_TERMS: usize = 500;

/// What to do with the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistryEdit {
    /// Add a term under an id that no other has.
    Add(Term),
    /// Put this in the place of the term with its key, which was looked at in its revision `over`
    /// (see [`crate::catalogue::Registry::revision`]).
    Change {
        /// How it is to be.
        term: Term,
        /// What was looked at.
        over: u64,
    },
    /// Take out a term that nothing uses, which was looked at in its revision `over`.
    Remove {
        /// Which.
        key: TermKey,
        /// What was looked at.
        over: u64,
    },
    /// Add each of these whose id no other has, and put the others in the place of what is there:
    /// all or none.
    Import {
        /// How they are to be.
        terms: Vec<Term>,
        /// The ledger index up to which the registry was looked at.
        seen: u64,
    },
    /// Make the registry be exactly these, whatever uses them: as it is on the live side.
    Mirror(Vec<Term>),
}

pub(super) fn decide(
    world: &dyn World,
    edit: &RegistryEdit,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    let deed = match edit {
        RegistryEdit::Mirror(_) => Deed::MirrorRegistry,
        _ => Deed::EditRegistry,
    };
    allowed(with, deed)?;
    let changes = match edit {
        RegistryEdit::Add(term) => add(world, term)?,
        RegistryEdit::Change { term, over } => change(world, term, *over, with.now)?,
        RegistryEdit::Remove { key, over } => remove(world, key, *over, with.now)?,
        RegistryEdit::Import { terms, seen } => import(world, terms, *seen, with.now)?,
        RegistryEdit::Mirror(terms) => mirror(world, terms),
    };
    let actor = ActorRef::from(with.actor);
    // Where it is so already, there is nothing to say.
    let body =
        (!changes.is_empty()).then(|| Body::Registry(Box::new(RegistryChanged { changes, actor })));
    Ok(Decision {
        changes: body
            .into_iter()
            .map(|body| Change::Append(Box::new(body)))
            .collect(),
        answer: Answering::RegistryChanged,
    })
}

fn add(world: &dyn World, term: &Term) -> Result<Vec<TermChange>, Refusal> {
    let registry = world.catalogue().registry();
    match registry.term(&term.key()) {
        // Pressed twice: the first press added it.
        Some(known) if known == *term => return Ok(vec![]),
        Some(_) => return Err(fault("id", "something else has this id already")),
        None => {}
    }
    good(term, None)?;
    if !fits(registry, 1) {
        return Err(full());
    }
    Ok(vec![TermChange::Put(term.clone())])
}

fn change(
    world: &dyn World,
    term: &Term,
    over: u64,
    now: Timestamp,
) -> Result<Vec<TermChange>, Refusal> {
    let registry = world.catalogue().registry();
    let key = term.key();
    let known = registry.term(&key).ok_or(Refusal::TermMoved)?;
    if known == *term {
        return Ok(vec![]);
    }
    if registry.revision(&key) != Some(over) {
        return Err(Refusal::TermMoved);
    }
    good(term, Some(&known))?;
    let fixed = fixed(&known, term);
    if !fixed.is_empty() && !users(world, &key).is_empty() {
        return Err(Refusal::Faults(fixed));
    }
    if let Some(fault) = lets_through(world.catalogue(), &known, term, now) {
        return Err(Refusal::Faults(vec![fault]));
    }
    Ok(vec![TermChange::Put(term.clone())])
}

/// What is wrong where a red line is weakened by what a term is to be.
pub(super) fn lets_through(
    catalogue: &Catalogue,
    known: &Term,
    after: &Term,
    now: Timestamp,
) -> Option<Fault> {
    let by = weakened(catalogue, known, Some(after), now)?;
    Some(Fault {
        field: "sensitivity".to_owned(),
        message: Refusal::TermRuled { by }.to_string(),
    })
}

/// The red line that holds of the data as it is `known`, and would not hold of it as it is to be, or once
/// it is gone and comes back as something else: the registry must not weaken a line, for which customers
/// have 30 days and two people look (rule 14).
pub(super) fn weakened(
    catalogue: &Catalogue,
    known: &Term,
    after: Option<&Term>,
    now: Timestamp,
) -> Option<Slug> {
    let Term::Data(known) = known else {
        return None;
    };
    let after = match after {
        Some(Term::Data(after)) => Some(after),
        _ => None,
    };
    let mut lines = catalogue.red_lines().standing(now);
    let weakened = lines.find(|stands| {
        let when = &stands.line.when;
        loses_data(when, known, after) || loses_guesses(when, known, after)
    })?;
    Some(weakened.line.key.clone())
}

/// Whether the condition holds of that kind of data, and would not any more.
fn loses_data(when: &Condition, known: &DataCategory, after: Option<&DataCategory>) -> bool {
    let still = after.is_some_and(|after| when.holds_of(after));
    when.asks_for_data() && when.holds_of(known) && !still
}

/// Whether the condition holds of what is guessed from that kind of data, and would not any more. What
/// is gone may come back as harmful as anything.
fn loses_guesses(when: &Condition, known: &DataCategory, after: Option<&DataCategory>) -> bool {
    let still = match after {
        Some(after) => when.holds_of_guess_from(after.sensitivity),
        None => {
            let mut all = Sensitivity::ALL.iter();
            all.all(|harm| when.holds_of_guess_from(*harm))
        }
    };
    when.holds_of_guess_from(known.sensitivity) && !still
}

fn remove(
    world: &dyn World,
    key: &TermKey,
    over: u64,
    now: Timestamp,
) -> Result<Vec<TermChange>, Refusal> {
    match world.catalogue().registry().revision(key) {
        // Pressed twice: the first press took it out.
        None => return Ok(vec![]),
        Some(revision) if revision != over => return Err(Refusal::TermMoved),
        Some(_) => {}
    }
    let by = users(world, key);
    if !by.is_empty() {
        return Err(Refusal::TermUsed { by });
    }
    let known = world.catalogue().registry().term(key);
    match known.and_then(|known| weakened(world.catalogue(), &known, None, now)) {
        None => Ok(vec![TermChange::Remove(key.clone())]),
        Some(by) => Err(Refusal::TermRuled { by }),
    }
}

fn import(
    world: &dyn World,
    terms: &[Term],
    seen: u64,
    now: Timestamp,
) -> Result<Vec<TermChange>, Refusal> {
    let registry = world.catalogue().registry();
    let mut keys = BTreeSet::new();
    let (mut changes, mut faults, mut new) = (Vec::new(), Vec::new(), 0);
    for term in terms {
        let key = term.key();
        let known = registry.term(&key);
        if !keys.insert(key.clone()) || known.as_ref() == Some(term) {
            continue;
        }
        if registry.moved_since(&key, seen) {
            return Err(Refusal::TermMoved);
        }
        let mut found = term_faults(term, known.as_ref());
        match &known {
            Some(known) => {
                let fixed = fixed(known, term);
                if !fixed.is_empty() && !users(world, &key).is_empty() {
                    found.extend(fixed);
                }
                found.extend(lets_through(world.catalogue(), known, term, now));
            }
            None => new += 1,
        }
        faults.extend(found.into_iter().map(|fault| Fault {
            field: format!("{key}.{}", fault.field),
            ..fault
        }));
        changes.push(TermChange::Put(term.clone()));
    }
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    if !fits(registry, new) {
        return Err(full());
    }
    Ok(changes)
}

/// Whether so many more terms have room.
pub(super) fn fits(registry: &Registry, new: usize) -> bool {
    registry.len().saturating_add(new) <= MOST_TERMS
}

fn mirror(world: &dyn World, terms: &[Term]) -> Vec<TermChange> {
    let registry = world.catalogue().registry();
    let wanted: BTreeSet<_> = terms.iter().map(Term::key).collect();
    let gone = registry.terms().map(|term| term.key());
    let gone = gone.filter(|key| !wanted.contains(key));
    let gone = gone.map(TermChange::Remove);
    let put = terms.iter().filter(|term| {
        let known = registry.term(&term.key());
        known.as_ref() != Some(term)
    });
    gone.chain(put.cloned().map(TermChange::Put)).collect()
}

/// The propositions that use the term: their live version names it, or one that somebody still has
/// an answer of.
fn users(world: &dyn World, key: &TermKey) -> Vec<Slug> {
    let all = world.catalogue().propositions();
    let users = all.filter(|proposition| {
        let live = proposition.live();
        if live.is_some_and(|version| version.document.names(key)) {
            return true;
        }
        let versions = proposition.versions().iter();
        let naming = versions.filter(|version| version.document.names(key));
        let naming: BTreeSet<_> = naming.map(|version| version.number).collect();
        !naming.is_empty() && world.answered(&proposition.key, &naming)
    });
    users.map(|proposition| proposition.key.clone()).collect()
}

/// What of a term that is in use cannot change so.
pub(super) fn fixed(known: &Term, term: &Term) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut words = |field: String, before: &str, after: Option<&str>| {
        if after.is_none_or(|after| letters(before) != letters(after)) {
            let message = "customers agreed to these words: mend the spelling alone, or add \
                           something new with other words";
            faults.push(Fault {
                field,
                message: message.to_owned(),
            });
        }
    };
    words("label".to_owned(), known.label(), Some(term.label()));
    for (tag, before) in known.labels() {
        let after = term.labels().get(tag).map(String::as_str);
        words(label_field(tag), before, after);
    }
    if let (Term::Purpose(known), Term::Purpose(term)) = (known, term) {
        let message = if known.is_selling() != term.is_selling() {
            Some("customers agreed to this: what sells or shares is something new")
        } else if known.needs_consent() != term.needs_consent()
            || known.is_security() != term.is_security()
        {
            // What needs a yes follows from the term, and does not change under what is live.
            Some("customers agreed to this: what needs a yes, or needs none, is something new")
        } else {
            None
        };
        faults.extend(message.map(|message| Fault {
            field: "dpv".to_owned(),
            message: message.to_owned(),
        }));
    }
    if let (Term::Data(known), Term::Data(term)) = (known, term) {
        for (field, same) in [
            ("origin", known.origin == term.origin),
            ("sensitivity", known.sensitivity == term.sensitivity),
        ] {
            if !same {
                faults.push(Fault {
                    field: field.to_owned(),
                    message: "customers agreed to this: add something new instead".to_owned(),
                });
            }
        }
    }
    faults
}

/// What must be mended in a term that is to take the place of `known`. Customers read its labels on
/// every card that uses it, so that whatever the linter blocks in a text keeps them out here, whoever
/// types them; what stands there already is judged again with each document that uses it.
pub(super) fn term_faults(term: &Term, known: Option<&Term>) -> Vec<Fault> {
    let mut faults = term.faults();
    let english = std::iter::once(("label".to_owned(), "en", term.label()));
    let others = term.labels().iter();
    let others = others.map(|(tag, words)| (label_field(tag), tag.as_str(), words.as_str()));
    for (field, tag, words) in english.chain(others) {
        let before = known.and_then(|known| match tag {
            "en" => Some(known.label()),
            tag => known.labels().get(tag).map(String::as_str),
        });
        if before == Some(words) || faults.iter().any(|fault| fault.field == field) {
            continue;
        }
        let found = lint_label(words, tag);
        let mut blocking = found.iter().filter(|found| found.level == Level::Block);
        if let Some(found) = blocking.next() {
            let message = format!("say it plainly, without `{}`", quoted(words, found.span));
            faults.push(Fault { field, message });
        }
    }
    faults
}

/// The characters of a text that a finding is about; all of them where it is about no part.
fn quoted(text: &str, span: Option<(usize, usize)>) -> String {
    let (from, to) = span.unwrap_or((0, usize::MAX));
    let part = text.chars().skip(from).take(to.saturating_sub(from));
    // A mark of its own would end the quotation.
    part.filter(|c| *c != '`').collect()
}

fn good(term: &Term, known: Option<&Term>) -> Result<(), Refusal> {
    let faults = term_faults(term, known);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Faults(faults))
    }
}

fn full() -> Refusal {
    fault("id", "the registry is full: take out what nothing uses")
}

fn fault(field: &str, message: &str) -> Refusal {
    Refusal::Faults(vec![Fault {
        field: field.to_owned(),
        message: message.to_owned(),
    }])
}
