//! The engine's outside: what the use cases hold.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use mutual::catalogue::Catalogue;
use mutual::clock::{Clock, Entropy, Timestamp};
use mutual::consent::{Crowd, Customer};
use mutual::digest::{DigestKey, hex};
use mutual::id::CustomerId;
use mutual::insight::{Alike, Ask, Day};
use mutual::ledger::{Body, Entry, SigningKey, kind_of, unseal};
use mutual::port::{
    ConsentStore, DirectoryCursor, Engine, EntryRow, Log, LogStore, Readability, StoreError,
    Submission, SubmitError, Ungraded,
};
use mutual::use_cases::Outcome;
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::asks::{self, Asking};
use crate::holding::Holding;
use crate::load::load;
use crate::log::PublicLog;
use crate::memory::Memory;
use crate::sequencer::{Order, Sequencer};
use crate::settling::Settling;
use crate::signing::Signer;

/// How the engine runs.
#[derive(Clone, Copy)]
pub struct Options {
    /// The most commands in one commit group.
    pub group: usize,
    /// The most commands that wait; one more is refused as overload.
    pub waiting: usize,
    /// How long a lease lasts, in seconds. A server that was killed blocks the next one for at
    /// most that long, where the database cannot tell that it is gone.
    pub lease_s: u32,
    /// How often grants that ran out are looked for.
    pub announce_every: Duration,
    /// How long it waits for a choice to go along with that somebody was asked.
    pub note_within: Duration,
    /// Grades how hard a text is to read, for the linter at each publication.
    pub readability: &'static dyn Readability,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            group: 512,
            waiting: 8_192,
            lease_s: 6,
            announce_every: Duration::from_secs(5),
            note_within: Duration::from_secs(1),
            readability: &Ungraded,
        }
    }
}

/// For how long the lease is taken to count everything again, in seconds.
const RECOUNT_S: u32 = 3_600;

/// What the engine has done since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Commit groups.
    pub groups: u64,
    /// Commands in them.
    pub commands: u64,
    /// Microseconds spent in the store's commits.
    pub commit_micros: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) groups: AtomicU64,
    pub(crate) commands: AtomicU64,
    pub(crate) commit_micros: AtomicU64,
}

/// What the sequencer and the readers share.
pub(crate) struct Shared {
    pub(crate) store: Arc<dyn ConsentStore>,
    pub(crate) memory: Memory,
    pub(crate) clock: Arc<dyn Clock>,
    settling: Settling,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) holding: Holding,
    pub(crate) counters: Counters,
    pub(crate) asking: Asking,
    pub(crate) readability: &'static dyn Readability,
}

impl Shared {
    /// The present, which is never before the newest entry: a clock that was set back revives no
    /// grant whose end was told.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now().max(self.memory.at())
    }

    /// The moment by which what acts by itself goes.
    pub(crate) fn settled(&self) -> Timestamp {
        self.settling.now(self.clock.as_ref(), self.memory.at())
    }

    /// The catalogue. A red line whose end has come by the present alone, and not by what is settled, still
    /// holds in it.
    fn catalogue(&self) -> Arc<Catalogue> {
        let catalogue = self.memory.catalogue();
        let now = self.now();
        if !self.settling.may_be_behind(now) {
            return catalogue;
        }
        let settled = self.settled();
        let ends = catalogue.red_lines().next_change(settled);
        if ends.is_none_or(|at| now < at) {
            return catalogue;
        }
        Arc::new(catalogue.as_settled(settled))
    }
}

/// A running engine.
pub struct EngineHandle {
    shared: Arc<Shared>,
    orders: mpsc::Sender<Order>,
    tasks: Mutex<Option<Tasks>>,
}

/// What runs, and ends with the engine.
struct Tasks {
    writing: JoinHandle<()>,
    renewing: JoinHandle<()>,
    signing: Option<JoinHandle<()>>,
    stop_signing: watch::Sender<bool>,
}

/// Takes the lease, reads the stored state and starts the one writer of `store`, whose schema is
/// up to date. `secret` keys the digests by which somebody is recognised who must not come back.
///
/// # Errors
///
/// [`StoreError::NotHolder`] where another server holds the database.
pub async fn start(
    store: Arc<dyn ConsentStore>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    secret: DigestKey,
    options: Options,
) -> Result<Arc<EngineHandle>, StoreError> {
    let holder: [u8; 16] = mutual::clock::random(entropy.as_ref());
    let holder = hex(&holder);
    let taken_at = tokio::time::Instant::now();
    let lease = store.take_lease(&holder, options.lease_s).await?;
    let (with_clock, with_entropy) = (clock.as_ref(), entropy.as_ref());
    let loaded = load(store.as_ref(), lease, with_clock, with_entropy, secret).await;
    let (memory, head) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => {
            // The next server need not wait for a lease that nobody uses.
            _ = store.release_lease(lease).await;
            return Err(error);
        }
    };
    let holding = Holding::new(holder, lease, options.lease_s, taken_at);
    let counters = Counters::default();
    let settling = Settling::by(clock.as_ref());
    let (asking, asks) = asks::queue(options.note_within);
    let shared = Arc::new(Shared {
        store,
        memory,
        clock,
        settling,
        entropy,
        holding,
        counters,
        asking,
        readability: options.readability,
    });
    // Reading a large database can take longer than a lease lasts.
    shared.holding.renew(shared.store.as_ref()).await?;
    let (orders, inbox) = mpsc::channel(options.waiting);
    let sequencer = Sequencer::new(Arc::clone(&shared), inbox, asks, head, options);
    let renewing = tokio::spawn(crate::holding::keep_lease(Arc::clone(&shared)));
    let writing = tokio::spawn(sequencer.run());
    Ok(Arc::new(EngineHandle {
        shared,
        orders,
        tasks: Mutex::new(Some(Tasks {
            writing,
            renewing,
            signing: None,
            stop_signing: watch::Sender::new(false),
        })),
    }))
}

/// Makes the counts of a database again from its ledger, while no server runs on it; up to which
/// entry they go.
///
/// # Errors
///
/// [`StoreError::NotHolder`] where a server holds the database.
pub async fn recount(
    store: &dyn ConsentStore,
    entropy: &dyn Entropy,
) -> Result<Option<u64>, StoreError> {
    let holder: [u8; 16] = mutual::clock::random(entropy);
    let lease = store.take_lease(&hex(&holder), RECOUNT_S).await?;
    let counted = async {
        let Some(head) = store.head().await? else {
            return Ok(None);
        };
        crate::load::recount(store, lease, head.index).await?;
        Ok(Some(head.index))
    };
    let counted = counted.await;
    store.release_lease(lease).await?;
    counted
}

impl EngineHandle {
    /// Begins to sign the log's heads with this key; once for each engine. A new head comes at most
    /// half a second or a thousand entries after what it covers, and once more when the engine
    /// stops.
    ///
    /// Where the stored tree does not lead to the stored head, nothing is signed any more and the
    /// log has no head: whoever wants to turn something off must still be able to.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where the stored head cannot be read.
    pub async fn sign(
        &self,
        store: Arc<dyn LogStore>,
        key: SigningKey,
    ) -> Result<Arc<dyn Log>, StoreError> {
        let keys = key.all_public();
        let opened = Signer::open(Arc::clone(&self.shared), Arc::clone(&store), key).await;
        let heads = match opened {
            Ok(signer) => {
                let heads = signer.heads();
                if let Some(tasks) = self.tasks.lock().await.as_mut() {
                    let stop = tasks.stop_signing.subscribe();
                    tasks.signing = Some(tokio::spawn(signer.run(stop)));
                }
                heads
            }
            Err(StoreError::Corrupt(why)) => {
                tracing::error!(%why, "the ledger is no longer signed: run `mutual ledger verify`");
                watch::channel(None).1
            }
            Err(other) => return Err(other),
        };
        Ok(Arc::new(PublicLog { store, heads, keys }))
    }

    /// Which log this is: 16 random bytes of its first entry.
    pub async fn log_id(&self) -> Result<[u8; 16], StoreError> {
        let head = self.shared.store.head().await?;
        let none = || StoreError::Corrupt("the ledger has no first entry".to_owned());
        Ok(head.ok_or_else(none)?.log)
    }

    /// Finishes what is waiting, stops, and gives the lease back. Later commands are refused.
    pub async fn stop(&self) {
        let Some(tasks) = self.tasks.lock().await.take() else {
            return;
        };
        // The sequencer stops behind everything that was sent before.
        _ = self.orders.send(Order::Stop).await;
        _ = tasks.writing.await;
        tasks.stop_signing.send_replace(true);
        if let Some(signing) = tasks.signing {
            _ = signing.await;
        }
        tasks.renewing.abort();
        let lease = self.shared.holding.lease();
        self.shared.holding.give_up();
        if let Err(error) = self.shared.store.release_lease(lease).await {
            tracing::warn!(%error, "the lease could not be given back; it will run out");
        }
    }

    /// Whether commands can be stored and checks be answered.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.shared.holding.is_held() && !self.orders.is_closed()
    }

    /// Whether another process is the writer now, or may be, so that this one can never again
    /// answer truly.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.shared.holding.is_lost() || self.orders.is_closed()
    }

    /// What the engine has done since it started.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let counters = &self.shared.counters;
        Stats {
            groups: counters.groups.load(Ordering::Relaxed),
            commands: counters.commands.load(Ordering::Relaxed),
            commit_micros: counters.commit_micros.load(Ordering::Relaxed),
        }
    }
}

#[async_trait]
impl Engine for EngineHandle {
    fn catalogue(&self) -> Arc<Catalogue> {
        self.shared.catalogue()
    }

    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.shared.memory.customer(id)
    }

    fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.shared.memory.record(id)
    }

    fn named(&self, identifier: &str) -> Option<Arc<Customer>> {
        self.shared.memory.named(identifier)
    }

    fn holder(&self, identifier: &str) -> Option<CustomerId> {
        self.shared.memory.holder(identifier)
    }

    fn is_erased(&self, id: CustomerId) -> bool {
        self.shared.memory.erasures.has(id)
    }

    fn kept_out(&self, identifier: &str) -> Option<CustomerId> {
        self.shared.memory.erasures.kept_out(identifier)
    }

    fn is_current(&self) -> bool {
        self.shared.holding.is_held()
    }

    fn is_full(&self) -> bool {
        self.orders.capacity() == 0
    }

    fn index(&self) -> u64 {
        self.shared.memory.index()
    }

    fn still(&self, look: &mut dyn FnMut(u64, Timestamp)) {
        let _still = self.shared.memory.hold_still();
        look(self.index(), self.now());
    }

    async fn wait_for(&self, index: u64, timeout: Duration) -> bool {
        let mut watch = self.shared.memory.watch();
        let reached = watch.wait_for(|now| *now >= index);
        matches!(tokio::time::timeout(timeout, reached).await, Ok(Ok(_)))
    }

    fn directory(&self) -> DirectoryCursor {
        self.shared.memory.directory.cursor()
    }

    fn directory_since(
        &self,
        after: DirectoryCursor,
        limit: usize,
    ) -> Option<(Vec<CustomerId>, DirectoryCursor)> {
        self.shared.memory.directory.since(after, limit)
    }

    async fn wait_for_news(
        &self,
        index: u64,
        directory: DirectoryCursor,
        timeout: Duration,
    ) -> bool {
        let mut entries = self.shared.memory.watch();
        let mut changes = self.shared.memory.directory.watch();
        let news = async {
            tokio::select! {
                reached = entries.wait_for(|now| *now >= index) => reached.is_ok(),
                moved = changes.wait_for(|seen| *seen != directory.seen) => moved.is_ok(),
            }
        };
        tokio::time::timeout(timeout, news).await.unwrap_or(false)
    }

    fn erased(&self) -> Vec<CustomerId> {
        self.shared.memory.erasures.all()
    }

    async fn submit(&self, submission: Submission) -> Result<Outcome, SubmitError> {
        let (answer, answered) = oneshot::channel();
        let order = Order::Submit(Box::new(submission), answer);
        self.orders.try_send(order).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => SubmitError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => stopped(),
        })?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    fn asked(&self, ask: Ask) {
        self.shared.asking.hand_over(ask);
    }

    async fn entries(&self, after: u64, limit: u32) -> Result<Vec<Arc<Entry>>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        if let Some(tail) = self.shared.memory.tail(after, limit) {
            return Ok(tail);
        }
        // Never past what memory shows: an index that is read is an index that is seen.
        let known = self.shared.memory.index().saturating_sub(after);
        let limit = u32::try_from(limit)
            .unwrap_or(u32::MAX)
            .min(u32::try_from(known).unwrap_or(u32::MAX));
        let rows = self
            .shared
            .store
            .entries(after.saturating_add(1), limit)
            .await?;
        rows.into_iter()
            .map(|row| decode(row).map(Arc::new))
            .collect()
    }

    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        if from == 0 {
            return Ok(Vec::new());
        }
        let rows = self.shared.store.trail(from, limit).await?;
        rows.into_iter().map(decode).collect()
    }

    fn now(&self) -> Timestamp {
        self.shared.now()
    }

    fn settled(&self) -> Timestamp {
        self.shared.settled()
    }

    fn customers(&self, after: Option<CustomerId>, limit: usize) -> Vec<Arc<Customer>> {
        self.shared.memory.customers(after, limit)
    }

    fn known(&self, key: &str, takes: &dyn Fn(Alike<'_>) -> bool) -> BTreeMap<Day, u64> {
        self.shared.memory.known.days(key, takes)
    }

    fn crowds(&self, key: &str) -> Vec<Crowd> {
        self.shared.memory.crowds.of(key, self.now())
    }
}

pub(crate) fn decode(row: EntryRow) -> Result<Entry, StoreError> {
    let missing = || StoreError::Corrupt(format!("entry {} has no side row", row.index));
    if row.destroyed {
        let kind = kind_of(&row.leaf).ok_or_else(missing)?;
        return Ok(Entry {
            index: row.index,
            at: row.at,
            body: Body::Destroyed(kind),
        });
    }
    let side = row.side.as_ref().ok_or_else(missing)?;
    unseal(row.index, row.at, &side.payload).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn stopped() -> SubmitError {
    SubmitError::Store(StoreError::Unavailable("the server is stopping".to_owned()))
}
