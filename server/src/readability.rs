//! How hard a text is to read, by a library with the formulas of many languages.

use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::mpsc::{SyncSender, sync_channel};

use mutual::port::Readability;
use readsight::ReadSight;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The library's grades, as school grades.
#[derive(Clone, Copy, Debug, Default)]
pub struct Library;

/// How a language is graded.
struct Method {
    /// As the library names the language.
    language: &'static str,
    formula: &'static str,
    /// From the formula's score to a school grade.
    grade: fn(f64) -> f64,
}

/// The grade for English: Flesch–Kincaid (Kincaid et al., 1975).
const ENGLISH: Method = Method {
    language: "en-us",
    formula: "flesch_kincaid_grade_level",
    grade: |score| score,
};

/// The grade for German: the first Wiener Sachtextformel (Bamberger and Vanecek, 1984).
const GERMAN: Method = Method {
    language: "de-1996",
    formula: "wiener_sachtextformel",
    grade: |score| score,
};

/// The languages beside those two that are graded by LIX, with the grades that Anderson gives it
/// (Lix and Rix: variations on a little-known readability index, 1983): four points a grade.
const BY_LIX: [&str; 22] = [
    "ca", "cs", "da", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nb", "nl", "nn", "pl",
    "pt", "ro", "sk", "sl", "sv", "tr",
];

/// The grade for Arabic: LIX too, with long words from six letters on, as the library has it. No study
/// says which grade that is. A word carries article, conjunction and pronoun with it, so plain texts
/// lie higher: of 113 value propositions in plain words one half lies below 35 and 95 in 100 below 50,
/// none at 56, and clauses of contracts from 85 on. So it begins 24 points later, at four a grade as
/// the others.
const ARABIC: Method = Method {
    language: "ar",
    formula: "lix",
    grade: |score| (score - 28.0) / 4.0,
};

fn method(locale: &str) -> Option<Method> {
    match locale.split('-').next()? {
        "en" => Some(ENGLISH),
        "de" => Some(GERMAN),
        "ar" => Some(ARABIC),
        other => BY_LIX
            .into_iter()
            .find(|language| *language == other)
            .map(|language| Method {
                language,
                formula: "lix",
                grade: |score| (score - 4.0) / 4.0,
            }),
    }
}

/// A text to grade, by which method, and where the grade goes.
type Order = (String, Method, SyncSender<Option<f64>>);

/// The one thread that grades: an engine stays on its thread, and holds the patterns of a language,
/// which are megabytes.
static GRADER: LazyLock<SyncSender<Order>> = LazyLock::new(|| {
    let (orders, inbox) = sync_channel::<Order>(64);
    std::thread::spawn(move || {
        let mut engines: HashMap<&'static str, Option<ReadSight>> = HashMap::new();
        for (text, method, answer) in inbox {
            let engine = engines
                .entry(method.language)
                .or_insert_with(|| ReadSight::new(method.language).ok());
            let result = engine
                .as_ref()
                .and_then(|engine| engine.score(method.formula, &text).ok());
            // Whoever asked may have gone.
            _ = answer.send(result.map(|result| (method.grade)(result.score)));
        }
    });
    orders
});

/// The text as the library can count it: it takes a mark on a letter for the end of a word, a letter
/// that is written as it is printed for none, and does not know the Arabic question mark for the end of
/// a sentence.
fn as_counted(text: &str) -> String {
    let letters = text
        .nfkc()
        .filter(|c| *c != '\u{640}' && !is_combining_mark(*c));
    letters.map(|c| if c == '؟' { '?' } else { c }).collect()
}

impl Readability for Library {
    fn grade(&self, text: &str, locale: &str) -> Option<f64> {
        let (answer, graded) = sync_channel(1);
        let order = (as_counted(text), method(locale)?, answer);
        GRADER.send(order).ok()?;
        graded.recv().ok()?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: [(&str, &str); 4] = [
        (
            "en-GB",
            "You share your past orders. We use them to pick recipes you may like. You get one \
             email a week with three recipes. You can turn this off here at any time.",
        ),
        (
            "de",
            "Sie teilen, was Sie gekauft haben. Wir suchen damit Rezepte für Sie aus. Sie bekommen \
             jede Woche eine Mail mit drei Rezepten. Sie können das hier jederzeit beenden.",
        ),
        (
            "sv",
            "Du delar det du har köpt. Vi väljer recept till dig. Du får ett brev i veckan. Du kan \
             sluta när du vill.",
        ),
        (
            "ar",
            "تشاركنا ما اشتريته من قبل. نختار لك منه وصفات قد تحبها. تصلك رسالة كل أسبوع فيها ثلاث \
             وصفات. يمكنك أن توقف هذا هنا متى شئت.",
        ),
    ];

    #[test]
    fn plain_words_are_for_children_and_legal_ones_are_not() {
        for (locale, text) in PLAIN {
            let grade = Library.grade(text, locale).unwrap();
            assert!(grade < 6.0, "{locale}: {grade}");
        }
        let hard = "By enabling enhanced personalisation, you consent to the utilisation of your \
                    transactional and behavioural data to facilitate optimised communications.";
        assert!(Library.grade(hard, "en").unwrap() > 15.0);
        let hard = "Durch die Aktivierung erweiterter Personalisierungsfunktionen erklären Sie sich \
                    mit der Verarbeitung Ihrer Transaktionsdaten zur Kommunikationsoptimierung \
                    einverstanden.";
        assert!(Library.grade(hard, "de").unwrap() > 12.0);
        let hard = "تلتزم الجهة المسؤولة عن معالجة البيانات الشخصية بالامتثال للأحكام المنصوص عليها في \
                    اللائحة العامة، وتستند معالجتها إلى المصالح المشروعة للشركة بما لا يتعارض مع \
                    الحقوق والحريات الأساسية لأصحاب البيانات.";
        assert!(Library.grade(hard, "ar").unwrap() > 12.0);
    }

    #[test]
    fn how_letters_are_written_changes_no_grade() {
        let plain = "هل تسمح لنا أن ننظر في طلباتك؟ نختار لك ثلاث وصفات.";
        let marked = "هَلْ تَسْمَحُ لَنَا أَنْ نَنْظُرَ فِي طَلَبَاتِكَ؟ نَخْتَارُ لَكَ ثَلَاثَ وَصَفَات.";
        let grade = Library.grade(plain, "ar").unwrap();
        assert_eq!(Library.grade(marked, "ar"), Some(grade));
        let apart: String = plain.nfd().collect();
        let drawn_out = plain.replace("طل", "طـل").replace("نا", "نا\u{670}");
        let rare = plain.replace("تس", "ت\u{6e1}س");
        // "We pick" as it is printed, letter by letter.
        let printed = plain.replace("نختار", "\u{fee7}\u{fea8}\u{fe98}\u{fe8e}\u{fead}");
        for written in [&apart, &drawn_out, &rare, &printed] {
            assert_ne!(written, plain);
            assert_eq!(Library.grade(written, "ar"), Some(grade), "{written}");
        }
        let latin = plain.replace('؟', "?");
        assert_eq!(Library.grade(&latin, "ar"), Some(grade));
    }

    #[test]
    fn a_language_that_cannot_be_graded_is_not() {
        for locale in ["ja", "", "x"] {
            assert_eq!(Library.grade("Some words.", locale), None, "{locale}");
        }
    }
}
