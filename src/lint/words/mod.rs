//! What is looked for, as tables: for each language the groups of phrases that break a rule.
//!
//! # Which is which
//!
//! `en`, `de` and `ar` with nothing behind them, or with the name of a matter, are one language's. All others have
//! the three languages together. What a phrase breaks stands at its group; the files go by how it does that, for a
//! trick breaks several rules in one sentence.
//!
//! Groups, which the rules weigh, for the same words can tell a fact of the trade:
//!
//! | file | what the text does |
//! |---|---|
//! | `arguing` | argues instead of asking |
//! | `steering` | steers the answer by who the reader is, or whom it would hurt |
//! | `loaded` | loads the answer with fear and blame |
//! | `bundled` | lets one answer carry more than itself |
//! | `veiled`, `aslant` | says it in pictures; gets around a rule: both only warn |
//! | `outright` | says plainly what breaks a rule |
//! | `everybody` | hands data to whoever comes |
//! | `shopped` | presses as shops do: others who just bought, clocks, how few are left (L-U1) |
//!
//! Phrases that are `flat`: they mean one thing wherever they stand, and nothing weighs them:
//!
//! | file | what the text does |
//! |---|---|
//! | `praised` | praises what it does not count, and promises what nobody can vouch for |
//! | `felt` | gives feelings where a thing is asked for |
//! | `dressed` | dresses a benefit up as a mood, a level or a world |
//! | `crowded` | hastens, and tells how many of those around have it (L-U1) |
//! | `unheard` | takes a yes that nobody gave, and hears no no |
//! | `forfeited` | has a service for a yes alone, and tells what is missed |
//! | `worsened` | ends, delays or charges what this data never made (L-E1) |
//! | `lessened` | names what is less, however it is called: a fee, a way to pay, places for the first so many |
//! | `reserved` | keeps one thing back: all stays but that, for a while, or behind others |
//! | `slipped` | slips others, a second use or a guess into the midst of the use |
//!
//! Words that a rule reads by itself: `contrary`, `ending`, `incentive`, `marks`, `masked`, `outcomes`, `parties`,
//! `recipients`, `shaky`, `stakes`, `unused`.

mod ar;
mod ar_contrary;
mod ar_data;
mod ar_effects;
mod ar_outcomes;
mod ar_value;
mod ar_worse;
mod arguing;
mod aslant;
mod bundled;
pub(super) mod contrary;
mod crowded;
mod de;
mod de_contrary;
mod de_data;
mod de_effects;
mod de_outcomes;
mod de_value;
mod de_worse;
mod dressed;
mod en_contrary;
pub(super) mod en_data;
mod en_detriment;
mod en_effects;
mod en_labels;
mod en_negation;
mod en_outcomes;
mod en_pressure;
mod en_vague;
pub(super) mod en_value;
mod en_worse;
pub(super) mod ending;
mod everybody;
mod felt;
pub(super) mod flat;
mod forfeited;
pub(super) mod incentive;
mod lessened;
mod loaded;
pub(super) mod marks;
pub(super) mod masked;
pub(super) mod outcomes;
mod outright;
pub(super) mod parties;
mod praised;
pub(super) mod recipients;
mod reserved;
pub(super) mod shaky;
mod shopped;
mod slipped;
pub(super) mod stakes;
mod steering;
mod unheard;
pub(super) mod unused;
mod veiled;
mod worsened;

pub(super) use en_worse::{ALIKE, DROPPED};

use super::finding::{Level, Rule};
use super::page::{Language, Role, Roles};
use super::phrase::Lexicon;
use super::says::{Instead, Says};

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
    /// What is wrong with what was found.
    pub(super) message: fn(String) -> Says,
    pub(super) suggestion: Instead,
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

/// How a language says that something is lost, dearer, later or less, without naming the thing (L-E1).
pub(super) struct Effects {
    /// Verbs whose subject ends or gets less.
    pub(super) subject: &'static Lexicon,
    /// Verbs whose object ends or gets less.
    pub(super) object: &'static Lexicon,
    /// What is not done any more: a "not" is part of it.
    pub(super) negated: &'static Lexicon,
    /// What is a loss whatever it is said of.
    pub(super) other: &'static Lexicon,
    /// Begins a condition that can name the benefit.
    pub(super) hangs: &'static Lexicon,
    /// Begins a clause about people, in which any word of the document's own will do.
    pub(super) who: &'static [&'static str],
    /// Names the switch itself.
    pub(super) switched: &'static Lexicon,
    /// Stems of what brings a benefit, and of what is made of data: these may end.
    pub(super) means: &'static [&'static str],
    /// Who does what the data is used for: she may stop.
    pub(super) doers: &'static [&'static str],
    /// Verbs of any trade, which tell nobody apart.
    pub(super) common: &'static [&'static str],
    /// Words that are in any text, and make nothing its own.
    pub(super) empty: &'static [&'static str],
    /// Whether any word of the clause can be what a verb speaks of, and not only those before it.
    pub(super) whole_clause: bool,
    /// Words of place and time, behind which no subject stands.
    pub(super) aside: &'static [&'static str],
    /// Words for the reader.
    pub(super) whom: &'static [&'static str],
    /// Words between a thing and its verb.
    pub(super) skipped: &'static [&'static str],
}

/// No phrases at all.
static NONE: Lexicon = Lexicon::new(&[], &[]);

/// How a language says that something gets worse after a no, and what it is told then (L-E1).
pub(super) struct Worse {
    /// Says that what follows, or stands before, happens when somebody says no.
    pub(super) condition: &'static Lexicon,
    /// What is taken, cut or dearer, unless the data made it.
    pub(super) certain: &'static [&'static Lexicon],
    /// What no benefit excuses: somebody comes after others, or loses what she has already.
    pub(super) bare: &'static Lexicon,
    /// Tells those who say no from the others, and ends where it is told.
    pub(super) apart: &'static Lexicon,
    /// What is less good, unless it is so for everybody or as it was.
    pub(super) weaker: &'static Lexicon,
    /// A price, which is a fact where nothing says that it is another one then.
    pub(super) priced: &'static Lexicon,
    /// Says that something is so then, and was not before.
    pub(super) change: &'static Lexicon,
    /// The verbs, whatever the thing is.
    pub(super) effects: Option<&'static Effects>,
    /// Says that it is so for everybody.
    pub(super) alike: &'static Lexicon,
    /// Says that it is as it was.
    pub(super) steady: &'static Lexicon,
    /// Says that something is had only for a yes.
    pub(super) taken: &'static Lexicon,
    /// A way out that is harder than the way in.
    pub(super) obstacle: &'static Lexicon,
    pub(super) message: fn(String) -> Says,
    pub(super) taken_message: fn(String) -> Says,
    pub(super) obstacle_message: fn(String) -> Says,
    pub(super) keep: Instead,
    pub(super) same: Instead,
    pub(super) leave: Instead,
}

/// The tables of a language for what gets worse; none where the language has no words.
pub(super) fn worse(language: Language) -> Option<&'static Worse> {
    match language {
        Language::English => Some(&en_worse::TABLES),
        Language::German => Some(&de_worse::TABLES),
        Language::Arabic => Some(&ar_worse::TABLES),
        Language::Other => None,
    }
}

/// A kind of data in a language beside English, and the words that show it is used.
pub(super) struct DataKind {
    /// Words that its ids begin with.
    pub(super) ids: &'static [&'static str],
    /// Parts of words by which a text can speak of it.
    pub(super) loose: &'static [&'static str],
    /// Phrases that can mean nothing else.
    pub(super) strict: Lexicon,
    /// Words of the ids of kinds that the strict phrases can speak of as well.
    pub(super) near: &'static [&'static str],
}

/// How a language speaks of data (L-D1).
pub(super) struct Data {
    pub(super) kinds: &'static [DataKind],
    /// Data that no kind of the registry is.
    pub(super) outside: &'static Lexicon,
    /// Stands for all data of an exchange at once.
    pub(super) all_of_it: &'static Lexicon,
    /// Words right before it that make it a result, and no source.
    pub(super) idle: &'static [&'static str],
}

/// The tables of data of a language beside English, whose own stand with the rule.
pub(super) fn data(language: Language) -> Option<&'static Data> {
    match language {
        Language::German => Some(&de_data::TABLES),
        Language::Arabic => Some(&ar_data::TABLES),
        Language::English | Language::Other => None,
    }
}

/// How a language promises what nobody can count (L-V1), and guesses what is sensitive (L-D2).
pub(super) struct Value {
    pub(super) uncountable: &'static Lexicon,
    pub(super) up_to: &'static Lexicon,
    pub(super) no_unit: &'static Lexicon,
    pub(super) guessed: &'static Lexicon,
    /// Guesses that are given to others, in a phrase.
    pub(super) handed: &'static Lexicon,
    /// That something is guessed, and that somebody outside is told: both make it so, one behind the other.
    pub(super) guesses: &'static Lexicon,
    pub(super) told: &'static Lexicon,
    pub(super) outside: &'static Lexicon,
}

/// The tables of a language beside English, whose own the rules take by themselves.
pub(super) fn value(language: Language) -> Option<&'static Value> {
    match language {
        Language::German => Some(&de_value::TABLES),
        Language::Arabic => Some(&ar_value::TABLES),
        Language::English | Language::Other => None,
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

/// Where a yes and a no can be turned around, and the texts of facts that only sound so.
const TURNED: Roles = Roles::of(&[Role::Use, Role::Question, Role::Allow, Role::Refuse]);
const TURNED_FACTS: Roles = Roles::of(&[
    Role::Title,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Retention,
    Role::Note,
]);

/// All but how long data is kept, which is a time, and what stays as it is: neither presses anybody. A no
/// that presses has a rule of its own.
const NOT_KEPT: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::Unit,
    Role::Method,
    Role::IfOff,
    Role::Question,
    Role::Allow,
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
    Role::Note,
]);

static ENGLISH: [&[Group]; 13] = [
    &en_pressure::GROUPS,
    &en_vague::GROUPS,
    &en_labels::GROUPS,
    &en_negation::GROUPS,
    &everybody::ENGLISH,
    &arguing::ENGLISH,
    &steering::ENGLISH,
    &loaded::ENGLISH,
    &bundled::ENGLISH,
    &veiled::ENGLISH,
    &aslant::ENGLISH,
    &outright::ENGLISH,
    &shopped::ENGLISH,
];

static GERMAN: [&[Group]; 10] = [
    &de::GROUPS,
    &everybody::GERMAN,
    &arguing::GERMAN,
    &steering::GERMAN,
    &loaded::GERMAN,
    &bundled::GERMAN,
    &veiled::GERMAN,
    &aslant::GERMAN,
    &outright::GERMAN,
    &shopped::GERMAN,
];

static ARABIC: [&[Group]; 10] = [
    &ar::GROUPS,
    &everybody::ARABIC,
    &arguing::ARABIC,
    &steering::ARABIC,
    &loaded::ARABIC,
    &bundled::ARABIC,
    &veiled::ARABIC,
    &aslant::ARABIC,
    &outright::ARABIC,
    &shopped::ARABIC,
];

/// Phrases of English that stand in another language are English: nobody writes them by accident, and whoever
/// writes them under another tag is read by those who read English.
static OTHER: [&[Group]; 4] = [
    &en_pressure::GROUPS,
    &en_vague::GROUPS,
    &everybody::ENGLISH,
    &shopped::ENGLISH,
];

/// The groups of a language.
pub(super) fn groups(language: Language) -> impl Iterator<Item = &'static Group> {
    let tables: &[&[Group]] = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Arabic => &ARABIC,
        Language::Other => &OTHER,
    };
    tables.iter().copied().flatten()
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
            }
            for flat in flat::flats(language) {
                assert_eq!(misspelled(&flat.group.lexicon), [""; 0], "{language:?}");
            }
        }
        for language in [Language::English, Language::German, Language::Arabic] {
            let tables = worse(language).unwrap();
            let named = [
                tables.condition,
                tables.bare,
                tables.apart,
                tables.weaker,
                tables.priced,
                tables.change,
                tables.alike,
                tables.steady,
                tables.taken,
                tables.obstacle,
            ];
            let others = value(language).into_iter().flat_map(|tables| {
                [
                    tables.uncountable,
                    tables.up_to,
                    tables.no_unit,
                    tables.guessed,
                    tables.handed,
                    tables.guesses,
                    tables.told,
                    tables.outside,
                ]
            });
            for lexicon in named
                .into_iter()
                .chain(tables.certain.iter().copied())
                .chain(others)
            {
                assert_eq!(misspelled(lexicon), [""; 0], "{language:?}");
            }
            let marks = marks::marks(language);
            for lexicon in [
                &marks.change,
                &marks.then,
                &marks.turns,
                &marks.less,
                &marks.rule,
                &marks.no_news,
                &marks.bond_ends,
                &marks.made_of_it,
                &marks.goods,
            ] {
                assert_eq!(misspelled(lexicon), [""; 0], "{language:?}");
            }
            let lists = [marks.cause, marks.measures, marks.bonds, marks.habit];
            for word in lists
                .into_iter()
                .flatten()
                .chain(marks.whom)
                .chain(marks.hers)
            {
                assert_eq!(crate::lint::letters::fold(word), *word, "{language:?}");
            }
            let effects = worse(language).and_then(|tables| tables.effects).unwrap();
            let kinds = data(language).into_iter().flat_map(|data| {
                let strict = data.kinds.iter().map(|kind| &kind.strict);
                strict.chain([data.outside, data.all_of_it])
            });
            for lexicon in [
                effects.subject,
                effects.object,
                effects.negated,
                effects.other,
                effects.hangs,
                effects.switched,
            ]
            .into_iter()
            .chain(kinds)
            {
                assert_eq!(misspelled(lexicon), [""; 0], "{language:?}");
            }
            // They are compared with words that are folded.
            let words = effects
                .means
                .iter()
                .chain(effects.doers)
                .chain(effects.whom);
            for word in words.chain(effects.empty).chain(effects.skipped) {
                assert_eq!(crate::lint::letters::fold(word), *word, "{language:?}");
            }
        }
    }
}
