//! Passwords: which ones are good enough, and what is stored of them.
//!
//! What is stored is an argon2id digest with 19 MiB, two passes and one lane, the least that
//! OWASP's Password Storage Cheat Sheet names. Which passwords are good enough follows NIST
//! SP 800-63B, 5.1.1.2: length counts, rules of composition do not, and what everybody uses is
//! refused. Text is normalised as RFC 8265 (OpaqueString) says, so that one password typed on
//! two keyboards is one password.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use mutual::clock::{Entropy, random};
use unicode_normalization::UnicodeNormalization as _;

/// The fewest characters of a password.
pub const SHORTEST: usize = 8;
/// The most characters of a password.
pub const LONGEST: usize = 128;

/// Memory in KiB.
const MEMORY: u32 = 19_456;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;

/// What everybody uses, a word a line, in small letters and without the digits at its end.
static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("common.txt")
        .lines()
        .filter(|line| !line.is_empty())
        .collect()
});

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Fewer than [`SHORTEST`] characters.
    #[error("use at least 8 characters; 15 or more are better")]
    Short,
    /// More than [`LONGEST`] characters.
    #[error("use at most 128 characters")]
    Long,
    /// It holds a line break or another control character.
    #[error("use letters, digits, signs and spaces")]
    Control,
    /// Many people use it, or it is a pattern.
    #[error("many people use this one; take a few words that do not belong together")]
    Common,
}

/// The password could not be turned into a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be turned into a digest")]
pub struct HashError;

/// Whether the password is good enough to be set.
///
/// # Errors
///
/// [`Weak`] says what is wrong, as a sentence.
pub fn check_strength(password: &str) -> Result<(), Weak> {
    let password = normalised(password);
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Weak::Short);
    }
    if length > LONGEST {
        return Err(Weak::Long);
    }
    if password.chars().any(char::is_control) {
        return Err(Weak::Control);
    }
    if is_common(&password) || is_pattern(&password) {
        Err(Weak::Common)
    } else {
        Ok(())
    }
}

/// The digest to store, in PHC form. Blocks for some tens of milliseconds and takes 19 MiB.
///
/// # Errors
///
/// [`HashError`] where memory is short.
pub fn hash(password: &str, entropy: &dyn Entropy) -> Result<String, HashError> {
    let salt: [u8; 16] = random(entropy);
    let digest = argon2()?.hash_password_with_salt(normalised(password).as_bytes(), &salt);
    digest
        .map(|digest| digest.to_string())
        .map_err(|_| HashError)
}

/// Whether the password belongs to the digest. Blocks as long as [`hash`] does; a digest that
/// cannot be read belongs to no password.
#[must_use]
pub fn verify(password: &str, digest: &str) -> bool {
    let (Ok(argon2), Ok(digest)) = (argon2(), PasswordHash::new(digest)) else {
        return false;
    };
    argon2
        .verify_password(normalised(password).as_bytes(), &digest)
        .is_ok()
}

fn argon2() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(|_| HashError)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// One spelling for one password (RFC 8265, 4.2.2): every space is a plain one, then NFC.
fn normalised(password: &str) -> String {
    let plain = |c: char| {
        if c.is_whitespace() && !c.is_control() {
            ' '
        } else {
            c
        }
    };
    password.chars().map(plain).nfc().collect()
}

/// Whether it is a common one, also with the usual signs for letters, with digits and signs at
/// its end, or twice in a row. From 15 characters on a common word in it does no harm.
fn is_common(password: &str) -> bool {
    let small = password.to_lowercase();
    let listed = |word: &str| COMMON.contains(&word);
    if listed(&small) {
        return true;
    }
    if small.chars().count() >= 15 {
        return false;
    }
    let letters = |text: &str| -> String { text.chars().map(letter).collect() };
    let is_end = |c: char| !c.is_alphabetic();
    let bare = small.trim_matches(is_end);
    let spelled = letters(&small);
    [
        bare,
        &letters(bare),
        &letters(small.trim_end_matches(is_end)),
        spelled.trim_matches(is_end),
    ]
    .into_iter()
    .any(listed)
}

/// The letter that a sign usually stands for.
fn letter(sign: char) -> char {
    match sign {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Whether it is a run (`abcdefgh`, `qwertyuiop`, `87654321`) or a few characters over and over.
fn is_pattern(password: &str) -> bool {
    const RUNS: [&str; 6] = [
        "01234567890123456789",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    ];
    let small = password.to_lowercase();
    let backwards: String = small.chars().rev().collect();
    if RUNS
        .iter()
        .any(|run| run.contains(&small) || run.contains(&backwards))
    {
        return true;
    }
    let signs: Vec<char> = small.chars().collect();
    (1..=4).any(|period| {
        signs
            .iter()
            .zip(signs.iter().skip(period))
            .all(|(a, b)| a == b)
    })
}

#[cfg(test)]
mod tests {
    use mutual_engine::SystemEntropy;

    use super::*;

    #[test]
    fn a_password_is_recognised_and_another_one_is_not() {
        let digest = hash("four words go together", &SystemEntropy).unwrap();
        assert!(
            digest.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{digest}"
        );
        assert!(verify("four words go together", &digest));
        assert!(!verify("four words go apart", &digest));
        assert!(!verify("anything", "no digest"));
        assert_ne!(
            digest,
            hash("four words go together", &SystemEntropy).unwrap()
        );
    }

    #[test]
    fn two_keyboards_spell_one_password() {
        let digest = hash("Gr\u{fc}ne\u{a0}Wiese am Rand", &SystemEntropy).unwrap();
        assert!(verify("Gru\u{308}ne Wiese am Rand", &digest));
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check_strength("käsebro"), Err(Weak::Short));
        assert_eq!(check_strength("käsebrot"), Ok(()));
        assert_eq!(check_strength(&"ab cd ef ".repeat(14)), Ok(()));
        assert_eq!(check_strength(&"ab cd ef ".repeat(15)), Err(Weak::Long));
        assert_eq!(check_strength("two\nlines here"), Err(Weak::Control));
    }

    #[test]
    fn what_everybody_uses_is_refused_in_every_disguise() {
        for common in [
            "password",
            "Password1",
            "P@ssw0rd!",
            "passw0rd2026",
            "12345678",
            "qwertyuiop",
            "QWERTZUIOP",
            "iloveyou",
            "letmein123",
            "aaaaaaaa",
            "abcabcabcabc",
            "87654321",
            "welcome2024!",
            "1qaz2wsx",
            "Summer2025",
            "adminadmin",
            "football99",
        ] {
            assert_eq!(check_strength(common), Err(Weak::Common), "{common}");
        }
        for good in [
            "correct horse battery staple",
            "kvass-6-lantern",
            "my password is long enough",
        ] {
            assert_eq!(check_strength(good), Ok(()), "{good}");
        }
    }
}
