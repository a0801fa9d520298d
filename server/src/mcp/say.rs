//! Answers in words, for a model. None of them can be taken for a yes that is none.

use mutual_client::Error;
use serde_json::Value;

use super::tools::Tool;

/// Where the server's answer makes no sense.
pub(super) const UNREADABLE: &str =
    "Denied: the answer cannot be read, so it is not known whether this is allowed. Do not do it.";

/// The verdict; none where there is none.
pub(super) fn verdict(tool: Tool, answer: &Value) -> Option<String> {
    let result = answer.get("results")?.get(0)?;
    let outcome = result.get("verdict")?.as_str()?;
    let reasons = reasons(result);
    let said = match outcome {
        "allow" => "Allowed, just as you asked.".to_owned(),
        "deny" => format!("Denied: {reasons}. Do not do it."),
        "escalate" => {
            let case = match result.get("case").and_then(Value::as_str) {
                Some(case) => format!("The case {case} waits for that."),
                None => "Use `open_case` to ask one.".to_owned(),
            };
            format!("A person must decide: {reasons}. {case} Until then it is a no: do not do it.")
        }
        _ => return None,
    };
    if tool != Tool::Project {
        return Some(said);
    }
    let allowed = result.get("allowed")?;
    let part = |name: &str| {
        let names = allowed.get(name).and_then(Value::as_array);
        let names: Vec<_> = names
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if names.is_empty() {
            format!("no {name}")
        } else {
            format!("{name} {}", names.join(", "))
        }
    };
    let parts = [part("data"), part("channels"), part("ai")].join("; ");
    Some(if outcome == "allow" {
        format!("Allowed, all of it: {parts}.")
    } else {
        format!("Allowed is this part alone: {parts}. The rest is not ({reasons}). Do not use it.")
    })
}

/// The codes of the reasons, the one that decided first, each with what it is about.
fn reasons(result: &Value) -> String {
    let all = result.get("reasons").and_then(Value::as_array);
    let said = all.into_iter().flatten().filter_map(|reason| {
        let code = reason.get("code")?.as_str()?;
        let about = ["toggle", "red_line", "proposition"];
        let about = about.iter().find_map(|name| reason.get(*name)?.as_str());
        Some(match about {
            Some(about) => format!("{code} ({about})"),
            None => code.to_owned(),
        })
    });
    let said: Vec<_> = said.collect();
    if said.is_empty() {
        "no reason was given".to_owned()
    } else {
        said.join(", ")
    }
}

/// An error, which is a no.
pub(super) fn error(error: &Error) -> String {
    let why = match error {
        Error::Refused(problem) => {
            let fields = problem.errors.iter();
            let fields: Vec<_> = fields
                .map(|error| format!("{}: {}", error.field, error.message))
                .collect();
            if fields.is_empty() {
                format!("{} ({})", problem.detail, problem.code)
            } else {
                format!(
                    "{} ({}; {})",
                    problem.detail,
                    problem.code,
                    fields.join("; ")
                )
            }
        }
        other => other.to_string(),
    };
    format!("Denied: it is not known whether this is allowed: {why}. Do not do it.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(tool: Tool, result: &Value) -> Option<String> {
        verdict(tool, &json!({"results": [result]}))
    }

    #[test]
    fn only_a_clear_yes_is_told_as_one() {
        let check = |result: Value| said(Tool::Check, &result);
        let yes = check(json!({"verdict": "allow", "reasons": []})).unwrap();
        assert!(yes.starts_with("Allowed"), "{yes}");
        let reasons = json!([{"code": "facet_off", "toggle": "data:birthday"}]);
        for outcome in ["deny", "escalate"] {
            let no = check(json!({"verdict": outcome, "reasons": reasons})).unwrap();
            assert!(no.contains("facet_off (data:birthday)"), "{no}");
            assert!(
                no.ends_with("do not do it.") || no.ends_with("Do not do it."),
                "{no}"
            );
            assert!(!no.contains("Allowed"), "{no}");
        }
        for strange in [
            json!({"verdict": "yes"}),
            json!({}),
            json!("allow"),
            Value::Null,
        ] {
            assert_eq!(check(strange), None);
        }
        assert_eq!(verdict(Tool::Check, &Value::Null), None);
    }

    #[test]
    fn a_part_says_that_the_rest_is_not() {
        let result = json!({"verdict": "deny", "reasons": [{"code": "facet_off"}],
            "allowed": {"data": ["orders"], "channels": [], "ai": ["personalise"]}});
        let told = said(Tool::Project, &result).unwrap();
        assert_eq!(
            told,
            "Allowed is this part alone: data orders; no channels; ai personalise. \
             The rest is not (facet_off). Do not use it."
        );
        let none = json!({"verdict": "allow", "reasons": []});
        assert_eq!(said(Tool::Project, &none), None, "no part, no answer");
    }

    #[test]
    fn an_error_is_a_no() {
        let told = error(&Error::Unreadable("x".to_owned()));
        assert!(
            told.starts_with("Denied") && told.ends_with("Do not do it."),
            "{told}"
        );
    }
}
