//! All that a job could not do, as lines.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::stream;
use mutual::access::Deed;
use utoipa::IntoParams;

use super::job::{ReportLine, own};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::problem::Problem;

/// How many lines are read at once.
const PAGE: u32 = 1_000;

/// From where on.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `read_report` reads")]
struct From {
    /// Only what concerns lines behind this one: the `line` of the last that you have, to go on
    /// where a download broke off.
    #[param(required = false, minimum = 0, default = 0)]
    after: u64,
}

/// Download a job's report
///
/// A JSON object for each line that was not taken over, or only in part; up to where the job is
/// when its last lines are read. Only the client that began the job reads it.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/report", tag = "Bulk",
    params(
        ("id" = String, Path, description = "The job.", example = "job_01KB3Y6V9Q8T5W2R7N4M1H0J3K"),
        From,
    ),
    responses(
        (status = 200, description = "What is wrong, by line.", content(
            (ReportLine = "application/x-ndjson"),
        )),
        (status = 404, description = "You began no such job."),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
pub(super) async fn read_report(call: Call) -> Result<Response, Problem> {
    call.may(Deed::Import)?;
    let query = call.query(&["after"])?;
    let after = query.number("after", 0..=i64::MAX as u64)?.unwrap_or(0);
    let job = own(&call).await?;
    let (store, index) = (call.api.live.store.clone(), call.engine().index());
    let pages = stream::unfold(Some(after), move |after| {
        let store = store.clone();
        async move {
            let page = match store.job_report(job.id, after?, PAGE).await {
                Ok(page) => page,
                // What was cut must not look whole.
                Err(error) => return Some((Err(io::Error::other(error)), None)),
            };
            let next = page.last()?.line;
            let mut lines = Vec::with_capacity(page.len() * 128);
            for line in page {
                lines.extend_from_slice(&answer::json(&ReportLine::from(line)));
                lines.push(b'\n');
            }
            Some((Ok(Bytes::from(lines)), Some(next)))
        }
    });
    let mut response = Response::new(Body::from_stream(pages));
    answer::reflect(&mut response, index);
    let headers = response.headers_mut();
    let media = HeaderValue::from_static("application/x-ndjson");
    headers.insert(header::CONTENT_TYPE, media);
    let name = HeaderValue::from_static("attachment; filename=\"report.ndjson\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}
