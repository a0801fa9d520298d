//! Everybody at once: into this installation from a file, and out of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use mutual::clock::{Clock, random};
use mutual::id::{CustomerId, JobId};
use mutual::port::{Job, JobKind, JobReport, JobStatus, Store, StoreError};
use mutual::use_cases::Remark;
use mutual_engine::{SystemClock, SystemEntropy};
use tokio::io::AsyncReadExt as _;
use tokio::sync::watch;

use super::{Failure, live_store, out};
use crate::api::export::{Export as Writing, ExportFormat};
use crate::api::import_columns::Mapping;
use crate::beside::stand_back;
use crate::config::Config;
use crate::keys::Keys;
use crate::open::{OpenError, Opened};
use crate::worker::spool::{self, Format, Receiving, SpoolError};
use crate::worker::upload::Wish;
use crate::worker::{import, lines};

/// How often progress is told.
const EVERY: Duration = Duration::from_millis(200);
/// How long a running server may take to begin.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many lines a dry run shows as they are understood.
const SHOWN: usize = 10;
/// How many lines of the report are read at once.
const PAGE: u32 = 1_000;

/// Read customers and past consents from a file
///
/// Beside a running server it is that server's job. Prints each line that was refused or taken over in part,
/// and how many there were of each; such a line stops no other. Nothing is turned on without evidence.
#[derive(Args)]
pub(crate) struct Import {
    /// The file: NDJSON, or CSV where its name ends in .csv
    file: PathBuf,
    /// Only say what would become of it; ends with 1 where a line would be refused, or taken over in part
    #[arg(long)]
    dry_run: bool,
    /// A column of a table and what it stands for, as in `"Customer No=identifier:crm"`; `Name=-`
    /// leaves one out. May be given many times
    #[arg(long = "map", value_name = "COLUMN=OURS")]
    maps: Vec<String>,
}

impl Import {
    /// Beside a running server it is that server's job, so that its checks see every line; the
    /// command follows until the job has ended.
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let wish = self.wish()?;
        let opened = match Opened::open(config.clone(), true).await {
            Ok(opened) => Some(opened),
            Err(OpenError::Store(StoreError::NotHolder)) => None,
            Err(other) => return Err(other.into()),
        };
        let store = live_store(&config).await?;
        let job = self.add(&config, store.as_ref(), wish).await;
        let ended = match (job, &opened) {
            (Ok(job), Some(opened)) => {
                let (_stop, mut stopping) = watch::channel(false);
                let id = job.id;
                let working = import::work(&opened.app, job, &mut stopping);
                tokio::join!(working, follow(store.as_ref(), id)).1
            }
            (Ok(job), None) => follow(store.as_ref(), job.id).await,
            (Err(failure), _) => Err(failure),
        };
        if let Some(opened) = opened {
            opened.close().await;
        }
        let ended = ended?;
        let report = print_report(store.as_ref(), &ended).await?;
        store.close().await;
        match (ended.status, ended.rejected) {
            (JobStatus::Failed, _) => Err(Failure::unable(report.unwrap_or_default())),
            (_, 1..) if self.dry_run => Err(Failure::Check(
                "not every line would be taken over as it is".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// What is to be done with the file.
    fn wish(&self) -> Result<Wish, Failure> {
        let pairs = self.maps.iter().map(|pair| {
            let (name, ours) = pair.rsplit_once('=')?;
            Some((
                name.to_owned(),
                Some(ours.to_owned()).filter(|ours| ours != "-"),
            ))
        });
        let pairs: Option<Vec<_>> = pairs.collect();
        let pairs = pairs.ok_or_else(|| Failure::unable("--map: write COLUMN=OURS"))?;
        let format = Format::of(&self.file).unwrap_or(Format::Ndjson);
        if !pairs.is_empty() && format != Format::Csv {
            return Err(Failure::unable("--map: only a table (.csv) has columns"));
        }
        let mapping = Mapping::of(pairs).map_err(|why| Failure::unable(format!("--map: {why}")))?;
        Ok(Wish {
            format,
            dry_run: self.dry_run,
            mapping: (!self.maps.is_empty()).then(|| mapping.to_json()),
        })
    }

    /// Prints how the first lines are understood.
    async fn show(&self, file: PathBuf, wish: &Wish) -> Result<(), Failure> {
        let (format, mapping) = (wish.format, wish.mapping.as_deref().map(Mapping::from_json));
        let mapping = mapping.transpose().map_err(Failure::unable)?;
        let mapping = mapping.unwrap_or_default();
        let read = move || lines::understand(&file, format, &mapping, SHOWN);
        let read = tokio::task::spawn_blocking(read).await;
        let read = read.map_err(std::io::Error::other).and_then(|read| read);
        for line in read.map_err(Failure::unable)? {
            out::note(String::from_utf8_lossy(&crate::api::json_bytes(&line)));
        }
        Ok(())
    }

    /// Puts the file where jobs find it, and the job where the worker finds it.
    async fn add(&self, config: &Config, store: &dyn Store, wish: Wish) -> Result<Job, Failure> {
        let unreadable =
            |error| Failure::unable(format!("{} cannot be read: {error}", self.file.display()));
        let unkept = |error: SpoolError| Failure::unable(format!("the file was not kept: {error}"));
        let keys = Keys::load(&config.key_dir(), &SystemEntropy).map_err(Failure::unable)?;
        let mut file = tokio::fs::File::open(&self.file)
            .await
            .map_err(unreadable)?;
        let folder = spool::folder(&config.data_dir);
        // Whoever is erased from now on is passed over.
        let created_at = SystemClock.now();
        let upload = Receiving::begin(
            folder,
            random(&SystemEntropy),
            false,
            config.import_max_bytes,
        )
        .await;
        let mut upload = upload.map_err(|error| unkept(error.into()))?;
        let mut bytes = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut bytes).await.map_err(unreadable)?;
            let Some(part) = bytes.get(..read).filter(|part| !part.is_empty()) else {
                break;
            };
            upload.write(part).await.map_err(unkept)?;
        }
        let id = JobId::new(&SystemClock, &SystemEntropy);
        if let Some(file) = upload.path().map(Path::to_owned)
            && self.dry_run
        {
            upload
                .settle()
                .await
                .map_err(|error| unkept(error.into()))?;
            self.show(file, &wish).await?;
        }
        let size = upload.size();
        let digest = upload
            .digest(&keys.digest, &wish.digest(&keys.digest))
            .await;
        let digest = digest.map_err(|error| unkept(error.into()))?;
        let spool = upload
            .keep(id, digest, wish.format)
            .await
            .map_err(|error| unkept(error.into()))?;
        let job = Job {
            id,
            kind: JobKind::Import,
            client: None,
            status: JobStatus::Waiting,
            spool,
            mapping: wish.mapping,
            size,
            bytes: 0,
            dry_run: self.dry_run,
            lines: 0,
            accepted: 0,
            rejected: 0,
            created_at,
            ended_at: None,
        };
        store.add_job(&job).await?;
        Ok(job)
    }
}

/// Tells how far the job is until it has ended.
async fn follow(store: &dyn Store, id: JobId) -> Result<Job, Failure> {
    let began = tokio::time::Instant::now();
    let mut told = 0;
    loop {
        let job = store.job(id).await?;
        let job = job.ok_or_else(|| Failure::unable("the job is gone"))?;
        match job.status {
            JobStatus::Done | JobStatus::Failed => return Ok(job),
            JobStatus::Waiting if began.elapsed() > PATIENCE => {
                return Err(Failure::unable(format!(
                    "the running server has not begun {id} yet: it goes on without this command"
                )));
            }
            JobStatus::Waiting | JobStatus::Running => {}
        }
        if job.lines >= told + 1_000 {
            told = job.lines;
            let percent = job.bytes.saturating_mul(100) / job.size.max(1);
            out::note(format_args!(
                "{percent}%: {} lines were read: {} taken over, {} refused or taken over in part",
                job.lines, job.accepted, job.rejected
            ));
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Prints what was not taken over, or in part alone, a line each, and the sum; the words of the last line.
async fn print_report(store: &dyn Store, job: &Job) -> Result<Option<String>, Failure> {
    let (mut after, mut in_part) = (0, 0);
    let mut last = None;
    loop {
        let page = store.job_report(job.id, after, PAGE).await?;
        let Some(end) = page.last() else { break };
        after = end.line;
        last = Some(end.message.clone());
        for JobReport {
            line,
            code,
            message,
        } in &page
        {
            in_part += u64::from(Remark::CODES.contains(&code.as_str()));
            out::line(format_args!("line {line}: {code}: {message}"))?;
        }
    }
    let lines = |count: u64| match (count, job.dry_run) {
        (1, true) => "1 line would be".to_owned(),
        (1, false) => "1 line was".to_owned(),
        (count, true) => format!("{count} lines would be"),
        (count, false) => format!("{count} lines were"),
    };
    let refused = job.rejected.saturating_sub(in_part);
    out::line(format_args!(
        "{}: {} taken over, {} taken over in part, {} refused",
        job.id,
        lines(job.accepted),
        lines(in_part),
        lines(refused)
    ))?;
    Ok(last)
}

/// Write everybody's state to standard output
///
/// Reads the database, beside a running server or without one.
#[derive(Args)]
pub(crate) struct Export {
    /// ndjson (a line for each customer) or csv (a row for each customer and toggle)
    #[arg(long, default_value = "ndjson", value_parser = ["ndjson", "csv"])]
    format: String,
    /// Only customers behind this one (cus_…), to go on where an export broke off
    #[arg(long)]
    after: Option<CustomerId>,
}

impl Export {
    /// Reads the database itself, so that it works beside a running server and without one.
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let store = live_store(config).await?;
        // What writes has its threads by now and keeps its rank: nobody waits behind one that stands back.
        stand_back();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let keys = Keys::load(&config.key_dir(), &SystemEntropy).map_err(Failure::unable)?;
        let engine = mutual_engine::read(store.clone(), clock, keys.digest).await?;
        let format = match self.format.as_str() {
            "csv" => ExportFormat::Csv,
            _ => ExportFormat::Ndjson,
        };
        let written = write(Writing::new(engine, format, self.after));
        store.close().await;
        written
    }
}

fn write(mut everybody: Writing) -> Result<(), Failure> {
    let mut out = out::Long::begin();
    while let Some(portion) = everybody.next_portion().map_err(Failure::unable)? {
        out.part(&portion)?;
    }
    out.end()
}
