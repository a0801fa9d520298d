//! Decisions that come at the same moment are written together.
//!
//! Each request waits until it is durable, and a sync to disk costs the same for one as for many. So
//! one task takes all that has arrived while it wrote, and writes that in one transaction. Nobody waits
//! for more to come: alone, a request goes at once.

use std::sync::Arc;

use async_trait::async_trait;
use mutual::clock::Clock;
use mutual::port::{DecisionStore, Recorder, Recording, StoreError, Written};
use tokio::sync::{mpsc, oneshot};

/// How many requests may wait.
const WAITING: usize = 1_024;
/// About how many decisions are written at once.
const ROWS: usize = 4_000;

/// What waits to be written, and who waits for it.
type Waiting = (Recording, oneshot::Sender<Result<Written, StoreError>>);

/// Where decisions are handed over.
pub struct GroupRecorder {
    queue: mpsc::Sender<Waiting>,
}

impl GroupRecorder {
    /// Starts the task that writes into `store`. It ends with the last of whoever hands over.
    #[must_use]
    pub fn start(store: Arc<dyn DecisionStore>, clock: Arc<dyn Clock>) -> Arc<Self> {
        let (queue, waiting) = mpsc::channel(WAITING);
        tokio::spawn(write(store, clock, waiting));
        Arc::new(Self { queue })
    }
}

#[async_trait]
impl Recorder for GroupRecorder {
    async fn record(&self, recording: Recording) -> Result<Written, StoreError> {
        let away = |why: &str| StoreError::Unavailable(why.to_owned());
        let (done, told) = oneshot::channel();
        let waiting = self.queue.try_send((recording, done));
        waiting.map_err(|_| away("too many decisions wait to be written"))?;
        told.await
            .map_err(|_| away("decisions are not written any more"))?
    }
}

async fn write(
    store: Arc<dyn DecisionStore>,
    clock: Arc<dyn Clock>,
    mut waiting: mpsc::Receiver<Waiting>,
) {
    while let Some(first) = waiting.recv().await {
        let mut rows = first.0.rows.len();
        let mut group = vec![first];
        while rows < ROWS
            && let Ok(next) = waiting.try_recv()
        {
            rows += next.0.rows.len();
            group.push(next);
        }
        let (recordings, tell): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let told = store.record(&recordings, clock.now()).await;
        let told = match told {
            Ok(written) => written.into_iter().map(Ok).collect(),
            // Another process used one of the keys or cases: which, they learn one by one.
            Err(StoreError::Conflict) => one_by_one(&*store, &*clock, &recordings).await,
            Err(error) => vec![Err(error); recordings.len()],
        };
        for (tell, told) in tell.into_iter().zip(told) {
            // Whoever went away asks again under the same key.
            _ = tell.send(told);
        }
    }
}

async fn one_by_one(
    store: &dyn DecisionStore,
    clock: &dyn Clock,
    recordings: &[Recording],
) -> Vec<Result<Written, StoreError>> {
    let mut told = Vec::new();
    for recording in recordings {
        let record = || store.record(std::slice::from_ref(recording), clock.now());
        let mut written = record().await;
        if written == Err(StoreError::Conflict) {
            // What the other one wrote is seen now.
            written = record().await;
        }
        told.push(match written.map(|mut written| written.pop()) {
            Ok(Some(written)) => Ok(written),
            Ok(None) => Err(StoreError::Corrupt("nothing was told of it".to_owned())),
            Err(StoreError::Conflict) => Ok(Written::KeyTaken),
            Err(error) => Err(error),
        });
    }
    told
}
