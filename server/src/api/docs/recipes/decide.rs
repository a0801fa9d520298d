//! Record a decision.

use super::super::Facts;
use super::super::commands::{FRESH, get, new_customer, path_of, post, put};
use super::super::html::Text;

const PROGRAM: &str = include_str!("sealed.py");

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (purpose, data) = (&example.purpose, &example.data);
    let (customer, version) = (new_customer(5001), format!("2026-10-{FRESH}"));
    let model = format!(
        "{{\"name\":\"Picker\",\"vendor\":\"Halden Ranking Ltd\",\"versions\":[\"{version}\"],\n       \
         \"task\":\"Picks what a customer is sent.\",\n       \
         \"bar\":{{\"explained\":95,\"below\":\"person\"}}}}"
    );
    let decision = |data: &str| {
        format!(
            "{{\"customer\":\"{customer}\",\"purpose\":\"{purpose}\",\"ai\":\"personalise\",\n       \
             \"model\":\"picker\",\"model_version\":\"{version}\",\n       \
             \"outcome\":\"We sent you three recipes with fennel.\",\n       \
             \"counterfactual\":\"Without the order of 3 May you would have got others.\",\n       \
             \"data\":[{{\"category\":\"{data}\",\"item\":\"Fennel, 3 May\",\n                 \
             \"weight\":0.6,\"direction\":\"for\"}}],\n       \
             \"not_used\":[\"precise_location\"]}}"
        )
    };
    let check = format!(
        "{{\"checks\":[{{\"customer\":\"{customer}\",\"purpose\":\"{purpose}\",\"data\":[\"{data}\"],\n       \
         \"ai\":\"personalise\",\"model\":\"picker\",\"model_version\":\"{version}\",\n       \
         \"open_case\":true}}]}}"
    );
    let path = path_of(&customer);
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
             a person; `null` takes it away. `retired` says that it is in use no more: then its \
             decisions are refused, and its figures stay. Either is as it was where you leave it out. \
             This takes the scope `admin`; the reviewer has a page for it too. Each version stands for \
             itself and begins anew: of fewer than 20 decisions in four weeks nothing is judged. So the \
             version here is new each time that this page is drawn, and whatever others tried before \
             does not stand against it.",
        )
        .run("Register a model", &put("/api/v1/models/picker", "decide-1", &model))
        .part("decision", "The decision")
        .run("A customer", &put(&path, "decide-2", r#"{"locale":"en"}"#))
        .run("Her yes", &post(&format!("{path}/choices"), "decide-3", &facts.yes()))
        .say(
            "`weight` says how much a reason counted beside the others. Send `features` along, what \
             went into the model and what each added, and the reasons are held against them: the \
             strongest must be listed, in their order, and the share that each is given of those \
             listed may be off by ten percentage points. What does not agree is shown, to you, to \
             her and to the reviewer.",
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
             is refused with `cites_forbidden_data`, and stands as a violation of the model. Each of \
             its `features` is cited, also one that added 0: the model had it. A check \
             with the same data and the same `inferences` says beforehand what becomes of it; where \
             it says `escalate`, `open_case` gives exactly that to a person.",
        )
        .refused(
            "Cite what she did not allow",
            &post("/api/v1/decisions", "decide-5", &decision("health_conditions")),
        )
        .part("score", "How the model does")
        .say(
            "Four weeks, and the four before. `never_overridden` is true where nobody decided against what \
             it proposed in 20 cases or more of the last 90 days: look then at whether people still decide.",
        )
        .run("Read the model", &get("/api/v1/models/picker"))
        .part("below", "Below the bar")
        .say(
            "From 20 decisions of a version on, its bar counts. A decision is explained where it has \
             reasons in `data` and a `counterfactual`, and no `features` that say otherwise. Where fewer \
             percent than the bar are, of the last four weeks, the version is below it, and what it \
             decides next is refused with `model_below_bar`. With `refuse` nothing else helps than \
             another version, or a lower bar; with `person` somebody decides instead.",
        )
        .say(
            "A check that names the model says beforehand whether it may decide: below the bar the answer \
             is `deny` or, where the bar says `person`, `escalate` with the reason `below_bar`. This one \
             explains all that it decides, so the answer is `allow`, however often you record.",
        )
        .run(
            "Ask with the model",
            &post("/api/v1/check", "decide-7", &check),
        )
        .see(
            "What a person decides instead:",
            "/docs/recipes/case",
            "Decide a case",
        )
        .done()
}
