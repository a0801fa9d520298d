//! What is excepted from what stays, and costs something after a no (L-E1): "all stays the same, except returns. They
//! now cost £3."
//!
//! A price is a fact of the trade where it stands alone; behind an "except" it is a consequence of the answer.

use super::sentence::{is_near, is_said};
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Page, Role};
use crate::lint::phrase::{Lexicon, Run};
use crate::lint::words::worse;

/// Begins what does not stay.
static EXCEPT: Lexicon = Lexicon::new(
    &[
        "except|excepting|excluding",
        "save|but|except for",
        "apart|aside from",
        "other than",
        "exception|exceptions",
        "ausser|ausgenommen|ausnahme",
        "bis auf",
        "abgesehen von",
        "باستثناء|عدا|سوي|الا|استثناء",
    ],
    &[
        "no exception|exceptions",
        "ohne ausnahme",
        "kein* ausnahme|ausnahmen",
        "الا ~1 اذا|ان",
    ],
);

/// Says what something costs.
static COSTS: Lexicon = Lexicon::new(
    &[
        "cost|costs|charge|charged|charges|pay|pays|fee|add|adds|at ~3 £",
        "cost|costs|pay|pays|charge|charged ~1 more|extra|double",
        "kostet|kosten|zahl*|bezahl*|berechn* ~4 £|mehr|extra|aufpreis",
        "£ ~3 kosten|zahlen|bezahlen|berechnet|fallig",
        "تكلف|يكلف|ستكلف|سيكلف|تدفع|ستدفع|رسومها|رسومه|ثمنها|ثمنه|سعرها|سعره|برسم|مقابل ~4 £",
    ],
    &["cost|costs|pay|pays|charge|charged ~1 nothing|no|less"],
);

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(tables) = worse(page.language) else {
        return;
    };
    for field in page.with(Role::Stays).chain(page.with(Role::IfOff)) {
        let except = EXCEPT.find(&field.text);
        if except.is_empty() {
            continue;
        }
        let alike = tables.alike.find(&field.text);
        let sentence = |at: usize| field.text.get(at).map(|token| token.sentence);
        let follows = |run: Run| {
            except.iter().any(|except| {
                let gap = sentence(run.0)
                    .zip(sentence(except.0))
                    .and_then(|(cost, except)| cost.checked_sub(except));
                except.0 < run.0 && gap.is_some_and(|gap| gap <= 1)
            })
        };
        for run in COSTS.find(&field.text) {
            let harmless = is_said(field, run, &alike)
                || is_near(field, run, &alike)
                || field.text.is_denied(run.0)
                || !follows(run);
            if !harmless {
                found.run(
                    Rule::NoDetriment,
                    Level::Block,
                    field,
                    run,
                    tables.message,
                    tables.keep,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&EXCEPT, &COSTS] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
