//! Verify a receipt.

use super::super::Facts;
use super::super::commands::{new_customer, path_of, post, put};
use super::super::html::Text;

const PROGRAM: &str = include_str!("receipt_of.py");

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let path = path_of(&new_customer(5801));
    let choose = post(&format!("{path}/choices"), "verify-2", &facts.no());
    Text::default()
        .say(
            "A receipt holds the entry, the wording that was shown, and the proof that the entry \
             stands in the log and was not changed. Whoever has it can check it without asking \
             anybody. It does not prove who the customer is.",
        )
        .run(
            "A customer",
            &put(&path, "verify-1", r#"{"locale":"en"}"#),
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
