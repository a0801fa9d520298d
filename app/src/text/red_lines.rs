//! What everybody reads about red lines, and how the team draws them.

use mutual::guard::{Quiet, Situation};

/// The pages of red lines, and the customer's switch.
#[derive(Debug)]
pub(crate) struct RedLines {
    /// What the foot of each page calls the page.
    pub link: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub never: &'static str,
    pub a_person: &'static str,
    pub why: &'static str,
    pub since: &'static str,
    pub as_it_is_since: &'static str,
    pub name: &'static str,
    pub coming: &'static str,
    pub coming_lead: &'static str,
    pub coming_new: fn(&str) -> String,
    pub coming_other: fn(&str) -> String,
    pub coming_gone: fn(&str) -> String,
    pub reason: &'static str,
    pub was: &'static str,
    pub will_be: &'static str,
    pub nothing: &'static str,
    /// Over what becomes otherwise of a line, part by part.
    pub changes: &'static str,
    pub now_then: fn(&str, &str) -> String,
    /// Where a list is empty, so that the line asks for nothing there.
    pub any: &'static str,
    pub words: &'static str,
    /// On the customer's first page, where something becomes weaker.
    pub notice: &'static str,
    pub notice_link: &'static str,

    pub human_only: HumanOnly,
    pub left_alone: LeftAlone,
    pub office: LinesOffice,
}

/// The switch of a customer.
#[derive(Debug)]
pub(crate) struct HumanOnly {
    pub title: &'static str,
    pub does: &'static str,
    pub is_off: &'static str,
    pub is_on: fn(&str) -> String,
    pub turn_on: &'static str,
    pub turn_off: &'static str,
    pub done_on: &'static str,
    pub done_off: &'static str,
}

/// That a customer is left alone.
#[derive(Debug)]
pub(crate) struct LeftAlone {
    pub title: &'static str,
    pub does: &'static str,
    pub is_off: &'static str,
    /// Until she says otherwise.
    pub is_on: &'static str,
    /// Until the day or the moment named.
    pub is_on_until: fn(&str) -> String,
    /// Over the ends that can be picked.
    pub until: &'static str,
    /// For a time that ends with that day.
    pub for_a_time: fn(Quiet, &str) -> String,
    pub open: &'static str,
    /// The end that stands, where it is none of the others.
    pub as_it_is: fn(&str) -> String,
    /// Behind an end that comes before the one that stands.
    pub sooner: fn(&str) -> String,
    pub turn_on: &'static str,
    pub other_end: &'static str,
    pub end_now: &'static str,
    /// With the end that stands now, where it has one.
    pub done_on: fn(Option<&str>) -> String,
    pub done_off: &'static str,
}

/// How the team draws lines.
#[derive(Debug)]
pub(crate) struct LinesOffice {
    pub title: &'static str,
    pub lead: &'static str,
    pub draw: &'static str,
    pub starter: &'static str,
    pub starter_lead: &'static str,
    pub starter_reason: &'static str,
    pub line: &'static str,
    pub does: &'static str,
    pub denies: &'static str,
    pub escalates: fn(&str) -> String,
    /// The same, where two people of it must agree.
    pub escalates_to_two: fn(&str) -> String,
    /// The box for that, beside the team.
    pub four_eyes: &'static str,
    /// How long they have, and what stands there where a line says so.
    pub hours: &'static str,
    pub hours_hint: fn(u16, u16) -> String,
    pub within: fn(u32) -> String,
    pub holds_until: fn(&str) -> String,
    pub remarks: &'static str,

    pub waiting: &'static str,
    pub waiting_lead: &'static str,
    pub proposed_by: fn(&str, &str) -> String,
    pub own: &'static str,
    pub agree: &'static str,
    pub drop: &'static str,
    pub taken_out: &'static str,
    pub changed_since: &'static str,

    pub all: &'static str,
    pub new: &'static str,
    pub key: &'static str,
    pub key_hint: &'static str,
    pub says: &'static str,
    pub says_hint: &'static str,
    pub says_in: fn(&str) -> String,
    pub why_hint: &'static str,
    pub why_in: fn(&str) -> String,
    pub about: &'static str,
    pub about_lead: &'static str,
    pub topics: &'static str,
    pub topics_hint: &'static str,
    pub purposes: &'static str,
    pub data: &'static str,
    pub sensitivities: &'static str,
    pub origins: &'static str,
    pub channels: &'static str,
    pub ai_uses: &'static str,
    pub situations: &'static str,
    pub situation: fn(Situation) -> &'static str,
    pub amount: &'static str,
    pub amount_hint: &'static str,
    pub currency: &'static str,
    pub effect: &'static str,
    pub team: &'static str,
    pub team_hint: &'static str,
    /// The pick for a team that is not in the list, and the box for its name.
    pub other_team: &'static str,
    pub other_team_hint: &'static str,
    pub other_team_unused: &'static str,
    /// A known team was typed in another spelling.
    pub team_alike: fn(&str) -> String,
    pub change_reason: &'static str,
    pub change_reason_hint: &'static str,
    pub look: &'static str,
    pub looked: &'static str,
    pub stricter: &'static str,
    /// The same, from that day on.
    pub stricter_later: fn(&str) -> String,
    pub weaker: &'static str,
    /// It says the line in a language for the first time.
    pub translated: &'static str,
    pub no_clash: &'static str,
    /// What looking at them cannot find.
    pub two_at_a_time: &'static str,
    pub everything: &'static str,
    pub never_holds: &'static str,
    /// It gives nothing of what is offered now to a person.
    pub idle: &'static str,
    /// It is about whoever is to be left alone, and not about these purposes.
    pub left_out: fn(&str) -> String,
    pub hidden: fn(&str) -> String,
    pub hides: fn(&str) -> String,
    pub otherwise: fn(&str, &str) -> String,
    pub draw_now: &'static str,
    pub propose: &'static str,
    pub remove: &'static str,
    pub remove_lead: &'static str,
    pub remove_button: &'static str,
    pub all_picked: fn(&str) -> String,
    pub reads_hard: fn(&str, usize) -> String,
    pub from: &'static str,
    pub from_hint: &'static str,
    pub bad_day: &'static str,
    pub bad_amount: &'static str,
    pub fill_in: &'static str,

    pub simulated: Simulation,

    pub deed: fn(&str) -> Option<&'static str>,
    pub done: fn(&str) -> Option<&'static str>,
    pub failed: fn(&str) -> Option<&'static str>,
}

/// What a line would have done to what was asked and decided.
#[derive(Debug)]
pub(crate) struct Simulation {
    pub button: &'static str,
    pub title: &'static str,
    /// The same, of taking the line away.
    pub button_gone: &'static str,
    pub title_gone: &'static str,
    pub allowed_gone: fn(&str) -> String,
    /// How many checks and decisions were looked at.
    pub looked: fn(&str, &str) -> String,
    pub everything: &'static str,
    pub checks: &'static str,
    pub no_checks: &'static str,
    pub decisions: &'static str,
    pub no_decisions: &'static str,
    pub denied: fn(&str) -> String,
    pub escalated: fn(&str) -> String,
    pub allowed: fn(&str) -> String,
    pub open: fn(&str) -> String,
    pub purpose: &'static str,
    pub channel: &'static str,
    pub no_channel: &'static str,
    pub model: &'static str,
    pub now_denied: &'static str,
    pub now_escalated: &'static str,
    pub now_allowed: &'static str,
    pub now_open: &'static str,
    pub few: &'static str,
    pub more: fn(&str) -> String,
    pub beyond: &'static str,
    pub amounts: &'static str,
    pub unsure: fn(&str) -> String,
    pub others: fn(&str) -> String,
    pub situations: &'static str,
    pub cut: fn(&str) -> String,
    pub tens: &'static str,
}
