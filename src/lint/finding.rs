//! What the linter says: a rule, where, how bad, and what to do.

use serde::{Serialize, Serializer};

use super::says::{Instead, Says};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// It cannot be published.
    Block,
    /// A reviewer can accept it.
    Warn,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $source:literal;)+) => {
        /// A rule of the linter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name),+
        }

        impl Rule {
            /// All of them, in the order of their table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its stable id, such as `L-V1`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// The law or the guideline that it comes from.
            #[must_use]
            pub fn source(self) -> &'static str {
                match self { $(Self::$name => $source),+ }
            }
        }
    };
}

rules! {
    /// What the customer gets can be counted and proved.
    Countable = "L-V1", "CPRA regulations, 11 CCR § 7016";
    /// No vague words.
    Vague = "L-V2", "EDPB Guidelines 03/2022 (left in the dark)";
    /// Each kind of data has its use, and each use its data.
    Explained = "L-D1", "GDPR Art. 13(1)(c)";
    /// No guesses from outside, and sensitive data stand alone.
    Sensitive = "L-D2", "GDPR Art. 9";
    /// What is shared and what is got look alike.
    Balanced = "L-S1", "ICO–CMA 2023";
    /// A no is as plain as a yes.
    PlainNo = "L-S2", "CPRA regulations, 11 CCR § 7004";
    /// No pressure of time, of stock or of a crowd.
    Pressure = "L-U1", "DSA Art. 25";
    /// A question that can be understood at once.
    Straight = "L-N1", "CPRA regulations, 11 CCR § 7004";
    /// A no is not asked about again.
    AskedOnce = "L-A1", "DSA Art. 25(3)(a)";
    /// Nothing else gets worse after a no.
    NoDetriment = "L-E1", "GDPR Art. 7(3) and recital 42";
    /// What was promised is kept before more people are asked.
    Kept = "L-F1", "CPRA regulations, 11 CCR § 7016";
    /// Anybody can read it.
    Readable = "L-R1", "GDPR Art. 12(1)";
    /// Each language says the same.
    Translated = "L-L1", "EDPB Guidelines 03/2022 (language discontinuity)";
    /// Who sees the data, and for how long it is kept.
    Named = "L-T1", "GDPR Art. 13(1)(e) and 13(2)(a)";
    /// What changed is said.
    ChangeTold = "L-C1", "EDPB Guidelines 05/2020";
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// One thing to mend. It has no words: whoever reads it is told in her own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// How much it weighs.
    pub level: Level,
    /// Where, as `benefits[0].what`.
    pub field: String,
    /// From which character of the field's text to which; the second is behind the last. `None` where
    /// it is about the whole field.
    pub span: Option<(usize, usize)>,
    /// What is wrong; [`Self::message`] says it.
    pub(super) says: Says,
    /// What to write instead, where that is clear; [`Self::suggestion`] says it.
    pub(super) instead: Option<Instead>,
    /// The law or the guideline that the rule comes from.
    pub source: &'static str,
}

impl Finding {
    /// A list that is longer than any that can be published: only `most` of it was looked at.
    pub(crate) fn too_many(field: String, most: usize) -> Self {
        Self {
            rule: Rule::Readable,
            level: Level::Block,
            field,
            span: None,
            says: Says::TooMany(most),
            instead: None,
            source: Rule::Readable.source(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_its_id_and_says_where_it_comes_from() {
        let ids: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), 15);
        for rule in Rule::ALL {
            assert!(!rule.source().is_empty(), "{rule}");
        }
    }
}
