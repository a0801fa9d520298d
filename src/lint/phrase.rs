//! Phrases: small patterns over words, written as data and found in linear time.
//!
//! A phrase is words with spaces between. `a|b` is one of several, `stem*` what begins so, `*end`
//! what ends so, `#` a number, `£` a sum of money, `%` a per cent, `:` a clock (`09:54`) and `::` one that shows
//! seconds, `&` a word with a capital letter, `_` any word, `@name` a class of words, `~3` up to three words
//! between, `?word` a word that can be missing, `^word` the first word of a sentence, `word$` the last one
//! (`^a|b$` means both for each alternative), and `$` alone the end itself. A phrase never crosses the end of a
//! sentence.

use std::rc::Rc;
use std::sync::OnceLock;

use super::classes::CLASSES;
use super::letters::fold;
use super::text::{Text, Token};

/// A list of phrases, and the phrases that make them harmless where they overlap.
pub(super) struct Lexicon {
    say: &'static [&'static str],
    unless: &'static [&'static str],
    compiled: OnceLock<(Phrases, Phrases)>,
}

/// A run of tokens: the first, and the one behind the last.
pub(super) type Run = (usize, usize);

impl Lexicon {
    pub(super) const fn new(say: &'static [&'static str], unless: &'static [&'static str]) -> Self {
        Self {
            say,
            unless,
            compiled: OnceLock::new(),
        }
    }

    fn compiled(&self) -> &(Phrases, Phrases) {
        self.compiled
            .get_or_init(|| (Phrases::new(self.say), Phrases::new(self.unless)))
    }

    /// Every place where one of the phrases stands, in order and without overlap.
    pub(super) fn find(&self, text: &Text) -> Vec<Run> {
        self.search(text, usize::MAX)
    }

    /// The same, remembered with the text: for a rule that asks at each of many places. A lexicon stands where
    /// it stands for good, so that its place is its name.
    pub(super) fn known(&'static self, text: &Text) -> Rc<[Run]> {
        let name = std::ptr::from_ref(self).addr();
        text.remembered(name, || self.find(text))
    }

    /// The longest phrase at each word at which one begins, though they overlap.
    pub(super) fn each(&self, text: &Text) -> Vec<Run> {
        let (say, unless) = self.compiled();
        let harmless = unless.find(text);
        let mut found = Vec::new();
        for at in 0..text.tokens.len() {
            let Some(end) = say.longest_at(text, at) else {
                continue;
            };
            let next = harmless.partition_point(|run| run.1 <= at);
            if harmless.get(next).is_none_or(|run| run.0 >= end) {
                found.push((at, end));
            }
        }
        found
    }

    /// Whether one of the phrases stands in the text.
    pub(super) fn is_in(&self, text: &Text) -> bool {
        !self.search(text, 1).is_empty()
    }

    fn search(&self, text: &Text, most: usize) -> Vec<Run> {
        let (say, unless) = self.compiled();
        let mut harmless = unless.find(text).into_iter().peekable();
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.tokens.len() && found.len() < most {
            while harmless.next_if(|run| run.1 <= at).is_some() {}
            let end = say.longest_at(text, at).filter(|end| {
                // The harmless runs do not overlap, so the first one that is left is the nearest.
                harmless.peek().is_none_or(|run| run.0 >= *end)
            });
            if let Some(end) = end {
                found.push((at, end));
                at = end;
            } else {
                at = at.saturating_add(1);
            }
        }
        found
    }
}

/// Whether one of the runs overlaps `run`: they are in order and do not overlap, so the first that ends behind
/// its beginning is the nearest.
pub(super) fn meets(runs: &[Run], run: Run) -> bool {
    let next = runs.partition_point(|other| other.1 <= run.0);
    runs.get(next).is_some_and(|next| next.0 < run.1)
}

/// The run that begins at a place, of some that are in order.
pub(super) fn beginning(runs: &[Run], at: usize) -> Option<Run> {
    let found = runs.binary_search_by_key(&at, |run| run.0).ok()?;
    runs.get(found).copied()
}

/// How a word begins, as phrases are looked up by it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    /// The list in which the phrases are that can begin with it.
    list: usize,
    /// Its first bytes, as a number.
    bytes: u64,
}

impl Start {
    /// In how many lists the phrases are, by the first two letters of a word.
    const LISTS: usize = 1 << (2 * Self::LETTER);

    /// As many bits of a letter tell it from most others of its script.
    const LETTER: u32 = 5;

    pub(super) fn of(word: &str) -> Self {
        let mut letters = word.chars();
        let mut letter = || {
            letters
                .next()
                .map_or(0, |c| u32::from(c) % (1 << Self::LETTER))
        };
        let (first, second) = (letter(), letter());
        let list = usize::try_from((first << Self::LETTER) | second);
        let mut bytes = [0; 8];
        for (to, from) in bytes.iter_mut().zip(word.bytes()) {
            *to = from;
        }
        Self {
            list: list.unwrap_or_default(),
            bytes: u64::from_be_bytes(bytes),
        }
    }
}

struct Phrases {
    all: Vec<Vec<Element>>,
    /// What phrases begin with, one list behind the other.
    begins: Vec<Begin>,
    /// Where each list begins, and the last one ends.
    lists: Vec<usize>,
    numbers: Vec<usize>,
    anywhere: Vec<usize>,
}

/// What a phrase begins with, as far as it tells words apart at a glance.
#[derive(Clone, Copy)]
struct Begin {
    bytes: u64,
    /// The bits that are the same in each word that it can be.
    mask: u64,
    phrase: usize,
}

/// One place of a phrase.
#[derive(Debug, Default)]
struct Element {
    words: Vec<String>,
    stems: Vec<String>,
    ends: Vec<String>,
    /// Words that only count at the end of a sentence.
    finals: Vec<String>,
    /// Whether the end of the sentence will do instead.
    or_end: bool,
    number: bool,
    money: bool,
    percent: bool,
    clock: bool,
    seconds: bool,
    capital: bool,
    any: bool,
    first: bool,
    last: bool,
    optional: bool,
    /// How many words can stand before it.
    gap: usize,
}

impl Element {
    fn parse(text: &str) -> Self {
        let mut element = Self::default();
        let text = text.strip_prefix('?').map_or(text, |rest| {
            element.optional = true;
            rest
        });
        let text = text.strip_prefix('^').map_or(text, |rest| {
            element.first = true;
            rest
        });
        let whole = text.strip_suffix('$').filter(|_| element.first);
        element.last = whole.is_some();
        element.add(whole.unwrap_or(text));
        element.words.sort_unstable();
        element
    }

    fn add(&mut self, text: &str) {
        for part in text.split('|') {
            match part {
                "#" => self.number = true,
                "£" => self.money = true,
                "%" => self.percent = true,
                ":" => self.clock = true,
                "::" => self.seconds = true,
                "&" => self.capital = true,
                "_" => self.any = true,
                "$" => self.or_end = true,
                _ => {
                    if let Some(name) = part.strip_prefix('@') {
                        let class = CLASSES.iter().find(|(class, _)| *class == name);
                        // A test knows that every class that is named is there.
                        self.add(class.map_or("", |(_, words)| words));
                    } else if let Some(word) = part.strip_suffix('$') {
                        self.finals.extend(joined(word));
                    } else if let Some(stem) = part.strip_suffix('*') {
                        self.stems.extend(joined(stem));
                    } else if let Some(end) = part.strip_prefix('*') {
                        self.ends.push(fold(end));
                    } else {
                        self.words.extend(joined(part));
                    }
                }
            }
        }
    }

    fn is(&self, text: &Text, at: usize) -> bool {
        let Some(token) = text.tokens.get(at) else {
            return false;
        };
        (!self.first || is_first(text, at, token))
            && (!self.last || is_last(text, at, token))
            && (self.any
                || (self.number && token.number)
                || (self.money && token.money)
                || (self.percent && token.percent)
                || (self.clock && token.colons() > 0)
                || (self.seconds && token.colons() > 1)
                || (self.capital && token.capital)
                || self
                    .words
                    .binary_search_by(|word| word.as_str().cmp(&token.word))
                    .is_ok()
                || (self.finals.contains(&token.word) && is_last(text, at, token))
                || self
                    .stems
                    .iter()
                    .any(|stem| token.word.starts_with(stem.as_str()))
                || self
                    .ends
                    .iter()
                    .any(|end| token.word.ends_with(end.as_str())))
    }
}

/// A word as it is folded; an Arabic one with the "and" that is written onto it, too.
fn joined(word: &str) -> impl Iterator<Item = String> {
    let word = fold(word);
    let and = word
        .starts_with(|c| ('\u{621}'..='\u{64a}').contains(&c) && c != 'و')
        .then(|| format!("و{word}"));
    std::iter::once(word).chain(and)
}

fn is_first(text: &Text, at: usize, token: &Token) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.tokens.get(before));
    before.is_none_or(|before| before.sentence != token.sentence)
}

fn is_last(text: &Text, at: usize, token: &Token) -> bool {
    let next = text.tokens.get(at.saturating_add(1));
    next.is_none_or(|next| next.sentence != token.sentence)
}

fn parse(phrase: &str) -> Vec<Element> {
    let mut gap = 0;
    let mut elements = Vec::new();
    for part in phrase.split(' ').filter(|part| !part.is_empty()) {
        if let Some(most) = part.strip_prefix('~') {
            gap = most.parse().unwrap_or(0);
        } else {
            let mut element = Element::parse(part);
            element.gap = std::mem::take(&mut gap);
            elements.push(element);
        }
    }
    elements
}

impl Phrases {
    fn new(phrases: &[&str]) -> Self {
        let all: Vec<_> = phrases.iter().map(|phrase| parse(phrase)).collect();
        let mut by_list = vec![Vec::new(); Start::LISTS];
        let mut numbers = Vec::new();
        let mut anywhere = Vec::new();
        for (phrase, elements) in all.iter().enumerate() {
            let Some(first) = elements.first() else {
                continue;
            };
            if first.any || !first.ends.is_empty() {
                anywhere.push(phrase);
                continue;
            }
            if first.number || first.money || first.percent || first.clock || first.seconds {
                numbers.push(phrase);
            }
            let words = first.words.iter().chain(&first.finals);
            let words = words.map(|word| (word, u64::MAX));
            let stems = first.stems.iter().map(|stem| (stem, mask(stem)));
            for (word, mask) in words.chain(stems) {
                let Start { list, bytes } = Start::of(word);
                if let Some(list) = by_list.get_mut(list) {
                    list.push(Begin {
                        bytes,
                        mask,
                        phrase,
                    });
                }
            }
        }
        let (mut begins, mut lists) = (Vec::new(), vec![0]);
        for list in by_list.into_iter().filter(|_| !all.is_empty()) {
            begins.extend(list);
            lists.push(begins.len());
        }
        Self {
            all,
            begins,
            lists,
            numbers,
            anywhere,
        }
    }

    fn find(&self, text: &Text) -> Vec<Run> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.tokens.len() && !self.all.is_empty() {
            let end = self.longest_at(text, at);
            if let Some(end) = end {
                found.push((at, end));
            }
            at = end.unwrap_or_else(|| at.saturating_add(1));
        }
        found
    }

    /// One of the lists.
    fn list(&self, list: usize) -> &[Begin] {
        match self.lists.get(list..list.saturating_add(2)) {
            Some([from, to]) => self.begins.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }

    fn longest_at(&self, text: &Text, at: usize) -> Option<usize> {
        let token = text.tokens.get(at)?;
        let Start { list, bytes } = token.begins;
        let by_letters = self
            .list(list)
            .iter()
            .filter(|begin| bytes & begin.mask == begin.bytes)
            .map(|begin| &begin.phrase);
        let by_number = self
            .numbers
            .iter()
            .filter(|_| token.number || token.money || token.percent);
        by_letters
            .chain(by_number)
            .chain(&self.anywhere)
            .filter_map(|n| ends_at(text, at, self.all.get(*n)?, true))
            .max()
    }
}

/// The bits of a word's first bytes that are those of a stem.
fn mask(stem: &str) -> u64 {
    let rest = 8_usize.saturating_sub(stem.len()).saturating_mul(8);
    u32::try_from(rest)
        .ok()
        .and_then(|rest| u64::MAX.checked_shl(rest))
        .unwrap_or_default()
}

/// Where a phrase ends that begins at `at`. Gaps are short, so this takes a bounded time.
fn ends_at(text: &Text, at: usize, elements: &[Element], begins: bool) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else {
        return Some(at);
    };
    let before = at.checked_sub(1).and_then(|before| text.tokens.get(before));
    for skipped in 0..=element.gap {
        let here = at.saturating_add(skipped);
        let Some(token) = text.tokens.get(here) else {
            break;
        };
        if !begins && before.is_some_and(|before| before.sentence != token.sentence) {
            break;
        }
        if element.is(text, here)
            && let Some(end) = ends_at(text, here.saturating_add(1), rest, false)
        {
            return Some(end);
        }
    }
    let ended = text
        .get(at)
        .is_none_or(|token| before.is_none_or(|before| before.sentence != token.sentence));
    if element.optional || (element.or_end && ended) {
        ends_at(text, at, rest, false)
    } else {
        None
    }
}

/// Reports what is wrong with how phrases are written.
#[cfg(test)]
pub(super) fn misspelled(lexicon: &Lexicon) -> Vec<String> {
    let known = |part: &str| {
        let name = part.trim_start_matches(['?', '^']).trim_end_matches('$');
        name.split('|')
            .filter_map(|alternative| alternative.strip_prefix('@').map(str::to_owned))
            .all(|class| CLASSES.iter().any(|(name, _)| *name == class))
    };
    let phrases = lexicon.say.iter().chain(lexicon.unless);
    let bad = phrases.filter(|phrase| {
        let first = parse(phrase);
        let short = |element: &Element| element.stems.iter().any(|stem| stem.chars().count() < 2);
        !phrase.split(' ').all(known)
            || first
                .first()
                .is_none_or(|e| e.optional || e.gap > 0 || e.any || e.capital || short(e))
            || phrase.contains("  ")
    });
    bad.map(|phrase| (*phrase).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lexicon: &Lexicon, text: &str) -> Vec<Run> {
        lexicon.find(&Text::read(text))
    }

    #[test]
    fn a_phrase_has_stems_numbers_gaps_and_ends() {
        static LEXICON: Lexicon = Lexicon::new(
            &[
                "only ~2 # left|remain*",
                "^hurry",
                "gone$",
                "save ?up ?to £|%",
            ],
            &[],
        );
        assert_eq!(found(&LEXICON, "There are only about 3 left, so"), [(2, 6)]);
        assert_eq!(found(&LEXICON, "Only three remaining"), [(0, 3)]);
        assert_eq!(found(&LEXICON, "Hurry. No hurry"), [(0, 1)]);
        assert_eq!(found(&LEXICON, "Soon gone. It is gone by then"), [(1, 2)]);
        assert_eq!(
            found(&LEXICON, "Save up to £5. Save 5%. Save 5"),
            [(0, 4), (4, 6)]
        );
    }

    #[test]
    fn a_phrase_has_clocks_and_names() {
        static LEXICON: Lexicon = Lexicon::new(&[": left", ":: off", "from & bought"], &[]);
        assert_eq!(found(&LEXICON, "04:50 left. 4.50 left. 450 left"), [(0, 2)]);
        assert_eq!(found(&LEXICON, "04:50 off. ٠١:٠٤:٥٠ off"), [(2, 4)]);
        assert_eq!(found(&LEXICON, "From Ulm bought. From it bought"), [(0, 3)]);
    }

    #[test]
    fn a_phrase_stays_within_its_sentence() {
        static LEXICON: Lexicon = Lexicon::new(&["only ~3 left"], &[]);
        assert_eq!(found(&LEXICON, "Only here. Turn left"), []);
    }

    #[test]
    fn what_is_harmless_hides_only_what_it_overlaps() {
        static LEXICON: Lexicon = Lexicon::new(&["hurry"], &["no hurry"]);
        assert_eq!(found(&LEXICON, "No hurry"), []);
        assert_eq!(found(&LEXICON, "No hurry, but hurry"), [(3, 4)]);
    }

    #[test]
    fn a_phrase_is_told_by_more_than_the_beginning_of_its_first_word() {
        static LEXICON: Lexicon = Lexicon::new(
            &[
                "recommendation",
                "personali* it",
                "so*",
                "استخدام*",
                "لا نبيع",
            ],
            &[],
        );
        let text = "Recommended. Recommendation. Personalising it. Person it. Some. S. Lots";
        assert_eq!(found(&LEXICON, text), [(1, 2), (2, 4), (6, 7)]);
        assert_eq!(
            found(&LEXICON, "استخدامنا لا نبيع لا نشتري"),
            [(0, 1), (1, 3)]
        );
    }

    #[test]
    fn a_text_is_searched_once_however_often_somebody_asks() {
        static LEXICON: Lexicon = Lexicon::new(&["only today", "hurry"], &[]);
        static OTHER: Lexicon = Lexicon::new(&["no"], &[]);
        let text = Text::read("Only today, no hurry");
        let known = LEXICON.known(&text);
        assert_eq!(*known, *LEXICON.find(&text));
        assert!(Rc::ptr_eq(&known, &LEXICON.known(&text)));
        assert_eq!(*OTHER.known(&text), [(2, 3)]);
    }

    #[test]
    fn runs_in_order_are_asked_for_the_one_that_is_near() {
        let runs = [(1, 3), (5, 6)];
        for (run, is_met) in [
            ((0, 1), false),
            ((2, 5), true),
            ((3, 5), false),
            ((5, 9), true),
        ] {
            assert_eq!(meets(&runs, run), is_met, "{run:?}");
        }
        assert_eq!(beginning(&runs, 5), Some((5, 6)));
        assert_eq!((beginning(&runs, 2), beginning(&[], 0)), (None, None));
    }
}
