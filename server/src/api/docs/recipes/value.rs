//! Report value.

use super::super::Facts;
use super::super::commands::{get, post, put};
use super::super::html::Text;

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (key, version, benefit) = (&example.key, example.version, &example.benefit);
    let (purpose, data) = (&example.purpose, &example.data);
    let (at, wording) = (facts.an_hour_ago(), example.wording());
    let arrived_at = facts.now.plus_seconds(-60);
    let on = format!(
        "{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"on\"}},\n       \
         \"evidence\":{{\"how\":\"phone\",\"where\":\"call centre\",\"at\":\"{at}\",\n                   \
         \"wording\":{wording}}}}}"
    );
    let arrived = format!(
        "{{\"customer\":\"crm:4001\",\"proposition\":\"{key}\",\"benefit\":\"{benefit}\",\n       \
         \"at\":\"{arrived_at}\",\"proof_ref\":\"mail-7731\"}}"
    );
    let used = format!(
        "{{\"customer\":\"crm:4001\",\"data\":\"{data}\",\"purpose\":\"{purpose}\",\n       \
         \"at\":\"{arrived_at}\",\"context\":\"weekly mail\"}}"
    );
    let path = "/api/v1/customers/crm:4001";
    Text::default()
        .say(
            "A customer gives data and is promised something for it. Report what arrived, and she \
             sees on her page that the promise is kept; report what was used, and she sees that too.",
        )
        .run("A customer", &put(path, "value-1", r#"{"locale":"en"}"#))
        .run(
            "Her yes",
            &post(&format!("{path}/choices"), "value-2", &on),
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
