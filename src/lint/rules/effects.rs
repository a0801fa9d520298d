//! What a verb of loss says, and of what: subject, object and "not", read as a sentence and not as a phrase.

use std::collections::BTreeSet;

use super::stake::is_a_stake;
use super::stems::{is_content, is_doing, is_same, is_short_for, stem_in, stems_in};
use crate::lint::page::{Field, Language};
use crate::lint::phrase::{Lexicon, Run};
use crate::lint::words::Effects;

/// How many words before a verb can be its subject.
const SUBJECT: usize = 6;

/// How many words behind a verb can be its object.
const OBJECT: usize = 4;

/// How many words behind a condition can name the benefit.
const HANGS: usize = 4;

/// How a run is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// By its subject.
    Subject,
    /// By its object.
    Object,
    /// By both; a "not" is part of it.
    Negated,
    /// It is a loss whatever it is said of.
    Anything,
}

/// What a document speaks of: stems of its title, use, benefits and question.
pub(super) struct Own<'a> {
    pub(super) stems: &'a BTreeSet<String>,
    pub(super) language: Language,
}

/// The stems by which a document is known to speak of something, in one of its texts.
pub(super) fn stems_of(
    field: &Field<'_>,
    language: Language,
    with: Option<&Effects>,
) -> Vec<String> {
    /// The most words of a text that are looked at.
    const MOST: usize = 200;
    let empty = with.map_or(&[][..], |with| with.empty);
    let words = field.text.tokens.iter().map(|token| token.word.as_str());
    words
        .filter(|word| is_content(word) && !empty.contains(word))
        .take(MOST)
        .flat_map(|word| stems_in(language, word))
        .map(str::to_owned)
        .collect()
}

/// Every place of a text that says something is lost, dearer, later or less, and is not of the document's
/// own.
pub(super) fn find(field: &Field<'_>, with: &Effects, own: &Own<'_>) -> Vec<(Run, Of)> {
    let tables: [(&'static Lexicon, Of); 4] = [
        (with.subject, Of::Subject),
        (with.object, Of::Object),
        (with.negated, Of::Negated),
        (with.other, Of::Anything),
    ];
    let mut found = Vec::new();
    for (lexicon, of) in tables {
        // A run that is denied must not hide the next one behind it.
        for run in lexicon.each(&field.text) {
            let harmless = match of {
                Of::Subject => {
                    is_own(field, subject(field, with, run.0), with, own) || is_this(field, run)
                }
                Of::Negated => {
                    is_own(field, subject(field, with, run.0), with, own)
                        || is_own_within(field, behind(field, run, with), with, own)
                        || is_bare(field, run, with)
                }
                Of::Object => is_own_within(field, run, with, own),
                Of::Anything => false,
            };
            if !harmless {
                found.push((run, of));
            }
        }
    }
    found
}

/// Where the object of what is not done stands: behind the run, or, where a verb stands at the end of its clause,
/// anywhere in the clause that the run ends.
fn behind(field: &Field<'_>, run: Run, with: &Effects) -> Run {
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let last = run.1.saturating_sub(1);
    if with.whole_clause && clause(run.1) != clause(last) {
        (last, last)
    } else {
        (run.1, run.1)
    }
}

/// Whether what ends is "this" or "it", and so the exchange itself: يتوقف ذلك خلال ساعة, "das endet sofort".
fn is_this(field: &Field<'_>, run: Run) -> bool {
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let behind = field.text.word(run.1);
    let arabic =
        clause(run.1) == clause(run.0) && matches!(behind, "ذلك" | "هذا" | "هذه" | "الامر" | "كله");
    // "The service ends": by no other name, and nobody's, it is the exchange.
    let named = run.0.checked_sub(2).is_some_and(|at| {
        clause(at) == clause(run.0)
            && at
                .checked_sub(1)
                .is_none_or(|more| clause(more) != clause(at))
            && matches!(
                field.text.word(at),
                "the" | "this" | "that" | "der" | "die" | "das" | "dieser" | "diese" | "dieses"
            )
            && matches!(
                field.text.word(at.saturating_add(1)),
                "service"
                    | "option"
                    | "offer"
                    | "feature"
                    | "arrangement"
                    | "exchange"
                    | "dienst"
                    | "angebot"
                    | "funktion"
                    | "sache"
                    | "austausch"
            )
    });
    let before = run.0.checked_sub(1);
    let first = |at: usize| {
        at.checked_sub(1)
            .is_none_or(|more| clause(more) != clause(at))
    };
    let german = before.is_some_and(|at| {
        clause(at) == clause(run.0)
            && first(at)
            && matches!(field.text.word(at), "das" | "dies" | "es" | "alles")
    });
    arabic || german || named
}

/// Whether a clause names nothing at all, and so speaks of what the one before named: "dann keinen mehr".
fn is_bare(field: &Field<'_>, run: Run, with: &Effects) -> bool {
    let clause = clause_of(field, run.0);
    with.whole_clause
        && run.0 > 0
        && field
            .text
            .tokens
            .get(clause.0..clause.1)
            .unwrap_or_default()
            .iter()
            .all(|token| {
                let word = token.word.as_str();
                !is_content(word) || with.empty.contains(&word) || word == "langer"
            })
}

/// Where a text makes something hang on the switch, or on the benefit that it turns on: "the flap stays shut for
/// collars that are not tracked", "a point lasts three years on cards that give". Whoever says that it does
/// not hang on it says so in the same sentence.
pub(super) fn hanging(
    field: &Field<'_>,
    with: &Effects,
    promised: &Own<'_>,
    own: &Own<'_>,
) -> Vec<Run> {
    let mut found = Vec::new();
    for run in with.hangs.find(&field.text) {
        let last = run.1.saturating_sub(1);
        let clause = field.text.get(last).map(|token| token.clause);
        let to = run.1.saturating_add(HANGS);
        // "Guests who can be rung": who is told by anything that the data is used for.
        let who = (run.0..run.1).any(|at| with.who.contains(&field.text.word(at)));
        // "Without nightly tests, faults wait": a sentence that begins so speaks of the exchange itself.
        let begins = field.text.word(run.0) == "without"
            && run
                .0
                .checked_sub(1)
                .and_then(|at| field.text.get(at))
                .is_none_or(|before| {
                    field
                        .text
                        .get(run.0)
                        .is_some_and(|token| token.sentence != before.sentence)
                });
        let named = if who || begins { own } else { promised };
        let common = if who { with.common } else { &[] };
        let switch = (run.1..to)
            .take_while(|at| field.text.get(*at).map(|token| token.clause) == clause)
            .find(|at| {
                let word = field.text.word(*at);
                let stem = stem_in(promised.language, word);
                is_content(word)
                    && !common.contains(&word)
                    && !with.empty.contains(&word)
                    && named.stems.contains(stem)
            });
        if let Some(at) = switch {
            found.push((run.0, at.saturating_add(1)));
        }
    }
    found.extend(with.switched.find(&field.text));
    found.sort_unstable();
    found
}

/// The words that a verb says something of: those before it, up to where its clause or another thing begins.
fn subject(field: &Field<'_>, with: &Effects, verb: usize) -> Run {
    let clause = field.text.get(verb).map(|token| token.clause);
    if with.whole_clause {
        return clause_of(field, verb);
    }
    let mut from = verb;
    let least = verb.saturating_sub(SUBJECT);
    let mut to = verb;
    // "Bags are then": what stands between thing and verb is no thing.
    while to > least
        && with
            .skipped
            .contains(&field.text.word(to.saturating_sub(1)))
    {
        to = to.saturating_sub(1);
    }
    if from > to {
        from = to;
    }
    while from > least {
        let before = from.saturating_sub(1);
        let same = field.text.get(before).map(|token| token.clause) == clause;
        if !same
            || matches!(
                field.text.word(before),
                "and" | "but" | "or" | "then" | "und" | "oder"
            )
        {
            break;
        }
        from = before;
    }
    (from, to)
}

/// Whether a run only says that one more thing of the document's own ends, or is again as it was at first: "the
/// Friday email stops too", "the game goes back to its settings".
pub(super) fn is_own_end(field: &Field<'_>, run: Run, with: &Effects, own: &Own<'_>) -> bool {
    let has = |words: &[&str]| (run.0..run.1).any(|at| words.contains(&field.text.word(at)));
    let (too, back) = (has(&["too", "also", "auch"]), has(&["back", "zuruck"]));
    if !too && !back {
        return false;
    }
    let subject = subject(field, with, run.0);
    let named = !field
        .text
        .tokens
        .get(subject.0..subject.1)
        .unwrap_or_default()
        .is_empty();
    if !named || !is_own(field, subject, with, own) {
        return false;
    }
    let dear = (run.0..run.1).any(|at| {
        field
            .text
            .get(at)
            .is_some_and(|token| token.money || token.percent)
            || matches!(
                field.text.word(at),
                "price" | "rate" | "fare" | "fee" | "tariff" | "preis"
            )
    });
    let last = field.text.word(run.1.saturating_sub(1));
    too || (!dear && is_known(last, with, own))
}

/// Whether what stands before a condition is of the document's own.
pub(super) fn is_own_before(field: &Field<'_>, run: Run, with: &Effects, own: &Own<'_>) -> bool {
    let clause = clause_of(field, run.0);
    // The verb says nothing of the thing: "your delivery lasts as long as this is on".
    let verb = run.0.saturating_sub(1);
    clause.0 < verb && is_own(field, (clause.0, verb), with, own)
}

/// Whether something that the exchange gives stands in the clause before a run; behind it, where nothing stands before.
pub(super) fn is_given_before(field: &Field<'_>, run: Run, with: &Effects, own: &Own<'_>) -> bool {
    let clause = clause_of(field, run.0);
    if clause.0 == run.0 {
        is_given_behind(field, (run.1.saturating_sub(1), run.1), with, own)
    } else {
        (clause.0..run.0).any(|at| is_known(field.text.word(at), with, own))
    }
}

/// Whether something that the exchange gives stands in a run.
pub(super) fn is_given_in(field: &Field<'_>, run: Run, with: &Effects, own: &Own<'_>) -> bool {
    (run.0..run.1).any(|at| is_known(field.text.word(at), with, own))
}

/// Whether something that the exchange gives stands in a run or right behind it, in its sentence. A German one can be
/// the first part of a word.
pub(super) fn is_given_behind(field: &Field<'_>, run: Run, with: &Effects, own: &Own<'_>) -> bool {
    /// Shorter words begin too many others.
    const LEAST: usize = 5;
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let begins = |word: &str| {
        own.language == Language::German
            && own
                .stems
                .iter()
                .any(|known| known.len() >= LEAST && word.starts_with(known.as_str()))
    };
    (run.0..run.1.saturating_add(OBJECT))
        .take_while(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
        .map(|at| field.text.word(at))
        .any(|word| is_known(word, with, own) || begins(word))
}

/// Whether what stands before a "then" is a thing that is neither the document's own nor the reader: what
/// somebody else does with it from then on.
pub(super) fn is_of_others(field: &Field<'_>, then: usize, with: &Effects, own: &Own<'_>) -> bool {
    let subject = subject(field, with, then);
    let words = field
        .text
        .tokens
        .get(subject.0..subject.1)
        .unwrap_or_default();
    let hers = words
        .iter()
        .any(|token| matches!(token.word.as_str(), "you" | "you'll" | "sie" | "du"));
    !words.is_empty() && !hers && !is_own(field, subject, with, own)
}

/// Whether something of the document's own stands in the clause of a place.
pub(super) fn is_of_own(field: &Field<'_>, at: usize, with: &Effects, own: &Own<'_>) -> bool {
    is_own(field, clause_of(field, at), with, own) || is_own_within(field, (at, at), with, own)
}

/// The words of a clause around one of them.
fn clause_of(field: &Field<'_>, at: usize) -> Run {
    /// How far they are looked for on each side.
    const REACH: usize = 10;
    let clause = field.text.get(at).map(|token| token.clause);
    let same = |at: &usize| field.text.get(*at).map(|token| token.clause) == clause;
    let least = at.saturating_sub(REACH);
    let from = (least..at).rev().take_while(same).last().unwrap_or(at);
    let to = (at..at.saturating_add(REACH)).take_while(same).last();
    (from, to.unwrap_or(at).saturating_add(1))
}

/// Whether a subject is of the document's own: what it speaks of, a message, or who uses the data. No word at
/// all is what the clause before spoke of.
fn is_own(field: &Field<'_>, subject: Run, with: &Effects, own: &Own<'_>) -> bool {
    let words = field
        .text
        .tokens
        .get(subject.0..subject.1)
        .unwrap_or_default();
    if words.is_empty() {
        return true;
    }
    let word = |at: usize| words.get(at).map_or("", |token| token.word.as_str());
    // "Downloads are taken from the device": the device is not what is taken.
    let aside = |at: usize| {
        let before = |back| at.checked_sub(back).map_or("", word);
        with.aside.contains(&before(1)) || with.aside.contains(&before(2))
    };
    (0..words.len())
        .any(|at| with.doers.contains(&word(at)) || (!aside(at) && is_known(word(at), with, own)))
}

/// Whether something of the document's own stands in a run or right behind it, in its clause.
fn is_own_within(field: &Field<'_>, run: Run, with: &Effects, own: &Own<'_>) -> bool {
    let clause = field.text.get(run.0).map(|token| token.clause);
    let from = if with.whole_clause {
        clause_of(field, run.0).0
    } else {
        run.0
    };
    (from..run.1.saturating_add(OBJECT))
        .take_while(|at| field.text.get(*at).map(|token| token.clause) == clause)
        .any(|at| is_known(field.text.word(at), with, own))
}

/// Whether a German word is joined from one of the document's own and one of what brings it: "Rezeptpost".
fn is_joined(word: &str, with: &Effects, own: &Own<'_>) -> bool {
    /// Shorter words begin too many others.
    const LEAST: usize = 4;
    own.language == Language::German
        && with
            .means
            .iter()
            .chain(&["post", "service", "dienst", "zettel"])
            .filter(|means| means.len() >= LEAST)
            .filter_map(|means| word.strip_suffix(*means))
            .filter(|first| first.len() >= LEAST)
            .any(|first| {
                let first = stem_in(own.language, first);
                own.stems
                    .iter()
                    .any(|known| known.len() >= LEAST && first.starts_with(known.as_str()))
            })
}

/// Whether a German word is the first part of one of the document's own: "Rezepte" where it gives "Rezeptideen". What
/// can be lost by a no is not, though a document gives advice on it: "Preise" are no "Preistipps".
fn is_first_part(word: &str, stem: &str, own: &Own<'_>) -> bool {
    /// Shorter words begin too many others.
    const LEAST: usize = 5;
    /// As many letters more make another word of it.
    const MORE: usize = 3;
    /// Says that a "Rezept" is a doctor's, and no cook's.
    const DOCTORS: &[&str] = &["arz", "apothek", "medi", "praxis", "pill"];
    if own.language != Language::German || stem.chars().count() < LEAST {
        return false;
    }
    let begins = |known: &String| {
        known.starts_with(stem)
            && known.chars().count() >= stem.chars().count().saturating_add(MORE)
    };
    let doctors = |known: &String| DOCTORS.iter().any(|part| known.starts_with(part));
    let cooks = stem == "rezept" && !own.stems.iter().any(doctors);
    (cooks || !is_a_stake(own.language, word)) && own.stems.iter().any(begins)
}

fn is_known(word: &str, with: &Effects, own: &Own<'_>) -> bool {
    if !is_content(word) || with.empty.contains(&word) {
        return false;
    }
    let means = |stem: &str| {
        let mut means = with.means.iter();
        means.any(|means| stem_in(own.language, means) == stem)
    };
    let known = |stem: &str| {
        own.stems.contains(stem)
            || own.stems.iter().any(|known| {
                is_same(own.language, known, stem) || is_short_for(own.language, stem, known)
            })
    };
    let doing = |known: &String| is_doing(own.language, word, known);
    let mut stems = stems_in(own.language, word);
    stems.any(|stem| means(stem) || known(stem) || is_first_part(word, stem, own))
        || is_joined(word, with, own)
        || own.stems.iter().any(doing)
}
