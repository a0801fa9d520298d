//! A person's answer to a customer.

use super::Letter;

/// A person's answer to a customer.
pub(crate) struct Answer<'a> {
    /// What she asked.
    pub asked: &'a str,
    /// The answer.
    pub answer: &'a str,
    /// Where all that she asked stands.
    pub page: &'a str,
    /// The decision that it is about, where it is about one that is recorded.
    pub decision: Option<AboutDecision<'a>>,
    /// Whether what she contested falls, where she did.
    pub fell: Option<bool>,
}

/// The decision that an answer is about.
pub(crate) struct AboutDecision<'a> {
    /// What was decided.
    pub what: &'a str,
    /// The link that leads to it.
    pub why: &'a str,
}

/// What the letter says, in one language. Where it takes a name, that is the organisation's.
pub(super) struct AnswerWords {
    pub(super) subject: fn(&str) -> String,
    pub(super) hello: &'static str,
    pub(super) asked: fn(&str) -> String,
    pub(super) asked_about: fn(&str) -> String,
    pub(super) said_wrong: fn(&str) -> String,
    pub(super) wrote: &'static str,
    pub(super) read: &'static str,
    pub(super) falls: &'static str,
    pub(super) stays: &'static str,
    pub(super) why: &'static str,
    pub(super) all: &'static str,
    pub(super) otherwise: &'static str,
}

impl AnswerWords {
    /// The letter with an answer; what people wrote is quoted already.
    pub(super) fn letter(&self, name: &str, with: &Answer<'_>) -> Letter {
        let head = match (with.fell, &with.decision) {
            (Some(_), _) => (self.said_wrong)(name),
            (None, Some(_)) => (self.asked_about)(name),
            (None, None) => (self.asked)(name),
        };
        let read = match with.fell {
            None => self.read,
            Some(true) => self.falls,
            Some(false) => self.stays,
        };
        let mut parts = vec![self.hello, &head];
        parts.extend(
            with.decision
                .iter()
                .flat_map(|about| [about.what, self.wrote]),
        );
        parts.extend([with.asked, read, with.answer]);
        parts.extend(with.decision.iter().flat_map(|about| [self.why, about.why]));
        parts.extend([self.all, with.page, self.otherwise]);
        ((self.subject)(name), parts.join("\n\n"))
    }
}
