//! One entry of the ledger, as those who follow it read it.

use mutual::consent::{ActorKind, ActorRef, Route, Toggles};
use mutual::id::{CustomerId, ReceiptId};
use mutual::ledger::{Body, Entry};
use mutual::port::Engine;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ActorKindWord, EntryTypeWord, Moment, RouteWord, Switches};

/// Nothing was set.
static NONE: Toggles = Toggles::new();

/// One entry.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
pub(crate) struct ChangeBody<'a> {
    /// Its place in the ledger.
    index: u64,
    /// When it was appended.
    at: Moment,
    #[serde(rename = "type")]
    kind: EntryTypeWord,
    /// Whose it is; null where it folds everybody, as a publication does, and where what it said
    /// was destroyed.
    #[schema(value_type = Option<String>, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: Option<CustomerId>,
    /// What she is called at present, so that you find your own record.
    #[schema(example = json!(["crm:42"]))]
    identifiers: Vec<String>,
    /// The exchange; null where it is about all of hers.
    #[schema(value_type = Option<String>, example = "recipe-ideas")]
    proposition: Option<&'a str>,
    /// The version that it is about.
    version: Option<u32>,
    /// What was set, and what follows from it.
    toggles: Switches<'a>,
    /// Where those toggles stood before.
    previous: Switches<'a>,
    actor: ActorBody<'a>,
    /// By which way; null where it is a publication.
    route: Option<RouteWord>,
    /// What of the registry it is about: purposes and data categories to be read anew.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["data:orders"]))]
    terms: Vec<String>,
    /// What the customer keeps of it.
    #[schema(value_type = Option<String>, example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: Option<ReceiptId>,
}

/// Who did it.
#[derive(Serialize, ToSchema)]
#[schema(as = Actor)]
pub(crate) struct ActorBody<'a> {
    kind: ActorKindWord,
    /// Its id; null for the installation itself.
    #[schema(value_type = Option<String>)]
    id: Option<&'a str>,
}

impl<'a> ChangeBody<'a> {
    /// The entry, with what its customer is called at present.
    pub(crate) fn of(engine: &dyn Engine, entry: &'a Entry) -> Self {
        let customer = entry.body.customer();
        let known = customer.and_then(|id| engine.customer(id));
        let identifiers = known.iter().flat_map(|customer| &customer.identifiers);
        let mut change = Self {
            index: entry.index,
            at: Moment(entry.at),
            kind: EntryTypeWord(entry.body.kind()),
            customer,
            identifiers: identifiers.map(ToString::to_string).collect(),
            proposition: entry.body.proposition().map(|key| key.as_str()),
            version: None,
            toggles: Switches(&NONE),
            previous: Switches(&NONE),
            actor: ActorBody {
                kind: ActorKindWord(ActorKind::System),
                id: None,
            },
            route: None,
            terms: Vec::new(),
            receipt: None,
        };
        match &entry.body {
            Body::Genesis(_) | Body::Destroyed(_) => {}
            Body::Erased(erased) => {
                change.customer = Some(erased.customer);
                change.actor = ActorBody::from(&erased.actor);
                change.route = Some(RouteWord(erased.route));
                change.receipt = Some(erased.receipt);
            }
            Body::Readmitted(readmitted) => {
                change.customer = Some(readmitted.customer);
                change.actor = ActorBody::from(&readmitted.actor);
                change.route = Some(RouteWord(readmitted.route));
            }
            Body::Forgotten(_) => change.route = Some(RouteWord(Route::System)),
            Body::Published(published) => {
                change.version = Some(published.version);
                change.actor = ActorBody::from(&published.actor);
            }
            Body::Retired(retired) => {
                change.version = Some(retired.version);
                change.actor = ActorBody::from(&retired.actor);
            }
            Body::Registry(changed) => {
                let terms = changed.changes.iter();
                change.terms = terms.map(|change| change.key().to_string()).collect();
                change.actor = ActorBody::from(&changed.actor);
            }
            Body::Chosen(chosen) => {
                change.version = Some(chosen.version);
                change.toggles = Switches(&chosen.toggles);
                change.previous = Switches(&chosen.previous);
                change.actor = ActorBody::from(&chosen.actor);
                change.route = Some(RouteWord(chosen.route));
                change.receipt = Some(chosen.receipt);
            }
            Body::Paused(whole) | Body::Resumed(whole) | Body::Signalled(whole) => {
                change.actor = ActorBody::from(&whole.actor);
                change.route = Some(RouteWord(whole.route));
                change.receipt = Some(whole.receipt);
            }
            Body::Announced(announced) => {
                change.version = Some(announced.version);
                change.toggles = Switches(&announced.toggles);
                change.previous = Switches(&announced.previous);
                change.route = Some(RouteWord(Route::System));
            }
        }
        change
    }
}

impl<'a> From<&'a ActorRef> for ActorBody<'a> {
    fn from(actor: &'a ActorRef) -> Self {
        Self {
            kind: ActorKindWord(actor.kind),
            id: actor.id.as_deref(),
        }
    }
}
