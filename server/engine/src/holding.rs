//! The lease, as this process holds it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use mutual::port::{ConsentStore, Lease, StoreError};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::handle::Shared;

/// The lease. Its end is reckoned from before each renewal was asked for, so that this process
/// stops trusting memory before anybody else can take over.
pub(crate) struct Holding {
    holder: String,
    ttl_s: u32,
    began: Instant,
    epoch: AtomicU64,
    /// Milliseconds after `began` until which the lease is surely held.
    until_ms: AtomicU64,
    lost: AtomicBool,
    /// One question at a time: a renewal of an epoch that a fence has just raised would read as
    /// a loss.
    asking: Mutex<()>,
}

impl Holding {
    /// `lease`, which was asked for at `asked_at`.
    pub(crate) fn new(holder: String, lease: Lease, ttl_s: u32, asked_at: Instant) -> Self {
        let ttl = Duration::from_secs(u64::from(ttl_s));
        Self {
            holder,
            ttl_s,
            began: asked_at,
            epoch: AtomicU64::new(lease.epoch),
            until_ms: AtomicU64::new(millis(ttl)),
            lost: AtomicBool::new(false),
            asking: Mutex::default(),
        }
    }

    /// What a commit shows.
    pub(crate) fn lease(&self) -> Lease {
        Lease {
            epoch: self.epoch.load(Ordering::Acquire),
        }
    }

    /// Whether no other process can be the writer at this moment.
    pub(crate) fn is_held(&self) -> bool {
        !self.is_lost() && millis(self.began.elapsed()) < self.until_ms.load(Ordering::Acquire)
    }

    /// Whether memory will never be trusted again.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }

    /// No longer trust memory.
    pub(crate) fn give_up(&self) {
        self.lost.store(true, Ordering::Release);
    }

    /// Asks for more time.
    pub(crate) async fn renew(&self, store: &dyn ConsentStore) -> Result<(), StoreError> {
        let _alone = self.asking.lock().await;
        let asked_at = self.began.elapsed();
        let renewed = store.renew_lease(self.lease(), self.ttl_s).await;
        self.heard(asked_at, renewed)
    }

    /// Makes void what was sent before and is not written yet.
    pub(crate) async fn fence(&self, store: &dyn ConsentStore) -> Result<(), StoreError> {
        let _alone = self.asking.lock().await;
        let asked_at = self.began.elapsed();
        let fenced = store.fence(&self.holder, self.ttl_s).await;
        let fenced = fenced.map(|lease| self.epoch.store(lease.epoch, Ordering::Release));
        self.heard(asked_at, fenced)
    }

    fn heard(&self, asked_at: Duration, answer: Result<(), StoreError>) -> Result<(), StoreError> {
        match &answer {
            Ok(()) => {
                let ttl = Duration::from_secs(u64::from(self.ttl_s));
                self.until_ms
                    .store(millis(asked_at + ttl), Ordering::Release);
            }
            Err(StoreError::NotHolder) => self.give_up(),
            Err(_) => {}
        }
        answer
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Renews the lease three times in its life, until it is lost.
pub(crate) async fn keep_lease(shared: Arc<Shared>) {
    let term = Duration::from_secs(u64::from(shared.holding.ttl_s));
    let mut every = tokio::time::interval(term / 3);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        match shared.holding.renew(shared.store.as_ref()).await {
            Ok(()) => {}
            Err(StoreError::NotHolder) => {
                tracing::error!("another server took this database over; this one stops answering");
                return;
            }
            Err(error) => tracing::warn!(%error, "the lease could not be renewed yet"),
        }
    }
}
