//! Who was asked: from the pages to the one writer.
//!
//! A page hands over what it asked, and waits for nothing. The writer takes it along with the next
//! group, at the latest a moment later (`Options::note_within`). Before it decides a group, it takes all
//! that is there: a question is handed over before its page is sent, and so before its answer comes. So
//! an answer never overtakes its question, without a clock that says so, and both are stored at once.
//! What is not stored yet is lost where the process dies; nobody can have answered it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use mutual::insight::Ask;
use tokio::sync::mpsc;
use tokio::time::Instant;

/// How many may wait. Where more come in a second than this, some are not counted: a page is more
/// important than its number.
pub(crate) const WAITING: usize = 8_192;

/// Where pages hand over what they asked.
pub(crate) struct Asking {
    queue: mpsc::Sender<Ask>,
    lost: AtomicU64,
}

impl Asking {
    /// Hands it over, unless too many wait.
    pub(crate) fn hand_over(&self, ask: Ask) {
        if self.queue.try_send(ask).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many were not taken over since it was last asked.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.swap(0, Ordering::Relaxed)
    }
}

/// What waits to be written.
pub(crate) struct Asks {
    queue: mpsc::Receiver<Ask>,
    waiting: Vec<Ask>,
    /// How long one waits for a group that takes it along.
    patience: Duration,
    due: Option<Instant>,
}

/// Both ends of the queue.
pub(crate) fn queue(patience: Duration) -> (Asking, Asks) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let asking = Asking {
        queue: sender,
        lost: AtomicU64::new(0),
    };
    let asks = Asks {
        queue: receiver,
        waiting: Vec::new(),
        patience,
        due: None,
    };
    (asking, asks)
}

impl Asks {
    /// Returns once something has waited for as long as it may. Dropped before, it loses nothing.
    pub(crate) async fn come_due(&mut self) {
        let due = match self.due {
            Some(due) => due,
            None => match self.queue.recv().await {
                Some(ask) => {
                    self.waiting.push(ask);
                    *self.due.insert(Instant::now() + self.patience)
                }
                None => std::future::pending().await,
            },
        };
        tokio::time::sleep_until(due).await;
    }

    /// Whether something has waited for as long as it may.
    pub(crate) fn is_due(&self) -> bool {
        self.due.is_some_and(|due| due <= Instant::now())
    }

    /// All that is there.
    pub(crate) fn take(&mut self) -> Vec<Ask> {
        self.due = None;
        let mut all = std::mem::take(&mut self.waiting);
        while let Ok(ask) = self.queue.try_recv() {
            all.push(ask);
        }
        all
    }

    /// What could not be written waits again, in front of what came since; how many there is no
    /// place for.
    pub(crate) fn put_back(&mut self, mut asks: Vec<Ask>) -> usize {
        if asks.is_empty() {
            return 0;
        }
        let lost = asks.len().saturating_sub(WAITING);
        asks.truncate(WAITING);
        asks.append(&mut self.waiting);
        self.waiting = asks;
        self.due = Some(Instant::now() + self.patience);
        lost
    }
}
