//! What the team reads about the numbers of its propositions.

use mutual::catalogue::Every;
use mutual::consent::Route;
use mutual::insight::Measure;

/// The words under and above one chart.
#[derive(Debug)]
pub(crate) struct Words {
    /// What is measured.
    pub measure: &'static str,
    /// How it is counted.
    pub definition: &'static str,
}

/// The pages of numbers.
#[derive(Debug)]
pub(crate) struct Numbers {
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub all: &'static str,
    pub of: fn(&str) -> String,
    /// Since which day, and up to which moment it is counted.
    pub since: fn(&str, &str) -> String,
    pub incomplete: &'static str,
    pub periods: &'static str,
    pub days: fn(i64) -> String,
    pub hidden: &'static str,

    pub few: &'static str,
    pub not_told: &'static str,
    pub percent: fn(f64) -> String,
    pub between: fn(&str, &str) -> String,
    pub nothing_yet: &'static str,
    /// Of when the pale line is: its first and its last day.
    pub pale: fn(&str, &str) -> String,

    pub table: &'static str,
    pub csv: &'static str,

    pub tile_on: &'static str,
    pub tile_yes: &'static str,
    pub tile_regret: &'static str,
    pub tile_kept: &'static str,
    pub tile_before: fn(&str) -> String,

    pub kept: Words,
    pub kept_all: fn(&str) -> String,
    pub kept_short: fn(&str, &str) -> String,
    pub kept_unknown: &'static str,
    /// Where it runs without a question.
    pub kept_by_itself: Words,
    pub kept_limit: &'static str,

    pub on: Words,
    pub on_title: fn(&str) -> String,
    pub on_few: &'static str,
    pub on_more: fn(&str, &str, &str) -> String,
    pub on_fewer: fn(&str, &str, &str) -> String,
    pub on_by_itself: &'static str,

    pub yes: Words,
    pub yes_title: fn(&str) -> String,
    pub yes_unknown: &'static str,

    pub funnel: Words,
    /// Which share answered, and which said yes.
    pub funnel_title: fn(&str, &str) -> String,
    pub funnel_answered: fn(&str) -> String,
    pub funnel_unknown: &'static str,
    pub all_versions: &'static str,

    pub regret: Words,
    pub regret_title: fn(&str) -> String,
    pub regret_unknown: &'static str,

    pub messages: Words,
    pub messages_title: fn(&str) -> String,
    pub messages_unknown: &'static str,

    pub versions: Words,
    pub versions_best: fn(u32) -> String,
    pub versions_alike: &'static str,
    pub routes: Words,
    pub routes_best: fn(&str) -> String,
    pub routes_alike: &'static str,
    pub channels: Words,
    /// By which channel, as a card names it: "By email".
    pub channels_best: fn(&str) -> String,
    pub channels_alike: &'static str,

    pub cohorts: Words,
    pub cohorts_title: fn(&str, i64) -> String,
    pub cohorts_unknown: &'static str,

    pub ends: Words,
    pub ends_title: &'static str,

    pub unused: Words,
    pub unused_none: &'static str,
    /// Where nothing was offered for long enough to say.
    pub unused_young: &'static str,
    pub unused_some: fn(usize) -> String,
    pub unused_edit: &'static str,
    pub never: &'static str,

    pub version: fn(u32) -> String,
    pub version_mark: fn(u32) -> String,
    pub route: fn(Route) -> &'static str,
    pub ended: fn(Measure) -> &'static str,
    pub every: fn(Every) -> &'static str,
    pub after_weeks: fn(i64) -> String,

    pub column: Columns,
}

/// The heads of the tables' columns.
#[derive(Debug)]
pub(crate) struct Columns {
    pub proposition: &'static str,
    pub kept: &'static str,
    pub on: &'static str,
    pub yes: &'static str,
    pub regret: &'static str,
    pub day: &'static str,
    pub week: &'static str,
    pub people: &'static str,
    pub answers: &'static str,
    /// People whose answer is known.
    pub people_answered: &'static str,
    pub asked: &'static str,
    pub answered: &'static str,
    pub yes_of_answered: &'static str,
    pub yes_of_asked: &'static str,
    pub messages: &'static str,
    pub yeses: &'static str,
    pub share: &'static str,
    pub before: &'static str,
    pub low: &'static str,
    pub high: &'static str,
    pub version: &'static str,
    pub route: &'static str,
    pub channel: &'static str,
    pub why: &'static str,
    pub benefit: &'static str,
    pub unit: &'static str,
    pub every: &'static str,
    pub days: &'static str,
    pub promised: &'static str,
    pub delivered: &'static str,
    pub data: &'static str,
    pub last_used: &'static str,
}
