//! The five-minute start: commands that work as they stand, on this installation's own
//! propositions.

use super::Facts;
use super::commands::{FRESH, get, new_customer, path_of, post, put};
use super::html::Text;

/// Draws the start.
pub(super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (purpose, data) = (&example.purpose, &example.data);
    let customer = new_customer(1001);
    let path = path_of(&customer);
    let check = get(&format!("{path}/check?purpose={purpose}&data={data}"));
    let known = format!("{{\"identifiers\":[\"email:jo-{FRESH}@example.org\"],\"locale\":\"en\"}}");
    let known = put(&path, "start-1", &known);
    let choices = format!("{path}/choices");
    let on = post(&choices, "start-2", &facts.yes());
    let off = post(&choices, "start-3", &facts.no());
    let link = format!(
        "curl -sS -H \"Authorization: Bearer $SECRET\" -H \"Content-Type: application/json\" \\\n  \
         -d '{{\"page\":\"/\"}}' \"$MUTUAL{path}/links\""
    );
    let follow = get("/api/v1/changes?after=0&limit=100&wait=20");
    let mut text = Text::default();
    text.say(
        "What you need: a shell with `curl`, and a key. Everything below happens on the test side, \
         where nobody is real.",
    )
    .part("key", "A key")
    .say(
        "On the machine that Mutual runs on, in the folder that it was started in: `mutual` finds its \
         database there. Where your shell does not find `mutual` itself, it is `target/release/mutual` \
         below the source. Or an admin makes a key under **Keys** in the studio. \
         The secret is shown once and works as a bearer. Programs that speak OAuth trade it for a \
         token at `/oauth/token`.",
    )
    .run(
        "Make a key",
        "mutual client create --test --name \"My CRM\" --scope check --scope consent:read \\\n  \
         --scope consent:write --scope feed --scope catalogue --scope value:write \\\n  \
         --scope decisions:write --scope webhooks --scope admin",
    )
    .show(
        "Keep at hand",
        &format!("export MUTUAL={}\nexport SECRET=mk_test_…", facts.url),
    )
    .part("verdict", "The first verdict")
    .step("1. Ask whether you may")
    .say(
        &format!(
            "Nobody is known as `{customer}` yet, so the answer is `deny` with the reason \
             `unknown_customer`. Unknown things are a no, never an error. The name is new each time \
             that this page is drawn: draw it anew, and you begin anew.",
        ),
    )
    .run("1. Ask whether you may", &check)
    .step("2. Tell Mutual about a customer")
    .say("By your own names for her.")
    .run("2. Tell Mutual about a customer", &known)
    .step("3. Record what she said on the phone")
    .say("Turning on needs evidence and the version that she was shown.")
    .run("3. Record what she said on the phone", &on)
    .say("Then ask as in step 1: the answer is `allow`.")
    .run("Ask again", &check)
    .step("4. Send her to her own page")
    .say("The link is hers alone. A test customer's pages say so in a band.")
    .run("4. Send her to her own page", &link)
    .step("5. Take it back")
    .say("Turning off needs no evidence and is always accepted.")
    .run("5. Take it back", &off)
    .step("6. Follow what changes")
    .say(
        "Keep `next` and give it as the next `after`. The feed has no gaps; where nothing is new, \
         it waits.",
    )
    .run("6. Follow what changes", &follow)
    .part("next", "What next")
    .see("What the words mean:", "/docs/concepts", "Words and rules")
    .see(
        "Customers who always refuse, or withdraw:",
        "/docs/test-mode",
        "Test mode",
    )
    .see(
        "The check that belongs before every message:",
        "/docs/recipes/check",
        "Check before you send",
    )
    .done()
}
