//! What an admin reads about the keys of programs, in English.

use super::{many, number};
use crate::text::keys::Keys;
use crate::text::rules::Many;
use mutual::access::Scope;

fn calls(count: u64) -> String {
    match many(count) {
        Many::One => "1 call".to_owned(),
        _ => format!("{} calls", number(count)),
    }
}

pub(in crate::text) static KEYS: Keys = Keys {
    title: "Keys",
    lead: "A key lets one program use the API: your CRM, your mailing tool. Give each program one of its own, with no more rights than it needs.",
    empty: "There is no key yet, so no program can ask what customers allow.",
    docs: "How a program uses it",
    name: "Name",
    name_hint: "Which program has it, such as “Mailing tool”.",
    side: "Works on",
    live: "Real customers",
    test: "Test customers",
    live_does: "Real customers: what this program does counts.",
    test_does: "Test customers: data of its own, where nothing concerns a real person.",
    ends_in: "Ends in",
    made: "Made",
    last: "Last used",
    never: "Never",
    state: "State",
    active: "Active",
    revoked: |moment| format!("Revoked: {moment}"),
    calls: |count| match count {
        0 => "No calls in the last 24 hours.".to_owned(),
        count => format!("{} in the last 24 hours.", calls(count)),
    },

    make: "Make a key",
    make_lead: "Its secret is shown once, on the next page.",
    make_button: "Make the key",
    scopes: "What it may do",
    scopes_hint: "What is not ticked is refused, and the refusal names what is missing.",
    scope: |scope| match scope {
        Scope::Check => "Ask whether something is allowed",
        Scope::ConsentRead => "Read customers, what they chose, and what is held about them",
        Scope::ConsentWrite => {
            "Add customers, merge and split them, record what they choose, make links, erase"
        }
        Scope::Feed => "Follow every change",
        Scope::Catalogue => "Read purposes, kinds of data and propositions",
        Scope::ValueWrite => "Report what customers got and which data was used",
        Scope::DecisionsWrite => "Report what an AI guessed and decided",
        Scope::Cases => "Read cases and decide them",
        Scope::Webhooks => "Say where changes are sent to",
        Scope::Admin => "Import and export everybody at once, say which models decide",
    },
    opens: |count| match many(count) {
        Many::One => "1 operation".to_owned(),
        _ => format!("{} operations", number(count)),
    },

    secret: "The secret",
    secret_once: "Keep it now: it stands here this one time and on no page again.",
    secret_how: "Put it where the program keeps its passwords. It is a bearer as it stands.",
    client_id: "Client id",
    secrets: "Secrets that work",
    secrets_lead: "The newest first. One that is not used any more can end without anybody noticing.",
    works_until: "Works until",
    no_end: "A newer one takes its place",
    what_each: "What each may do",

    may: "What it may do, and what it does",
    may_lead: "Each operation with the right that it needs, and how often this key called it in the last 24 hours.",
    operation: "Operation",
    needs: "Right",
    allowed: "Allowed",
    yes: "Yes",
    no: "No",
    no_scope: "none",
    in_a_day: "Calls in 24 hours",

    roll: "New secret",
    roll_does: "Makes a new secret. Choose how long the one before it works on, so that the program can be switched over without a gap.",
    overlap: "The secret before it",
    overlap_of: |seconds| match seconds {
        0 => "ends at once",
        86_400 => "works for 24 hours more",
        _ => "works for 7 days more",
    },
    roll_button: "Make a new secret",

    revoke: "Revoke it",
    revoke_does: "Asks once more, and says what would break.",
    revoke_ask: |name| format!("Revoke the key of {name}?"),
    breaks: |count| match many(count) {
        Many::One => {
            "In the last 24 hours this key made 1 call. The next one would be refused.".to_owned()
        }
        _ => format!(
            "In the last 24 hours this key made {}. The next ones would be refused.",
            calls(count)
        ),
    },
    breaks_nothing: "In the last 24 hours this key made no call.",
    revoke_loses: [
        "Every call with this key is refused from then on, also with tokens that it was traded for.",
        "It cannot be switched on again. A new key can be made, with a new secret.",
    ],
    revoke_button: "Revoke it for good",
    keep: "Keep it",

    all: "All keys",
    one: "The key",
    fault: |field| match field {
        "name" => "Write a name of 1 to 100 characters, in one line.",
        _ => "Tick at least one.",
    },
    done: |what| match what {
        "made" => Some("The key is made."),
        "rolled" => Some("There is a new secret."),
        "revoked" => Some("The key is revoked. Its next call is refused."),
        _ => None,
    },
    failed: |why| match why {
        "gone" => Some("This key is not there."),
        "revoked" => Some("This key is revoked. Make a new one."),
        "many" => Some("There are 200 keys, and no more are made. Revoke one first."),
        "secrets" => Some(
            "Four secrets of this key work. End the older ones at once, or wait until one has ended.",
        ),
        "moved" => Some(
            "The keys were changed meanwhile, by others or in another tab. Nothing was stored: look at how it is now, then try again.",
        ),
        "forbidden" => Some("This is not yours to do."),
        _ => None,
    },
};
