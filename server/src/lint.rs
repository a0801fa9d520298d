//! What the linter says of documents, as the API and the command line write it.

use mutual::lint::{Finding, blocks};
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
    pub(crate) findings: Vec<Finding>,
}

impl Linted {
    /// Puts the findings of each document beside its key.
    pub(crate) fn of(judged: impl Iterator<Item = (Value, Vec<Finding>)>) -> Self {
        let documents = judged.map(|(document, findings)| LintedDocument {
            key: document
                .get("key")
                .and_then(Value::as_str)
                .map(str::to_owned),
            blocked: blocks(&findings),
            findings,
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
