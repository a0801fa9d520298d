//! `POST /studio/registry/import`: somebody of the team uploads purposes and data, reads what would
//! become of each line, and then says so.
//!
//! Nothing is kept in between: the page that shows what would become of a file carries the file. It
//! is read again when the button is pressed, and the one writer decides.

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use mutual::access::Actor;
use mutual::consent::Route;
use mutual::port::SubmitError;
use mutual::use_cases::{NoStep, Refusal, RegistryEdit, TermPlan};
use mutual_app::{Ctx, NotStored, TermFile, Uploaded};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::upload::{Upload, page_of};
use crate::vocabulary;

/// How many files are read at once.
static READING: Semaphore = Semaphore::const_new(2);
/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// The page.
pub(crate) const PATH: &str = "/studio/registry/import";
/// The registry with the word that it was done.
const DONE: &str = "/studio/registry?done=imported";

/// The route; `pages` draw the page.
pub(crate) fn router(pages: Router) -> Router {
    Router::new().route(PATH, post(answer)).with_state(pages)
}

/// Reads what was uploaded, and stores it where somebody has seen what becomes of it.
async fn answer(State(pages): State<Router>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let form = Request::from_parts(parts.clone(), body);
    let mut status = None;
    if let Some(ctx) = parts.extensions.get_mut::<Ctx>()
        && let Some(actor) = editor(ctx)
    {
        let Ok(Ok(_place)) = timeout(PATIENCE, READING.acquire()).await else {
            return StatusCode::TOO_MANY_REQUESTS.into_response();
        };
        let upload = match Upload::read(form).await {
            Ok(upload) => upload,
            Err(status) => return status.into_response(),
        };
        if ctx.is_of_another(upload.field("writer")) {
            return StatusCode::PRECONDITION_FAILED.into_response();
        }
        match take(ctx, &actor, &upload).await {
            Some(uploaded) => {
                status = refused(&uploaded);
                ctx.uploaded = Some(uploaded.into());
            }
            None => {
                let to = HeaderValue::from_static(DONE);
                return (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
            }
        }
    }
    // Whoever may not is told so by the page itself, and nothing that she sent is read.
    let Ok(mut drawn) = pages.oneshot(page_of(parts)).await;
    if let Some(status) = status.filter(|_| drawn.status().is_success()) {
        *drawn.status_mut() = status;
    }
    drawn
}

/// Whoever is in, where she may change the registry.
fn editor(ctx: &Ctx) -> Option<Actor> {
    let actor = ctx.door.principal()?.actor;
    let may = ctx.mutual.plan_terms(&actor, Vec::new());
    may.is_ok().then_some(actor)
}

/// What an answer says with its status.
fn refused(uploaded: &Uploaded) -> Option<StatusCode> {
    let Uploaded::Planned(file) = uploaded else {
        return Some(StatusCode::UNPROCESSABLE_ENTITY);
    };
    file.not_stored.as_ref().map(|why| match why {
        NotStored::Moved => StatusCode::CONFLICT,
        NotStored::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        NotStored::Away => StatusCode::SERVICE_UNAVAILABLE,
    })
}

/// What is to be told of an upload; `None` where all of it is stored.
async fn take(ctx: &Ctx, actor: &Actor, upload: &Upload) -> Option<Uploaded> {
    let (name, bytes) = match &upload.file {
        Some((name, bytes)) => (name.as_str(), &bytes[..]),
        None => (upload.field("name"), upload.field("text").as_bytes()),
    };
    if bytes.trim_ascii().is_empty() {
        return Some(Uploaded::Nothing);
    }
    let name = named(name, bytes);
    let plan = || {
        let lines = vocabulary::read(&name, bytes)?;
        let plan = ctx.mutual.plan_terms(actor, lines);
        plan.map_err(|error| error.to_string())
    };
    let planned = match plan() {
        Ok(planned) => planned,
        Err(why) => {
            let pasted = match &upload.file {
                Some(_) => String::new(),
                None => upload.field("text").to_owned(),
            };
            return Some(Uploaded::Unreadable { why, pasted });
        }
    };
    let seen = upload.field("seen").parse::<u64>().ok();
    let (planned, not_stored) = match seen.filter(|_| stores(&planned)) {
        Some(seen) => {
            let why = store(ctx, actor, &planned, seen).await?;
            // What it looks like after what somebody else did.
            (plan().unwrap_or(planned), Some(why))
        }
        None => (planned, None),
    };
    Some(Uploaded::Planned(Box::new(TermFile {
        text: String::from_utf8_lossy(bytes).into_owned(),
        name,
        plan: planned,
        not_stored,
    })))
}

/// Whether there is something to store, and nothing against it.
fn stores(plan: &TermPlan) -> bool {
    plan.refused() == 0 && plan.fits && !plan.terms().is_empty()
}

/// Stores it; why not, where it could not be.
async fn store(ctx: &Ctx, actor: &Actor, plan: &TermPlan, seen: u64) -> Option<NotStored> {
    let terms = plan.terms();
    let edit = RegistryEdit::Import { terms, seen };
    match ctx.mutual.edit_registry(actor, Route::Page, edit).await {
        Ok(_) => None,
        Err(NoStep::Submit(SubmitError::Refused(Refusal::TermMoved))) => Some(NotStored::Moved),
        Err(NoStep::Submit(SubmitError::Refused(Refusal::Faults(faults)))) => {
            Some(NotStored::Refused(faults))
        }
        Err(_) => Some(NotStored::Away),
    }
}

/// A name that tells what is in the file, where its own does not: what was pasted has none.
fn named(name: &str, bytes: &[u8]) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = ["json", "jsonld", "csv", "yml", "yaml"];
    if known.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        return name.to_owned();
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let ending = if text.starts_with(b"{") || text.starts_with(b"[") {
        "json"
    } else if first.contains(&b',') {
        "csv"
    } else {
        "yaml"
    };
    format!("text.{ending}")
}
