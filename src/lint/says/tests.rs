//! Every sentence is there in every language, is a sentence, and names what was found.

use std::collections::BTreeSet;

use super::*;
use crate::lint::{Level, Surroundings, lint};

/// Something that a sentence can name.
pub(super) trait Example {
    /// One of them for each n.
    fn nth(n: usize) -> Self;

    /// How a sentence writes it.
    fn written(&self, tongue: Tongue) -> Vec<String>;
}

/// More than there are roles, and all forms of all plurals are among them.
const EXAMPLES: usize = 14;

impl Example for String {
    fn nth(n: usize) -> Self {
        format!("found{n}")
    }

    fn written(&self, _: Tongue) -> Vec<String> {
        vec![self.clone()]
    }
}

impl Example for Option<String> {
    fn nth(n: usize) -> Self {
        (!n.is_multiple_of(3)).then(|| n.to_string())
    }

    fn written(&self, _: Tongue) -> Vec<String> {
        self.iter().cloned().collect()
    }
}

impl Example for usize {
    fn nth(n: usize) -> Self {
        [
            0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 999, 1_000, 12_480,
        ][n]
    }

    fn written(&self, tongue: Tongue) -> Vec<String> {
        match (tongue, *self) {
            // "كلمة واحدة", "كلمتان": the word itself says how many.
            (Tongue::Arabic, 1 | 2) => vec![],
            (Tongue::English, 12_480) => vec!["12\u{202f}480".to_owned()],
            (Tongue::German, 12_480) => vec!["12.480".to_owned()],
            (Tongue::Arabic, 12_480) => vec!["12,480".to_owned()],
            (_, 1_000) => vec![],
            (_, number) => vec![number.to_string()],
        }
    }
}

impl Example for Called {
    fn nth(n: usize) -> Self {
        let ids = ["orders", "birthday", "secrets"];
        Self::of(&Registry::starter(), ids[n % 3])
    }

    fn written(&self, tongue: Tongue) -> Vec<String> {
        vec![match tongue {
            Tongue::English => self.english.clone(),
            Tongue::German => self.german.clone(),
            Tongue::Arabic => self.arabic.clone(),
        }]
    }
}

impl Example for Vec<Called> {
    fn nth(n: usize) -> Self {
        (0..=n % 3).map(Called::nth).collect()
    }

    fn written(&self, tongue: Tongue) -> Vec<String> {
        self.iter().flat_map(|data| data.written(tongue)).collect()
    }
}

impl Example for Vec<Stretch> {
    fn nth(n: usize) -> Self {
        let all = [
            Stretch::Hours,
            Stretch::Days,
            Stretch::Weeks,
            Stretch::Months,
            Stretch::Years,
        ];
        all[..n % 6].to_vec()
    }

    fn written(&self, tongue: Tongue) -> Vec<String> {
        // Their words stand in the tables alone.
        let months = match tongue {
            Tongue::English => "months",
            Tongue::German => "Monaten",
            Tongue::Arabic => "بالأشهر",
        };
        let all = self.iter();
        let months = all
            .filter(|stretch| **stretch == Stretch::Months)
            .map(|_| months);
        months.map(str::to_owned).collect()
    }
}

impl Example for Role {
    fn nth(n: usize) -> Self {
        let all = [
            Self::Title,
            Self::Use,
            Self::What,
            Self::Unit,
            Self::Sample,
            Self::Method,
            Self::IfOff,
            Self::Stays,
            Self::Recipient,
            Self::Retention,
            Self::Question,
            Self::Allow,
            Self::Refuse,
            Self::Note,
        ];
        all[n % all.len()]
    }

    fn written(&self, _: Tongue) -> Vec<String> {
        vec![]
    }
}

fn finding(says: Says, instead: Instead) -> Finding {
    Finding {
        rule: Rule::Vague,
        level: Level::Warn,
        field: "use".to_owned(),
        span: None,
        says,
        instead,
        source: Rule::Vague.source(),
    }
}

/// That it is a sentence of that language, in its own quotation marks.
fn is_plain(sentence: &str, tongue: Tongue) {
    let strange: &[char] = match tongue {
        Tongue::English => &['„', '«', '»', '"', '!'],
        Tongue::German => &['”', '«', '»', '"', '`', '!'],
        Tongue::Arabic => &['“', '”', '„', '"', '`', '!', '?', ';'],
    };
    assert!(!sentence.contains(strange), "{sentence}");
    let pairs = match tongue {
        Tongue::English => ('“', '”'),
        Tongue::German => ('„', '“'),
        Tongue::Arabic => ('«', '»'),
    };
    let count = |mark| sentence.matches(mark).count();
    assert_eq!(count(pairs.0), count(pairs.1), "{sentence}");
    assert_eq!(count('\u{2068}'), count('\u{2069}'), "{sentence}");
    assert!(
        !sentence.contains("  ") && !sentence.contains(" ."),
        "{sentence}"
    );
    assert!(!sentence.contains("{}"), "{sentence}");
    let arabic = sentence.chars().any(is_leftward);
    assert!(arabic || tongue != Tongue::Arabic, "{sentence}");
}

/// Whether a sentence is at an end, within quotation marks or without.
fn ends(sentence: &str) -> bool {
    let last = sentence.trim_end_matches(['”', '“', '»']);
    last.ends_with(['.', '?', '؟'])
}

#[test]
fn each_thing_that_is_wrong_is_said_in_each_language() {
    for n in 0..EXAMPLES {
        for says in Says::examples(n) {
            let found = finding(says.clone(), Instead::ShortName);
            let told = Tongue::ALL.map(|tongue| found.message(tongue));
            for (tongue, sentence) in Tongue::ALL.into_iter().zip(&told) {
                is_plain(sentence, tongue);
                assert!(sentence.ends_with('.'), "{sentence}");
                for named in says.written(tongue) {
                    assert!(sentence.contains(&named), "{named} in {sentence}");
                }
            }
            assert_eq!(BTreeSet::from(told).len(), 3, "{says:?}");
        }
    }
}

#[test]
fn no_two_things_are_said_in_the_same_words() {
    for tongue in Tongue::ALL {
        let all = Says::examples(4);
        let told: BTreeSet<_> = all
            .iter()
            .map(|says| finding(says.clone(), Instead::ShortName).message(tongue))
            .collect();
        assert_eq!(told.len(), all.len(), "{tongue:?}");
        let all = Instead::examples(0);
        let told: BTreeSet<_> = all
            .iter()
            .map(|instead| finding(Says::NoKey, *instead).suggestion(tongue))
            .collect();
        assert_eq!(told.len(), all.len(), "{tongue:?}");
    }
}

#[test]
fn what_to_write_instead_is_said_in_each_language() {
    // Of a text that is not there each role has words of its own.
    let roles = (0..EXAMPLES).map(|n| Instead::Write(Role::nth(n)));
    for instead in Instead::examples(0).into_iter().chain(roles) {
        let found = finding(Says::NoKey, instead);
        let told = Tongue::ALL.map(|tongue| found.suggestion(tongue));
        for (tongue, sentence) in Tongue::ALL.into_iter().zip(told) {
            is_plain(sentence, tongue);
            assert!(ends(sentence), "{sentence}");
        }
        assert_eq!(BTreeSet::from(told).len(), 3, "{instead:?}");
        assert_eq!(instead.written(Tongue::English), [""; 0]);
    }
}

#[test]
fn each_rule_says_why_in_each_language() {
    for rule in Rule::ALL {
        let told = Tongue::ALL.map(|tongue| rule.reason(tongue));
        for (tongue, sentence) in Tongue::ALL.into_iter().zip(told) {
            is_plain(sentence, tongue);
            assert!(sentence.ends_with('.'), "{sentence}");
        }
        assert_eq!(BTreeSet::from(told).len(), 3, "{rule}");
    }
}

#[test]
fn a_sentence_takes_the_form_that_goes_with_its_number() {
    let told = |words: usize, tongue| {
        let says = Says::LongSentence { words, most: 25 };
        finding(says, Instead::Shorten).message(tongue)
    };
    let english = [1, 2].map(|words| told(words, Tongue::English));
    assert_eq!(
        english,
        [
            "This sentence has 1 word; use at most 25.",
            "This sentence has 2 words; use at most 25."
        ]
    );
    assert_eq!(
        told(1, Tongue::German),
        "Dieser Satz hat 1 Wort; nehmen Sie höchstens 25."
    );
    let characters = |length: usize| {
        let says = Says::TooLong { length, most: 600 };
        finding(says, Instead::Shorten).message(Tongue::Arabic)
    };
    let arabic = [0, 1, 2, 3, 11, 100, 103].map(characters);
    assert_eq!(
        arabic,
        [
            "طول هذا النص 0 حرف؛ الحد الأقصى 600.",
            "طول هذا النص حرف واحد؛ الحد الأقصى 600.",
            "طول هذا النص حرفان؛ الحد الأقصى 600.",
            "طول هذا النص 3 أحرف؛ الحد الأقصى 600.",
            "طول هذا النص 11 حرفًا؛ الحد الأقصى 600.",
            "طول هذا النص 100 حرف؛ الحد الأقصى 600.",
            "طول هذا النص 103 أحرف؛ الحد الأقصى 600.",
        ]
    );
}

#[test]
fn what_is_quoted_moves_nothing_around_it() {
    let told = |snippet: &str, tongue| {
        let says = Says::NamesNobody(snippet.to_owned());
        finding(says, Instead::Shorten).message(tongue)
    };
    assert_eq!(
        told("our partners", Tongue::Arabic),
        "العبارة «\u{2068}our partners\u{2069}» لا تسمّي أحدًا."
    );
    assert_eq!(
        told("our partners", Tongue::German),
        "„our partners“ nennt niemanden."
    );
    assert_eq!(
        told("شركاؤنا", Tongue::English),
        "“\u{2068}شركاؤنا\u{2069}” names nobody."
    );
    // A text that turns the direction, and never back, ends where its quotation ends.
    for hostile in ["a\u{202e}b", "a\u{2067}b", "a\u{2069}b"] {
        assert_eq!(told(hostile, Tongue::English), "“ab” names nobody.");
        let arabic = told(hostile, Tongue::Arabic);
        assert!(arabic.contains("«\u{2068}ab\u{2069}»"), "{arabic}");
    }
}

#[test]
fn a_kind_of_data_is_called_as_the_reader_calls_it() {
    let registry = Registry::starter();
    let mut document = crate::lint::stories::base();
    document["data"] = serde_json::json!([
        {"category": "orders", "required": true}, {"category": "religion", "required": false}
    ]);
    let found = lint(&document, &Surroundings::new(&registry));
    let mixed = found
        .iter()
        .find(|found| matches!(found.says, Says::Mixed(_)));
    let told = Tongue::ALL.map(|tongue| mixed.unwrap().message(tongue));
    assert_eq!(
        told,
        [
            "Sensitive data stand beside ordinary data: Your religion.",
            "Heikle Daten stehen neben gewöhnlichen: Ihre Religion.",
            "بيانات حساسة بجانب بيانات عادية: \u{2068}دينك\u{2069}.",
        ]
    );
}

#[test]
fn a_language_is_known_by_its_tag() {
    for tongue in Tongue::ALL {
        assert_eq!(Tongue::of(tongue.tag()), Some(tongue));
    }
    assert_eq!(Tongue::of("de-AT"), Some(Tongue::German));
    assert_eq!(Tongue::of("AR_eg"), Some(Tongue::Arabic));
    for strange in ["", "fi", "d", "german", "*"] {
        assert_eq!(Tongue::of(strange), None, "{strange}");
    }
}
