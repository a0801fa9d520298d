//! Takes the lines of an import over: many at a time, each once, and none stops the rest.

mod gone;
mod pace;

use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use mutual::access::{Actor, Scope, Scopes};
use mutual::clock::Timestamp;
use mutual::consent::Route;
use mutual::id::{ClientId, JobId};
use mutual::port::{Job, JobKind, JobReport, JobStatus, StoreError, Submission, SubmitError};
use mutual::use_cases::{
    Answering, Circumstances, Command, ImportLine, Outcome, Refusal, Remark, decide,
};
use tokio::runtime::Handle;
use tokio::sync::{Notify, mpsc, watch};

pub use gone::Waiting;
use gone::{ERASED, Gone};
use pace::Pace;

use super::lines::{self, Line};
use super::progress::Unsaved;
use super::spool::{self, Format, Receiving};
use super::trial::Now;
use super::upload::Wish;
use crate::api::clients::Clients;
use crate::api::import_columns::Mapping;
use crate::api::import_line::Bad;
use crate::api::listed;
use crate::beside::beside;
use crate::state::{App, Side};

/// How often jobs are looked for that another process began.
const EVERY: Duration = Duration::from_secs(1);
/// How long to wait before trying again what could not be stored.
const PAUSE: Duration = Duration::from_millis(200);

/// Which columns of a job's file stand for which of ours.
fn mapping_of(job: &Job) -> Mapping {
    let stored = job.mapping.as_deref().map(Mapping::from_json);
    // What is stored was read before; without it the names of the file's columns have to be ours.
    stored.and_then(Result::ok).unwrap_or_default()
}

/// Rung when a job was added in this process.
static ADDED: Notify = Notify::const_new();

/// A job that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New(JobId),
    /// It was accepted before.
    Before(JobId),
    /// Another upload was accepted under this id.
    Other,
}

/// Makes a job of an upload that the server began to receive at `began`. `id` stands for the caller's
/// idempotency key.
///
/// The job has that moment. Whoever was erased since then is passed over when its lines are taken over:
/// an erasure that came between the last byte and the job's row saw neither.
///
/// # Errors
///
/// [`StoreError`] where the job or its file cannot be stored.
pub async fn add(
    app: &App,
    id: JobId,
    client: Option<ClientId>,
    (mut upload, began): (Receiving, Timestamp),
    wish: Wish,
) -> Result<Added, StoreError> {
    let Wish {
        format,
        dry_run,
        mapping,
    } = wish.clone();
    let store = app.live.store.as_ref();
    let beside = wish.digest(&app.keys.digest);
    let digest = upload.digest(&app.keys.digest, &beside).await;
    let digest = digest.map_err(|error| StoreError::Unavailable(error.to_string()))?;
    if let Some(before) = store.job(id).await? {
        upload.discard();
        return Ok(same(&before, digest));
    }
    let size = upload.size();
    let kept = upload.keep(id, digest, format).await;
    let job = Job {
        id,
        kind: JobKind::Import,
        client,
        status: JobStatus::Waiting,
        spool: kept.map_err(|error| StoreError::Unavailable(error.to_string()))?,
        mapping,
        size,
        bytes: 0,
        dry_run,
        lines: 0,
        accepted: 0,
        rejected: 0,
        created_at: began,
        ended_at: None,
    };
    match store.add_job(&job).await {
        Ok(()) => {
            ADDED.notify_waiters();
            Ok(Added::New(id))
        }
        // The same request came twice at once, and the other one was faster.
        Err(StoreError::Conflict) => {
            let before = store.job(id).await?.ok_or(StoreError::Conflict)?;
            // A job that is open removes its file when it ends; any other file needs nobody.
            if before.spool != job.spool || !is_open(&before) {
                spool::remove(&spool::folder(&app.config.data_dir), &job.spool).await;
            }
            Ok(same(&before, digest))
        }
        Err(error) => Err(error),
    }
}

fn same(before: &Job, digest: [u8; 32]) -> Added {
    if spool::holds(&before.spool, before.id, digest) {
        Added::Before(before.id)
    } else {
        Added::Other
    }
}

/// Works on jobs, the oldest first, until `stopping` says so. A job that is under way then goes on
/// at the next start. Each side has a worker, so that no test delays what is real.
pub async fn run(app: App, stopping: watch::Receiver<bool>) {
    join_all([false, true].map(|test| run_side(app.clone(), test, stopping.clone()))).await;
}

async fn run_side(app: App, test: bool, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        // Listen before looking, so that a job which is added in between rings.
        let added = ADDED.notified();
        tokio::pin!(added);
        added.as_mut().enable();
        match app.live.store.open_jobs().await {
            Ok(jobs) => {
                let mut jobs: Vec<_> = jobs
                    .into_iter()
                    .filter(|job| is_of_side(&app.clients, job, test))
                    .collect();
                jobs.sort_by_key(|job| (job.created_at, job.id));
                for job in jobs {
                    // A client that is revoked in the middle leaves its side; its job does not.
                    let Some(_alone) = UnderWay::begin(job.id) else {
                        continue;
                    };
                    // It may have ended since the list was read.
                    if let Ok(Some(job)) = app.live.store.job(job.id).await
                        && is_open(&job)
                    {
                        work(&app, job, &mut stopping).await;
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the jobs could not be read"),
        }
        tokio::select! {
            () = added => {}
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
    }
}

fn is_open(job: &Job) -> bool {
    matches!(job.status, JobStatus::Waiting | JobStatus::Running)
}

/// The jobs that a worker of this process has in hand.
static UNDER_WAY: Mutex<BTreeSet<JobId>> = Mutex::new(BTreeSet::new());

/// A job that nobody else works on as long as this lives.
struct UnderWay(JobId);

impl UnderWay {
    /// `None` where another worker has the job in hand.
    fn begin(job: JobId) -> Option<Self> {
        let mut all = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(job).then_some(Self(job))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut all = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&self.0);
    }
}

/// Whether a job belongs to this side. One of a client that is gone only has to be ended, and the
/// live side does that.
fn is_of_side(clients: &Clients, job: &Job, test: bool) -> bool {
    let client = job.client.and_then(|client| clients.client(client));
    client.is_some_and(|client| client.test) == test
}

/// Removes what a crash has left of uploads.
///
/// # Errors
///
/// [`StoreError`] where the jobs cannot be read or a file cannot be removed.
pub async fn sweep(app: &App) -> Result<(), StoreError> {
    let jobs = app.live.store.open_jobs().await?;
    let known: Vec<_> = jobs.into_iter().map(|job| job.spool).collect();
    let cleared = spool::clear(&spool::folder(&app.config.data_dir), &known).await;
    cleared.map_err(|error| StoreError::Unavailable(error.to_string()))
}

/// Works on one job until it ends or `stopping` says so; the job as it stands then.
pub async fn work(app: &App, job: Job, stopping: &mut watch::Receiver<bool>) -> Job {
    let mut work = Work {
        app,
        side: &app.live,
        actor: Actor::System,
        job,
    };
    if let Some(client) = work.job.client {
        let Some(client) = app.clients.client(client) else {
            work.end_revoked().await;
            return work.job;
        };
        // What it may do was asked when the job was accepted.
        let scopes = Scopes::default().with(Scope::Admin);
        work.actor = Actor::Client {
            client: client.id,
            scopes,
        };
        if client.test {
            work.side = &app.test;
        }
    }
    work.run(stopping).await;
    work.job
}

struct Work<'a> {
    app: &'a App,
    side: &'a Side,
    actor: Actor,
    job: Job,
}

impl Work<'_> {
    async fn run(&mut self, stopping: &mut watch::Receiver<bool>) {
        let file = spool::folder(&self.app.config.data_dir).join(&self.job.spool);
        let Some(format) = Format::of(&file) else {
            self.end(
                JobStatus::Failed,
                "unreadable",
                "its file has no known format",
            )
            .await;
            return;
        };
        let (to, mut lines) = mpsc::channel(1);
        let reading = {
            let (file, after, key) = (file.clone(), self.job.lines, self.app.keys.digest.clone());
            let mapping = mapping_of(&self.job);
            let read = move || lines::read(&file, format, &mapping, after, &key, &to);
            beside().spawn_blocking(read)
        };
        self.job.status = JobStatus::Running;
        let (mut unsaved, mut revoked) = (Unsaved::begin(), false);
        let mut pace = Pace::among(Handle::current());
        while let Some(window) = lines.recv().await {
            revoked = self.is_revoked();
            if revoked {
                break;
            }
            // How far it was is stored while the next lines are under way. What a crash loses of that
            // is taken over again, under the same keys, and so not twice.
            let due = unsaved.due(&self.job);
            let began = Instant::now();
            let (saved, results) = tokio::join!(
                self.save(due, stopping.clone()),
                self.take_over(&window, stopping.clone())
            );
            let Some(results) = results else {
                return;
            };
            unsaved.note(&mut self.job, &window, results);
            if !saved {
                return;
            }
            // Answers to others come first. What is only tried out wants nothing written.
            if !self.job.dry_run {
                pace.give_way(began.elapsed(), stopping).await;
            }
            if *stopping.borrow() {
                break;
            }
        }
        let rest = unsaved.all(&self.job);
        if !self.save(Some(rest), stopping.clone()).await {
            return;
        }
        if revoked {
            return self.end_revoked().await;
        }
        if *stopping.borrow() {
            return;
        }
        match reading.await {
            Ok(Ok(())) => self.end(JobStatus::Done, "", "").await,
            Ok(Err(error)) => {
                self.end(JobStatus::Failed, error.code(), &error.to_string())
                    .await;
            }
            Err(_) => {
                self.end(JobStatus::Failed, "unreadable", "its file cannot be read")
                    .await;
            }
        }
    }

    /// Whether the client that began the job may do nothing any more.
    fn is_revoked(&self) -> bool {
        let client = self.job.client;
        client.is_some_and(|client| self.app.clients.client(client).is_none())
    }

    async fn end_revoked(&mut self) {
        self.end(
            JobStatus::Failed,
            "client_revoked",
            "the client was revoked",
        )
        .await;
    }

    /// Takes a window of lines over; what is wrong with each. `None` where the server stops.
    async fn take_over(
        &self,
        window: &[Line],
        mut stopping: watch::Receiver<bool>,
    ) -> Option<Vec<Option<Bad>>> {
        if self.job.dry_run {
            return Some(self.try_all(window).await);
        }
        let mut results: Vec<Option<Option<Bad>>> = window.iter().map(|_| None).collect();
        loop {
            // All at once: the engine takes them in this order, and many in one commit.
            let open = window
                .iter()
                .zip(&mut results)
                .filter(|(_, result)| result.is_none());
            let trying = open.map(|(line, result)| async { *result = self.take_line(line).await });
            join_all(trying).await;
            let done: Option<Vec<_>> = results.iter().cloned().collect();
            if done.is_some() {
                return done;
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return None,
            }
        }
    }

    /// Takes one line over; what is wrong with it. `None` where one must try again.
    async fn take_line(&self, line: &Line) -> Option<Option<Bad>> {
        let import = match &line.content {
            None => return Some(None),
            Some(Err(bad)) => return Some(Some(bad.clone())),
            Some(Ok(import)) => import,
        };
        let number = line.number.to_be_bytes();
        let key = self
            .app
            .keys
            .digest
            .of(&[b"import", &self.job.id.to_bytes(), &number]);
        let submission = Submission {
            actor: self.actor.clone(),
            route: Route::Import,
            command: Command::Import(import.clone()),
            idempotency: Some((key, line.digest)),
        };
        let mut submitting = pin!(self.side.engine.submit(submission));
        // It is in line before anybody is erased who is on it, or it never will be.
        let first = {
            let erased = ERASED.read().unwrap_or_else(PoisonError::into_inner);
            if erased.iter().any(|gone| self.names(import, gone)) {
                return Some(Some(Bad::from(Refusal::Erased)));
            }
            submitting
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
        };
        let submitted = match first {
            Poll::Ready(submitted) => submitted,
            Poll::Pending => submitting.await,
        };
        match submitted {
            Ok(Outcome::Imported { remarks, .. }) => Some(joined(remarks)),
            Ok(_) => Some(Some(Bad::internal())),
            Err(SubmitError::Overloaded | SubmitError::InDoubt) => None,
            Err(SubmitError::Store(StoreError::Corrupt(_))) => Some(Some(Bad::internal())),
            Err(SubmitError::Store(_)) => None,
            Err(SubmitError::KeyReused) => Some(Some(Bad::internal())),
            Err(SubmitError::Refused(refusal)) => Some(Some(Bad::from(refusal))),
        }
    }

    /// Whether a line names somebody who was erased after the job was accepted.
    fn names(&self, import: &ImportLine, gone: &Gone) -> bool {
        let mut named = import.customer.identifiers.iter();
        self.concerns(gone) && named.any(|identifier| gone.identifiers.contains(identifier))
    }

    /// Whether somebody was erased on the job's side, after it was accepted.
    fn concerns(&self, gone: &Gone) -> bool {
        gone.at >= self.job.created_at
            && gone.test == self.app.is_test(self.side)
            && gone.folder == spool::folder(&self.app.config.data_dir)
    }

    /// What would be wrong with each line of a window. Answers to others have their turn between any two: to
    /// judge all of it takes longer than many checks.
    async fn try_all(&self, window: &[Line]) -> Vec<Option<Bad>> {
        let mut results = Vec::with_capacity(window.len());
        for line in window {
            results.push(match &line.content {
                None => None,
                Some(Err(bad)) => Some(bad.clone()),
                Some(Ok(import)) => self.try_line(import),
            });
            tokio::task::yield_now().await;
        }
        results
    }

    /// What would be wrong with a line, judged against the state as it is.
    fn try_line(&self, import: &ImportLine) -> Option<Bad> {
        let engine = self.side.engine.as_ref();
        let now = Now::of(engine);
        let with = Circumstances {
            actor: &self.actor,
            route: Route::Import,
            now: engine.now(),
            clock: self.app.clock.as_ref(),
            entropy: self.app.entropy.as_ref(),
        };
        match decide(&now, &Command::Import(Box::new(import.clone())), with) {
            Ok(decision) => match decision.answer {
                Answering::Imported { remarks, .. } => joined(remarks),
                _ => Some(Bad::internal()),
            },
            Err(refusal) => Some(Bad::from(refusal)),
        }
    }

    /// Stores how far the job was, if there is anything to store; false where the server stops first.
    async fn save(
        &self,
        due: Option<(Job, Vec<JobReport>)>,
        mut stopping: watch::Receiver<bool>,
    ) -> bool {
        let Some((job, mut report)) = due else {
            return true;
        };
        // Nothing is told any more of who was erased since.
        for line in &mut report {
            let erased = ERASED.read().unwrap_or_else(PoisonError::into_inner);
            let since = erased.iter().filter(|gone| self.concerns(gone));
            let mut gone = since.flat_map(|gone| &gone.identifiers);
            if gone.any(|identifier| line.message.contains(identifier.as_str())) {
                "it named somebody who was erased".clone_into(&mut line.message);
            }
        }
        loop {
            match self.app.live.store.advance_job(&job, &report).await {
                Ok(()) => return true,
                Err(error) => tracing::warn!(%error, "a job's progress could not be stored yet"),
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return false,
            }
        }
    }

    /// Stores that the job ended, and removes its file. Until that is stored, the next look works
    /// on it again.
    async fn end(&mut self, status: JobStatus, code: &str, message: &str) {
        let ended = Job {
            status,
            ended_at: Some(self.app.clock.now()),
            ..self.job.clone()
        };
        let report = match code {
            "" => vec![],
            code => vec![JobReport {
                line: self.job.lines + 1,
                code: code.to_owned(),
                message: message.to_owned(),
            }],
        };
        match self.app.live.store.advance_job(&ended, &report).await {
            Ok(()) => {
                let folder = spool::folder(&self.app.config.data_dir);
                spool::remove(&folder, &ended.spool).await;
                self.job = ended;
            }
            Err(error) => tracing::warn!(%error, "the end of a job could not be stored yet"),
        }
    }
}

/// All that is wrong with a line, as one entry of the report.
fn joined(remarks: Vec<Remark>) -> Option<Bad> {
    let code = remarks.first()?.code.clone();
    let messages: Vec<_> = remarks.into_iter().map(|remark| remark.message).collect();
    Some(Bad::new(code, listed(&messages, 0)))
}
