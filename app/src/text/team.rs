//! What an admin reads about the people of the organisation.

use mutual::access::Role;

/// The page of the team.
#[derive(Debug)]
pub(crate) struct Team {
    pub title: &'static str,
    pub lead: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    pub state: &'static str,
    pub change: &'static str,
    pub role_name: fn(Role) -> &'static str,
    pub active: &'static str,
    pub invited: &'static str,
    pub off: &'static str,
    pub set_role: &'static str,
    pub role_of: fn(&str) -> String,
    pub switch_off: &'static str,
    pub switch_on: &'static str,
    pub send_again: &'static str,
    pub you: &'static str,
    /// What stands before an identifier by which a colleague is a customer.
    pub known: &'static str,
    pub not_known: &'static str,
    pub not_known_of: fn(&str) -> String,
    pub invite: &'static str,
    pub invite_lead: &'static str,
    pub invite_button: &'static str,
    pub done: fn(&str) -> Option<&'static str>,
    pub failed: fn(&str) -> Option<&'static str>,
}
