//! What the team reads of the versions of a proposition, in English.

use super::number;
use crate::text::versions::Versions;

pub(in crate::text) static VERSIONS: Versions = Versions {
    title: |title| format!("{title}: versions"),
    lead: "What was live and what is, word for word. A version never changes.",
    link: "All versions",
    version: |version| format!("Version {}", number(version)),
    column: "Version",
    state: "State",
    from: "Live from",
    who: "Who",
    why: "Why",
    live: "Live",
    superseded: "Superseded",
    stopped: "Stopped",
    superseded_by: |version, when| format!("by version {}, {when}", number(version)),
    stopped_by: |who, when| format!("by {who}, {when}"),
    put_live_by: |who| format!("Put live: {who}"),
    by_itself: "It went live by itself, at the moment that was set",
    approved_by: |who| format!("Approved: {who}"),
    first: "The first version",
    older: "Older",
    newest: "Back to the newest",
    compare: "Compare two versions",
    earlier: "This one",
    later: "With this one",
    show: "Show what differs",
    differ: |one, other| format!("From version {} to version {}", number(one), number(other)),
    alike: "These two say the same.",
};
