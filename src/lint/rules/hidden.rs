//! L-R1, what no eye sees: marks that turn the direction or split a word, and letters that only look like
//! others. A text that reads otherwise than it is written tells people and rules two different things.

use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::letters::{joins, lookalike, turns};
use crate::lint::page::{Field, JUDGED, Language, Page};
use crate::lint::says::{Instead, Says};

const PLAIN: Instead = Instead::TypeAnew;

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    for field in page.read_by_people() {
        let chars: Vec<char> = field.raw.chars().take(JUDGED).collect();
        marks(page.language, field, &chars, found);
        letters(page.language, field, &chars, found);
    }
}

/// Invisible marks. Some scripts need joiners in their words, so there they are looked for only within
/// Latin ones; a mark of direction between two words is how such scripts are set beside Latin.
fn marks(language: Language, field: &Field<'_>, chars: &[char], found: &mut Findings) {
    let known = language != Language::Other;
    let mut before = None;
    for (at, c) in chars.iter().copied().enumerate() {
        let sets = matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
        let splits = joins(c) || sets;
        if turns(c) {
            let message = Says::TurnsDirection;
            found.sign(Rule::Readable, Level::Block, field, at, message, PLAIN);
        } else if splits {
            let after = chars.get(at.saturating_add(1)..).unwrap_or_default();
            let after = after.iter().take(MARKS).find(|c| !joins(**c)).copied();
            let inside = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
            if inside(is_latin) || (known && inside(char::is_alphabetic)) {
                let message = Says::SplitsWord;
                found.sign(Rule::Readable, Level::Block, field, at, message, PLAIN);
            }
        } else if c != '\u{ad}' {
            // A soft hyphen is the one mark that words may hold.
            before = Some(c);
        }
    }
}

/// How many marks in a row are looked past for the letter behind them.
const MARKS: usize = 8;

/// Letters that stand for others, a word at a time.
fn letters(language: Language, field: &Field<'_>, chars: &[char], found: &mut Findings) {
    let latin_text = matches!(language, Language::English | Language::German);
    let mut at = 0_usize;
    for word in chars.split(|c| !(c.is_alphanumeric() || joins(*c))) {
        let start = at;
        at = at.saturating_add(word.len()).saturating_add(1);
        let mixed = word.iter().copied().any(is_latin);
        // Where the text is in Latin letters, a word of nothing but look-alikes is one in disguise; a single
        // Greek letter is a unit or a name.
        let disguised = latin_text
            && word.len() > 1
            && word.iter().all(|c| lookalike(*c).is_some() || joins(*c));
        let bad = word.iter().position(|c| {
            (lookalike(*c).is_some() && (mixed || disguised))
                || (language != Language::Other && is_costume(*c))
        });
        if let Some(offset) = bad {
            let message = Says::Lookalike;
            let at = start.saturating_add(offset);
            found.sign(Rule::Readable, Level::Block, field, at, message, PLAIN);
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (c.is_alphabetic() && ('\u{c0}'..='\u{24f}').contains(&c))
}

/// Wide, circled and mathematical letters: Latin ones in other clothes.
fn is_costume(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}'
        | '\u{24b6}'..='\u{24e9}' | '\u{1d400}'..='\u{1d7ff}')
}
