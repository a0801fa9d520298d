//! Moving what was written from the write-ahead log into the database file.
//!
//! SQLite would do it inside the commit that makes the log too long, and that commit would wait
//! for tens of milliseconds. Here another connection does it in steps, beside the writer. Only
//! where the log has grown long does it ask for a turn at writing, for the little that is left
//! then: the log can only start again from its beginning at a moment when all of it has been
//! moved. After a pause in writing the log is cut to nothing.

use std::sync::Arc;
use std::time::Duration;

use mutual::port::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::error::{away, store_error};
use crate::writer::Writer;

/// Pages of 4 KiB that are moved in one step: larger steps write often-changed pages less often.
const STEP: i64 = 4_000;
/// From this many pages on, 128 MiB, the log is to start again. The writer waits some 30 ms then:
/// so seldom that, at the highest rate, it is less than one answer in two hundred.
const LONG: i64 = 32_768;
/// So few pages are moved while the writer waits.
const FEW: i64 = 500;
/// The log is looked at so often while there are writes.
const TICK: Duration = Duration::from_millis(50);
/// How often it is tried to cut the log off.
const SCRUBS: u32 = 20;
/// How long each try waits for readers, while writers wait too.
const READING: Duration = Duration::from_millis(250);
/// A pause in writing.
const PAUSE: Duration = Duration::from_secs(1);

/// The task that does it. It ends when this is dropped.
pub(crate) struct Checkpointer {
    stop: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Checkpointer {
    /// Starts the task; `written` is told of each write.
    pub(crate) async fn start(
        options: SqliteConnectOptions,
        writer: Arc<Writer>,
        written: Arc<Notify>,
    ) -> Result<Self, StoreError> {
        // Cutting the log waits for readers, and writes wait meanwhile: better another time.
        let options = options.busy_timeout(Duration::from_millis(50));
        let connection = options.connect().await.map_err(store_error)?;
        let (stop, stopped) = watch::channel(());
        let task = tokio::spawn(run(connection, writer, written, stopped));
        Ok(Self { stop, task })
    }

    /// Ends the task and waits for it.
    pub(crate) async fn stop(self) {
        drop(self.stop);
        if self.task.await.is_err() {
            tracing::warn!("the checkpointer had failed");
        }
    }
}

async fn run(
    mut connection: SqliteConnection,
    writer: Arc<Writer>,
    written: Arc<Notify>,
    mut stopped: watch::Receiver<()>,
) {
    // A crash may have left a log with what is to be in no file any more.
    let mut dirty = true;
    let mut failing = false;
    loop {
        let result = tokio::select! {
            _ = stopped.changed() => break,
            () = written.notified() => {
                dirty = true;
                advance(&mut connection, &writer).await
            }
            () = tokio::time::sleep(PAUSE), if dirty => {
                dirty = false;
                cut(&mut connection).await
            }
        };
        // A full disk fails every step; saying it once is enough.
        if let (Err(error), false) = (&result, failing) {
            tracing::warn!(%error, "the write-ahead log could not be moved into the database");
        }
        failing = result.is_err();
        tokio::select! {
            _ = stopped.changed() => break,
            () = tokio::time::sleep(TICK) => {}
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(error = %store_error(error), "the checkpointer did not close cleanly");
    }
}

/// Moves what is left and cuts the log to nothing, as far as nobody reads an older state. What cuts keeps
/// everybody from writing until it has ended, whatever it has to move and to sync. A pause here is none for
/// another process, as for the server beside which a command runs, so that the moving is done before.
async fn cut(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    checkpoint(connection, "PRAGMA wal_checkpoint(PASSIVE)").await?;
    let cut = checkpoint(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    cut.await.map(drop)
}

/// Moves the whole log into the database and cuts it off: what was overwritten there is in no file
/// any more. Most of it is moved while others write; they wait for the rest.
pub(crate) async fn scrub(
    options: SqliteConnectOptions,
    writer: &Writer,
) -> Result<(), StoreError> {
    let mut connection = options
        .busy_timeout(READING)
        .connect()
        .await
        .map_err(store_error)?;
    for _ in 0..SCRUBS {
        checkpoint(&mut connection, "PRAGMA wal_checkpoint(PASSIVE)").await?;
        let turn = writer.turn().await?;
        let log = checkpoint(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)").await?;
        drop(turn);
        if !log.busy {
            return connection.close().await.map_err(store_error);
        }
        tokio::time::sleep(TICK).await;
    }
    Err(away("somebody reads an older state of the database"))
}

/// Moves a step's worth, if there is that much.
async fn advance(connection: &mut SqliteConnection, writer: &Writer) -> Result<(), StoreError> {
    let mut log = checkpoint(connection, "PRAGMA wal_checkpoint(NOOP)").await?;
    if log.waiting() < STEP {
        return Ok(());
    }
    log = checkpoint(connection, "PRAGMA wal_checkpoint(PASSIVE)").await?;
    if log.pages < LONG {
        return Ok(());
    }
    for _ in 0..3 {
        if log.waiting() < FEW {
            break;
        }
        log = checkpoint(connection, "PRAGMA wal_checkpoint(PASSIVE)").await?;
    }
    let turn = writer.turn().await?;
    checkpoint(connection, "PRAGMA wal_checkpoint(PASSIVE)").await?;
    drop(turn);
    Ok(())
}

/// How long the log is, and how much of it has been moved.
struct Log {
    /// Whether somebody stood in the way.
    busy: bool,
    pages: i64,
    moved: i64,
}

impl Log {
    fn waiting(&self) -> i64 {
        self.pages - self.moved
    }
}

async fn checkpoint(
    connection: &mut SqliteConnection,
    pragma: &'static str,
) -> Result<Log, StoreError> {
    let row = sqlx::query(pragma)
        .fetch_one(connection)
        .await
        .map_err(store_error)?;
    let busy: i64 = row.try_get(0).map_err(store_error)?;
    let pages = row.try_get(1).map_err(store_error)?;
    let moved = row.try_get(2).map_err(store_error)?;
    Ok(Log {
        busy: busy != 0,
        pages,
        moved,
    })
}
