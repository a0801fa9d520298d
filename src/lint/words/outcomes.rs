//! Words for an outcome that no message brings: a halved bill, a road that is always free, a thing for nothing
//! (L-V1). And for how often something comes.
//!
//! From the Unfair Commercial Practices Directive, Article 6(1)(b) and (d) (results to be expected, a price
//! advantage), and 11 CCR § 7016(d)(1), the terms of what is offered.

use super::{Language, ar_outcomes, de_outcomes, en_outcomes};
use crate::lint::phrase::Lexicon;

/// How a language promises an outcome.
pub(in crate::lint) struct Outcomes {
    /// An outcome in the reader's life, and no thing that is sent.
    pub(in crate::lint) outcome: Lexicon,
    /// Something that costs nothing.
    pub(in crate::lint) free: Lexicon,
    /// Something that costs less, and not nothing.
    pub(in crate::lint) part: Lexicon,
    /// Words before a time that say how often: "every".
    pub(in crate::lint) each: &'static [&'static str],
    /// Words before "every" that say what something is for, and not how often it comes.
    pub(in crate::lint) aside: &'static [&'static str],
    /// Times, with how often a year they come.
    pub(in crate::lint) times: &'static [(&'static str, f64)],
    /// Says that something goes on all the time.
    pub(in crate::lint) always: Lexicon,
    /// Words for many, with the least that they can mean.
    pub(in crate::lint) many: &'static [(&'static str, f64)],
    /// Says that something costs nothing, beside which "all year" is a claim.
    pub(in crate::lint) for_nothing: Lexicon,
    /// Says that something goes on for a season or a year.
    pub(in crate::lint) all_year: Lexicon,
    /// Says that the whole of a job is done.
    pub(in crate::lint) whole: Lexicon,
    /// Verbs of knowing and telling, beside which "every delay" is a claim.
    pub(in crate::lint) known: &'static [&'static str],
    /// What somebody does again and again, as words begin.
    pub(in crate::lint) deeds: &'static [&'static str],
    /// Words that say it alone: "daily".
    pub(in crate::lint) often: &'static [(&'static str, f64)],
    /// Words for good things that say nothing of which, as they begin.
    pub(in crate::lint) nice: &'static [&'static str],
    /// Words beside them that do not say which either: places, times, praise.
    pub(in crate::lint) small: &'static [&'static str],
}

/// The words of a language; none where there are none.
pub(in crate::lint) fn outcomes(language: Language) -> Option<&'static Outcomes> {
    match language {
        Language::English => Some(&en_outcomes::TABLES),
        Language::German => Some(&de_outcomes::TABLES),
        Language::Arabic => Some(&ar_outcomes::TABLES),
        Language::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::letters::fold;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_word_is_spelled_as_it_is_looked_for() {
        for language in [Language::English, Language::German, Language::Arabic] {
            let tables = outcomes(language).unwrap();
            for lexicon in [
                &tables.outcome,
                &tables.free,
                &tables.part,
                &tables.always,
                &tables.for_nothing,
                &tables.all_year,
                &tables.whole,
            ] {
                assert_eq!(misspelled(lexicon), [""; 0], "{language:?}");
            }
            let lists = [
                tables.each,
                tables.aside,
                tables.deeds,
                tables.known,
                tables.nice,
                tables.small,
            ];
            let times = tables
                .times
                .iter()
                .chain(tables.often)
                .chain(tables.many)
                .map(|(word, _)| *word);
            for word in lists.into_iter().flatten().copied().chain(times) {
                assert_eq!(fold(word), word, "{language:?}");
            }
        }
    }
}
