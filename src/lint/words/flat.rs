//! Phrases that mean one thing wherever they stand, so that nothing weighs them.

use super::{
    Group, crowded, dressed, felt, forfeited, lessened, praised, reserved, slipped, unheard,
    worsened,
};
use crate::lint::finding::Rule;
use crate::lint::page::{Language, Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

pub(super) const USE: Roles = Roles::of(&[Role::Use]);
pub(super) const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays]);
/// Where others can be told of.
pub(super) const DRAWS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
]);

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

/// A phrase that blocks in some texts, unless a "not" stands before it.
pub(super) const fn flat(
    rule: Rule,
    block: Roles,
    lexicon: Lexicon,
    message: fn(String) -> Says,
    suggestion: Instead,
    thing: Thing,
) -> Flat {
    Flat {
        group: Group {
            rule,
            block,
            warn: Roles::NONE,
            deniable: true,
            lexicon,
            message,
            suggestion,
        },
        thing,
    }
}

/// The phrases of a language.
pub(in crate::lint) fn flats(language: Language) -> impl Iterator<Item = &'static Flat> {
    let tables: [&'static [Flat]; 10] = match language {
        Language::English => [
            &praised::ENGLISH,
            &unheard::ENGLISH,
            &forfeited::ENGLISH,
            &slipped::ENGLISH,
            &felt::ENGLISH,
            &worsened::ENGLISH,
            &dressed::ENGLISH,
            &crowded::ENGLISH,
            &reserved::ENGLISH,
            &lessened::ENGLISH,
        ],
        Language::German => [
            &praised::GERMAN,
            &unheard::GERMAN,
            &forfeited::GERMAN,
            &slipped::GERMAN,
            &felt::GERMAN,
            &worsened::GERMAN,
            &dressed::GERMAN,
            &crowded::GERMAN,
            &reserved::GERMAN,
            &lessened::GERMAN,
        ],
        Language::Arabic => [
            &praised::ARABIC,
            &unheard::ARABIC,
            &forfeited::ARABIC,
            &slipped::ARABIC,
            &felt::ARABIC,
            &worsened::ARABIC,
            &dressed::ARABIC,
            &crowded::ARABIC,
            &reserved::ARABIC,
            &lessened::ARABIC,
        ],
        Language::Other => [&[], &[], &[], &[], &[], &[], &[], &[], &[], &[]],
    };
    tables.into_iter().flatten()
}
