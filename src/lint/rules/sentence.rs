//! What a sentence says of a run of words in it: that it is not so, that it is so for everybody, whom it is
//! told.

use crate::lint::page::Field;
use crate::lint::phrase::{Lexicon, Run};
use crate::lint::text::says_no;

/// How many words around a run are asked for a "but".
const REACH: usize = 20;

/// How many places on each side of a run are asked whether they stand in its sentence.
const NEAR: usize = 4;

/// Whether the sentence of a run says something that takes its sting, and takes nothing back.
pub(super) fn is_said(field: &Field<'_>, run: Run, said: &[Run]) -> bool {
    let Some(sentence) = field.text.get(run.0).map(|token| token.sentence) else {
        return false;
    };
    let within = |at: usize| {
        field
            .text
            .get(at)
            .is_some_and(|token| token.sentence == sentence)
    };
    let said = is_near(field, run, said) || is_said_next(field, run, said);
    let from = run.0.saturating_sub(REACH);
    let back = (from..run.1.saturating_add(REACH))
        .filter(|at| within(*at))
        .any(|at| match field.text.word(at) {
            "but" | "though" | "although" | "however" | "except" | "yet" | "aber" | "jedoch"
            | "allerdings" | "لكن" | "ولكن" | "الا" => true,
            // "As before, save that": so is the rest of it.
            "save" | "apart" | "other" | "bar" => matches!(
                field.text.word(at.saturating_add(1)),
                "that" | "for" | "from" | "than" | "where" | "when"
            ),
            // "With or without it" takes nothing back, and "guests without it" only says who.
            "without" if is_spared(field, at) => false,
            "without" => !at.checked_sub(1).is_some_and(|before| {
                matches!(field.text.word(before), "or" | "and") || (before == run.0 && at < run.1)
            }),
            _ => false,
        });
    (said || is_either(field, run)) && !back
}

/// Whether what is done without is a cost: "orders over £30 come without a delivery charge".
fn is_spared(field: &Field<'_>, without: usize) -> bool {
    /// How many words behind can name it.
    const BEHIND: usize = 3;
    (without..=without.saturating_add(BEHIND)).any(|at| {
        matches!(
            field.text.word(at),
            "charge" | "charges" | "fee" | "fees" | "cost" | "costs" | "surcharge" | "postage"
        )
    })
}

/// Whether the sentence of a run speaks of leaving: in texts of what stays, a form or a desk is one of many.
pub(super) fn is_of_leaving(field: &Field<'_>, run: Run) -> bool {
    const LEAVING: &[&str] = &[
        "leave",
        "leaving",
        "stop",
        "stops",
        "stopped",
        "cancel",
        "withdraw",
        "end",
        "off",
        "out",
        "turn",
        "turned",
        "switch",
        "opt",
        "object",
        "unsubscribe",
        "refuse",
        "quit",
        "back",
        "undo",
        "undone",
        "final",
        "irreversible",
        "ausschalten",
        "abschalten",
        "abmelden",
        "kundigen",
        "widerrufen",
        "beenden",
        "aus",
        "ruckgangig",
        "ايقاف",
        "لايقاف",
        "الغاء",
        "لالغاء",
        "انسحاب",
        "للانسحاب",
        "التراجع",
        "اوقف",
        "this",
        "it",
        "dies",
        "das",
        "هذا",
    ];
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
        .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
        .any(|at| LEAVING.contains(&field.text.word(at)))
}

/// Whether the reader is spoken of in the sentence of a run.
pub(super) fn is_to(field: &Field<'_>, run: Run, whom: &[&str]) -> bool {
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
        .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
        .any(|at| whom.contains(&field.text.word(at)))
}

/// Whether one of the runs stands in the sentence of `run`.
pub(super) fn is_near(field: &Field<'_>, run: Run, said: &[Run]) -> bool {
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let near = said
        .partition_point(|said| said.0 < run.0)
        .saturating_sub(NEAR);
    said.get(near..)
        .unwrap_or_default()
        .iter()
        .take(2 * NEAR)
        .any(|said| field.text.get(said.0).map(|token| token.sentence) == sentence)
}

/// Whether the next sentence says it of this one: "That holds for all."
fn is_said_next(field: &Field<'_>, run: Run, said: &[Run]) -> bool {
    /// How many words the rest of the sentence can have.
    const REST: usize = 24;
    let Some(sentence) = field.text.get(run.0).map(|token| token.sentence) else {
        return false;
    };
    let next = (run.1..run.1.saturating_add(REST)).find(|at| {
        field
            .text
            .get(*at)
            .is_some_and(|token| token.sentence > sentence)
    });
    let Some(next) = next else { return false };
    let of_it = matches!(
        field.text.word(next),
        "that" | "this" | "it" | "so" | "das" | "dies" | "هذا" | "وهذا"
    ) || (field.text.word(next) == "the"
        && matches!(
            field.text.word(next.saturating_add(1)),
            "contract" | "law" | "policy" | "agreement" | "lease" | "same"
        ));
    of_it && is_near(field, (next, next.saturating_add(1)), said)
}

/// Whether a clause of its own says that it is so in both cases: "you pay £12 an hour, warm or cold".
fn is_either(field: &Field<'_>, run: Run) -> bool {
    /// Such a clause has no more words: "card or no card".
    const LONGEST: usize = 4;
    let token = |at: usize| field.text.get(at);
    let sentence = token(run.0).map(|token| token.sentence);
    (run.0..run.1.saturating_add(REACH))
        .filter(|at| token(*at).is_some_and(|or| Some(or.sentence) == sentence))
        .filter(|at| matches!(field.text.word(*at), "or" | "oder" | "او"))
        .any(|or| {
            let clause = token(or).map(|token| token.clause);
            let from = or.saturating_sub(LONGEST);
            let words = (from..=or.saturating_add(LONGEST))
                .filter(|at| token(*at).map(|token| token.clause) == clause)
                .count();
            let begins = or.checked_sub(2).and_then(token).map(|token| token.clause) != clause;
            let within = run.0 <= or && or < run.1;
            begins && !within && (3..=LONGEST).contains(&words)
        })
}

/// Whether a run ends in a day: "bags go back to the first of the month" puts nobody last.
pub(super) fn is_a_day(field: &Field<'_>, run: Run) -> bool {
    /// How many words behind the run can be part of the day: "the last Friday of each month".
    const REST: usize = 4;
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let last = run.1.saturating_sub(1);
    let ordinal = (run.0..=run.1).any(|at| {
        matches!(
            field.text.word(at),
            "first"
                | "second"
                | "third"
                | "last"
                | "1"
                | "15"
                | "ersten"
                | "letzten"
                | "اول"
                | "اخر"
        )
    });
    ordinal
        && (last..run.1.saturating_add(REST))
            .filter(|at| clause(*at) == clause(last))
            .any(|at| {
                matches!(
                    field.text.word(at),
                    "month"
                        | "week"
                        | "quarter"
                        | "monday"
                        | "tuesday"
                        | "wednesday"
                        | "thursday"
                        | "friday"
                        | "saturday"
                        | "sunday"
                        | "monats"
                        | "woche"
                        | "الشهر"
                        | "الاسبوع"
                )
            })
}

/// Whether a "not" before it, or in front of the thing within it, makes it harmless.
pub(super) fn is_denied(field: &Field<'_>, run: Run) -> bool {
    let first = field.text.word(run.0);
    let begins = matches!(first, "not" | "no" | "never" | "cannot") || first.ends_with("n't");
    let within = field.text.tokens.get(run.0..run.1).unwrap_or_default();
    // "Your price does not rise": the no stands between thing and verb. "No longer" is no such no.
    let inside = within.windows(2).any(|pair| match pair {
        [no, next] => {
            let word = no.word.as_str();
            if word == "no" {
                return !matches!(next.word.as_str(), "longer" | "more");
            }
            (word == "not" || word == "never" || word == "nothing" || word.ends_with("n't"))
                // "7 days, and not 60" denies the better number.
                && !next.number
                && !matches!(
                    next.word.as_str(),
                    "be" | "work"
                        | "available"
                        | "included"
                        | "eligible"
                        | "entitled"
                        | "qualify"
                        | "covered"
                        | "allow"
                        | "allowed"
                        | "agree"
                        | "agreed"
                        | "share"
                        | "shared"
                        | "turned"
                        | "said"
                        | "accept"
                        | "accepted"
                        | "joined"
                        | "consented"
                        | "opted"
                )
        }
        _ => false,
    });
    is_denied_before(field, run) || (!begins && inside) || is_listed(field, run)
}

/// Whether what follows in the sentence has a "not": "guests who refuse do not pay more".
pub(super) fn is_denied_behind(field: &Field<'_>, run: Run) -> bool {
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    (run.1..run.1.saturating_add(REACH))
        .take_while(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
        .any(|at| says_no(field.text.word(at)))
}

/// Whether a "not" stands before it in its clause. "Without this" is a condition, and no such "not".
pub(super) fn is_denied_before(field: &Field<'_>, run: Run) -> bool {
    /// How far a "not" reaches.
    const REACH: usize = 7;
    let clause = field.text.get(run.0).map(|token| token.clause);
    (run.0.saturating_sub(REACH)..run.0)
        .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
        .filter(|at| says_no(field.text.word(*at)))
        .filter(|at| !is_compound(field, *at) && !is_of_relative(field, *at, run.0))
        // "She puts nothing aside and cannot promise": the "and" begins something else.
        .filter(|at| !(*at..run.0).any(|at| matches!(field.text.word(at), "and" | "but" | "then")))
        .any(|at| {
            field.text.word(at) != "without"
                || !matches!(
                    field.text.word(at.saturating_add(1)),
                    "this" | "it" | "that" | "your" | "consent" | "permission" | "agreement" | "a"
                )
        })
}

/// Whether a "no" is part of a thing: no "no" follows an article, so "your no-claims years" deny nothing.
fn is_compound(field: &Field<'_>, at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .map_or("", |before| field.text.word(before));
    field.text.word(at) == "no" && matches!(before, "your" | "the" | "a" | "an" | "our" | "their")
}

/// Whether a "not" belongs to a relative clause that ends before `verb`: "loans that we cannot write to are
/// put in the higher band" denies nothing of the band.
fn is_of_relative(field: &Field<'_>, no: usize, verb: usize) -> bool {
    /// How far before its "not" a relative clause can begin, and the fewest words that it has behind it.
    const BEGIN: usize = 3;
    const FEWEST: usize = 2;
    let relative = (no.saturating_sub(BEGIN)..no).any(|at| {
        matches!(
            field.text.word(at),
            "who" | "that" | "which" | "whose" | "whoever"
        )
    });
    relative && verb.saturating_sub(no) > FEWEST
}

/// Whether it is one of several things that a "not" denies: "you do not pay more, wait longer or get less".
fn is_listed(field: &Field<'_>, run: Run) -> bool {
    let from = run.0.saturating_sub(REACH);
    let to = run.1.saturating_add(REACH).min(field.text.tokens.len());
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let same = |at: &usize| field.text.get(*at).map(|token| token.sentence) == sentence;
    let no = (from..run.0)
        .rev()
        .take_while(|at| same(at) && !matches!(field.text.word(*at), "and" | "but" | "then"))
        .find(|at| says_no(field.text.word(*at)));
    let or = |at: usize| matches!(field.text.word(at), "or" | "nor");
    no.is_some_and(|no| (no..to).filter(same).any(or))
}

/// Whether a run is of any thing of a kind, told apart by what happens to it: "a bill that doubles". What happens to
/// hers has no "a".
pub(super) fn is_of_a_kind(field: &Field<'_>, run: Run) -> bool {
    let relative = (run.0.saturating_add(1)..run.1)
        .find(|at| matches!(field.text.word(*at), "that" | "which"));
    let article = |at: usize| matches!(field.text.word(at), "a" | "an" | "any" | "each" | "every");
    relative.is_some_and(|relative| {
        (run.0.saturating_sub(1)..relative).any(article)
            && !(run.0..relative).any(|at| field.text.word(at) == "your")
    })
}

/// Whether a run ends with those who are left over.
pub(super) fn is_of_the_rest(field: &Field<'_>, run: Run) -> bool {
    let last = field.text.word(run.1.saturating_sub(1));
    matches!(last, "rest" | "remainder" | "others" | "else")
}

/// Says that it is done as before.
static STILL: Lexicon = Lexicon::new(&["still|weiterhin|weiter"], &[]);

/// Verbs of answering.
static ANSWERS: Lexicon = Lexicon::new(
    &[
        "allow*|agree*|share*|accept*|consent*|say*|join*|let*|opt*|turn*|switch*|stay*|keep*|leave*|are*|have*",
        "erlaub*|teil*|zustimm*|einwillig*|ja*|bleib*|sind*|haben*",
    ],
    &[],
);

/// Whether what is done as before hangs on a deed of the reader's that is no answer: "we still come if you call",
/// "wir kommen weiterhin, wenn Sie rufen".
pub(super) fn is_still_done(field: &Field<'_>, run: Run) -> bool {
    const WHO: &[&str] = &["you", "sie", "du", "ihr"];
    let sentence = |at: usize| field.text.get(at).map(|token| token.sentence);
    let here = |word: &Run| sentence(word.0) == sentence(run.0);
    // Each of them is one word, and they are in order: the nearest is asked.
    let (still, answers) = (STILL.known(&field.text), ANSWERS.known(&field.text));
    let before = still.partition_point(|word| word.0 < run.0).checked_sub(1);
    let still = before.and_then(|at| still.get(at)).is_some_and(here);
    let who = run.0.saturating_add(1);
    let hers = here(&(who, who)) && WHO.contains(&field.text.word(who));
    let behind = answers.partition_point(|word| word.0 <= who);
    still && hers && !answers.get(behind).is_some_and(here)
}

/// Whether a run says what the house cannot do without the data: "ohne Ihre Nummer können wir nicht anrufen".
pub(super) fn is_unable(field: &Field<'_>, run: Run) -> bool {
    let has = |words: &[&str]| (run.0..run.1).any(|at| words.contains(&field.text.word(at)));
    has(&["we", "wir", "يمكننا", "نستطيع"])
        && has(&["cannot", "can't", "konnen", "يمكننا", "نستطيع"])
        && !(run.0..run.1).any(|at| field.text.get(at).is_some_and(|token| token.money))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&STILL, &ANSWERS] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
