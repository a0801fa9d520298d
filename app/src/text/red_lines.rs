//! What everybody reads about red lines, and how the team draws them.

use mutual::guard::Situation;

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
    /// On the customer's first page, where something becomes weaker.
    pub notice: &'static str,
    pub notice_link: &'static str,

    pub human_only: HumanOnly,
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
    pub change_reason: &'static str,
    pub change_reason_hint: &'static str,
    pub look: &'static str,
    pub looked: &'static str,
    pub stricter: &'static str,
    pub weaker: &'static str,
    pub no_clash: &'static str,
    pub everything: &'static str,
    pub never_holds: &'static str,
    pub hidden: fn(&str) -> String,
    pub hides: fn(&str) -> String,
    pub otherwise: fn(&str, &str) -> String,
    pub draw_now: &'static str,
    pub propose: &'static str,
    pub remove: &'static str,
    pub remove_lead: &'static str,
    pub remove_button: &'static str,
    pub bad_amount: &'static str,
    pub fill_in: &'static str,

    pub deed: fn(&str) -> Option<&'static str>,
    pub done: fn(&str) -> Option<&'static str>,
    pub failed: fn(&str) -> Option<&'static str>,
}
