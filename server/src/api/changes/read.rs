//! The change feed page by page, with a long poll.

use std::time::Duration;

use axum::response::Response;
use mutual::access::Deed;
use mutual::port::{DirectoryCursor, Engine, Log};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::Place;
use super::directory::{self, DirectoryBody};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::ledger::in_base64;
use crate::api::params::ReadQuery;
use crate::api::problem::{Code, Problem};
use crate::api::wire::{ChangeBody, Moment};

/// The most entries on a page.
const LARGEST_PAGE: u32 = 1_000;
/// The entries on a page where the caller does not say.
const USUAL_PAGE: u32 = 100;
/// The longest wait, in seconds.
const LONGEST_WAIT_S: u64 = 60;
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
    /// For a mirror: the cursor of its directory. The page then says whose identifiers or region
    /// changed; 410 `cursor_gone` where that is not known any more.
    #[param(required = false, example = "5f2c0a91d4e7b386.1a")]
    directory: String,
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
    /// With `directory`: who changed beside the entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    directory: Option<DirectoryBody>,
    /// With `size`: the log's newest signed head. The page may run past it, by a second at most; null
    /// in the log's first second.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    checkpoint: Option<Option<String>>,
    /// With `size`: the proof that the tree of `size` entries is a beginning of that head's, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    consistency: Option<Vec<String>>,
    /// With `directory`: the server's time when it looked. What you have is as old as that, wherever the
    /// page lay on its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    at: Option<Moment>,
}

/// What shows that the log only grew.
struct Witness {
    checkpoint: Option<String>,
    consistency: Vec<String>,
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
        (status = 410, description = "What `directory` names is not known any more."),
        (status = 409, description = "The log has fewer entries than `size`: it was rolled back, or is another one."),
    ),
    security(("oauth" = ["feed"]), ("bearer" = ["feed"])),
)]
pub(super) async fn read_changes(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadChanges)?;
    let query = call.query(&["after", "limit", "size", "wait", "directory", "min_index"])?;
    let after = query.number("after", 0..=i64::MAX as u64)?.unwrap_or(0);
    let limit = query
        .number("limit", 1..=LARGEST_PAGE)?
        .unwrap_or(USUAL_PAGE);
    let wait_s = query.number("wait", 0..=LONGEST_WAIT_S)?.unwrap_or(0);
    let size = query.number("size", 0..=i64::MAX as u64)?;
    let behind = directory::cursor(&query)?;
    call.index(&query).await?;
    let engine = call.engine();
    if wait_s > 0 && engine.index() <= after {
        let _place = Place::take(&call.caller.client.use_now)?;
        tokio::select! {
            () = news(engine, after + 1, behind, Duration::from_secs(wait_s)) => {}
            () = call.api.stopping() => {}
        }
    }
    let at = behind.map(|_| Moment(engine.now()));
    let head = call.index(&query).await?;
    let mut entries = engine.entries(after, limit).await?;
    // Read behind the entries: nobody is told of one whose customer she does not know.
    let directory = behind.map(|behind| DirectoryBody::behind(engine, behind));
    let directory = directory.transpose()?;
    if directory.as_ref().is_some_and(|directory| directory.more) {
        entries.clear();
    }
    let witness = match size {
        Some(size) => Some(Witness::from(call.side().log.as_ref(), size).await?),
        None => None,
    };
    let (checkpoint, consistency) = witness.map(|one| (one.checkpoint, one.consistency)).unzip();
    let body = ChangesBody {
        next: entries.last().map_or(after, |entry| entry.index),
        // Entries may have come after the head was looked at.
        head: entries.last().map_or(head, |entry| entry.index.max(head)),
        entries: entries
            .iter()
            .map(|entry| ChangeBody::of(engine, entry))
            .collect(),
        directory,
        checkpoint,
        consistency,
        at,
    };
    let reflected = body.head;
    let beside = match (behind, size) {
        (Some(_), _) => Some("at"),
        // A newer head is news to a witness.
        (None, Some(_)) => None,
        (None, None) => Some("head"),
    };
    let body = answer::json(&body);
    Ok(answer::read(&call, reflected, body, beside))
}

/// Waits until there is an entry, or something new in the directory where that is followed.
async fn news(
    engine: &dyn Engine,
    index: u64,
    directory: Option<DirectoryCursor>,
    timeout: Duration,
) {
    _ = match directory {
        Some(directory) => engine.wait_for_news(index, directory, timeout).await,
        None => engine.wait_for(index, timeout).await,
    };
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
