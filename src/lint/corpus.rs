//! The linter against a corpus of texts, honest and dishonest, of many trades.
//!
//! A row is a change to one honest document: `[rule, field, text]` changes one text, `[rule, {fields}]`
//! changes several. Honest rows have no rule.

use serde_json::Value;

use super::stories::{Plain, base};
use super::{Finding, Level, Surroundings, lint};
use crate::catalogue::Registry;

/// Rules whose findings block wherever they stand in the table.
const BLOCKING: &[&str] = &[
    "L-V1", "L-D1", "L-D2", "L-S1", "L-S2", "L-U1", "L-N1", "L-A1", "L-E1", "L-L1", "L-T1", "L-C1",
    "L-V2", "L-R1",
];

fn rows(json: &str) -> Vec<Vec<Value>> {
    serde_json::from_str(json).unwrap()
}

fn set(document: &mut Value, field: &str, text: &Value) {
    let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
    *document
        .pointer_mut(&pointer)
        .unwrap_or_else(|| panic!("{field}")) = text.clone();
}

fn document(row: &[Value]) -> Value {
    let mut document = base();
    match row {
        [Value::String(field), text] => set(&mut document, field, text),
        [Value::Object(fields)] => {
            for (field, value) in fields {
                if field.contains(['.', '[']) {
                    set(&mut document, field, value);
                } else {
                    document[field] = value.clone();
                }
            }
        }
        other => panic!("no row: {other:?}"),
    }
    document
}

fn judged(row: &[Value]) -> Vec<Finding> {
    let registry = Registry::starter();
    let mut with = Surroundings::new(&registry);
    with.reading = &Plain;
    lint(&document(row), &with)
}

/// The share of dishonest rows that are found by their rule, and those that are not.
fn found(json: &str) -> (usize, Vec<String>) {
    let rows = rows(json);
    let mut missed = Vec::new();
    for row in &rows {
        let (rule, change) = row.split_first().unwrap();
        let rule = rule.as_str().unwrap();
        assert!(BLOCKING.contains(&rule), "{rule}");
        let findings = judged(change);
        let hit = findings
            .iter()
            .any(|f| f.rule.id() == rule && f.level == Level::Block);
        if !hit {
            let others: Vec<_> = findings
                .iter()
                .map(|f| format!("{} {:?} {}", f.rule, f.level, f.field))
                .collect();
            missed.push(format!("{rule} {change:?}: {others:?}"));
        }
    }
    (rows.len(), missed)
}

/// The honest rows that are blocked.
fn blocked(json: &str) -> (usize, Vec<String>) {
    let rows = rows(json);
    let mut wrong = Vec::new();
    for row in &rows {
        let blocks: Vec<_> = judged(row)
            .into_iter()
            .filter(|f| f.level == Level::Block)
            .collect();
        if !blocks.is_empty() {
            let why: Vec<_> = blocks
                .iter()
                .map(|f| format!("{} {} {}", f.rule, f.field, f.message))
                .collect();
            wrong.push(format!("{row:?}: {why:?}"));
        }
    }
    (rows.len(), wrong)
}

fn report(name: &str, all: usize, wrong: &[String]) -> f64 {
    println!("{name}: {} of {all}", wrong.len());
    for line in wrong {
        println!("  {line}");
    }
    #[expect(clippy::cast_precision_loss, reason = "a corpus is small")]
    let share = wrong.len() as f64 / all.max(1) as f64;
    share
}

#[test]
fn the_dishonest_are_found() {
    let (all, missed) = found(include_str!("corpus/dishonest.json"));
    assert!(all >= 150, "{all}");
    assert!(report("missed", all, &missed) <= 0.05);
}

#[test]
fn the_honest_pass() {
    let (all, wrong) = blocked(include_str!("corpus/honest.json"));
    assert!(all >= 150, "{all}");
    assert!(report("blocked", all, &wrong) <= 0.05);
}

#[test]
fn what_the_demo_says_passes() {
    let (all, wrong) = blocked(&format!("[[{}]]", base()));
    assert!(report("blocked", all, &wrong) <= 0.0);
}
