//! The linter: what in a proposition misleads, presses or leaves people in the dark.
//!
//! # Map
//!
//! * `page`: the document, field by field; whatever cannot be read is a finding and no error.
//! * `letters`, `text`, `phrase`, `classes`: characters, words, phrases over words, and classes of
//!   words. A text is read once, in a time that grows with its length alone, and remembers what was found
//!   in it for whoever asks at each of many places.
//! * `words`: what is looked for, as tables: by language, by rule, and by what a text does with a reader.
//! * `languages`: the other languages of a document, one after the other.
//! * `rules`: a file for each rule or family of rules. What gets worse after a no is read as sentences:
//!   `effects` asks a verb for its subject and object, `sentence` for its "not" and its "as for all".
//! * `finding`: what comes out, without words; `excerpt`: what the author wrote there.
//! * `says`: the words: a file for each language in which findings are read, whatever the document's.
//!
//! The tables know English, German and Arabic. For other languages only those rules run that
//! look at the document's structure.

mod classes;
mod excerpt;
mod finding;
mod gather;
mod languages;
mod letters;
mod page;
mod phrase;
mod rules;
mod says;
mod text;
mod words;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod robust;
#[cfg(test)]
pub(crate) mod stories;

pub use excerpt::Excerpt;
pub use finding::{Finding, Level, Rule, mark_of_warnings};
pub use says::Tongue;

use crate::catalogue::{Document, Registry};
use crate::guard::RedLine;
use crate::port::{Readability, Ungraded};

/// What the linter needs to know beside the document.
pub struct Surroundings<'a> {
    /// The purposes and data categories of the installation.
    pub registry: &'a Registry,
    /// What customers are shown now, or were shown last, if this is to replace it.
    pub live: Option<&'a Document>,
    /// The same in all of its languages, as long as it is not stopped: whatever replaces what was stopped
    /// asks everybody anew.
    pub running: Option<&'a Document>,
    /// What people can or could say no to under other names.
    pub asked_before: &'a [Asked<'a>],
    /// How much of what was promised arrived in the last 30 days, from 0 to 1, if anything was promised.
    pub kept: Option<f64>,
    /// The languages that it has to be written in: those of what is live.
    pub required_locales: &'a [String],
    /// The languages of the pages: who reads one that it is not written in is not asked, and what
    /// asks nobody has to be written in all of them.
    pub offered_locales: &'a [String],
    /// The red lines that stand.
    pub red_lines: &'a [&'a RedLine],
    /// The same proposition in another language, to compare with; any JSON.
    pub written: &'a [(String, &'a serde_json::Value)],
    /// Grades how hard a text is to read.
    pub reading: &'a dyn Readability,
}

impl<'a> Surroundings<'a> {
    /// A new proposition, by itself: nobody was asked yet, nothing is live, nothing is graded.
    #[must_use]
    pub fn new(registry: &'a Registry) -> Self {
        Self {
            registry,
            live: None,
            running: None,
            asked_before: &[],
            kept: None,
            required_locales: &[],
            offered_locales: &[],
            red_lines: &[],
            written: &[],
            reading: &Ungraded,
        }
    }
}

/// What people can say no to, or could.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its wording.
    pub document: &'a Document,
    /// Whether they are asked now, or the time is not over for which a refusal is left alone.
    pub lately: bool,
}

/// Everything that should be mended in a document before people read it.
///
/// The document can be any JSON: what is missing, empty or of the wrong type is a finding. Findings
/// come in the order of the card's fields, then by their place in the field's text; those in the
/// document's other languages come behind, at `translations.de.title` and so on.
#[must_use]
pub fn lint(document: &serde_json::Value, with: &Surroundings<'_>) -> Vec<Finding> {
    let page = page::Page::read(document);
    let mut found = gather::Findings::default();
    rules::judge(&page, with, &mut found);
    let mut found = found.in_order();
    let others = languages::judge(document, with, &found);
    found.extend(others);
    found
}

/// What should be mended in words that name a purpose or data, in the language `locale` (BCP 47):
/// customers read them on every card that uses them. What blocks here keeps the words out of the
/// registry.
#[must_use]
pub fn lint_label(label: &str, locale: &str) -> Vec<Finding> {
    rules::label("label", label, locale)
}

/// The school grade that sentences read like which people are shown together, in the language `locale`
/// (BCP 47), where they are harder to read than a proposition may be without a warning.
#[must_use]
pub fn hard_to_read(sentences: &[&str], locale: &str, reading: &dyn Readability) -> Option<usize> {
    rules::hard(sentences, locale, reading)
}

/// Whether one of the findings stands in the way of publishing.
#[must_use]
pub fn blocks(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Block)
}
