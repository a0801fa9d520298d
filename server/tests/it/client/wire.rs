//! What the server's own rule says, as its API has it.

use mutual::guard::Verdict;
use serde_json::{Value, json};

/// A verdict as the API has it.
pub fn wire(verdict: &Verdict) -> Value {
    let reasons = verdict.reasons.iter().map(|reason| {
        let mut body = json!({"code": reason.code.word(), "toggle": reason.toggle,
               "proposition": reason.proposition, "since": reason.since});
        if let Some(line) = &reason.red_line {
            body["red_line"] = json!(line);
        }
        body
    });
    let grant = verdict.grant.as_ref().map(|grant| {
        json!({"version": grant.version, "granted_at": grant.granted_at,
               "expires_at": grant.expires_at, "receipt": grant.receipt.to_string()})
    });
    let by = &verdict.decided_by;
    let mut decided_by = json!({"kind": by.kind.word(), "proposition": by.proposition,
                                "version": by.version});
    if let Some(line) = &by.red_line {
        decided_by["red_line"] = json!(line);
    }
    json!({"verdict": verdict.outcome.word(), "reasons": reasons.collect::<Vec<_>>(),
           "decided_by": decided_by,
           "grant": grant, "case": null, "max_age_s": verdict.max_age_s})
}
