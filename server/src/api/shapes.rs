//! How often each kind of question is asked: counted in memory on the way of each check, and written
//! once a minute.
//!
//! A check that is like one before costs one hash, one look-up and one addition. A process that dies
//! loses what it counted since it last wrote, a minute at most; where the database goes away in the
//! middle of a write, that write may count twice. What is asked around midnight may count for the day
//! after, and a count in the moment in which a day's shapes are put away is lost. So these numbers say
//! what a rule would have done, and are no record of what was asked.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use mutual::clock::{Clock, Timestamp};
use mutual::consent::Customer;
use mutual::guard::{Asking, Request, Shape, Verdict};
use mutual::insight::Day;
use mutual::port::{SHAPES_A_DAY, ShapeCount};
use mutual::use_cases::SHAPES_KEPT_DAYS;
use tokio::sync::watch;

use crate::state::Side;

/// How often what was asked is written.
const WRITTEN_EVERY: Duration = Duration::from_secs(60);

/// One shape, with how often it was asked since that was last written.
#[derive(Debug)]
struct Cell {
    /// None where its topic is not kept.
    shape: Option<Shape>,
    times: AtomicU64,
}

/// What was asked of one side since that was last written.
#[derive(Debug, Default)]
pub struct Shapes {
    /// Nobody outside knows the key, so that nobody can make two shapes that meet.
    hasher: RandomState,
    cells: papaya::HashMap<u64, Cell>,
    /// What was asked beyond the shapes of the day.
    other: AtomicU64,
    /// The day of the shapes.
    day: AtomicI64,
}

/// What was taken to be written.
struct Taken {
    counts: Vec<ShapeCount>,
    /// The places that they come from.
    places: Vec<(u64, u64)>,
    other: u64,
}

impl Shapes {
    /// Counts one question about `customer`, with its answer.
    pub(super) fn count(
        &self,
        request: &Request<'_>,
        customer: Option<&Customer>,
        verdict: &Verdict,
        now: Timestamp,
    ) {
        let Some(asking) = Asking::of(request, customer, verdict, now) else {
            return;
        };
        let place = self.hasher.hash_one(&asking);
        let cells = self.cells.pin();
        if let Some(cell) = cells.get(&place) {
            cell.times.fetch_add(1, Ordering::Relaxed);
            return;
        }
        if cells.len() >= SHAPES_A_DAY as usize {
            self.count_other();
            return;
        }
        let new = || Cell {
            shape: asking.shape(),
            times: AtomicU64::new(0),
        };
        let cell = cells.get_or_insert_with(place, new);
        cell.times.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts one question that has no one answer.
    pub(super) fn count_other(&self) {
        self.other.fetch_add(1, Ordering::Relaxed);
    }

    /// Takes what was counted; it is counted under the day of `now`.
    fn take(&self, now: Timestamp) -> Taken {
        let day = Day::of(now);
        let is_new = self.day.swap(day.0, Ordering::Relaxed) != day.0;
        let (mut counts, mut places) = (Vec::new(), Vec::new());
        let cells = self.cells.pin();
        for (place, cell) in &cells {
            let times = cell.times.swap(0, Ordering::Relaxed);
            if times > 0 {
                let shape = cell.shape.clone();
                counts.push(ShapeCount { day, shape, times });
                places.push((*place, times));
            } else if is_new {
                cells.remove(place);
            }
        }
        let other = self.other.swap(0, Ordering::Relaxed);
        if other > 0 {
            counts.push(ShapeCount {
                day,
                shape: None,
                times: other,
            });
        }
        Taken {
            counts,
            places,
            other,
        }
    }

    /// Takes back what could not be written.
    fn put_back(&self, taken: &Taken) {
        let cells = self.cells.pin();
        for (place, times) in &taken.places {
            if let Some(cell) = cells.get(place) {
                cell.times.fetch_add(*times, Ordering::Relaxed);
            }
        }
        self.other.fetch_add(taken.other, Ordering::Relaxed);
    }
}

/// Writes what was asked of this side since this was last done. What cannot be written is kept for the
/// next time.
pub async fn write_shapes(side: &Side, now: Timestamp) {
    let taken = side.shapes.take(now);
    if taken.counts.is_empty() {
        return;
    }
    if let Err(error) = side.store.add_shapes(&taken.counts, SHAPES_A_DAY).await {
        tracing::warn!(%error, "what was asked could not be counted yet");
        side.shapes.put_back(&taken);
    }
}

/// Deletes what was asked of this side so long ago that nobody looks back at it.
pub(crate) async fn forget_shapes(side: &Side, now: Timestamp) {
    let old = Day::of(now).plus(-SHAPES_KEPT_DAYS);
    if let Err(error) = side.store.forget_shapes(old).await {
        tracing::warn!(%error, "what was asked long ago could not be deleted yet");
    }
}

/// Writes once a minute what was asked, until `stopping` says so.
pub(crate) async fn keep_shapes(
    sides: [Side; 2],
    clock: Arc<dyn Clock>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut every = tokio::time::interval(WRITTEN_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = every.tick() => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
        for side in &sides {
            write_shapes(side, clock.now()).await;
        }
    }
}
