//! Jobs and their reports.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{ClientId, JobId};
use mutual::port::{Job, JobKind, JobReport, JobStatus, JobStore, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::row::{
    asked_index, bytes, get, maybe_bytes, maybe_text, maybe_time, number, stored_index, text, time,
};
use crate::text::stored;

macro_rules! select_job {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, client_id, status, spool, mapping, size, bytes, dry_run, lines,
                    accepted, rejected, created_at, ended_at
             FROM job ",
            $rest
        )
    };
}

#[async_trait]
impl JobStore for PostgresStore {
    async fn add_job(&self, job: &Job) -> Result<(), StoreError> {
        let [lines, accepted, rejected] = counts(job)?;
        let (size, bytes) = (stored_index(job.size)?, stored_index(job.bytes)?);
        let make = || {
            sqlx::query(
                "INSERT INTO job (id, kind, client_id, status, spool, mapping, size, bytes, dry_run,
                                  lines, accepted, rejected, created_at, ended_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            )
            .bind(job.id.to_bytes())
            .bind(kind_name(job.kind))
            .bind(job.client.map(ClientId::to_bytes))
            .bind(status_name(job.status))
            .bind(stored(&job.spool))
            .bind(job.mapping.as_deref().map(stored))
            .bind(size)
            .bind(bytes)
            .bind(job.dry_run)
            .bind(lines)
            .bind(accepted)
            .bind(rejected)
            .bind(job.created_at.as_millis())
            .bind(job.ended_at.map(Timestamp::as_millis))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn advance_job(&self, job: &Job, report: &[JobReport]) -> Result<(), StoreError> {
        let [lines, accepted, rejected] = counts(job)?;
        let bytes = stored_index(job.bytes)?;
        let reported = report.iter().map(|line| stored_index(line.line));
        let reported: Vec<i64> = reported.collect::<Result<_, _>>()?;
        let make = || {
            let codes: Vec<_> = report.iter().map(|line| stored(&line.code)).collect();
            let messages: Vec<_> = report.iter().map(|line| stored(&line.message)).collect();
            sqlx::query(
                "WITH advanced AS (
                     UPDATE job
                     SET status = $2, lines = $3, accepted = $4, rejected = $5, ended_at = $6,
                         bytes = $10
                     WHERE id = $1
                     RETURNING id
                 ),
                 reported AS (
                     INSERT INTO job_report (job_id, line, n, code, message)
                     SELECT a.id, new.line,
                            new.n + (SELECT coalesce(max(r.n), 0) FROM job_report AS r
                                     WHERE r.job_id = a.id AND r.line = new.line),
                            new.code, new.message
                     FROM advanced AS a,
                          unnest($7::int8[], $8::text[], $9::text[]) WITH ORDINALITY
                          AS new (line, code, message, n)
                 )
                 SELECT id FROM advanced",
            )
            .bind(job.id.to_bytes())
            .bind(status_name(job.status))
            .bind(lines)
            .bind(accepted)
            .bind(rejected)
            .bind(job.ended_at.map(Timestamp::as_millis))
            .bind(&reported)
            .bind(codes)
            .bind(messages)
            .bind(bytes)
        };
        match self.link.fetch_optional(make).await? {
            Some(_) => Ok(()),
            None => Err(StoreError::Conflict),
        }
    }

    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let make = || sqlx::query(select_job!("WHERE id = $1")).bind(id.to_bytes());
        self.link
            .fetch_optional(make)
            .await?
            .as_ref()
            .map(job)
            .transpose()
    }

    async fn open_jobs(&self) -> Result<Vec<Job>, StoreError> {
        let make = || {
            sqlx::query(select_job!(
                "WHERE status IN ('waiting', 'running') ORDER BY id"
            ))
        };
        self.link
            .fetch_all(Size::Large, make)
            .await?
            .iter()
            .map(job)
            .collect()
    }

    async fn forget_jobs(&self, before: Timestamp) -> Result<u64, StoreError> {
        const REPORTS: &str = "
            DELETE FROM job_report WHERE (job_id, line, n) IN (
                SELECT r.job_id, r.line, r.n
                FROM job AS j JOIN job_report AS r ON r.job_id = j.id
                WHERE j.ended_at < $1 LIMIT 1000)";
        const JOBS: &str = "
            DELETE FROM job WHERE id IN (SELECT id FROM job WHERE ended_at < $1 LIMIT 1000)";
        self.link.forget(REPORTS, before).await?;
        self.link.forget(JOBS, before).await
    }

    async fn job_report(
        &self,
        id: JobId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<JobReport>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT line, code, message FROM job_report
                 WHERE job_id = $1 AND line > $2 ORDER BY line, n LIMIT $3",
            )
            .bind(id.to_bytes())
            .bind(asked_index(after))
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter()
            .map(|row| {
                let (code, message) = (text(row, "code")?, text(row, "message")?);
                Ok(JobReport {
                    line: number(row, "line")?,
                    code,
                    message,
                })
            })
            .collect()
    }
}

fn counts(job: &Job) -> Result<[i64; 3], StoreError> {
    Ok([
        stored_index(job.lines)?,
        stored_index(job.accepted)?,
        stored_index(job.rejected)?,
    ])
}

fn job(row: &PgRow) -> Result<Job, StoreError> {
    Ok(Job {
        id: JobId::from_bytes(bytes(row, "id")?),
        kind: kind(get(row, "kind")?)?,
        client: maybe_bytes(row, "client_id")?.map(ClientId::from_bytes),
        status: status(get(row, "status")?)?,
        spool: text(row, "spool")?,
        mapping: maybe_text(row, "mapping")?,
        size: number(row, "size")?,
        bytes: number(row, "bytes")?,
        dry_run: get(row, "dry_run")?,
        lines: number(row, "lines")?,
        accepted: number(row, "accepted")?,
        rejected: number(row, "rejected")?,
        created_at: time(row, "created_at")?,
        ended_at: maybe_time(row, "ended_at")?,
    })
}

fn kind_name(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Import => "import",
    }
}

fn kind(name: &str) -> Result<JobKind, StoreError> {
    match name {
        "import" => Ok(JobKind::Import),
        _ => Err(corrupt("kind")),
    }
}

fn status_name(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Waiting => "waiting",
        JobStatus::Running => "running",
        JobStatus::Done => "done",
        JobStatus::Failed => "failed",
    }
}

fn status(name: &str) -> Result<JobStatus, StoreError> {
    match name {
        "waiting" => Ok(JobStatus::Waiting),
        "running" => Ok(JobStatus::Running),
        "done" => Ok(JobStatus::Done),
        "failed" => Ok(JobStatus::Failed),
        _ => Err(corrupt("status")),
    }
}
