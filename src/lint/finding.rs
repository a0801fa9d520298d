//! What the linter says: a rule, where, how bad, and what to do.

use serde::{Serialize, Serializer};

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
    ($($(#[$doc:meta])* $name:ident = $id:literal, $reason:literal, $source:literal;)+) => {
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

            /// Why there is such a rule, in one sentence.
            #[must_use]
            pub fn reason(self) -> &'static str {
                match self { $(Self::$name => $reason),+ }
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
    Countable = "L-V1", "People can check a promise only if they can count it.", "CPRA regulations, 11 CCR § 7016";
    /// No vague words.
    Vague = "L-V2", "Vague words hide what is done and by whom.", "EDPB Guidelines 03/2022 (left in the dark)";
    /// Each kind of data has its use, and each use its data.
    Explained = "L-D1", "People decide about data only if they know what each is for.", "GDPR Art. 13(1)(c)";
    /// No guesses from outside, and sensitive data stand alone.
    Sensitive = "L-D2", "Sensitive data and guesses from outside hurt most and are accepted least.", "GDPR Art. 9";
    /// What is shared and what is got look alike.
    Balanced = "L-S1", "A side that is longer or brighter decides for the reader.", "ICO–CMA 2023";
    /// A no is as plain as a yes.
    PlainNo = "L-S2", "Nobody is made to feel bad for saying no.", "CPRA regulations, 11 CCR § 7004";
    /// No pressure of time, of stock or of a crowd.
    Pressure = "L-U1", "Pressure takes away the time to think.", "DSA Art. 25";
    /// A question that can be understood at once.
    Straight = "L-N1", "A twisted question gets an answer that nobody meant.", "CPRA regulations, 11 CCR § 7004";
    /// A no is not asked about again.
    AskedOnce = "L-A1", "Asking again and again wears people down.", "DSA Art. 25(3)(a)";
    /// Nothing else gets worse after a no.
    NoDetriment = "L-E1", "A yes is free only if a no costs nothing.", "GDPR Art. 7(3) and recital 42";
    /// What was promised is kept before more people are asked.
    Kept = "L-F1", "A promise that is not kept is no value in exchange.", "CPRA regulations, 11 CCR § 7016";
    /// Anybody can read it.
    Readable = "L-R1", "Who cannot read it cannot agree to it.", "GDPR Art. 12(1)";
    /// Each language says the same.
    Translated = "L-L1", "A text in another language, or another text, leaves people in the dark.", "EDPB Guidelines 03/2022 (language discontinuity)";
    /// Who sees the data, and for how long it is kept.
    Named = "L-T1", "People need to know who sees their data and for how long.", "GDPR Art. 13(1)(e) and 13(2)(a)";
    /// What changed is said.
    ChangeTold = "L-C1", "Who said yes must be told what is different now.", "EDPB Guidelines 05/2020";
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

/// One thing to mend. It serialises in the shape of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// What is wrong, in one or two sentences.
    pub message: String,
    /// What to write instead.
    pub suggestion: Option<String>,
    /// The law or the guideline that the rule comes from.
    pub source: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_says_why_and_where_it_comes_from() {
        let ids: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), 15);
        for rule in Rule::ALL {
            assert!(
                rule.reason().ends_with('.') && !rule.source().is_empty(),
                "{rule}"
            );
        }
    }

    #[test]
    fn a_finding_has_the_shape_of_the_api() {
        let finding = Finding {
            rule: Rule::Countable,
            level: Level::Block,
            field: "benefits[0].what".to_owned(),
            span: Some((0, 17)),
            message: "Say how many.".to_owned(),
            suggestion: None,
            source: Rule::Countable.source(),
        };
        assert_eq!(
            serde_json::to_value(finding).unwrap(),
            serde_json::json!({"rule": "L-V1", "level": "block", "field": "benefits[0].what", "span": [0, 17],
                "message": "Say how many.", "suggestion": null, "source": "CPRA regulations, 11 CCR § 7016"})
        );
    }
}
