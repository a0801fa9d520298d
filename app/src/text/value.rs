//! What a customer reads about what arrived, what was used, and what happened when.

use mutual::use_cases::Show;

/// What arrived so far, and the timeline.
#[derive(Debug)]
pub(crate) struct Value {
    pub so_far: &'static str,
    pub nothing: &'static str,
    pub unknown: &'static str,
    /// Of which benefit, what arrived, and what was promised.
    pub of_promised: fn(&str, &str, &str) -> String,
    /// Of which benefit, and what arrived.
    pub arrived: fn(&str, &str) -> String,
    /// What was last used, and when.
    pub last_used: fn(&str, &str) -> String,
    pub never_used: &'static str,
    pub idle: fn(i64) -> String,
    /// So many days ago.
    pub ago: fn(i64) -> String,
    pub what: &'static str,
    pub promised: &'static str,
    pub got: &'static str,
    pub newest: &'static str,
    pub data: &'static str,
    pub used: &'static str,
    pub not_yet: &'static str,
    pub timeline: Timeline,
}

/// The timeline.
#[derive(Debug)]
pub(crate) struct Timeline {
    pub title: &'static str,
    pub lead: &'static str,
    pub filters: &'static str,
    pub everything: &'static str,
    pub show: fn(Show) -> &'static str,
    pub empty: &'static str,
    pub empty_filter: &'static str,
    /// How many of what.
    pub got: fn(&str) -> String,
    /// What was used, and how often that day.
    pub used: fn(&str, u64) -> String,
    /// What was guessed, and the guess.
    pub guessed: fn(&str, &str) -> String,
    pub changed: fn(&str) -> String,
    /// Its first version, which asks nobody.
    pub began: &'static str,
    pub stopped: &'static str,
    /// What came of it.
    pub decided: fn(&str) -> String,
    /// What came of it, where a person decided.
    pub decided_by_person: fn(&str) -> String,
    /// What came of it, where a person decided as far as the records say.
    pub decided_as_said: fn(&str) -> String,
    /// The way to what she asked.
    pub case: &'static str,
    pub why: &'static str,
    pub pages: &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub take: &'static str,
    pub as_table: &'static str,
    pub as_json: &'static str,
}
