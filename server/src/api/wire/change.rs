//! One entry of the ledger, as those who follow it read it.

use mutual::catalogue::{Catalogue, Term};
use mutual::consent::{ActorKind, ActorRef, Changed, Conflict, Route, Toggles, Which};
use mutual::id::{CaseId, CustomerId, ReceiptId};
use mutual::ledger::{Body, Entry, LineChange, TermChange};
use mutual::port::Engine;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    ActorKindWord, CaseKindWord, DataTermsBody, EntryTypeWord, LineTermsBody, Moment, RouteWord,
    SituationWord, Switches, TermsBody, ToggleName, VerdictWord,
};

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
    /// The other record, where two became one or one became two.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "cus_01KB3Y7A2B3C4D5E6F7G8H9J0K", required = false)]
    from: Option<CustomerId>,
    /// Where two became one: what is on or off otherwise than it was for `customer`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    changes: Vec<MergeChangeBody<'a>>,
    /// Where two became one: what was on in one of the two and off in the other. It is off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    conflicts: Vec<ConflictBody<'a>>,
    /// Where two became one, in which of the two everything was paused: everything is paused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "from", required = false)]
    paused: Option<Which>,
    /// Which of `terms` are gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["data:orders"]))]
    removed: Vec<String>,
    /// Of data categories in `terms`: what a check needs to know of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    defined: Vec<DataTermsBody>,
    /// Of a choice: when she said so, which evidence may put before `at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    stated_at: Option<Moment>,
    /// Of a choice: when what was turned on runs out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    expires_at: Option<Moment>,
    /// Of a publication: what a check needs of the version that went live.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    published: Option<Box<TermsBody>>,
    /// Of red lines: the keys of those that changed, to be read anew.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["no-guess-of-health"]))]
    red_lines: Vec<&'a str>,
    /// Of red lines: those of `red_lines` that stand from then on. The others are gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    drawn: Vec<LineTermsBody>,
    /// Of red lines: from when the change holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    from_time: Option<Moment>,
    /// Of a situation: which, whether it is over, and when it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    situation: Option<SituationBody>,
    /// Of a guess that was rejected: its key. Forget it, and do not guess it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "has-a-dog")]
    inference: Option<&'a str>,
    /// Of decisions that were sealed: how many, and the root over them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    sealed: Option<SealedBody<'a>>,
    /// Of a case: which, and what came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    case: Option<Box<CaseEntryBody<'a>>>,
    /// What the customer keeps of it.
    #[schema(value_type = Option<String>, example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: Option<ReceiptId>,
}

/// What is said of a customer's situation.
#[derive(Serialize, ToSchema)]
#[schema(as = SituationSaid)]
pub(crate) struct SituationBody {
    situation: SituationWord,
    /// Whether she came out of it.
    over: bool,
    /// When it ends by itself.
    until: Option<Moment>,
}

/// Decisions that were sealed.
#[derive(Serialize, ToSchema)]
#[schema(as = DecisionsSealed)]
pub(crate) struct SealedBody<'a> {
    /// How many.
    count: u64,
    /// The root over their leaves (RFC 6962, 2.1): SHA-256 in hexadecimal.
    #[schema(example = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    root: &'a str,
}

/// A case, as an entry tells of it.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseEntry)]
pub(crate) struct CaseEntryBody<'a> {
    #[schema(value_type = String, example = "case_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    id: CaseId,
    kind: CaseKindWord,
    /// Who works it; null once it is decided.
    #[schema(value_type = Option<String>, example = "front_desk")]
    team: Option<&'a str>,
    /// The moment at which it is too late; null once it is decided.
    due_at: Option<Moment>,
    /// `allow` or `deny`; null as long as nobody decided.
    outcome: Option<VerdictWord>,
    /// Why, in words; null as long as nobody decided, and where no person said what counts.
    reason: Option<&'a str>,
    /// Whether nobody decided in time, so that the answer is no.
    timed_out: bool,
    /// Whether a person said yes, and what was asked was denied before that was written down: the
    /// answer is no.
    denied_meanwhile: bool,
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

/// What a merge changed in one exchange.
#[derive(Serialize, ToSchema)]
#[schema(as = MergeChange)]
pub(crate) struct MergeChangeBody<'a> {
    /// Which exchange.
    #[schema(value_type = String, example = "recipe-ideas")]
    proposition: &'a str,
    /// The version that the answer about the exchange is of; null where there is none.
    version: Option<u32>,
    /// What stands otherwise now.
    toggles: Switches<'a>,
    /// Where those toggles stood before.
    previous: Switches<'a>,
}

impl<'a> From<&'a Changed> for MergeChangeBody<'a> {
    fn from(changed: &'a Changed) -> Self {
        Self {
            proposition: changed.proposition.as_str(),
            version: changed.version,
            toggles: Switches(&changed.toggles),
            previous: Switches(&changed.previous),
        }
    }
}

/// Something that was on in one of two records that were merged, and off in the other.
#[derive(Serialize, ToSchema)]
#[schema(as = Conflict)]
pub(crate) struct ConflictBody<'a> {
    /// Of which exchange.
    #[schema(value_type = String, example = "recipe-ideas")]
    proposition: &'a str,
    /// Which switch: it is off. Where it is the exchange, all of it is.
    #[schema(value_type = String, example = "channel:email")]
    toggle: ToggleName<'a>,
    /// In which record it was on: `customer`, or `from`.
    #[schema(value_type = String, example = "from")]
    on: Which,
}

impl<'a> From<&'a Conflict> for ConflictBody<'a> {
    fn from(conflict: &'a Conflict) -> Self {
        Self {
            proposition: conflict.proposition.as_str(),
            toggle: ToggleName(&conflict.toggle),
            on: conflict.on,
        }
    }
}

impl<'a> ChangeBody<'a> {
    /// The entry, with what its customer is called at present.
    pub(crate) fn of(engine: &dyn Engine, entry: &'a Entry) -> Self {
        let known = entry.body.customer().and_then(|id| engine.customer(id));
        let identifiers = known.iter().flat_map(|customer| &customer.identifiers);
        let identifiers = identifiers.map(ToString::to_string).collect();
        Self::named(&engine.catalogue(), entry, identifiers)
    }

    /// The entry of a customer who is called that at present.
    pub(crate) fn named(catalogue: &Catalogue, entry: &'a Entry, identifiers: Vec<String>) -> Self {
        let mut change = Self {
            index: entry.index,
            at: Moment(entry.at),
            kind: EntryTypeWord(entry.body.kind()),
            customer: entry.body.customer(),
            identifiers,
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
            from: None,
            changes: Vec::new(),
            conflicts: Vec::new(),
            paused: None,
            removed: Vec::new(),
            stated_at: None,
            expires_at: None,
            published: None,
            red_lines: Vec::new(),
            drawn: Vec::new(),
            defined: Vec::new(),
            from_time: None,
            situation: None,
            inference: None,
            sealed: None,
            case: None,
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
            Body::Merged(merged) => {
                change.from = Some(merged.from);
                change.changes = merged.changes.iter().map(MergeChangeBody::from).collect();
                change.conflicts = merged.conflicts.iter().map(ConflictBody::from).collect();
                change.paused = merged.paused;
                change.actor = ActorBody::from(&merged.actor);
                change.route = Some(RouteWord(merged.route));
            }
            Body::Split(split) => {
                change.from = Some(split.other);
                change.actor = ActorBody::from(&split.actor);
                change.route = Some(RouteWord(split.route));
            }
            Body::Forgotten(_) => change.route = Some(RouteWord(Route::System)),
            Body::Published(published) => {
                change.version = Some(published.version);
                change.actor = ActorBody::from(&published.actor);
                let proposition = catalogue.proposition(&published.document.key);
                change.published = proposition.and_then(|proposition| {
                    let version = proposition.version(published.version)?;
                    Some(Box::new(TermsBody::of(proposition, version)))
                });
            }
            Body::Retired(retired) => {
                change.version = Some(retired.version);
                change.actor = ActorBody::from(&retired.actor);
            }
            Body::Registry(changed) => {
                let terms = changed.changes.iter();
                change.terms = terms.map(|change| change.key().to_string()).collect();
                let removed = changed.changes.iter().filter_map(|change| match change {
                    TermChange::Remove(key) => Some(key.to_string()),
                    TermChange::Put(_) => None,
                });
                change.removed = removed.collect();
                let defined = changed.changes.iter().filter_map(|change| match change {
                    TermChange::Put(Term::Data(category)) => Some(DataTermsBody::from(category)),
                    TermChange::Put(Term::Purpose(_)) | TermChange::Remove(_) => None,
                });
                change.defined = defined.collect();
                change.actor = ActorBody::from(&changed.actor);
            }
            Body::Chosen(chosen) => {
                change.version = Some(chosen.version);
                change.toggles = Switches(&chosen.toggles);
                change.previous = Switches(&chosen.previous);
                change.actor = ActorBody::from(&chosen.actor);
                change.route = Some(RouteWord(chosen.route));
                change.receipt = Some(chosen.receipt);
                let stated_at = chosen.evidence.as_ref().map(|evidence| evidence.at);
                change.stated_at = Some(Moment(stated_at.map_or(entry.at, |at| at.min(entry.at))));
                change.expires_at = Some(Moment(chosen.expires_at));
            }
            Body::RedLines(changed) => {
                let keys = changed.lines.iter().map(|line| line.key().as_str());
                change.red_lines = keys.collect();
                let drawn = changed.lines.iter().filter_map(|line| match line {
                    LineChange::Put(line) => Some(LineTermsBody::from(&**line)),
                    LineChange::Remove(_) => None,
                });
                change.drawn = drawn.collect();
                change.from_time = Some(Moment(changed.from));
                change.actor = ActorBody::from(&changed.actor);
            }
            Body::DecisionsSealed(sealed) => {
                change.sealed = Some(SealedBody {
                    count: sealed.count,
                    root: &sealed.root,
                });
            }
            Body::Situation(said) => {
                change.situation = Some(SituationBody {
                    situation: SituationWord(said.situation),
                    over: said.is_over,
                    until: said.until.map(Moment),
                });
                change.actor = ActorBody::from(&said.actor);
                change.route = Some(RouteWord(said.route));
                change.receipt = said.receipt;
            }
            Body::InferenceRejected(rejected) => {
                change.inference = Some(rejected.key.as_str());
                change.actor = ActorBody::from(&rejected.actor);
                change.route = Some(RouteWord(rejected.route));
                change.receipt = Some(rejected.receipt);
            }
            Body::CaseOpened(opened) => {
                change.case = Some(Box::new(CaseEntryBody {
                    id: opened.case,
                    kind: CaseKindWord(opened.matter.kind),
                    team: Some(opened.team.as_str()),
                    due_at: Some(Moment(opened.due_at)),
                    outcome: None,
                    reason: None,
                    timed_out: false,
                    denied_meanwhile: false,
                }));
                change.actor = ActorBody::from(&opened.actor);
                change.route = Some(RouteWord(opened.route));
            }
            Body::CaseDecided(decided) => {
                change.case = Some(Box::new(CaseEntryBody {
                    id: decided.case,
                    kind: CaseKindWord(decided.matter.kind),
                    team: None,
                    due_at: None,
                    outcome: Some(VerdictWord(decided.outcome)),
                    reason: (!decided.timed_out && !decided.denied_meanwhile)
                        .then_some(decided.reason.as_str()),
                    timed_out: decided.timed_out,
                    denied_meanwhile: decided.denied_meanwhile,
                }));
                change.actor = ActorBody::from(&decided.actor);
                change.route = Some(RouteWord(decided.route));
            }
            Body::Paused(whole)
            | Body::Resumed(whole)
            | Body::Signalled(whole)
            | Body::HumanOnly(whole)
            | Body::HumanOnlyEnded(whole) => {
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
