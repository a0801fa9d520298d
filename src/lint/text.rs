//! A text as the rules read it: words in sentences and clauses, each with its place.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::letters::{
    fold_into, is_apostrophe, is_currency, is_end, is_pause, is_picture, is_unseen,
};
use super::phrase::{Run, Start};

/// One word or number.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its letters, small, without accents and invisible characters.
    pub(super) word: String,
    /// How its letters begin.
    pub(super) begins: Start,
    /// The character that it begins with.
    pub(super) start: usize,
    /// The character behind it.
    pub(super) end: usize,
    /// The sentence that it stands in, from 0.
    pub(super) sentence: u32,
    /// The clause that it stands in, from 0 and through all sentences.
    pub(super) clause: u32,
    /// Whether it is two capital letters or more and nothing else.
    pub(super) caps: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether it stands for a number: in digits, or as a word such as `three`.
    pub(super) number: bool,
    /// Whether a sign of a currency stands before or behind it.
    pub(super) money: bool,
    /// Whether an opening bracket stands right before it.
    pub(super) bracket: bool,
    /// Whether a per cent sign follows.
    pub(super) percent: bool,
}

impl Token {
    /// Whether it is written in digits.
    pub(super) fn is_digits(&self) -> bool {
        self.word.starts_with(|c: char| c.is_ascii_digit())
    }

    /// How many colons it has: one in a clock, two in one that shows seconds.
    pub(super) fn colons(&self) -> usize {
        self.word.bytes().filter(|byte| *byte == b':').count()
    }
}

/// A sign that stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// An exclamation mark.
    Exclamation,
    /// A question mark.
    Question,
    /// A picture, star, heart or arrow.
    Picture,
    /// Marks of a page: `**`, `__`, `<b>`.
    Markup,
}

/// A text, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// All words.
    pub(super) tokens: Vec<Token>,
    /// All signs that stand out, each with its place in characters.
    pub(super) signs: Vec<(Sign, usize)>,
    /// Its length in characters.
    pub(super) length: usize,
    /// What was looked for in it, and where it stands.
    remembered: RefCell<BTreeMap<usize, Rc<[Run]>>>,
}

/// Words that say no by themselves.
const NO: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot",
    "nowhere", "dont", "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie",
    "niemals", "niemand", "nichts", "ohne", "لا", "لن", "لم", "ليس", "ليست", "بدون", "دون", "ولا",
    "ولن", "ولم",
];

/// Numbers as words, in English, German and Arabic.
const NUMBERS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("dozen", 12),
    ("once", 1),
    ("twice", 2),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("funf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwolf", 12),
    ("zwanzig", 20),
    ("dreissig", 30),
    ("achtzehn", 18),
    ("funfzehn", 15),
    ("vierzehn", 14),
    ("dreizehn", 13),
    ("vierzig", 40),
    ("funfzig", 50),
    ("sechzig", 60),
    ("neunzig", 90),
    ("hundert", 100),
    ("ثلاث", 3),
    ("ثلاثه", 3),
    ("اربع", 4),
    ("اربعه", 4),
    ("خمس", 5),
    ("خمسه", 5),
    ("ست", 6),
    ("سته", 6),
    ("سبع", 7),
    ("سبعه", 7),
    ("ثماني", 8),
    ("ثمانيه", 8),
    ("تسع", 9),
    ("تسعه", 9),
    ("عشر", 10),
    ("عشره", 10),
    ("عشرون", 20),
    ("عشرين", 20),
    ("ثلاثون", 30),
    ("ثلاثين", 30),
];

/// Words for money: the number before one is a sum.
const CURRENCIES: &[&str] = &[
    "euro",
    "euros",
    "eur",
    "pound",
    "pounds",
    "gbp",
    "pence",
    "dollar",
    "dollars",
    "usd",
    "cent",
    "cents",
    "p",
    "ct",
    "franc",
    "francs",
    "franken",
    "chf",
    "kroner",
    "kronor",
    "rupees",
    "yen",
    "dirham",
    "dirhams",
    "درهم",
    "درهما",
    "دينارا",
    "دولارا",
    "دراهم",
    "ريال",
    "ريالات",
    "ريالا",
    "جنيه",
    "جنيهات",
    "جنيها",
    "دينار",
    "دنانير",
    "دولار",
    "دولارات",
    "يورو",
    "ليره",
    "ليرات",
];

/// The months of German, behind whose days a point stands.
const MONTHS: &[&str] = &[
    "januar",
    "janner",
    "februar",
    "marz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Whether it is a digit as folding knows them: `٠٩:٥٤` is one clock, as `09:54` is.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹')
}

/// Whether a word is one for money.
pub(super) fn is_currency_word(word: &str) -> bool {
    CURRENCIES.contains(&word)
}

/// The number that a word stands for.
pub(super) fn number_word(word: &str) -> Option<u32> {
    NUMBERS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, n)| *n)
}

/// Whether a word says no: `not`, `never`, `don't`.
pub(super) fn says_no(word: &str) -> bool {
    NO.contains(&word) || word.ends_with("n't")
}

impl Text {
    /// Reads a text. Linear in its length.
    pub(super) fn read(text: &str) -> Self {
        let mut reader = Reader::default();
        let mut chars = text.chars().peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            reader.take(before, c, chars.peek().copied().unwrap_or(' '));
            if !is_unseen(c) {
                before = c;
            }
        }
        reader.finish();
        reader.text.length = reader.at;
        reader.text
    }

    /// The number of words, numbers included.
    pub(super) fn words(&self) -> usize {
        self.tokens.len()
    }

    /// The token at a place.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The letters of the token at a place; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.word)
    }

    /// Where a run of tokens stands, in characters.
    pub(super) fn span(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let first = self.tokens.get(from)?;
        let last = self.tokens.get(to.saturating_sub(1))?;
        Some((first.start, last.end.max(first.end)))
    }

    /// Whether the words before a place deny what stands there, in the same clause.
    pub(super) fn is_denied(&self, from: usize) -> bool {
        /// How far a "not" reaches.
        const REACH: usize = 7;
        let Some(first) = self.tokens.get(from) else {
            return false;
        };
        let start = from.saturating_sub(REACH);
        let before = self.tokens.get(start..from).unwrap_or_default();
        // "Say no and we ask again": a no that is an answer denies nothing.
        let answer = |at: usize| {
            self.word(at) == "no"
                && at.checked_sub(1).is_some_and(|at| {
                    matches!(
                        self.word(at),
                        "say" | "says" | "said" | "saying" | "a" | "your" | "after"
                    )
                })
        };
        before.iter().enumerate().any(|(n, token)| {
            token.clause == first.clause && says_no(&token.word) && !answer(start.saturating_add(n))
        })
    }

    /// Whether a run begins and ends with a word that says no, in two clauses.
    pub(super) fn is_two(&self, run: (usize, usize)) -> bool {
        let last = run.1.saturating_sub(1);
        match (self.tokens.get(run.0), self.tokens.get(last)) {
            (Some(a), Some(b)) => {
                // "You pay nothing and you need not own a car": each denies a thing of its own.
                let within = self.tokens.get(run.0..run.1).unwrap_or_default();
                let joined = within.iter().any(|token| token.word == "and");
                (a.clause != b.clause || joined) && says_no(&a.word) && says_no(&b.word)
            }
            _ => false,
        }
    }

    /// The runs of what has this name, which are looked for once.
    pub(super) fn remembered(&self, name: usize, find: impl FnOnce() -> Vec<Run>) -> Rc<[Run]> {
        let known = self.remembered.borrow().get(&name).map(Rc::clone);
        known.unwrap_or_else(|| {
            let found: Rc<[_]> = find().into();
            let mut remembered = self.remembered.borrow_mut();
            remembered.insert(name, Rc::clone(&found));
            found
        })
    }

    /// Each word of which something holds, as a run; `name` is what is asked for, wherever it is asked.
    pub(super) fn words_that<T>(
        &self,
        name: &'static T,
        holds: impl Fn(&str) -> bool,
    ) -> Rc<[Run]> {
        self.remembered(std::ptr::from_ref(name).addr(), || {
            let words = self.tokens.iter().enumerate();
            let words = words.filter(|(_, token)| holds(&token.word));
            words.map(|(at, _)| (at, at.saturating_add(1))).collect()
        })
    }

    /// The first place of the clause of a place: clauses follow one another.
    pub(super) fn clause_begins(&self, at: usize) -> usize {
        let clause = self.tokens.get(at).map(|token| token.clause);
        clause.map_or(at, |clause| {
            self.tokens.partition_point(|token| token.clause < clause)
        })
    }

    /// The first place of each sentence, and the one behind its last.
    pub(super) fn sentences(&self) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut number = None;
        for (at, token) in self.tokens.iter().enumerate() {
            if number == Some(token.sentence) {
                if let Some(last) = found.last_mut() {
                    last.1 = at.saturating_add(1);
                }
            } else {
                number = Some(token.sentence);
                found.push((at, at.saturating_add(1)));
            }
        }
        found
    }
}

/// What is under way while a text is read.
#[derive(Default)]
struct Reader {
    text: Text,
    at: usize,
    sentence: u32,
    clause: u32,
    word: String,
    start: usize,
    end: usize,
    letters: usize,
    capitals: usize,
    capital: bool,
    money: bool,
    bracket: bool,
    /// Whether a point stands right behind a number that can be a day, and nothing but spaces behind that.
    day: bool,
}

impl Reader {
    fn take(&mut self, before: char, c: char, next: char) {
        let at = self.at;
        self.at = self.at.saturating_add(1);
        if is_unseen(c) {
            return;
        }
        let digits = self.word.starts_with(|c: char| c.is_ascii_digit());
        if c.is_alphanumeric() {
            // A number and its unit are two words: 24h, 3rd.
            if digits && c.is_alphabetic() {
                self.finish();
            }
            self.letter(at, c);
        } else if !self.word.is_empty() && next.is_alphanumeric() && is_apostrophe(c) {
            self.word.push('\'');
        } else if digits && is_digit(next) && matches!(c, '.' | ',' | ':' | '/' | '٫' | '٬') {
            self.word.push(if c.is_ascii() { c } else { '.' });
        } else {
            self.mark(at, before, c, next);
        }
    }

    fn letter(&mut self, at: usize, c: char) {
        if self.word.is_empty() {
            self.start = at;
            self.capital = c.is_uppercase();
        }
        fold_into(&mut self.word, c);
        self.end = at.saturating_add(1);
        self.letters = self.letters.saturating_add(usize::from(c.is_alphabetic()));
        self.capitals = self.capitals.saturating_add(usize::from(c.is_uppercase()));
    }

    fn mark(&mut self, at: usize, before: char, c: char, next: char) {
        self.finish();
        self.bracket = c == '(';
        if is_currency(c) {
            let right_behind = before.is_ascii_digit();
            match self.text.tokens.last_mut() {
                Some(last) if right_behind => last.money = true,
                _ => self.money = true,
            }
        } else if matches!(c, '%' | '٪' | '％')
            && let Some(last) = self.text.tokens.last_mut()
        {
            last.percent = true;
        }
        let sign = match c {
            '!' | '！' | '‼' => Some(Sign::Exclamation),
            '?' | '？' | '؟' => Some(Sign::Question),
            '*' | '_' if next == c => Some(Sign::Markup),
            '<' if next.is_ascii_alphabetic() => Some(Sign::Markup),
            c if is_picture(c) => Some(Sign::Picture),
            _ => None,
        };
        self.text.signs.extend(sign.map(|sign| (sign, at)));
        // A point inside a name such as `email.sent` ends nothing.
        let ends = is_end(c) && !(c == '.' && next.is_alphanumeric());
        if ends {
            self.sentence = self.sentence.saturating_add(1);
        }
        let dash = matches!(c, '-' | '‐') && before == ' ' && next == ' ';
        if ends || is_pause(c) || dash {
            self.clause = self.clause.saturating_add(1);
        }
        let last = self.text.tokens.last();
        if c == '.' {
            self.day = before.is_ascii_digit() && last.is_some_and(|last| last.word.len() <= 2);
        } else if c != ' ' {
            self.day = false;
        }
    }

    fn finish(&mut self) {
        let word = std::mem::take(&mut self.word);
        if CURRENCIES.contains(&word.as_str())
            && let Some(last) = self.text.tokens.last_mut()
            && last.number
        {
            last.money = true;
        }
        if !word.is_empty() {
            // "Am 31. August": the point of a day ends no sentence.
            if std::mem::take(&mut self.day) && MONTHS.contains(&word.as_str()) {
                self.sentence = self.sentence.saturating_sub(1);
                self.clause = self.clause.saturating_sub(1);
            }
            let number =
                word.starts_with(|c: char| c.is_ascii_digit()) || number_word(&word).is_some();
            self.text.tokens.push(Token {
                begins: Start::of(&word),
                start: self.start,
                end: self.end,
                sentence: self.sentence,
                clause: self.clause,
                caps: self.letters >= 2 && self.capitals == self.letters,
                capital: self.capital,
                number,
                money: std::mem::take(&mut self.money),
                percent: false,
                bracket: std::mem::take(&mut self.bracket),
                word,
            });
        }
        self.letters = 0;
        self.capitals = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let text = Text::read(text);
        text.tokens.into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_are_small_and_without_accents_and_tricks() {
        assert_eq!(words("Für Dich: Straße"), ["fur", "dich", "strasse"]);
        assert_eq!(words("Don’t opt-out"), ["don't", "opt", "out"]);
        assert_eq!(
            words("h\u{200b}urry ｈｕｒｒｙ hurrу\u{301}"),
            ["hurry", "hurry", "hurry"]
        );
        assert_eq!(
            words("24h, 3rd, £4.20, 02:14:55"),
            ["24", "h", "3", "rd", "4.20", "02:14:55"]
        );
        assert_eq!(words("٣ وصفات ٠٩:٥٤"), ["3", "وصفات", "09:54"]);
    }

    #[test]
    fn a_span_counts_characters_of_the_text_as_written() {
        let text = Text::read("Größe: „jetzt“ 🎉 nur");
        assert_eq!(text.span(1, 2), Some((8, 13)));
        assert_eq!(text.signs, [(Sign::Picture, 15)]);
    }

    #[test]
    fn a_point_in_a_number_or_a_name_ends_no_sentence() {
        let text = Text::read("It is £4.20 at email.sent now. Then more");
        assert_eq!(text.sentences(), [(0, 7), (7, 9)]);
        assert!(text.tokens[2].money && text.tokens[2].number);
    }

    #[test]
    fn the_point_of_a_day_ends_no_sentence() {
        let text = Text::read("Er endet am 31. August für alle. Danach nicht");
        assert_eq!(text.sentences(), [(0, 7), (7, 9)]);
        assert_eq!(text.tokens[3].clause, text.tokens[4].clause);
        assert_eq!(Text::read("Es sind 31. Alle gehen").sentences().len(), 2);
    }

    #[test]
    fn a_not_reaches_through_its_clause() {
        let text = Text::read("We never sell it, we keep it");
        assert!(text.is_denied(2) && !text.is_denied(5));
    }
}
