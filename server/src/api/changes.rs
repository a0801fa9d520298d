//! The change feed: the ledger's entries, dense and in order, with a long poll.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::{ActorKind, ActorRef, Route, Toggles};
use mutual::id::{CustomerId, ReceiptId};
use mutual::ledger::{Body, Entry};
use mutual::port::{Engine, Log};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::call::Call;
use super::clients::Use;
use super::ledger::in_base64;
use super::params::ReadQuery;
use super::problem::{Code, Problem};
use super::wire::{ActorKindWord, EntryTypeWord, Moment, RouteWord, Switches};
use super::{Api, answer};

/// The most entries on a page.
const LARGEST_PAGE: u32 = 1_000;
/// The entries on a page where the caller does not say.
const USUAL_PAGE: u32 = 100;
/// The longest wait, in seconds.
const LONGEST_WAIT_S: u64 = 60;
/// The most waiting requests of one client.
const MOST_POLLS: u32 = 64;

/// The endpoint.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new().routes(routes!(read_changes))
}

/// Where to go on.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `read_changes` reads")]
struct From {
    /// The `next` of the page before; 0 for the first page.
    #[param(required = false, minimum = 0, example = 0)]
    after: u64,
    /// The most entries on the page.
    #[param(required = false, minimum = 1, maximum = 1_000, default = 100)]
    limit: u32,
    /// The size of the tree that you verified last; 0 where you have verified none.
    #[param(required = false, minimum = 0)]
    size: u64,
    /// For how many seconds to wait for a new entry where there is none yet.
    #[param(required = false, minimum = 0, maximum = 60, default = 0, example = 20)]
    wait: u64,
}

/// A page of the feed.
#[derive(Serialize, ToSchema)]
#[schema(as = Changes)]
struct ChangesBody<'a> {
    /// What happened, oldest first; each index is one higher than the one before.
    entries: Vec<ChangeBody<'a>>,
    /// What to give as the next `after`.
    next: u64,
    /// The highest index there is.
    head: u64,
    #[serde(flatten)]
    witness: Option<Witness>,
}

/// With `size`: what shows that the log only grew.
#[derive(Serialize, ToSchema)]
struct Witness {
    /// The log's newest signed head. The page may run past it, by a second at most; null in the
    /// log's first second.
    checkpoint: Option<String>,
    /// The proof that the tree of `size` entries is a beginning of that head's, in base64.
    consistency: Vec<String>,
}

/// One entry.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
struct ChangeBody<'a> {
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
struct ActorBody<'a> {
    kind: ActorKindWord,
    /// Its id; null for the installation itself.
    #[schema(value_type = Option<String>)]
    id: Option<&'a str>,
}

/// Follow the changes
///
/// Dense and ordered: an entry is missing if and only if an index is. Keep `next`, and give it as
/// the next `after`.
#[utoipa::path(
    get, path = "/api/v1/changes", tag = "Changes",
    params(From, ReadQuery),
    responses(
        (status = 200, description = "A page; empty where nothing happened.", body = ChangesBody),
        (status = 304, description = "The page is the one whose tag you sent."),
        (status = 409, description = "The log has fewer entries than `size`: it was rolled back, or is another one."),
    ),
    security(("oauth" = ["feed"]), ("bearer" = ["feed"])),
)]
async fn read_changes(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadChanges)?;
    let query = call.query(&["after", "limit", "size", "wait", "min_index"])?;
    let after = query.number("after", 0..=i64::MAX as u64)?.unwrap_or(0);
    let limit = query
        .number("limit", 1..=LARGEST_PAGE)?
        .unwrap_or(USUAL_PAGE);
    let wait_s = query.number("wait", 0..=LONGEST_WAIT_S)?.unwrap_or(0);
    let size = query.number("size", 0..=i64::MAX as u64)?;
    call.index(&query).await?;
    let engine = call.engine();
    if wait_s > 0 && engine.index() <= after {
        let _poll = Poll::begin(&call.caller.client.use_now)?;
        tokio::select! {
            _ = engine.wait_for(after + 1, Duration::from_secs(wait_s)) => {}
            () = call.api.stopping() => {}
        }
    }
    let head = call.index(&query).await?;
    let entries = engine.entries(after, limit).await?;
    let witness = match size {
        Some(size) => Some(Witness::from(call.side().log.as_ref(), size).await?),
        None => None,
    };
    let none = Toggles::new();
    let body = ChangesBody {
        next: entries.last().map_or(after, |entry| entry.index),
        // Entries may have come after the head was looked at.
        head: entries.last().map_or(head, |entry| entry.index.max(head)),
        entries: entries
            .iter()
            .map(|entry| ChangeBody::of(engine, entry, &none))
            .collect(),
        witness,
    };
    let reflected = body.head;
    Ok(answer::read(
        &call,
        reflected,
        answer::json(&body),
        // A newer head is news to a witness.
        size.is_none().then_some("head"),
    ))
}

impl Witness {
    /// How the newest head continues the tree of `size` entries.
    async fn from(log: &dyn Log, size: u64) -> Result<Self, Problem> {
        let behind = |newest: u64| {
            let detail = format!("the newest signed head covers {newest} entries, not {size}");
            Problem::new(Code::LogBehind, detail)
        };
        let Some(head) = log.head() else {
            let none = Self {
                checkpoint: None,
                consistency: Vec::new(),
            };
            return if size == 0 { Ok(none) } else { Err(behind(0)) };
        };
        let newest = head.checkpoint.size;
        let proof = log.consistency(size, newest).await?;
        Ok(Self {
            checkpoint: Some(head.note.clone()),
            consistency: in_base64(&proof.ok_or_else(|| behind(newest))?),
        })
    }
}

impl<'a> ChangeBody<'a> {
    fn of(engine: &dyn Engine, entry: &'a Entry, none: &'a Toggles) -> Self {
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
            toggles: Switches(none),
            previous: Switches(none),
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
            Body::Paused(whole) | Body::Resumed(whole) => {
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

impl<'a> std::convert::From<&'a ActorRef> for ActorBody<'a> {
    fn from(actor: &'a ActorRef) -> Self {
        Self {
            kind: ActorKindWord(actor.kind),
            id: actor.id.as_deref(),
        }
    }
}

/// One waiting request; it counts for as long as it waits.
struct Poll<'a>(&'a Use);

impl<'a> Poll<'a> {
    fn begin(of: &'a Use) -> Result<Self, Problem> {
        if of.polls.fetch_add(1, Ordering::Relaxed) >= MOST_POLLS {
            of.polls.fetch_sub(1, Ordering::Relaxed);
            let detail = format!("at most {MOST_POLLS} requests of one client wait at once");
            return Err(Problem::new(Code::TooManyRequests, detail).retry_after(1));
        }
        Ok(Self(of))
    }
}

impl Drop for Poll<'_> {
    fn drop(&mut self) {
        self.0.polls.fetch_sub(1, Ordering::Relaxed);
    }
}
