//! What a sample shows of its invented people, beside what it shows of the benefits.

use serde_json::Value;

use crate::catalogue::MOST_PEOPLE;
use crate::lint::page::{Field, Page};
use crate::lint::phrase::Run;
use crate::lint::text::{Text, Token};

/// The most values of one person that are looked at, and the most characters of one.
const MOST: usize = 20;
const LONGEST: usize = 200;

/// What is known of each of the invented people: her values, each a piece of a sentence.
pub(super) struct Shown(Vec<Vec<Text>>);

impl Shown {
    pub(super) fn read(page: &Page<'_>) -> Self {
        let people = page
            .json
            .pointer("/sample/people")
            .and_then(Value::as_array);
        let people = people.into_iter().flatten().take(MOST_PEOPLE);
        let of = |value: &Value| {
            let value: String = value.as_str()?.chars().take(LONGEST).collect();
            // What begins another sentence is told by the sample, wherever it was typed.
            let text = Text::read(&value);
            (text.sentences().len() <= 1).then_some(text)
        };
        let people = people.filter_map(Value::as_object);
        let people = people.map(|person| person.values().take(MOST).filter_map(of).collect());
        Self(people.collect())
    }

    /// Whether the words of a run are what is known of somebody wherever they stand: "8 coffees in May"
    /// are bought, not given. Where the text has them more often than her values, it says them itself.
    pub(super) fn is_known(&self, field: &Field<'_>, run: Run) -> bool {
        let Some(words) = field.text.tokens.get(run.0..run.1) else {
            return false;
        };
        let is_same = |there: &[Token]| {
            let mut pairs = there.iter().zip(words);
            pairs.all(|(a, b)| a.word == b.word && a.money == b.money && a.percent == b.percent)
        };
        let times = |text: &Text| {
            let windows = text.tokens.windows(words.len());
            windows.filter(|there| is_same(there)).count()
        };
        if words.is_empty() {
            return false;
        }
        // Few words are known of anybody, so the text is read for these alone.
        let people = self.0.iter();
        let known = people.map(|values| values.iter().map(times).sum::<usize>());
        let most = known.max().unwrap_or_default();
        most > 0 && most >= times(&field.text)
    }
}
