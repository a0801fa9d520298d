//! By what a guess that a customer rejected is known again, under whatever key it is told.
//!
//! What it said is not kept: that would be the guess once more. A salted digest is, among what is hers;
//! whoever has it and a guess can tell whether that is the one, and an erasure takes digest and salt.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::{Rejection, is_invisible};
use crate::digest::{DigestKey, from_hex, hex};
use crate::guard::{Guess, Model};

/// What a guess says, as a customer reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessWords {
    /// What is guessed.
    pub label: String,
    /// The guess.
    pub value: String,
}

impl GuessWords {
    /// These words.
    #[must_use]
    pub fn new(label: &str, value: &str) -> Self {
        Self {
            label: label.to_owned(),
            value: value.to_owned(),
        }
    }

    /// Whether whoever rejects these words in that way rejects what `guess` says with them.
    #[must_use]
    pub(crate) fn say(&self, rejection: Rejection, guess: &Guess) -> bool {
        let is_alike = plain(&self.label) == plain(&guess.label);
        match rejection {
            Rejection::Wrong => is_alike && plain(&self.value) == plain(&guess.value),
            Rejection::DontGuess => is_alike,
        }
    }
}

/// What is known of a guess that somebody rejects. A key may have said several things: of each of her
/// records another, or another one since she read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RejectedGuess {
    /// What it said.
    pub words: Vec<GuessWords>,
    /// What made it, each once.
    pub models: Vec<Model>,
    /// What else is guessed about her: what of it says the same is rejected with it, in one go.
    pub others: Vec<Guess>,
}

/// By what rejected guesses are known again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// 32 random bytes in hexadecimal, the same for all that one customer rejects: so that digests of two
    /// people have nothing in common.
    pub salt: String,
    /// A digest of what each says, in hexadecimal.
    pub digests: BTreeSet<String>,
}

impl Likeness {
    /// That of guesses with these words which somebody rejects in that way.
    #[must_use]
    pub fn of(salt: [u8; 32], rejection: Rejection, words: &[GuessWords]) -> Self {
        let key = DigestKey::new(salt);
        let digests = words
            .iter()
            .map(|words| digest(&key, rejection, &plain(&words.label), &plain(&words.value)));
        Self {
            salt: hex(&salt),
            digests: digests.collect(),
        }
    }
}

/// All by which a customer's rejected guesses are known again: digests by their salt, of which each of
/// her records may have one.
pub(super) type Likenesses = BTreeMap<String, BTreeSet<String>>;

/// In which way a guess with these words is rejected, where it is one of those. Of both ways, that nobody
/// shall guess it says more. What has no words, as a guess that is gone, is like nothing.
pub(super) fn rejection_of(known: &Likenesses, label: &str, value: &str) -> Option<Rejection> {
    if known.is_empty() || label.is_empty() {
        return None;
    }
    let (label, value) = (plain(label), plain(value));
    let is_among = |way: Rejection| {
        known.iter().any(|(salt, digests)| {
            let key = from_hex(salt).map(DigestKey::new);
            key.is_some_and(|key| digests.contains(&digest(&key, way, &label, &value)))
        })
    };
    let ways = [Rejection::DontGuess, Rejection::Wrong];
    ways.into_iter().find(|way| is_among(*way))
}

/// What is forbidden: of a wrong guess, that it is said once more; of what nobody shall guess, whatever
/// is said of it.
fn digest(key: &DigestKey, rejection: Rejection, label: &str, value: &str) -> String {
    let bytes = match rejection {
        Rejection::Wrong => key.of(&[b"wrong guess", label.as_bytes(), value.as_bytes()]),
        Rejection::DontGuess => key.of(&[b"not to be guessed", label.as_bytes()]),
    };
    hex(&bytes)
}

/// A text as it is held against others: however it is spelt in Unicode, in large letters or small, with
/// or without spaces and punctuation. A sign between two digits makes another number and stays, as does a
/// minus before one: what stands close before a number and close behind no word. What counts or compares, such
/// as `+`, `<` or `%`, is no punctuation.
///
/// Digests are kept for as long as their customer is: what this makes of a text must stay what it is.
fn plain(text: &str) -> String {
    let all = text.nfkc().flat_map(char::to_lowercase).nfkc();
    let mut seen: Vec<char> = Vec::new();
    // The places of those that stand behind a space.
    let mut spaced = BTreeSet::new();
    for c in all {
        if c.is_whitespace() {
            spaced.insert(seen.len());
        } else if !is_invisible(c) && !selects_a_form(c) {
            seen.push(if is_dash(c) { '-' } else { c });
        }
    }
    let is_digit = |place: Option<usize>| {
        let at = place.and_then(|place| seen.get(place));
        at.is_some_and(|c| c.is_numeric())
    };
    let within = |place: usize| is_digit(place.checked_sub(1)) && is_digit(Some(place + 1));
    let is_alphanumeric = |place: usize| seen.get(place).is_some_and(|c| c.is_alphanumeric());
    let is_minus = |place: usize, c: char| {
        let begins = place
            .checked_sub(1)
            .is_none_or(|before| !is_alphanumeric(before));
        // With a space on either side it parts two words, with none it joins them.
        let leads = spaced.contains(&place) && !spaced.contains(&(place + 1));
        c == '-' && (begins || leads) && is_digit(Some(place + 1))
    };
    let kept = seen.iter().enumerate();
    let kept: String = kept
        .filter(|(place, c)| !is_punctuation(**c) || within(*place) || is_minus(*place, **c))
        .map(|(_, c)| *c)
        .collect();
    // What is nothing but punctuation says that.
    if kept.is_empty() {
        seen.into_iter().collect()
    } else {
        kept
    }
}

/// Whether it says nothing but how the character before it is drawn.
fn selects_a_form(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether it is one of the many ways to write a hyphen, a dash or a minus.
fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_punctuation(c: char) -> bool {
    let says = matches!(
        c,
        '+' | '<' | '>' | '=' | '%' | '#' | '$' | '&' | '~' | '^' | '|'
    );
    c.is_ascii_punctuation() && !says
        || matches!(
            c,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '،' | '؛' | '؟' | '٫' | '٬' | '٭' | '۔'
                | '\u{2016}'..='\u{2027}'
                | '\u{2030}'..='\u{205e}'
                | '\u{2e00}'..='\u{2e7f}'
                | '\u{3001}'..='\u{3003}'
                | '\u{3008}'..='\u{3011}'
                | '\u{3014}'..='\u{301f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(rejection: Rejection, words: (&str, &str), told: (&str, &str)) -> bool {
        let words = GuessWords::new(words.0, words.1);
        let Likeness { salt, digests } = Likeness::of([7; 32], rejection, &[words]);
        let found = rejection_of(&[(salt, digests)].into(), told.0, told.1);
        assert!(found.is_none_or(|way| way == rejection), "{found:?}");
        found.is_some()
    }

    #[test]
    fn a_guess_is_the_same_however_it_is_written() {
        let read = ("Pets", "a dog");
        for same in [
            ("Pets", "a dog"),
            (" PETS ", "A  Dog"),
            ("Pets:", "“a dog”!"),
            ("Ｐｅｔｓ", "a-dog"),
            ("P\u{ad}ets", "a\u{a0}dog…"),
        ] {
            for way in Rejection::ALL {
                assert!(knows(*way, read, same), "{same:?}");
            }
        }
    }

    #[test]
    fn wrong_is_what_it_said_and_not_to_be_guessed_is_all_about_it() {
        let read = ("Pets", "a dog");
        assert!(!knows(Rejection::Wrong, read, ("Pets", "a cat")));
        assert!(knows(Rejection::DontGuess, read, ("pets", "a cat")));
        for other in [("Household", "a dog"), ("Petsa", "dog"), ("", "")] {
            for way in Rejection::ALL {
                assert!(!knows(*way, read, other), "{other:?}");
            }
        }
        // Whoever rejects what cannot be seen rejects no guess of which the words are gone.
        for way in Rejection::ALL {
            assert!(!knows(*way, ("\u{ad}", "\u{ad}"), ("", "")));
        }
    }

    #[test]
    fn signs_that_say_something_make_another_guess() {
        for (one, other) in [
            ("1.5", "15"),
            ("4–5", "45"),
            ("A+", "A-"),
            ("<50", "> 50"),
            ("-5", "5"),
            ("below -5", "below 5"),
            ("below \u{2212}5", "below 5"),
            ("between -5 and -3", "between 5 and 3"),
            (
                "\u{623}\u{642}\u{644} \u{645}\u{646} -\u{665}",
                "\u{623}\u{642}\u{644} \u{645}\u{646} \u{665}",
            ),
            ("C#", "C++"),
            ("★★★", "★★"),
            ("🐶", "🐱"),
        ] {
            assert!(!knows(Rejection::Wrong, ("a", one), ("a", other)), "{one}");
            assert!(!knows(Rejection::Wrong, ("a", other), ("a", one)), "{one}");
        }
        assert!(!knows(Rejection::DontGuess, ("?", "a"), ("!", "a")));
        for (one, same) in [
            ("1.5!", "1.5"),
            ("4–5", "4-5"),
            ("\u{2212}5", "-5"),
            ("a - dog", "a dog"),
            ("18 - 25", "18-25"),
            ("18\u{2013}25", "18-25"),
            ("18 -25", "18-25"),
            ("Level-5", "level 5"),
            ("aged - 5", "aged 5"),
            ("below \u{2212}5", "BELOW -5"),
            ("below\u{a0}\u{200b}-5", "below -5"),
        ] {
            assert!(knows(Rejection::Wrong, ("a", one), ("a", same)), "{one}");
            assert!(knows(Rejection::Wrong, ("a", same), ("a", one)), "{one}");
        }
    }

    #[test]
    fn of_two_people_the_same_guess_is_not_the_same_digest() {
        let words = [GuessWords::new("Pets", "a dog")];
        let of = |salt| Likeness::of([salt; 32], Rejection::Wrong, &words).digests;
        assert!(of(1).is_disjoint(&of(2)));
        let broken = [("zz".to_owned(), of(1))].into();
        assert_eq!(rejection_of(&broken, "Pets", "a dog"), None);
    }

    #[test]
    fn what_was_rejected_once_has_the_digest_that_is_stored_for_good() {
        for (label, value, wrong, not_to_be_guessed) in [
            (
                "Ｐets:",
                " A  Dog… ",
                "a60bc5b198732b54edd642e7379f02509ad6a3424a697dc30c5601ba8e9fec59",
                "a28e39cffea6c06a0ae67a12f84ab4d42352a3ec7cc10bdaed4d63c8e777db0f",
            ),
            (
                "Größe",
                "4–5 Personen",
                "d4ea866d6d76f989909b9af38dba11fc8494ebe52f58976d1c8047b70972a3d0",
                "a614fd38913d1f7a3a05badd39722ac8c5665ddde289fbd23f8da9a6ad63f767",
            ),
            (
                "Temperature",
                "\u{2212}5 °C",
                "709fb71ef8676129342127d37641cac27896ecf58a55cfd913a0932f11ee2f26",
                "485bd9a58027a4168ac4e195642885ab041cc3cbb41377a88659d2181064f26a",
            ),
            (
                "\u{627}\u{644}\u{639}\u{645}\u{631}",
                "\u{662}\u{665}–\u{663}\u{664}",
                "602af557a5dcdf214480f41f4598e35936d3354313db2f66ac8f1fa7483ff1d7",
                "3bbda50cc678c7822427ad3e2db62429e53fd207d41d1b859d8a8de03b7fe158",
            ),
            (
                "Grade",
                "A+ / C#",
                "e8755a0f43cdcbe8253632b6e7b45cd75961fee1f9b6085ece567442358630bc",
                "80130d434cc427187db63c1cb3746f87fdac028290ad191a772094bba82f100f",
            ),
            (
                "?",
                "★★★",
                "4a635c4f210592d1274ddf601de76bd2a4ee4ab5a862b4add93eab3b35effb43",
                "9db1b0d33af9cdf4a8c41876860df9d6116cdd86e8c9d283c9a2e51ccc5a87b2",
            ),
        ] {
            let words = [GuessWords::new(label, value)];
            for (way, digest) in [
                (Rejection::Wrong, wrong),
                (Rejection::DontGuess, not_to_be_guessed),
            ] {
                let Likeness { salt, digests } = Likeness::of([7; 32], way, &words);
                assert_eq!(salt, "07".repeat(32));
                assert_eq!(
                    digests,
                    BTreeSet::from([digest.to_owned()]),
                    "{label}: {value}"
                );
            }
        }
    }
}
