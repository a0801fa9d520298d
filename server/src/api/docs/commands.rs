//! Commands for the shell, written one way.

use std::sync::{Mutex, PoisonError};

use mutual::clock::Timestamp;

/// Stands for what is new each time that a page is drawn: in idempotency keys, since whoever comes back
/// sends other moments, which under an old key would be another request; and in the names of customers,
/// since what was said of one the last time would stand against what is said of her now.
pub(super) const FRESH: &str = "%FRESH%";

/// What stands in the place of [`FRESH`] on a page that is drawn at `now`: a few letters and digits that
/// no other page has, also where two are drawn in one moment.
pub(super) fn fresh(now: Timestamp) -> String {
    static LAST: Mutex<i64> = Mutex::new(0);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    *last = now.as_millis().max(*last + 1);
    in_letters(last.unsigned_abs())
}

/// A number with letters as digits, too: shorter to read.
fn in_letters(mut number: u64) -> String {
    let mut digits = Vec::new();
    while number > 0 {
        let digit = u32::try_from(number % 36).ok();
        digits.extend(digit.and_then(|digit| char::from_digit(digit, 36)));
        number /= 36;
    }
    digits.iter().rev().collect()
}

/// The name of a customer whom nobody knows when the page is drawn.
pub(super) fn new_customer(number: u32) -> String {
    format!("crm:{number}-{FRESH}")
}

/// The path of somebody in the API.
pub(super) fn path_of(customer: &str) -> String {
    format!("/api/v1/customers/{customer}")
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_pages_of_one_moment_name_other_customers() {
        let now = Timestamp::parse("2026-11-23T10:00:00Z").unwrap();
        let (one, two) = (fresh(now), fresh(now));
        assert_ne!(one, two);
        for fresh in [one, two] {
            assert!(
                fresh.len() < 12 && fresh.bytes().all(|b| b.is_ascii_alphanumeric()),
                "{fresh}"
            );
        }
        assert_eq!(in_letters(36 * 36 + 35), "10z");
    }
}
