//! A red line: what no machine does, or none without a person, whatever anybody consented to.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ESCALATION_H, Situation};
use crate::catalogue::{
    AiUse, Channel, DataCategory, Fault, Labels, Origin, Registry, Sensitivity, Slug, is_locale,
};
use crate::value::Amount;

/// The longest sentence, in characters.
const LONGEST_SENTENCE: usize = 300;
/// The most entries of one list, and the most languages.
const LONGEST_LIST: usize = 50;
/// The longest topic, in characters.
const LONGEST_TOPIC: usize = 60;
/// The most hours that a line may leave to a person: 30 days.
pub const MOST_HOURS: u16 = 720;

/// What a line does with a question that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// The answer is no.
    Deny,
    /// A person of that team decides.
    Escalate {
        /// Which team.
        team: Slug,
        /// Whether two people must agree on it, however that team works.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        four_eyes: bool,
        /// Within how many hours, where the line says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within_hours: Option<u16>,
    },
}

impl Effect {
    /// How strict it is: deny beats escalate (rule 14).
    #[must_use]
    pub fn strength(&self) -> u8 {
        match self {
            Self::Escalate { .. } => 1,
            Self::Deny => 2,
        }
    }

    /// Whether two people must agree.
    #[must_use]
    pub fn asks_two(&self) -> bool {
        matches!(
            self,
            Self::Escalate {
                four_eyes: true,
                ..
            }
        )
    }

    /// Within how many hours a person has to decide; none where the answer is no.
    #[must_use]
    pub fn hours(&self) -> Option<u16> {
        match self {
            Self::Escalate { within_hours, .. } => Some(within_hours.unwrap_or(ESCALATION_H)),
            Self::Deny => None,
        }
    }

    /// Whether `self` in the place of `before` lets through what that one did not: a person in the place
    /// of a no, one person in the place of two, or a yes that comes later than was promised. Less time is
    /// stricter: silence is a no.
    #[must_use]
    pub fn weakens(&self, before: &Self) -> bool {
        let is_alone = before.asks_two() && !self.asks_two() && *self != Self::Deny;
        is_alone || self.strength() < before.strength() || self.hours() > before.hours()
    }

    /// Whether `other` beside it does nothing more.
    #[must_use]
    pub(super) fn does_as_much_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Deny, _) => true,
            (Self::Escalate { .. }, Self::Deny) => false,
            (Self::Escalate { team, .. }, Self::Escalate { team: its, .. }) => {
                team == its
                    && (self.asks_two() || !other.asks_two())
                    && self.hours() <= other.hours()
            }
        }
    }

    /// Its word on the wire.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Escalate { .. } => "escalate",
        }
    }
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// In the currency's main unit.
    #[serde(with = "millionths")]
    pub amount: Amount,
    /// ISO 4217 code.
    pub currency: String,
}

/// Amounts as plain millionths, as everywhere in the ledger.
mod millionths {
    use super::Amount;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(amount: &Amount, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i64(amount.millionths())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Amount, D::Error> {
        let parts = i64::deserialize(d)?;
        Amount::of_millionths(parts).ok_or_else(|| D::Error::custom("no amount"))
    }
}

/// What a line is about. An empty list asks for nothing; of what is listed in several, all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    /// One of these topics, as [`topic`] spells them: of a use, or of a guess by its key or its label.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub topics: BTreeSet<String>,
    /// One of these purposes.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub purposes: BTreeSet<Slug>,
    /// A kind of data that is one of these,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub data: BTreeSet<Slug>,
    /// can do so much harm,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub sensitivities: BTreeSet<Sensitivity>,
    /// and comes from there: one kind of data that is all of it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub origins: BTreeSet<Origin>,
    /// By one of these channels.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub channels: BTreeSet<Channel>,
    /// For one of these AI uses.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub ai_uses: BTreeSet<AiUse>,
    /// Of a customer who is in one of these situations.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub situations: BTreeSet<Situation>,
    /// About more than this. Where a question names no amount, or one in another currency, it may be
    /// about more: then the line holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_over: Option<Money>,
}

impl Condition {
    /// Whether it asks for nothing, so that it would hold of everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it asks for something of the data.
    #[must_use]
    pub fn asks_for_data(&self) -> bool {
        !(self.data.is_empty() && self.sensitivities.is_empty() && self.origins.is_empty())
    }

    /// Whether that kind of data is such as it asks for.
    #[must_use]
    pub fn holds_of(&self, category: &DataCategory) -> bool {
        let any = |empty: bool, has: bool| empty || has;
        any(self.data.is_empty(), self.data.contains(&category.id))
            && any(
                self.sensitivities.is_empty(),
                self.sensitivities.contains(&category.sensitivity),
            )
            && any(
                self.origins.is_empty(),
                self.origins.contains(&category.origin),
            )
    }

    /// Whether it asks for whatever was guessed from data that can do so much harm. A guess comes from
    /// guessing, is none of the listed kinds of data, and can harm as much as what it was made from.
    #[must_use]
    pub fn holds_of_guess_from(&self, harm: Sensitivity) -> bool {
        self.data.is_empty()
            && self.origins.contains(&Origin::Inferred)
            && (self.sensitivities.is_empty() || self.sensitivities.contains(&harm))
    }

    /// Whether it holds of everything, as far as one can see list by list, of which `other` holds.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        fn wider<T: Ord>(this: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
            this.is_empty() || (!other.is_empty() && other.is_subset(this))
        }
        let amount = match (&self.amount_over, &other.amount_over) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(one), Some(two)) => one.currency == two.currency && one.amount <= two.amount,
        };
        amount
            && wider(&self.topics, &other.topics)
            && wider(&self.purposes, &other.purposes)
            && wider(&self.data, &other.data)
            && wider(&self.sensitivities, &other.sensitivities)
            && wider(&self.origins, &other.origins)
            && wider(&self.channels, &other.channels)
            && wider(&self.ai_uses, &other.ai_uses)
            && wider(&self.situations, &other.situations)
    }

    /// Whether something can be asked of which both hold, as far as one can see list by list.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        fn common<T: Ord>(this: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
            this.is_empty() || other.is_empty() || !this.is_disjoint(other)
        }
        // Several kinds of data can be asked about at once, and a customer be in several situations.
        common(&self.topics, &other.topics)
            && common(&self.purposes, &other.purposes)
            && common(&self.channels, &other.channels)
            && common(&self.ai_uses, &other.ai_uses)
    }

    fn faults(&self, faults: &mut Vec<Fault>) {
        let mut fault = |field: &str, message: &str| {
            faults.push(Fault {
                field: format!("when.{field}"),
                message: message.to_owned(),
            });
        };
        if self.is_empty() {
            fault("topics", "say what it is about: this would stop everything");
        }
        let lists = [
            ("topics", self.topics.len()),
            ("purposes", self.purposes.len()),
            ("data", self.data.len()),
        ];
        for (field, _) in lists.iter().filter(|(_, len)| *len > LONGEST_LIST) {
            fault(field, "use at most 50");
        }
        if self
            .topics
            .iter()
            .any(|one| topic(one).as_ref() != Some(one))
        {
            fault("topics", "use small letters, digits and underscores");
        }
        if let Some(over) = &self.amount_over {
            let is_code = |c: &str| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
            if !is_code(&over.currency) {
                fault("amount_over.currency", "use a code such as GBP");
            }
            let alone = Self {
                amount_over: Some(over.clone()),
                ..Self::default()
            };
            if *self == alone {
                fault(
                    "amount_over",
                    "say what it is about as well: most questions name no amount",
                );
            }
        }
    }
}

/// A topic as it is compared: small letters, digits, and underscores between words; none where
/// nothing is left of it.
#[must_use]
pub fn topic(text: &str) -> Option<String> {
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

/// What a question says that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Nothing: it names none.
    None,
    /// This, as [`topic`] spells it.
    Read(String),
    /// Something that no line could name, of signs alone or too long. It may be about any of them, so
    /// that it crosses every line about topics.
    Unreadable,
}

impl Topic {
    /// What somebody typed. An empty text names nothing.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match topic(text) {
            Some(topic) => Self::Read(topic),
            None if text.is_empty() => Self::None,
            None => Self::Unreadable,
        }
    }
}

/// A red line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedLine {
    /// Its stable key.
    pub key: Slug,
    /// What customers read, in English: what is never done, or not without a person.
    pub says: String,
    /// What they read in other languages.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// Why, in English.
    pub why: String,
    /// Why, in other languages.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub whys: Labels,
    /// What it is about.
    pub when: Condition,
    /// What it does.
    pub effect: Effect,
}

impl RedLine {
    /// What customers read in the language `locale` (BCP 47), else in English.
    #[must_use]
    pub fn says_in(&self, locale: &str) -> &str {
        words(&self.labels, locale).unwrap_or(&self.says)
    }

    /// Why, in the language `locale` (BCP 47), else in English.
    #[must_use]
    pub fn why_in(&self, locale: &str) -> &str {
        words(&self.whys, locale).unwrap_or(&self.why)
    }

    /// Whether it is written in the language `locale` (BCP 47).
    #[must_use]
    pub fn is_written_in(&self, locale: &str) -> bool {
        is_english(locale)
            || (words(&self.labels, locale).is_some() && words(&self.whys, locale).is_some())
    }

    /// What must be mended before it can stand. Empty: nothing.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut sentence = |field: String, text: &str| {
            let bad = |c: char| c.is_control() || crate::consent::is_invisible(c);
            let count = text.chars().count();
            if text.trim().is_empty() || count > LONGEST_SENTENCE || text.chars().any(bad) {
                let message = format!("use one line of 1 to {LONGEST_SENTENCE} characters");
                faults.push(Fault { field, message });
            }
        };
        sentence("says".to_owned(), &self.says);
        sentence("why".to_owned(), &self.why);
        for (field, labels) in [("labels", &self.labels), ("whys", &self.whys)] {
            for (tag, text) in labels.iter().take(LONGEST_LIST) {
                sentence(format!("{field}.{tag}"), text);
            }
        }
        for (field, labels) in [("labels", &self.labels), ("whys", &self.whys)] {
            if labels.len() > LONGEST_LIST || labels.keys().any(|tag| !is_locale(tag)) {
                faults.push(Fault {
                    field: field.to_owned(),
                    message: "name languages, such as `de`".to_owned(),
                });
            }
            // They are asked first: in whatever stands there, readers of English would read it.
            faults.extend(
                labels
                    .keys()
                    .filter(|tag| is_english(tag))
                    .map(|tag| Fault {
                        field: format!("{field}.{tag}"),
                        message: "the English words have a field of their own".to_owned(),
                    }),
            );
        }
        let hours = self.effect.hours();
        if hours.is_some_and(|hours| !(1..=MOST_HOURS).contains(&hours)) {
            faults.push(Fault {
                field: "within_hours".to_owned(),
                message: format!("use 1 to {MOST_HOURS}"),
            });
        }
        self.when.faults(&mut faults);
        faults
    }

    /// Whether it denies whatever it is about at all times: it asks for nothing that only the moment
    /// tells (a topic, an amount, what a customer is going through).
    #[must_use]
    pub fn always_denies(&self) -> bool {
        let when = &self.when;
        self.effect == Effect::Deny
            && when.topics.is_empty()
            && when.situations.is_empty()
            && when.amount_over.is_none()
    }

    /// Whether it can hold of anything that this registry knows.
    #[must_use]
    pub fn can_hold(&self, registry: &Registry) -> bool {
        let when = &self.when;
        let holds =
            |one: &DataCategory| when.holds_of(one) || when.holds_of_guess_from(one.sensitivity);
        let data = !when.asks_for_data() || registry.categories().any(holds);
        let known = |id: &Slug| registry.purpose(id.as_str()).is_some();
        data && (when.purposes.is_empty() || when.purposes.iter().any(known))
    }
}

fn is_english(tag: &str) -> bool {
    tag.split('-').next() == Some("en")
}

pub(super) fn words<'a>(labels: &'a Labels, locale: &str) -> Option<&'a str> {
    let language = locale.split('-').next().unwrap_or_default();
    let found = labels.get(locale).or_else(|| labels.get(language));
    found.map(String::as_str)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::guard) fn line(when: Condition, effect: Effect) -> RedLine {
        RedLine {
            key: "no-credit".parse().unwrap(),
            says: "A computer never refuses you credit.".to_owned(),
            labels: Labels::new(),
            why: "A refusal of credit changes lives.".to_owned(),
            whys: Labels::new(),
            when,
            effect,
        }
    }

    pub(in crate::guard) fn about(topics: &[&str]) -> Condition {
        Condition {
            topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
            ..Condition::default()
        }
    }

    pub(in crate::guard) fn team() -> Effect {
        Effect::Escalate {
            team: "credit".parse().unwrap(),
            four_eyes: false,
            within_hours: None,
        }
    }

    #[test]
    fn a_topic_is_the_same_however_it_is_spelt() {
        for text in [
            "late_payment",
            "Late payment",
            " LATE-PAYMENT ",
            "late/payment",
        ] {
            assert_eq!(topic(text).as_deref(), Some("late_payment"), "{text}");
        }
        assert_eq!(topic(" - "), None);
        assert_eq!(topic(&"x".repeat(61)), None);
    }

    #[test]
    fn english_stands_in_one_place() {
        for tag in ["en", "en-GB"] {
            let mut double = line(about(&["credit"]), Effect::Deny);
            double.labels = [(tag.to_owned(), "We refuse you gladly.".to_owned())].into();
            double.whys = [(tag.to_owned(), "Because we can.".to_owned())].into();
            let fields: Vec<_> = double.faults();
            let fields: Vec<_> = fields.iter().map(|fault| fault.field.clone()).collect();
            assert_eq!(fields, [format!("labels.{tag}"), format!("whys.{tag}")]);
        }
    }

    #[test]
    fn what_would_stop_everything_or_says_nothing_is_refused() {
        let all = line(Condition::default(), Effect::Deny).faults();
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(all[0].field, "when.topics");
        let over = Money {
            amount: Amount::of_millionths(5).unwrap(),
            currency: "gbp".to_owned(),
        };
        let amount = Condition {
            amount_over: Some(over),
            ..Condition::default()
        };
        let fields: Vec<_> = line(amount, team()).faults();
        let fields: Vec<_> = fields.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["when.amount_over.currency", "when.amount_over"]);
        let mut words = line(about(&["credit"]), Effect::Deny);
        words.says = "two\nlines".to_owned();
        words.labels = [("xx yy".to_owned(), String::new())].into();
        let fields: Vec<_> = words.faults();
        let fields: Vec<_> = fields.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["says", "labels.xx yy", "labels"]);
        assert_eq!(line(about(&["Credit"]), Effect::Deny).faults().len(), 1);
    }

    #[test]
    fn a_person_has_an_hour_at_least_and_thirty_days_at_most() {
        let within = |hours: Option<u16>| {
            let effect = Effect::Escalate {
                team: "credit".parse().unwrap(),
                four_eyes: false,
                within_hours: hours,
            };
            line(about(&["credit"]), effect).faults()
        };
        for good in [None, Some(1), Some(MOST_HOURS)] {
            assert_eq!(within(good), [], "{good:?}");
        }
        for bad in [0, MOST_HOURS + 1, u16::MAX] {
            let faults = within(Some(bad));
            assert_eq!(faults.len(), 1, "{bad}");
            assert_eq!(faults[0].field, "within_hours");
        }
        // What says nothing of it is as it was before lines could.
        let plain = serde_json::to_string(&team()).unwrap();
        assert_eq!(plain, r#"{"escalate":{"team":"credit"}}"#);
        let said = r#"{"escalate":{"team":"credit","within_hours":24}}"#;
        let read: Effect = serde_json::from_str(said).unwrap();
        assert_eq!(read.hours(), Some(24));
        assert_eq!(serde_json::to_string(&read).unwrap(), said);
    }

    #[test]
    fn a_line_about_data_that_nobody_knows_can_never_hold() {
        let registry = Registry::starter();
        let special_orders = Condition {
            data: ["orders".parse().unwrap()].into(),
            sensitivities: [Sensitivity::Special].into(),
            ..Condition::default()
        };
        assert!(!line(special_orders, Effect::Deny).can_hold(&registry));
        let special = Condition {
            sensitivities: [Sensitivity::Special].into(),
            ..Condition::default()
        };
        assert!(line(special.clone(), Effect::Deny).can_hold(&registry));
        // None of the guesses that stand in the registry is special, but what rests on special data is.
        let guessed = Condition {
            origins: [Origin::Inferred].into(),
            ..special
        };
        assert!(!registry.categories().any(|one| guessed.holds_of(one)));
        assert!(line(guessed.clone(), Effect::Deny).can_hold(&registry));
        // A guess is none of the listed kinds of data.
        let listed = Condition {
            data: ["orders".parse().unwrap()].into(),
            ..guessed
        };
        assert!(!line(listed, Effect::Deny).can_hold(&registry));
    }
}
