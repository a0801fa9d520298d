//! Phrases that mean one thing wherever they stand, so that nothing weighs them.

use super::{
    Group, crowded, dressed, felt, forfeited, lessened, praised, reserved, slipped, unheard,
    worsened,
};
use crate::lint::finding::Rule;
use crate::lint::page::{Language, Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

pub(super) const TITLE: Roles = Roles::of(&[Role::Title]);
const UNIT: Roles = Roles::of(&[Role::Unit]);
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

/// Something is less after a no, unless `thing` says that it is what the exchange gives.
pub(super) const fn worse(block: Roles, lexicon: Lexicon, thing: Thing) -> Flat {
    let (says, keep) = (Says::Worse, Instead::KeepTheRest);
    flat(Rule::NoDetriment, block, lexicon, says, keep, thing)
}

/// A benefit of which nobody can tell whether it came.
pub(super) const fn uncountable(block: Roles, lexicon: Lexicon) -> Flat {
    let (says, many) = (Says::Uncountable, Instead::HowMany);
    flat(Rule::Countable, block, lexicon, says, many, Thing::Any)
}

/// A unit that is no thing: so many of it are none.
pub(super) const fn no_unit(lexicon: Lexicon) -> Flat {
    let (says, things) = (Says::NothingToCount, Instead::CountThings);
    flat(Rule::Countable, UNIT, lexicon, says, things, Thing::Any)
}

/// A use that any use is.
pub(super) const fn vague(lexicon: Lexicon) -> Flat {
    let (says, exactly) = (Says::Vague, Instead::SayExactly);
    flat(Rule::Vague, USE, lexicon, says, exactly, Thing::Any)
}

/// It does not wait.
pub(super) const fn haste(block: Roles, lexicon: Lexicon) -> Flat {
    let (says, leave) = (Says::PressesForTime, Instead::LeaveOut);
    flat(Rule::Pressure, block, lexicon, says, leave, Thing::Any)
}

/// Others have it already, or say so.
pub(super) const fn crowd(block: Roles, lexicon: Lexicon) -> Flat {
    let (says, leave) = (Says::Crowd, Instead::LeaveOutCrowd);
    flat(Rule::Pressure, block, lexicon, says, leave, Thing::Any)
}

static ENGLISH: [&[Flat]; 10] = [
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
];

static GERMAN: [&[Flat]; 10] = [
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
];

static ARABIC: [&[Flat]; 10] = [
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
];

/// The phrases of a language.
pub(in crate::lint) fn flats(language: Language) -> impl Iterator<Item = &'static Flat> {
    let tables: &[&[Flat]] = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Arabic => &ARABIC,
        Language::Other => &[],
    };
    tables.iter().copied().flatten()
}
