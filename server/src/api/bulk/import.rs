//! Take customers and past consents over in bulk.

use std::path::PathBuf;
use std::pin::pin;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::StreamExt as _;
use mutual::access::Deed;
use mutual::clock::random;
use mutual::id::JobId;
use mutual::port::SubmitError;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::api::answer;
use crate::api::call::{Call, incomplete, too_large};
use crate::api::import_columns::Mapping;
use crate::api::import_line::{ImportBody, Understood};
use crate::api::params::WriteHeaders;
use crate::api::problem::{Code, Problem};
use crate::api::query::invalid;
use crate::worker::import::{Added, add};
use crate::worker::lines;
use crate::worker::room::NoRoom;
use crate::worker::spool::{Format, Receiving, SpoolError, folder};
use crate::worker::upload::{self, Turn, Wish};

/// How many lines a dry run shows as they are understood.
const SHOWN: usize = 10;

/// Where in the upload this body begins (draft-ietf-httpbis-resumable-upload, 4.1.1).
static UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
/// Whether the upload ends with this body (the same draft, 4.1.2).
static UPLOAD_COMPLETE: HeaderName = HeaderName::from_static("upload-complete");

/// How to import.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `start_import` reads")]
struct How {
    /// Report what would be done, and do nothing; the answer shows how the first lines are
    /// understood. Each line is judged against the present state, not against the lines before it.
    #[param(required = false, default = false)]
    dry_run: bool,
    /// Which columns of a table are which of ours: a JSON object with the names in the file, each with
    /// one of ours, `identifier:` and a namespace for identifiers without it, or null for a column
    /// that is left out.
    #[param(
        required = false,
        example = r#"{"Customer No":"identifier:crm","Name":null}"#
    )]
    mapping: String,
}

/// Where in an upload a body stands.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes what `start_import` reads")]
struct PortionHeaders {
    /// Where in the upload this body begins, in bytes. With it, what came is kept where the connection
    /// breaks: `GET /api/v1/import` says how much that is, and the next request goes on behind it.
    #[param(rename = "Upload-Offset", required = false, minimum = 0)]
    offset: u64,
    /// `?0` where more is to come behind this body, `?1` where it is the last.
    #[param(rename = "Upload-Complete", required = false, default = "?1")]
    complete: String,
}

/// A job that was accepted, or how much is there of its upload.
#[derive(Serialize, ToSchema)]
#[schema(as = JobStarted)]
struct StartedBody {
    /// Its id: ask `GET /api/v1/jobs/{id}` how far it is. Null as long as more is to come.
    #[schema(value_type = Option<String>, example = "job_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    job: Option<JobId>,
    /// How many bytes have arrived.
    received: u64,
    /// How the first lines are understood, where it is tried out: up to 10.
    #[schema(max_items = 10)]
    understood: Option<Vec<Understood>>,
}

/// Import customers and past consents
///
/// A JSON object a line (NDJSON), or CSV with a row for each customer and toggle under the
/// columns `identifiers` (parted by spaces) or `identifier:` and a namespace, `locale`, `region`,
/// `birth_year`, `proposition`, `version`, `toggle`, `switch`, `evidence_how`, `evidence_where`,
/// `evidence_at` and `evidence_wording`, or under names of its own that `mapping` explains. A bad
/// line never stops the rest. An import never turns anything on without evidence, and never brings
/// back what a customer turned off later; nor is a yes taken over that is older than what it names: than
/// the publication of the `version`, or of the one before it that asked everybody anew, where that is not
/// the first. Nor does a year of birth make a minor of age sooner without evidence of it, which a row
/// has that names no `proposition`; the rest of its line is taken over.
///
/// An upload that may break begins with `Upload-Offset: 0` and goes on with the same
/// `Idempotency-Key` and the same words, behind what arrived. What nobody goes on with is removed
/// after a day.
#[utoipa::path(
    post, path = "/api/v1/import", tag = "Bulk",
    params(How, PortionHeaders, WriteHeaders),
    request_body(content(
        (ImportBody = "application/x-ndjson"), (String = "text/csv"),
    ), description = "Lines; up to 2 GiB unless the server is set up otherwise."),
    responses(
        (status = 200, description = "It arrived, and more is to come.", body = StartedBody),
        (status = 202, description = "The job was accepted.", body = StartedBody),
        (status = 409, description = "Another part of the upload is expected; the detail says from where on."),
        (status = 507, description = "Waiting uploads take all the room that they may; what came of one that goes on is kept."),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
pub(super) async fn start_import(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::Import)?;
    let key = call.idempotency_key()?;
    let wish = read_wish(&call)?;
    let (job, began) = (job_of(key), call.api.app.clock.now());
    let (mut upload, turn) = match Portion::read(call.headers())? {
        None => (receive(&mut call).await?, None),
        Some(portion) => match go_on(&mut call, job, &wish, portion).await? {
            Arrived::Whole(upload, turn) => (*upload, Some(turn)),
            Arrived::Part(received) => return Ok(told(&call, None, received, None)),
            Arrived::Before(received) => return Ok(told(&call, Some(job), received, None)),
        },
    };
    let understood = match upload.path() {
        Some(file) if wish.dry_run => {
            let file = file.to_owned();
            upload.settle().await.map_err(unwritable)?;
            Some(understand(file, &wish).await?)
        }
        _ => None,
    };
    // One that came in portions began with the first of them.
    let began = match (&turn, upload.path()) {
        (Some(_), Some(file)) => began.plus_seconds(-age_s(file)),
        _ => began,
    };
    let (client, received) = (Some(call.caller.client.id), upload.size());
    match add(&call.api.app, job, client, (upload, began), wish).await? {
        Added::New(job) | Added::Before(job) => Ok(told(&call, Some(job), received, understood)),
        Added::Other => Err(SubmitError::KeyReused.into()),
    }
}

/// A day, in seconds.
const DAY_S: i64 = 24 * 60 * 60;

/// How old a file is, in seconds; a day where nobody can tell, after which none is gone on with.
fn age_s(file: &std::path::Path) -> i64 {
    let created = std::fs::metadata(file).and_then(|metadata| metadata.created());
    let age = created.ok().and_then(|created| created.elapsed().ok());
    age.map_or(DAY_S, |age| {
        i64::try_from(age.as_secs()).unwrap_or(DAY_S) + 1
    })
}

/// How much of an upload is there
///
/// Of the upload that began with this `Idempotency-Key`: go on behind `received`, with
/// `Upload-Offset`. `job` is there once all of it is.
#[utoipa::path(
    get, path = "/api/v1/import", tag = "Bulk",
    params(WriteHeaders),
    responses((status = 200, description = "How much arrived; 0 where nothing did.", body = StartedBody)),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
pub(super) async fn find_upload(call: Call) -> Result<Response, Problem> {
    call.may(Deed::Import)?;
    let job = job_of(call.idempotency_key()?);
    if let Some(job) = call.api.live.store.job(job).await? {
        return Ok(told(&call, Some(job.id), job.size, None));
    }
    let found = find(&call, job).await?;
    Ok(told(&call, None, found.map_or(0, |(_, size)| size), None))
}

fn told(
    call: &Call,
    job: Option<JobId>,
    received: u64,
    understood: Option<Vec<Understood>>,
) -> Response {
    let body = StartedBody {
        job,
        received,
        understood,
    };
    let starts = call.method() == axum::http::Method::POST;
    let status = if job.is_some() && starts {
        StatusCode::ACCEPTED
    } else {
        StatusCode::OK
    };
    let mut response = answer::plain(status, call.engine().index(), &body);
    let headers = response.headers_mut();
    headers.insert(UPLOAD_OFFSET.clone(), HeaderValue::from(received));
    let complete = HeaderValue::from_static(if job.is_some() { "?1" } else { "?0" });
    headers.insert(UPLOAD_COMPLETE.clone(), complete);
    response
}

fn read_wish(call: &Call) -> Result<Wish, Problem> {
    let query = call.query(&["dry_run", "mapping"])?;
    let dry_run = match query.get("dry_run") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(invalid("dry_run", "use true or false")),
    };
    let format = match call.media_type().as_deref() {
        Some("application/x-ndjson" | "application/ndjson" | "application/jsonl") => Format::Ndjson,
        Some("text/csv") => Format::Csv,
        _ => {
            let detail = "send `application/x-ndjson` or `text/csv`";
            return Err(Problem::new(Code::MediaTypeUnsupported, detail));
        }
    };
    let mapping = query.get("mapping").map(|text| {
        if format != Format::Csv {
            return Err(invalid("mapping", "only a table has columns"));
        }
        let mapping = Mapping::from_json(text);
        mapping.map_err(|why| invalid("mapping", &why))
    });
    Ok(Wish {
        format,
        dry_run,
        mapping: mapping.transpose()?.map(|mapping| mapping.to_json()),
    })
}

async fn understand(file: PathBuf, wish: &Wish) -> Result<Vec<Understood>, Problem> {
    let (format, mapping) = (wish.format, wish.mapping.as_deref());
    let mapping = mapping.map(Mapping::from_json).transpose();
    let mapping = mapping.map_err(|why| invalid("mapping", &why))?;
    let mapping = mapping.unwrap_or_default();
    let read = move || lines::understand(&file, format, &mapping, SHOWN);
    let read = tokio::task::spawn_blocking(read).await;
    read.map_err(std::io::Error::other)
        .and_then(|read| read)
        .map_err(unwritable)
}

/// Which part of an upload a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Portion {
    offset: u64,
    is_last: bool,
}

impl Portion {
    /// `None` where the body is all of it, and nothing of it is to be kept if it breaks off.
    fn read(headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        let header =
            |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let (offset, complete) = (header(&UPLOAD_OFFSET), header(&UPLOAD_COMPLETE));
        if offset.is_none() && complete.is_none() {
            return Ok(None);
        }
        let offset = offset.unwrap_or("0").parse();
        let is_last = match complete {
            None | Some("?1") => Some(true),
            Some("?0") => Some(false),
            Some(_) => None,
        };
        Ok(Some(Self {
            offset: offset.map_err(|_| invalid("Upload-Offset", "use a number of bytes"))?,
            is_last: is_last.ok_or_else(|| invalid("Upload-Complete", "use ?1 or ?0"))?,
        }))
    }
}

/// What has come of an upload.
enum Arrived {
    /// All of it.
    Whole(Box<Receiving>, Turn),
    /// So many bytes; more is to come.
    Part(u64),
    /// All of it, of so many bytes, with a request before.
    Before(u64),
}

/// Adds this body to what is there of the upload.
async fn go_on(
    call: &mut Call,
    job: JobId,
    wish: &Wish,
    portion: Portion,
) -> Result<Arrived, Problem> {
    let busy = || {
        let detail = "another request still sends this upload";
        Problem::new(Code::UploadOffset, detail).retry_after(1)
    };
    let turn = Turn::take(job).await.ok_or_else(busy)?;
    let app = call.api.app.clone();
    if portion.offset > 0
        && let Some(before) = app.live.store.job(job).await?
    {
        // The same key with other words is no second part of it.
        let is_same = before.dry_run == wish.dry_run && before.mapping == wish.mapping;
        return if is_same && portion.offset <= before.size {
            Ok(Arrived::Before(before.size))
        } else {
            Err(SubmitError::KeyReused.into())
        };
    }
    let place = folder(&app.config.data_dir);
    let test = call.caller.client.test;
    let client = call.caller.client.id;
    let words = wish.digest(&app.keys.digest);
    let name = upload::name(job, client, words, wish.format, test);
    let elsewhere = |there: u64| {
        let detail = format!("{there} bytes are there: go on behind them");
        Problem::new(Code::UploadOffset, detail)
    };
    match find(call, job).await? {
        // Other words were said of it before.
        Some((found, _)) if found != name => return Err(SubmitError::KeyReused.into()),
        // What is there is read only by who goes on with it.
        Some((_, there)) if there != portion.offset => return Err(elsewhere(there)),
        Some(_) => {}
        None => {
            let place = place.clone();
            let room = tokio::task::spawn_blocking(move || upload::has_room(&place, test)).await;
            let room = room.map_err(std::io::Error::other).and_then(|room| room);
            if !room.map_err(unwritable)? {
                let detail = "too many uploads wait for their rest";
                return Err(Problem::new(Code::Overloaded, detail).retry_after(60));
            }
        }
    }
    let most = app.config.import_max_bytes;
    let upload = Receiving::go_on(place, &name, most).await;
    let mut upload = upload.map_err(unwritable)?.within(&app.room, client);
    let there = upload.size();
    if there != portion.offset {
        if there == 0 {
            upload.discard();
        }
        return Err(elsewhere(there));
    }
    let mut body = call.take_body().into_data_stream();
    // A task of its own goes on where the request ends with its connection, and so what came is
    // written before anybody adds to it.
    let receiving = tokio::spawn(async move {
        let ended = {
            let mut stopped = pin!(turn.stop().notified());
            stopped.as_mut().enable();
            loop {
                let part = tokio::select! {
                    part = body.next() => part,
                    () = stopped.as_mut() => {
                        let detail = "another request goes on with this upload";
                        break Err(Problem::new(Code::UploadOffset, detail));
                    }
                };
                let Some(part) = part else { break Ok(()) };
                if let Err(problem) = take(&mut upload, part).await {
                    break Err(problem);
                }
            }
        };
        // What came of one for which there is no room is kept; of nothing nothing is.
        if matches!(&ended, Err(problem) if problem.code() == Code::BodyTooLarge
            || (problem.code() == Code::InsufficientStorage && upload.size() == 0))
        {
            upload.discard();
        }
        let settled = upload.settle().await.map_err(unwritable);
        (ended.and(settled), upload, turn)
    });
    let (ended, upload, turn) = receiving
        .await
        .map_err(|_| Problem::internal("an upload ended in the middle"))?;
    ended?;
    Ok(if portion.is_last {
        Arrived::Whole(Box::new(upload), turn)
    } else {
        Arrived::Part(upload.size())
    })
}

async fn find(call: &Call, job: JobId) -> Result<Option<(String, u64)>, Problem> {
    let place = folder(&call.api.config.data_dir);
    let found = tokio::task::spawn_blocking(move || upload::find(&place, job)).await;
    let found = found.map_err(std::io::Error::other).and_then(|found| found);
    found.map_err(unwritable)
}

/// The job that an idempotency key stands for: the same key can only ever begin one.
fn job_of(key: [u8; 32]) -> JobId {
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(key) {
        *to = from;
    }
    JobId::from_bytes(id)
}

async fn receive(call: &mut Call) -> Result<Receiving, Problem> {
    let app = &call.api.app;
    let most = app.config.import_max_bytes;
    let (place, nonce) = (folder(&app.config.data_dir), random(app.entropy.as_ref()));
    let upload = Receiving::begin(place, nonce, call.caller.client.test, most).await;
    let client = call.caller.client.id;
    let mut upload = upload.map_err(unwritable)?.within(&app.room, client);
    let mut body = call.take_body().into_data_stream();
    while let Some(part) = body.next().await {
        take(&mut upload, part).await?;
    }
    Ok(upload)
}

async fn take(upload: &mut Receiving, part: Result<Bytes, axum::Error>) -> Result<(), Problem> {
    let part = part.map_err(|_| incomplete())?;
    upload.write(&part).await.map_err(|error| match error {
        SpoolError::TooLarge(most) => too_large(most),
        SpoolError::Full(NoRoom::Io(error)) | SpoolError::Io(error) => unwritable(error),
        SpoolError::Full(NoRoom::Store(error)) => error.into(),
        SpoolError::Full(full) => no_room(full.to_string()),
    })
}

/// There is room again when jobs have ended, or waiting uploads were given up.
fn no_room(detail: String) -> Problem {
    Problem::new(Code::InsufficientStorage, detail).retry_after(60)
}

fn unwritable(error: std::io::Error) -> Problem {
    if error.kind() == std::io::ErrorKind::StorageFull {
        return no_room("the disk is full".to_owned());
    }
    mutual::port::StoreError::Unavailable(format!("the upload cannot be kept: {error}")).into()
}
