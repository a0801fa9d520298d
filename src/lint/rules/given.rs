//! What the benefits give, as what ends is compared with it (L-E1): the words that they are known by, and the sums
//! that they come to.

use std::collections::BTreeSet;

use serde_json::Value;

use super::stems::{is_content, is_short_for, stem, stem_in};
use crate::lint::page::{Field, Language, Page};
use crate::lint::phrase::Run;

/// How many words before a run can be what it speaks of.
pub(super) const SUBJECT: usize = 5;

/// The sums that benefits of money come to, as a text writes them: ten is 10, however the document has it.
pub(super) fn paid_sums(page: &Page<'_>) -> impl Iterator<Item = String> {
    /// More benefits are on no card.
    const MOST: usize = 20;
    let benefits = page.list("benefits").iter().take(MOST);
    benefits
        .filter(|benefit| benefit.get("kind").and_then(Value::as_str) == Some("money"))
        .filter_map(|benefit| Some(benefit.get("amount")?.as_f64()?.to_string()))
}

/// A word as the benefits are known by. Arabic ones are named as they stand: its clauses have no end, so that what
/// ends in one would be what is taken in the next.
pub(super) fn named(language: Language, word: &str) -> &str {
    match language {
        Language::Arabic => stem(word),
        _ => stem_in(language, word),
    }
}

/// Whether it has words of the benefits, and none of what somebody owns.
pub(super) fn is_value(
    field: &Field<'_>,
    run: Run,
    object: usize,
    benefits: &BTreeSet<String>,
    language: Language,
) -> bool {
    const OWNED: &[&str] = &[
        "account",
        "accounts",
        "earned",
        "collected",
        "saved",
        "bought",
        "won",
        "uploaded",
        "created",
        "balance",
        "refund",
        "refunds",
        "warranty",
        "contract",
        "login",
        "checkout",
        "konto",
        "guthaben",
        "vertrag",
        "garantie",
        "reservierung",
        "reservierungen",
        "buchung",
        "buchungen",
    ];
    /// Words of the verb, which say nothing about the thing.
    const VERBS: &[&str] = &[
        "lose", "loses", "losing", "stop", "stops", "end", "ends", "close", "pay", "pays",
        "charge", "cost", "costs", "more", "full", "higher", "longer", "wait", "extra",
    ];
    // What ends can stand in front of the verb: "the weekly notes are cut".
    let clause = field.text.get(run.0).map(|token| token.clause);
    let from = (run.0.saturating_sub(SUBJECT)..run.0)
        .rev()
        .take_while(|at| {
            field.text.get(*at).is_some_and(|token| {
                Some(token.clause) == clause && !matches!(token.word.as_str(), "and" | "but" | "or")
            })
        })
        .last()
        .unwrap_or(run.0);
    let to = (run.1..run.1.saturating_add(object))
        .take_while(|at| field.text.get(*at).map(|token| token.clause) == clause)
        .last()
        .map_or(run.1, |at| at.saturating_add(1));
    let words = field.text.tokens.get(from..to).unwrap_or_default();
    if words
        .iter()
        .any(|token| OWNED.contains(&token.word.as_str()))
    {
        return false;
    }
    words.iter().any(|token| {
        let word = token.word.as_str();
        is_content(word) && !VERBS.contains(&word) && {
            let named = named(language, word);
            let is_longer = |benefit: &String| is_short_for(language, named, benefit);
            benefits.contains(named) || benefits.iter().any(is_longer)
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_sum_is_the_same_however_the_document_writes_it() {
        let sum = |amount: Value| {
            let json = json!({"benefits": [{"kind": "money", "amount": amount}]});
            paid_sums(&Page::read(&json)).collect::<Vec<_>>()
        };
        assert_eq!(sum(json!(10)), ["10"]);
        assert_eq!(sum(json!(10.0)), ["10"]);
        assert_eq!(sum(json!(9.5)), ["9.5"]);
    }
}
