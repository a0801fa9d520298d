//! What Ana is told of a red line in her language: nobody alone puts other words there.

use super::house::{House, staff};
use crate::access::Role;
use crate::consent::Route;
use crate::guard::{Condition, RedLine};
use crate::id::AccountId;
use crate::ledger::{Body, LineChange};
use crate::use_cases::{Command, NOTICE_S, RedLineEdit, Refusal};

const NEVER: &str = "Wir tun das nie.";
const GLADLY: &str = "Wir tun das gern.";

fn line(labels: &[(&str, &str)]) -> RedLine {
    let labels = labels.iter();
    RedLine {
        labels: labels
            .map(|&(tag, text)| (tag.to_owned(), text.to_owned()))
            .collect(),
        when: Condition {
            topics: ["loan".to_owned()].into(),
            ..Condition::default()
        },
        ..crate::guard::naive::plain("no-loans")
    }
}

impl House {
    /// Rex draws it, and the account `by` agreed, where it is not 0.
    fn tells(&mut self, line: &RedLine, by: u8) -> Result<Vec<Body>, Refusal> {
        let edit = RedLineEdit {
            changes: vec![LineChange::Put(Box::new(line.clone()))],
            reason: "So that everybody reads it.".to_owned(),
            from: None,
            over: vec![],
            approved_by: (by != 0).then(|| AccountId::from_bytes([by; 16])),
        };
        let draw = Command::DrawRedLines(Box::new(edit));
        self.run(&staff(1, Role::Reviewer), Route::Page, &draw)
    }

    fn reads(&self, locale: &str) -> String {
        let lines = self.catalogue.red_lines();
        let stands = lines.line("no-loans", self.now).unwrap();
        stands.line.says_in(locale).to_owned()
    }
}

#[test]
fn a_line_is_put_into_ana_s_language_by_two_people_and_at_once() {
    let (mut house, _) = House::with_ana();
    house.tells(&line(&[]), 0).unwrap();
    let german = line(&[("de", NEVER)]);
    for nobody_else in [0, 1] {
        let alone = house.tells(&german, nobody_else);
        assert_eq!(alone, Err(Refusal::NotAgreed), "{nobody_else}");
    }
    assert_eq!(house.reads("de"), "We never do this.");
    house.tells(&german, 2).unwrap();
    assert_eq!(house.reads("de"), NEVER);
    // What she read is words that she was told: others need their days.
    let other = line(&[("de", GLADLY)]);
    assert_eq!(house.tells(&other, 0), Err(Refusal::NotAgreed));
    let drawn = house.tells(&other, 2).unwrap();
    let [Body::RedLines(changed)] = &*drawn else {
        panic!("one entry: {drawn:?}");
    };
    assert_eq!(changed.from, house.now.plus_seconds(NOTICE_S));
    assert_eq!(house.reads("de"), NEVER);
}

#[test]
fn a_line_that_is_new_is_written_in_every_language_by_one_person() {
    let (mut house, _) = House::with_ana();
    let drawn = house.tells(&line(&[("de", NEVER)]), 0).unwrap();
    assert_eq!(drawn.len(), 1);
    assert_eq!(house.reads("de"), NEVER);
}

#[test]
fn nobody_puts_other_words_before_the_english_ones() {
    let (mut house, _) = House::with_ana();
    house.tells(&line(&[]), 0).unwrap();
    for tag in ["en", "en-GB"] {
        // Not even two people.
        let refused = house.tells(&line(&[(tag, "We do this gladly.")]), 2);
        let Err(Refusal::Faults(faults)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(faults[0].field, format!("no-loans.labels.{tag}"));
        assert_eq!(house.reads(tag), "We never do this.");
    }
}
