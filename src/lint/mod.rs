//! The linter: what in a proposition misleads, presses or leaves people in the dark.
//!
//! # Map
//!
//! * `page`: the document, field by field; whatever cannot be read is a finding and no error.
//! * `letters`, `text`, `phrase`, `classes`: characters, words, phrases over words, and classes of
//!   words. A text is read once, in a time that grows with its length alone.
//! * `words`: what is looked for, as tables: by language and by rule.
//! * `languages`: the other languages of a document, one after the other.
//! * `rules`: a file for each rule or family of rules. What gets worse after a no is read as sentences:
//!   `effects` asks a verb for its subject and object, `sentence` for its "not" and its "as for all".
//! * `finding`: what comes out, without words.
//! * `says`: the words: a file for each language in which findings are read, whatever the document's.
//!
//! The tables know English, German and Arabic. For other languages only those rules run that
//! look at the document's structure.

mod classes;
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

pub use finding::{Finding, Level, Rule};
pub use says::Tongue;

use crate::catalogue::{Document, Registry};
use crate::port::{Readability, Ungraded};

/// What the linter needs to know beside the document.
pub struct Surroundings<'a> {
    /// The purposes and data categories of the installation.
    pub registry: &'a Registry,
    /// What customers are shown now, if this is to replace it.
    pub live: Option<&'a Document>,
    /// The wording that was refused last, if the same people would be asked.
    pub asked_before: Option<&'a Document>,
    /// Whether the time is over for which a refusal is left alone.
    pub cool_down_over: bool,
    /// How much of what was promised arrived in the last 30 days, from 0 to 1, if anything was promised.
    pub kept: Option<f64>,
    /// The languages that it has to be written in: those of what is live.
    pub required_locales: &'a [String],
    /// The languages of the pages: who reads one that it is not written in is not asked, and what
    /// asks nobody has to be written in all of them.
    pub offered_locales: &'a [String],
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
            asked_before: None,
            cool_down_over: true,
            kept: None,
            required_locales: &[],
            offered_locales: &[],
            written: &[],
            reading: &Ungraded,
        }
    }
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

/// Whether one of the findings stands in the way of publishing.
#[must_use]
pub fn blocks(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Block)
}
