//! Jobs: progress and report are stored together, and a restart goes on where they say.

use mutual::id::{ClientId, JobId};
use mutual::port::{Job, JobKind, JobReport, JobStatus, StoreError};

use crate::Fixture;
use crate::samples::{STRANGE, at};

/// A job goes its way, and comes back as stored at each step, also after a restart.
pub async fn a_job_goes_on_after_a_restart(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut job = job(1);
    store.add_job(&job).await.unwrap();
    assert_eq!(store.add_job(&job).await, Err(StoreError::Conflict));
    assert_eq!(store.job(job.id).await, Ok(Some(job.clone())));
    job.status = JobStatus::Running;
    (job.lines, job.accepted, job.rejected) = (1_000, 998, 2);
    job.bytes = 123_456;
    store
        .advance_job(&job, &[report(7, "a"), report(9, "b")])
        .await
        .unwrap();
    store.close().await;
    let store = fixture.open().await.unwrap();
    assert_eq!(store.open_jobs().await, Ok(vec![job.clone()]));
    (job.lines, job.rejected) = (1_500, 3);
    (job.status, job.ended_at) = (JobStatus::Done, Some(at(60)));
    store
        .advance_job(&job, &[report(1_200, "c")])
        .await
        .unwrap();
    assert_eq!(store.job(job.id).await, Ok(Some(job.clone())));
    assert_eq!(store.open_jobs().await, Ok(vec![]));
    let reports = vec![report(7, "a"), report(9, "b"), report(1_200, "c")];
    assert_eq!(store.job_report(job.id, 0, 10).await, Ok(reports));
}

/// What ended long ago goes with its report, however long that is; the rest stays.
pub async fn a_job_that_ended_long_ago_is_forgotten_with_its_report(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let ended = [Some(at(10)), Some(at(100)), None];
    for (number, ended_at) in (1..).zip(ended) {
        let status = match ended_at {
            Some(_) => JobStatus::Done,
            None => JobStatus::Running,
        };
        let job = Job {
            status,
            ended_at,
            ..job(number)
        };
        store.add_job(&job).await.unwrap();
        let reports: Vec<_> = (1..=1_500).map(|line| report(line, "a")).collect();
        store.advance_job(&job, &reports).await.unwrap();
    }
    assert_eq!(store.forget_jobs(at(100)).await, Ok(1));
    assert_eq!(store.job(job(1).id).await, Ok(None));
    assert_eq!(store.job_report(job(1).id, 0, 10).await, Ok(vec![]));
    for kept in [2, 3] {
        assert!(store.job(job(kept).id).await.unwrap().is_some());
        let report = store.job_report(job(kept).id, 0, 2_000).await.unwrap();
        assert_eq!(report.len(), 1_500);
    }
    assert_eq!(store.forget_jobs(at(100)).await, Ok(0));
}

/// Waiting and running jobs are open, by id; those that ended are not.
pub async fn open_jobs_are_those_that_wait_or_run(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let status = [
        JobStatus::Running,
        JobStatus::Done,
        JobStatus::Waiting,
        JobStatus::Failed,
    ];
    for (number, status) in (1..=4).rev().zip(status.into_iter().rev()) {
        store
            .add_job(&Job {
                status,
                client: None,
                mapping: None,
                dry_run: true,
                ..job(number)
            })
            .await
            .unwrap();
    }
    let open = store.open_jobs().await.unwrap();
    let ids: Vec<_> = open.iter().map(|job| job.id).collect();
    assert_eq!(ids, [job(1).id, job(3).id]);
    assert!(open.iter().all(|job| job.client.is_none() && job.dry_run));
    assert_eq!(store.job(job(9).id).await, Ok(None));
}

/// The report is read page by page, and holds every text and several remarks about a line.
pub async fn a_report_is_read_page_by_page(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let (job, other) = (job(1), job(2));
    store.add_job(&job).await.unwrap();
    store.add_job(&other).await.unwrap();
    store
        .advance_job(&other, &[report(1, "another job's")])
        .await
        .unwrap();
    let all = [
        report(1, "first"),
        report(1, "second"),
        report(2, STRANGE),
        report(3, ""),
        report(u64::try_from(i64::MAX).unwrap(), "last"),
    ];
    store.advance_job(&job, &all[..1]).await.unwrap();
    store.advance_job(&job, &all[1..]).await.unwrap();
    assert_eq!(
        store.job_report(job.id, 0, 10).await.as_deref(),
        Ok(&all[..])
    );
    assert_eq!(
        store.job_report(job.id, 0, 2).await.as_deref(),
        Ok(&all[..2])
    );
    assert_eq!(
        store.job_report(job.id, 1, 2).await.as_deref(),
        Ok(&all[2..4])
    );
    assert_eq!(store.job_report(job.id, u64::MAX, 2).await, Ok(vec![]));
    assert_eq!(store.job_report(job.id, 0, 0).await, Ok(vec![]));
}

/// Nothing is reported about a job that is not there.
pub async fn a_job_that_is_not_there_does_not_advance(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let nothing = store.advance_job(&job(1), &[report(1, "x")]).await;
    assert_eq!(nothing, Err(StoreError::Conflict));
    assert_eq!(store.job_report(job(1).id, 0, 10).await, Ok(vec![]));
}

fn job(number: u8) -> Job {
    Job {
        id: JobId::from_bytes([number; 16]),
        kind: JobKind::Import,
        client: Some(ClientId::from_bytes([number; 16])),
        status: JobStatus::Waiting,
        spool: STRANGE.to_owned(),
        mapping: Some(STRANGE.to_owned()),
        size: 1 << 40,
        bytes: 0,
        dry_run: false,
        lines: 0,
        accepted: 0,
        rejected: 0,
        created_at: at(i64::from(number)),
        ended_at: None,
    }
}

fn report(line: u64, message: &str) -> JobReport {
    JobReport {
        line,
        code: format!("code-{}", message.len()),
        message: message.to_owned(),
    }
}
