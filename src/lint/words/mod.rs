//! What is looked for, as tables: for each language the groups of phrases that break a rule.

mod ar;
mod de;
mod en_detriment;
mod en_labels;
mod en_negation;
mod en_pressure;
mod en_vague;
mod en_worse;

pub(super) use en_detriment::{CANNOT, CONDITION, OBSTACLE, TAKEN, WORSENING};
pub(super) use en_worse::{ALIKE, DROPPED, STEADY, WEAKER};

use super::finding::{Level, Rule};
use super::page::{Language, Role, Roles};
use super::phrase::Lexicon;

/// Phrases that break a rule for one reason.
pub(super) struct Group {
    pub(super) rule: Rule,
    /// Where they block.
    pub(super) block: Roles,
    /// Where they only warn.
    pub(super) warn: Roles,
    /// Whether a "not" before them makes them harmless.
    pub(super) deniable: bool,
    pub(super) lexicon: Lexicon,
    /// What is wrong; `{}` is what was found.
    pub(super) message: &'static str,
    pub(super) suggestion: &'static str,
}

impl Group {
    /// How much a match weighs in a text of this role; none: it is not looked for.
    pub(super) fn level(&self, role: Role) -> Option<Level> {
        if self.block.has(role) {
            Some(Level::Block)
        } else if self.warn.has(role) {
            Some(Level::Warn)
        } else {
            None
        }
    }
}

/// Every text that customers read in sentences, and the labels.
const ALL: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::Unit,
    Role::Method,
    Role::IfOff,
    Role::Stays,
    Role::Retention,
    Role::Question,
    Role::Allow,
    Role::Refuse,
    Role::Note,
]);

/// All but how long data is kept: that is a time, and no pressure.
const NOT_KEPT: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::Unit,
    Role::Method,
    Role::IfOff,
    Role::Stays,
    Role::Question,
    Role::Allow,
    Role::Refuse,
    Role::Note,
]);

/// All but what is said about turning it off, where ends are told as facts.
const NOT_THE_END: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::Unit,
    Role::Question,
    Role::Allow,
    Role::Refuse,
    Role::Note,
]);

/// The groups of a language. For a language that has none, only the structure is judged.
pub(super) fn groups(language: Language) -> impl Iterator<Item = &'static Group> {
    let tables: [&'static [Group]; 4] = match language {
        Language::English => [
            &en_pressure::GROUPS,
            &en_vague::GROUPS,
            &en_labels::GROUPS,
            &en_negation::GROUPS,
        ],
        Language::German => [&de::GROUPS, &[], &[], &[]],
        Language::Arabic => [&ar::GROUPS, &[], &[], &[]],
        Language::Other => [&[], &[], &[], &[]],
    };
    tables.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for language in [Language::English, Language::German, Language::Arabic] {
            for group in groups(language) {
                let bad = misspelled(&group.lexicon);
                assert!(bad.is_empty(), "{} in {language:?}: {bad:?}", group.rule);
                assert!(
                    group.message.contains("{}") && group.message.ends_with('.'),
                    "{}",
                    group.message
                );
                assert!(!group.message.contains('!') && !group.suggestion.contains('!'));
            }
        }
        for lexicon in [
            &CANNOT, &CONDITION, &OBSTACLE, &TAKEN, &WORSENING, &ALIKE, &DROPPED, &STEADY, &WEAKER,
        ] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
