//! What the linter says of documents, as the API and the command line write it.

use mutual::lint::{Finding, Level, Rule, Tongue, blocks};
use serde::Serialize;
use serde_json::Value;

/// What the linter says of each document.
#[derive(Serialize)]
pub(crate) struct Linted {
    /// In the order in which they came.
    pub(crate) documents: Vec<LintedDocument>,
}

/// What the linter says of one document.
#[derive(Serialize)]
pub(crate) struct LintedDocument {
    /// Its key, where it has one.
    pub(crate) key: Option<String>,
    /// Whether it may not be published so.
    pub(crate) blocked: bool,
    /// What is to be mended, in the order of the card.
    pub(crate) findings: Vec<Told>,
}

/// A finding with its sentences.
#[derive(Serialize)]
pub(crate) struct Told {
    pub(crate) rule: Rule,
    pub(crate) level: Level,
    /// Where, as `benefits[0].what`.
    pub(crate) field: String,
    /// From which character of the field's text to which; the second is behind the last.
    pub(crate) span: Option<(usize, usize)>,
    /// What is wrong.
    pub(crate) message: String,
    /// Why there is such a rule.
    pub(crate) reason: &'static str,
    /// What to write instead.
    pub(crate) suggestion: &'static str,
    /// The law or the guideline that the rule comes from, as its own language calls it.
    pub(crate) source: &'static str,
    /// The address at which that is read, where there is one that stays.
    pub(crate) link: Option<&'static str>,
}

impl Told {
    /// What a finding says in that language.
    fn of(finding: Finding, tongue: Tongue) -> Self {
        Self {
            message: finding.message(tongue),
            reason: finding.rule.reason(tongue),
            suggestion: finding.suggestion(tongue),
            link: finding.rule.link(),
            rule: finding.rule,
            level: finding.level,
            span: finding.span,
            source: finding.source,
            field: finding.field,
        }
    }
}

impl Linted {
    /// Puts the findings of each document beside its key, in that language.
    pub(crate) fn of(judged: impl Iterator<Item = (Value, Vec<Finding>)>, tongue: Tongue) -> Self {
        let told = |finding| Told::of(finding, tongue);
        let documents = judged.map(|(document, findings)| LintedDocument {
            key: document
                .get("key")
                .and_then(Value::as_str)
                .map(str::to_owned),
            blocked: blocks(&findings),
            findings: findings.into_iter().map(told).collect(),
        });
        Self {
            documents: documents.collect(),
        }
    }

    /// Whether one of them may not be published so.
    pub(crate) fn blocked(&self) -> bool {
        self.documents.iter().any(|document| document.blocked)
    }
}

/// The documents of a file or a body: an array of them, or one.
pub(crate) fn documents(content: Value) -> Vec<Value> {
    match content {
        Value::Array(documents) => documents,
        one => vec![one],
    }
}

#[cfg(test)]
mod tests {
    use mutual::catalogue::Registry;
    use mutual::lint::{Surroundings, lint};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_finding_has_the_shape_of_the_api() {
        let document = json!({"locale": "en", "recipients": ["our partners"]});
        let registry = Registry::starter();
        let found = lint(&document, &Surroundings::new(&registry));
        let named = |finding: &Finding| finding.field == "recipients[0]";
        let finding = found.into_iter().find(named).unwrap();
        let told = serde_json::to_string(&Told::of(finding.clone(), Tongue::English)).unwrap();
        assert_eq!(
            told,
            r#"{"rule":"L-T1","level":"block","field":"recipients[0]","span":null,"message":"“our partners” names nobody.","reason":"People need to know who sees their data and for how long.","suggestion":"Name each company that sees the data, and what it does: “Postwren Mail Ltd (sends the emails)”.","source":"GDPR Art. 13(1)(e) and 13(2)(a)","link":"https://eur-lex.europa.eu/eli/reg/2016/679/oj"}"#
        );
        let german = Told::of(finding, Tongue::German);
        assert_eq!(german.message, "„our partners“ nennt niemanden.");
    }
}
