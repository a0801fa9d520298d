//! Texts as PostgreSQL can keep them.
//!
//! PostgreSQL has no character NUL in its texts; people and machines have. NUL is kept as two
//! characters that begin with U+FDD0, which Unicode sets aside for a program's own use, and so is
//! U+FDD0 itself: every text comes back as it was, and different texts stay different.

use std::borrow::Cow;

use mutual::port::StoreError;

use crate::error::corrupt;

const ESCAPE: char = '\u{fdd0}';

/// The text as it is stored.
pub(crate) fn stored(text: &str) -> Cow<'_, str> {
    if !text.contains(['\0', ESCAPE]) {
        return Cow::Borrowed(text);
    }
    let mut stored = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\0' => stored.extend([ESCAPE, '0']),
            ESCAPE => stored.extend([ESCAPE, '1']),
            other => stored.push(other),
        }
    }
    Cow::Owned(stored)
}

/// The text as it was.
pub(crate) fn read(stored: &str) -> Result<Cow<'_, str>, StoreError> {
    if !stored.contains(ESCAPE) {
        return Ok(Cow::Borrowed(stored));
    }
    let mut text = String::with_capacity(stored.len());
    let mut characters = stored.chars();
    while let Some(character) = characters.next() {
        text.push(match character {
            ESCAPE => match characters.next() {
                Some('0') => '\0',
                Some('1') => ESCAPE,
                _ => return Err(corrupt("text")),
            },
            other => other,
        });
    }
    Ok(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_different_ones_stay_different() {
        let texts = [
            "",
            "plain",
            "\0",
            "\u{fdd0}",
            "\u{fdd0}0",
            "a\0\u{fdd0}1\0",
            "0",
            "1",
        ];
        for text in texts {
            assert!(!stored(text).contains('\0'));
            assert_eq!(read(&stored(text)).unwrap(), text);
        }
        let mut all: Vec<_> = texts.iter().map(|text| stored(text)).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), texts.len());
        assert_eq!(read("\u{fdd0}x"), Err(corrupt("text")));
    }
}
