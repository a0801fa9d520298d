//! What the team reads about the systems that decide and guess.

use mutual::decision::BelowBar;
use mutual::guard::Code;

/// The pages of models and of violations.
#[derive(Debug)]
pub(crate) struct Models {
    pub title: &'static str,
    pub lead: &'static str,
    pub empty: &'static str,
    pub register: &'static str,
    pub all: &'static str,
    pub key: &'static str,
    pub key_hint: &'static str,
    pub name: &'static str,
    pub vendor: &'static str,
    pub task: &'static str,
    pub task_hint: &'static str,
    pub versions: &'static str,
    pub versions_hint: &'static str,
    pub bar: &'static str,
    pub bar_hint: &'static str,
    pub below: &'static str,
    pub below_of: fn(BelowBar) -> &'static str,
    pub save: &'static str,
    pub change: &'static str,

    pub decisions: &'static str,
    pub explained: &'static str,
    pub differing: &'static str,
    pub violations: &'static str,
    pub contested: &'static str,
    pub overridden: &'static str,
    pub stopped: &'static str,
    /// That nobody ever decided against it at the desk.
    pub never_against: &'static str,
    /// A share, in percent.
    pub percent: fn(&str) -> String,
    /// By how many points it went up, and down.
    pub up: fn(&str) -> String,
    pub down: fn(&str) -> String,
    pub same: &'static str,
    pub few: &'static str,
    pub no_bar: &'static str,
    /// The least share.
    pub at_least: fn(&str) -> String,
    /// That these versions explain too few of their decisions.
    pub is_below: fn(&str) -> String,
    pub by_vendor: &'static str,
    pub by_vendor_lead: &'static str,
    pub by_version: &'static str,
    pub version: &'static str,
    pub by_week: &'static str,
    pub week: &'static str,
    /// Weeks in which nothing was decided: the first and the last of them.
    pub weeks: fn(&str, &str) -> String,
    pub nothing: &'static str,
    pub four_weeks: &'static str,

    /// What it guesses, and what customers say of that.
    pub guesses: &'static str,
    pub guesses_told: &'static str,
    pub guesses_right: &'static str,
    pub guesses_wrong: &'static str,
    pub guesses_unwanted: &'static str,
    /// The share of what customers answered that they do not want.
    pub guesses_rejected: &'static str,

    pub see_violations: &'static str,
    pub violations_title: &'static str,
    pub violations_lead: &'static str,
    pub violations_empty: &'static str,
    pub when: &'static str,
    pub model: &'static str,
    pub cited: &'static str,
    pub gone: &'static str,
    pub needs_person: &'static str,
    /// A guess that the customer does not want made.
    pub guess: fn(&str) -> String,
    /// Why something was not covered.
    pub because: fn(Code) -> &'static str,
    pub retired: &'static str,
    pub retired_since: fn(&str) -> String,
    pub differing_title: &'static str,
    pub differing_lead: &'static str,
    pub differing_none: &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub unanswered: &'static str,
    pub unanswered_lead: &'static str,
    pub unanswered_empty: &'static str,
    pub link: &'static str,
    pub first: &'static str,
    pub last: &'static str,
    pub times: &'static str,

    /// What is wrong with a field.
    pub fault: fn(&str) -> &'static str,
    /// What a line of the list of who did what says.
    pub deed: fn(&str) -> Option<&'static str>,
    pub done: &'static str,
    pub failed: fn(&str) -> Option<&'static str>,
}
