//! What an admin reads about the addresses that changes are sent to, in English.

use super::{many, number};
use crate::text::rules::Many;
use crate::text::shared::sentence;
use crate::text::webhooks::Webhooks;
use mutual::ledger::EntryKind;
use mutual::webhook::{Course, WhyOff};

fn messages(count: u64) -> String {
    match many(count) {
        Many::One => "1 message".to_owned(),
        _ => format!("{} messages", number(count)),
    }
}

pub(in crate::text) static WEBHOOKS: Webhooks = Webhooks {
    title: "Webhooks",
    lead: "Every change is sent to these addresses as soon as it happens, withdrawals first.",
    empty: [
        "A webhook tells another program at once what customers choose: your CRM learns that somebody said no before it writes to her. Without one, a program has to ask again and again.",
        "What does not arrive is tried again for three days, and can be sent again later. No change is lost.",
    ],
    sides: "Whose changes are sent",
    live_side: "These are the addresses for real customers. Those that a test key made stand under “Test customers”.",
    test_side: "These are the addresses for test customers: those that a test key made, and those that are added here. What real customers choose is never sent to them.",
    docs: "How a program takes them",
    address: "Address",
    health: "Health",
    waiting: "Waiting",
    given_up: "Given up",

    works: "Works",
    quiet: "It has taken nothing yet, or not in the last 30 days.",
    failing_since: |moment| format!("Has failed since {moment}"),
    not_told: "No mail about this could be sent. That is tried again every hour, and the address stays on until a mail went out and a day has passed.",
    off_on: |moment| {
        format!(
            "If it keeps failing, it is switched off from {moment} on, and nothing more is sent."
        )
    },
    off: |why, moment| match why {
        WhyOff::ByHand => format!("Switched off by hand: {moment}"),
        WhyOff::Gone => format!("Switched off because it said that it is gone: {moment}"),
        WhyOff::Failing => format!("Switched off because it failed for five days: {moment}"),
    },
    waits: |count| match many(count) {
        _ if count == 0 => "Nothing waits.".to_owned(),
        Many::One => "1 message waits.".to_owned(),
        _ => format!("{} wait.", messages(count)),
    },
    gave_up: |count| match many(count) {
        _ if count == 0 => "None was given up.".to_owned(),
        Many::One => "1 message was given up.".to_owned(),
        _ => format!("{} were given up.", messages(count)),
    },
    lost: |count| {
        let lost = match many(count) {
            Many::One => "1 message that takes something away never arrived".to_owned(),
            _ => format!("{} that take something away never arrived", messages(count)),
        };
        format!("{lost}: a program there may still do what is not allowed any more.")
    },
    see_lost: "See what was given up, and send it again",
    took: |count| match many(count) {
        Many::One => "1 message was delivered in the last 30 days.".to_owned(),
        _ => format!("{} were delivered in the last 30 days.", messages(count)),
    },

    add: "Add an address",
    add_lead: "From then on it gets what changes. What was before can be sent with “Send a range again”.",
    add_button: "Add it",
    url: "Address",
    url_hint: "Begins with https:// and can be reached from everywhere.",
    description: "Name",
    description_hint: "What you call it, such as “The CRM”. It may stay empty.",
    events: "What is sent",
    all_events: "Everything, new kinds of changes too",
    chosen_events: "Only what is ticked here",
    groups: [
        "What customers choose",
        "What ends without them",
        "Who is who, who leaves and who comes back",
        "What they are offered",
        "What machines may do, and what people decide",
    ],
    kind: |kind| match kind {
        EntryKind::Genesis => "The log began",
        EntryKind::Granted => "Somebody turned an exchange on",
        EntryKind::Refused => "Somebody said no when asked",
        EntryKind::Withdrawn => "Somebody turned an exchange off",
        EntryKind::FacetChanged => "Somebody turned a part of one on or off",
        EntryKind::Paused => "Somebody paused everything",
        EntryKind::Resumed => "Somebody ended the pause",
        EntryKind::SignalGpc => "Somebody’s browser asked not to sell or share",
        EntryKind::Expired => "A yes ran out",
        EntryKind::NeedsAnswer => "A yes needs a new answer",
        EntryKind::Forgotten => "Old records of an answer were destroyed",
        EntryKind::Published => "A version went live",
        EntryKind::Retired => "A proposition was stopped",
        EntryKind::Merged => "Two records became one customer",
        EntryKind::Split => "Two records were set apart again",
        EntryKind::Erased => "A customer was erased",
        EntryKind::Readmitted => "Somebody who was erased may come back",
        EntryKind::RegistryChanged => "Purposes or kinds of data changed",
        EntryKind::RedLinesChanged => "A red line was drawn, changed or taken away",
        EntryKind::HumanOnly => "Somebody asked that a person decides about them",
        EntryKind::HumanOnlyEnded => "Somebody lets a computer decide alone again",
        EntryKind::Situation => "Somebody’s situation changed",
        EntryKind::InferenceRejected => "Somebody rejected a guess about them",
        EntryKind::CaseOpened => "Something waits for a person",
        EntryKind::CaseDecided => "A person decided, or time was over",
        EntryKind::DecisionsSealed => "What computers decided was sealed in the log",
    },
    fault: |field, said| match field {
        "events" => "Tick at least one, or send everything.".to_owned(),
        _ => sentence(said),
    },

    secret: "The secret",
    secret_once: "Keep it now: it is shown this once, and on no page again.",
    secret_how: "Each message is signed with it, as the Standard Webhooks specification says. Give it to a library for Standard Webhooks, and take only messages that it verifies: others are not from here.",
    older_until: |moment| {
        format!(
            "The secret before signs as well until {moment}, so that nothing is refused while you change over."
        )
    },

    change: "Change it",
    save: "Save",
    as_it_is: "As it is stored now",
    switch: "Switch it off or on",
    switch_off: "Switch it off",
    switch_off_does: "Nothing more is sent. Changes wait, and nothing is lost.",
    switch_on: "Switch it on",
    switch_on_does: "It goes on where it stopped: what waited is sent.",
    rotate: "New secret",
    rotate_does: "The present secret still signs for a day beside the new one.",
    rotate_button: "Make a new secret",

    test: "Send a test",
    test_does: "One message of the type webhook.test goes there now, also while it is switched off. It is about nobody.",
    test_button: "Send a test message",
    tested: "What came back from the test",
    test_failed: "The test message was not taken. What came of it stands below.",
    when: "When",
    duration: "How long",
    millis: |millis| format!("{}\u{a0}ms", number(millis)),
    outcome: "What came back",
    answered: |status| format!("An answer with status {status}"),
    unanswered: "No answer",
    answer: "The answer begins like this:",
    empty_answer: "The answer was empty.",

    deliveries: "Messages",
    deliveries_lead: "Those about the newest changes first. What is over stays here for 30 days.",
    filters: "Which messages",
    every: "All",
    course: |course| match course {
        Course::Pending => "Waiting",
        Course::Delivered => "Delivered",
        Course::GivenUp => "Given up",
    },
    none: "Nothing was sent to this address yet.",
    none_so: "There are no such messages.",
    entry: "Change",
    about: "What happened",
    state: "State",
    tries: "Attempts",
    next_at: |moment| format!("next attempt: {moment}"),
    number: |index| format!("No. {}", number(index)),
    pages: "Pages",
    older: "Older messages",
    newest: "Newest messages",

    replay: "Send a range again",
    replay_does: "For a program that lost what it had. Changes are named by their numbers, which stand in the list of messages, and in each message as index. A message that comes again has the same id.",
    first: "From number",
    last: "To number",
    last_hint: "Empty: to the newest.",
    count: "Count them first",
    would_send: |count| match many(count) {
        Many::One => "1 message would be sent again.".to_owned(),
        _ => format!("{} would be sent again.", messages(count)),
    },
    send_again: |count| format!("Send {} again", messages(count)),
    nothing_to_send: "Nothing in this range was asked for by this address.",
    bad_range: "Write whole numbers, the smaller one first.",
    is_off: "It is switched off, so nothing can be sent to it. Switch it on first.",
    replayed: |count| match many(count) {
        Many::One => "1 message is on its way again.".to_owned(),
        _ => format!("{} are on their way again.", messages(count)),
    },

    remove: "Remove it",
    remove_does: "Asks once more, and says what is lost.",
    remove_ask: |address| format!("Remove {address}?"),
    remove_loses: [
        "Nothing more is sent to this address. A program that relies on it does not learn any more who said no.",
        "What waits for it is not sent. The list of its messages and what came back from them is lost.",
        "Its secret is destroyed. The same address can be added again, with a new one.",
    ],
    remove_button: "Remove it for good",
    keep: "Keep it",

    all: "All webhooks",
    one: "The address and its messages",
    attempts: "Attempts",
    no_attempt: "It was not tried yet.",
    attempt: |number| format!("Attempt {number}"),
    request: "What is sent",
    request_lead: "Each attempt has two more headers: webhook-timestamp, its second, and webhook-signature. Identifiers are those of now.",
    headers: "Headers",
    body: "Body",
    erased: "Whom this was about was erased, or her records were. Nothing of it is left, and it is not sent any more.",
    again: "Send it again",
    again_does: "The same message goes at once, under the same id.",

    done: |what| match what {
        "added" => Some("The address is added. From now on changes are sent to it."),
        "changed" => Some("The address is changed."),
        "on" => Some("It is switched on, and goes on where it stopped."),
        "off" => Some("It is switched off. Nothing more is sent to it."),
        "rotated" => Some("There is a new secret."),
        "tested" => Some("The test is over. What came of it stands below."),
        "removed" => Some("The address is removed."),
        "again" => Some("The message is on its way again."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some(
            "Somebody else changed this address meanwhile. Nothing was stored: look at how it is now, and save again what shall count.",
        ),
        "many" => Some("There are 50 addresses, and no more are taken. Remove one first."),
        "gone" => Some("This address or message is not there any more."),
        "switched-off" => Some("This address is switched off. Switch it on first."),
        "forbidden" => Some("This is not yours to do."),
        _ => None,
    },
};
