//! What was cut or is of an older time is no mirror.

use super::*;

#[test]
fn a_mailbox_is_looked_for_in_the_spelling_that_is_kept() {
    assert_eq!(
        canonical("email:ÄNNE@Example.org"),
        "email:änne@example.org"
    );
    assert_eq!(canonical("email:RENE\u{301}@x"), "email:ren\u{e9}@x");
    assert_eq!(canonical("crm:A"), "crm:A");
}

#[test]
fn what_was_cut_is_no_mirror() {
    let empty = State::default();
    assert!(State::read(empty.lines(None).take(1).map(Ok)).is_err());
    let mut known = State::default();
    known.customers.insert("cus_1".to_owned(), Known::default());
    let without = known
        .lines(None)
        .filter(|line| !matches!(line, Line::Customer(_)));
    assert!(State::read(without.map(Ok)).is_err());
    assert!(State::read(known.lines(None).map(Ok)).is_ok());
    assert!(State::read(known.lines(None).skip(1).map(Ok)).is_err());
}

#[test]
fn a_file_of_before_there_were_wishes_and_merges_is_as_good_as_none() {
    let new = r#"{"customer":"cus_1","merged":[],"identifiers":[],"region":null,"situations":{},"open_complaints":[],"paused":false,
        "index":1,"answers":{"a":{"exchange":{"standing":"granted","version":1,"index":1,
        "since":"2026-11-23T10:00:00.000Z","receipt":"rcp_1"}}}}"#;
    assert!(serde_json::from_str::<Line>(new).is_ok());
    for (is, was) in [
        (r#""merged":[],"#, ""),
        (r#""situations":{},"#, ""),
        (r#""open_complaints":[],"#, ""),
        (r#""version":1,"index":1"#, r#""version":1"#),
    ] {
        assert!(serde_json::from_str::<Line>(&new.replace(is, was)).is_err());
    }
    let terms = r#"{"proposition":"a","version":1,"published_at":"2026-11-23T10:00:00.000Z",
        "first_index":1,"special":false,"purpose":"p","legal_basis":"consent","regions":["*"],
        "material_since":1,"facets":{},"shares":{}}"#;
    assert!(serde_json::from_str::<Terms>(terms).is_ok());
    let before = terms.replace(r#","shares":{}"#, "");
    assert!(serde_json::from_str::<Terms>(&before).is_err());
}

#[test]
fn a_file_gives_a_name_that_moved_to_one_record_alone() {
    let person = |customer: &str, names: &[&str], index| Person {
        customer: customer.to_owned(),
        identifiers: names.iter().map(|name| (*name).to_owned()).collect(),
        region: None,
        minor_until: None,
        index,
    };
    let mut state = State::default();
    state.put(person("cus_1", &["crm:1"], 0));
    state.put(person("cus_2", &["visitor:2"], 0));
    state.put(person("cus_1", &["crm:1", "visitor:2"], 7));
    let rows = || state.lines(None).collect::<Vec<_>>();
    // Customers are kept in no order.
    let mut turned = rows();
    turned[1..3].reverse();
    for lines in [rows(), turned] {
        let (read, _) = State::read(lines.into_iter().map(Ok)).unwrap();
        assert!(matches!(read.find("visitor:2"), Found::Unsure));
    }
}
