//! One at a time under each idempotency key, where no writer puts all in order: the second of two that
//! come at once waits, and is answered as the first was, also where the first removed what both name,
//! or sends something that cannot stand in one transaction with its answer. One process serves one
//! database, so that its memory knows all who are under way.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OwnedMutexGuard;

type Place = Arc<tokio::sync::Mutex<()>>;

/// The keys under which something is done just now.
#[derive(Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<[u8; 32], Place>>>);

/// The right to do something under a key, or the wish to: given back with it.
pub(crate) struct Turn {
    turns: Turns,
    key: [u8; 32],
    place: Place,
    held: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits until nobody else does anything under that key.
    pub(crate) async fn take(&self, key: [u8; 32]) -> Turn {
        let place = Arc::clone(self.places().entry(key).or_default());
        // It is there before the waiting, so that nothing is kept of somebody who hangs up in it.
        let mut turn = Turn {
            turns: self.clone(),
            key,
            place,
            held: None,
        };
        turn.held = Some(Arc::clone(&turn.place).lock_owned().await);
        turn
    }

    fn places(&self) -> MutexGuard<'_, HashMap<[u8; 32], Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut places = self.turns.places();
        self.held = None;
        // The list's own, and this one's: nobody else waits.
        if Arc::strong_count(&self.place) <= 2 {
            places.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn the_second_waits_for_the_first_and_nothing_is_kept_of_either() {
        let turns = Turns::default();
        let first = turns.take([1; 32]).await;
        assert!(turns.take([2; 32]).now_or_never().is_some(), "another key");
        assert!(turns.take([1; 32]).now_or_never().is_none());
        let waiting = tokio::spawn({
            let turns = turns.clone();
            async move { drop(turns.take([1; 32]).await) }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(first);
        waiting.await.unwrap();
        assert!(turns.places().is_empty());
    }
}
