//! What the pages say, one table per language.
//!
//! The types stand here, the words in a folder for each language. A table is a constant of these
//! types, so that a language that lacks a sentence does not compile. Sentences follow the rules of the
//! customer's pages: second person, present, one idea each, and never *consent*, *process*,
//! *inference* or *opt in*.

mod ar;
mod compare;
mod customer;
mod de;
mod desk;
mod en;
mod entry;
mod faults;
mod guesses;
mod keys;
mod models;
mod numbers;
mod own;
mod red_lines;
mod regions;
mod registry;
mod review;
mod rules;
mod shared;
mod studio;
mod team;
mod terms;
mod time;
mod value;
mod versions;
mod webhooks;
mod why;

use std::sync::LazyLock;

use mutual::insight::People;
use mutual::lint::Tongue;

pub(crate) use compare::Compare;
pub(crate) use customer::{Customer, History, Live};
pub(crate) use desk::{Ask, Desk};
pub(crate) use entry::Entry;
pub(crate) use guesses::Guesses;
pub(crate) use keys::Keys;
pub(crate) use models::Models;
pub(crate) use numbers::{Numbers, Words as NumbersWords};
pub(crate) use own::{Check, Data, Own, Then};
pub(crate) use red_lines::{RedLines, Simulation};
pub(crate) use registry::Registry;
pub(crate) use review::Review;
pub(crate) use rules::Rules;
pub(crate) use shared::{Shared, capital, lower_first, sentence};
pub(crate) use studio::{Settings, Studio, field_name};
pub(crate) use team::Team;
pub(crate) use terms::Terms;
pub(crate) use time::Dates;
pub(crate) use value::{Timeline, Value};
pub(crate) use versions::Versions;
pub(crate) use webhooks::Webhooks;
pub(crate) use why::Why;

/// Everything that the pages say in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    /// The language (BCP 47), as the document names it.
    pub lang: &'static str,
    /// Which way it is written.
    pub dir: &'static str,
    /// What those who speak it call it.
    pub own_name: &'static str,
    /// The same language, as the linter's sentences have it.
    pub tongue: Tongue,
    /// Its plurals, numbers and dates.
    pub rules: &'static LazyLock<Rules>,
    /// An hour as it stands within a sentence.
    pub hour: fn(&str) -> String,
    /// A day and an hour.
    pub moment: fn(&str, &str) -> String,
    /// What is wrong with a field; none where the rules' own English is this language.
    pub fault_in: fn(&faults::Fault) -> Option<&'static str>,
    /// What a region is called.
    pub region_in: fn(&regions::Region) -> &'static str,
    /// A name as it stands within a sentence: "your past orders".
    pub inside: fn(&str) -> String,
    /// What stands between the items of a list.
    pub comma: &'static str,
    /// What stands there where the items have commas themselves.
    pub semicolon: &'static str,
    /// What stands on every page.
    pub shared: &'static Shared,
    /// The customer's pages.
    pub customer: &'static Customer,
    /// Receipts, her data, the past, leaving.
    pub own: &'static Own,
    /// What arrived so far, and the timeline.
    pub value: &'static Value,
    /// What is guessed of her.
    pub guesses: &'static Guesses,
    /// The ways in, the account and the errors.
    pub entry: &'static Entry,
    /// The team's pages.
    pub studio: &'static Studio,
    /// A draft's way to the customers.
    pub review: &'static Review,
    /// The versions of a proposition.
    pub versions: &'static Versions,
    /// Purposes and data categories.
    pub registry: &'static Registry,
    /// Purposes and data from a file.
    pub terms: &'static Terms,
    /// The numbers of the propositions.
    pub numbers: &'static Numbers,
    /// Comparing two versions.
    pub compare: &'static Compare,
    /// The people of the organisation.
    pub team: &'static Team,
    /// The addresses that changes are sent to.
    pub webhooks: &'static Webhooks,
    /// The keys of programs.
    pub keys: &'static Keys,
    /// The systems that decide and guess.
    pub models: &'static Models,
    /// What a computer decided.
    pub why: &'static Why,
    /// Where people decide cases.
    pub desk: &'static Desk,
    /// Where customers ask a person.
    pub ask: &'static Ask,
    /// Red lines.
    pub red_lines: &'static RedLines,
}

/// Every language that the pages speak; the first where nothing else fits.
static LANGUAGES: &[&Text] = &[&en::TEXT, &de::TEXT, &ar::TEXT];

impl Text {
    /// The first of these languages that the pages speak.
    pub(crate) fn of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static Self {
        wanted
            .into_iter()
            .find_map(Self::known)
            .unwrap_or(&en::TEXT)
    }

    /// Whether these pages are in the language of `locale` (BCP 47).
    pub(crate) fn speaks(&self, locale: &str) -> bool {
        locale.split('-').next() == Some(self.lang)
    }

    /// What a language is called: its name where the pages know it, else its tag.
    pub(crate) fn language(&self, locale: &str) -> String {
        let name = (self.shared.language_name)(locale.split('-').next().unwrap_or_default());
        name.map_or_else(|| locale.to_owned(), |name| format!("{name} ({locale})"))
    }

    /// So many people, as far as it is told.
    pub(crate) fn people(&self, people: People) -> String {
        let told = people.told().map(|many| self.rules.number(many));
        told.unwrap_or_else(|| self.shared.few_people.to_owned())
    }

    /// The table for a tag: that of its language, whatever the region.
    pub(crate) fn known(tag: &str) -> Option<&'static Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let same = |text: &&&Self| text.lang.eq_ignore_ascii_case(language);
        LANGUAGES.iter().find(same).copied()
    }
}

#[cfg(test)]
mod tests {
    use mutual::catalogue::AiUse;

    use super::*;

    #[test]
    fn an_unknown_language_is_answered_in_the_first_known_one() {
        assert_eq!(Text::of(["fi", "en-GB"]).lang, "en");
        assert_eq!(Text::of([]).lang, "en");
    }

    #[test]
    fn what_a_computer_does_is_said_in_a_sentence_of_its_own() {
        for text in LANGUAGES {
            let all = AiUse::ALL.iter();
            let mut said: Vec<_> = all.map(|ai| (text.shared.ai_does)(*ai)).collect();
            for sentence in &said {
                // Shorter ones have too few words to be graded, and these are all graded.
                let words = sentence.split_whitespace().count();
                assert!(words >= 12 && sentence.ends_with('.'), "{sentence}");
            }
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), AiUse::ALL.len(), "{said:?}");
        }
    }

    #[test]
    fn who_decided_reads_otherwise_in_each_case_and_language() {
        use mutual::guard::Outcome::{Allow, Deny};
        for lang in ["en", "de", "ar"] {
            let words = Text::of([lang]).why;
            let mut said = vec![
                words.person_alone,
                words.person_changed,
                words.fell,
                words.stays,
                words.fell_told,
                words.stays_told,
            ];
            for proposed in [None, Some(Allow), Some(Deny)] {
                for who in [words.person, words.person_told] {
                    said.extend([Allow, Deny].map(|decided| who(proposed, decided)));
                }
            }
            let many = said.len();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), many, "{lang}: {said:?}");
        }
    }
}
