//! What a customer reads about what arrived, what was used, and what happened when.

use mutual::use_cases::Show;

/// What arrived so far, and the timeline.
#[derive(Debug)]
pub(crate) struct Value {
    pub so_far: &'static str,
    pub nothing: &'static str,
    pub unknown: &'static str,
    /// What arrived of what was promised, and of what.
    pub of_promised: fn(&str, &str, &str) -> String,
    /// What arrived, and of what.
    pub arrived: fn(&str, &str) -> String,
    /// What was last used, and when.
    pub last_used: fn(&str, &str) -> String,
    pub never_used: &'static str,
    pub idle: fn(i64) -> String,
    /// So many days ago.
    pub ago: fn(i64) -> String,
    pub what: &'static str,
    pub promised: &'static str,
    pub got: &'static str,
    pub newest: &'static str,
    pub data: &'static str,
    pub used: &'static str,
    pub not_yet: &'static str,
    pub timeline: Timeline,
}

/// The timeline.
#[derive(Debug)]
pub(crate) struct Timeline {
    pub title: &'static str,
    pub lead: &'static str,
    pub filters: &'static str,
    pub everything: &'static str,
    pub show: fn(Show) -> &'static str,
    pub empty: &'static str,
    pub empty_filter: &'static str,
    /// How many of what, and what it is.
    pub got: fn(&str, &str) -> String,
    /// What was used, and how often that day.
    pub used: fn(&str, u64) -> String,
    pub changed: fn(&str) -> String,
    pub stopped: &'static str,
    pub pages: &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub take: &'static str,
    pub as_table: &'static str,
    pub as_json: &'static str,
}

pub(super) static ENGLISH: Value = Value {
    so_far: "So far",
    nothing: "You have got nothing from this yet.",
    unknown: "We cannot see just now what you got.",
    of_promised: |arrived, promised, unit| format!("{arrived} of {promised} promised {unit}."),
    arrived: |arrived, unit| format!("You got {arrived} {unit}."),
    last_used: |data, ago| format!("We last used {data} {ago}."),
    never_used: "We have not used your data for it yet.",
    idle: |days| {
        format!("We have used nothing for this in {days} days. You may want to turn it off.")
    },
    ago: |days| match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
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
        lead: "What you chose, what we used, what you got, and what we changed. The newest is first.",
        filters: "What to show",
        everything: "Everything",
        show: |show| match show {
            Show::Chose => "You chose",
            Show::Used => "We used",
            Show::Got => "You got",
            Show::Changed => "We changed",
        },
        empty: "Nothing has happened yet.",
        empty_filter: "There is nothing of this kind.",
        got: |amount, unit| format!("You got {amount} {unit}"),
        used: |data, times| match times {
            1 => format!("We used {data}"),
            2 => format!("We used {data} twice"),
            times => format!("We used {data} {times} times"),
        },
        changed: |note| {
            if note.trim().is_empty() {
                "We changed this".to_owned()
            } else {
                format!("We changed this: {note}")
            }
        },
        stopped: "We stopped this",
        pages: "More of your timeline",
        older: "Older",
        newest: "Back to the newest",
        take: "Take it with you",
        as_table: "As a table (CSV)",
        as_json: "For programs (JSON)",
    },
};
