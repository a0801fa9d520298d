//! Which customers changed what they are called or where they live, for those who follow it.

use std::collections::VecDeque;
use std::sync::{PoisonError, RwLock};

use mutual::id::CustomerId;
use mutual::port::DirectoryCursor;
use tokio::sync::watch;

/// How many of the newest changes are kept. Whoever is further behind begins anew.
const KEPT: usize = 65_536;

/// The newest changes of the directory, in their order.
pub(crate) struct Directory {
    epoch: u64,
    newest: RwLock<VecDeque<CustomerId>>,
    /// How many there were.
    seen: watch::Sender<u64>,
}

impl Directory {
    /// Nothing changed yet; `epoch` tells this process from others.
    pub(crate) fn new(epoch: u64) -> Self {
        Self {
            epoch,
            newest: RwLock::default(),
            seen: watch::Sender::new(0),
        }
    }

    /// That customer changed, in what is shown to everybody already. The sequencer's alone.
    pub(crate) fn add(&self, customer: CustomerId) {
        let mut newest = self.newest.write().unwrap_or_else(PoisonError::into_inner);
        if newest.len() == KEPT {
            newest.pop_front();
        }
        newest.push_back(customer);
        self.seen.send_modify(|seen| *seen += 1);
    }

    /// Where it is.
    pub(crate) fn cursor(&self) -> DirectoryCursor {
        DirectoryCursor {
            epoch: self.epoch,
            seen: *self.seen.borrow(),
        }
    }

    /// Who changed behind `after`, at most `limit` of them, and what to go on with; nothing where
    /// that is not known any more.
    pub(crate) fn since(
        &self,
        after: DirectoryCursor,
        limit: usize,
    ) -> Option<(Vec<CustomerId>, DirectoryCursor)> {
        let newest = self.newest.read().unwrap_or_else(PoisonError::into_inner);
        // Under the lock nothing is added.
        let now = self.cursor();
        let behind = usize::try_from(now.seen.checked_sub(after.seen)?).ok()?;
        if after.epoch != now.epoch || behind > newest.len() {
            return None;
        }
        let skip = newest.len() - behind;
        let changed: Vec<_> = newest.iter().skip(skip).take(limit).copied().collect();
        let seen = after.seen + u64::try_from(changed.len()).ok()?;
        Some((changed, DirectoryCursor { seen, ..now }))
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.seen.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(n: u32) -> CustomerId {
        let mut bytes = [0; 16];
        bytes[12..].copy_from_slice(&n.to_be_bytes());
        CustomerId::from_bytes(bytes)
    }

    #[test]
    fn whoever_follows_gets_each_change_and_whoever_is_too_far_behind_is_told() {
        let directory = Directory::new(7);
        let start = directory.cursor();
        for n in 0..3 {
            directory.add(customer(n));
        }
        let (two, next) = directory.since(start, 2).unwrap();
        assert_eq!(two, [customer(0), customer(1)]);
        let (one, next) = directory.since(next, 2).unwrap();
        assert_eq!(one, [customer(2)]);
        assert_eq!(next, directory.cursor());
        assert_eq!(directory.since(next, 2).unwrap(), (vec![], next));
        // Another process, and a cursor that was never given out.
        assert_eq!(
            directory.since(DirectoryCursor { epoch: 8, ..start }, 2),
            None
        );
        assert_eq!(
            directory.since(DirectoryCursor { seen: 4, ..start }, 2),
            None
        );
        for n in 0..u32::try_from(KEPT).unwrap() {
            directory.add(customer(n));
        }
        assert_eq!(
            directory.since(DirectoryCursor { seen: 2, ..start }, 2),
            None
        );
        let oldest = DirectoryCursor { seen: 3, ..start };
        assert_eq!(directory.since(oldest, 1).unwrap().0, [customer(0)]);
    }
}
