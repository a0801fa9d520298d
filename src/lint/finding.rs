//! What the linter says: a rule, where, how bad, and what to do.

use serde::{Serialize, Serializer};

use super::says::{Instead, Says, Tongue};
use crate::digest::{hex, sha256};

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
    ($($(#[$doc:meta])* $name:ident = $id:literal, $source:literal, $link:expr;)+) => {
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

            /// The address at which that is read, where there is one that stays.
            #[must_use]
            pub fn link(self) -> Option<&'static str> {
                match self { $(Self::$name => $link),+ }
            }
        }
    };
}

const GDPR: Option<&str> = Some("https://eur-lex.europa.eu/eli/reg/2016/679/oj");
const DSA: Option<&str> = Some("https://eur-lex.europa.eu/eli/reg/2022/2065/oj");
const SYMMETRY: Option<&str> =
    Some("https://www.law.cornell.edu/regulations/california/11-CCR-7004");
const INCENTIVES: Option<&str> =
    Some("https://www.law.cornell.edu/regulations/california/11-CCR-7016");
const PATTERNS: Option<&str> = Some(
    "https://www.edpb.europa.eu/our-work-tools/our-documents/guidelines/guidelines-032022-deceptive-design-patterns-social-media_en",
);
const CONSENT: Option<&str> = Some(
    "https://www.edpb.europa.eu/our-work-tools/our-documents/guidelines/guidelines-052020-consent-under-regulation-2016679_en",
);

rules! {
    /// What the customer gets can be counted and proved.
    Countable = "L-V1", "CPRA regulations, 11 CCR § 7016", INCENTIVES;
    /// No vague words.
    Vague = "L-V2", "EDPB Guidelines 03/2022 (left in the dark)", PATTERNS;
    /// Each kind of data has its use, and each use its data.
    Explained = "L-D1", "GDPR Art. 13(1)(c)", GDPR;
    /// No guesses from outside, sensitive data stand alone, and no red line is crossed.
    Sensitive = "L-D2", "GDPR Art. 9", GDPR;
    /// On which legal basis it may run.
    Basis = "L-B1", "GDPR Art. 6, 7, 9, 21 and 22", GDPR;
    /// What is shared and what is got look alike.
    Balanced = "L-S1", "ICO–CMA 2023", None;
    /// A no is as plain as a yes.
    PlainNo = "L-S2", "CPRA regulations, 11 CCR § 7004", SYMMETRY;
    /// No pressure of time, of stock or of a crowd.
    Pressure = "L-U1", "DSA Art. 25", DSA;
    /// A question that can be understood at once.
    Straight = "L-N1", "CPRA regulations, 11 CCR § 7004", SYMMETRY;
    /// A no is not asked about again.
    AskedOnce = "L-A1", "DSA Art. 25(3)(a)", DSA;
    /// Nothing else gets worse after a no.
    NoDetriment = "L-E1", "GDPR Art. 7(3) and recital 42", GDPR;
    /// What was promised is kept before more people are asked.
    Kept = "L-F1", "CPRA regulations, 11 CCR § 7016", INCENTIVES;
    /// Anybody can read it.
    Readable = "L-R1", "GDPR Art. 12(1)", GDPR;
    /// Each language says the same.
    Translated = "L-L1", "EDPB Guidelines 03/2022 (language discontinuity)", PATTERNS;
    /// Who sees the data, and for how long it is kept.
    Named = "L-T1", "GDPR Art. 13(1)(e) and 13(2)(a)", GDPR;
    /// What changed is said.
    ChangeTold = "L-C1", "EDPB Guidelines 05/2020", CONSENT;
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
    /// What to write instead; [`Self::suggestion`] says it.
    pub(super) instead: Instead,
    /// The law or the guideline that the rule comes from.
    pub source: &'static str,
}

impl Finding {
    /// What it is known by later: the same rule at the same place of the same text, which says the same.
    /// Whoever accepted it accepted nothing else.
    #[must_use]
    pub fn mark(&self) -> String {
        let Self {
            rule, field, span, ..
        } = self;
        let told = (rule.id(), field, span, self.message(Tongue::English));
        let digest = sha256(format!("{told:?}").as_bytes());
        hex(digest.get(..16).unwrap_or_default())
    }

    /// A list that is longer than any that can be published: only `most` of it was looked at.
    pub(crate) fn too_many(field: String, most: usize) -> Self {
        Self {
            rule: Rule::Readable,
            level: Level::Block,
            field,
            span: None,
            says: Says::TooMany(most),
            instead: Instead::Fewer,
            source: Rule::Readable.source(),
        }
    }
}

/// What the reviewer's page knows its warnings by, so that she accepts what she saw and nothing else;
/// empty where nothing is warned of.
#[must_use]
pub fn mark_of_warnings(findings: &[Finding]) -> String {
    let warnings = findings.iter().filter(|found| found.level == Level::Warn);
    let marks: Vec<_> = warnings.map(Finding::mark).collect();
    if marks.is_empty() {
        return String::new();
    }
    hex(&sha256(marks.concat().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_its_id_and_says_where_it_comes_from() {
        let ids: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), 16);
        for rule in Rule::ALL {
            assert!(!rule.source().is_empty(), "{rule}");
            let is_plain = |link: &str| link.starts_with("https://") && !link.contains(' ');
            assert!(rule.link().is_none_or(is_plain), "{rule}");
        }
    }
}
