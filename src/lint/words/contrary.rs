//! Words by which two places of a document say otherwise, in the three languages: who decides (L-D1), what is free
//! and what it is worth (L-V1), what is kept and sold (L-T1), what is new (L-C1).

use super::{Language, ar_contrary, de_contrary, en_contrary};
use crate::lint::phrase::Lexicon;

/// What a language says of these.
pub(in crate::lint) struct Contrary {
    /// A person decides.
    pub(in crate::lint) person: Lexicon,
    /// A machine is at work.
    pub(in crate::lint) machine: Lexicon,
    /// A machine decides.
    pub(in crate::lint) machine_decides: Lexicon,
    /// Nobody looks at it.
    pub(in crate::lint) alone: Lexicon,
    /// Something is worked out of somebody.
    pub(in crate::lint) scores: Lexicon,
    /// Somebody of the house has a part in it.
    pub(in crate::lint) somebody: Lexicon,
    /// It costs nothing.
    pub(in crate::lint) free: Lexicon,
    /// What is paid for it.
    pub(in crate::lint) fee: Lexicon,
    /// What the data is worth, or brings: a sum stands in the same sentence.
    pub(in crate::lint) worth: Lexicon,
    /// A month, and a year.
    pub(in crate::lint) monthly: Lexicon,
    pub(in crate::lint) yearly: Lexicon,
    /// A copy is kept.
    pub(in crate::lint) copy: Lexicon,
    /// Nothing is sold.
    pub(in crate::lint) unsold: Lexicon,
    /// Somebody pays for it.
    pub(in crate::lint) pays: Lexicon,
    /// A note of nothing that matters.
    pub(in crate::lint) trifle: Lexicon,
    /// Is glad of a change, whatever it is.
    pub(in crate::lint) cheer: Lexicon,
    /// Says that something is new.
    pub(in crate::lint) new: Lexicon,
    /// Something that is quicker or cheaper, with its noun.
    pub(in crate::lint) comparative: Lexicon,
    /// A sum that has to be spent first.
    pub(in crate::lint) threshold: Lexicon,
    /// A rate of work, each with how often a year it comes.
    pub(in crate::lint) rates: [(Lexicon, f64); 5],
}

/// The words of a language; none where there are none.
pub(in crate::lint) fn contrary(language: Language) -> Option<&'static Contrary> {
    match language {
        Language::English => Some(&en_contrary::TABLES),
        Language::German => Some(&de_contrary::TABLES),
        Language::Arabic => Some(&ar_contrary::TABLES),
        Language::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for language in [Language::English, Language::German, Language::Arabic] {
            let tables = contrary(language).unwrap();
            let named = [
                &tables.person,
                &tables.machine,
                &tables.machine_decides,
                &tables.alone,
                &tables.somebody,
                &tables.scores,
                &tables.comparative,
                &tables.free,
                &tables.fee,
                &tables.worth,
                &tables.monthly,
                &tables.yearly,
                &tables.copy,
                &tables.unsold,
                &tables.pays,
                &tables.trifle,
                &tables.cheer,
                &tables.new,
                &tables.threshold,
            ];
            let rates = tables.rates.iter().map(|(lexicon, _)| lexicon);
            for lexicon in named.into_iter().chain(rates) {
                assert_eq!(misspelled(lexicon), [""; 0]);
            }
        }
    }
}
