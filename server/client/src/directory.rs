//! Who is called what, and where she lives. Neither is part of the ledger, and a check needs both.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// Customers whose identifiers, region or year of birth changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Directory {
    /// What to go on with.
    pub(crate) cursor: String,
    /// As they are at present.
    pub(crate) customers: Vec<Person>,
    /// Whether there is more at once.
    #[serde(default)]
    pub(crate) more: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) customer: String,
    pub(crate) identifiers: Vec<String>,
    pub(crate) region: Option<String>,
    /// Until when she may not be of age; none where she is, or nobody knows.
    #[serde(default)]
    pub(crate) minor_until: Option<Moment>,
    /// Her newest entry that this reflects.
    pub(crate) index: u64,
}
