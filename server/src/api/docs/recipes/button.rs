//! Give a mail the button that takes its reader off the list.

use super::super::Facts;
use super::super::commands::{get, new_customer, path_of, post, put};
use super::super::html::Text;

const ADDRESS: &str =
    "URL=$(python3 -c 'import json; print(json.load(open(\"button.json\"))[\"url\"])')";

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (key, purpose, data) = (&example.key, &example.purpose, &example.data);
    let path = path_of(&new_customer(8001));
    let headers = format!(
        "curl -sS -H \"Authorization: Bearer $SECRET\" -H \"Content-Type: application/json\" \\\n  \
         -d '{{\"unsubscribe\":{{\"proposition\":\"{key}\"}}}}' \\\n  \
         \"$MUTUAL{path}/links\""
    );
    let verdict = get(&format!("{path}/check?purpose={purpose}&data={data}"));
    Text::default()
        .say(
            "Programs of mail show a button beside a mail whose headers have one-click unsubscribe \
             (RFC 8058), and the large mailbox providers ask senders of many mails for it. Here the \
             headers come from the API, and the button is a choice like any other: it stands in the \
             ledger, every check sees it, and the feed tells it.",
        )
        .part("headers", "The headers of a mail")
        .run("A customer", &put(&path, "button-1", r#"{"locale":"en"}"#))
        .run("Her yes", &post(&format!("{path}/choices"), "button-2", &facts.yes()))
        .say(
            "Name what the button turns off: the exchange that the mail belongs to, or with `channel` \
             its e-mail alone. `headers` has both headers as they stand in the mail; have DKIM sign them \
             too.",
        )
        .run("The headers", &format!("{headers} > button.json"))
        .run("Read them", "cat button.json")
        .part("press", "What happens then")
        .say(
            "Scanners follow every link of a mail. A `GET` shows a page with a button and changes \
             nothing:",
        )
        .run(
            "A scanner",
            &format!("{ADDRESS}\ncurl -sS -o page.html -w '%{{http_code}}\\n' \"$URL\""),
        )
        .run("Still a yes", &verdict)
        .say("The program of mail sends a `POST`, without a cookie, and is not led elsewhere:")
        .run(
            "The button",
            &format!(
                "{ADDRESS}\ncurl -sS -o page.html -w '%{{http_code}}\\n' \\\n  \
                 -d 'List-Unsubscribe=One-Click' \"$URL\""
            ),
        )
        .run("Now a no", &verdict)
        .points(&[
            "The link turns off, and nothing else; it does so as well once it has expired.",
            "Put it into one mail alone: it says whose it is.",
            "Who presses twice is off once.",
        ])
        .done()
}
