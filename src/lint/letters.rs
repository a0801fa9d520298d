//! Characters: how they are folded, which of them nobody sees, and what the others do in a text.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded letters of a character: compatible, without accents, small.
pub(super) fn fold_into(folded: &mut String, c: char) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    if is_unseen(c) {
        return;
    }
    for part in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        match part {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ı' => folded.push('i'),
            'ه' | 'ة' | 'ہ' => folded.push('ه'),
            'ى' | 'ي' | 'ی' => folded.push('ي'),
            'ک' => folded.push('ك'),
            '٠'..='٩' => folded.push(digit(part, '٠')),
            '۰'..='۹' => folded.push(digit(part, '۰')),
            other => match lookalike(other) {
                Some(latin) => folded.push(latin),
                None => folded.extend(other.to_lowercase()),
            },
        }
    }
}

/// The small Latin letter that a Cyrillic or Greek one cannot be told from by eye: with it a word hides
/// from a reader of bytes.
pub(super) fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' => 'a',
        'В' | 'Β' => 'b',
        'с' | 'С' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'Ε' => 'e',
        'Н' | 'Η' | 'һ' | 'Һ' => 'h',
        'і' | 'І' | 'ι' | 'Ι' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'М' | 'Μ' => 'm',
        'Ν' => 'n',
        'о' | 'О' | 'ο' | 'Ο' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'Υ' => 'y',
        'Ζ' => 'z',
        _ => return None,
    })
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c).saturating_sub(u32::from(zero)), 10).unwrap_or('0')
}

/// The letters of a text as tokens have them.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_into(&mut folded, if is_apostrophe(c) { '\'' } else { c });
    }
    folded
}

/// Characters that nobody sees.
pub(super) fn is_unseen(c: char) -> bool {
    turns(c)
        || joins(c)
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{206a}'..='\u{206f}'
            | '\u{640}' | '\u{fe00}'..='\u{fe0f}')
        || (!c.is_ascii() && is_combining_mark(c))
}

/// Characters that turn the direction of what follows: the text reads otherwise than it is written.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a width, which split a word for a machine and for nobody else.
pub(super) fn joins(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{34f}'
        | '\u{180e}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '′' | '＇' | '`')
}

pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₽' | '₺' | '₩' | '﷼')
}

pub(super) fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x2190..=0x21FF | 0x25A0..=0x25FF)
        // The ballot marks and arrows of ordinary prose stay.
        && !matches!(c, '→' | '←' | '✓' | '☐')
}

pub(super) fn is_end(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '؟' | '。' | '！' | '？' | '\n' | '\r' | '۔'
    )
}

pub(super) fn is_pause(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | ':' | '–' | '—' | '(' | ')' | '،' | '؛' | '"' | '“' | '”' | '|' | '/'
    )
}
