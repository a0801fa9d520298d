//! Whether what a record gives as its reasons can be believed.
//!
//! Whoever decides by machine also writes what it decided by. Where the inputs of the model come with
//! the decision, the reasons are held against them: what is listed must be what was strongest, and what
//! part of the whole each is said to be must be what it was.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::record::{AiDecision, DataPoint, Direction, Feature};
use crate::catalogue::Slug;

/// The most differences that are named; the rest says nothing new.
const MOST: usize = 20;
/// By how much the part that a reason is given may be off: ten points in a hundred, and what reckoning
/// with such numbers adds.
const LEEWAY: f64 = 0.1 + 1e-9;

/// What comes of holding reasons against inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// No inputs came with it.
    Unchecked,
    /// What is listed is what was strongest.
    Matches,
    /// It is not.
    Differs(Vec<Difference>),
}

/// Where reasons and inputs do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// This input was stronger than one of the reasons, and is not among them.
    NotListed {
        /// The kind of data.
        category: Slug,
        /// What of it.
        item: String,
    },
    /// This reason is none of the inputs, or added nothing.
    NotAmongInputs {
        /// The kind of data.
        category: Slug,
        /// What of it.
        item: String,
    },
    /// This reason pulled the other way.
    OtherWay {
        /// The kind of data.
        category: Slug,
        /// What of it.
        item: String,
    },
    /// This reason is given more weight than one that was stronger.
    OtherOrder {
        /// The kind of data.
        category: Slug,
        /// What of it.
        item: String,
    },
    /// This reason is given another part of the whole than it had, though the order is right.
    OtherShare {
        /// The kind of data.
        category: Slug,
        /// What of it.
        item: String,
    },
    /// This kind of data is said to be left out, and went into the model.
    UsedAllTheSame {
        /// The kind of data.
        category: Slug,
    },
}

impl Checked {
    /// Holds the listed data points against the inputs.
    pub(super) fn of(data: &[DataPoint], not_used: &BTreeSet<Slug>, features: &[Feature]) -> Self {
        if features.is_empty() {
            return Self::Unchecked;
        }
        let inputs = features
            .iter()
            .filter(|feature| feature.contribution != 0.0);
        let inputs: BTreeMap<_, _> = inputs
            .map(|feature| {
                (
                    (&feature.category, feature.item.as_str()),
                    feature.contribution,
                )
            })
            .collect();
        let mut differences = Vec::new();
        let mut listed = BTreeSet::new();
        let mut strengths = Vec::new();
        for point in data {
            let key = (&point.category, point.item.as_str());
            let (category, item) = (point.category.clone(), point.item.clone());
            let Some(contribution) = inputs.get(&key) else {
                differences.push(Difference::NotAmongInputs { category, item });
                continue;
            };
            listed.insert(key);
            strengths.push((point, contribution.abs()));
            if (*contribution > 0.0) != (point.direction == Direction::For) {
                differences.push(Difference::OtherWay { category, item });
            }
        }
        // What is listed with the same weight may stand in any order.
        strengths.sort_by(|(one, strong), (two, other)| {
            let by_weight = two.weight.total_cmp(&one.weight);
            by_weight.then(other.total_cmp(strong))
        });
        let before = differences.len();
        for pair in strengths.windows(2) {
            if let [(_, before), (point, behind)] = pair
                && behind > before
            {
                differences.push(Difference::OtherOrder {
                    category: point.category.clone(),
                    item: point.item.clone(),
                });
            }
        }
        // Where the order is wrong, so are the parts, and nobody learns more by them.
        if differences.len() == before {
            differences.extend(shifted(&strengths).map(|point| Difference::OtherShare {
                category: point.category.clone(),
                item: point.item.clone(),
            }));
        }
        let weakest = strengths.iter().map(|(_, strength)| *strength);
        // Who lists nothing lists less than everything that was used.
        let weakest = weakest.min_by(f64::total_cmp).unwrap_or(0.0);
        let passed_over = inputs
            .iter()
            .filter(|(key, contribution)| !listed.contains(*key) && contribution.abs() > weakest);
        differences.extend(
            passed_over.map(|((category, item), _)| Difference::NotListed {
                category: (*category).clone(),
                item: (*item).to_owned(),
            }),
        );
        // The model had it, also where it added nothing.
        let used: BTreeSet<_> = features.iter().map(|feature| &feature.category).collect();
        let denied = not_used.iter().filter(|category| used.contains(category));
        differences.extend(denied.map(|category| Difference::UsedAllTheSame {
            category: category.clone(),
        }));
        differences.truncate(MOST);
        if differences.is_empty() {
            Self::Matches
        } else {
            Self::Differs(differences)
        }
    }
}

/// The reasons that are given another part of the whole than they had, each beside how strong it was. The
/// whole is what these count together, whatever numbers they are given in: what is not listed takes nothing
/// from the part that the customer reads. Where they are given no weight there are no parts.
fn shifted<'a>(strengths: &[(&'a DataPoint, f64)]) -> impl Iterator<Item = &'a DataPoint> {
    let given: f64 = strengths.iter().map(|(point, _)| point.weight).sum();
    let had: f64 = strengths.iter().map(|(_, strength)| *strength).sum();
    let is_off = move |point: &DataPoint, strength: f64| {
        given > 0.0 && had > 0.0 && (point.weight / given - strength / had).abs() > LEEWAY
    };
    let off = strengths
        .iter()
        .filter(move |(point, strength)| is_off(point, *strength));
    off.map(|(point, _)| *point)
}

/// Whether a decision says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Whether it has reasons, and says what would have changed it.
    pub complete: bool,
    /// Whether its reasons are those of the model.
    pub checked: Checked,
}

impl Explained {
    pub(super) fn of(decision: &AiDecision) -> Self {
        Self {
            complete: !decision.data.is_empty() && decision.counterfactual.is_some(),
            checked: decision.checked(),
        }
    }

    /// Whether it counts as explained: nothing is missing, and nothing is known to be untrue.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.complete && !matches!(self.checked, Checked::Differs(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> Slug {
        text.parse().unwrap()
    }

    fn point(item: &str, weight: f64, direction: Direction) -> DataPoint {
        DataPoint {
            category: slug("orders"),
            item: item.to_owned(),
            weight,
            direction,
        }
    }

    fn feature(item: &str, contribution: f64) -> Feature {
        Feature {
            category: slug("orders"),
            item: item.to_owned(),
            contribution,
        }
    }

    fn inputs() -> Vec<Feature> {
        vec![
            feature("shoes", 0.6),
            feature("socks", -0.3),
            feature("hat", 0.1),
            feature("gloves", 0.1),
            feature("scarf", 0.0),
        ]
    }

    fn check(data: &[DataPoint]) -> Checked {
        Checked::of(data, &BTreeSet::new(), &inputs())
    }

    fn named(checked: &Checked) -> Vec<String> {
        let Checked::Differs(differences) = checked else {
            return vec![format!("{checked:?}")];
        };
        let name = |difference: &Difference| match difference {
            Difference::NotListed { item, .. } => format!("not listed: {item}"),
            Difference::NotAmongInputs { item, .. } => format!("no input: {item}"),
            Difference::OtherWay { item, .. } => format!("other way: {item}"),
            Difference::OtherOrder { item, .. } => format!("other order: {item}"),
            Difference::OtherShare { item, .. } => format!("other share: {item}"),
            Difference::UsedAllTheSame { category } => format!("used: {category}"),
        };
        differences.iter().map(name).collect()
    }

    #[test]
    fn without_inputs_nothing_is_checked() {
        let checked = Checked::of(
            &[point("shoes", 1.0, Direction::For)],
            &BTreeSet::new(),
            &[],
        );
        assert_eq!(checked, Checked::Unchecked);
    }

    #[test]
    fn the_strongest_however_many_match() {
        let shoes = point("shoes", 60.0, Direction::For);
        let socks = point("socks", 30.0, Direction::Against);
        let hat = point("hat", 10.0, Direction::For);
        for listed in [
            vec![shoes.clone()],
            vec![shoes.clone(), socks.clone()],
            // Gloves were as strong as the hat: either may be left out.
            vec![shoes.clone(), socks.clone(), hat],
        ] {
            assert_eq!(check(&listed), Checked::Matches, "{listed:?}");
        }
    }

    #[test]
    fn a_harmless_reason_in_front_of_the_true_one_is_shown() {
        let hat = point("hat", 1.0, Direction::For);
        assert_eq!(
            named(&check(std::slice::from_ref(&hat))),
            ["not listed: shoes", "not listed: socks"]
        );
        let swapped = [
            point("shoes", 0.2, Direction::For),
            point("socks", 0.8, Direction::Against),
        ];
        assert_eq!(named(&check(&swapped)), ["other order: shoes"]);
        let turned = [point("shoes", 1.0, Direction::Against)];
        assert_eq!(named(&check(&turned)), ["other way: shoes"]);
        let invented = [
            point("shoes", 2.0, Direction::For),
            point("your good taste", 1.0, Direction::For),
            point("scarf", 1.0, Direction::For),
        ];
        assert_eq!(
            named(&check(&invented)),
            ["no input: your good taste", "no input: scarf"]
        );
        // Nothing listed is less than everything.
        assert_eq!(named(&check(&[])).len(), 4);
    }

    #[test]
    fn a_reason_that_is_made_larger_or_smaller_than_it_was_is_shown() {
        let inputs = [feature("shoes", 0.6), feature("hat", 0.1)];
        let listed = |shoes, hat| {
            vec![
                point("shoes", shoes, Direction::For),
                point("hat", hat, Direction::For),
            ]
        };
        let check = |data: &[DataPoint], inputs: &[Feature]| {
            named(&Checked::of(data, &BTreeSet::new(), inputs))
        };
        assert_eq!(
            check(&listed(51.0, 49.0), &inputs),
            ["other share: shoes", "other share: hat"]
        );
        // Nobody weighs to the gram, nor in the same unit; and without weights there are no parts.
        for (shoes, hat) in [(6.0, 1.0), (0.006, 0.001), (80.0, 20.0), (0.0, 0.0)] {
            assert_eq!(check(&listed(shoes, hat), &inputs), ["Matches"], "{shoes}");
        }
        // Ten points are just borne.
        let even = [feature("shoes", 0.7), feature("hat", -0.3)];
        let against = |shoes, hat| {
            let mut listed = listed(shoes, hat);
            listed[1].direction = Direction::Against;
            listed
        };
        assert_eq!(check(&against(60.0, 40.0), &even), ["Matches"]);
        assert_eq!(check(&against(59.0, 41.0), &even).len(), 2);
        // What is not listed takes no part, and what was no input is told as that.
        let more = [&inputs[..], &[feature("gloves", 0.09)]].concat();
        assert_eq!(check(&listed(6.0, 1.0), &more), ["Matches"]);
        let mut invented = listed(6.0, 1.0);
        invented.push(point("your good taste", 9.0, Direction::For));
        assert_eq!(check(&invented, &inputs), ["no input: your good taste"]);
    }

    #[test]
    fn what_was_said_to_be_left_out_and_was_used_is_shown() {
        let denied = BTreeSet::from([slug("orders"), slug("birthday")]);
        let shoes = [point("shoes", 1.0, Direction::For)];
        let checked = Checked::of(&shoes, &denied, &inputs());
        assert_eq!(named(&checked), ["used: orders"]);
        // The model had it, though it added nothing.
        let birthday = Feature {
            category: slug("birthday"),
            ..feature("In May", 0.0)
        };
        let had = [&inputs()[..], &[birthday]].concat();
        let checked = Checked::of(&shoes, &denied, &had);
        assert_eq!(named(&checked), ["used: birthday", "used: orders"]);
    }
}
