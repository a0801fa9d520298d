//! Record a decision.

use super::super::Facts;
use super::super::commands::{get, post, put};
use super::super::html::Text;

const PROGRAM: &str = include_str!("sealed.py");

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (key, version) = (&example.key, example.version);
    let (purpose, data) = (&example.purpose, &example.data);
    let (at, wording) = (facts.an_hour_ago(), example.wording());
    let on = format!(
        "{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"on\"}},\n       \
         \"evidence\":{{\"how\":\"phone\",\"where\":\"call centre\",\"at\":\"{at}\",\n                   \
         \"wording\":{wording}}}}}"
    );
    let model = "{\"name\":\"Picker\",\"vendor\":\"Halden Ranking Ltd\",\"versions\":[\"2026-10\"],\n       \
                 \"task\":\"Picks what a customer is sent.\",\n       \
                 \"bar\":{\"explained\":95,\"below\":\"person\"}}";
    let decision = |data: &str| {
        format!(
            "{{\"customer\":\"crm:5001\",\"purpose\":\"{purpose}\",\"ai\":\"personalise\",\n       \
             \"model\":\"picker\",\"model_version\":\"2026-10\",\n       \
             \"outcome\":\"We sent you three recipes with fennel.\",\n       \
             \"counterfactual\":\"Without the order of 3 May you would have got others.\",\n       \
             \"data\":[{{\"category\":\"{data}\",\"item\":\"Fennel, 3 May\",\n                 \
             \"weight\":0.6,\"direction\":\"for\"}}],\n       \
             \"not_used\":[\"precise_location\"]}}"
        )
    };
    let check = format!(
        "{{\"checks\":[{{\"customer\":\"crm:5001\",\"purpose\":\"{purpose}\",\"data\":[\"{data}\"],\n       \
         \"ai\":\"personalise\",\"model\":\"picker\",\"model_version\":\"2026-10\",\n       \
         \"open_case\":true}}]}}"
    );
    let path = "/api/v1/customers/crm:5001";
    Text::default()
        .say(
            "Where a machine picks, ranks, prices or refuses something for a customer, she can ask \
             why. Record the decision with its reasons, and put the link that comes back into the \
             message: there she reads them, strongest first, and can stop this kind or ask a person.",
        )
        .part("model", "The model")
        .say(
            "A decision names a registered model and one of its versions. `bar` is the least share of \
             its decisions that has to be explained, in percent: below it they are refused, or go to \
             a person. `retired` says that it is in use no more: then its decisions are refused, and \
             its figures stay; left out, it is as it was. This takes the scope `admin`; the reviewer \
             has a page for it too.",
        )
        .run("Register a model", &put("/api/v1/models/picker", "decide-1", model))
        .part("decision", "The decision")
        .run("A customer", &put(path, "decide-2", r#"{"locale":"en"}"#))
        .run("Her yes", &post(&format!("{path}/choices"), "decide-3", &on))
        .say(
            "`weight` says how much a reason counted beside the others. Send `features` along, what \
             went into the model and what each added, and the reasons are held against them: what \
             does not agree is shown, to you, to her and to the reviewer.",
        )
        .run(
            "Record the decision",
            &post("/api/v1/decisions", "decide-4", &decision(data)),
        )
        .part("sealed", "Prove that nobody changed it")
        .say(
            "Within a minute the record is sealed: an entry of the log, `decisions.sealed`, holds the \
             root over all decisions since the last one. Read the decision then, and `sealed` has its \
             salt, its bytes and the way from them to that root. So you can tell by the log alone \
             that it stood as you read it. After an erasure nothing of it can be told any more, and \
             what is sealed with it can be proved as before.",
        )
        .file("sealed.py", PROGRAM)
        .run(
            "Record another decision",
            &format!(
                "{} > decision.json",
                post("/api/v1/decisions", "decide-6", &decision(data))
            ),
        )
        .run("Check it", "python3 sealed.py decision.json")
        .part("refused", "What she did not allow")
        .say(
            "Every decision is held against what she allowed at that moment. What cites anything else \
             is refused with `cites_forbidden_data`, and stands as a violation of the model. A check \
             with the same data and the same `inferences` says beforehand what becomes of it; where \
             it says `escalate`, `open_case` gives exactly that to a person.",
        )
        .run(
            "Cite what she did not allow",
            &post("/api/v1/decisions", "decide-5", &decision("health_conditions")),
        )
        .part("score", "How the model does")
        .run("Read the model", &get("/api/v1/models/picker"))
        .part("below", "Below the bar")
        .say(
            "A check that names the model says beforehand whether it may decide: too few of its \
             decisions are explained, and the answer is `deny` or, where the bar says `person`, \
             `escalate` with the reason `below_bar`. With `open_case` a person gets it, and `case` is \
             its name. What she allowed is recorded by a decision of the same model with this `case`, \
             once; any other is refused with `model_below_bar`.",
        )
        .run(
            "Ask with the model",
            &post("/api/v1/check", "decide-7", &check),
        )
        .say(
            "Send a `proposal` along, and `proposal_kept` says whether the person who decides gets it: \
             not where the case has another one, or somebody has a view of it already. Where people \
             decide at a desk of yours, it has a key of its own, neither the one that asked nor one with \
             `decisions:write`, and `by` says who decided.",
        )
        .done()
}
