//! Phrases that mean one thing wherever they stand, so that nothing weighs them.

use super::{Group, avowed, praised, unheard};
use crate::lint::page::Language;

/// Where a phrase has a thing that may be what the exchange gives: that may end with the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lint) enum Thing {
    /// Whatever it is, it makes no difference.
    Any,
    /// Before it, or behind it where nothing stands before.
    Before,
    /// In it or behind it.
    Behind,
    /// The same, and money that people get ends as a price.
    Price,
}

/// Phrases that break a rule, and what makes them harmless.
pub(in crate::lint) struct Flat {
    pub(in crate::lint) group: Group,
    pub(in crate::lint) thing: Thing,
}

/// The phrases of a language.
pub(in crate::lint) fn flats(language: Language) -> impl Iterator<Item = &'static Flat> {
    let tables: [&'static [Flat]; 3] = match language {
        Language::English => [&praised::ENGLISH, &unheard::ENGLISH, &avowed::ENGLISH],
        Language::German => [&praised::GERMAN, &unheard::GERMAN, &avowed::GERMAN],
        Language::Arabic => [&praised::ARABIC, &unheard::ARABIC, &avowed::ARABIC],
        Language::Other => [&[], &[], &[]],
    };
    tables.into_iter().flatten()
}
