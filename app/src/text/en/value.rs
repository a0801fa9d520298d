//! What a customer reads about what arrived, what was used, and what happened when, in English.

use super::number;
use crate::text::value::{Timeline, Value};
use mutual::use_cases::Show;

pub(in crate::text) static VALUE: Value = Value {
    so_far: "So far",
    nothing: "You have got nothing from this yet.",
    unknown: "We cannot see just now what you got.",
    of_promised: |what, arrived, promised| format!("{what}: {arrived} of {promised} promised."),
    arrived: |what, arrived| format!("{what}: {arrived}."),
    last_used: |data, ago| format!("We last used {data} {ago}."),
    never_used: "We have not used your data for it yet.",
    idle: |days| {
        format!(
            "We have used nothing for this in {} days. You may want to turn it off.",
            number(days)
        )
    },
    ago: |days| match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{} days ago", number(days)),
    },
    what: "What you get",
    promised: "Promised so far",
    got: "You got",
    newest: "Last time",
    data: "What you share",
    used: "Last used for this",
    not_yet: "Not yet",
    timeline: Timeline {
        title: "Your timeline",
        lead: "What you chose, what we used, what you got, what we guessed, and what we changed. The newest is first.",
        filters: "What to show",
        everything: "Everything",
        show: |show| match show {
            Show::Chose => "You chose",
            Show::Used => "We used",
            Show::Got => "You got",
            Show::Guessed => "We guessed",
            Show::Changed => "We changed",
            Show::Decided => "We decided",
            Show::Replied => "A person replied",
        },
        empty: "Nothing has happened yet.",
        empty_filter: "There is nothing of this kind.",
        got: |many| format!("You got {many}"),
        used: |data, times| match times {
            1 => format!("We used {data}"),
            2 => format!("We used {data} twice"),
            times => format!("We used {data} {} times", number(times)),
        },
        guessed: |label, value| format!("We guessed “{label}”: {value}"),
        changed: |note| {
            if note.trim().is_empty() {
                "We changed this".to_owned()
            } else {
                format!("We changed this: {note}")
            }
        },
        began: "We began this. It runs without a question",
        stopped: "We stopped this",
        decided: |outcome| format!("A computer decided: {outcome}"),
        decided_by_person: |outcome| format!("A person decided: {outcome}"),
        decided_as_said: |outcome| format!("Our records say that a person decided: {outcome}"),
        case: "Read it",
        why: "Why?",
        pages: "More of your timeline",
        older: "Older",
        newest: "Back to the newest",
        take: "Take it with you",
        as_table: "As a table (CSV)",
        as_json: "For programs (JSON)",
    },
};
