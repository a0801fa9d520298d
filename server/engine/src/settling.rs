//! The moment by which what acts by itself goes, and what an operator reads of her clock.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use mutual::clock::{CONFIRMED_AFTER, Clock, ClockNews, Settled, Timestamp};

/// How long after the last look the present says whether it jumped, in milliseconds: whoever acts by herself
/// looks more often than that.
const LOOKED_MS: i64 = 1_000;

/// The one look at the clock that everybody shares.
pub(crate) struct Settling {
    settled: Mutex<Settled>,
    /// Whether it was behind the present when somebody looked last.
    behind: AtomicBool,
    /// What was settled then, in milliseconds.
    looked: AtomicI64,
}

impl Settling {
    /// Believes the clock as it stands.
    pub(crate) fn by(clock: &dyn Clock) -> Self {
        Self {
            settled: Mutex::new(Settled::by(clock)),
            behind: AtomicBool::new(false),
            looked: AtomicI64::new(0),
        }
    }

    /// The moment that is settled. `newest` is that of the newest entry: one that was written while the clock
    /// was ahead keeps the present there, and what is settled not.
    pub(crate) fn now(&self, clock: &dyn Clock, newest: Timestamp) -> Timestamp {
        let mut settled = self.settled.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, news) = settled.look(clock);
        let behind = settled.is_ahead() || at < newest;
        self.behind.store(behind, Ordering::Relaxed);
        self.looked.store(at.as_millis(), Ordering::Relaxed);
        drop(settled);
        if let Some(news) = news {
            tell(news);
        }
        at
    }

    /// Whether what is settled may be behind `present`: it was when somebody looked last, or that is too long
    /// ago to tell. Costs no look.
    pub(crate) fn may_be_behind(&self, present: Timestamp) -> bool {
        let passed = present
            .as_millis()
            .saturating_sub(self.looked.load(Ordering::Relaxed));
        self.behind.load(Ordering::Relaxed) || passed > LOOKED_MS
    }
}

fn tell(news: ClockNews) {
    let minutes = CONFIRMED_AFTER.as_secs() / 60;
    match news {
        ClockNews::Jumped(seconds) => tracing::warn!(
            seconds,
            minutes,
            "the clock of this machine jumped ahead: what acts by itself waits until it has stood there for \
             so many minutes. Set it right before that, where it is wrong"
        ),
        ClockNews::Back => tracing::warn!(
            "the clock of this machine is back from where it jumped to: nothing acted by itself meanwhile"
        ),
        ClockNews::Confirmed => tracing::warn!(
            minutes,
            "the clock of this machine stayed where it jumped to: it is believed from now on"
        ),
    }
}
