//! Where anything about a customer is kept: the one list that erasure and access are built from.
//!
//! A store takes its statements for both from this list, and a test fails where the schema has a
//! table that is not on it. So nothing about anybody can be kept where neither looks.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a table holds of customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Something about one customer: shown to her on request, destroyed when she is erased.
    Personal,
    /// Nothing that could be told to be hers; and why.
    Nothing(&'static str),
}

/// Every table of the schema.
pub const TABLES: [(&str, Holds); 60] = [
    ("customer", Holds::Personal),
    ("identifier", Holds::Personal),
    ("ledger_side", Holds::Personal),
    ("value_event", Holds::Personal),
    ("usage_event", Holds::Personal),
    ("message", Holds::Personal),
    ("decision", Holds::Personal),
    ("guess", Holds::Personal),
    ("guess_gone", Holds::Personal),
    ("asked", Holds::Personal),
    ("withdrawal", Holds::Personal),
    ("case_file", Holds::Personal),
    ("webhook_delivery", Holds::Personal),
    ("webhook_attempt", Holds::Personal),
    ("answer", Holds::Personal),
    ("account", Holds::Personal),
    ("session", Holds::Personal),
    ("ticket", Holds::Personal),
    ("job_report", Holds::Personal),
    (
        "ledger",
        Holds::Nothing("salted commitments, and tags that only her key links to her"),
    ),
    (
        "erasure",
        Holds::Nothing("random ids of those who are gone, and keyed digests"),
    ),
    ("destroyed", Holds::Nothing("places in the ledger")),
    (
        "tile",
        Holds::Nothing("hashes of the ledger's public leaves"),
    ),
    (
        "checkpoint",
        Holds::Nothing("the signed head of the ledger"),
    ),
    (
        "version",
        Holds::Nothing("wordings that everybody is shown"),
    ),
    (
        "tally",
        Holds::Nothing("how many people chose what on which day"),
    ),
    (
        "counted",
        Holds::Nothing("up to which entry that is counted"),
    ),
    (
        "reach",
        Holds::Nothing("how many people had which channel on"),
    ),
    (
        "reach_counted",
        Holds::Nothing("up to which entry that is counted"),
    ),
    (
        "arrived_on",
        Holds::Nothing("how much arrived on which day, of everybody together"),
    ),
    (
        "used_on",
        Holds::Nothing("how often a kind of data was used on which day"),
    ),
    (
        "asked_on",
        Holds::Nothing("how many people were first asked on which day, and what they answered"),
    ),
    (
        "message_on",
        Holds::Nothing("how many messages were sent on which day, to everybody together"),
    ),
    (
        "withdrawn_on",
        Holds::Nothing("how many people withdrew after the messages of which day"),
    ),
    (
        "decided_on",
        Holds::Nothing("how many decisions a model made on which day, about everybody together"),
    ),
    (
        "decision_unanswered",
        Holds::Nothing("random ids that links name, and nothing was recorded under"),
    ),
    (
        "case_used",
        Holds::Nothing(
            "which case a person's yes of which was used for which decision, by random ids",
        ),
    ),
    (
        "turned_down",
        Holds::Nothing("in which case a person said no to which model, by random ids"),
    ),
    (
        "guessed_on",
        Holds::Nothing("how many guesses a model told on which day, about everybody together"),
    ),
    (
        "guess_rejected",
        Holds::Nothing("which entry of the ledger rejects a guess of which model, and no guess"),
    ),
    (
        "decision_followed",
        Holds::Nothing("up to which entry contests and rejected guesses are counted"),
    ),
    (
        "ai_model",
        Holds::Nothing("the systems that decide and guess"),
    ),
    (
        "throttle",
        Holds::Nothing("keyed digests of who tries too often, gone within the day"),
    ),
    ("job", Holds::Nothing("how far an import is")),
    ("client", Holds::Nothing("the organisation's programs")),
    ("client_secret", Holds::Nothing("digests of their secrets")),
    ("client_revision", Holds::Nothing("a number")),
    (
        "client_calls",
        Holds::Nothing("how often the organisation's programs called"),
    ),
    (
        "client_secret_use",
        Holds::Nothing("when each of the secrets of the organisation's programs was last used"),
    ),
    (
        "client_use",
        Holds::Nothing("when each of the organisation's programs last called"),
    ),
    ("draft", Holds::Nothing("wordings that staff write")),
    (
        "comment",
        Holds::Nothing("what staff say about wordings that staff write"),
    ),
    (
        "red_line_proposal",
        Holds::Nothing("what staff propose about red lines"),
    ),
    (
        "check_shape",
        Holds::Nothing("how often each kind of question was asked, never about whom"),
    ),
    (
        "comparison",
        Holds::Nothing("the rules that staff fixed for comparing wordings"),
    ),
    (
        "webhook_endpoint",
        Holds::Nothing("addresses that staff named, and their enclosed secrets"),
    ),
    ("audit", Holds::Nothing("what staff did")),
    ("setting", Holds::Nothing("the organisation")),
    ("lease", Holds::Nothing("which server writes")),
    (
        "_sqlx_migrations",
        Holds::Nothing("the schema's own history"),
    ),
];

/// The tables that hold something about one customer.
pub fn tables() -> impl Iterator<Item = &'static str> {
    let personal = TABLES.iter().filter(|(_, holds)| *holds == Holds::Personal);
    personal.map(|(table, _)| *table)
}

/// What one table holds of a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The table.
    pub table: String,
    /// Its rows, each with names and values. Secrets are left out: that they are there is said.
    pub rows: Vec<Map<String, Value>>,
}
