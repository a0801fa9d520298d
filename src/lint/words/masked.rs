//! Words by which a program passes as a person, in the three languages (L-D1): a name, a voice or a face that it was
//! given.
//!
//! From CJEU C-203/22 (who decides is told) and the AI Act, Article 50(1) (whoever speaks with a machine is told so).

use super::Language;
use crate::lint::phrase::Lexicon;

/// The name of a person is one that a program was given.
static MASKED_ENGLISH: Lexicon = Lexicon::new(
    &[
        "name|names|voice|face|picture ~5 gave|give|given|chose|chosen|put|lent|use|called|call|of|for|is ~3 program|programme|computer|bot|software|machine|algorithm|model|system|robot|ai|script",
        "what|how|as|whom we ~1 call|named|name|christened ~2 program|programme|computer|bot|software|machine|algorithm|model|system|robot|ai|script",
        "behind|under ~2 name|face|voice|her|him|signature ~4 program|programme|computer|bot|software|machine|algorithm|robot|ai|script",
        "program|programme|computer|bot|software|machine|algorithm|model|robot|ai|script ~3 bears|wears|carries|called|named|signs|answers|writes|speaks ~2 name|as|her|his|by|under",
        "she|he|they ~1 is|are|'s ~2 no|not|a|an ~2 person|human|program|programme|bot|software|machine|algorithm|robot|ai|script",
    ],
    &[
        "she|he|they ~1 is|are ~1 a ~1 person|human",
        "your name",
        "machine|software|computer operator|engineer",
    ],
);

static MASKED_GERMAN: Lexicon = Lexicon::new(
    &[
        "name|namen|stimme|gesicht ~6 programm|computer|bot|software|maschine|algorithmus|modell|system|roboter|ki",
        "heisst|nennen|nennt|tauften|getauft ~5 programm|computer|bot|software|maschine|algorithmus|modell|system|roboter|ki",
        "hinter|unter ~4 steckt|steht|arbeitet|verbirgt ~4 programm|computer|bot|software|maschine|algorithmus|roboter|ki",
        "programm|computer|bot|software|maschine|algorithmus|roboter|ki ~3 heisst|namens|unterschreibt|nennen ~1 _",
        "sie|er ist ~1 kein|keine|ein|eine ~2 mensch|person|programm|bot|software|maschine|roboter|ki",
    ],
    &["ist ~1 ein|eine ~1 mensch|person", "ihr|ihren|ihrem namen"],
);

static MASKED_ARABIC: Lexicon = Lexicon::new(
    &[
        "اسم|اسمها|اسمه|صوت|صوتها ~5 برنامج|البرنامج|لبرنامج|للبرنامج|حاسوب|للحاسوب|آلة|روبوت|خوارزمية|نظام",
        "وراء|خلف ~3 برنامج|حاسوب|آلة|روبوت|خوارزمية",
        "هي|هو|ليست|ليس ~2 برنامج|برنامجا|إنسانا|بشرا|آلة|روبوت",
    ],
    &["اسمك"],
);

/// The words by which a program passes as a person; none where there are none.
pub(in crate::lint) fn masked(language: Language) -> Option<&'static Lexicon> {
    match language {
        Language::English => Some(&MASKED_ENGLISH),
        Language::German => Some(&MASKED_GERMAN),
        Language::Arabic => Some(&MASKED_ARABIC),
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
            assert_eq!(
                misspelled(masked(language).unwrap()),
                [""; 0],
                "{language:?}"
            );
        }
    }
}
