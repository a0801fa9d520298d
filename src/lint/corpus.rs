//! The linter against a corpus of texts, honest and dishonest, of many trades.
//!
//! A row is a change to one honest document: `[rule, field, text]` changes one text, `[rule, {fields}]`
//! changes several. Honest rows have no rule.
//!
//! `whole.json` has whole documents, in three languages: the honest ones, and what makes one of them
//! dishonest as `[rule, key, {fields}]`. `others.json` changes one text of its German and Arabic
//! documents, `[rule, key, field, text]`; an honest row has no rule. `trades.json` has English documents of
//! many trades as their texts alone; a row `[field, text]` makes the one before it dishonest, and `[field, text, "~"]`
//! so that only a reader who knows the trade can tell: a warning is enough.
//! `classes.json` has, for each class of mistakes that the linter once made, sentences of other trades on both
//! sides: `[class, rule, {fields}]`. No rule: nothing blocks; a rule with a `?`: it warns at least; with
//! a `~`: it warns, and nothing blocks. A fourth element is the key of the document of `whole.json` that
//! is changed.

use serde_json::Value;

use super::says::Says;
use super::stories::{Plain, base};
use super::{Finding, Level, Surroundings, Tongue, lint};
use crate::catalogue::Registry;
use crate::guard::RedLines;

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
    changed(base(), row)
}

fn changed(mut document: Value, row: &[Value]) -> Value {
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
    found_in(&document(row))
}

fn found_in(document: &Value) -> Vec<Finding> {
    let registry = Registry::starter();
    let mut with = Surroundings::new(&registry);
    with.reading = &Plain;
    lint(document, &with)
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
                .map(|f| format!("{} {} {}", f.rule, f.field, f.message(Tongue::English)))
                .collect();
            wrong.push(format!("{row:?}: {why:?}"));
        }
    }
    (rows.len(), wrong)
}

/// The documents of `whole.json`, those of one language, with the rule that each breaks.
fn whole(locale: &str) -> Vec<(Option<String>, Value)> {
    let all: Value = serde_json::from_str(include_str!("corpus/whole.json")).unwrap();
    let honest = all["honest"].as_array().unwrap();
    let mut documents: Vec<_> = honest.iter().map(|d| (None, d.clone())).collect();
    for row in all["dishonest"].as_array().unwrap() {
        let base = honest.iter().find(|d| d["key"] == row[1]).unwrap();
        let mut document = base.clone();
        for (field, value) in row[2].as_object().unwrap() {
            document[field] = value.clone();
        }
        documents.push((row[0].as_str().map(str::to_owned), document));
    }
    documents.retain(|(_, d)| d["locale"] == locale);
    documents
}

/// Of whole documents in a language: the share of the dishonest that their rule misses, and of the
/// honest that are blocked.
fn judged_whole(locale: &str) -> (f64, f64) {
    let (mut missed, mut wrong, mut bad, mut good) = (Vec::new(), Vec::new(), 0, 0);
    let registry = Registry::starter();
    for (rule, document) in whole(locale) {
        let mut with = Surroundings::new(&registry);
        with.reading = &Plain;
        let findings = lint(&document, &with);
        let blocks: Vec<_> = findings
            .iter()
            .filter(|f| f.level == Level::Block)
            .map(|f| format!("{} {} {}", f.rule, f.field, f.message(Tongue::English)))
            .collect();
        match rule {
            Some(rule) => {
                bad += 1;
                if !blocks.iter().any(|block| block.starts_with(&rule)) {
                    missed.push(format!("{rule} {}: {blocks:?}", document["key"]));
                }
            }
            None => {
                good += 1;
                if !blocks.is_empty() {
                    wrong.push(format!("{}: {blocks:?}", document["key"]));
                }
            }
        }
    }
    assert!(bad >= 5 && good >= 5, "{locale}");
    (
        report(&format!("missed in {locale}"), bad, &missed),
        report(&format!("blocked in {locale}"), good, &wrong),
    )
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

/// Of the texts in a language beside English: the share of the dishonest that their rule misses, and of the
/// honest that are blocked.
fn judged_texts(locale: &str) -> (f64, f64) {
    let honest: Vec<Value> = whole(locale)
        .into_iter()
        .filter_map(|(rule, document)| rule.is_none().then_some(document))
        .collect();
    let registry = Registry::starter();
    let (mut missed, mut wrong, mut bad, mut good) = (Vec::new(), Vec::new(), 0, 0);
    for row in rows(include_str!("corpus/others.json")) {
        let [rule, key, field, text] = &row[..] else {
            panic!("no row: {row:?}")
        };
        let Some(base) = honest.iter().find(|document| document["key"] == *key) else {
            continue;
        };
        let mut document = base.clone();
        set(&mut document, field.as_str().unwrap(), text);
        let mut with = Surroundings::new(&registry);
        with.reading = &Plain;
        let blocks: Vec<_> = lint(&document, &with)
            .into_iter()
            .filter(|f| f.level == Level::Block)
            .map(|f| format!("{} {} {}", f.rule, f.field, f.message(Tongue::English)))
            .collect();
        if let Some(rule) = rule.as_str() {
            bad += 1;
            if !blocks.iter().any(|block| block.starts_with(rule)) {
                missed.push(format!("{rule} {field} {text}: {blocks:?}"));
            }
        } else {
            good += 1;
            if !blocks.is_empty() {
                wrong.push(format!("{field} {text}: {blocks:?}"));
            }
        }
    }
    assert!(bad >= 40 && good >= 40, "{locale}: {bad} {good}");
    (
        report(&format!("missed texts in {locale}"), bad, &missed),
        report(&format!("blocked texts in {locale}"), good, &wrong),
    )
}

/// A document of `trades.json`.
fn of_a_trade(texts: &Value) -> Value {
    let mut document = base();
    let categories = texts["data"].as_array().unwrap().iter();
    document["data"] = categories
        .map(|category| serde_json::json!({"category": category, "required": true}))
        .collect();
    for field in ["title", "use", "if_off", "stays", "retention"] {
        document[field] = texts[field].clone();
    }
    for field in ["question", "refuse"] {
        document["ask"][field] = texts[field].clone();
    }
    for field in ["what", "unit"] {
        document["benefits"][0][field] = texts[field].clone();
    }
    document["benefits"][0]["amount"] = 1.into();
    // Some give money, and all were written for their words.
    document["worth"] = serde_json::json!({
        "amount": "6.00", "currency": "GBP", "per": "year", "method": "average_value"
    });
    document
}

#[test]
fn documents_of_many_trades_are_told_apart() {
    let rows: Vec<Value> = serde_json::from_str(include_str!("corpus/trades.json")).unwrap();
    let registry = Registry::starter();
    let blocked = |document: &Value| -> Vec<String> {
        let mut with = Surroundings::new(&registry);
        with.reading = &Plain;
        let findings = lint(document, &with).into_iter();
        // These were written for their words, and not for their length or grade.
        let findings = findings.filter(|f| f.level == Level::Block);
        let findings = findings.filter(|f| !matches!(f.rule.id(), "L-R1" | "L-S1"));
        findings
            .map(|f| format!("{} {} {}", f.rule, f.field, f.message(Tongue::English)))
            .collect()
    };
    let (mut honest, mut bad, mut good) = (Value::Null, 0, 0);
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for row in &rows {
        if let [Value::String(field), text, doubt @ ..] =
            row.as_array().map(Vec::as_slice).unwrap_or_default()
        {
            let mut document = honest.clone();
            set(&mut document, field, text);
            bad += 1;
            let warned = || found_in(&document).iter().any(|f| f.field == *field);
            if blocked(&document).is_empty() && (doubt.is_empty() || !warned()) {
                missed.push(format!("{field} {text}"));
            }
        } else {
            honest = of_a_trade(row);
            good += 1;
            let why = blocked(&honest);
            if !why.is_empty() {
                wrong.push(format!("{}: {why:?}", honest["title"]));
            }
        }
    }
    assert!(bad >= 80 && good >= 100, "{bad} {good}");
    assert!(report("missed in trades", bad, &missed) <= 0.05);
    assert!(report("blocked in trades", good, &wrong) <= 0.05);
}

#[test]
fn texts_in_other_languages_are_told_apart() {
    for locale in ["de", "ar"] {
        let (missed, blocked) = judged_texts(locale);
        assert!(missed <= 0.05, "{locale}: {missed}");
        assert!(blocked <= 0.05, "{locale}: {blocked}");
    }
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
fn whole_documents_are_told_apart_in_each_language() {
    for locale in ["en", "de", "ar"] {
        let (missed, blocked) = judged_whole(locale);
        assert!(missed <= 0.05, "{locale}: {missed}");
        assert!(blocked <= 0.05, "{locale}: {blocked}");
    }
}

#[test]
fn nobody_honest_asks_for_what_the_starter_lines_deny() {
    let (registry, lines) = (Registry::starter(), RedLines::starter());
    let lines: Vec<_> = lines.iter().collect();
    let mut with = Surroundings::new(&registry);
    with.red_lines = &lines;
    let texts = rows(include_str!("corpus/honest.json"));
    let mut all: Vec<_> = texts.iter().map(|row| document(row)).collect();
    for locale in ["en", "de", "ar"] {
        let honest = whole(locale).into_iter();
        all.extend(
            honest
                .filter(|(rule, _)| rule.is_none())
                .map(|(_, document)| document),
        );
    }
    for document in all {
        let found = lint(&document, &with);
        let mut hit = found
            .iter()
            .filter(|found| matches!(found.says, Says::LineDenies { .. }));
        assert_eq!(hit.next(), None, "{document}");
    }
}

#[test]
fn what_the_demo_says_passes() {
    let (all, wrong) = blocked(&format!("[[{}]]", base()));
    assert!(report("blocked", all, &wrong) <= 0.0);
}

#[test]
fn each_class_of_mistakes_falls_on_its_side() {
    let mut wrong = Vec::new();
    let whole: Value = serde_json::from_str(include_str!("corpus/whole.json")).unwrap();
    let wholes = whole["honest"].as_array().unwrap();
    for row in rows(include_str!("corpus/classes.json")) {
        let [Value::String(class), Value::String(rule), change, rest @ ..] = row.as_slice() else {
            panic!("no row: {row:?}");
        };
        let honest = rest.first().map_or_else(base, |key| {
            let of = |document: &&Value| document["key"] == *key;
            wholes
                .iter()
                .find(of)
                .unwrap_or_else(|| panic!("{key}"))
                .clone()
        });
        let findings = found_in(&changed(honest, std::slice::from_ref(change)));
        let mut blocking = findings.iter().filter(|f| f.level == Level::Block);
        let named = |rule: &str| findings.iter().any(|f| f.rule.id() == rule);
        let right = match (rule.strip_suffix('?'), rule.strip_suffix('~')) {
            _ if rule.is_empty() => blocking.next().is_none(),
            (Some(rule), _) => named(rule),
            (None, Some(rule)) => named(rule) && blocking.next().is_none(),
            (None, None) => blocking.any(|f| f.rule.id() == rule),
        };
        if !right {
            let found = findings.iter().map(|f| format!("{} {:?}", f.rule, f.level));
            wrong.push(format!(
                "{class}, {rule}: {change} {:?}",
                found.collect::<Vec<_>>()
            ));
        }
    }
    assert_eq!(wrong, [""; 0]);
}
