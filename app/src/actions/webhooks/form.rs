//! An address for webhooks as a form, and what is kept of it from one page to the next.

use std::collections::BTreeMap;

use mutual::catalogue::Fault;
use mutual::clock::Timestamp;
use mutual::use_cases::EndpointWish;
use mutual::webhook::{Attempt, Endpoint, Events, Outcome, SUBSCRIBABLE};
use serde::{Deserialize, Serialize};

use crate::text::Webhooks as Words;

/// The value of [`WebhookForm::which`] for entries of every type.
pub(crate) const ALL: &str = "all";

/// The form of an address: every field as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookForm {
    /// The address.
    pub url: String,
    /// What people call it.
    pub description: String,
    /// `all`, or `chosen` for those of `kinds`.
    pub which: String,
    /// The types that are ticked, by name.
    pub kinds: BTreeMap<String, String>,
}

impl From<&Endpoint> for WebhookForm {
    fn from(endpoint: &Endpoint) -> Self {
        let (which, kinds) = match &endpoint.events {
            Events::All => (ALL, BTreeMap::new()),
            Events::Only(kinds) => {
                let kinds = kinds.iter();
                let kinds = kinds.map(|kind| (kind.word().to_owned(), "on".to_owned()));
                ("chosen", kinds.collect())
            }
        };
        Self {
            url: endpoint.url.clone(),
            description: endpoint.description.clone(),
            which: which.to_owned(),
            kinds,
        }
    }
}

impl WebhookForm {
    /// An empty one: it asks for all.
    pub(crate) fn empty() -> Self {
        Self {
            which: ALL.to_owned(),
            ..Self::default()
        }
    }

    /// Whether it asks for entries of every type.
    pub(crate) fn asks_for_all(&self) -> bool {
        self.which == ALL
    }

    /// What it wishes. Types that nobody can tick are left out.
    pub(super) fn wish(&self) -> EndpointWish {
        let events = if self.asks_for_all() {
            vec!["*".to_owned()]
        } else {
            let words = SUBSCRIBABLE.iter().map(|kind| kind.word().to_owned());
            words.filter(|word| self.kinds.contains_key(word)).collect()
        };
        EndpointWish {
            url: Some(self.url.clone()),
            description: Some(self.description.clone()),
            events: Some(events),
            on: None,
        }
    }
}

/// What is wrong with which field.
pub(super) fn faults(faults: Vec<Fault>, words: &Words) -> Vec<(String, String)> {
    let faults = faults.into_iter();
    faults
        .map(|fault| {
            let said = (words.fault)(&fault.field, &fault.message);
            (fault.field, said)
        })
        .collect()
}

/// What a step leaves for the page that it leads to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Note {
    /// A form that was not stored.
    Refused {
        /// What was typed.
        form: WebhookForm,
        /// What is wrong with it.
        faults: Vec<(String, String)>,
        /// The revision of the address that its author saw; 0 of a new one.
        revision: u64,
    },
    /// A secret was made. It is not in here: this is the digest of what made it, by which the page
    /// is shown it.
    Secret {
        /// The digest.
        made_by: [u8; 32],
    },
    /// A test message was sent, and what came of it.
    Tested(Tried),
}

/// An attempt, as it is kept for the next page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tried {
    /// When it began, in milliseconds since 1970.
    pub at: i64,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// The status of the answer; nothing where there was none.
    pub status: Option<u16>,
    /// The beginning of the answer, or why there was none.
    pub said: String,
}

impl From<Attempt> for Tried {
    fn from(attempt: Attempt) -> Self {
        let (status, said) = match attempt.outcome {
            Outcome::Answered(status, answer) => (Some(status), answer),
            Outcome::NotSent(why) => (None, why),
        };
        Self {
            at: attempt.at.as_millis(),
            took_ms: attempt.took_ms,
            status,
            said,
        }
    }
}

impl Tried {
    /// When it began.
    pub(crate) fn moment(&self) -> Timestamp {
        Timestamp::from_millis(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_wishes_what_is_ticked_and_nothing_that_is_not_there() {
        let ticked = ["consent.withdrawn", "customer.erased", "log.genesis", "<b>"];
        let kinds = ticked.map(|word| (word.to_owned(), "on".to_owned()));
        let form = WebhookForm {
            which: "chosen".to_owned(),
            kinds: kinds.into(),
            ..WebhookForm::default()
        };
        let wished = form.wish().events.unwrap();
        assert_eq!(wished, ["consent.withdrawn", "customer.erased"]);
        // All is all, whatever was ticked before.
        let all = WebhookForm {
            which: ALL.to_owned(),
            ..form
        };
        assert_eq!(all.wish().events.unwrap(), ["*"]);
        // Nothing ticked is no wish for everything.
        let none = WebhookForm::default().wish().events.unwrap();
        assert!(none.is_empty());
    }
}
