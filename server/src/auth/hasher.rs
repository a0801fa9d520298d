//! Passwords are checked off the main threads, few at once: each check takes 19 MiB and a core
//! for some tens of milliseconds, so that nobody can fill the machine by trying to sign in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use mutual::clock::Entropy;
use mutual::digest::hex;
use tokio::sync::Semaphore;

use super::password;

/// The most tries that wait for their turn.
const WAITING: usize = 32;
/// What a caller is told to wait, in seconds, when that many wait.
const PATIENCE_S: u32 = 5;

/// Why a password was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Busy {
    /// Too many wait; seconds until it makes sense to try again.
    Wait(u32),
    /// Memory is short.
    Failed,
}

/// Checks and makes digests, a bounded number at once.
pub(crate) struct Hasher {
    entropy: Arc<dyn Entropy>,
    /// The digest that stands in for the missing one of an unknown address.
    dummy: Arc<str>,
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    done: AtomicU64,
}

impl Hasher {
    /// A hasher that works on half of `cores` at once, on one at least.
    pub(crate) fn new(entropy: Arc<dyn Entropy>, cores: usize) -> Self {
        let mut nobodys = [0; 32];
        entropy.fill(&mut nobodys);
        // Without memory for one digest now there will be none for a sign-in later either: then
        // every check fails in the same way.
        let dummy = password::hash(&hex(&nobodys), entropy.as_ref()).unwrap_or_default();
        Self {
            entropy,
            dummy: dummy.into(),
            turns: Arc::new(Semaphore::new((cores / 2).max(1))),
            waiting: AtomicUsize::new(0),
            done: AtomicU64::new(0),
        }
    }

    /// Whether the password belongs to the digest. Without a digest the work is the same and the
    /// answer is no, so that the time tells nobody which addresses are known.
    pub(crate) async fn verify(&self, password: &str, digest: Option<&str>) -> Result<bool, Busy> {
        let known = digest.is_some();
        let digest: Arc<str> = digest.map_or_else(|| self.dummy.clone(), Arc::from);
        let password = password.to_owned();
        let fits = self
            .work(move || password::verify(&password, &digest))
            .await?;
        Ok(fits && known)
    }

    /// The digest to store.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Busy> {
        let (password, entropy) = (password.to_owned(), self.entropy.clone());
        let digest = self
            .work(move || password::hash(&password, entropy.as_ref()))
            .await?;
        digest.map_err(|_| Busy::Failed)
    }

    /// How many digests were made since the start, for checks and for storing.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Holds every turn, so that whoever comes waits.
    #[cfg(test)]
    pub(crate) async fn hold(&self) -> tokio::sync::OwnedSemaphorePermit {
        let all = self.turns.available_permits();
        let all = u32::try_from(all).unwrap();
        self.turns.clone().acquire_many_owned(all).await.unwrap()
    }

    /// How many wait for their turn.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let place = Place::take(&self.waiting)?;
        let turn = self
            .turns
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| Busy::Failed)?;
        drop(place);
        self.done.fetch_add(1, Ordering::Relaxed);
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        });
        done.await.map_err(|_| Busy::Failed)
    }
}

/// A place in the queue, given back also when its owner goes away.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, Busy> {
        if waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Busy::Wait(PATIENCE_S));
        }
        Ok(Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use mutual_engine::SystemEntropy;

    use super::*;

    #[tokio::test]
    async fn an_unknown_address_costs_the_same_work_and_never_fits() {
        let hasher = Hasher::new(Arc::new(SystemEntropy), 1);
        let digest = hasher.hash("four words go together").await.unwrap();
        assert!(
            hasher
                .verify("four words go together", Some(&digest))
                .await
                .unwrap()
        );
        let before = hasher.done();
        assert!(!hasher.verify("four words go together", None).await.unwrap());
        assert_eq!(hasher.done(), before + 1);
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_told_to_wait() {
        let hasher = Arc::new(Hasher::new(Arc::new(SystemEntropy), 1));
        let turn = hasher.turns.clone().acquire_owned().await.unwrap();
        let tries: Vec<_> = (0..WAITING)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.work(|| ()).await })
            })
            .collect();
        while hasher.waiting.load(Ordering::Relaxed) < WAITING {
            tokio::task::yield_now().await;
        }
        assert_eq!(
            hasher.verify("anything at all", None).await,
            Err(Busy::Wait(PATIENCE_S))
        );
        // One that gives up makes room.
        tries[0].abort();
        while hasher.waiting.load(Ordering::Relaxed) == WAITING {
            tokio::task::yield_now().await;
        }
        drop(turn);
        assert!(hasher.verify("anything at all", None).await.is_ok());
    }
}
