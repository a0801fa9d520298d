//! What a customer reads about what a computer decided.

use mutual::catalogue::AiUse;
use mutual::guard::Outcome;

/// The page that says why.
#[derive(Debug)]
pub(crate) struct Why {
    pub title: &'static str,
    /// What it is.
    pub what: &'static str,
    pub when: &'static str,
    pub what_for: &'static str,
    pub by: &'static str,
    pub about: &'static str,

    /// The reasons.
    pub reasons: &'static str,
    pub reasons_lead: &'static str,
    pub no_reasons: &'static str,
    /// How much of the whole, in percent.
    pub share: fn(&str) -> String,
    pub spoke_for: &'static str,
    pub spoke_against: &'static str,
    pub guesses: &'static str,
    pub guessed_from: fn(&str) -> String,
    pub guesses_link: &'static str,
    /// Where reasons and numbers do not agree: of one of them.
    pub not_listed: fn(&str) -> String,
    pub not_among_inputs: fn(&str) -> String,
    pub other_way: fn(&str) -> String,
    pub other_order: fn(&str) -> String,
    pub other_share: fn(&str) -> String,
    pub used_all_the_same: fn(&str) -> String,
    pub matches: &'static str,
    pub differs: &'static str,

    pub not_used: &'static str,
    pub not_used_unknown: &'static str,

    pub changed: &'static str,
    pub changed_unknown: &'static str,

    pub who: &'static str,
    /// Which model, of whom.
    pub model: fn(&str, &str) -> String,
    /// Which version.
    pub version: fn(&str) -> String,
    /// What the computer did, as the program that recorded it says: that a person decided is told as what
    /// the records say.
    pub did: fn(AiUse) -> &'static str,
    /// A person decided: what the computer had proposed, where it had, and what she said.
    pub person: fn(Option<Outcome>, Outcome) -> &'static str,
    /// The same, where a program says that a person decided, and nobody here saw it.
    pub person_told: fn(Option<Outcome>, Outcome) -> &'static str,
    /// A person decided, and nobody knows any more what the computer had proposed.
    pub person_alone: &'static str,
    pub person_changed: &'static str,
    /// A person looked at it again, and it does not count any more.
    pub fell: &'static str,
    /// A person looked at it again, and it stays.
    pub stays: &'static str,
    /// Both, where a program says that a person looked.
    pub fell_told: &'static str,
    pub stays_told: &'static str,
    /// Which entry of the log seals the record.
    pub sealed: fn(u64) -> String,
    pub seal_waits: &'static str,
    pub seal_broken: &'static str,

    /// What its customer said of it.
    pub asked: &'static str,
    pub contested: &'static str,
    pub asked_this: &'static str,
    /// Where the words of an answer stand.
    pub answer_is: &'static str,

    pub can_do: &'static str,
    pub stop: &'static str,
    /// What is turned off: an exchange.
    pub stops: fn(&str) -> String,
    /// What is turned off: what a computer does, in which exchange.
    pub stops_use: fn(&str, &str) -> String,
    pub is_off: &'static str,
    pub stopped: &'static str,
    pub stop_away: &'static str,
    pub apart: &'static str,
    pub wrong: &'static str,
    pub ask: &'static str,
    /// The box.
    pub write: &'static str,
    pub person_does: &'static str,
    /// Where the answer comes: to herself, and to whoever has the link.
    pub answer_here: &'static str,
    pub answer_by_link: &'static str,
    pub many: &'static str,

    pub nothing: &'static str,
    pub nothing_lead: &'static str,
    pub bad_lead: &'static str,
    pub refused_lead: &'static str,
    pub erased: &'static str,
    pub erased_lead: &'static str,
    pub away: &'static str,
    pub away_lead: &'static str,
}
