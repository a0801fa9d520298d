//! Vague words that are weak evidence (L-V2): examples of what is counted, and what data tells.

use crate::lint::page::Field;
use crate::lint::phrase::{Lexicon, Run, meets};

/// How many words before a run are asked.
const REACH: usize = 7;

/// Begins examples.
const EXAMPLES: &[&str] = &[
    "such",
    "example",
    "instance",
    "beispiel",
    "beispielsweise",
    "مثل",
    "مثلا",
];

/// What a number of still says nothing: nobody can tell what they are.
const OPEN: &[&str] = &[
    "data",
    "information",
    "details",
    "things",
    "purposes",
    "uses",
    "ways",
    "reasons",
    "partners",
    "companies",
    "firms",
    "others",
    "sources",
    "daten",
    "dinge",
    "zwecke",
    "angaben",
    "firmen",
    "partner",
];

/// Verbs of telling and of finding out.
const TELLS: &[&str] = &[
    "tell", "tells", "told", "show", "shows", "showed", "say", "says", "said", "see", "sees",
    "learn", "learns", "know", "knows", "find", "finds", "note", "notes", "hear", "hears", "guess",
    "guesses", "reveal", "reveals", "mark", "marks", "rate", "read", "reads",
];

/// Ends in what she likes.
static LIKES: Lexicon = Lexicon::new(
    &[
        "what|things|which|who|how ~2 you ~2 need|want|love|like|liked|loved|enjoy|care|value|wanted",
    ],
    &[],
);

/// Whether a run leaves a list open: whatever else there is, nobody can tell.
pub(super) fn ends_a_list(field: &Field<'_>, run: Run) -> bool {
    (run.0..run.1).any(|at| {
        matches!(
            field.text.word(at),
            "etc" | "etcetera" | "usw" | "uvm" | "الخ" | "وغيرها" | "وغيره" | "شابه"
        )
    })
}

/// Whether the evidence of a run is weak.
pub(super) fn is_weak(field: &Field<'_>, run: Run) -> bool {
    is_example(field, run) || is_told_by_data(field, run) || is_needed_for(field, run)
}

/// Whether it is said what something is needed for, and of how many: "as needed for three recipes".
fn is_needed_for(field: &Field<'_>, run: Run) -> bool {
    /// How far behind a run its number can stand.
    const BEHIND: usize = 4;
    matches!(
        field.text.word(run.1.saturating_sub(1)),
        "needed" | "necessary" | "required" | "notig" | "erforderlich"
    ) && matches!(field.text.word(run.1), "for" | "to" | "fur" | "um")
        && (run.1..run.1.saturating_add(BEHIND))
            .any(|at| field.text.get(at).is_some_and(|token| token.number))
}

/// Whether a number of things stands before the examples: "six groups, such as food and gas".
fn is_example(field: &Field<'_>, run: Run) -> bool {
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let before = || {
        (run.0.saturating_sub(REACH)..run.0)
            .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
    };
    let begins = (run.0..run.1).any(|at| EXAMPLES.contains(&field.text.word(at)));
    // Behind it stands a thing, and no use: "for example to plan".
    let uses = matches!(
        field.text.word(run.1),
        "to" | "for" | "in" | "when" | "um" | "fur" | "zum" | "zur" | "wenn"
    );
    begins
        && !uses
        && before().any(|at| field.text.get(at).is_some_and(|token| token.number))
        && !before().any(|at| OPEN.contains(&field.text.word(at)))
}

/// Whether it is what data tells: "the reviews you wrote tell us what you like".
fn is_told_by_data(field: &Field<'_>, run: Run) -> bool {
    /// How many words can stand between the verb and what is told.
    const BETWEEN: usize = 5;
    if !meets(&LIKES.known(&field.text), run) {
        return false;
    }
    let clause = field.text.get(run.0).map(|token| token.clause);
    (run.0.saturating_sub(BETWEEN)..run.0)
        .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
        .filter(|at| TELLS.contains(&field.text.word(*at)))
        .any(|at| {
            let before = at.checked_sub(1).map_or("", |at| field.text.word(at));
            // "We show you what you like" shows goods, and nothing of her.
            let shown = matches!(
                field.text.word(at),
                "show" | "find" | "say" | "tell" | "know"
            ) && matches!(before, "we" | "and" | "to" | "app" | "will");
            field.text.word(at.saturating_add(1)) != "you"
                && (!shown || matches!(field.text.word(at), "know"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        assert_eq!(misspelled(&LIKES), [""; 0]);
    }
}
