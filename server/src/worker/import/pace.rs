//! How often an import asks for more while those who answer are at work.
//!
//! What is read stands back by itself, on threads of its own. What is to be written does not: one writer
//! decides and stores everything in one order, so that a choice would wait behind whatever of it stood back.
//! An import that comes at a busy moment asks for less instead: it rests between its lines.

use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::watch;

/// The share of their time at work up to which those who answer have enough left. An import by itself gives
/// them less to do.
const CALM: f64 = 0.4;
/// The share from which on an import has a tenth of the time.
const BUSY: f64 = 0.6;
/// So many times as long as lines took it rests then.
const MOST: f64 = 9.0;
/// No rest is longer: lines may also take long because the database is away.
const LONGEST: Duration = Duration::from_millis(500);

/// Looks at those who answer, and rests where they have much to do.
pub(super) struct Pace {
    answering: Handle,
    /// When it looked last.
    looked: Instant,
    /// For how long they had been at work by then, all together.
    worked: Duration,
}

impl Pace {
    /// Looks from now on at those who answer on this runtime.
    pub(super) fn among(answering: Handle) -> Self {
        Self {
            looked: Instant::now(),
            worked: worked(&answering),
            answering,
        }
    }

    /// Lets others come first behind lines that took so long, until `stopping` says so at the latest.
    pub(super) async fn give_way(&mut self, took: Duration, stopping: &mut watch::Receiver<bool>) {
        let rest = rest(took, self.busy());
        if rest.is_zero() {
            return tokio::task::yield_now().await;
        }
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
    }

    /// For which share of their time they were at work since it looked last.
    fn busy(&mut self) -> f64 {
        // One thread for everything is busy with the import itself, also where only one was started of many.
        let threads = self.answering.metrics().num_workers();
        if self.answering.runtime_flavor() != RuntimeFlavor::MultiThread || threads < 2 {
            return 0.0;
        }
        let (now, worked) = (Instant::now(), worked(&self.answering));
        let since = worked.saturating_sub(self.worked);
        let passed = now.duration_since(self.looked);
        (self.looked, self.worked) = (now, worked);
        let all = passed.saturating_mul(u32::try_from(threads).unwrap_or(u32::MAX));
        if all.is_zero() {
            return 0.0;
        }
        since.div_duration_f64(all)
    }
}

/// For how long those who answer have been at work since they began, all together.
fn worked(answering: &Handle) -> Duration {
    let metrics = answering.metrics();
    let threads = 0..metrics.num_workers();
    threads
        .map(|thread| metrics.worker_total_busy_duration(thread))
        .sum()
}

/// How long to rest behind lines that took so long, where those who answer are at work for that share of
/// their time.
fn rest(took: Duration, busy: f64) -> Duration {
    let above = ((busy - CALM) / (BUSY - CALM)).clamp(0.0, 1.0);
    took.min(LONGEST).mul_f64(MOST * above).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn a_calm_server_has_all_of_its_time_for_an_import_and_a_busy_one_a_tenth() {
        let took = Duration::from_millis(20);
        for (busy, rests) in [(0.0, 0), (CALM, 0), (BUSY, 9), (1.0, 9), (1.5, 9)] {
            assert_eq!(rest(took, busy), took * rests, "{busy}");
        }
        let between = rest(took, f64::midpoint(CALM, BUSY));
        assert!(took * 4 < between && between < took * 5, "{between:?}");
    }

    #[test]
    fn a_database_that_was_away_for_minutes_makes_no_rest_of_an_hour() {
        for took in [LONGEST, Duration::from_secs(300), Duration::MAX] {
            assert_eq!(rest(took, 1.0), LONGEST);
            assert_eq!(rest(took, 0.0), Duration::ZERO);
        }
    }

    /// Looks again and again until the share is such.
    async fn until(pace: &mut Pace, is_such: impl Fn(f64) -> bool) {
        let began = Instant::now();
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let busy = pace.busy();
            if is_such(busy) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "it is {busy}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn it_rests_while_many_are_answered_and_goes_on_when_that_is_over() {
        let mut pace = Pace::among(Handle::current());
        until(&mut pace, |busy| busy < CALM).await;
        let asked = Arc::new(AtomicBool::new(true));
        let answers = (0..8).map(|_| {
            let asked = Arc::clone(&asked);
            tokio::spawn(async move {
                while asked.load(Ordering::Relaxed) {
                    let began = Instant::now();
                    while began.elapsed() < Duration::from_micros(50) {
                        std::hint::spin_loop();
                    }
                    tokio::task::yield_now().await;
                }
            })
        });
        let answers: Vec<_> = answers.collect();
        until(&mut pace, |busy| busy > BUSY).await;
        // Nobody waits for a rest who wants to stop.
        let (_stop, mut stopping) = watch::channel(true);
        let began = Instant::now();
        pace.give_way(LONGEST, &mut stopping).await;
        assert!(began.elapsed() < LONGEST, "it stops");
        asked.store(false, Ordering::Relaxed);
        for answer in answers {
            answer.await.unwrap();
        }
        until(&mut pace, |busy| busy < CALM).await;
    }

    /// An import alone, on the thread that does everything else.
    async fn alone() {
        let mut pace = Pace::among(Handle::current());
        let import = async {
            let began = Instant::now();
            while began.elapsed() < Duration::from_millis(50) {
                std::hint::spin_loop();
            }
        };
        tokio::spawn(import).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert!(pace.busy() < CALM);
    }

    #[tokio::test]
    async fn one_thread_for_everything_is_busy_with_the_import_and_does_not_rest() {
        alone().await;
    }

    /// So it is where the machine has a single processor.
    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn one_thread_of_those_that_could_be_many_does_not_rest_either() {
        alone().await;
    }
}
