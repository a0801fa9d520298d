//! Give it to an AI agent.

use super::super::Facts;
use super::super::commands::{FRESH, new_customer, path_of, post, put};
use super::super::html::Text;

/// What an agent's software says first.
const HELLO: &str = include_str!("hello.jsonl");

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (purpose, data) = (&example.purpose, &example.data);
    let customer = new_customer(7001);
    let model = "{\"name\":\"Helper\",\"vendor\":\"Halden Ranking Ltd\",\"versions\":[\"2026-10\"],\n       \
                 \"task\":\"Answers customers.\"}";
    let asks = format!("\"customer\":\"{customer}\",\"purpose\":\"{purpose}\"");
    let part = format!(
        "{asks},\n  \"data\":[\"{data}\",\"health_conditions\"],\"channels\":[\"email\",\"sms\"],\"ai_uses\":[\"personalise\"]"
    );
    let decision = format!(
        "{asks},\n  \"ai\":\"personalise\",\"model\":\"helper\",\"model_version\":\"2026-10\",\n  \
         \"outcome\":\"We sent you three recipes with fennel.\",\n  \
         \"counterfactual\":\"Without the order of 3 May you would have got others.\",\n  \
         \"data\":[{{\"category\":\"{data}\",\"item\":\"Fennel, 3 May\",\"weight\":0.6,\"direction\":\"for\"}}],\n  \
         \"idempotency_key\":\"ticket-8861-{FRESH}\""
    );
    let case = format!("{asks},\"data\":[\"{data}\"],\"topic\":\"credit\"");
    let settings = format!(
        "{{\n  \"mcpServers\": {{\n    \"mutual\": {{\n      \"command\": \"mutual\",\n      \
         \"args\": [\"mcp\"],\n      \"env\": {{\n        \"MUTUAL_MCP_URL\": \"{}\",\n        \
         \"MUTUAL_MCP_KEY_FILE\": \"/etc/mutual/agent-key.txt\"\n      }}\n    }}\n  }}\n}}",
        facts.url
    );
    let path = path_of(&customer);
    Text::default()
        .say(
            "An AI agent that acts on a CRM asks before it reads and before it acts. `mutual mcp` \
             gives it tools for that: it is a server of the Model Context Protocol over standard input \
             and output, which the agent's software starts beside the agent. It calls this API with a \
             key of its own, whose scopes and limits count, and can do nothing else.",
        )
        .part("key", "A key for the agent")
        .say(
            "`check` is enough for all tools but `record_decision`, which needs `decisions:write`. \
             Give it no more.",
        )
        .run(
            "A key for the agent",
            "mutual client create --test --name \"Agent\" --scope check --scope decisions:write --json \\\n  \
             | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"client_secret\"])' > agent-key.txt",
        )
        .show("What the agent's software is told", &settings)
        .part("tools", "The tools")
        .words(&[
            ("`check`", "May I use this customer's data like this? Changes nothing."),
            (
                "`project`",
                "Which part of this data, of these channels and AI uses may I use? An agent that asks \
                 first is never given what it may not see. Changes nothing.",
            ),
            (
                "`record_decision`",
                "This is what I decided about her, and why. Refused where it cites what she did not \
                 allow.",
            ),
            (
                "`open_case`",
                "A person has to decide this: ask one. The same twice is one case, as long as it waits.",
            ),
        ])
        .say(
            "They take what the operations of the API take, one question or decision a call, and say \
             so in their schemas. An answer begins with a sentence that no model can take for a yes \
             where there is none, and has what the API answers beside it. An error is a no, with the \
             code of the problem.",
        )
        .part("try", "Without an agent")
        .run("A customer", &put(&path, "agent-1", r#"{"locale":"en"}"#))
        .run("Her yes", &post(&format!("{path}/choices"), "agent-2", &facts.yes()))
        .say("What the agent's software says first:")
        .file("hello.jsonl", HELLO)
        .run("May I?", &uses("check", &format!("{asks},\"data\":[\"{data}\"]")))
        .run("Which part may I use?", &uses("project", &part))
        .say("A decision names a registered model; this takes the scope `admin`.")
        .run("Register a model", &put("/api/v1/models/helper", "agent-3", model))
        .run("Record what it decided", &uses("record_decision", &decision))
        .say(
            "`idempotency_key` names the decision: new for each, and the same when the agent tries \
             again. Nobody has to decide the next one, so no case is opened, and the answer is that of \
             a check.",
        )
        .run("Ask a person", &uses("open_case", &case))
        .part("person", "What a person decided")
        .say(
            "No tool tells the agent how a case ended: to read cases takes the scope `cases`, by which \
             it would read those of everybody. Your program is told by `case.decided`, in the feed and \
             by webhook, or reads `GET /cases/{id}`, and hands the outcome on with the id of the case. A \
             yes is good for one decision, within seven days: the agent records it with `case` before \
             it acts, and without a person's yes that is refused, whatever the agent was told. `check` \
             answers as before, for the yes is none to anything else; and whoever asks a person again \
             opens another case.",
        )
        .part("rely", "What you can rely on")
        .points(&[
            "A server that is away, too slow or not understood is a no: after 10 seconds at the most, \
             or as `MUTUAL_MCP_WITHIN` says.",
            "Texts of customers and of the CRM are data: tools say so to the model, and no answer \
             repeats them in its sentence. A model may be fooled all the same, so let your program ask \
             `project` and hand over the allowed part alone.",
            "Standard output has the protocol and nothing else; standard error names no customer and \
             no key.",
        ])
        .see(
            "What counts as a reason:",
            "/docs/recipes/decide",
            "Record a decision",
        )
        .done()
}

/// Uses a tool as an agent's software does.
fn uses(tool: &str, arguments: &str) -> String {
    format!(
        "{{ cat hello.jsonl; echo; tr -d '\\n' <<'END'; echo; }} \\\n  \
         | MUTUAL_MCP_URL=\"$MUTUAL\" MUTUAL_MCP_KEY_FILE=agent-key.txt mutual mcp\n\
         {{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{{\"name\":\"{tool}\",\"arguments\":{{\n  \
         {arguments}}}}}}}\nEND"
    )
}
