//! What a customer reads about her exchanges.

use mutual::catalogue::{DecidedBy, WorthMethod};
use mutual::guard::{CaseKind, Situation};

/// The customer's pages.
#[derive(Debug)]
pub(crate) struct Customer {
    pub title: &'static str,
    /// An amount of money and its currency (ISO 4217), as people write it.
    pub money: fn(&str, &str) -> String,
    /// How many exchanges are on, of how many.
    pub tally: fn(usize, usize) -> String,
    pub only_you: &'static str,
    pub nothing_here: &'static str,
    pub all_paused: &'static str,
    pub paused_since: fn(&str) -> String,
    pub resume: &'static str,
    pub resume_starts: fn(usize) -> String,

    pub you_share: &'static str,
    pub you_would_share: &'static str,
    pub you_get: &'static str,
    pub you_would_get: &'static str,
    pub your_choice: &'static str,

    pub example: &'static str,
    pub example_invented: &'static str,
    /// Which data the underlined words stand for.
    pub example_data: fn(&str) -> String,

    pub new_question: &'static str,
    pub change_any_time: &'static str,
    pub decide_later: &'static str,
    pub special: &'static str,

    pub parts: &'static str,
    pub part_needed: &'static str,
    pub part_optional: &'static str,
    pub part_on: &'static str,
    pub part_off: &'static str,
    pub more_parts: &'static str,
    pub parts_later: fn(&str) -> String,

    pub how: &'static str,
    pub how_would: &'static str,
    pub decided_by: fn(DecidedBy) -> &'static str,
    pub if_off: &'static str,
    pub if_off_later: &'static str,
    pub recipients: &'static str,
    pub no_recipients: &'static str,
    pub retention: &'static str,
    pub worth: &'static str,
    /// How the worth was worked out, within a sentence; none where it is told in other words.
    pub worth_method: fn(WorthMethod) -> Option<&'static str>,
    pub worth_is: fn(&str, &str, &str, &str) -> String,
    pub term: &'static str,
    pub ends_on: fn(&str) -> String,
    pub lasts_months: fn(u32) -> String,
    pub wording: &'static str,
    pub version_since: fn(u32, &str) -> String,

    /// The phrase beside a switch that is on; what is used, if one thing is.
    pub on: fn(Option<&str>) -> String,
    pub off: &'static str,
    /// Why it cannot be turned on.
    pub not_in_language: &'static str,
    pub off_run_out: fn(&str) -> String,
    pub off_changed: &'static str,
    pub on_paused: &'static str,
    pub on_interest: &'static str,
    pub off_interest: &'static str,
    pub by_contract: &'static str,
    pub by_law: &'static str,
    pub other_uses: &'static str,
    pub other_uses_lead: &'static str,

    pub changed_on: fn(&str, &str) -> String,
    pub card_line: fn(u32, Option<&str>, Option<&str>) -> Vec<String>,
    pub details: &'static str,
    pub all_exchanges: &'static str,
    pub undo: &'static str,

    pub everything: &'static str,
    pub pause: &'static str,
    pub pause_does: &'static str,
    pub everything_off: &'static str,
    pub everything_off_does: &'static str,

    pub signal: Signal,
    pub said: Said,
    pub heard: Heard,
    pub failed: Failed,
    pub live: Live,
    pub history: History,
}

/// The wish of a browser not to sell or share: Global Privacy Control.
#[derive(Debug)]
pub(crate) struct Signal {
    /// It comes with this page; since when it is known.
    pub asks: fn(&str) -> String,
    /// It came before, and not with this page; since when it is known.
    pub asked: fn(&str) -> String,
    /// What it does where nothing on offer sells or shares.
    pub reaches_nothing: &'static str,
    /// What it does where something does.
    pub reaches: &'static str,
    /// It comes from somebody who is not known.
    pub of_anybody: &'static str,
    /// The phrase beside a switch that it keeps off.
    pub off: &'static str,
    /// The same, of a part.
    pub part_off: &'static str,
}

/// What just happened, in a card, and as it is read out.
#[derive(Debug)]
pub(crate) struct Said {
    pub on_since: fn(&str) -> String,
    pub off_since: fn(&str) -> String,
    pub refused: &'static str,
    pub part_on_since: fn(&str, &str) -> String,
    pub part_off_since: fn(&str, &str) -> String,
    pub parts_changed: fn(&str) -> String,
    pub everything_off: &'static str,
    pub nothing_was_on: &'static str,
    pub paused: &'static str,
    pub resumed: &'static str,
    /// Read out: the name of the switch, and where it stands now.
    pub aloud_on: fn(&str) -> String,
    pub aloud_off: fn(&str) -> String,
    pub undo_is_there: &'static str,
}

/// How far the organisation's systems have heard of what she chose.
#[derive(Debug)]
pub(crate) struct Heard {
    /// When it was stored.
    pub stored: fn(&str) -> String,
    /// How many systems confirmed it, of how many, and when the last of them did.
    pub confirmed: fn(usize, usize, Option<&str>) -> String,
    /// How many systems will not hear of it by themselves.
    pub missed: fn(usize) -> String,
    /// That it takes too long.
    pub late: &'static str,
    /// That people are told of it.
    pub told: &'static str,
}

/// Why something was not done.
#[derive(Debug)]
pub(crate) struct Failed {
    pub changed: &'static str,
    pub meanwhile: &'static str,
    /// Her browser asks not to sell or share, and this would.
    pub signal: &'static str,
    pub gone: &'static str,
    pub unread: &'static str,
    pub invalid: &'static str,
    pub away: &'static str,
    pub unknown: &'static str,
    pub too_many: &'static str,
}

/// What the page says by itself while it saves.
#[derive(Debug)]
pub(crate) struct Live {
    pub turning_on: &'static str,
    pub turning_off: &'static str,
    pub failed_on: &'static str,
    pub failed_off: &'static str,
    pub failed: &'static str,
    pub unknown: &'static str,
    pub another: &'static str,
}

/// The lines of an exchange's history.
#[derive(Debug)]
pub(crate) struct History {
    pub title: &'static str,
    pub empty: &'static str,
    pub turned_on: fn(&str) -> String,
    pub turned_off: fn(&str) -> String,
    pub refused: fn(&str) -> String,
    pub part_on: fn(&str, &str) -> String,
    pub part_off: fn(&str, &str) -> String,
    pub paused: fn(&str) -> String,
    pub resumed: fn(&str) -> String,
    /// Two records were merged; with what was on in one alone, and is off.
    pub merged: fn(&str) -> String,
    /// Two records that had been merged were set apart.
    pub split: &'static str,
    pub ran_out: &'static str,
    pub needs_answer: &'static str,
    /// Her browser asked not to sell or share.
    pub signalled: &'static str,
    /// From now on a person decides about her.
    pub human_only: &'static str,
    /// A person no longer has to.
    pub human_only_ended: &'static str,
    /// What is known of her situation changed.
    pub situation: &'static str,
    /// The same, of one that is known; whether it is over.
    pub situation_is: fn(Situation, bool) -> String,
    /// That she herself asked to be left alone; whether she ended it.
    pub left_alone: fn(bool) -> &'static str,
    /// When that ends by itself.
    pub until: fn(&str) -> String,
    /// That it ends when she says so.
    pub until_said: &'static str,
    /// Whatever sort of case it is.
    pub a_case_opened: &'static str,
    pub a_case_decided: &'static str,
    /// She does not want a guess.
    pub rejected: &'static str,
    /// Something waits for a person.
    pub case_opened: fn(CaseKind) -> &'static str,
    /// A person decided it, or time was over.
    pub case_decided: fn(CaseKind) -> &'static str,
    pub you: &'static str,
    pub our_team: &'static str,
    pub our_systems: &'static str,
    pub by_page: &'static str,
    pub by_link: &'static str,
    pub by_api: &'static str,
    /// A program of the organisation asked for a person.
    pub by_program: &'static str,
    /// A program says that a person decided.
    pub told_by_program: &'static str,
    pub by_import: &'static str,
    pub by_signal: &'static str,
    pub version: fn(u32) -> String,
    pub receipt: &'static str,
    pub newest: fn(usize) -> String,
}
