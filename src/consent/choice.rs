//! The act of setting toggles: who, what was shown, by which route, when.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Switch, Toggle};
use crate::access::Actor;
use crate::catalogue::{Slug, words::vocabulary};
use crate::clock::Timestamp;

/// Toggles and where they are put.
pub type Toggles = BTreeMap<Toggle, Switch>;

/// A customer's wish about one exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which exchange.
    pub proposition: Slug,
    /// The version that was shown.
    pub version: u32,
    /// What to set; facets left out follow the rules of `required`.
    pub toggles: Toggles,
    /// The ledger index that the page was drawn from, where there was a page.
    pub seen_index: Option<u64>,
    /// The language of the customer's pages (BCP 47), where there was a page.
    pub reads: Option<String>,
    /// The language that it was shown in (BCP 47); none: what she reads, else the proposition's own.
    pub locale: Option<String>,
    /// How the wish is known, where the customer did not press the switch herself.
    pub evidence: Option<Evidence>,
}

/// How a wish is known that did not come from the customer's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// By which means, such as `phone`.
    pub how: String,
    /// Where, such as `call centre`.
    #[serde(rename = "where")]
    pub place: String,
    /// When the customer said so.
    pub at: Timestamp,
    /// The wording that the customer agreed to or refused.
    pub wording: String,
}

impl Evidence {
    /// The first field that says nothing or too much, if any.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        let bad = |text: &str, most: usize| text.trim().is_empty() || text.chars().count() > most;
        if bad(&self.how, 100) {
            Some("evidence.how")
        } else if bad(&self.place, 200) {
            Some("evidence.where")
        } else if bad(&self.wording, 4_000) {
            Some("evidence.wording")
        } else {
            None
        }
    }
}

vocabulary! {
    /// By which way a change came.
    Route {
        /// A page, signed in.
        Page = "page",
        /// A page, by a signed link.
        Link = "link",
        /// The API, on the customer's behalf.
        Api = "api",
        /// A bulk import.
        Import = "import",
        /// A standing wish from outside.
        Signal = "signal",
        /// The installation itself.
        System = "system",
    }
}

vocabulary! {
    /// What a decision rests on.
    Source {
        /// The customer said so.
        Explicit = "explicit",
        /// A standing wish from outside.
        Signal = "signal",
        /// A record from before, with evidence.
        Import = "import",
        /// Nobody was asked.
        Default = "default",
        /// A law or a contract.
        Law = "law",
    }
}

vocabulary! {
    /// What sort of actor.
    ActorKind {
        /// The customer.
        Customer = "customer",
        /// Somebody of the organisation.
        Agent = "agent",
        /// A CRM.
        Client = "client",
        /// The installation.
        System = "system",
    }
}

/// Who did it, as an entry remembers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorRef {
    /// What sort of actor.
    pub kind: ActorKind,
    /// Its id; none for the installation itself.
    pub id: Option<String>,
}

impl From<&Actor> for ActorRef {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::Customer(id) => Self {
                kind: ActorKind::Customer,
                id: Some(id.to_string()),
            },
            Actor::Staff { account, .. } => Self {
                kind: ActorKind::Agent,
                id: Some(account.to_string()),
            },
            Actor::Client { client, .. } => Self {
                kind: ActorKind::Client,
                id: Some(client.to_string()),
            },
            Actor::System => Self {
                kind: ActorKind::System,
                id: None,
            },
        }
    }
}
