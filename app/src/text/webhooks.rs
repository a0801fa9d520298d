//! What an admin reads about the addresses that changes are sent to.

use mutual::ledger::EntryKind;
use mutual::webhook::{Course, WhyOff};

/// The pages of webhooks.
#[derive(Debug)]
pub(crate) struct Webhooks {
    pub title: &'static str,
    pub lead: &'static str,
    /// What they are for, where there is none.
    pub empty: [&'static str; 2],
    /// What the links to the addresses of real and of test customers are called together.
    pub sides: &'static str,
    /// Whose addresses these are, on the page of each side.
    pub live_side: &'static str,
    pub test_side: &'static str,
    pub docs: &'static str,
    pub address: &'static str,
    pub health: &'static str,
    pub waiting: &'static str,
    pub given_up: &'static str,

    pub works: &'static str,
    /// Nothing arrived for so long that nothing is known.
    pub quiet: &'static str,
    pub failing_since: fn(&str) -> String,
    /// That no mail about it went out, and what follows from that.
    pub not_told: &'static str,
    /// When it is switched off, where it keeps failing.
    pub off_on: fn(&str) -> String,
    pub off: fn(WhyOff, &str) -> String,
    pub waits: fn(u64) -> String,
    pub gave_up: fn(u64) -> String,
    /// How many of these take something away, which nobody there knows.
    pub lost: fn(u64) -> String,
    /// The link to what was given up.
    pub see_lost: &'static str,
    pub took: fn(u64) -> String,

    pub add: &'static str,
    pub add_lead: &'static str,
    pub add_button: &'static str,
    pub url: &'static str,
    pub url_hint: &'static str,
    pub description: &'static str,
    pub description_hint: &'static str,
    pub events: &'static str,
    pub all_events: &'static str,
    pub chosen_events: &'static str,
    /// What customers choose, what ends by itself, who leaves, what is offered.
    pub groups: [&'static str; 5],
    pub kind: fn(EntryKind) -> &'static str,
    /// What is wrong with a field; the rule's own sentence is English.
    pub fault: fn(&str, &str) -> String,

    pub secret: &'static str,
    pub secret_once: &'static str,
    pub secret_how: &'static str,
    pub older_until: fn(&str) -> String,

    pub change: &'static str,
    pub save: &'static str,
    pub as_it_is: &'static str,
    pub switch: &'static str,
    pub switch_off: &'static str,
    pub switch_off_does: &'static str,
    pub switch_on: &'static str,
    pub switch_on_does: &'static str,
    pub rotate: &'static str,
    pub rotate_does: &'static str,
    pub rotate_button: &'static str,

    pub test: &'static str,
    pub test_does: &'static str,
    pub test_button: &'static str,
    pub tested: &'static str,
    pub test_failed: &'static str,
    pub when: &'static str,
    pub duration: &'static str,
    pub millis: fn(u32) -> String,
    pub outcome: &'static str,
    pub answered: fn(u16) -> String,
    pub unanswered: &'static str,
    pub answer: &'static str,
    pub empty_answer: &'static str,

    pub deliveries: &'static str,
    pub deliveries_lead: &'static str,
    pub filters: &'static str,
    pub every: &'static str,
    pub course: fn(Course) -> &'static str,
    pub none: &'static str,
    pub none_so: &'static str,
    pub entry: &'static str,
    pub about: &'static str,
    pub state: &'static str,
    pub tries: &'static str,
    pub next_at: fn(&str) -> String,
    pub number: fn(u64) -> String,
    pub pages: &'static str,
    pub older: &'static str,
    pub newest: &'static str,

    pub replay: &'static str,
    pub replay_does: &'static str,
    pub first: &'static str,
    pub last: &'static str,
    pub last_hint: &'static str,
    pub count: &'static str,
    pub would_send: fn(u64) -> String,
    pub send_again: fn(u64) -> String,
    pub nothing_to_send: &'static str,
    pub bad_range: &'static str,
    pub is_off: &'static str,
    pub replayed: fn(u64) -> String,

    pub remove: &'static str,
    pub remove_does: &'static str,
    pub remove_ask: fn(&str) -> String,
    pub remove_loses: [&'static str; 3],
    pub remove_button: &'static str,
    pub keep: &'static str,

    pub all: &'static str,
    pub one: &'static str,
    pub attempts: &'static str,
    pub no_attempt: &'static str,
    pub attempt: fn(u32) -> String,
    pub request: &'static str,
    pub request_lead: &'static str,
    pub headers: &'static str,
    pub body: &'static str,
    pub erased: &'static str,
    pub again: &'static str,
    pub again_does: &'static str,

    pub done: fn(&str) -> Option<&'static str>,
    pub failed: fn(&str) -> Option<&'static str>,
}
