//! How much each client uses which operation: counted in memory on the way of each request, and
//! written every few seconds.
//!
//! A count costs two additions of one word each. A process that dies loses what it counted since it
//! last wrote; where the database goes away in the middle of a write, that write may count twice. So
//! these numbers say what would break, and are no bill.

use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::Method;
use mutual::access::Scope;
use mutual::clock::Timestamp;
use mutual::id::ClientId;
use mutual::port::{Calls, LastUse};
use mutual_app::ApiOperation;
use serde_json::Value;

use super::openapi;

/// The bits of a note of the last call that say which operation it was.
const OPERATION_BITS: u32 = 8;
/// The operation that a secret is traded for a token with. It needs no scope.
const TOKEN: &str = "issue_token";

/// The operations that a client can call, and how they are found.
struct Table {
    operations: Vec<ApiOperation>,
    places: HashMap<String, Vec<(Method, usize)>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let operations = described(openapi::document());
    let mut places: HashMap<String, Vec<(Method, usize)>> = HashMap::new();
    for (place, operation) in operations.iter().enumerate() {
        if let Ok(method) = operation.method.parse() {
            let of_path = places.entry(operation.path.clone()).or_default();
            of_path.push((method, place));
        }
    }
    Table { operations, places }
});

/// The operations that a client can call, in the order of their paths.
pub(crate) fn operations() -> &'static [ApiOperation] {
    &TABLE.operations
}

/// The place of an operation, by method and by the path that the router knows it by.
pub(super) fn place(method: &Method, path: &str) -> Option<usize> {
    let of_path = TABLE.places.get(path)?;
    // A HEAD is a GET whose answer has no body.
    let method = if method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let found = of_path.iter().find(|(known, _)| known == method);
    found.map(|(_, place)| *place)
}

/// The place of the operation that trades a secret for a token.
pub(super) fn token_place() -> Option<usize> {
    TABLE.operations.iter().position(|known| known.id == TOKEN)
}

fn described(document: &Value) -> Vec<ApiOperation> {
    let paths = document.get("paths").and_then(Value::as_object);
    let items = paths.into_iter().flatten();
    let all = items.flat_map(|(path, item)| {
        let operations = item.as_object().into_iter().flatten();
        operations.map(move |(method, body)| {
            let text = |name| body.get(name).and_then(Value::as_str).unwrap_or_default();
            let ways = body.get("security").and_then(Value::as_array);
            let scope = ways.into_iter().flatten().find_map(|way| {
                let word = way.get("bearer")?.as_array()?.first()?.as_str()?;
                word.parse::<Scope>().ok()
            });
            ApiOperation {
                id: text("operationId").to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                summary: text("summary").to_owned(),
                scope,
            }
        })
    });
    let called = all.filter(|known| known.scope.is_some() || known.id == TOKEN);
    // A note of the last call has room for so many.
    called.take(1 << OPERATION_BITS).collect()
}

/// What one client called since it was last written.
#[derive(Debug)]
pub(crate) struct Tally {
    /// By operation.
    calls: Box<[AtomicU64]>,
    /// The last call: its moment in milliseconds, and in the lower bits which operation it was. 0
    /// is none.
    last: AtomicU64,
}

impl Default for Tally {
    fn default() -> Self {
        let calls = operations().iter().map(|_| AtomicU64::new(0));
        Self {
            calls: calls.collect(),
            last: AtomicU64::new(0),
        }
    }
}

impl Tally {
    /// Counts one call.
    pub(super) fn count(&self, place: usize, now: Timestamp) {
        let Some(calls) = self.calls.get(place) else {
            return;
        };
        calls.fetch_add(1, Ordering::Relaxed);
        let at = u64::try_from(now.as_millis()).unwrap_or(0);
        let note = at << OPERATION_BITS | place as u64;
        self.last.store(note, Ordering::Relaxed);
    }

    /// Takes what was counted; it is counted under the hour of `now`.
    pub(super) fn take(&self, client: ClientId, now: Timestamp) -> (Vec<Calls>, Option<LastUse>) {
        let hour = hour(now);
        let counted = operations().iter().zip(&self.calls);
        let counted = counted.filter_map(|(operation, calls)| {
            // Most are never called: those cost no write.
            if calls.load(Ordering::Relaxed) == 0 {
                return None;
            }
            Some(Calls {
                client,
                operation: operation.id.clone(),
                hour,
                count: calls.swap(0, Ordering::Relaxed),
            })
        });
        let counted: Vec<_> = counted.filter(|calls| calls.count > 0).collect();
        let note = self.last.load(Ordering::Relaxed);
        let place = usize::try_from(note & ((1 << OPERATION_BITS) - 1)).ok();
        let operation = place.and_then(|place| operations().get(place));
        let last = operation.filter(|_| note > 0 && !counted.is_empty());
        let last = last.map(|operation| LastUse {
            client,
            operation: operation.id.clone(),
            at: Timestamp::from_millis(i64::try_from(note >> OPERATION_BITS).unwrap_or(0)),
        });
        (counted, last)
    }

    /// Takes back what could not be written.
    pub(super) fn put_back(&self, counted: &[Calls]) {
        for of in counted {
            let place = operations()
                .iter()
                .position(|known| known.id == of.operation);
            if let Some(calls) = place.and_then(|place| self.calls.get(place)) {
                calls.fetch_add(of.count, Ordering::Relaxed);
            }
        }
    }
}

/// The hour of a moment: whole hours since 1970.
pub(crate) fn hour(at: Timestamp) -> u64 {
    u64::try_from(at.as_millis() / 3_600_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_800_000_000_000).plus_seconds(seconds)
    }

    #[test]
    fn every_operation_with_a_scope_is_found_as_the_router_names_it() {
        let check = place(&Method::GET, "/api/v1/customers/{ref}/check").unwrap();
        assert_eq!(operations()[check].scope, Some(Scope::Check));
        let head = place(&Method::HEAD, "/api/v1/customers/{ref}/check");
        assert_eq!(head, Some(check));
        assert_eq!(
            place(&Method::DELETE, "/api/v1/customers/{ref}/check"),
            None
        );
        assert_eq!(place(&Method::GET, "/ledger/checkpoint"), None);
        assert!(token_place().is_some());
        let names: std::collections::BTreeSet<_> =
            operations().iter().map(|known| &known.id).collect();
        assert_eq!(names.len(), operations().len(), "two have one name");
        assert!(
            operations().len() < 1 << OPERATION_BITS,
            "the note has no room"
        );
    }

    #[test]
    fn what_is_taken_is_taken_once_and_can_be_put_back() {
        let (tally, client) = (Tally::default(), ClientId::from_bytes([1; 16]));
        assert_eq!(tally.take(client, at(0)), (vec![], None));
        let check = place(&Method::POST, "/api/v1/check").unwrap();
        let put = place(&Method::PUT, "/api/v1/customers/{ref}").unwrap();
        tally.count(check, at(1));
        tally.count(check, at(2));
        // Within one millisecond too, the last one is the last.
        tally.count(put, at(2));
        let (counted, last) = tally.take(client, at(3));
        let counts: Vec<_> = counted
            .iter()
            .map(|of| (of.operation.as_str(), of.count))
            .collect();
        let (check, put) = (&operations()[check].id, &operations()[put].id);
        assert_eq!(counts.iter().map(|(_, n)| n).sum::<u64>(), 3);
        assert!(
            counts.contains(&(check, 2)) && counts.contains(&(put, 1)),
            "{counts:?}"
        );
        let last = last.unwrap();
        assert_eq!((&last.operation, last.at), (put, at(2)));
        assert_eq!(counted[0].hour, hour(at(3)));
        assert_eq!(tally.take(client, at(4)), (vec![], None));
        tally.put_back(&counted);
        assert_eq!(tally.take(client, at(3)).0, counted);
    }
}
