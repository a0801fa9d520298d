//! Jobs and their reports.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{ClientId, JobId};
use mutual::port::{Job, JobKind, JobReport, JobStatus, JobStore, StoreError};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::pack::Pack;
use crate::row::{asked_index, bytes, get, maybe_bytes, maybe_time, number, stored_index, time};

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
impl JobStore for SqliteStore {
    async fn add_job(&self, job: &Job) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO job (id, kind, client_id, status, spool, mapping, size, bytes, dry_run,
                              lines, accepted, rejected, created_at, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(job.id.to_bytes().to_vec())
        .bind(kind_name(job.kind))
        .bind(job.client.map(|id| id.to_bytes().to_vec()))
        .bind(status_name(job.status))
        .bind(job.spool.clone())
        .bind(job.mapping.clone())
        .bind(stored_index(job.size)?)
        .bind(stored_index(job.bytes)?)
        .bind(job.dry_run)
        .bind(stored_index(job.lines)?)
        .bind(stored_index(job.accepted)?)
        .bind(stored_index(job.rejected)?)
        .bind(job.created_at.as_millis())
        .bind(job.ended_at.map(Timestamp::as_millis));
        self.writer.execute(query).await.map(|_| ())
    }

    async fn advance_job(&self, job: &Job, report: &[JobReport]) -> Result<(), StoreError> {
        let mut reports = Pack::default();
        for line in report {
            reports.record();
            reports.number(stored_index(line.line)?);
            reports.length(line.code.len());
            reports.length(line.message.len());
            reports.bytes(line.code.as_bytes());
            reports.bytes(line.message.as_bytes());
        }
        let (reports, offsets) = reports.into_values();
        let query = sqlx::query(
            "UPDATE job SET status = $2, lines = $3, accepted = $4, rejected = $5, ended_at = $6,
                            bytes = $9
             WHERE id = $1;

             INSERT INTO job_report (job_id, line, n, code, message)
             SELECT $1, line,
                    seq + (SELECT coalesce(max(n) + 1, 0) FROM job_report AS r
                           WHERE r.job_id = $1 AND r.line = new.line),
                    CAST(substr($7, o + 57, code_length) AS TEXT),
                    CAST(substr($7, o + 57 + code_length, message_length) AS TEXT)
             FROM (SELECT key AS seq, value AS o,
                          CAST(substr($7, value, 19) AS INTEGER) AS line,
                          CAST(substr($7, value + 19, 19) AS INTEGER) AS code_length,
                          CAST(substr($7, value + 38, 19) AS INTEGER) AS message_length
                   FROM json_each($8)) AS new;

             COMMIT",
        )
        .bind(job.id.to_bytes().to_vec())
        .bind(status_name(job.status))
        .bind(stored_index(job.lines)?)
        .bind(stored_index(job.accepted)?)
        .bind(stored_index(job.rejected)?)
        .bind(job.ended_at.map(Timestamp::as_millis))
        .bind(reports)
        .bind(offsets)
        .bind(stored_index(job.bytes)?);
        let mut turn = self.writer.turn().await?;
        let known = "BEGIN IMMEDIATE; SELECT count(*) AS known FROM job WHERE id = $1";
        let row = turn
            .begin(sqlx::query(known).bind(job.id.to_bytes().to_vec()))
            .await?;
        if get::<i64>(&row, "known")? == 0 {
            return Err(turn.give_up(StoreError::Conflict).await);
        }
        turn.commit(query).await
    }

    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let query = sqlx::query(select_job!("WHERE id = $1")).bind(id.to_bytes().to_vec());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(job)
            .transpose()
    }

    async fn open_jobs(&self) -> Result<Vec<Job>, StoreError> {
        let query = sqlx::query(select_job!(
            "WHERE status IN ('waiting', 'running') ORDER BY id"
        ));
        self.fetch_all(query).await?.iter().map(job).collect()
    }

    async fn forget_jobs(&self, before: Timestamp) -> Result<u64, StoreError> {
        const REPORTS: &str = "
            DELETE FROM job_report WHERE (job_id, line, n) IN (
                SELECT r.job_id, r.line, r.n
                FROM job AS j JOIN job_report AS r ON r.job_id = j.id
                WHERE j.ended_at < $1 LIMIT 1000)";
        const JOBS: &str = "
            DELETE FROM job WHERE id IN (SELECT id FROM job WHERE ended_at < $1 LIMIT 1000)";
        self.writer.forget(REPORTS, before).await?;
        self.writer.forget(JOBS, before).await
    }

    async fn job_report(
        &self,
        id: JobId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<JobReport>, StoreError> {
        let query = sqlx::query(
            "SELECT line, code, message FROM job_report
             WHERE job_id = $1 AND line > $2 ORDER BY line, n LIMIT $3",
        )
        .bind(id.to_bytes().to_vec())
        .bind(asked_index(after))
        .bind(limit);
        let rows = self.fetch_all(query).await?;
        rows.iter()
            .map(|row| {
                let (code, message) = (get(row, "code")?, get(row, "message")?);
                Ok(JobReport {
                    line: number(row, "line")?,
                    code,
                    message,
                })
            })
            .collect()
    }
}

fn job(row: &SqliteRow) -> Result<Job, StoreError> {
    Ok(Job {
        id: JobId::from_bytes(bytes(row, "id")?),
        kind: kind(get(row, "kind")?)?,
        client: maybe_bytes(row, "client_id")?.map(ClientId::from_bytes),
        status: status(get(row, "status")?)?,
        spool: get(row, "spool")?,
        mapping: get(row, "mapping")?,
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
