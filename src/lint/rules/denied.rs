//! L-D1, lists of what is not used: "we do not use your age, your health or where you are". A "not" stands in the first
//! part of such a list, or behind its last, and is meant of all of them.

use crate::lint::page::Field;
use crate::lint::phrase::{Lexicon, Run};

/// The most words of a list.
const LIST: usize = 14;

/// Begins a list of what is not used.
static BEFORE: Lexicon = Lexicon::new(
    &[
        "not|never|*n't|nobody|no ~1 use|uses|read|reads|need|needs|collect|collects|see|sees|know|knows|ask|asks|want|store|check|open|opens|touch|track|take|look|looks|guess|guesses|infer|infers|predict|predicts|estimate|estimates|deduce|record|records|keep|buy|match|analyse|process|save|score|judge|profile ?for|at|into|in",
        "not|never|*n't work|works out",
        "nothing ~1 about|of",
        "neither",
        "nutzen|verwenden|brauchen|lesen|sehen|erheben|speichern|schatzen|erraten|raten|vermuten|ermitteln|erfassen|auswerten|berechnen|kaufen|fragen|prufen ~1 nicht|nie|niemals",
        "nichts uber",
        "weder",
        "لا|لن|ولا ~1 نستخدم|نستعمل|نقرا|نحتاج|نجمع|نعرف|نسال|يستخدم|يقرا|يري|نري|ننظر|ينظر|نطلع|نفتح|نراجع|نطلب|نلتفت|نخمن|نستنتج|نقدر|نتوقع|نحسب|نشتري|نسجل|نحفظ|نخزن|نحلل|يخمن|يستنتج ?عن|الي|في|علي",
    ],
    // "Not only your orders" begins a list of what is.
    &[
        "not|never|*n't only|just|merely|simply",
        "nicht nur|bloss|allein",
    ],
);

/// Ends one.
static BEHIND: Lexicon = Lexicon::new(
    &[
        "play|plays|have|has no ~1 part|role|say|bearing",
        "is|are ~1 not|never ~1 used|read|needed|looked",
        "stay|stays|remain ~1 unused|out|unread",
        "don't|doesn't|not matter|count",
        // It stays where it is.
        "stay|stays|remain|remains ~1 with|at|on|in ~1 the|your clinic|doctor|practice|bank|hospital|pharmacy|ward|phone|device",
        "bleiben|bleibt ~1 in|bei|auf ~1 der|dem|ihrer|deiner|ihrem|deinem praxis|klinik|bank|arzt|arztin|handy|gerat|apotheke|telefon",
        "يبقي|تبقي|يظل|تظل ~1 في|عند|لدي|علي ~1 العيادة|عيادتك|المستشفى|البنك|بنكك|هاتفك|الصيدلية|الطبيب|طبيبك",
        "spielen|spielt ~2 keine|keinerlei ~1 rolle",
        "nutzen|verwenden|brauchen|lesen|sehen|kennen|erheben|speichern|schatzen|erraten|vermuten|ermitteln|erfassen|kaufen|prufen wir ~2 nicht|nie|niemals",
        "bleiben|bleibt ~2 aussen|ungenutzt|unbenutzt|unberucksichtigt|ungelesen",
        "sind|ist ~2 egal|unwichtig|gleichgultig|unerheblich",
        "zahlen|zahlt ~1 nicht",
        "لا ~1 دور|علاقة|شأن|دخل|أثر ~1 له|لها|لهما|لهم",
        "فلا|لا نستخدمها|نستخدمهما|نستخدمه|نقرؤها|نقرؤهما|نحتاجها|نحتاجهما|تهمنا|يهمنا|يهماننا",
    ],
    &[],
);

/// Words that hold a list together, and those by which data has no noun.
const LINKS: &[&str] = &[
    "your", "or", "and", "nor", "the", "where", "how", "you", "are", "live", "old", "dein",
    "deine", "deinen", "deiner", "ihr", "ihre", "ihren", "ihrer", "und", "oder", "noch", "sowie",
    "auch", "wo", "sie", "du", "او", "ولا", "في", "الي", "علي", "عن",
];

/// Whether a word is a part of a list: a link, what follows a "your", or what Arabic ends with a "your" and says of it.
fn is_part(field: &Field<'_>, at: usize) -> bool {
    let word = field.text.word(at);
    let before = |back| at.checked_sub(back).map_or("", |at| field.text.word(at));
    let your = |word: &str| word == "your" || word.starts_with("dein") || word.starts_with("ihr");
    // "Your home address": two words can be hers, and an Arabic adjective has an article where its noun has a "your".
    let owned = your(before(1)) || your(before(2));
    let told = word.starts_with("ال") && before(1).ends_with('ك');
    LINKS.contains(&word) || owned || told || word.ends_with('ك')
}

/// Whether a run is one of several that are named as not used.
pub(super) fn is_in_a_denied_list(field: &Field<'_>, run: Run) -> bool {
    let sentence = |at: usize| field.text.get(at).map(|token| token.sentence);
    let same = |at: usize| sentence(at) == sentence(run.0);
    let listed = |from: usize, to: usize| {
        from <= to && to.saturating_sub(from) <= LIST && (from..to).all(|at| is_part(field, at))
    };
    // The last of a list has nothing behind it that would do something: "your health notes".
    let ends = || {
        let clause = |at: usize| field.text.get(at).map(|token| token.clause);
        let hers = clause(run.1) == clause(run.0) && is_part(field, run.1);
        let next = run.1.saturating_add(usize::from(hers));
        !same(next)
            || clause(next) != clause(run.0)
            || LINKS.contains(&field.text.word(next))
            || matches!(
                field.text.word(next),
                "to" | "for" | "dafur" | "dazu" | "هنا" | "لذلك"
            )
    };
    let begun = BEFORE.known(&field.text);
    let closed = BEHIND.known(&field.text);
    begun
        .iter()
        .any(|not| same(not.0) && listed(not.1, run.0) && ends())
        || closed.iter().any(|not| same(not.0) && listed(run.1, not.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&BEFORE, &BEHIND] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
