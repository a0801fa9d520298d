//! L-T1, who is told of in the text: somebody outside has a hand in it, and no recipient is she.
//!
//! GDPR Article 13(1)(e) asks for "the recipients, if any", so that an empty list says that nobody outside sees
//! the data. It is untrue where the texts tell of a call centre that rings.

use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::letters::fold;
use crate::lint::page::{Field, Page, Role};
use crate::lint::phrase::Run;
use crate::lint::says::{Instead, Says};
use crate::lint::text::says_no;
use crate::lint::words::parties::{Parties, TRADES, parties};

/// How many words behind a party its verb can stand, and before it what is done with it.
const BEHIND: usize = 3;
const BEFORE: usize = 9;

/// As much of a recipient as is a name and what it does, in bytes.
const NAME: usize = 400;

/// The most recipients and parties that are looked at.
const MOST: usize = 100;

/// How many words before a party can say whose or which it is.
const WHOSE: usize = 2;

/// Channels that somebody else carries. A house has its own mail and its own telephone.
const CARRIED: &[&str] = &["sms", "post", "messaging"];

/// How clear it is that a party is outside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Party {
    /// Nobody, or the reader's own.
    Nobody,
    /// "The printer", "our printer": a part of the house may be called so.
    Somebody,
    /// "A printer", "printers": nobody of the house.
    Anybody,
}

pub(super) fn judge(page: &Page<'_>, listed: usize, found: &mut Findings) {
    let mut told = false;
    if let Some(tables) = parties(page.language) {
        let named: Vec<String> = page
            .with(Role::Recipient)
            .take(MOST)
            .map(|field| fold(field.raw.get(..NAME).unwrap_or(&field.raw)))
            .collect();
        let alone = page
            .with(Role::Recipient)
            .all(|field| tables.only.is_in(&field.text));
        // Where nobody is said to do anything, it is the house that is named.
        let house = page
            .with(Role::Recipient)
            .all(|field| !field.raw.contains('('));
        for field in page.fields.iter().filter(|field| {
            matches!(
                field.role,
                Role::Title
                    | Role::Use
                    | Role::What
                    | Role::IfOff
                    | Role::Stays
                    | Role::Question
                    | Role::Note
            )
        }) {
            let parties = tables.party.find(&field.text);
            let hands = match parties.is_empty() {
                true => Hands::default(),
                false => Hands {
                    does: tables.does.find(&field.text),
                    gives: tables.gives.find(&field.text),
                },
            };
            for run in parties.into_iter().take(MOST) {
                let party = party(field, run, tables);
                if party == Party::Nobody || !hands.are_in(field, run, tables) {
                    continue;
                }
                let trades = trades(field, run);
                let known = trades.iter().any(|trade| {
                    named
                        .iter()
                        .any(|name| trade.iter().any(|part| name.contains(part)))
                });
                let level = match (listed, party) {
                    _ if known => continue,
                    (0, Party::Anybody) => Level::Block,
                    (0, _) => Level::Warn,
                    (1, _) if house && is_outside(field, run) => Level::Block,
                    // Who is listed may be the one, under a name that tells no trade.
                    _ if alone && party == Party::Anybody => Level::Warn,
                    _ if trades.is_empty() || party != Party::Anybody => continue,
                    _ => Level::Warn,
                };
                told = true;
                found.run(
                    Rule::Named,
                    level,
                    field,
                    run,
                    Says::PartyUnnamed,
                    Instead::NameEach,
                );
            }
        }
    }
    let carried = page
        .list("channels")
        .iter()
        .any(|channel| channel.as_str().is_some_and(|word| CARRIED.contains(&word)));
    if listed == 0 && carried && !told {
        found.whole(
            Rule::Named,
            Level::Warn,
            "recipients",
            Says::NobodyNamed,
            Instead::NobodyOutside,
        );
    }
}

/// Whether a party is said to be outside: "an outside agency", "eine externe Agentur".
fn is_outside(field: &Field<'_>, run: Run) -> bool {
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    (run.0.saturating_sub(1)..=run.1)
        .filter(|at| clause(*at) == clause(run.0))
        .map(|at| field.text.word(at))
        .any(|word| {
            matches!(word, "outside" | "external" | "خارجيه" | "خارجي")
                || word.starts_with("extern")
                || word.starts_with("fremde")
        })
}

/// Whose or which party it is, by the words before it.
fn party(field: &Field<'_>, run: Run, tables: &Parties) -> Party {
    let clause = field.text.get(run.0).map(|token| token.clause);
    let before = || {
        (run.0.saturating_sub(WHOSE)..run.0)
            .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
            .map(|at| field.text.word(at))
    };
    let near = run.0.checked_sub(1).map_or("", |at| field.text.word(at));
    // An Arabic noun without its article is any.
    let article = [
        "the", "our", "this", "that", "der", "die", "das", "dem", "den", "unser",
    ];
    let of_the_house = before().any(|word| {
        article.contains(&word) || word.starts_with("unser") || matches!(word, "we" | "wir")
    });
    if field.text.is_denied(run.0)
        || tables.hers.contains(&near)
        || before().any(|word| tables.hers.contains(&word) || says_no(word))
    {
        Party::Nobody
    } else if before().any(|word| tables.any.contains(&word)) {
        Party::Anybody
    } else if of_the_house
        || field
            .text
            .get(run.0)
            .is_some_and(|token| token.capital && run.0 > 0 && tables.bare && !tables.whole_clause)
    {
        Party::Somebody
    } else {
        let last = field.text.word(run.1.saturating_sub(1));
        let several = !tables.whole_clause && last.ends_with('s') && !last.ends_with("ss");
        if several || tables.whole_clause {
            Party::Anybody
        } else {
            Party::Somebody
        }
    }
}

/// What is done in a text, by whomever.
#[derive(Default)]
struct Hands {
    does: Vec<Run>,
    gives: Vec<Run>,
}

impl Hands {
    /// Whether the clause of a party says that it gets something, or does something with it.
    fn are_in(&self, field: &Field<'_>, run: Run, tables: &Parties) -> bool {
        let clause = field.text.get(run.0).map(|token| token.clause);
        let same = |at: usize| field.text.get(at).map(|token| token.clause) == clause;
        let whole = tables.whole_clause;
        let behind = if whole { BEFORE } else { BEHIND };
        let does = near(&self.does, run).any(|verb| {
            let after = verb.0 >= run.1 && verb.0 < run.1.saturating_add(behind);
            let before =
                whole && verb.1 <= run.0 && verb.0 >= run.0.saturating_sub(WHOSE.saturating_add(1));
            same(verb.0) && (after || before) && !field.text.is_denied(verb.0)
        });
        let given = near(&self.gives, run).any(|verb| {
            let last = verb.1.saturating_sub(1);
            // What stands between is the party's own: an article and an adjective.
            let reach = if whole {
                BEFORE
            } else {
                WHOSE.saturating_add(1)
            };
            let before = verb.1 <= run.0 && run.0.saturating_sub(verb.1) <= reach;
            let after = whole && verb.0 >= run.1 && verb.0 < run.1.saturating_add(BEFORE);
            same(last) && (before || after) && !field.text.is_denied(verb.0)
        });
        does || given
    }
}

/// The runs that stand near one: they are in order.
fn near(runs: &[Run], run: Run) -> impl Iterator<Item = &Run> {
    let reach = BEFORE.saturating_mul(3);
    let first = runs.partition_point(|other| other.0.saturating_add(reach) < run.0);
    runs.get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(move |other| other.0 < run.1.saturating_add(reach))
}

/// The trades of a party.
fn trades(field: &Field<'_>, run: Run) -> Vec<&'static [&'static str]> {
    let words = field.text.tokens.get(run.0..run.1).unwrap_or_default();
    TRADES
        .iter()
        .copied()
        .filter(|trade| {
            words
                .iter()
                .any(|token| trade.iter().any(|part| token.word.contains(part)))
        })
        .collect()
}
