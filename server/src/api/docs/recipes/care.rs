//! Red lines, and what a customer says of machines and of her life.

use super::super::commands::{get, new_customer, path_of, post, put};
use super::super::html::Text;

/// Draws the page.
pub(in super::super) fn draw() -> String {
    let path = path_of(&new_customer(6001));
    let known = put(&path, "care-1", r#"{"locale":"en"}"#);
    let grief = put(
        &format!("{path}/situations/bereavement"),
        "care-2",
        r#"{"until":null}"#,
    );
    let human = post(&format!("{path}/human-only"), "care-3", r#"{"on":true}"#);
    Text::default()
        .say(
            "A red line is a rule that comes before consent: what no machine does, or none without a \
             person. A check answers `deny` or `escalate` with the reason `red_line` and the key of \
             the line, whatever the customer turned on. Customers read all lines on `/red-lines`.",
        )
        .run("The lines", &get("/api/v1/red-lines"))
        .part("question", "Ask about what a line can be about")
        .say(
            "Name the `topic` and the amount in your question wherever there is one. A line about \
             amounts also holds where a question names none, for it may be about more. The topics that \
             lines ask for stand under `topics` beside the lines: use these words. A topic that cannot \
             be read, of signs alone or longer than 60 characters, crosses every line about topics; one \
             that you leave out crosses none of them. A guess is about what its key and its label name: a line \
             about `mood` refuses a guess that is called so.",
        )
        .part("situation", "Say what a customer is going through")
        .say(
            "`quiet_period`, `bereavement`, `open_complaint` and `hardship` are what lines can ask \
             for. Give the moment at which it ends by itself, or end it with `DELETE` and the \
             evidence that she said so: lines that care for her then hold no longer. Whether she is \
             a `minor` follows from the year that she was born in, and a year by which a minor is of age \
             sooner needs `evidence` too.",
        )
        .run("A customer", &known)
        .run("She grieves", &grief)
        .part("person", "A person decides about her")
        .say(
            "Her right not to be subject to a decision by a machine alone (GDPR, article 22). Every \
             check that would allow `decide_auto` then answers `escalate`. To turn that off for her needs \
             evidence, as turning something on does.",
        )
        .run("A person decides", &human)
        .run("How it stands", &get(&format!("{path}/consents")))
        .points(&[
            "What is stricter holds at once. What weakens a line needs a second person, and stands \
             under `coming` for 30 days before it holds.",
            "`escalate` is a no until a person has decided. A person's yes counts as long as a check \
             still answers `escalate`: ask again before you act; `deny` beats it.",
        ])
        .done()
}
