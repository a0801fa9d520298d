//! A decision as somebody reports it, and what may stand in it.

use std::collections::BTreeSet;

use super::model::is_version;
use super::record::{AiDecision, Basis, DataPoint, Direction, Feature};
use crate::catalogue::{AiUse, Channel, Fault, Slug};
use crate::clock::Timestamp;
use crate::consent::breaks_a_line;
use crate::guard::{Money, topic};
use crate::id::{CaseId, CustomerId, DecisionId};

/// The most data points of one decision.
pub const POINTS: usize = 200;
/// The most features of one decision.
pub const FEATURES: usize = 1_000;
/// The most kinds of data that one decision cites.
pub const MOST_CATEGORIES: usize = 64;
/// How many seconds a decision may be reported late: three days.
pub const EARLIEST_S: i64 = 72 * 3_600;
/// How many seconds the reporter's clock may be ahead.
pub const LATEST_S: i64 = 60;
/// The most guesses, and the most kinds of data that were left out.
const LIST: usize = 50;
/// The longest line about one data point, in characters.
const LONGEST_ITEM: usize = 200;
/// The longest sentence, in characters.
const LONGEST_SENTENCE: usize = 500;
/// The largest weight: what is larger is a mistake.
const LARGEST: f64 = 1e9;

/// A data point or a feature, as somebody reports it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The kind of data.
    pub category: String,
    /// What of it.
    pub item: String,
    /// The weight of a data point, the contribution of a feature.
    pub number: f64,
    /// Which way, where it is a data point.
    pub direction: Option<String>,
}

/// A decision as somebody reports it: every text as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionClaim {
    /// Why data was used.
    pub purpose: String,
    /// By which channel she was reached.
    pub channel: Option<String>,
    /// What the machine did; it decided alone where nobody says otherwise.
    pub ai: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// About how much.
    pub amount: Option<Money>,
    /// Which model.
    pub model: String,
    /// Which version of it.
    pub model_version: String,
    /// When; now where nobody says.
    pub at: Option<Timestamp>,
    /// What came of it.
    pub outcome: String,
    /// What would have changed it.
    pub counterfactual: Option<String>,
    /// What counted.
    pub data: Vec<Point>,
    /// Guesses that were used.
    pub inferences: Vec<String>,
    /// Kinds of data that were left out.
    pub not_used: Vec<String>,
    /// What went into the model.
    pub features: Vec<Point>,
    /// The case in which a person allowed it.
    pub case: Option<CaseId>,
}

impl DecisionClaim {
    /// The decision that this claims, about `customer`, under the id `id`. What it was allowed by is
    /// yet to be found out.
    ///
    /// # Errors
    ///
    /// Every field that cannot be used.
    pub fn read(
        &self,
        id: DecisionId,
        customer: CustomerId,
        now: Timestamp,
    ) -> Result<AiDecision, Vec<Fault>> {
        let mut reading = Reading::default();
        let purpose = reading.slug("purpose".to_owned(), &self.purpose);
        let model = reading.slug("model".to_owned(), &self.model);
        if !is_version(&self.model_version) {
            reading.fault(
                "model_version",
                "use one line of 1 to 100 visible characters",
            );
        }
        let channel = reading.word(
            "channel",
            self.channel.as_deref(),
            Channel::ALL,
            Channel::word,
        );
        let ai = reading.word("ai", self.ai.as_deref(), AiUse::ALL, AiUse::word);
        let spelled = self.topic.as_deref().map(topic);
        if spelled == Some(None) {
            reading.fault("topic", "use a few words of at most 60 characters");
        }
        reading.sentence("outcome", &self.outcome);
        if let Some(counterfactual) = &self.counterfactual {
            reading.sentence("counterfactual", counterfactual);
        }
        let at = self.at.unwrap_or(now);
        if at > now.plus_seconds(LATEST_S) {
            reading.fault("at", "this is yet to come");
        } else if at < now.plus_seconds(-EARLIEST_S) {
            reading.fault("at", "report a decision within 72 hours");
        }
        let mut data = reading.points(&self.data);
        let features = reading.features(&self.features);
        let inferences = reading.slugs("inferences", &self.inferences);
        let not_used = reading.slugs("not_used", &self.not_used);
        if let Some(both) = data.iter().find(|point| not_used.contains(&point.category)) {
            let message = format!("`{}` is among `data` too", both.category);
            reading.fault("not_used", message);
        }
        order(&mut data);
        let (Some(purpose), Some(model), true) = (purpose, model, reading.faults.is_empty()) else {
            return Err(reading.faults);
        };
        let decision = AiDecision {
            id,
            customer,
            at: at.min(now),
            purpose,
            channel,
            ai: ai.unwrap_or(AiUse::DecideAuto),
            topic: spelled.flatten(),
            amount: self.amount.clone(),
            model,
            model_version: self.model_version.clone(),
            outcome: self.outcome.trim().to_owned(),
            counterfactual: self
                .counterfactual
                .as_deref()
                .map(|text| text.trim().to_owned()),
            data,
            inferences,
            guessed_from: BTreeSet::new(),
            not_used,
            features,
            case: self.case,
            basis: Basis::default(),
        };
        if decision.cited().len() > MOST_CATEGORIES {
            let message = format!("cite at most {MOST_CATEGORIES} kinds of data");
            return Err(vec![Fault {
                field: "data".to_owned(),
                message,
            }]);
        }
        Ok(decision)
    }
}

/// Puts the strongest first; of two that are alike, the one that was named first.
fn order(data: &mut [DataPoint]) {
    data.sort_by(|one, two| two.weight.total_cmp(&one.weight));
}

/// What was found wrong so far.
#[derive(Default)]
struct Reading {
    faults: Vec<Fault>,
}

impl Reading {
    fn fault(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault {
            field: field.into(),
            message: message.into(),
        });
    }

    fn slug(&mut self, field: String, text: &str) -> Option<Slug> {
        match text.parse() {
            Ok(slug) => Some(slug),
            Err(error) => {
                let error: crate::catalogue::NotASlug = error;
                self.fault(field, error.to_string());
                None
            }
        }
    }

    fn slugs(&mut self, field: &str, texts: &[String]) -> BTreeSet<Slug> {
        if texts.len() > LIST {
            self.fault(field, format!("name at most {LIST}"));
            return BTreeSet::new();
        }
        let named = texts.iter().enumerate();
        let named = named.filter_map(|(n, text)| self.slug(format!("{field}[{n}]"), text));
        named.collect()
    }

    fn word<T: Copy + std::str::FromStr>(
        &mut self,
        field: &str,
        text: Option<&str>,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = text?;
        let read = text.parse().ok();
        if read.is_none() {
            let words: Vec<_> = all.iter().map(|one| word(*one)).collect();
            self.fault(field, format!("use one of {}", words.join(", ")));
        }
        read
    }

    fn sentence(&mut self, field: &str, text: &str) {
        if !is_line(text, LONGEST_SENTENCE) {
            let message = format!("use one line of 1 to {LONGEST_SENTENCE} visible characters");
            self.fault(field, message);
        }
    }

    fn number(&mut self, field: String, number: f64, least: f64) {
        if !number.is_finite() || number < least || number > LARGEST {
            let message = format!("use a number from {least} to {LARGEST}");
            self.fault(field, message);
        }
    }

    /// The kind of data and what of it, each once.
    fn named<'a>(
        &mut self,
        list: &str,
        n: usize,
        point: &'a Point,
        known: &mut BTreeSet<(&'a str, &'a str)>,
    ) -> Option<Slug> {
        if !is_line(&point.item, LONGEST_ITEM) {
            let message = format!("use one line of 1 to {LONGEST_ITEM} visible characters");
            self.fault(format!("{list}[{n}].item"), message);
        }
        if !known.insert((point.category.as_str(), point.item.trim())) {
            self.fault(format!("{list}[{n}].item"), "this is named twice");
        }
        self.slug(format!("{list}[{n}].category"), &point.category)
    }

    fn points(&mut self, points: &[Point]) -> Vec<DataPoint> {
        if points.len() > POINTS {
            self.fault("data", format!("name at most {POINTS} data points"));
            return Vec::new();
        }
        let mut known = BTreeSet::new();
        let mut read = Vec::new();
        for (n, point) in points.iter().enumerate() {
            let category = self.named("data", n, point, &mut known);
            self.number(format!("data[{n}].weight"), point.number, 0.0);
            let direction = self.word(
                &format!("data[{n}].direction"),
                Some(point.direction.as_deref().unwrap_or_default()),
                Direction::ALL,
                Direction::word,
            );
            if let (Some(category), Some(direction)) = (category, direction) {
                read.push(DataPoint {
                    category,
                    item: point.item.trim().to_owned(),
                    weight: point.number.abs(),
                    direction,
                });
            }
        }
        read
    }

    fn features(&mut self, features: &[Point]) -> Vec<Feature> {
        if features.len() > FEATURES {
            self.fault("features", format!("name at most {FEATURES} features"));
            return Vec::new();
        }
        let mut known = BTreeSet::new();
        let mut read = Vec::new();
        for (n, feature) in features.iter().enumerate() {
            let category = self.named("features", n, feature, &mut known);
            let field = format!("features[{n}].contribution");
            self.number(field, feature.number, -LARGEST);
            read.extend(category.map(|category| Feature {
                category,
                item: feature.item.trim().to_owned(),
                contribution: feature.number,
            }));
        }
        read
    }
}

/// Whether it is one line of so many characters at most, and all of them can be seen: the customer reads
/// it between texts of ours, which it must not turn round.
pub(super) fn is_line(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= longest && !text.contains(breaks_a_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::parse("2026-11-26T12:00:00Z").unwrap()
    }

    fn point(category: &str, item: &str, number: f64) -> Point {
        Point {
            category: category.to_owned(),
            item: item.to_owned(),
            number,
            direction: Some("for".to_owned()),
        }
    }

    fn claim() -> DecisionClaim {
        DecisionClaim {
            purpose: "offers".to_owned(),
            model: "ranker".to_owned(),
            model_version: "2026-10".to_owned(),
            outcome: "You got 10 % off running shoes".to_owned(),
            data: vec![
                point("browsing", "Trail maps", 0.2),
                point("orders", "Running shoes, 3 May", 0.6),
            ],
            ..DecisionClaim::default()
        }
    }

    fn read(claim: &DecisionClaim) -> Result<AiDecision, Vec<String>> {
        let (id, customer) = (
            DecisionId::from_bytes([1; 16]),
            CustomerId::from_bytes([2; 16]),
        );
        let read = claim.read(id, customer, now());
        read.map_err(|faults| faults.into_iter().map(|fault| fault.field).collect())
    }

    fn faults(change: impl FnOnce(&mut DecisionClaim)) -> Vec<String> {
        let mut claim = claim();
        change(&mut claim);
        read(&claim).unwrap_err()
    }

    #[test]
    fn reasons_stand_strongest_first_with_their_part_of_the_whole() {
        let decision = read(&claim()).unwrap();
        let items: Vec<_> = decision
            .data
            .iter()
            .map(|point| point.item.as_str())
            .collect();
        assert_eq!(items, ["Running shoes, 3 May", "Trail maps"]);
        assert_eq!(decision.shares(), [Some(75), Some(25)]);
        assert_eq!(decision.ai, AiUse::DecideAuto, "alone, where nobody says");
        assert_eq!(decision.at, now());
        let text = serde_json::to_string(&decision).unwrap();
        assert_eq!(serde_json::from_str::<AiDecision>(&text).unwrap(), decision);
        let mut nothing = claim();
        nothing.data.iter_mut().for_each(|point| point.number = 0.0);
        assert_eq!(read(&nothing).unwrap().shares(), [None, None]);
    }

    #[test]
    fn a_weight_is_a_number_and_a_list_is_bearable() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1, 1e10] {
            assert_eq!(
                faults(|c| c.data[1].number = bad),
                ["data[1].weight"],
                "{bad}"
            );
        }
        let many = |count: usize| {
            let points = (0..count).map(|n| point("orders", &format!("Order {n}"), 1.0));
            points.collect::<Vec<_>>()
        };
        let mut full = claim();
        full.data = many(POINTS);
        assert!(read(&full).is_ok());
        assert_eq!(faults(|c| c.data = many(POINTS + 1)), ["data"]);
        assert_eq!(faults(|c| c.data = many(10_000)), ["data"]);
        assert_eq!(faults(|c| c.features = many(FEATURES + 1)), ["features"]);
        let names = |count: usize| (0..count).map(|n| format!("guess-{n}")).collect();
        assert_eq!(faults(|c| c.inferences = names(51)), ["inferences"]);
        assert_eq!(faults(|c| c.not_used = names(51)), ["not_used"]);
        let kinds = |count: usize| {
            let points = (0..count).map(|n| point(&format!("kind-{n}"), "x", 1.0));
            points.collect::<Vec<_>>()
        };
        assert_eq!(faults(|c| c.data = kinds(65)), ["data"]);
    }

    #[test]
    fn every_field_that_cannot_be_used_is_named() {
        let wrong = faults(|c| {
            c.purpose = "Offers!".to_owned();
            c.channel = Some("pigeon".to_owned());
            c.ai = Some("dream".to_owned());
            c.topic = Some("!!".to_owned());
            c.model = String::new();
            c.model_version = "a\nb".to_owned();
            c.outcome = "  ".to_owned();
            c.counterfactual = Some("x".repeat(501));
            c.data[0].direction = None;
            c.data[1].item = "a\u{0}b".to_owned();
            c.inferences = vec!["Likes running".to_owned()];
            c.at = Some(now().plus_seconds(86_400));
        });
        assert_eq!(
            wrong,
            [
                "purpose",
                "model",
                "model_version",
                "channel",
                "ai",
                "topic",
                "outcome",
                "counterfactual",
                "at",
                "data[0].direction",
                "data[1].item",
                "inferences[0]"
            ]
        );
    }

    #[test]
    fn no_text_hides_anything_or_turns_what_stands_beside_it() {
        for hidden in [
            "\u{202e}", "\u{2067}", "\u{200b}", "\u{ad}", "\u{2028}", "\u{feff}",
        ] {
            let text = format!("Fennel{hidden} soup");
            let wrong = faults(|c| {
                c.model_version = text.clone();
                c.outcome = text.clone();
                c.counterfactual = Some(text.clone());
                c.data[0].item = text.clone();
            });
            assert_eq!(
                wrong,
                ["model_version", "outcome", "counterfactual", "data[0].item"],
                "{hidden:?}"
            );
        }
        let mut arabic = claim();
        arabic.outcome = "أرسلنا إليك ثلاث وصفات".to_owned();
        assert!(read(&arabic).is_ok());
    }

    #[test]
    fn a_decision_is_of_the_last_three_days() {
        let at = |seconds| faults(move |c| c.at = Some(now().plus_seconds(seconds)));
        assert_eq!(at(LATEST_S + 1), ["at"]);
        assert_eq!(at(-EARLIEST_S - 1), ["at"]);
        assert_eq!(at(-365 * 86_400), ["at"]);
        let mut claim = claim();
        claim.at = Some(now().plus_seconds(LATEST_S));
        // A clock that is a little ahead makes no decision of tomorrow.
        assert_eq!(read(&claim).unwrap().at, now());
        claim.at = Some(now().plus_seconds(-EARLIEST_S));
        assert!(read(&claim).is_ok());
    }

    #[test]
    fn it_does_not_contradict_itself() {
        assert_eq!(
            faults(|c| c.not_used = vec!["orders".to_owned()]),
            ["not_used"]
        );
        let twice = faults(|c| c.data[1] = c.data[0].clone());
        assert_eq!(twice, ["data[1].item"]);
    }

    #[test]
    fn what_went_into_the_model_is_cited_whatever_it_added() {
        let mut claim = claim();
        claim.features = vec![
            point("orders", "Running shoes, 3 May", 0.6),
            point("precise_location", "Near the shop", -0.01),
            point("birthday", "In May", 0.0),
        ];
        let decision = read(&claim).unwrap();
        let cited: Vec<_> = decision
            .cited()
            .into_iter()
            .map(|slug| slug.as_str())
            .collect();
        assert_eq!(
            cited,
            ["birthday", "browsing", "orders", "precise_location"]
        );
    }
}
