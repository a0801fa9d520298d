//! One authenticated request, as every handler takes it.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header, request::Parts};
use futures_util::StreamExt as _;
use mutual::access::{Deed, authorise};
use mutual::consent::Route;
use mutual::id::CustomerId;
use mutual::port::{Engine, Submission, SubmitError};
use mutual::use_cases::{
    Command, Inferring, Outcome, Recording, Refusal, Registering, Reporting, Whom,
};
use percent_encoding::percent_decode_str;

use super::clients::Caller;
use super::problem::{Code, Problem};
use super::query::Query;
use super::reference::Reference;
use super::{Api, reference};
use crate::state::Side;

/// The largest JSON body, in bytes.
const LARGEST_BODY: usize = 2 * 1024 * 1024;
/// How long a caller may take to send such a body.
const BODY_PATIENCE: Duration = Duration::from_secs(30);
/// The longest idempotency key, in characters.
const LONGEST_KEY: usize = 255;
/// How long a read waits for the index that it was asked for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it is looked for somebody by her name where that moved from one record to another one.
const TRIES: u32 = 2;
/// Where `{ref}` stands in `/api/v1/customers/{ref}/…`.
const CUSTOMER: usize = 4;

/// A request with a good bearer.
pub(crate) struct Call {
    /// Everything that endpoints share.
    pub(crate) api: Arc<Api>,
    /// Who calls.
    pub(crate) caller: Arc<Caller>,
    parts: Parts,
    /// Behind a lock, for it cannot be shared otherwise; taken once.
    body: Mutex<Body>,
}

impl FromRequest<Arc<Api>> for Call {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &Arc<Api>) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let caller = parts.extensions.remove::<Arc<Caller>>();
        // The gate lets nobody through whom it does not know.
        let caller = caller.ok_or_else(|| Problem::internal("an endpoint without its gate"))?;
        Ok(Self {
            api: Arc::clone(api),
            caller,
            parts,
            body: Mutex::new(body),
        })
    }
}

impl Call {
    /// The live ledger, or the test ledger for a test client.
    pub(crate) fn side(&self) -> &Side {
        if self.caller.client.test {
            &self.api.test
        } else {
            &self.api.live
        }
    }

    /// The engine of [`Self::side`].
    pub(crate) fn engine(&self) -> &dyn Engine {
        self.side().engine.as_ref()
    }

    /// The method.
    pub(crate) fn method(&self) -> &axum::http::Method {
        &self.parts.method
    }

    /// The headers.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Whether the caller may do that.
    pub(crate) fn may(&self, deed: Deed) -> Result<(), Problem> {
        Ok(authorise(&self.caller.actor, deed)?)
    }

    /// Whether the caller may do that to some customer: asked before anybody looks for her.
    pub(crate) fn may_with_customers(&self, deed: fn(CustomerId) -> Deed) -> Result<(), Problem> {
        self.may(deed(CustomerId::from_bytes([0; 16])))
    }

    /// The query, whose parameters may be those of `known`.
    pub(crate) fn query(&self, known: &[&'static str]) -> Result<Query<'_>, Problem> {
        Query::parse(self.parts.uri.query(), known)
    }

    /// A part of the path, decoded. The router has matched the path, so that it is there.
    pub(crate) fn segment(&self, place: usize) -> Result<Cow<'_, str>, Problem> {
        let segment = self
            .parts
            .uri
            .path()
            .split('/')
            .nth(place)
            .unwrap_or_default();
        percent_decode_str(segment)
            .decode_utf8()
            .map_err(|_| Problem::new(Code::InvalidReference, "the path is not UTF-8"))
    }

    /// The customer reference in the path.
    pub(crate) fn reference(&self) -> Result<Cow<'_, str>, Problem> {
        self.segment(CUSTOMER)
    }

    /// The customer that the path names.
    pub(crate) fn customer(&self) -> Result<CustomerId, Problem> {
        let reference = self.reference()?;
        reference::find(self.engine(), &reference).ok_or_else(|| self.nobody())
    }

    /// The customer that the path names, for what looks for her once more when it is decided.
    pub(crate) fn whom(&self) -> Result<Whom, Problem> {
        let named = Named::find(self.engine(), &self.reference()?);
        Ok(named.ok_or_else(|| self.nobody())?.whom)
    }

    /// Why the path names no customer.
    pub(crate) fn nobody(&self) -> Problem {
        let reference = self.reference().unwrap_or_default();
        if reference::is_erased(self.engine(), &reference) {
            Problem::erased()
        } else {
            Problem::unknown_customer()
        }
    }

    /// The ledger index that a read reflects at least, once it is the one asked for.
    pub(crate) async fn index(&self, query: &Query<'_>) -> Result<u64, Problem> {
        let engine = self.engine();
        if let Some(least) = query.number("min_index", 0..=i64::MAX as u64)?
            && engine.index() < least
        {
            let reached = tokio::select! {
                reached = engine.wait_for(least, PATIENCE) => reached,
                () = self.api.stopping() => return Err(Problem::unavailable()),
            };
            if !reached {
                let detail = format!("the ledger is at {}, not at {least}", engine.index());
                return Err(Problem::new(Code::NotYet, detail).retry_after(1));
            }
        }
        if engine.is_current() {
            Ok(engine.index())
        } else {
            Err(Problem::unavailable())
        }
    }

    /// The media type of the body, in small letters and without parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        let value = self.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
        let essence = value.split(';').next().unwrap_or_default();
        Some(essence.trim().to_ascii_lowercase())
    }

    /// The body as it comes, for what is too large to be held.
    pub(crate) fn take_body(&mut self) -> Body {
        std::mem::take(self.body.get_mut().unwrap_or_else(PoisonError::into_inner))
    }

    /// The body of a request that has to be JSON.
    pub(crate) async fn json_body(&mut self) -> Result<Bytes, Problem> {
        self.must_be_json()?;
        self.whole_body().await
    }

    fn must_be_json(&self) -> Result<(), Problem> {
        let media = self.media_type().unwrap_or_default();
        if media == "application/json" || media.ends_with("+json") {
            return Ok(());
        }
        let detail = "send JSON, and say so: `Content-Type: application/json`";
        Err(Problem::new(Code::MediaTypeUnsupported, detail))
    }

    async fn whole_body(&mut self) -> Result<Bytes, Problem> {
        let length = self.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|length| length > LARGEST_BODY)
            && self.headers().contains_key(header::EXPECT)
        {
            // The caller waits for a word before it sends so much: this is the word.
            return Err(too_large(LARGEST_BODY as u64));
        }
        let read = read_whole(self.take_body());
        tokio::time::timeout(BODY_PATIENCE, read)
            .await
            .unwrap_or_else(|_| Err(incomplete()))
    }

    /// A write with a JSON body: its idempotency key and the body.
    pub(crate) async fn write(&mut self) -> Result<Write, Problem> {
        let key = self.idempotency_key()?;
        let body = self.json_body().await?;
        Ok(self.sealed(&key, body))
    }

    /// A write whose JSON body can be left out, which is as an object without fields.
    pub(crate) async fn write_with_or_without_body(&mut self) -> Result<Write, Problem> {
        let key = self.idempotency_key()?;
        let body = self.whole_body().await?;
        if body.trim_ascii().is_empty() {
            return Ok(self.sealed(&key, Bytes::from_static(b"{}")));
        }
        self.must_be_json()?;
        Ok(self.sealed(&key, body))
    }

    /// A write that takes no fields.
    pub(crate) async fn write_without_body(&mut self) -> Result<Write, Problem> {
        let key = self.idempotency_key()?;
        let body = self.whole_body().await?;
        if !body.trim_ascii().is_empty() {
            super::json::parse::<Nothing>(&body)?;
        }
        Ok(self.sealed(&key, body))
    }

    /// The idempotency key, bound to the caller.
    pub(crate) fn idempotency_key(&self) -> Result<[u8; 32], Problem> {
        let mut keys = self.headers().get_all("idempotency-key").iter();
        let Some(key) = keys.next() else {
            let detail = "send an `Idempotency-Key` that is new for every new write";
            let problem = Problem::new(Code::IdempotencyKeyMissing, detail);
            return Err(problem.field("Idempotency-Key", "this is missing"));
        };
        let readable = key
            .to_str()
            .is_ok_and(|key| (1..=LONGEST_KEY).contains(&key.len()));
        if !readable || keys.next().is_some() {
            let detail = format!("send one key of 1 to {LONGEST_KEY} visible characters");
            return Err(Problem::new(Code::IdempotencyKeyInvalid, detail));
        }
        let client = self.caller.client.id.to_bytes();
        Ok(self
            .api
            .keys
            .digest
            .of(&[b"api key", &client, key.as_bytes()]))
    }

    fn sealed(&self, key: &[u8; 32], body: Bytes) -> Write {
        let path = self
            .parts
            .uri
            .path_and_query()
            .map_or("", |path| path.as_str());
        let method = self.parts.method.as_str();
        let parts: [&[u8]; 4] = [b"api request", method.as_bytes(), path.as_bytes(), &body];
        Write {
            idempotency: (*key, self.api.keys.digest.of(&parts)),
            body,
        }
    }

    /// Does something to the customer whom the path names, or says again what came of it. The writer
    /// looks whether the name leads to her still: two records may have been set apart since. Where it
    /// does not, whoever it leads to by then is meant.
    pub(crate) async fn submit_to(
        &self,
        write: &Write,
        command: impl Fn(CustomerId) -> Command + Send + Sync,
    ) -> Result<Outcome, Problem> {
        while_named(|| self.submit_once(write, &command)).await
    }

    async fn submit_once(
        &self,
        write: &Write,
        command: &(impl Fn(CustomerId) -> Command + Send + Sync),
    ) -> Result<Outcome, Missed> {
        let Some(named) = Named::find(self.engine(), &self.reference()?) else {
            return Ok(self.replay(write, self.nobody()).await?);
        };
        let submission = self.submission(write, named.to(command(named.id)));
        Ok(self.engine().submit(submission).await?)
    }

    /// Does it, or says again what came of it.
    pub(crate) async fn submit(&self, write: &Write, command: Command) -> Result<Outcome, Problem> {
        let submission = self.submission(write, command);
        Ok(self.engine().submit(submission).await?)
    }

    /// What a report of value touches.
    pub(crate) fn reporting(&self) -> Reporting<'_> {
        self.side().reporting(self.api.entropy.as_ref())
    }

    /// What recording decisions touches.
    pub(crate) fn recording(&self) -> Recording<'_> {
        let api = &self.api;
        self.side()
            .recording(api.clock.as_ref(), api.entropy.as_ref())
    }

    /// What registering a model touches.
    pub(crate) fn registering(&self) -> Registering<'_> {
        Registering {
            decisions: self.side().store.as_ref(),
            clock: self.api.clock.as_ref(),
            entropy: self.api.entropy.as_ref(),
        }
    }

    /// What a guess touches.
    pub(crate) fn inferring(&self) -> Inferring<'_> {
        self.side().inferring(self.api.entropy.as_ref())
    }

    /// What is to be done, as the writer takes it.
    pub(crate) fn submission(&self, write: &Write, command: Command) -> Submission {
        self.submission_under(write.idempotency, command)
    }

    /// The same under digests of a key and of a request that are not those of the whole body.
    pub(crate) fn submission_under(
        &self,
        idempotency: ([u8; 32], [u8; 32]),
        command: Command,
    ) -> Submission {
        Submission {
            actor: self.caller.actor.clone(),
            route: Route::Api,
            command,
            idempotency: Some(idempotency),
        }
    }

    /// The answer that was given before to a write that can no longer be done, because what it
    /// names is gone; else `otherwise`.
    pub(crate) async fn replay(
        &self,
        write: &Write,
        otherwise: Problem,
    ) -> Result<Outcome, Problem> {
        let (key, request) = write.idempotency;
        let before = self.side().store.answers(&[key]).await?;
        let Some(before) = before.into_iter().next() else {
            return Err(otherwise);
        };
        if before.request != request {
            return Err(SubmitError::KeyReused.into());
        }
        let key = |id| self.engine().record(id).map(|record| record.key);
        Ok(before.read(key)?)
    }
}

/// Reads a body. One that is too large is read to its end all the same, as far as that is
/// bearable: a connection that is cut while the caller still sends loses the answer.
async fn read_whole(body: Body) -> Result<Bytes, Problem> {
    let mut parts = body.into_data_stream();
    let mut whole = Vec::new();
    let mut size = 0;
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| incomplete())?;
        size += part.len();
        if size > 16 * LARGEST_BODY {
            break;
        }
        if size <= LARGEST_BODY {
            whole.extend_from_slice(&part);
        } else {
            whole = Vec::new();
        }
    }
    if size > LARGEST_BODY {
        Err(too_large(LARGEST_BODY as u64))
    } else {
        Ok(whole.into())
    }
}

/// Why nothing was done for whom somebody meant.
pub(crate) enum Missed {
    /// The name that she was looked for by leads to somebody else by now.
    Moved,
    /// Anything else.
    Problem(Box<Problem>),
}

impl From<Problem> for Missed {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<SubmitError> for Missed {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refused(Refusal::NameMoved) => Self::Moved,
            error => Problem::from(error).into(),
        }
    }
}

/// Does `once`, which looks for somebody by her name and does something to her: once more where that
/// moved from one record to another one in between.
pub(crate) async fn while_named<T, F>(once: impl Fn() -> F + Send + Sync) -> Result<T, Problem>
where
    F: Future<Output = Result<T, Missed>> + Send,
{
    let mut tries = 0;
    loop {
        tries += 1;
        match once().await {
            Ok(done) => return Ok(done),
            Err(Missed::Moved) if tries < TRIES => {}
            Err(Missed::Moved) => return Err(Refusal::NameMoved.into()),
            Err(Missed::Problem(problem)) => return Err(*problem),
        }
    }
}

/// Somebody, and the reference that she was found by.
pub(crate) struct Named {
    /// Her id.
    pub(crate) id: CustomerId,
    /// What the caller named her by, for looking for her once more.
    whom: Whom,
}

impl Named {
    /// Who has this reference.
    pub(crate) fn find(engine: &dyn Engine, reference: &str) -> Option<Self> {
        let id = reference::find(engine, reference)?;
        Some(Self::by(reference, id))
    }

    /// Who was found by this reference.
    pub(crate) fn by(reference: &str, id: CustomerId) -> Self {
        let whom = match reference::read(reference) {
            Ok(Reference::Identifier(name)) => Whom::Name(name),
            Ok(Reference::Id(id)) => Whom::Id(id),
            // What can be found can be read.
            Err(_) => Whom::Id(id),
        };
        Self { id, whom }
    }

    /// The command, to be done if the name leads to her still.
    pub(crate) fn to(&self, command: Command) -> Command {
        Self::all([self], command)
    }

    /// The same of several.
    pub(crate) fn all<'a>(of: impl IntoIterator<Item = &'a Self>, command: Command) -> Command {
        let of = of.into_iter();
        let names = of.filter_map(|one| match &one.whom {
            Whom::Name(name) => Some((name.clone(), one.id)),
            // Her id is hers for good.
            Whom::Id(_) => None,
        });
        let names: Vec<_> = names.collect();
        if names.is_empty() {
            command
        } else {
            Command::Named(names, Box::new(command))
        }
    }
}

/// A write that was read, and is not done yet.
pub(crate) struct Write {
    /// The body.
    pub(crate) body: Bytes,
    idempotency: ([u8; 32], [u8; 32]),
}

impl Write {
    /// Digests of its key and of all of it.
    pub(crate) fn idempotency(&self) -> ([u8; 32], [u8; 32]) {
        self.idempotency
    }
}

/// A body without any field.
#[derive(serde::Deserialize)]
struct Nothing {}

/// The body has more bytes than it may.
pub(crate) fn too_large(most: u64) -> Problem {
    Problem::new(Code::BodyTooLarge, format!("send at most {most} bytes"))
}

/// The connection broke off within the body.
pub(crate) fn incomplete() -> Problem {
    Problem::new(Code::BodyIncomplete, "the body broke off; nothing was done")
}
