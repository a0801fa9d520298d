//! One entry of the ledger, as those who follow it read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DataTerms, LineTerms, Moment, SituationSaid, Switch};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its place in the ledger: the cursor of whoever follows.
    pub index: u64,
    /// When it was appended.
    pub at: Moment,
    /// What happened, for example `consent.withdrawn`. New words may come.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whose it is; none where it folds everybody, and where what it said was destroyed.
    pub customer: Option<String>,
    /// What she is called at present, so that you find your own record.
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// Where two records became one, or one became two: the id of the other one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The key of the proposition; none where it is about all of hers.
    pub proposition: Option<String>,
    /// The version that it is about.
    pub version: Option<u32>,
    /// What was set, and what follows from it.
    #[serde(default)]
    pub toggles: BTreeMap<String, Switch>,
    /// Where those toggles stood before.
    #[serde(default)]
    pub previous: BTreeMap<String, Switch>,
    /// Who did it.
    pub actor: Actor,
    /// By which way.
    pub route: Option<String>,
    /// What the customer keeps of it.
    #[serde(default)]
    pub receipt: Option<String>,
    /// Of a choice: when she said so, which evidence may put before `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_at: Option<Moment>,
    /// Of a choice: when what was turned on runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Moment>,
    /// Of a publication: what checks need of the version that went live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Terms>,
    /// Of a change of the registry: what was added or changed, `purpose:…` or `data:…`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
    /// Of a change of the registry: which of `terms` are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
    /// Of a change of the registry: what checks need of the data categories among `terms`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defined: Vec<DataTerms>,
    /// Of red lines: the keys of those that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub red_lines: Vec<String>,
    /// Of red lines: those of `red_lines` that stand from then on. The others are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<LineTerms>,
    /// Of red lines: from when that holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_time: Option<Moment>,
    /// Of a customer's situation: what is said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<SituationSaid>,
    /// Of a case: which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseSaid>,
}

/// A case that was opened or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSaid {
    /// Its id.
    pub id: String,
    /// `escalation`, `contest` or `question`.
    pub kind: String,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// `customer`, `agent`, `client` or `system`, among others.
    pub kind: String,
    /// Its id; none for the installation itself.
    pub id: Option<String>,
}

/// What checks need of a live version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The key of the proposition.
    pub proposition: String,
    /// The live version.
    pub version: u32,
    /// When it went live.
    pub published_at: Moment,
    /// The ledger index at which the proposition was first published.
    pub first_index: u64,
    /// Whether it uses data of a special category: these come behind the ordinary ones.
    pub special: bool,
    /// Why the data is used.
    pub purpose: String,
    /// `consent`, `contract`, `legal_obligation` or `legitimate_interest`.
    pub legal_basis: String,
    /// Where it is offered: region codes, or `*` for everywhere.
    pub regions: Vec<String>,
    /// A grant of an older version than this needs a new answer.
    pub material_since: u32,
    /// Each facet, with the version since which it has been offered without a break.
    pub facets: BTreeMap<String, u32>,
    /// What sells or shares, so that a wish not to (Global Privacy Control) keeps it off: each such
    /// toggle, with the versions of which a yes in spite of the wish counts.
    pub shares: BTreeMap<String, Vec<u32>>,
}
