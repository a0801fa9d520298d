//! Check before you send.

use super::super::Facts;
use super::super::commands::{get, new_customer, path_of, post, put};
use super::super::html::Text;

const PROGRAM: &str = include_str!("may_i.py");

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let (purpose, data) = (&facts.example.purpose, &facts.example.data);
    let (customer, nobody) = (new_customer(2001), new_customer(2002));
    let path = path_of(&customer);
    let one = get(&format!("{path}/check?purpose={purpose}&data={data}"));
    let many = format!(
        "{{\"checks\":[{{\"customer\":\"{customer}\",\"purpose\":\"{purpose}\",\"data\":[\"{data}\"],\"id\":\"a\"}},\n       \
         {{\"customer\":\"{nobody}\",\"purpose\":\"{purpose}\",\"id\":\"b\"}}]}}"
    );
    let known = put(&path, "check-1", r#"{"locale":"en"}"#);
    let part = format!(
        "{{\"checks\":[{{\"customer\":\"{customer}\",\"purpose\":\"{purpose}\",\n         \
         \"data\":[\"{data}\",\"birthday\"],\"channels\":[\"email\",\"sms\"],\n         \
         \"ai_uses\":[\"personalise\"],\"project\":true}}]}}"
    );
    Text::default()
        .say(
            "Ask right before each use, with everything that the use needs: the purpose, the data, \
             and the channel or the AI use where there is one. One grant has to cover all of it. What \
             rests on guesses about her names these too, as `inferences`: a guess that does not count \
             any more is a `deny`, and red lines may ask for what was guessed. The \
             answer comes from memory in well under a millisecond, and guesses alone are looked up, so \
             that there is no reason to keep it; where you must, keep it for `max_age_s` at most.",
        )
        .run("A customer", &known)
        .run("One check", &one)
        .say("Up to 1,000 at once, each with an `id` of yours:")
        .run("Many checks", &post("/api/v1/check", "check-2", &many))
        .part("part", "What an agent may be given")
        .say(
            "Give a model or an agent nothing that it may not see. Ask with `project`, and with all \
             that it would like to have: `allowed` names the part that may be used together, by any \
             one of its channels and for any one of its AI uses. What you name first counts first. \
             The verdict is that on all of it: `allow` only where nothing is missing.",
        )
        .run("The allowed part", &post("/api/v1/check", "check-3", &part))
        .see(
            "Agents ask for it themselves:",
            "/docs/recipes/agent",
            "Give it to an AI agent",
        )
        .part("program", "In a program")
        .say(
            "What is not a clear yes is a no, also where the answer does not come. Python, with \
             nothing but its standard library:",
        )
        .file("may_i.py", PROGRAM)
        .run(
            "Try it",
            &format!("python3 may_i.py {customer} {purpose} {data}"),
        )
        .points(&[
            "A `deny` says why in `reasons`; the first one decided. Do not tell one deny from another \
             to go on all the same.",
            "`escalate` means that a person decides. Until then it is a no. A person's yes counts as \
             long as a check still answers `escalate`: ask again before you act; `deny` beats it.",
            "After a write, give its `Mutual-Index` as `min_index`: the check then knows of it.",
        ])
        .see(
            "With a library, or without a request for each check:",
            "/docs/libraries",
            "Libraries and the mirror",
        )
        .done()
}
