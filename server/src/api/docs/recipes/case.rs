//! Decide a case.

use super::super::Facts;
use super::super::commands::{FRESH, get, new_customer, path_of, post, put};
use super::super::html::Text;

/// Which case the check opened.
const CASE: &str = "CASE=$(python3 -c 'import json; print(json.load(open(\"case.json\"))[\"results\"][0][\"case\"])')";

/// From where on the feed is read.
const INDEX: &str =
    "INDEX=$(python3 -c 'import json; print(json.load(open(\"case.json\"))[\"index\"])')";

/// What is sent for these cases alone.
const HOOKS: &str =
    "{\"url\": \"https://crm.example.com/hooks\", \"events\": [\"case.opened\", \"case.decided\"]}";

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let (purpose, data) = (&facts.example.purpose, &facts.example.data);
    let (customer, version) = (new_customer(9001), format!("2026-10-{FRESH}"));
    let path = path_of(&customer);
    let model = format!(
        "{{\"name\":\"Chooser\",\"vendor\":\"Halden Ranking Ltd\",\"versions\":[\"{version}\"],\n       \
         \"task\":\"Picks what a customer is sent.\",\n       \
         \"bar\":{{\"explained\":95,\"below\":\"person\"}}}}"
    );
    let decision = format!(
        "\"customer\":\"{customer}\",\"purpose\":\"{purpose}\",\"ai\":\"personalise\",\n       \
         \"model\":\"chooser\",\"model_version\":\"{version}\",\n       \
         \"outcome\":\"We sent you three recipes with fennel.\""
    );
    let silent = format!(
        "for N in $(seq 20); do\n\
         curl -sS -o silent.json -w '%{{http_code}}\\n' -H \"Authorization: Bearer $SECRET\" \\\n  \
         -H \"Content-Type: application/json\" -H \"Idempotency-Key: case-4-$N-{FRESH}\" \\\n  \
         -d '{{{decision}}}' \\\n  \
         \"$MUTUAL/api/v1/decisions\"\n\
         done"
    );
    let check = format!(
        "{{\"checks\":[{{\"customer\":\"{customer}\",\"purpose\":\"{purpose}\",\"data\":[\"{data}\"],\n       \
         \"ai\":\"personalise\",\"model\":\"chooser\",\"model_version\":\"{version}\",\n       \
         \"open_case\":true}}]}}"
    );
    let desk = "curl -sS -H \"Authorization: Bearer $(cat desk-key.txt)\"";
    let yes = "{\"outcome\":\"allow\",\"reason\":\"She asked us for recipes on the phone.\",\n       \
               \"by\":\"agent 0042\"}";
    let own = post("/api/v1/cases/$CASE/decide", "case-6", yes);
    let decide = own.replace("$SECRET", "$(cat desk-key.txt)");
    let done = format!(
        "{{{decision},\n       \
         \"counterfactual\":\"Without the order of 3 May you would have got others.\",\n       \
         \"data\":[{{\"category\":\"{data}\",\"item\":\"Fennel, 3 May\",\n                 \
         \"weight\":0.6,\"direction\":\"for\"}}],\n       \
         \"case\":\"'\"$CASE\"'\"}}"
    );
    Text::default()
        .say(
            "Some things no machine decides alone: a red line says so, or the customer, or too few \
             decisions of a model are explained. A check answers `escalate` then, and gives the question \
             to a person where you ask with `open_case`. People decide at the desk of the studio, or with \
             you: then you say here what they decided.",
        )
        .part("model", "A model that may not decide alone")
        .say(
            "So that there is something to decide: a model with a bar, of which 20 decisions do not say \
             why. With that it is below its bar, and a person decides.",
        )
        .run("A customer", &put(&path, "case-1", r#"{"locale":"en"}"#))
        .run("Her yes", &post(&format!("{path}/choices"), "case-2", &facts.yes()))
        .run("Register a model", &put("/api/v1/models/chooser", "case-3", &model))
        .run("Decide 20 times without a reason", &silent)
        .part("ask", "Ask for a person")
        .say(
            "The answer is `escalate`, which is a no until somebody decided, and `case` is the name of \
             the case. Asked again about the same, it is the same case. Send a `proposal` along, what the \
             machine would decide, and `proposal_kept` says whether the person gets it: not where the \
             case has another one, or somebody has a view of it already.",
        )
        .run(
            "Ask, and open a case",
            &format!("{} | tee case.json", post("/api/v1/check", "case-5", &check)),
        )
        .part("key", "A key for those who decide")
        .say(
            "Whoever asks for a person is none. So a key that asked for one in this case does not decide \
             it, whatever its scopes, and no key decides that has `decisions:write`, with which machines \
             report: `403 forbidden`. People have a key of their own.",
        )
        .run(
            "A key for those who decide",
            "mutual client create --test --name \"Desk\" --scope cases --json \\\n  \
             | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"client_secret\"])' > desk-key.txt",
        )
        .part("hear", "Hear of it")
        .say(
            "`GET /cases` lists what waits by its deadline, `GET /cases/{id}` is one case: what would be \
             used and for what, and why a person decides.",
        )
        .run(
            "Read the case",
            &format!("{CASE}\n{desk} \\\n  \"$MUTUAL/api/v1/cases/$CASE\""),
        )
        .say("The feed has it as `case.opened`, and later as `case.decided`:")
        .run(
            "In the feed",
            &format!("{INDEX}\n{}", get("/api/v1/changes?after=$INDEX&limit=10")),
        )
        .say("Rather be told? A webhook for both is added so:")
        .show("POST /webhook-endpoints", HOOKS)
        .see("How a program takes them:", "/docs/webhooks", "Webhooks and events")
        .part("decide", "Decide")
        .say("The key that asked is refused:")
        .refused("Decide with the key that asked", &format!("{CASE}\n{own}"))
        .say(
            "It lacks the scope `cases` as well, and that is what it is told. Of who decides, `by` is the \
             name or number by which you know her: your team reads it at the desk, and the customer reads \
             the `reason`.",
        )
        .run("Decide with the other key", &format!("{CASE}\n{decide}"))
        .part("act", "Act on it")
        .say(
            "What a person allowed is done by one decision that names the `case`, of the same model and \
             about the same, within seven days. It says why, as every decision should.",
        )
        .run(
            "Record what was allowed",
            &format!("{CASE}\n{}", post("/api/v1/decisions", "case-7", &done)),
        )
        .points(&[
            "There is time until `due_at`: two days, or as many hours as the red line says \
             (`within_hours` in `GET /red-lines`). Nobody decides in time, and the answer is no: \
             `case.decided` says so with `timed_out`.",
            "The customer may say that what was decided is wrong: that is a case of the kind `contest`, \
             and `contested_case` names this one. Somebody else decides it: the same `by` is \
             `403 forbidden`. After a yes that falls no decision comes in for it, and after a no that \
             falls none either: ask again with `open_case`.",
            "What she turned off meanwhile nobody can allow: `409 denied_meanwhile`. Decide `deny` then.",
            "`409 case_held`: somebody at the desk of the studio has it. `403 forbidden` also says that \
             two people must agree, which they do at the desk.",
        ])
        .see(
            "What counts as explained:",
            "/docs/recipes/decide",
            "Record a decision",
        )
        .done()
}
