//! What people read who decide cases, and customers who ask a person.

use mutual::guard::{CaseKind, Outcome};

/// The desk.
#[derive(Debug)]
pub(crate) struct Desk {
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub filters: &'static str,
    /// What a list is called: `all`, `mine`, `free`, `decided`.
    pub show: fn(&str) -> &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub pages: &'static str,

    pub case: &'static str,
    pub kind: fn(CaseKind) -> &'static str,
    /// What sort of work, about what.
    pub titled: fn(CaseKind, &str) -> String,
    pub due: &'static str,
    pub overdue: fn(&str) -> String,
    pub customer: &'static str,
    pub team: &'static str,
    /// What a team is called that ships with the program; others have the name that they were given.
    pub team_name: fn(&str) -> Option<&'static str>,
    pub with: &'static str,
    pub nobody: &'static str,
    pub you: &'static str,
    pub state: &'static str,
    pub second: &'static str,
    pub going: &'static str,
    pub timed_out: &'static str,
    pub outcome: fn(Outcome) -> &'static str,
    /// Of a contest: whether the decision falls.
    pub contest_outcome: fn(Outcome) -> &'static str,
    pub answered: &'static str,

    pub all: &'static str,
    pub asked: &'static str,
    pub purpose: &'static str,
    pub data: &'static str,
    pub channel: &'static str,
    /// The guesses that it would rest on; one, by its label and what it says; and one that counts no
    /// longer, by its key.
    pub guesses: &'static str,
    pub guess: fn(&str, &str) -> String,
    pub guess_gone: fn(&str) -> String,
    pub ai: &'static str,
    pub topic: &'static str,
    pub amount: &'static str,
    /// What a customer contests, and asks about.
    pub contested: &'static str,
    pub asked_about: &'static str,
    /// The way to all that is recorded of it.
    pub whole: &'static str,
    pub decided_at: &'static str,
    /// Which exchange the customer turned off as she asked.
    pub turned_off: &'static str,
    /// To whoever decided what is contested.
    pub own_decision: &'static str,
    pub no_decision: &'static str,
    pub earlier: &'static str,
    pub about: &'static str,
    pub lines: &'static str,
    pub opened: &'static str,
    pub by: &'static str,
    pub by_kind: fn(mutual::consent::ActorKind) -> &'static str,
    /// Which person of a CRM decided, as its program says.
    pub who_there: &'static str,
    pub said: &'static str,
    pub allows: &'static str,
    pub allows_nothing: &'static str,
    pub on: &'static str,
    pub off: &'static str,
    pub history: &'static str,
    pub proposal: &'static str,
    pub proposes: fn(&str, &str) -> String,
    pub hidden: &'static str,
    pub view: &'static str,
    pub view_button: &'static str,
    pub your_view: fn(&str) -> String,

    pub claim: &'static str,
    pub claim_does: &'static str,
    pub release: &'static str,
    pub hand_over: &'static str,
    pub hand_to: &'static str,
    /// Nobody is picked yet.
    pub hand_pick: &'static str,
    pub hand_button: &'static str,

    pub decide: &'static str,
    pub decide_does: &'static str,
    pub decide_two: &'static str,
    pub your_decision: &'static str,
    pub reason: &'static str,
    pub reason_hint: &'static str,
    pub decide_button: &'static str,
    pub answer_button: &'static str,
    pub canned: &'static str,
    pub canned_hint: &'static str,
    pub canned_use: &'static str,

    pub first: fn(&str, &str) -> String,
    pub agree: &'static str,
    pub send_back: &'static str,
    pub withdraw: &'static str,
    pub taken: fn(&str, &str, &str) -> String,
    pub undo: &'static str,
    pub writing: &'static str,
    pub end: &'static str,
    pub ended: fn(&str, &str) -> String,
    pub agreed: fn(&str) -> String,
    pub nobody_decided: fn(&str) -> String,
    pub denied_meanwhile: fn(&str) -> String,

    pub done: fn(&str) -> Option<&'static str>,
    pub failed: fn(&str) -> Option<&'static str>,
    pub held: fn(&str) -> String,
    /// What somebody did, in the list of who did what.
    pub deed: fn(&str) -> Option<&'static str>,

    pub figures: &'static str,
    pub figures_lead: fn(i64) -> String,
    pub decided: &'static str,
    pub half: &'static str,
    pub most: &'static str,
    /// So many hours and minutes.
    pub lasted: fn(u64, u64) -> String,
    pub timeouts: &'static str,
    pub contests: &'static str,
    pub upheld: &'static str,
    pub models: &'static str,
    pub models_lead: &'static str,
    pub model: &'static str,
    pub proposed: &'static str,
    pub overridden: &'static str,
    /// Of no one team alone.
    pub all_teams: &'static str,
    pub rate: &'static str,
    pub rate_of_few: &'static str,
    pub percent: fn(u64) -> String,
    /// Where only the newest of them are looked at.
    pub cut: fn(&str) -> String,
    /// Over what of the reasons is not so.
    pub differs: &'static str,
    /// Where the model that would decide is below its bar.
    pub below_bar: &'static str,
    pub explains_too_little: fn(&str) -> String,
    pub alarm: fn(&str) -> String,
    pub no_models: &'static str,

    pub rules: &'static str,
    pub rules_lead: &'static str,
    pub four_eyes: &'static str,
    pub shows_proposal: &'static str,
    pub canned_words: &'static str,
    pub canned_words_hint: &'static str,
    pub save: &'static str,
}

/// Asking a person.
#[derive(Debug)]
pub(crate) struct Ask {
    pub title: &'static str,
    pub lead: &'static str,
    pub about: fn(&str) -> String,
    pub contests: &'static str,
    pub question: &'static str,
    pub hint: &'static str,
    pub send: &'static str,
    pub mail: &'static str,
    pub sent: &'static str,
    pub failed: fn(&str) -> &'static str,
    pub threads: &'static str,
    pub none: &'static str,
    pub you: &'static str,
    pub answer: &'static str,
    pub steps: &'static str,
    pub step_sent: &'static str,
    pub step_with: &'static str,
    pub step_with_named: fn(&str) -> String,
    pub step_answered: &'static str,
    pub until: fn(&str) -> String,
    pub late: &'static str,
    pub about_you: &'static str,
    pub asks_for: fn(&str) -> String,
    pub outcome: fn(Outcome) -> &'static str,
    pub upheld: fn(Outcome) -> &'static str,
    pub silence: &'static str,
    pub meanwhile: &'static str,
    /// A program says that a person decided.
    pub reported: &'static str,
    pub again: &'static str,
    /// Turning off the exchange that she came from: what the button does, and what it says; that it is done;
    /// and that it was, beside what she asked then.
    pub off_does: fn(&str) -> String,
    pub off_button: &'static str,
    pub off_done: fn(&str) -> String,
    pub off_before: fn(&str) -> String,
    /// A question of before, by its moment.
    pub earlier: fn(&str) -> String,
    /// That she says that what a person decided is wrong.
    pub contests_person: &'static str,
    pub a_decision: &'static str,
    pub contested: &'static str,
}
