//! Verify a receipt.

use super::super::Facts;
use super::super::commands::{post, put};
use super::super::html::Text;

const PROGRAM: &str = include_str!("receipt_of.py");

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let (key, version) = (&facts.example.key, facts.example.version);
    let off = format!(
        "{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"off\"}}}}"
    );
    let choose = post("/api/v1/customers/crm:5001/choices", "verify-2", &off);
    Text::default()
        .say(
            "A receipt holds the entry, the wording that was shown, and the proof that the entry \
             stands in the log and was not changed. Whoever has it can check it without asking \
             anybody. It does not prove who the customer is.",
        )
        .run(
            "A customer",
            &put("/api/v1/customers/crm:5001", "verify-1", r#"{"locale":"en"}"#),
        )
        .say("Every choice is answered with the name of its receipt:")
        .run("Her choice", &format!("{choose} > choice.json"))
        .say(
            "The proof follows within a second, with the next head of the log. Until then `proof` is \
             null.",
        )
        .file("receipt_of.py", PROGRAM)
        .run("Fetch the receipt", "python3 receipt_of.py choice.json > receipt.json")
        .part("check", "Check it")
        .say(
            "On the machine that Mutual runs on its own key is known. Elsewhere add `--key` with the \
             line that `/.well-known/mutual-keys` names; that is the key of the live log.",
        )
        .run("Check it", "mutual receipt verify receipt.json")
        .say(
            "It ends with 0 where the receipt proves what it says, and with 1 where it does not, and \
             says why.",
        )
        .done()
}
