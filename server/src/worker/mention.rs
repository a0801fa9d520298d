//! Whether a file that nobody understands yet names somebody.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

/// How many bytes are looked at at once.
const PORTION: u64 = 1 << 20;
/// How many bytes one letter takes at most, however it is written: four bytes, each as `%xx`, or two
/// halves as `\uxxxx`.
const LONGEST_LETTER: usize = 12;

/// Whether the file holds one of these values as a word of its own, in capitals or not, composed or
/// not, as it stands, escaped as in JSON or as in an address. Blocks.
pub(super) fn mentions(file: &Path, values: &[String]) -> io::Result<bool> {
    let values: Vec<_> = values.iter().map(|value| folded(value)).collect();
    let longest = values.iter().map(|value| value.chars().count()).max();
    // One letter more on both sides tells whether it is a word of its own.
    let overlap = (longest.unwrap_or(0) + 2) * LONGEST_LETTER;
    let mut file = File::open(file)?;
    let mut bytes = Vec::new();
    loop {
        // A value may begin in one portion and end in the next.
        bytes.drain(..bytes.len().saturating_sub(overlap));
        let read = (&mut file).take(PORTION).read_to_end(&mut bytes)?;
        if read == 0 {
            return Ok(false);
        }
        let text = folded(&plain(&bytes));
        if values.iter().any(|value| has_word(&text, value)) {
            return Ok(true);
        }
    }
}

fn has_word(text: &str, value: &str) -> bool {
    let mut found = text.match_indices(value);
    !value.is_empty()
        && found.any(|(from, _)| {
            let (before, rest) = text.split_at(from);
            let after = rest.get(value.len()..).unwrap_or_default();
            let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            !is_part(before.chars().next_back()) && !is_part(after.chars().next())
        })
}

/// As identifiers of mailboxes are kept, whatever it is.
fn folded(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.to_lowercase().nfc().collect()
}

/// The text without its escapes: `%41` and `\u0041` are A.
fn plain(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        let hex = |digits: Option<&[u8]>| {
            let digits = std::str::from_utf8(digits?).ok()?;
            u32::from_str_radix(digits, 16).ok()
        };
        if *first == b'%'
            && let Some(byte) = hex(behind.get(..2))
        {
            out.push(u8::try_from(byte).unwrap_or(b' '));
            rest = behind.get(2..).unwrap_or_default();
        } else if *first == b'\\'
            && behind.first() == Some(&b'u')
            && let Some(unit) = hex(behind.get(1..5))
        {
            rest = behind.get(5..).unwrap_or_default();
            let low = rest.strip_prefix(b"\\u").and_then(|low| hex(low.get(..4)));
            let units = [unit, low.unwrap_or(0)].map(|unit| u16::try_from(unit).unwrap_or(0));
            let letter = char::decode_utf16(units).next().and_then(Result::ok);
            if letter.is_some_and(|letter| u32::from(letter) > 0xffff) {
                rest = rest.get(6..).unwrap_or_default();
            }
            let mut buffer = [0; 4];
            let letter = letter.unwrap_or(' ');
            out.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
        } else {
            out.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_named(text: &str, value: &str) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, text).unwrap();
        mentions(&file, &[value.to_owned()]).unwrap()
    }

    #[test]
    fn however_she_is_spelt_she_is_found() {
        for text in [
            "email:ana.berg@example.org",
            "Email:Ana.Berg@Example.ORG,en",
            r#"{"identifiers":["email:ana.berg\u0040example.org"]}"#,
            "email:ana.berg%40example.org",
            "ana.berg@example.org",
        ] {
            assert!(is_named(text, "ana.berg@example.org"), "{text}");
        }
        assert!(is_named("email:re\u{301}ne@x.org", "r\u{e9}ne@x.org"));
        assert!(is_named(r"a \ud83d\ude00b c", "\u{1f600}b"));
        assert!(is_named(r"\u00c9ve@x.org", "\u{e9}ve@x.org"));
    }

    #[test]
    fn a_short_name_is_not_found_within_others() {
        assert!(is_named("crm:42,en", "42"));
        for text in ["crm:4242", "crm:142", "x42", "42a"] {
            assert!(!is_named(text, "42"), "{text}");
        }
        assert!(!is_named("", "42"));
    }

    #[test]
    fn she_is_found_where_two_portions_meet() {
        let portion = usize::try_from(PORTION).unwrap();
        for back in 0..24 {
            let text = format!("{} ana@x.org ", " ".repeat(portion - back));
            assert!(is_named(&text, "ana@x.org"), "{back}");
        }
    }
}
