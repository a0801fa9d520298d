//! Red lines: what is denied, or given to a person, whatever anybody consented to.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Moment;

/// How many parts a whole one has.
const PARTS: f64 = 1_000_000.0;
/// The longest topic, in characters.
const LONGEST_TOPIC: usize = 60;

/// An amount of money, in the currency's main unit; to a millionth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// That amount. What is none, as a negative number, is more than any other: the server refuses it,
    /// and a mirror takes the careful side.
    #[must_use]
    pub fn of(amount: f64) -> Self {
        let parts = amount * PARTS;
        if parts.is_finite() && parts >= 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "what is larger than all of them is the largest"
            )]
            Self(parts.round() as i64)
        } else {
            Self(i64::MAX)
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "of what can be said none is lost"
        )]
        serializer.serialize_f64(self.0 as f64 / PARTS)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::of)
    }
}

/// An amount in some currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// ISO 4217 code.
    pub currency: String,
}

/// What a check needs of a red line, and how people decide about what it gives to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTerms {
    /// Its key.
    pub key: String,
    /// `deny`, or `escalate`: a person decides. What is neither is taken for `deny`.
    pub effect: String,
    /// Which team's person.
    pub team: Option<String>,
    /// Whether two people of it must agree, however the team works.
    #[serde(default)]
    pub four_eyes: bool,
    /// Within how many hours they decide. `None` where it denies, and from a server that says nothing of it.
    #[serde(default)]
    pub within_hours: Option<u16>,
    /// What it is about.
    pub when: LineCondition,
}

/// What a red line is about. An empty list asks for nothing; of what is listed in several, all must
/// hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineCondition {
    /// One of these topics.
    pub topics: Vec<String>,
    /// One of these purposes.
    pub purposes: Vec<String>,
    /// One of the kinds of data is one of these,
    pub data: Vec<String>,
    /// and can do so much harm,
    pub sensitivities: Vec<String>,
    /// and comes from there.
    pub origins: Vec<String>,
    /// By one of these channels.
    pub channels: Vec<String>,
    /// For one of these AI uses.
    pub ai_uses: Vec<String>,
    /// Of a customer who is in one of these situations.
    pub situations: Vec<String>,
    /// About more than this, or one does not know.
    pub amount_over: Option<Money>,
}

/// What checks need of a kind of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataTerms {
    /// Its id.
    pub id: String,
    /// Where it comes from: `told`, `observed`, `inferred` or `obtained`.
    pub origin: String,
    /// How much harm it can do: `ordinary` or `special`.
    pub sensitivity: String,
}

/// What is said of a customer's situation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationSaid {
    /// Which: `bereavement`, `hardship`, among others.
    pub situation: String,
    /// Whether she came out of it.
    pub over: bool,
    /// When it ends by itself.
    pub until: Option<Moment>,
}

impl LineTerms {
    pub(crate) fn denies(&self) -> bool {
        self.effect != "escalate"
    }
}

/// A topic as the server compares it: small letters, digits, and underscores between words.
pub(crate) fn topic(text: &str) -> Option<String> {
    let mut plain = String::new();
    for c in text.trim().chars().take(4 * LONGEST_TOPIC) {
        match c {
            '-' | '_' | ' ' | '.' | '/' => plain.push('_'),
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let words: Vec<_> = plain.split('_').filter(|word| !word.is_empty()).collect();
    let plain = words.join("_");
    let is_long = plain.chars().count() > LONGEST_TOPIC;
    (!plain.is_empty() && !is_long).then_some(plain)
}

/// Whether a topic is one that no line could name: it may be about any of them.
pub(crate) fn is_unreadable(text: &str) -> bool {
    !text.is_empty() && topic(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_people_decide_and_one_that_says_nothing_of_it_is_read_too() {
        let mut told = serde_json::json!({"key": "credit", "effect": "escalate", "team": "legal",
            "when": LineCondition::default()});
        let line: LineTerms = serde_json::from_value(told.clone()).unwrap();
        assert_eq!((line.four_eyes, line.within_hours), (false, None));
        told["four_eyes"] = true.into();
        told["within_hours"] = 4.into();
        let line: LineTerms = serde_json::from_value(told.clone()).unwrap();
        assert_eq!((line.four_eyes, line.within_hours), (true, Some(4)));
        assert_eq!(serde_json::to_value(&line).unwrap(), told);
    }

    #[test]
    fn an_amount_is_written_as_it_was_said_and_what_is_none_is_more_than_any() {
        for (said, text) in [(0.0, "0.0"), (12.5, "12.5"), (99.500_001, "99.500001")] {
            assert_eq!(serde_json::to_string(&Amount::of(said)).unwrap(), text);
            assert_eq!(
                serde_json::from_str::<Amount>(text).unwrap(),
                Amount::of(said)
            );
        }
        for none in [f64::NAN, f64::INFINITY, -1.0] {
            assert!(Amount::of(none) > Amount::of(1e12), "{none}");
        }
    }
}
