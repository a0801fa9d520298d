//! What the server's own rule says, as its API has it.

use mutual::guard::Verdict;
use serde_json::{Value, json};

/// A verdict as the API has it.
pub fn wire(verdict: &Verdict) -> Value {
    let reasons = verdict.reasons.iter().map(|reason| {
        json!({"code": reason.code.word(), "toggle": reason.toggle,
               "proposition": reason.proposition, "since": reason.since})
    });
    let grant = verdict.grant.as_ref().map(|grant| {
        json!({"version": grant.version, "granted_at": grant.granted_at,
               "expires_at": grant.expires_at, "receipt": grant.receipt.to_string()})
    });
    json!({"verdict": verdict.outcome.word(), "reasons": reasons.collect::<Vec<_>>(),
           "decided_by": {"kind": verdict.decided_by.kind.word(),
                          "proposition": verdict.decided_by.proposition,
                          "version": verdict.decided_by.version},
           "grant": grant, "case": null, "max_age_s": verdict.max_age_s})
}
