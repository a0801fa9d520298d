//! What can go wrong. None of it is a yes.

use std::fmt;

use serde::Deserialize;

/// Why there is no answer. An error is never a yes: whoever cannot ask does not act.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server refused, and asking again would not help.
    #[error(transparent)]
    Refused(Box<Problem>),
    /// The server could not be reached, or asked for time, for longer than the client's patience.
    #[error("no answer in time: {why}")]
    Away {
        /// What the last attempt ended with.
        why: String,
        /// What the server said last, where it said something.
        problem: Option<Box<Problem>>,
    },
    /// The ledger is shorter than what was seen of it: it was rolled back, or is another one. What
    /// was kept of it may be wrong; a person has to look.
    #[error("the ledger is at {head}, not at {after}: it was rolled back, or is another one")]
    LogBehind {
        /// What was seen.
        after: u64,
        /// What there is.
        head: u64,
    },
    /// The feed left an index out. A withdrawal may be what is missing: never go on.
    #[error("the feed goes from index {after} to {found}")]
    Gap {
        /// The last index that was given out.
        after: u64,
        /// The index that came next.
        found: u64,
    },
    /// The answer is none of this API's.
    #[error("an answer that cannot be read: {0}")]
    Unreadable(String),
    /// The client cannot work with these settings.
    #[error("{0}")]
    Settings(String),
    /// A snapshot of a mirror cannot be read or written.
    #[error("the snapshot of a mirror: {0}")]
    Snapshot(std::io::Error),
}

impl Error {
    /// The stable code of the problem that the server described, where it did.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => Some(&problem.code),
            Self::Away { problem, .. } => problem.as_ref().map(|problem| problem.code.as_str()),
            Self::LogBehind { .. } => Some("log_behind"),
            _ => None,
        }
    }
}

/// Why the server refused (RFC 9457).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The kind of problem, for programs: codes are never renamed.
    pub code: String,
    /// What is wrong this time, in words.
    pub detail: String,
    /// The fields that are wrong.
    pub errors: Vec<FieldError>,
    /// Names the request in the server's log.
    pub request_id: String,
}

impl std::error::Error for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code, self.detail)?;
        for error in &self.errors {
            write!(f, "; {}: {}", error.field, error.message)?;
        }
        if !self.request_id.is_empty() {
            write!(f, " [request {}]", self.request_id)?;
        }
        Ok(())
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FieldError {
    /// Which.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

impl Problem {
    /// What a body says about a failure, however little that is: proxies answer in their own words.
    pub(crate) fn read(status: u16, body: &[u8]) -> Self {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct OAuth {
            error: String,
            error_description: String,
        }
        let mut problem: Self = serde_json::from_slice(body).unwrap_or_default();
        problem.status = status;
        if problem.code.is_empty() {
            // The token endpoint speaks OAuth (RFC 6749, 5.2).
            let oauth: OAuth = serde_json::from_slice(body).unwrap_or_default();
            problem.code = oauth.error;
            problem.detail = oauth.error_description;
        }
        problem
    }
}
