//! Webhooks: how a program takes them, and what it can be told.

use std::fmt::Write as _;

use mutual::webhook::SUBSCRIBABLE;

use super::commands::{FRESH, post};
use super::events;
use super::html::{Text, escape};

const PYTHON: &str = include_str!("hooks.py");
const JAVASCRIPT: &str = include_str!("hooks.mjs");
const PLAIN: &str = include_str!("hooks_plain.py");

/// The links to the parts, and the page.
pub(super) fn draw() -> (String, String) {
    let mut text = Text::default();
    take(&mut text);
    text.part("events", "Every event");
    text.say(
        "What is sent is the entry of the ledger as the feed has it, under `data`. Every message has \
         all of these fields; what does not apply is null or empty. Types may be added: answer those \
         that you do not know with 200 as well.",
    );
    for kind in SUBSCRIBABLE {
        let id = escape(&format!("event-{}", kind.word()));
        text.html(&format!(
            "<h3 id=\"{id}\"><code>{}</code></h3>",
            escape(kind.word())
        ));
        text.say(events::when(*kind));
        text.show(kind.word(), &events::example(*kind));
    }
    let mut links = String::from(
        "<li><a href=\"#take\">Take a message</a></li><li><a href=\"#rules\">Rules</a></li>\
         <li><a href=\"#events\">Every event</a></li>",
    );
    for kind in SUBSCRIBABLE {
        let word = escape(kind.word());
        // Writing to a string does not fail.
        _ = write!(links, "<li><a href=\"#event-{word}\">{word}</a></li>");
    }
    (links, text.done())
}

fn take(text: &mut Text) {
    let add = post(
        "/api/v1/webhook-endpoints",
        "hooks-1",
        "{\"url\":\"http://127.0.0.1:8088/hooks\",\"events\":[\"*\"]}",
    );
    let test = format!(
        "ENDPOINT=$(python3 -c 'import json; print(json.load(open(\"endpoint.json\"))[\"id\"])')\n\
         curl -sS -X POST -H \"Authorization: Bearer $SECRET\" -H \"Idempotency-Key: hooks-2-{FRESH}\" \\\n  \
         \"$MUTUAL/api/v1/webhook-endpoints/$ENDPOINT/test\""
    );
    let secret = "export WHSEC=$(python3 -c 'import json; print(json.load(open(\"endpoint.json\"))[\"secret\"])')";
    text.say(
        "A webhook tells your program of a change as it happens; withdrawals before everything else. \
         Form and signatures are those of Standard Webhooks, so that its libraries read them.",
    )
    .part("take", "Take a message")
    .say(
        "Webhooks go by https to public addresses. To try them on your own machine, let the server \
         reach a program there:",
    )
    .show(
        "Start the server so",
        "MUTUAL_WEBHOOK_HOSTS=127.0.0.1:8088 mutual serve",
    )
    .step("1. Name the address")
    .say("The answer has the secret, this once.")
    .run("1. Name the address", &format!("{add} > endpoint.json"))
    .step("2. Listen")
    .say(
        "With the library for Python (`pip install standardwebhooks`), in a second window in the same \
         folder. The bytes are checked as they came: do not read them as JSON first.",
    )
    .file("hooks.py", PYTHON)
    .run_beside("2. Listen", &format!("{secret}\npython3 hooks.py"))
    .step("3. Send a test")
    .say("It says what came back, and the second window says `webhook.test`.")
    .run("3. Send a test", &test)
    .step("The same in JavaScript")
    .say("With the library for Node (`npm install standardwebhooks`):")
    .file("hooks.mjs", JAVASCRIPT)
    .run_beside("Listen in JavaScript", &format!("{secret}\nnode hooks.mjs"))
    .run("Send it a test", &test.replace("hooks-2", "hooks-3"))
    .step("Without a library")
    .say("Python, with nothing but its standard library:")
    .file("hooks_plain.py", PLAIN)
    .run_beside("Listen without a library", &format!("{secret}\npython3 hooks_plain.py"))
    .run("Send this one a test", &test.replace("hooks-2", "hooks-4"))
    .see(
        "Both libraries of Mutual verify too:",
        "/docs/libraries",
        "Libraries and the mirror",
    )
    .part("rules", "Rules")
    .points(&[
        "Take a message only where its signature is good. Others do not come from here.",
        "Answer with 2xx within 20 seconds, and do the work afterwards: once you have stored the message, \
         so that it cannot be lost. A 2xx is what the customer is told as confirmed.",
        "The same message may come more than once, under the same `webhook-id`. Do it once.",
        "Those of one customer come in order. The next one waits until you took the one before, or \
         that one is given up.",
        "Where a withdrawal waits behind a message that you do not take, that message is tried each \
         minute, and given up once it failed three times though you took something else beside it. \
         Where there is nothing else for you, a `webhook.test` asks, once in a quarter of an hour, \
         whether you take anything; not while you ask by `Retry-After` to be left alone, and each \
         answer counts for one message. So a single message that you can never take keeps a \
         withdrawal for less than an hour, and while you take nothing at all nothing is given up.",
        "What you did not take is tried again for three days. An address that \
         fails for five days is switched off; admins are told after the first. They are told too, once a \
         day, of what takes something away and was given up, and can send it again; and of \
         what has waited for a day, which the customer reads is not confirmed.",
        "`Retry-After` is kept to, for a day at most. Meanwhile only what takes something away is \
         tried: one message every five minutes, or a `webhook.test` in its place. Where you take it, \
         everything else goes on, and what you said with `Retry-After` in answer to one message is \
         about that message: said again in answer to it, it is passed over.",
        "A secret can be changed: for a day both sign, so that nothing is refused meanwhile.",
        "What was missed can be sent again, by a range of indices: \
         `POST /webhook-endpoints/{endpoint}/replay`.",
    ]);
}
