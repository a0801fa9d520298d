//! Commands for the shell, written one way.

/// Stands in idempotency keys for what makes them new each time that a page is drawn: whoever comes
/// back sends other moments, which under an old key would be another request.
pub(super) const FRESH: &str = "%FRESH%";

/// Reads a path.
pub(super) fn get(path: &str) -> String {
    format!("curl -sS -H \"Authorization: Bearer $SECRET\" \\\n  \"$MUTUAL{path}\"")
}

/// Sends JSON under this idempotency key.
pub(super) fn post(path: &str, key: &str, body: &str) -> String {
    write("", path, key, body)
}

/// The same by PUT.
pub(super) fn put(path: &str, key: &str, body: &str) -> String {
    write("-X PUT ", path, key, body)
}

fn write(method: &str, path: &str, key: &str, body: &str) -> String {
    format!(
        "curl -sS {method}-H \"Authorization: Bearer $SECRET\" \\\n  \
         -H \"Content-Type: application/json\" -H \"Idempotency-Key: {key}-{FRESH}\" \\\n  \
         -d '{body}' \\\n  \
         \"$MUTUAL{path}\""
    )
}
