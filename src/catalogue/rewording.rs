//! What other words can mean.
//!
//! A grant covers what its text said. So of a text that says how data is used, or what ends with a no,
//! other words count as more unless they show that they are not: the same words but for their spelling,
//! or the same but for a time that got shorter. Everything else may be clearer, and may as well be
//! wider; who is asked to agree to it is the one who can tell. Of texts that only present it (a title,
//! the question that new people are asked), other words change no grant unless a number or a word for
//! guessing shows that the facts are others.

use super::change::letters;

/// What other words make of a text. Later in this list wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// The same, in another spelling.
    Spelling,
    /// The same.
    Same,
    /// Less.
    Less,
    /// Nothing shows that it is no more.
    More,
}

/// What it is that a text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// How data is used, or what ends: what grants rest on.
    Terms,
    /// What is asked: smaller numbers ask for less.
    Question,
    /// What people get: greater numbers give more.
    Value,
    /// What stays as it is: no number of it may change.
    Rest,
    /// Labels of answers.
    Label,
    /// What an invented person gets, a line for each of them. What she is, and how often, is made up, so
    /// no number of it gives or asks for anything; only another guess would show another use.
    Example,
}

/// What `new` makes of `old`.
pub(super) fn weigh(old: &str, new: &str, tells: Tells) -> Weight {
    if letters(old) == letters(new) {
        return Weight::Spelling;
    }
    match tells {
        Tells::Terms => weigh_terms(old, new),
        Tells::Label => Weight::Same,
        Tells::Example => weigh_guesses(old, new),
        Tells::Question | Tells::Value | Tells::Rest => weigh_facts(old, new, tells),
    }
}

/// Words that change nothing by coming or going: articles, and politeness.
const IDLE: &[&str] = &[
    "a", "an", "the", "please", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen",
    "einem", "einer", "eines", "bitte",
];

/// Contractions, and what they are short for.
const SHORT: &[(&str, &str)] = &[
    ("won't", "will not"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("n't", " not"),
    ("'ll", " will"),
    ("'re", " are"),
    ("'ve", " have"),
    ("we'd", "we would"),
];

/// Begins a time that reaches back, or that something takes: a smaller number is less of it.
const BACK: &[&str] = &[
    "last",
    "past",
    "previous",
    "within",
    "innerhalb",
    "binnen",
    "letzten",
    "vergangenen",
    "آخر",
    "خلال",
];

/// What such a time is counted in.
const UNITS: &[&str] = &[
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "sekunden",
    "minuten",
    "stunde",
    "stunden",
    "tag",
    "tage",
    "tagen",
    "woche",
    "wochen",
    "monat",
    "monate",
    "monaten",
    "jahr",
    "jahre",
    "jahren",
    "ساعة",
    "ساعات",
    "يوم",
    "يومًا",
    "يوما",
    "أيام",
    "أسبوع",
    "أسابيع",
    "شهر",
    "شهرًا",
    "شهرا",
    "أشهر",
    "سنة",
    "سنوات",
];

/// Numbers as words.
const NUMBERS: &[(&str, f64)] = &[
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("hundred", 100.0),
    ("zwei", 2.0),
    ("drei", 3.0),
    ("vier", 4.0),
    ("fünf", 5.0),
    ("sechs", 6.0),
    ("sieben", 7.0),
    ("acht", 8.0),
    ("neun", 9.0),
    ("zehn", 10.0),
    ("zwölf", 12.0),
    ("zwanzig", 20.0),
    ("dreißig", 30.0),
    ("hundert", 100.0),
    ("ثلاث", 3.0),
    ("ثلاثة", 3.0),
    ("أربع", 4.0),
    ("أربعة", 4.0),
    ("خمس", 5.0),
    ("خمسة", 5.0),
    ("ست", 6.0),
    ("ستة", 6.0),
    ("سبع", 7.0),
    ("سبعة", 7.0),
    ("عشر", 10.0),
    ("عشرة", 10.0),
];

/// How words for guessing begin, in English, German and Arabic.
const GUESSING: &[&str] = &[
    "guess",
    "infer",
    "predict",
    "estimat",
    "profil",
    "scor",
    "segment",
    "deduc",
    "conclu",
    "likel",
    "assum",
    "classif",
    "speculat",
    "vermut",
    "mutmaß",
    "schätz",
    "abschätz",
    "einschätz",
    "ableit",
    "abgeleitet",
    "prognos",
    "vorhersag",
    "einstuf",
    "eingestuft",
    "hochrechn",
    "rückschl",
    "تخمين",
    "التخمين",
    "نخمن",
    "نخمّن",
    "تقدير",
    "نقدّر",
    "نقدر",
    "استنتاج",
    "نستنتج",
    "توقع",
    "توقّع",
    "نتوقع",
    "نتوقّع",
    "تصنيف",
    "نصنف",
    "نصنّف",
];

/// The words of a text, small and without what stands around them.
fn words(text: &str) -> Vec<String> {
    let mut text = text.to_lowercase().replace('’', "'");
    for (short, long) in SHORT {
        text = text.replace(short, long);
    }
    // A hyphen joins what others write as one word or as two.
    let whole = text.split_whitespace().map(|word| {
        let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || "%€£$".contains(c)));
        word.replace('-', "")
    });
    whole.filter(|word| !word.is_empty()).collect()
}

fn number(word: &str) -> Option<f64> {
    let known = NUMBERS.iter().find(|(name, _)| *name == word);
    let digits = || {
        let bare = word.trim_matches(['%', '€', '£', '$']);
        let starts = bare.starts_with(|c: char| c.is_ascii_digit());
        starts
            .then(|| bare.replace(',', ".").parse().ok())
            .flatten()
    };
    known.map(|(_, number)| *number).or_else(digits)
}

/// Whether one word is the other with a slip of the finger: two letters the other way round, or one of
/// a pair that is missing. Any other letter can make another word ("guest", "guess").
fn is_slip(old: &str, new: &str) -> bool {
    const SHORTEST: usize = 5;
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    if old.len().min(new.len()) < SHORTEST || old.iter().chain(&new).any(|c| c.is_numeric()) {
        return false;
    }
    if old.len() == new.len() {
        let mut apart = old
            .iter()
            .zip(&new)
            .enumerate()
            .filter(|(_, (a, b))| a != b);
        return match (apart.next(), apart.next(), apart.next()) {
            (Some((at, (a, b))), Some((next, (c, d))), None) => {
                next == at.saturating_add(1) && a == d && b == c
            }
            // British and American spelling: "personalise", "personalize".
            (Some((_, (a, b))), None, None) => matches!((a, b), ('s', 'z') | ('z', 's')),
            _ => false,
        };
    }
    let single = |word: &[char]| {
        let mut single = word.to_vec();
        single.dedup();
        single
    };
    old.len().abs_diff(new.len()) == 1 && single(&old) == single(&new)
}

/// Of a text that grants rest on: word for word, where there are as many.
fn weigh_terms(old: &str, new: &str) -> Weight {
    let (before, after) = (words(old), words(new));
    let slips = before.len() == after.len()
        && before
            .iter()
            .zip(&after)
            .all(|(a, b)| a == b || is_slip(a, b));
    if slips {
        return Weight::Spelling;
    }
    let said = |words: Vec<String>| -> Vec<String> {
        let said = words
            .into_iter()
            .filter(|word| !IDLE.contains(&word.as_str()));
        said.collect()
    };
    let (before, after) = (said(before), said(after));
    if before.len() != after.len() {
        return Weight::More;
    }
    let mut weight = Weight::Same;
    for (at, (a, b)) in before.iter().zip(&after).enumerate() {
        if a == b || is_slip(a, b) {
            continue;
        }
        if !is_shorter_time(&before, at, (a, b)) {
            return Weight::More;
        }
        weight = Weight::Less;
    }
    weight
}

/// Whether the word at this place is the number of a time that reaches back, and got smaller.
fn is_shorter_time(words: &[String], at: usize, (old, new): (&str, &str)) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", String::as_str);
    let (before, first) = (word(at.checked_sub(1)), word(at.checked_sub(2)));
    let back = BACK.contains(&before) || (before == "von" && BACK.contains(&first));
    back && UNITS.contains(&word(at.checked_add(1)))
        && number(old)
            .zip(number(new))
            .is_some_and(|(old, new)| new < old)
}

/// Whether one of the words is one for guessing.
fn guesses(words: &[String]) -> bool {
    let mut all = words.iter();
    all.any(|word| GUESSING.iter().any(|begin| word.starts_with(begin)))
}

/// What ends a sentence.
const ENDS: &[char] = &['.', '!', '?', '؟', '…'];

/// The sentences of a line.
fn sentences(line: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    let mut within = false;
    for word in line.split_whitespace() {
        match sentences.last_mut() {
            Some(last) if within => {
                last.push(' ');
                last.push_str(word);
            }
            _ => sentences.push(word.to_owned()),
        }
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !ENDS.contains(&c));
        within = !bare.ends_with(ENDS);
    }
    sentences
}

/// The sentences of a text that guess, each with the one behind it, which can say what is guessed.
fn guessed(text: &str) -> Vec<String> {
    let of_line = |line: &str| -> Vec<String> {
        let sentences = sentences(line);
        let behind = sentences.iter().skip(1).map(String::as_str).chain([""]);
        let both = sentences.iter().zip(behind);
        both.filter(|(sentence, _)| guesses(&words(sentence)))
            .map(|(sentence, behind)| letters(&format!("{sentence} {behind}")))
            .collect()
    };
    text.lines().flat_map(of_line).collect()
}

/// Of an example: whether it shows a guess that it did not show, or shows one in other words, for what
/// is guessed stands in them.
fn weigh_guesses(old: &str, new: &str) -> Weight {
    let before = guessed(old);
    match guessed(new).iter().all(|guess| before.contains(guess)) {
        true => Weight::Same,
        false => Weight::More,
    }
}

/// Of a text that presents it: by its numbers, and by words for guessing.
fn weigh_facts(old: &str, new: &str, tells: Tells) -> Weight {
    let (before, after) = (words(old), words(new));
    if guesses(&after) && !guesses(&before) {
        return Weight::More;
    }
    let numbers =
        |words: &[String]| -> Vec<f64> { words.iter().filter_map(|word| number(word)).collect() };
    let (before, after) = (numbers(&before), numbers(&after));
    // What a number is of is not known, so each is held against the one in its place.
    let grew = after.len() > before.len() || before.iter().zip(&after).any(|(a, b)| b > a);
    let shrank = after.len() < before.len() || before.iter().zip(&after).any(|(a, b)| b < a);
    let worse = match tells {
        Tells::Question => grew,
        Tells::Value => shrank,
        _ => grew || shrank,
    };
    if worse { Weight::More } else { Weight::Same }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USE: &str = "We pick from food in your last 12 months of orders.";

    fn terms(new: &str) -> Weight {
        weigh(USE, new, Tells::Terms)
    }

    #[test]
    fn what_a_grant_rests_on_is_read_word_for_word() {
        for (new, weight) in [
            (
                "we pick from food in your last 12 months of orders",
                Weight::Spelling,
            ),
            (
                "We pick from food in your last 12 monhts of orders.",
                Weight::Spelling,
            ),
            (
                "We pick from the food in your last 12 months of orders.",
                Weight::Same,
            ),
            (
                "We pick from food in your last 6 months of orders.",
                Weight::Less,
            ),
            (
                "We pick from food in your last 13 months of orders.",
                Weight::More,
            ),
            (
                "We pick from food in your last 6 years of orders.",
                Weight::More,
            ),
            ("We pick from food in your orders.", Weight::More),
            (
                "We pick from food in your last 12 months of orders and visits.",
                Weight::More,
            ),
            (
                "We guess from food in your last 12 months of orders.",
                Weight::More,
            ),
            (
                "We pick from all food in your last 20 years of orders, and what it says about your \
                 income.",
                Weight::More,
            ),
        ] {
            assert_eq!(terms(new), weight, "{new}");
        }
    }

    #[test]
    fn a_smaller_number_is_less_only_of_a_time_that_reaches_back() {
        let weigh = |old: &str, new: &str| weigh(old, new, Tells::Terms);
        let orders = |sum| format!("We look at orders above {sum} euros.");
        assert_eq!(weigh(&orders(50), &orders(5)), Weight::More);
        let stop = |hours| format!("We stop within {hours} hours.");
        assert_eq!(weigh(&stop(24), &stop(2)), Weight::Less);
        assert_eq!(weigh(&stop(2), &stop(24)), Weight::More);
        let german = |tage| format!("Wir hören innerhalb von {tage} Tagen auf.");
        assert_eq!(weigh(&german(9), &german(3)), Weight::Less);
        assert_eq!(weigh(&german(3), &german(9)), Weight::More);
        assert_eq!(
            weigh("طلباتك في آخر 12 شهرًا.", "طلباتك في آخر 6 شهرًا."),
            Weight::Less
        );
    }

    #[test]
    fn a_slip_of_the_finger_makes_no_other_word() {
        for (old, new) in [
            ("recieve", "receive"),
            ("adress", "address"),
            ("personalise", "personalize"),
        ] {
            assert!(is_slip(old, new), "{old} {new}");
        }
        for (old, new) in [
            ("guest", "guess"),
            ("wealth", "health"),
            ("order", "orders"),
            ("form", "from"),
            ("2019s", "2109s"),
        ] {
            assert!(!is_slip(old, new), "{old} {new}");
        }
        // One letter is enough to be another thing.
        let what = |who| format!("We show guest{who}.");
        assert_eq!(weigh(&what(""), &what("s"), Tells::Terms), Weight::More);
    }

    #[test]
    fn what_is_short_for_something_is_the_same() {
        assert_eq!(
            weigh("We don't sell it.", "We do not sell it.", Tells::Terms),
            Weight::Spelling
        );
        assert_eq!(
            weigh("We do not sell it.", "We do sell it.", Tells::Terms),
            Weight::More
        );
    }

    #[test]
    fn other_words_that_present_it_are_the_same_but_for_facts() {
        use Tells::{Question, Rest, Value};
        for (old, new, tells, weight) in [
            ("Recipe ideas", "Ideas for recipes", Value, Weight::Same),
            ("Save 10%", "Save 5%", Value, Weight::More),
            ("Save 10%", "Save 15%", Value, Weight::Same),
            ("Three recipes", "Two recipes", Value, Weight::More),
            ("Three recipes", "A few recipes", Value, Weight::More),
            (
                "May we use 3 months?",
                "May we use 9 months?",
                Question,
                Weight::More,
            ),
            (
                "May we use 9 months?",
                "May we look at 3 months?",
                Question,
                Weight::Same,
            ),
            (
                "May we use orders?",
                "May we guess from orders?",
                Question,
                Weight::More,
            ),
            ("Ideas", "Unsere Schätzung", Value, Weight::More),
            ("أفكار", "تخمين لدخلك", Value, Weight::More),
            (
                "You keep 50 points.",
                "You keep 5 points.",
                Rest,
                Weight::More,
            ),
            (
                "You keep your points.",
                "Your points stay.",
                Rest,
                Weight::Same,
            ),
        ] {
            assert_eq!(weigh(old, new, tells), weight, "{old}: {new}");
        }
        assert_eq!(weigh("Yes", "Allow 5", Tells::Label), Weight::Same);
    }

    #[test]
    fn an_example_asks_where_its_guess_is_another_one() {
        let guess = "Rye again? We guess from May that you like rye. Here are 3 recipes.";
        for (new, weight) in [
            (
                "Rye bread? We guess from May that you like rye. Here are 3 recipes.",
                Weight::Same,
            ),
            (
                "Rye again? We guess from May that you are ill. Here are 3 recipes.",
                Weight::More,
            ),
            (
                "Rye again? We guess from May that you like rye. You are ill.",
                Weight::More,
            ),
            ("Rye again? Here are 3 recipes.", Weight::Same),
        ] {
            assert_eq!(weigh(guess, new, Tells::Example), weight, "{new}");
        }
        // A point within a number or a short form takes nothing out of the sentence.
        let paid = |whom| format!("We guess, e.g. from the 3.50 you paid, {whom}.");
        assert_eq!(
            weigh(&paid("you like rye"), &paid("you are ill"), Tells::Example),
            Weight::More
        );
    }
}
