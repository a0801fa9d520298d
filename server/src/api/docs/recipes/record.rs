//! Record a choice.

use super::super::Facts;
use super::super::commands::{get, post, put};
use super::super::html::Text;

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (key, version) = (&example.key, example.version);
    let (at, wording) = (facts.an_hour_ago(), example.wording());
    let on = format!(
        "{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"on\"}},\n       \
         \"evidence\":{{\"how\":\"phone\",\"where\":\"call centre\",\"at\":\"{at}\",\n                   \
         \"wording\":{wording}}}}}"
    );
    let off = format!(
        "{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"off\"}}}}"
    );
    let path = "/api/v1/customers/crm:3001";
    let choices = format!("{path}/choices");
    Text::default()
        .say(
            "Where a customer says something at a counter or on the phone, you record it for her. A \
             choice is one entry of the ledger, and she keeps a receipt of it.",
        )
        .run("What can be chosen", &get("/api/v1/propositions"))
        .run("A customer", &put(path, "record-1", r#"{"locale":"en"}"#))
        .part("on", "A yes")
        .say(
            "A yes needs the live version, which is the one that she was shown, and evidence: how and \
             where she said it, when, and the wording. `409 stale_version` says that another version \
             is live: show her that one. `422 invalid_field` of `evidence.at` says that she turned it \
             off since, or that everybody was asked anew since: a yes that comes in late brings \
             nothing back, and is none to what was written after it. Of a toggle, such as \
             `toggles.channel:sms`, it says that she had a version without it.",
        )
        .run("Record a yes", &post(&choices, "record-2", &on))
        .say(
            "Send it again with the same key where no answer came: it is stored once, and the answer \
             is the same.",
        )
        .run("The same again", &post(&choices, "record-2", &on))
        .part("off", "A no")
        .say("A no needs no evidence, takes any version that she saw, and is never refused.")
        .run("Record a no", &post(&choices, "record-3", &off))
        .run("What she has chosen", &get(&format!("{path}/consents")))
        .done()
}
