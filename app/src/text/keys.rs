//! What an admin reads about the keys of programs.

use mutual::access::Scope;

/// The pages of keys.
#[derive(Debug)]
pub(crate) struct Keys {
    pub title: &'static str,
    pub lead: &'static str,
    pub empty: &'static str,
    pub docs: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub side: &'static str,
    pub live: &'static str,
    pub test: &'static str,
    pub live_does: &'static str,
    pub test_does: &'static str,
    pub ends_in: &'static str,
    pub made: &'static str,
    pub last: &'static str,
    pub never: &'static str,
    pub state: &'static str,
    pub active: &'static str,
    pub revoked: fn(&str) -> String,
    pub calls: fn(u64) -> String,

    pub make: &'static str,
    pub make_lead: &'static str,
    pub make_button: &'static str,
    pub scopes: &'static str,
    pub scopes_hint: &'static str,
    /// What a program with that scope may do.
    pub scope: fn(Scope) -> &'static str,
    /// What the list of operations behind a scope is called.
    pub opens: fn(u64) -> String,

    pub secret: &'static str,
    pub secret_once: &'static str,
    pub secret_how: &'static str,
    pub client_id: &'static str,
    pub secrets: &'static str,
    pub secrets_lead: &'static str,
    pub works_until: &'static str,
    pub no_end: &'static str,
    pub what_each: &'static str,

    pub may: &'static str,
    pub may_lead: &'static str,
    pub operation: &'static str,
    pub needs: &'static str,
    pub allowed: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub no_scope: &'static str,
    pub in_a_day: &'static str,

    pub roll: &'static str,
    pub roll_does: &'static str,
    pub overlap: &'static str,
    /// How long the secret before works on, by seconds: 0, a day, a week.
    pub overlap_of: fn(u32) -> &'static str,
    pub roll_button: &'static str,

    pub revoke: &'static str,
    pub revoke_does: &'static str,
    pub revoke_ask: fn(&str) -> String,
    pub breaks: fn(u64) -> String,
    pub breaks_nothing: &'static str,
    pub revoke_loses: [&'static str; 2],
    pub revoke_button: &'static str,
    pub keep: &'static str,

    pub all: &'static str,
    pub one: &'static str,
    /// What is wrong with a field.
    pub fault: fn(&str) -> &'static str,
    pub done: fn(&str) -> Option<&'static str>,
    pub failed: fn(&str) -> Option<&'static str>,
}
