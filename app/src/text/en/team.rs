//! What an admin reads about the people of the organisation, in English.

use crate::text::team::Team;
use mutual::access::Role;

pub(in crate::text) static TEAM: Team = Team {
    title: "Team",
    lead: "Who may come in here, and what each may do. Nobody changes an account of their own.",
    email: "Email",
    role: "Role",
    state: "State",
    change: "Change",
    role_name: |role| match role {
        Role::Marketer => "Marketer: writes and publishes",
        Role::Reviewer => "Reviewer: approves what others wrote",
        Role::Agent => "Agent: answers customers",
        Role::Admin => "Admin: all of it, and this page",
    },
    active: "Active",
    invited: "Invited",
    off: "Switched off",
    set_role: "Change the role",
    role_of: |email| format!("Role of {email}"),
    switch_off: "Switch off",
    switch_on: "Switch on",
    send_again: "Send the invitation again",
    you: "This is you.",
    known: "A customer too, as",
    not_known: "Take away",
    not_known_of: |name| format!("Take away {name}"),
    invite: "Invite somebody",
    invite_lead: "They get an email with a link to set a password. It is good for 7 days.",
    invite_button: "Invite",
    done: |what| match what {
        "invited" => Some("The invitation is on its way."),
        "role" => Some("The role is changed. It counts from now on."),
        "off" => Some("The account is switched off. Nobody is signed in with it any more."),
        "on" => Some("The account is switched on."),
        "known" => Some("It is taken away. It counts from now on."),
        _ => None,
    },
    failed: |why| match why {
        "email" => Some("Write an email address, such as mara@example.org."),
        "taken" => Some("There is an account with this address already."),
        "own" => Some("Somebody else must change your account."),
        "last" => Some("This is the last admin. Make another one first."),
        "moved" => Some("This account is not there any more, or it needs no invitation now."),
        "forbidden" => Some("This is not yours to do."),
        "mail" => {
            Some("The account is there, but the mail could not be sent. Send it again later.")
        }
        _ => None,
    },
};
