//! Report value.

use super::super::Facts;
use super::super::commands::{FRESH, get, new_customer, path_of, post, put};
use super::super::html::Text;

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (key, benefit) = (&example.key, &example.benefit);
    let (purpose, data) = (&example.purpose, &example.data);
    let customer = new_customer(4001);
    let arrived_at = facts.now.plus_seconds(-60);
    let arrived = format!(
        "{{\"customer\":\"{customer}\",\"proposition\":\"{key}\",\"benefit\":\"{benefit}\",\n       \
         \"at\":\"{arrived_at}\",\"proof_ref\":\"mail-7731-{FRESH}\"}}"
    );
    let used = format!(
        "{{\"customer\":\"{customer}\",\"data\":\"{data}\",\"purpose\":\"{purpose}\",\n       \
         \"at\":\"{arrived_at}\",\"context\":\"weekly mail\"}}"
    );
    let path = path_of(&customer);
    Text::default()
        .say(
            "A customer gives data and is promised something for it. Report what arrived, and she \
             sees on her page that the promise is kept; report what was used, and she sees that too.",
        )
        .run("A customer", &put(&path, "value-1", r#"{"locale":"en"}"#))
        .run(
            "Her yes",
            &post(&format!("{path}/choices"), "value-2", &facts.yes()),
        )
        .part("arrived", "What arrived")
        .say(
            "`proof_ref` is your own name for what shows it: reported twice, it counts once. Leave \
             `amount` and `unit` out, and they are as promised.",
        )
        .run(
            "Report what arrived",
            &post("/api/v1/value-events", "value-3", &arrived),
        )
        .part("used", "What was used")
        .run(
            "Report what was used",
            &post("/api/v1/usage-events", "value-4", &used),
        )
        .part("balance", "Promised and delivered")
        .run("Read the balance", &get(&format!("{path}/value")))
        .done()
}
