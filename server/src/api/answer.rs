//! Answers of reads, with the tag that says whether anything changed, and of writes.

use std::hash::{Hash, Hasher as _};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use serde::Serialize;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::call::Call;

/// The ledger index that an answer reflects.
static MUTUAL_INDEX: HeaderName = HeaderName::from_static("mutual-index");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// What is kept must be asked for again before it is used: a verdict is never stale.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The JSON of a value of ours: string keys and no failing serialiser.
pub(crate) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(512);
    match serde_json::to_writer(&mut bytes, value) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// Answers a read of `state`, whose tag follows from the state itself: for who has it already,
/// nothing is rendered.
pub(crate) fn read_state(
    call: &Call,
    index: u64,
    state: &impl Hash,
    render: impl FnOnce() -> Vec<u8>,
) -> Response<Body> {
    tagged(call.headers(), index, state_tag(state), render)
}

/// The strong tag of a state. It differs between releases, which may render one state differently.
fn state_tag(state: &impl Hash) -> String {
    let mut hasher = Xxh3::new();
    hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
    state.hash(&mut hasher);
    format!("\"{:032x}\"", hasher.digest128())
}

/// Answers a read with `body`. Its tag covers everything, or what comes before the field `beside`:
/// where the ledger stands, and for how long the answer holds, are not part of the state.
pub(crate) fn read(
    call: &Call,
    index: u64,
    body: Vec<u8>,
    beside: Option<&'static str>,
) -> Response<Body> {
    let covered = match beside {
        Some(field) => before(&body, field),
        None => &body,
    };
    let tag = tag(covered);
    tagged(call.headers(), index, tag, || body)
}

/// Answers with what `render` makes, or that the caller has it, where it sent this tag along.
fn tagged(
    asked: &HeaderMap,
    index: u64,
    tag: String,
    render: impl FnOnce() -> Vec<u8>,
) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    if is_known(asked, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        *response.body_mut() = Body::from(render());
        response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, ASK_AGAIN);
    headers.insert(MUTUAL_INDEX.clone(), HeaderValue::from(index));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// What a JSON object of ours says before its field `name`, one of the last.
fn before<'a>(object: &'a [u8], name: &str) -> &'a [u8] {
    let starts = |rest: &[u8]| {
        let rest = rest
            .strip_prefix(b",\"")
            .and_then(|rest| rest.strip_prefix(name.as_bytes()));
        rest.is_some_and(|rest| rest.starts_with(b"\":"))
    };
    let at = (0..object.len())
        .rev()
        .find(|at| object.get(*at..).is_some_and(starts));
    at.and_then(|at| object.get(..at)).unwrap_or(object)
}

/// Answers with JSON that no tag is for.
pub(crate) fn plain<T: Serialize>(status: StatusCode, index: u64, value: &T) -> Response<Body> {
    let mut response = Response::new(Body::from(json(value)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response
        .headers_mut()
        .insert(MUTUAL_INDEX.clone(), HeaderValue::from(index));
    response
}

/// Answers with bytes of that media type.
pub(crate) fn bytes(media: &'static str, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response
}

/// Answers that it is done, and that there is nothing to read.
pub(crate) fn done(index: u64) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    reflect(&mut response, index);
    response
}

/// Says which index an answer reflects.
pub(crate) fn reflect(response: &mut Response<Body>, index: u64) {
    response
        .headers_mut()
        .insert(MUTUAL_INDEX.clone(), HeaderValue::from(index));
}

/// The strong tag of these bytes (RFC 9110, 8.8.3).
pub(crate) fn tag(state: &[u8]) -> String {
    format!("\"{:032x}\"", xxh3_128(state))
}

/// Whether the caller holds the state with this tag already.
pub(crate) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(',').map(str::trim))
        .any(|given| given == "*" || given.strip_prefix("W/").unwrap_or(given) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_ledger_stands_is_not_part_of_the_state() {
        let object = br#"{"a":",\"index\":1","index":7,"max_age_s":60}"#;
        assert_eq!(before(object, "index"), br#"{"a":",\"index\":1""#);
        assert_eq!(before(object, "head"), object);
    }

    #[test]
    fn nothing_is_rendered_for_who_has_it_already() {
        let state = ("crm:42", Some(7_u64));
        let fresh = tagged(&HeaderMap::new(), 3, state_tag(&state), || b"{}".to_vec());
        assert_eq!(fresh.status(), StatusCode::OK);
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, fresh.headers()[header::ETAG].clone());
        let known = tagged(&asked, 4, state_tag(&state), || panic!("it is rendered"));
        assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(known.headers()[&MUTUAL_INDEX], "4");
        let other = ("crm:42", Some(8_u64));
        let changed = tagged(&asked, 4, state_tag(&other), || b"{}".to_vec());
        assert_eq!(changed.status(), StatusCode::OK);
    }

    #[test]
    fn a_tag_is_known_weak_or_strong_alone_or_in_a_list() {
        let mut headers = HeaderMap::new();
        assert!(!is_known(&headers, "\"a\""));
        headers.append(
            header::IF_NONE_MATCH,
            HeaderValue::from_static("\"b\", W/\"a\""),
        );
        assert!(is_known(&headers, "\"a\""));
        assert!(is_known(&headers, "\"b\""));
        assert!(!is_known(&headers, "\"c\""));
    }
}
