//! What most can never have, and what nobody can see (L-V1, L-F1): a prize for the first of all, a count that no month
//! has room for, a promise for everybody, a feeling. A reviewer can know better, so these warn.

use super::claims::number;
use super::stems::{is_content, is_one};
use super::value::count;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Page, Role};
use crate::lint::phrase::Run;
use crate::lint::says::{Instead, Says};
use crate::lint::words::shaky::{Shaky, shaky};

/// How many words on each side of a place are asked.
const REACH: usize = 16;

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(tables) = shaky(page.language) else {
        return;
    };
    for field in &page.fields {
        match field.role {
            Role::Use => {
                first_of_all(field, tables, found);
                no_room(field, tables, found);
                promised(field, tables, found);
            }
            Role::Title | Role::Question => promised(field, tables, found),
            Role::What => {
                first_of_all(field, tables, found);
                no_room(field, tables, found);
                promised(field, tables, found);
                mood(page, field, tables, found);
            }
            Role::Unit => mood(page, field, tables, found),
            _ => {}
        }
    }
}

/// Only the first, the best or the winner gets what everybody is promised.
fn first_of_all(field: &Field<'_>, tables: &Shaky, found: &mut Findings) {
    for run in tables.top.find(&field.text) {
        if !field.text.is_denied(run.0) {
            let (says, instead) = (Says::MoreThanGiven, Instead::SameAsGiven);
            found.run(Rule::Countable, Level::Warn, field, run, says, instead);
        }
    }
}

/// A condition that counts more deeds than people do in its time: "28 nights in the same month".
fn no_room(field: &Field<'_>, tables: &Shaky, found: &mut Findings) {
    /// How many words behind a number can stand before what is counted.
    const NAMED: usize = 2;
    for (at, token) in field.text.tokens.iter().enumerate() {
        let Some(count) = number(token).filter(|_| !token.money && !token.percent) else {
            continue;
        };
        let counted = (at.saturating_add(1)..=at.saturating_add(NAMED))
            .find(|at| is_one(field.text.word(*at), tables.deeds));
        let Some(counted) = counted else { continue };
        let sentence = |at: &usize| field.text.get(*at).map(|token| token.sentence);
        let here = || {
            (at.saturating_sub(REACH)..counted.saturating_add(REACH))
                .filter(|near| sentence(near) == Some(token.sentence))
                .map(|at| field.text.word(at))
        };
        let conditional = here().any(|word| is_one(word, tables.conditions));
        let behind = || {
            (counted..counted.saturating_add(REACH))
                .filter(|near| sentence(near) == Some(token.sentence))
        };
        let most = behind().find_map(|at| {
            let word = field.text.word(at);
            let span = tables.spans.iter().find(|(span, _)| is_one(word, span));
            span.map(|(_, most)| *most)
        });
        if conditional && most.is_some_and(|most| count > most) {
            let run = (at, counted.saturating_add(1));
            let (says, instead) = (Says::MoreThanGiven, Instead::SameAsGiven);
            found.run(Rule::Countable, Level::Warn, field, run, says, instead);
        }
    }
}

/// What nobody can promise: nothing to pay, for everybody, for certain.
fn promised(field: &Field<'_>, tables: &Shaky, found: &mut Findings) {
    for run in tables.promise.find(&field.text) {
        if !field.text.is_denied(run.0) {
            let (says, instead) = (Says::Overpromised, Instead::Provable);
            found.run(Rule::Kept, Level::Warn, field, run, says, instead);
        }
    }
}

/// A benefit, or what it is counted in, that is only how something feels: "a warmer welcome". A number makes it no
/// thing.
fn mood(page: &Page<'_>, field: &Field<'_>, tables: &Shaky, found: &mut Findings) {
    let mut words = field
        .text
        .tokens
        .iter()
        .filter(|token| is_content(&token.word) && !token.is_digits())
        .map(|token| token.word.as_str())
        .peekable();
    if words.peek().is_none() {
        return;
    }
    let mut felt = false;
    for word in words {
        if is_one(word, tables.mood) {
            felt = true;
        } else if !is_one(word, tables.abstracts) {
            return;
        }
    }
    if felt {
        let all: Run = (0, field.text.words());
        let (says, instead) = (Says::Hollow, count(page, &field.name));
        found.run(Rule::Countable, Level::Warn, field, all, says, instead);
    }
}
