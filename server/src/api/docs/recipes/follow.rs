//! Follow changes.

use super::super::commands::get;
use super::super::html::Text;

const PROGRAM: &str = include_str!("follow.py");

/// Draws the page.
pub(in super::super) fn draw() -> String {
    Text::default()
        .say(
            "The feed is the ledger itself: every change in its order, without a gap. Begin at 0, \
             keep `next`, and give it as the next `after`. With `wait` the answer waits until there \
             is something, for at most 60 seconds.",
        )
        .run(
            "The beginning",
            &get("/api/v1/changes?after=0&limit=10"),
        )
        .part("program", "In a program")
        .say(
            "It keeps its place in a file once a page is dealt with, so that a crash repeats and \
             loses nothing. Python, with nothing but its standard library:",
        )
        .file("follow.py", PROGRAM)
        .run("Up to the present", "python3 follow.py once")
        .points(&[
            "`identifiers` are those of now. Keep `customer` beside each record of yours as well: \
             after an erasure the feed names her by it alone.",
            "`customer.erased` means that you erase her too.",
            "`registry.changed` and `proposition.…` concern everybody: read again what they name.",
            "Types may be added: pass over those that you do not know.",
            "`GET /changes/stream` is the same as server-sent events. Its comments say the server's \
             time (`: at` and milliseconds since 1970) and the highest index by then. What you have \
             is as of that time, and not of when you read it: it may have lain on the way.",
        ])
        .see(
            "Only to know what is allowed? A mirror follows for you:",
            "/docs/libraries",
            "Libraries and the mirror",
        )
        .see("Rather be told?", "/docs/webhooks", "Webhooks and events")
        .done()
}
