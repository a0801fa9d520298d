//! What a customer reads about what a computer decided.

use mutual::catalogue::AiUse;

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
    /// What the computer did.
    pub did: fn(AiUse) -> &'static str,
    pub person_allowed: &'static str,
    pub person_changed: &'static str,
    pub contested: &'static str,
    /// Which entry of the log seals the record.
    pub sealed: fn(u64) -> String,
    pub seal_waits: &'static str,
    pub seal_broken: &'static str,

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
    pub person_does: &'static str,

    pub nothing: &'static str,
    pub nothing_lead: &'static str,
    pub bad_lead: &'static str,
    pub refused_lead: &'static str,
    pub erased: &'static str,
    pub erased_lead: &'static str,
    pub away: &'static str,
    pub away_lead: &'static str,
}
