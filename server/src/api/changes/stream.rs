//! The change feed as server-sent events (WHATWG HTML, section 9.2).

use std::convert::Infallible;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use futures_util::stream;
use mutual::access::{Deed, authorise};
use mutual::clock::Timestamp;
use mutual::ledger::Entry;
use mutual::port::{DirectoryCursor, Engine, StoreError};
use utoipa::IntoParams;

use super::Place;
use super::directory::{self, DirectoryBody};
use crate::api::call::Call;
use crate::api::gate::bearer;
use crate::api::problem::{Code, Problem};
use crate::api::query::invalid;
use crate::api::wire::ChangeBody;
use crate::api::{Api, answer};
use crate::state::Side;

/// The most entries that are written out at once. The next ones are read when these are on their
/// way, so that a reader who is slow holds no more than that.
const PAGE: u32 = 100;
/// Proxies that buffer would hold an event back until more of them came.
static ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");
/// What a client that was cut off sends: the id of the last event that it got.
const LAST_EVENT_ID: &str = "last-event-id";

/// Where to go on.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `stream_changes` reads")]
struct From {
    /// The last index that you have; 0 for all of it. `Last-Event-ID` goes before it.
    #[param(required = false, minimum = 0, example = 0)]
    after: u64,
    /// For a mirror: the cursor of its directory. Events `directory` then say whose identifiers or
    /// region changed, before the entries that need it; 410 `cursor_gone` where that is not known any
    /// more.
    #[param(required = false, example = "5f2c0a91d4e7b386.1a")]
    directory: String,
}

/// Follow the changes as a stream
///
/// Server-sent events: each has the entry's index as its `id` and the entry as its `data`, in the
/// shape of a page's entries. Two comment lines come first and whenever nothing else was said for 15
/// seconds (`MUTUAL_STREAM_SILENCE_S`): `: at` and the server's time in milliseconds since 1970, and the
/// highest index. So you know how current you are, also where what was sent lay on the way, or unread:
/// what you have is as old as that time, and not as the moment at which you read it.
/// After a break, go on with `Last-Event-ID`. The stream ends where your token does.
#[utoipa::path(
    get, path = "/api/v1/changes/stream", tag = "Changes",
    params(
        From,
        ("Last-Event-ID" = Option<u64>, Header, description = "The `id` of the last event that you got."),
    ),
    responses(
        (status = 200, description = "Events, for as long as you listen.", body = String,
            content_type = "text/event-stream"),
        (status = 410, description = "What `directory` names is not known any more."),
        (status = 409, description = "The ledger has fewer entries: it was rolled back, or is another one."),
    ),
    security(("oauth" = ["feed"]), ("bearer" = ["feed"])),
)]
pub(super) async fn stream_changes(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadChanges)?;
    let query = call.query(&["after", "directory"])?;
    let after = query.number("after", 0..=i64::MAX as u64)?.unwrap_or(0);
    let after = last_event(call.headers())?.unwrap_or(after);
    // A process that may not be the writer any more must not tell what comes next.
    let head = call.index(&query).await?;
    if after > head {
        // Whoever has seen more than there is must not wait for it in silence.
        let detail = format!(
            "the ledger is at {head}, not at {after}: it was rolled back, or is another one"
        );
        return Err(Problem::new(Code::LogBehind, detail));
    }
    let directory = directory::cursor(&query)?;
    let greeting = match directory {
        // Where the ledger is says nothing to a mirror before it knows the directory.
        Some(cursor) => {
            DirectoryBody::behind(call.engine(), cursor)?;
            "retry: 1000\n: directory\n\n".to_owned()
        }
        None => format!("retry: 1000\n{}", says_where(call.engine().now(), head)),
    };
    let follower = Follower {
        place: Place::take(&call.caller.client.use_now)?,
        bearer: bearer(call.headers())?.to_owned(),
        side: call.side().clone(),
        api: Arc::clone(&call.api),
        after,
        greeting: Some(greeting),
        directory,
        says_head: directory.is_some(),
    };
    let parts = stream::unfold(follower, Follower::next);
    let mut response = answer::bytes("text/event-stream", Vec::new());
    *response.body_mut() = Body::from_stream(parts);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(ACCEL_BUFFERING.clone(), HeaderValue::from_static("no"));
    Ok(response)
}

/// The index that somebody who was cut off got last.
fn last_event(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(id) = headers.get(LAST_EVENT_ID) else {
        return Ok(None);
    };
    let index = id.to_str().ok().and_then(|id| id.parse::<u64>().ok());
    match index.filter(|index| i64::try_from(*index).is_ok()) {
        Some(index) => Ok(Some(index)),
        None => Err(invalid(
            "Last-Event-ID",
            "send the id of an event, as it came",
        )),
    }
}

/// Somebody who listens.
struct Follower {
    api: Arc<Api>,
    side: Side,
    /// Asked about again and again: a token can end, and a client can be revoked.
    bearer: String,
    after: u64,
    greeting: Option<String>,
    /// For a mirror: up to where it knows the directory.
    directory: Option<DirectoryCursor>,
    /// Whether it is to be told where the ledger is, once there is nothing else to say.
    says_head: bool,
    #[expect(dead_code, reason = "is given back when the listener goes")]
    place: Place,
}

impl Follower {
    /// The next bytes, once there are any; nothing where it ends.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if let Some(greeting) = self.greeting.take() {
            return Some((Ok(greeting.into()), self));
        }
        let engine = &self.side.engine;
        let next = self.after.saturating_add(1);
        // What waits already comes before the word where the ledger is.
        let silence = if self.says_head {
            Duration::ZERO
        } else {
            Duration::from_secs(self.api.config.stream_silence_s.into())
        };
        let news = async {
            match self.directory {
                Some(directory) => engine.wait_for_news(next, directory, silence).await,
                None => engine.wait_for(next, silence).await,
            }
        };
        let came = tokio::select! {
            came = news => came,
            () = self.api.stopping() => return None,
        };
        if !engine.is_current() || !self.is_welcome().await {
            return None;
        }
        if !came {
            self.says_head = false;
            let silence = says_where(engine.now(), engine.index());
            return Some((Ok(silence.into()), self));
        }
        match self.page().await {
            Ok(Some(page)) => {
                self.after = page.last;
                // Whoever caught up is told so, however old the last entry is.
                self.says_head |= self.directory != page.directory;
                self.directory = page.directory;
                Some((Ok(page.bytes.into()), self))
            }
            // She comes again, and is told then why not.
            Ok(None) => None,
            Err(error) => {
                tracing::warn!(%error, "a stream of changes broke off");
                None
            }
        }
    }

    /// Whether the bearer may still follow.
    async fn is_welcome(&self) -> bool {
        let caller = self.api.clients.caller(&self.bearer, self.api.clock.now());
        let caller = caller.await.ok().flatten();
        caller.is_some_and(|caller| authorise(&caller.actor, Deed::ReadChanges).is_ok())
    }

    /// What comes next as events; nothing where the directory's cursor leads nowhere any more.
    async fn page(&self) -> Result<Option<Page>, StoreError> {
        let engine = self.side.engine.as_ref();
        let mut entries = engine.entries(self.after, PAGE).await?;
        let mut bytes = Vec::with_capacity(512 * entries.len());
        let mut directory = self.directory;
        if let Some(after) = directory {
            // Read behind the entries: nobody is told of one whose customer she does not know.
            let Ok(news) = DirectoryBody::behind(engine, after) else {
                return Ok(None);
            };
            if news.more {
                entries.clear();
            }
            if news.is_news(after) {
                directory = Some(news.next);
                bytes.extend(b"event: directory\ndata: ");
                bytes.extend(answer::json(&news));
                bytes.extend(b"\n\n");
            }
        }
        for entry in &entries {
            write(&mut bytes, entry, engine);
        }
        let last = entries.last().map_or(self.after, |entry| entry.index);
        Ok(Some(Page {
            bytes,
            last,
            directory,
        }))
    }
}

/// What is written out at once.
struct Page {
    bytes: Vec<u8>,
    /// The index of the last entry in it.
    last: u64,
    directory: Option<DirectoryCursor>,
}

/// Comments that say where the ledger was and when, the time first: whoever reads the index knows then
/// of when it is.
fn says_where(at: Timestamp, head: u64) -> String {
    format!(": at {}\n: {head}\n\n", at.as_millis())
}

/// Writes an entry as an event. JSON of ours has no line breaks, so it is one line of data.
fn write(page: &mut Vec<u8>, entry: &Entry, engine: &dyn Engine) {
    let data = answer::json(&ChangeBody::of(engine, entry));
    _ = write!(page, "id: {}\ndata: ", entry.index);
    page.extend(data);
    page.extend(b"\n\n");
}
