//! The kinds of problems, from the codes themselves, so that none can be missing.

use super::html::{Text, code_cell, escape, prose, table};
use crate::api::problem::Code;

/// What is done about a problem. Of the two that refuse a key, a scope helps against one alone.
fn advice(code: Code) -> &'static str {
    match code {
        Code::ScopeMissing => {
            "`detail` names the scope, and so does `scope` in the header `WWW-Authenticate`. A key keeps \
             the scopes that it was made with: make one that has this scope too, under **Keys** in the \
             studio or with `mutual client create --scope …`. If the key has it, the token was asked for \
             with less: ask for another one."
        }
        Code::Forbidden => {
            "No further scope helps: `detail` says what stands against it. Of a case, a person decides: \
             take a key of its own, which did not ask for her and has no `decisions:write`. What two \
             people must agree on they decide in the studio."
        }
        code => by_status(code.status().as_u16()),
    }
}

/// What a program does about any other problem of that status.
fn by_status(status: u16) -> &'static str {
    match status {
        401 => "Use another key, or a new token.",
        404 | 410 => "Do not try again: there is nothing.",
        406 | 415 => "Mend the header.",
        409 => "Read what is true now, and decide anew.",
        429 | 503 | 507 => "Wait as Retry-After says, and send the same again.",
        500 => "Tell the operator the request_id, and try again later.",
        _ => "Mend the request: it fails again as it is.",
    }
}

/// Draws the page.
pub(super) fn draw() -> String {
    let rows = Code::ALL.iter().map(|code| {
        let status = code.status().as_u16();
        let cells = [
            code_cell(code.word()),
            status.to_string(),
            escape(code.title()),
            prose(advice(*code)),
        ];
        (format!("problem-{}", code.word()), cells)
    });
    let heads = ["Code", "Status", "Meaning", "What to do"];
    Text::default()
        .say(
            "Every error is a document of RFC 9457. Its `code` is stable: decide by it, never by the \
             words. `detail` says what is wrong this time, `errors` names the fields, and the \
             operator finds `request_id` in the log.",
        )
        .show(
            "For example",
            "{\"type\": \"/docs/errors#problem-stale_version\", \"title\": \"Another version is live\",\n \
             \"status\": 409, \"code\": \"stale_version\",\n \
             \"detail\": \"version 2 was shown, but version 3 is live\",\n \
             \"errors\": [], \"request_id\": \"req_0123456789abcdef01234567\"}",
        )
        .say(
            "`/oauth/token` answers as OAuth has it (RFC 6749, 5.2): `error` is `invalid_request`, \
             `invalid_client`, `unsupported_grant_type` or `invalid_scope`.",
        )
        .html(&table("Problems", "", heads, rows))
        .done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_asked_for_where_one_helps_and_nowhere_else() {
        let rows = draw();
        let row = |code: &str| {
            let row = rows
                .split("<tr id=\"problem-")
                .find(|row| row.starts_with(code));
            row.unwrap().to_owned()
        };
        let missing = row("scope_missing");
        assert!(
            missing.contains("WWW-Authenticate") && missing.contains("--scope"),
            "{missing}"
        );
        let forbidden = row("forbidden");
        assert!(forbidden.contains("No further scope helps"), "{forbidden}");
    }

    #[test]
    fn the_example_is_a_problem_that_there_is() {
        let code = Code::ALL
            .iter()
            .find(|code| code.word() == "stale_version")
            .unwrap();
        let page = draw();
        assert!(page.contains(code.title()));
        assert_eq!(code.status().as_u16(), 409);
    }
}
