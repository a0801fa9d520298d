//! Decisions that come at the same moment are written together.
//!
//! Each request waits until it is durable, and a sync to disk costs the same for one as for many. So
//! one task takes all that has arrived while it wrote, and writes that in one transaction. Nobody waits
//! for more to come: alone, a request goes at once.
//!
//! How much waits is bounded by rows: a request is one decision or a list of a thousand. Each has its place
//! until it is written, with what waits behind it and with what its caller hung up on.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use mutual::clock::Clock;
use mutual::port::{Backlog, DecisionStore, Place, Recorder, Recording, StoreError, Written};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

/// How many rows a request costs beside its own: its answer is one.
const EACH: usize = 1;
/// About how many rows are written at once.
const GROUP: usize = 4_000;
/// Where the database takes longer than this to say that it cannot, nobody else is kept waiting for that.
const PATIENCE: Duration = Duration::from_secs(1);

/// What waits to be written, and who waits for it.
struct Waiting {
    recording: Recording,
    place: Place,
    tell: oneshot::Sender<Result<Written, StoreError>>,
}

/// Where decisions are handed over.
pub struct GroupRecorder {
    backlog: Backlog,
    /// Has no end of its own: whatever is in it has a place.
    queue: mpsc::UnboundedSender<Waiting>,
}

impl GroupRecorder {
    /// Starts the task that writes into `store`; about `most` rows may wait for it. It ends with the last of
    /// whoever hands over.
    #[must_use]
    pub fn start(store: Arc<dyn DecisionStore>, clock: Arc<dyn Clock>, most: usize) -> Arc<Self> {
        let (queue, waiting) = mpsc::unbounded_channel();
        tokio::spawn(write(store, clock, waiting));
        Arc::new(Self {
            backlog: Backlog::new(most, EACH),
            queue,
        })
    }
}

#[async_trait]
impl Recorder for GroupRecorder {
    fn backlog(&self) -> &Backlog {
        &self.backlog
    }

    async fn record(&self, recording: Recording, place: &Place) -> Result<Written, StoreError> {
        let away = || StoreError::Unavailable("decisions are not written any more".to_owned());
        let (tell, told) = oneshot::channel();
        let waiting = Waiting {
            recording,
            place: place.clone(),
            tell,
        };
        self.queue.send(waiting).map_err(|_| away())?;
        told.await.map_err(|_| away())?
    }
}

async fn write(
    store: Arc<dyn DecisionStore>,
    clock: Arc<dyn Clock>,
    mut waiting: mpsc::UnboundedReceiver<Waiting>,
) {
    while let Some(first) = waiting.recv().await {
        let mut cost = first.place.cost();
        let mut group = vec![first];
        while cost < GROUP
            && let Ok(next) = waiting.try_recv()
        {
            cost += next.place.cost();
            group.push(next);
        }
        let apart = |one: Waiting| (one.recording, (one.tell, one.place));
        let (recordings, tell): (Vec<_>, Vec<_>) = group.into_iter().map(apart).unzip();
        let began = Instant::now();
        let told = store.record(&recordings, clock.now()).await;
        let told = match told {
            Ok(written) => written.into_iter().map(Ok).collect(),
            // Another process used one of the keys or cases: which, they learn one by one.
            Err(StoreError::Conflict) => one_by_one(&*store, &*clock, &recordings).await,
            Err(error) => {
                if began.elapsed() >= PATIENCE {
                    // Whoever waits behind it would wait as long again, and for as little.
                    while let Ok(next) = waiting.try_recv() {
                        drop(next.place);
                        _ = next.tell.send(Err(error.clone()));
                    }
                }
                vec![Err(error); recordings.len()]
            }
        };
        for ((tell, place), told) in tell.into_iter().zip(told) {
            // Whoever hears of it finds its room free again.
            drop(place);
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
        let began = Instant::now();
        let record = || store.record(std::slice::from_ref(recording), clock.now());
        let mut written = record().await;
        if written == Err(StoreError::Conflict) {
            // What the other one wrote is seen now.
            written = record().await;
        }
        let one = match written.map(|mut written| written.pop()) {
            Ok(Some(written)) => Ok(written),
            Ok(None) => Err(StoreError::Corrupt("nothing was told of it".to_owned())),
            Err(StoreError::Conflict) => Ok(Written::KeyTaken),
            Err(error) => Err(error),
        };
        if one.is_err() && began.elapsed() >= PATIENCE {
            // Each of those behind it would wait as long again, and for as little.
            told.resize(recordings.len(), one);
            return told;
        }
        told.push(one);
    }
    told
}
