//! What somebody would get, shown with invented people.
//!
//! A sample shows what the data does before anybody shares it. It is made from nobody's data: its text
//! has slots that name data of the document in braces, and each invented person has a made-up value for
//! each slot. What people get is said by the benefits, and what is used by the data and the words about
//! their use: it shows no more than these.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::document::Faults;
use super::{DataItem, Document, Translation};

/// The most invented people of one sample.
pub const MOST_PEOPLE: usize = 3;
/// The longest value of one slot, in characters: it is a piece of a sentence.
pub const LONGEST_SLOT: u16 = 120;

/// A sample: a text with slots, and the invented people who fill them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// What somebody would get, such as `You bought rye bread {orders}.`
    pub text: String,
    /// Each invented person's value for each slot, by the data that the slot names.
    pub people: Vec<BTreeMap<String, String>>,
}

/// A piece of a sample's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words that are the same for everybody.
    Words(&'a str),
    /// The place of what is known of one person.
    Slot {
        /// The data that it names, which may be any text in a draft.
        data: &'a str,
        /// The person's value; the name of the data again where she has none.
        value: &'a str,
    },
}

impl Sample {
    /// The pieces of the text as they read for this person, counted from 0; for the last one where
    /// there are not so many. A text whose braces do not fit together is words alone.
    #[must_use]
    pub fn told(&self, person: usize) -> Vec<Piece<'_>> {
        let Some(mut pieces) = pieces(&self.text) else {
            return vec![Piece::Words(&self.text)];
        };
        let person = self.people.get(person).or(self.people.last());
        for piece in &mut pieces {
            if let Piece::Slot { data, value } = piece
                && let Some(known) = person.and_then(|person| person.get(*data))
            {
                *value = known.as_str();
            }
        }
        pieces
    }

    /// The text as it reads for each invented person. A slot without a value keeps its braces, so that
    /// it is seen.
    #[must_use]
    pub fn filled(&self) -> Vec<String> {
        let Some(pieces) = pieces(&self.text) else {
            return vec![self.text.clone()];
        };
        let of = |person: &BTreeMap<String, String>| -> String {
            let told = pieces.iter().map(|piece| match piece {
                Piece::Words(words) => (*words).to_owned(),
                Piece::Slot { data, .. } => {
                    let known = person.get(*data).cloned();
                    known.unwrap_or_else(|| format!("{{{data}}}"))
                }
            });
            told.collect()
        };
        self.people.iter().map(of).collect()
    }

    /// All that it says: a line for the text with the names of its slots, and one for how it reads for
    /// each person. Two samples that say the same are the same.
    pub(super) fn whole(&self) -> String {
        let mut all = vec![self.text.clone()];
        all.extend(self.filled());
        all.join("\n")
    }

    /// The words that are the same for everybody.
    pub(super) fn words(&self) -> String {
        let Some(pieces) = pieces(&self.text) else {
            return self.text.clone();
        };
        let words = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words),
            Piece::Slot { .. } => None,
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The data that its slots name; none where its braces do not fit together.
    #[must_use]
    pub fn slots(&self) -> BTreeSet<&str> {
        slots(&self.text)
    }

    fn check(&self, at: &str, known: &[DataItem], faults: &mut Faults) {
        let text = format!("{at}.text");
        faults.text(&text, &self.text);
        let slots = self.slots();
        if pieces(&self.text).is_none() {
            let message = "write each slot between a pair of braces".to_owned();
            faults.add(&text, message);
        } else if slots.is_empty() && !self.text.trim().is_empty() {
            let message = "put data into it, in braces: a sample shows what the data does";
            faults.add(&text, message.to_owned());
        }
        let is_known = |slot: &str| known.iter().any(|item| item.category.as_str() == slot);
        for slot in slots.iter().filter(|slot| !is_known(slot)) {
            faults.add(&text, format!("`{slot}` is not part of this"));
        }
        match self.people.len() {
            0 => faults.add(format!("{at}.people"), "add at least one".to_owned()),
            1..=MOST_PEOPLE => {}
            _ => faults.add(format!("{at}.people"), format!("use at most {MOST_PEOPLE}")),
        }
        for (n, person) in self.people.iter().take(MOST_PEOPLE).enumerate() {
            for slot in slots.iter().filter(|slot| is_known(slot)) {
                let field = format!("{at}.people[{n}].{slot}");
                let value = person.get(*slot).map_or("", String::as_str);
                if value.chars().count() > usize::from(LONGEST_SLOT) {
                    faults.add(field, format!("use at most {LONGEST_SLOT} characters"));
                } else {
                    faults.text(field, value);
                }
            }
            for other in person.keys().filter(|key| !slots.contains(key.as_str())) {
                let message = format!("`{other}` has no slot in the text");
                faults.add(format!("{at}.people[{n}]"), message);
            }
        }
    }
}

impl Document {
    /// What is wrong with the sample in the document's own language.
    pub(super) fn check_sample(&self, faults: &mut Faults) {
        if let Some(sample) = &self.sample {
            sample.check("sample", &self.data, faults);
        }
    }

    /// What is wrong with the sample in another language: it is of the same data, and has as many people.
    pub(super) fn check_sample_in(&self, locale: &str, texts: &Translation, faults: &mut Faults) {
        let at = format!("translations.{locale}.sample");
        let text = format!("{at}.text");
        match (&self.sample, &texts.sample) {
            (None, None) => {}
            (None, Some(_)) => {
                let message = "say it in the document's own language too".to_owned();
                faults.add(text, message);
            }
            (Some(_), None) => faults.text(text, ""),
            (Some(own), Some(other)) => {
                other.check(&at, &self.data, faults);
                if other.people.len() != own.people.len() {
                    let message = "invent as many people as the document does".to_owned();
                    faults.add(format!("{at}.people"), message);
                }
                if !other.text.trim().is_empty() && other.slots() != own.slots() {
                    let message = "put the same data into it as the document does".to_owned();
                    faults.add(text, message);
                }
            }
        }
    }
}

/// The data that the slots of `text` name; none where its braces do not fit together.
#[must_use]
pub fn slots(text: &str) -> BTreeSet<&str> {
    let pieces = pieces(text).unwrap_or_default().into_iter();
    let slots = pieces.filter_map(|piece| match piece {
        Piece::Slot { data, .. } => Some(data),
        Piece::Words(_) => None,
    });
    slots.collect()
}

/// The pieces of a text, where each brace that opens is closed before another one opens.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (words, from) = rest.split_at_checked(at)?;
        let (data, behind) = from.strip_prefix('{')?.split_once('}')?;
        if data.contains('{') {
            return None;
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces.push(Piece::Slot { data, value: data });
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    Some(pieces)
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::{Value, json};

    use super::super::Registry;
    use super::super::tests::recipes;
    use super::super::wording::tests::german;
    use super::*;

    /// A sample of the recipes, as a document has it.
    pub(crate) fn rye() -> Sample {
        serde_json::from_value(json!({
            "text": "Rye bread again? You bought it {orders}. Here are 3 recipes with rye.",
            "people": [{"orders": "on 3 Mondays in May"}, {"orders": "twice last week"}]
        }))
        .unwrap()
    }

    /// The same in German.
    pub(crate) fn roggen() -> Sample {
        serde_json::from_value(json!({
            "text": "Wieder Roggenbrot? Sie haben es {orders} gekauft. Hier sind 3 Rezepte mit Roggen.",
            "people": [{"orders": "an 3 Montagen im Mai"}, {"orders": "zweimal letzte Woche"}]
        }))
        .unwrap()
    }

    fn with(sample: Value) -> Document {
        let mut document = recipes();
        document.sample = Some(serde_json::from_value(sample).unwrap());
        document
    }

    fn faults_of(document: &Document) -> Vec<(String, String)> {
        let faults = document.faults(&Registry::starter()).into_iter();
        faults.map(|fault| (fault.field, fault.message)).collect()
    }

    fn fields(text: &str, people: Value) -> Vec<String> {
        let faults = faults_of(&with(json!({"text": text, "people": people})));
        faults.into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn it_reads_with_the_values_of_each_invented_person() {
        let rye = rye();
        assert_eq!(
            rye.filled(),
            [
                "Rye bread again? You bought it on 3 Mondays in May. Here are 3 recipes with rye.",
                "Rye bread again? You bought it twice last week. Here are 3 recipes with rye.",
            ]
        );
        let value = |person| match rye.told(person)[..] {
            [
                Piece::Words(_),
                Piece::Slot { data, value },
                Piece::Words(_),
            ] => (data, value),
            ref other => panic!("{other:?}"),
        };
        assert_eq!(value(0), ("orders", "on 3 Mondays in May"));
        assert_eq!(value(1), ("orders", "twice last week"));
        assert_eq!(value(9), value(1), "there is no tenth person");
        // A value is words, whatever stands in it: it is not read for slots.
        let mut odd = rye.clone();
        odd.people = vec![BTreeMap::from([(
            "orders".to_owned(),
            "{birthday}".to_owned(),
        )])];
        assert!(odd.filled()[0].contains("bought it {birthday}."));
        // What is half written is shown as far as it goes.
        odd.people.clear();
        assert_eq!(
            odd.told(0)[1],
            Piece::Slot {
                data: "orders",
                value: "orders"
            }
        );
        odd.text = "You bought {orders".to_owned();
        assert_eq!(odd.told(0), [Piece::Words("You bought {orders")]);
    }

    #[test]
    fn an_honest_sample_has_no_fault() {
        let mut document = recipes();
        document.sample = Some(rye());
        assert_eq!(faults_of(&document), []);
    }

    #[test]
    fn a_slot_names_data_of_the_document_in_a_pair_of_braces() {
        let people = || json!([{"orders": "in May"}]);
        assert_eq!(fields("You bought it {orders}.", people()), [""; 0]);
        for open in [
            "{orders} and {orders",
            "{orders} and }",
            "{orders} {{orders}}",
            "}{orders}{",
        ] {
            let found = fields(open, people());
            assert!(
                found.contains(&"sample.text".to_owned()),
                "{open}: {found:?}"
            );
        }
        let message = |text: &str| faults_of(&with(json!({"text": text, "people": people()})));
        let of_text = |text: &str| -> Vec<String> {
            let faults = message(text).into_iter();
            let faults = faults.filter(|(field, _)| field == "sample.text");
            faults.map(|(_, message)| message).collect()
        };
        assert_eq!(
            of_text("{orders} and {browsing}"),
            ["`browsing` is not part of this"],
            "the registry knows it, and the document does not name it"
        );
        assert_eq!(of_text("{orders} and {}"), ["`` is not part of this"]);
        assert_eq!(
            of_text("{orders} and { orders }"),
            ["` orders ` is not part of this"]
        );
    }

    #[test]
    fn a_sample_without_data_shows_nothing_of_what_it_does() {
        let found = faults_of(&with(json!({"text": "Three recipes.", "people": [{}]})));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "sample.text");
        assert!(found[0].1.contains("shows what the data does"), "{found:?}");
    }

    #[test]
    fn each_person_has_each_slot_and_no_other() {
        let text = "You bought it {orders}. A cake on {birthday}.";
        let whole = json!({"orders": "in May", "birthday": "4 May"});
        assert_eq!(fields(text, json!([whole])), [""; 0]);
        assert_eq!(
            fields(text, json!([whole, {"orders": "in May"}])),
            ["sample.people[1].birthday"]
        );
        assert_eq!(
            fields(text, json!([whole, {"orders": " ", "birthday": "4 May"}])),
            ["sample.people[1].orders"]
        );
        let more = json!({"orders": "in May", "birthday": "4 May", "reviews": "five stars"});
        assert_eq!(fields(text, json!([more])), ["sample.people[0]"]);
        assert_eq!(fields(text, json!([])), ["sample.people"]);
        assert_eq!(fields(text, json!([whole, whole, whole])), [""; 0]);
        assert_eq!(
            fields(text, json!([whole, whole, whole, whole])),
            ["sample.people"]
        );
    }

    #[test]
    fn its_texts_are_short_and_plain() {
        let long = "x".repeat(591);
        let people = || json!([{"orders": "in May"}]);
        assert_eq!(fields(&format!("{{orders}} {long}"), people()), [""; 0]);
        assert_eq!(
            fields(&format!("{{orders}} {long}x"), people()),
            ["sample.text"]
        );
        for hidden in ["two\nlines", "\u{7}", "\u{202e}turned"] {
            let text = format!("{{orders}} {hidden}");
            assert_eq!(fields(&text, people()), ["sample.text"], "{hidden:?}");
            let people = json!([{ "orders": hidden }]);
            assert_eq!(
                fields("{orders}", people),
                ["sample.people[0].orders"],
                "{hidden:?}"
            );
        }
        let value = |count| json!([{"orders": "x".repeat(count)}]);
        assert_eq!(fields("{orders}", value(120)), [""; 0]);
        assert_eq!(fields("{orders}", value(121)), ["sample.people[0].orders"]);
    }

    #[test]
    fn each_language_has_it_of_the_same_data_and_as_many_people() {
        let faults = |own: Option<Sample>, other: Option<Sample>| -> Vec<String> {
            let mut document = recipes();
            document.sample = own;
            let mut texts = german();
            texts.method = None;
            texts.sample = other;
            document.translations.insert("de".to_owned(), texts);
            let faults = faults_of(&document).into_iter();
            faults.map(|(field, _)| field).collect()
        };
        assert_eq!(faults(Some(rye()), Some(roggen())), [""; 0]);
        assert_eq!(faults(None, None), [""; 0]);
        assert_eq!(
            faults(Some(rye()), None),
            ["translations.de.sample.text"],
            "a language that lacks it is not whole"
        );
        assert_eq!(
            faults(None, Some(roggen())),
            ["translations.de.sample.text"]
        );
        let mut fewer = roggen();
        fewer.people.pop();
        assert_eq!(
            faults(Some(rye()), Some(fewer)),
            ["translations.de.sample.people"]
        );
        let mut other = roggen();
        other.text = other.text.replace("orders", "birthday");
        for person in &mut other.people {
            *person = BTreeMap::from([("birthday".to_owned(), "am 4. Mai".to_owned())]);
        }
        assert_eq!(
            faults(Some(rye()), Some(other)),
            ["translations.de.sample.text"]
        );
        let mut lacking = roggen();
        lacking.people[1].clear();
        assert_eq!(
            faults(Some(rye()), Some(lacking)),
            ["translations.de.sample.people[1].orders"]
        );
    }

    #[test]
    fn whoever_reads_another_language_reads_its_sample() {
        let mut document = recipes();
        document.sample = Some(rye());
        let mut texts = german();
        texts.sample = Some(roggen());
        document.translations.insert("de".to_owned(), texts);
        let german = document.in_locale("de").unwrap();
        assert_eq!(german.sample, Some(roggen()));
        assert_eq!(document.in_locale("en").unwrap().sample, Some(rye()));
    }

    #[test]
    fn a_document_without_one_hashes_as_it_always_did() {
        let json = serde_json::to_string(&recipes()).unwrap();
        assert!(!json.contains("sample"), "{json}");
        let json = serde_json::to_string(&german()).unwrap();
        assert!(!json.contains("sample"), "{json}");
        let mut document = recipes();
        document.sample = Some(rye());
        assert_ne!(document.hash(), recipes().hash());
        // And with one it is read as it was written.
        let json = serde_json::to_string(&document).unwrap();
        let again: Document = serde_json::from_str(&json).unwrap();
        assert_eq!(again, document);
    }
}
