//! JSON bodies, read strictly: every unknown field is named, and every wrong one with its place.

use serde::Deserialize;
use serde_ignored::Path;
use serde_json::error::Category;

use super::problem::{Code, FieldError, MOST_ERRORS, Problem};
use crate::objects::Strict;

/// Reads a body.
///
/// A struct is read from an object alone, wherever it stands ([`Strict`] says for which types this
/// does not hold).
///
/// # Errors
///
/// 400 where it is not UTF-8 or not JSON; 422 where a field is unknown, missing or wrong.
pub(crate) fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(body)
        .map_err(|_| Problem::new(Code::InvalidUtf8, "the body is not UTF-8"))?;
    let mut unknown = Vec::new();
    let mut more = 0;
    let mut reader = serde_json::Deserializer::from_str(text);
    // A body has room for hundreds of thousands: only those that the answer names cost memory.
    let read = serde_ignored::deserialize(Strict(&mut reader), |path| {
        if unknown.len() < MOST_ERRORS {
            unknown.push(place(&path));
        } else {
            more += 1;
        }
    });
    let read = read.and_then(|read: T| reader.end().map(|()| read));
    match read {
        Ok(read) if unknown.is_empty() => Ok(read),
        Ok(_) => Err(unknown_fields(unknown).and_more(more)),
        Err(error) if error.classify() == Category::Data => Err(wrong_field::<T>(text)),
        Err(error) => {
            let detail = format!("the body is not JSON: {error}");
            Err(Problem::new(Code::InvalidJson, detail))
        }
    }
}

fn unknown_fields(unknown: Vec<String>) -> Problem {
    let errors = unknown.into_iter().map(|field| FieldError {
        field,
        message: "there is no such field".to_owned(),
    });
    Problem::new(Code::UnknownField, "the body has unknown fields").fields(errors)
}

/// Reads once more, slowly, to learn where the wrong field is.
fn wrong_field<'a, T: Deserialize<'a>>(text: &'a str) -> Problem {
    let mut reader = serde_json::Deserializer::from_str(text);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(Strict(&mut reader)) else {
        return Problem::new(Code::InvalidField, "a field cannot be used");
    };
    let message = error.inner().to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(words, _)| words);
    let parent = match error.path().to_string() {
        path if path == "." => String::new(),
        path => path,
    };
    let below = |name: &str| match parent.as_str() {
        "" => name.to_owned(),
        parent if parent == name || parent.ends_with(&format!(".{name}")) => parent.to_owned(),
        parent => format!("{parent}.{name}"),
    };
    if let Some(name) = quoted(message, "missing field `") {
        return Problem::invalid(below(name), "this is missing");
    }
    if let Some(name) = quoted(message, "duplicate field `") {
        return Problem::invalid(below(name), "give this once");
    }
    let field = if parent.is_empty() {
        "body".to_owned()
    } else {
        parent
    };
    Problem::invalid(field, plain(message))
}

fn quoted<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    message.strip_prefix(before)?.split('`').next()
}

/// The reader's words for a wrong type, in words for people who write no Rust.
fn plain(message: &str) -> String {
    let expected = message
        .rsplit_once("expected ")
        .map(|(_, expected)| expected);
    let expected = match expected.unwrap_or_default() {
        "u8" | "u16" | "u32" | "u64" => "use a whole number",
        "f32" | "f64" => "use a number",
        "a string" | "a borrowed string" | "string" => "use a text",
        "a boolean" => "use true or false",
        "a sequence" => "use a list",
        "a map" => "use an object",
        structure if structure.starts_with("struct ") => "use an object",
        _ => return message.to_owned(),
    };
    expected.to_owned()
}

/// `choices[0].evidence.at`
fn place(path: &Path<'_>) -> String {
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}[{index}]", place(parent)),
        Path::Map { parent, key } => match place(parent) {
            parent if parent.is_empty() => key.clone(),
            parent => format!("{parent}.{key}"),
        },
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => place(parent),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[expect(dead_code, reason = "read for its shape alone")]
        name: String,
        #[expect(dead_code, reason = "read for its shape alone")]
        items: Option<Vec<Inner>>,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[expect(dead_code, reason = "read for its shape alone")]
        count: u32,
    }

    /// A struct everywhere that one can stand.
    #[derive(Debug, Default, PartialEq, Deserialize)]
    struct Whole {
        one: Option<Part>,
        many: Option<Vec<Part>>,
        named: Option<BTreeMap<String, Part>>,
        pair: Option<(Part, u32)>,
        wrapped: Option<Wrapped>,
        kind: Option<Kind>,
        below: Option<Box<Whole>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Part {
        count: u32,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Wrapped(Part);

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        Of(Part),
        Both(u32, Part),
        With { count: u32, part: Option<Part> },
    }

    fn wrong(body: &[u8]) -> (Code, Vec<(String, String)>) {
        wrong_as::<Outer>(body)
    }

    fn wrong_as<'a, T: std::fmt::Debug + Deserialize<'a>>(
        body: &'a [u8],
    ) -> (Code, Vec<(String, String)>) {
        let problem = parse::<T>(body).unwrap_err();
        let errors = problem
            .errors()
            .iter()
            .map(|e| (e.field.clone(), e.message.clone()));
        (problem.code(), errors.collect())
    }

    fn pair(field: &str, message: &str) -> Vec<(String, String)> {
        vec![(field.to_owned(), message.to_owned())]
    }

    #[test]
    fn every_unknown_field_is_named_with_its_place() {
        let (code, errors) =
            wrong(br#"{"name":"a","colour":1,"items":[{"count":1},{"count":2,"x":{"y":1}}]}"#);
        assert_eq!(code, Code::UnknownField);
        let fields: Vec<_> = errors.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["colour", "items[1].x"]);
    }

    #[test]
    fn the_first_unknown_fields_are_named_and_the_others_counted() {
        let body = format!("{{{}\"name\":\"a\"}}", "\"\":0,".repeat(100_000));
        let problem = parse::<Outer>(body.as_bytes()).unwrap_err();
        assert_eq!(problem.errors().len(), 20);
        assert!(problem.sentence().ends_with(" more"), "{problem:?}");
        assert!(problem.sentence().len() <= 500);
        let long = format!("{{\"{}\":0,\"name\":\"a\"}}", "x".repeat(100_000));
        let problem = parse::<Outer>(long.as_bytes()).unwrap_err();
        assert_eq!(problem.errors()[0].field.chars().count(), 500);
    }

    #[test]
    fn a_wrong_field_is_named_with_its_place() {
        let invalid = |errors| (Code::InvalidField, errors);
        assert_eq!(wrong(br#"{"name":1}"#), invalid(pair("name", "use a text")));
        assert_eq!(wrong(br#"{}"#), invalid(pair("name", "this is missing")));
        assert_eq!(
            wrong(br#"{"name":"a","items":[{"count":-1}]}"#),
            invalid(pair("items[0].count", "use a whole number"))
        );
        assert_eq!(
            wrong(br#"{"name":"a","items":[{}]}"#),
            invalid(pair("items[0].count", "this is missing"))
        );
        assert_eq!(
            wrong(br#"{"name":"a","name":"b"}"#),
            invalid(pair("name", "give this once"))
        );
        assert_eq!(wrong(b"[]"), invalid(pair("body", "use an object")));
    }

    #[test]
    fn a_list_of_the_values_of_its_fields_is_no_object() {
        let invalid = |field| (Code::InvalidField, pair(field, "use an object"));
        assert_eq!(wrong(br#"["a",[]]"#), invalid("body"));
        for (body, field) in [
            ("[null,null,null,null,null,null,null]", "body"),
            (r#"{"one":[1]}"#, "one"),
            (r#"{"many":[{"count":1},[1]]}"#, "many[1]"),
            (r#"{"named":{"a":[1]}}"#, "named.a"),
            (r#"{"pair":[[1],2]}"#, "pair[0]"),
            (r#"{"wrapped":[1]}"#, "wrapped"),
            (r#"{"kind":{"of":[1]}}"#, "kind.of"),
            (r#"{"kind":{"both":[2,[1]]}}"#, "kind.both[1]"),
            (r#"{"kind":{"with":[2,null]}}"#, "kind.with"),
            (
                r#"{"kind":{"with":{"count":2,"part":[1]}}}"#,
                "kind.with.part",
            ),
            (
                r#"{"below":{"below":{"many":[[1]]}}}"#,
                "below.below.many[0]",
            ),
        ] {
            assert_eq!(wrong_as::<Whole>(body.as_bytes()), invalid(field), "{body}");
        }
    }

    #[test]
    fn lists_that_are_meant_are_read_and_texts_are_not_copied() {
        let body = br#"{"one":{"count":1},"many":[{"count":1},{"count":2}],
            "named":{"a":{"count":1}},"pair":[{"count":1},2],"wrapped":{"count":1},
            "kind":{"both":[2,{"count":1}]},"below":{"many":[]}}"#;
        let part = |count| Part { count };
        let read: Whole = parse(body).unwrap();
        let meant = Whole {
            one: Some(part(1)),
            many: Some(vec![part(1), part(2)]),
            named: Some(BTreeMap::from([("a".to_owned(), part(1))])),
            pair: Some((part(1), 2)),
            wrapped: Some(Wrapped(part(1))),
            kind: Some(Kind::Both(2, part(1))),
            below: Some(Box::new(Whole {
                many: Some(vec![]),
                ..Whole::default()
            })),
        };
        assert_eq!(read, meant);
        for (body, kind) in [
            (r#""plain""#, Kind::Plain),
            (r#"{"of":{"count":1}}"#, Kind::Of(part(1))),
            (
                r#"{"with":{"count":2,"part":{"count":1}}}"#,
                Kind::With {
                    count: 2,
                    part: Some(part(1)),
                },
            ),
        ] {
            assert_eq!(parse::<Kind>(body.as_bytes()).unwrap(), kind);
        }
        // What can be borrowed still is: this type can be read in no other way.
        assert_eq!(parse::<Vec<&str>>(br#"["a","b"]"#).unwrap(), ["a", "b"]);
        let any: serde_json::Value = parse(br#"[[1,{"a":[null]}],1.5]"#).unwrap();
        assert_eq!(any.to_string(), r#"[[1,{"a":[null]}],1.5]"#);
    }

    #[test]
    fn what_is_no_json_is_told_apart_from_what_is_no_text() {
        assert_eq!(wrong(b"{\"name\":\"\xff\"}").0, Code::InvalidUtf8);
        assert_eq!(wrong(b"{\"name\":").0, Code::InvalidJson);
        assert_eq!(wrong(b"").0, Code::InvalidJson);
        assert_eq!(wrong(br#"{"name":"a"} x"#).0, Code::InvalidJson);
    }
}
