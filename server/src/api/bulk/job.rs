//! How far a job is, and what it could not do.

use axum::response::Response;
use mutual::access::Deed;
use mutual::id::JobId;
use mutual::port::{Job, JobReport, JobStatus};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::api::answer;
use crate::api::call::Call;
use crate::api::problem::{Code, Problem};
use crate::api::wire::Moment;

/// Where `{id}` stands in `/api/v1/jobs/{id}`.
const ID: usize = 4;
/// The most lines of a report on a page.
const LARGEST_PAGE: u32 = 1_000;

/// Which part of the report.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `find_job` reads")]
struct ReportQuery {
    /// The most lines of the report on the page.
    #[param(required = false, minimum = 1, maximum = 1_000, default = 1_000)]
    limit: u32,
    /// The `next` of the page before.
    #[param(required = false)]
    after: String,
}

/// A job.
#[derive(Serialize, ToSchema)]
#[schema(as = Job)]
struct JobBody {
    /// Its id.
    #[schema(value_type = String, example = "job_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    job: JobId,
    /// `waiting`, `running`, `done` or `failed`.
    #[schema(value_type = String, example = "done")]
    status: &'static str,
    /// Whether it only reports what it would do.
    dry_run: bool,
    /// How many bytes the file has.
    size: u64,
    /// How many of them are read so far.
    bytes: u64,
    /// Lines read so far.
    lines: u64,
    /// Lines taken over as a whole.
    accepted: u64,
    /// Lines not taken over, or only in part: each stands in the report.
    rejected: u64,
    created_at: Moment,
    /// When it ended.
    ended_at: Option<Moment>,
    /// What is wrong, by line.
    report: Vec<ReportLine>,
    /// What to give as `after` for more of the report; null where there is no more so far.
    next: Option<String>,
}

/// One line that was not taken over, or only in part.
#[derive(Serialize, ToSchema)]
pub(super) struct ReportLine {
    /// Which line, from 1.
    line: u64,
    /// What is wrong, for programs.
    #[schema(example = "evidence_missing")]
    code: String,
    /// What is wrong, in words.
    message: String,
}

/// Read a job
///
/// Only the client that began it reads it.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}", tag = "Bulk",
    params(
        ("id" = String, Path, description = "The job.", example = "job_01KB3Y6V9Q8T5W2R7N4M1H0J3K"),
        ReportQuery,
    ),
    responses(
        (status = 200, description = "How far it is.", body = JobBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "You began no such job."),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
pub(super) async fn find_job(call: Call) -> Result<Response, Problem> {
    call.may(Deed::Import)?;
    let query = call.query(&["limit", "after"])?;
    let limit = query
        .number("limit", 1..=LARGEST_PAGE)?
        .unwrap_or(LARGEST_PAGE);
    let after = query.number("after", 0..=i64::MAX as u64)?.unwrap_or(0);
    let job = own(&call).await?;
    let (id, store) = (job.id, call.api.live.store.as_ref());
    let report = store.job_report(id, after, limit).await?;
    let is_full = report.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let body = JobBody {
        job: id,
        status: match job.status {
            JobStatus::Waiting => "waiting",
            JobStatus::Running => "running",
            JobStatus::Done => "done",
            JobStatus::Failed => "failed",
        },
        dry_run: job.dry_run,
        size: job.size,
        bytes: job.bytes,
        lines: job.lines,
        accepted: job.accepted,
        rejected: job.rejected,
        created_at: Moment(job.created_at),
        ended_at: job.ended_at.map(Moment),
        next: report
            .last()
            .filter(|_| is_full)
            .map(|last| last.line.to_string()),
        report: report.into_iter().map(ReportLine::from).collect(),
    };
    Ok(answer::read(
        &call,
        call.engine().index(),
        answer::json(&body),
        None,
    ))
}

impl From<JobReport> for ReportLine {
    fn from(report: JobReport) -> Self {
        Self {
            line: report.line,
            code: report.code,
            message: report.message,
        }
    }
}

/// The job that the path names, which the caller began.
pub(super) async fn own(call: &Call) -> Result<Job, Problem> {
    let absent = || Problem::new(Code::NotFound, "you began no such job");
    let id: JobId = call.segment(ID)?.parse().map_err(|_| absent())?;
    // Jobs stand in the live store, also those of test clients.
    let job = call.api.live.store.job(id).await?.ok_or_else(absent)?;
    if job.client == Some(call.caller.client.id) {
        Ok(job)
    } else {
        Err(absent())
    }
}
