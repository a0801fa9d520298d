//! What the team reads where it takes purposes and data over from a file, in English.

use super::{Many, many, number};
use crate::text::terms::Terms;
use mutual::use_cases::Fate;

pub(in crate::text) static TERMS: Terms = Terms {
    link: "Take over a file",
    title: "Purposes and data from a file",
    lead: "JSON as this program prints it, fideslang’s taxonomies (YAML or JSON), or terms of the Data Privacy Vocabulary (CSV or JSON-LD). At most 256 KiB. You see first what would become of each line, and nothing is stored before you say so.",
    file: "The file",
    text: "Or paste it here",
    send: "Show what would become of it",

    another: "Another file",
    nothing: "There is nothing in that.",
    unreadable: "This file cannot be read, and nothing is stored.",
    plan: "What would become of each line",
    line: "In the file",
    becomes: "Becomes",
    details: "Details",
    fate: |fate| match fate {
        Fate::New => "new",
        Fate::Changed(_) => "changed",
        Fate::Same => "there already, just so",
        Fate::Stays => "there already, stays as it is",
        Fate::Twice => "left out: it came before in this file",
        Fate::LeftOut(_) => "left out",
        Fate::Refused(_) => "refused",
    },
    none: "There is nothing to take over: all of it is there.",
    refused: |count| {
        match many(count) {
        Many::One => "1 line is refused, so nothing of the file can be taken over. Mend it, then show the file again.".to_owned(),
        _ => format!("{} lines are refused, so nothing of the file can be taken over. Mend them, then show the file again.", number(count)),
    }
    },
    full: "The registry has no room for all that is new. Take out what nothing uses first.",
    button: |count| match many(count) {
        Many::One => "Take over 1 entry".to_owned(),
        _ => format!("Take over {} entries", number(count)),
    },
    moved: "Somebody else changed some of this in the meantime, and nothing of the file is stored. This is what would become of it now.",
    not_stored: "Something stands against this that could not be seen before, and nothing of the file is stored.",
};
