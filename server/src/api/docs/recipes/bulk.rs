//! Move data in and out.

use super::super::Facts;
use super::super::commands::FRESH;
use super::super::html::Text;

/// A file to try it with.
const PEOPLE: &str = include_str!("people.csv");

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let people = PEOPLE
        .replace("FRESH", FRESH)
        .replace("KEY", &facts.example.key)
        .replace("AT", &facts.an_hour_ago().to_string());
    let send = |query: &str, key: &str| {
        format!(
            "curl -sS -H \"Authorization: Bearer $(cat bulk-key.txt)\" -H \"Content-Type: text/csv\" \\\n  \
             -H \"Idempotency-Key: {key}-{FRESH}\" --data-binary @people.csv \\\n  \
             \"$MUTUAL/api/v1/import{query}\" > job.json"
        )
    };
    let job = "JOB=$(python3 -c 'import json; print(json.load(open(\"job.json\"))[\"job\"])')\n\
               sleep 2; curl -sS -H \"Authorization: Bearer $(cat bulk-key.txt)\" \"$MUTUAL/api/v1/jobs/$JOB\"";
    let export = "curl -sS -H \"Authorization: Bearer $(cat bulk-key.txt)\" \"$MUTUAL/api/v1/export?format=csv\"";
    Text::default()
        .say(
            "Customers and their past answers come in as CSV or as one JSON document a line, of any \
             length, and go out the same way. It needs a key with the scope `admin`.",
        )
        .run(
            "A key for it",
            "mutual client create --test --name \"Bulk\" --scope admin --json \\\n  \
             | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"client_secret\"])' > bulk-key.txt",
        )
        .part("in", "Bring people in")
        .say(
            "A row names a customer, and may say one answer of hers. What is on needs evidence: how, \
             where, when and on which wording. What is off needs none. Nobody who was erased and kept \
             out comes back by an import. Columns that are called otherwise are named in `mapping`.",
        )
        .file("people.csv", &people)
        .say("First a dry run: it says what would become of each line, and changes nothing.")
        .run("Try it out", &send("?dry_run=true", "bulk-1"))
        .run("What would become of it", job)
        .say(
            "A line that cannot be taken is named and stops no other. Whose connection was cut goes \
             on where the file ends, with `Upload-Offset`.",
        )
        .run("Bring them in", &send("", "bulk-2"))
        .run("What became of it", job)
        .part("out", "Take everybody out")
        .say(
            "One row for each customer and toggle; as `ndjson` one line for each customer. `after` \
             goes on behind a customer.",
        )
        .run("Everybody", export)
        .done()
}
