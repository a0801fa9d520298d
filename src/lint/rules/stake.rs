//! Whether a loss is of something that can be lost by a no (L-E1): a price, a place, an account. A verb of taking
//! away alone tells nothing: "we strike your address", "your reviews count no more" are the end of the use.

use super::stems::is_one;
use crate::lint::page::{Field, Language};
use crate::lint::phrase::Run;
use crate::lint::text::says_no;
use crate::lint::words::stakes::{Stakes, stakes};

/// How many words on each side of a run are its clause.
const REACH: usize = 12;

/// Whether something of hers is named in the clause of a run, or in what the run itself goes over. Without tables,
/// nobody can tell, and it may be.
pub(super) fn is_at_stake(language: Language, field: &Field<'_>, run: Run) -> bool {
    let Some(tables) = stakes(language) else {
        return true;
    };
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let (first, last) = (clause(run.0), clause(run.1.saturating_sub(1)));
    let here = || {
        (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter(|at| (run.0..run.1).contains(at) || clause(*at) == first || clause(*at) == last)
    };
    // "No longer" says when, and not how long; nor is "no more" an amount.
    let since = |at: usize| {
        matches!(field.text.word(at), "longer" | "more")
            && at
                .checked_sub(1)
                .is_some_and(|at| says_no(field.text.word(at)))
    };
    let has = |list: &str| here().any(|at| !since(at) && is_one(field.text.word(at), list));
    let token = |at: usize| field.text.get(at);
    here()
        .filter_map(token)
        .any(|token| token.money || token.percent)
        || has(tables.things)
        || has(tables.worse)
        || (has(tables.dealings) && has(tables.harmed))
        || is_her_loss(
            tables,
            &has,
            here().any(|at| {
                let word = field.text.word(at);
                says_no(word) || matches!(word, "only" | "nur" | "فقط")
            }),
        )
}

/// Whether a word is of a thing that can be lost by a no, or of what makes a loss of it.
pub(super) fn is_a_stake(language: Language, word: &str) -> bool {
    stakes(language).is_some_and(|tables| {
        [tables.things, tables.worse, tables.dealings]
            .iter()
            .any(|list| is_one(word, list))
    })
}

/// Whether the reader is who loses something, or can do something no more.
fn is_her_loss(tables: &Stakes, has: &dyn Fn(&str) -> bool, no: bool) -> bool {
    has(tables.her) && (has(tables.loses) || (no && has(tables.able)))
}

/// Whether a "not" stands beside a burden in the clause of a run: "you never pay more", "nobody waits longer", "keiner
/// verfällt". A reviewer sees what it belongs to.
pub(super) fn is_spared(language: Language, field: &Field<'_>, run: Run) -> bool {
    /// How many words before a burden, and behind it, its "not" can stand.
    const BEFORE: usize = 3;
    const BEHIND: usize = 2;
    let Some(tables) = stakes(language) else {
        return false;
    };
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    // An Arabic "not" stands right before its verb, and a German one can stand behind.
    let (before, behind) = match language {
        Language::German => (BEFORE, BEHIND),
        Language::Arabic => (1, 0),
        Language::English | Language::Other => (BEFORE, 0),
    };
    let is_no = |at: usize| {
        let next = field.text.word(at.saturating_add(1));
        says_no(field.text.word(at))
            && !matches!(next, "only" | "just" | "nur" | "longer" | "more")
            && !matches!(
                field.text.word(at),
                "without" | "ohne" | "بدون" | "دون" | "بلا"
            )
    };
    // "Zahlen" is to pay and to count; with a "never" or a "nobody" it is to pay.
    let pays = |at: usize| field.text.word(at).starts_with("zahl");
    let never = |at: usize| {
        matches!(
            field.text.word(at),
            "nie" | "niemals" | "niemand" | "keiner"
        )
    };
    (run.0.saturating_sub(1)..run.1.saturating_add(1))
        .filter(|at| pays(*at) || is_one(field.text.word(*at), tables.burdens))
        .any(|at| {
            (at.saturating_sub(before)..=at.saturating_add(behind))
                .filter(|near| *near != at && clause(*near) == clause(at))
                .any(|near| if pays(at) { never(near) } else { is_no(near) })
        })
}
