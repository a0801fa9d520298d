//! Work that may wait, on threads of its own: an export or an import takes every moment that a processor
//! has, for minutes, and a check takes a hundredth of a millisecond.
//!
//! On Linux the system lets these threads have what those that answer leave, and a tenth of it at most where
//! those leave nothing. Elsewhere they are only apart. Everywhere they offer their processor after each
//! stretch of work ([`Stretches`]).

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

/// How much those who answer come first: each step is worth a fourth more of a processor's time.
#[cfg(target_os = "linux")]
const STEPS: i32 = 10;

/// How many bytes are read or written in one stretch: some tens of microseconds, up to two hundred.
const STRETCH: usize = 8 * 1024;

/// One for the process, however many servers it holds: there are not more processors for it.
static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

/// Where to run what may wait. Where the system gives no threads for it, that is where the caller runs.
///
/// Nothing that others wait for may run there: no lock that an answer needs, no connection of a pool.
///
/// # Panics
///
/// Outside of a runtime, where there are no such threads.
#[must_use]
pub(crate) fn beside() -> Handle {
    let runtime = RUNTIME.get_or_init(|| match built() {
        Ok(runtime) => Some(runtime),
        Err(error) => {
            tracing::warn!(%error, "exports and imports run among the answers");
            None
        }
    });
    runtime
        .as_ref()
        .map_or_else(Handle::current, |runtime| runtime.handle().clone())
}

fn built() -> std::io::Result<Runtime> {
    let processors = std::thread::available_parallelism()?.get();
    Builder::new_multi_thread()
        .thread_name("beside")
        .worker_threads((processors / 2).max(1))
        .on_thread_start(stand_back)
        .enable_time()
        .build()
}

/// Lets other threads come before this one, and before those that it begins from now on.
pub(crate) fn stand_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(STEPS) {
        tracing::debug!(%error, "exports and imports take as much as the answers");
    }
}

/// Work that is done in stretches. At the end of each whoever waits for this very processor has it.
///
/// A thread that stands back is taken off a processor at the next tick of the system's clock alone, which is
/// milliseconds away, and so long an answer would wait for it that came meanwhile.
#[derive(Default)]
pub(crate) struct Stretches {
    /// What was done of this one.
    bytes: usize,
}

impl Stretches {
    /// So many bytes more were read or written. Nothing that others wait for may be held here.
    pub(crate) fn add(&mut self, bytes: usize) {
        if self.ends_with(bytes) {
            std::thread::yield_now();
        }
    }

    /// Whether a stretch ends with so many bytes more; the next one begins then.
    fn ends_with(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        let ends = self.bytes >= STRETCH;
        if ends {
            self.bytes = 0;
        }
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_offered_after_each_stretch_however_it_is_made_up() {
        let ends = |parts: &[usize]| {
            let mut stretches = Stretches::default();
            let ends = parts.iter().filter(|part| stretches.ends_with(**part));
            ends.count()
        };
        assert_eq!(ends(&[STRETCH - 1]), 0);
        assert_eq!(ends(&[STRETCH / 4; 16]), 4);
        assert_eq!(ends(&[STRETCH * 5; 3]), 3);
        assert_eq!(ends(&[1, STRETCH, STRETCH - 1, 1, usize::MAX]), 3);
    }

    #[tokio::test]
    async fn what_may_wait_stands_back_and_what_answers_does_not() {
        let nice = || std::fs::read_to_string("/proc/thread-self/stat").unwrap_or_default();
        // The field behind the name, which ends in a bracket: the 17th of those that follow.
        let step = |stat: &str| {
            let fields = stat.rsplit(')').next()?.split_whitespace().nth(16)?;
            fields.parse::<i32>().ok()
        };
        let here = step(&nice());
        let aside = beside().spawn(async move { step(&nice()) }).await.unwrap();
        let blocking = beside()
            .spawn_blocking(move || step(&nice()))
            .await
            .unwrap();
        if cfg!(target_os = "linux") {
            let steps = here.map(|here| (here + 10).min(19));
            assert_eq!((aside, blocking), (steps, steps));
        }
        assert_eq!(step(&nice()), here);
    }
}
