//! Record a choice.

use super::super::Facts;
use super::super::commands::{FRESH, get, new_customer, path_of, post, put};
use super::super::html::Text;

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let (on, off) = (facts.yes(), facts.no());
    let path = path_of(&new_customer(3001));
    let choices = format!("{path}/choices");
    let pause = post(&format!("{path}/pause"), "record-4", "{}");
    let early = format!(
        "{{\"evidence\":{{\"how\":\"phone\",\"where\":\"call centre\",\"at\":\"{}\",\n              \
         \"wording\":\"Go on, please.\"}}}}",
        facts.an_hour_ago()
    );
    let early = post(&format!("{path}/resume"), "record-5", &early);
    // A moment that no page can know beforehand, so that it makes the key a new one as well.
    let go_on = format!(
        "AT=$(python3 -c 'from datetime import *; print(datetime.now(timezone.utc).isoformat())')\n\
         curl -sS -H \"Authorization: Bearer $SECRET\" \\\n  \
         -H \"Content-Type: application/json\" -H \"Idempotency-Key: record-6-{FRESH}-$AT\" \\\n  \
         -d '{{\"evidence\":{{\"how\":\"phone\",\"where\":\"call centre\",\"at\":\"'\"$AT\"'\",\n                   \
         \"wording\":\"Go on, please.\"}}}}' \\\n  \
         \"$MUTUAL{path}/resume\""
    );
    Text::default()
        .say(
            "Where a customer says something at a counter or on the phone, you record it for her. A \
             choice is one entry of the ledger, and she keeps a receipt of it.",
        )
        .run("What can be chosen", &get("/api/v1/propositions"))
        .run("A customer", &put(&path, "record-1", r#"{"locale":"en"}"#))
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
        .part("pause", "A pause, and its end")
        .say(
            "A pause stops every use that she can turn off, at once, and keeps her answers; it needs no \
             evidence.",
        )
        .run("Pause everything", &pause)
        .say(
            "Its end allows again what was on before, so that it needs evidence: how and where she said \
             that she wants to go on, when, and in which words. What she said before everything was \
             paused last does not count: `422 invalid_field` of `evidence.at`, and without any evidence \
             `422 evidence_missing`.",
        )
        .refused("End it by what she said an hour ago", &early)
        .say("What she says now, after the pause, ends it:")
        .run("End it by what she says now", &go_on)
        .done()
}
