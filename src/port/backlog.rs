//! How much may wait for a writer: counted by what it costs, and not by how many ask.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::SubmitError;

/// How many bytes of a request cost as much as a row.
const BYTES: usize = 1_024;

/// What waits for a writer or is being written, in rows.
///
/// Whoever comes while less waits than may finds a place, however much it is. So a long list finds one as
/// easily as a single row, also where single rows keep coming, and the longest does where nothing else waits;
/// and what waits is never more than may and one list.
#[derive(Debug)]
pub struct Backlog {
    most: usize,
    each: usize,
    waiting: Arc<AtomicUsize>,
}

/// A place in a [`Backlog`]. It is free again once the last copy of this is gone.
#[derive(Clone, Debug)]
pub struct Place(Arc<Taken>);

#[derive(Debug)]
struct Taken {
    cost: usize,
    waiting: Arc<AtomicUsize>,
}

impl Backlog {
    /// One in which about `most` rows may wait. Each request costs as much as `each` rows beside its own.
    #[must_use]
    pub fn new(most: usize, each: usize) -> Self {
        Self {
            most,
            each,
            waiting: Arc::default(),
        }
    }

    /// What a request with so many rows costs that has so many bytes: as much as it takes to write it, or to
    /// hold it, whichever is more.
    #[must_use]
    pub fn cost(rows: usize, bytes: usize) -> usize {
        rows.max(bytes / BYTES)
    }

    /// Whether so much waits that nothing more is taken at present.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) >= self.most
    }

    /// A place for what costs so many rows.
    ///
    /// # Errors
    ///
    /// [`SubmitError::Overloaded`] where [`Self::is_full`].
    pub fn place(&self, cost: usize) -> Result<Place, SubmitError> {
        let cost = cost + self.each;
        let mut waiting = self.waiting.load(Ordering::Relaxed);
        loop {
            if waiting >= self.most {
                return Err(SubmitError::Overloaded);
            }
            let swapped = self.waiting.compare_exchange_weak(
                waiting,
                waiting + cost,
                Ordering::Relaxed,
                Ordering::Relaxed,
            );
            match swapped {
                Ok(_) => {
                    let waiting = Arc::clone(&self.waiting);
                    return Ok(Place(Arc::new(Taken { cost, waiting })));
                }
                Err(now) => waiting = now,
            }
        }
    }
}

impl Place {
    /// How many rows it was taken for, with those that each request costs.
    #[must_use]
    pub fn cost(&self) -> usize {
        self.0.cost
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.waiting.fetch_sub(self.cost, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(backlog: &Backlog, cost: usize, count: usize) -> Vec<Place> {
        let places = (0..count).map_while(|_| backlog.place(cost).ok());
        places.collect()
    }

    #[test]
    fn lists_wait_by_their_length_and_not_by_their_number() {
        let backlog = Backlog::new(5_000, 1);
        assert_eq!(places(&backlog, 1, 9_999).len(), 2_500);
        assert_eq!(places(&backlog, 1_000, 9_999).len(), 5);
        let all = places(&backlog, 1_000, 9_999);
        assert!(backlog.is_full());
        assert_eq!(backlog.place(1).err(), Some(SubmitError::Overloaded));
        drop(all);
        assert!(!backlog.is_full());
        // Whatever is given back, once each, nothing is left of it.
        assert_eq!(places(&backlog, 0, 9_999).len(), 5_000);
    }

    #[test]
    fn the_longest_list_finds_a_place_where_a_single_row_does() {
        let backlog = Backlog::new(500, 1);
        // It is longer than all that may wait.
        drop(backlog.place(1_000).unwrap());
        let mut rows = places(&backlog, 1, 9_999);
        assert_eq!(rows.len(), 250);
        for _ in 0..100 {
            drop(rows.pop());
            // One of those who come all the time would have found it, and so does the list.
            let list = backlog.place(1_000).unwrap();
            assert!(backlog.place(1).is_err());
            drop(list);
            rows.push(backlog.place(1).unwrap());
            assert!(backlog.place(1_000).is_err());
        }
    }

    #[test]
    fn a_place_is_taken_until_the_last_copy_of_it_is_gone() {
        let backlog = Backlog::new(10, 0);
        let place = backlog.place(10).unwrap();
        let copy = place.clone();
        drop(place);
        assert!(backlog.is_full());
        drop(copy);
        assert!(!backlog.is_full());
    }

    #[test]
    fn a_row_in_many_bytes_costs_what_it_takes_to_hold_them() {
        assert_eq!(Backlog::cost(1, 700), 1);
        assert_eq!(Backlog::cost(1_000, 700_000), 1_000);
        assert_eq!(Backlog::cost(1, 2 << 20), 2_048);
    }

    #[test]
    fn no_more_find_a_place_from_many_threads() {
        let backlog = Backlog::new(1_000, 0);
        let found = std::thread::scope(|scope| {
            let mut asking = Vec::new();
            for _ in 0..4 {
                asking.push(scope.spawn(|| places(&backlog, 10, 9_999)));
            }
            let found = asking.into_iter().map(|asking| asking.join().unwrap());
            let found: Vec<_> = found.collect();
            found.iter().map(Vec::len).sum::<usize>()
        });
        assert_eq!(found, 100);
        assert!(!backlog.is_full());
    }
}
