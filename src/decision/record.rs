//! The record of one automated decision or message.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::explained::{Checked, Explained};
use crate::catalogue::{AiUse, Channel, Slug, words::vocabulary};
use crate::clock::Timestamp;
use crate::guard::Money;
use crate::id::{CaseId, CustomerId, DecisionId};

/// For how many seconds decisions may rest on what a person decided: seven days. What she goes
/// through next month nobody has looked at.
pub const CASE_GOOD_S: i64 = 7 * 86_400;

vocabulary! {
    /// Which way a data point pulls.
    Direction {
        /// Towards the outcome.
        For = "for",
        /// Away from it.
        Against = "against",
    }
}

/// Something about the customer that counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataPoint {
    /// What kind of data it is.
    pub category: Slug,
    /// What of it, in words that the customer understands.
    pub item: String,
    /// How much it counted, beside the others: 0 or more.
    pub weight: f64,
    /// Which way.
    pub direction: Direction,
}

/// One input of the model, with what it added to the outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// What kind of data it is.
    pub category: Slug,
    /// What of it, as the data points name it.
    pub item: String,
    /// What it added; below 0 where it pulled away from the outcome.
    pub contribution: f64,
}

/// Who decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeBy {
    /// A machine alone.
    Machine,
    /// A person, in a case.
    Person,
    /// A person whom a machine helped: so says the program that recorded it, and nobody else.
    PersonAsSaid,
}

/// What a decision was allowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposition: Option<Slug>,
    /// Its version that was live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

/// A decision, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AiDecision {
    /// Its id.
    pub id: DecisionId,
    /// About whom.
    pub customer: CustomerId,
    /// When it was made.
    pub at: Timestamp,
    /// Why data was used.
    pub purpose: Slug,
    /// By which channel she was reached, where she was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What the machine did.
    pub ai: AiUse,
    /// What it is about, as [`crate::guard::topic`] spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// About how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Which model.
    pub model: Slug,
    /// Which version of it.
    pub model_version: String,
    /// What came of it, in words that she understands.
    pub outcome: String,
    /// What would have changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterfactual: Option<String>,
    /// What counted, the strongest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<DataPoint>,
    /// The guesses about her that were used.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub inferences: BTreeSet<Slug>,
    /// What these were made from when they were used: it is set when this is recorded.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub guessed_from: BTreeSet<Slug>,
    /// The kinds of data that were left out.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_used: BTreeSet<Slug>,
    /// What went into the model, where that was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    /// The case in which a person allowed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// What it was allowed by.
    #[serde(default)]
    pub basis: Basis,
}

impl AiDecision {
    /// The kinds of data that it cites: what counted, and every input. Whatever went into the model was
    /// received by it, also where it added nothing.
    #[must_use]
    pub fn cited(&self) -> BTreeSet<&Slug> {
        let points = self.data.iter().map(|point| &point.category);
        let inputs = self.features.iter().map(|feature| &feature.category);
        points.chain(inputs).collect()
    }

    /// Who decided, as far as that is known.
    #[must_use]
    pub fn made_by(&self) -> MadeBy {
        match (self.case, self.ai) {
            (Some(_), _) => MadeBy::Person,
            (None, AiUse::DecideAssist) => MadeBy::PersonAsSaid,
            (None, _) => MadeBy::Machine,
        }
    }

    /// Whether its reasons can be believed, and whether it has any.
    #[must_use]
    pub fn explained(&self) -> Explained {
        Explained::of(self)
    }

    /// What part of all that counted each data point is, in percent, in their order. Nothing where all
    /// weigh nothing.
    #[must_use]
    pub fn shares(&self) -> Vec<Option<u32>> {
        let whole: f64 = self.data.iter().map(|point| point.weight).sum();
        let share = |point: &DataPoint| {
            // A hundred of them is the most that comes out.
            (whole > 0.0).then(|| (point.weight / whole * 100.0).round() as u32)
        };
        self.data.iter().map(share).collect()
    }

    /// Whether what it says of itself was checked against what went into the model.
    #[must_use]
    pub fn checked(&self) -> Checked {
        Checked::of(&self.data, &self.not_used, &self.features)
    }
}
