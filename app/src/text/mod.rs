//! What the pages say, one table per language.
//!
//! The types stand here, the words in a folder for each language. A table is a constant of these
//! types, so that a language that lacks a sentence does not compile. Sentences follow the rules of the
//! customer's pages: second person, present, one idea each, and never *consent*, *process*,
//! *inference* or *opt in*.

mod customer;
mod en;
mod entry;
mod numbers;
mod own;
mod review;
mod shared;
mod studio;
mod team;
mod time;
mod value;

use mutual::port::Organisation;

pub(crate) use customer::{Customer, History, Live};
pub(crate) use entry::Entry;
pub(crate) use numbers::{Numbers, Words as NumbersWords};
pub(crate) use own::{Check, Data, Own, Then};
pub(crate) use review::Review;
pub(crate) use shared::{Shared, amount, capital, lower_first, number, sentence};
pub(crate) use studio::{Settings, Studio};
pub(crate) use team::Team;
pub(crate) use time::Dates;
pub(crate) use value::{Timeline, Value};

/// Everything that the pages say in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    /// The language (BCP 47), as the document names it.
    pub lang: &'static str,
    /// Which way it is written.
    pub dir: &'static str,
    /// What stands on every page.
    pub shared: &'static Shared,
    /// The customer's pages.
    pub customer: &'static Customer,
    /// Receipts, her data, the past, leaving.
    pub own: &'static Own,
    /// What arrived so far, and the timeline.
    pub value: &'static Value,
    /// The ways in, the account and the errors.
    pub entry: &'static Entry,
    /// The team's pages.
    pub studio: &'static Studio,
    /// A draft's way to the customers.
    pub review: &'static Review,
    /// The numbers of the propositions.
    pub numbers: &'static Numbers,
    /// The people of the organisation.
    pub team: &'static Team,
    /// The twelve months.
    pub months: &'static [&'static str; 12],
}

/// Every language that the pages speak; the first where nothing else fits.
static LANGUAGES: &[&Text] = &[&en::TEXT];

impl Text {
    /// The first of these languages that the pages speak.
    pub(crate) fn of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static Self {
        let known = |tag: &str| {
            let language = tag.split('-').next().unwrap_or_default();
            LANGUAGES.iter().find(|text| text.lang == language).copied()
        };
        wanted.into_iter().find_map(known).unwrap_or(&en::TEXT)
    }

    /// The language of an organisation's pages.
    pub(crate) fn of_organisation(organisation: &Organisation) -> &'static Self {
        Self::of(organisation.locales.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_is_answered_in_the_first_known_one() {
        assert_eq!(Text::of(["fi", "en-GB"]).lang, "en");
        assert_eq!(Text::of([]).lang, "en");
    }
}
