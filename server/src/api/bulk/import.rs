//! Take customers and past consents over in bulk.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::StreamExt as _;
use mutual::access::Deed;
use mutual::clock::random;
use mutual::id::JobId;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::api::answer;
use crate::api::call::{Call, incomplete, too_large};
use crate::api::import_line::ImportBody;
use crate::api::params::WriteHeaders;
use crate::api::problem::{Code, Problem};
use crate::api::query::invalid;
use crate::worker::import::{Added, add};
use crate::worker::spool::{Format, Receiving, SpoolError, folder};

/// How to import.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `start_import` reads")]
struct How {
    /// Report what would be done, and do nothing. Each line is judged against the present state,
    /// not against the lines before it.
    #[param(required = false, default = false)]
    dry_run: bool,
}

/// A job that was accepted.
#[derive(Serialize, ToSchema)]
#[schema(as = JobStarted)]
struct StartedBody {
    /// Its id: ask `GET /api/v1/jobs/{id}` how far it is.
    #[schema(value_type = String, example = "job_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    job: JobId,
}

/// Import customers and past consents
///
/// A JSON object a line (NDJSON), or CSV with a row for each customer and toggle under the
/// columns `identifiers` (parted by spaces), `locale`, `region`, `birth_year`, `proposition`,
/// `version`, `toggle`, `switch`, `evidence_how`, `evidence_where`, `evidence_at` and
/// `evidence_wording`. A bad line never stops the rest. An import never turns anything on without
/// evidence, and never brings back what a customer turned off later.
#[utoipa::path(
    post, path = "/api/v1/import", tag = "Bulk",
    params(How, WriteHeaders),
    request_body(content(
        (ImportBody = "application/x-ndjson"), (String = "text/csv"),
    ), description = "Lines; up to 2 GiB unless the server is set up otherwise."),
    responses(
        (status = 202, description = "The job was accepted.", body = StartedBody),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
pub(super) async fn start_import(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::Import)?;
    let key = call.idempotency_key()?;
    let dry_run = match call.query(&["dry_run"])?.get("dry_run") {
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
    let upload = receive(&mut call).await?;
    let client = Some(call.caller.client.id);
    match add(&call.api.app, job_of(key), client, upload, format, dry_run).await? {
        Added::New(job) | Added::Before(job) => {
            let index = call.engine().index();
            Ok(answer::plain(
                StatusCode::ACCEPTED,
                index,
                &StartedBody { job },
            ))
        }
        Added::Other => Err(mutual::port::SubmitError::KeyReused.into()),
    }
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
    let mut upload = Receiving::begin(place, nonce, most)
        .await
        .map_err(unwritable)?;
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
        SpoolError::Io(error) => unwritable(error),
    })
}

/// A full disk, most of the time: try again later.
fn unwritable(error: std::io::Error) -> Problem {
    mutual::port::StoreError::Unavailable(format!("the upload cannot be written: {error}")).into()
}
