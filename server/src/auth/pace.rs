//! A bound on what one customer writes: so many commands at once, and so many a minute. It is kept
//! in memory, as it guards the writer and no secret.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mutual::id::CustomerId;
use mutual::port::{DoorError, Turn};
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// The most commands of one customer under way at once; more wait in turn.
const AT_ONCE: usize = 4;
/// The most commands of one customer in a [`WINDOW`] before she is slowed down.
const IN_A_WINDOW: u32 = 120;
/// A minute from its first command.
const WINDOW: Duration = Duration::from_secs(60);
/// How many customers are remembered before those who are quiet are looked for.
const MANY: usize = 1_024;

/// What customers have under way.
pub(crate) struct Pace {
    /// How long one waits for its turn.
    patience: Duration,
    /// How much later a command comes that turns off, once there were too many.
    slower: Duration,
    customers: Mutex<Customers>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(5),
            slower: Duration::from_secs(1),
            customers: Mutex::default(),
        }
    }
}

#[derive(Default)]
struct Customers {
    known: HashMap<CustomerId, Hers>,
    /// At how many of them the quiet ones are forgotten.
    crowd: usize,
}

struct Hers {
    turns: Arc<Semaphore>,
    since: Instant,
    commands: u32,
}

impl Hers {
    fn is_quiet(&self, now: Instant) -> bool {
        now.duration_since(self.since) >= WINDOW && Arc::strong_count(&self.turns) == 1
    }
}

impl Pace {
    /// Waits for a turn of this customer. What widens is refused once there were too many; what
    /// only narrows is never refused for that, as turning off is always accepted.
    pub(crate) async fn turn(&self, customer: CustomerId, widens: bool) -> Result<Turn, DoorError> {
        let (turns, over) = self.count(customer, Instant::now());
        if let (Some(wait), true) = (over, widens) {
            let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX);
            return Err(DoorError::TooMany(seconds.saturating_add(1)));
        }
        let turn = tokio::time::timeout(self.patience, turns.acquire_owned()).await;
        let turn = turn
            .map_err(|_| DoorError::Away)?
            .map_err(|_| DoorError::Away)?;
        if over.is_some() {
            tokio::time::sleep(self.slower).await;
        }
        Ok(Turn::new(turn))
    }

    /// Counts a command; her turns, and how long it is until there is room where there is none.
    fn count(&self, customer: CustomerId, now: Instant) -> (Arc<Semaphore>, Option<Duration>) {
        let mut customers = self
            .customers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if customers.known.len() >= customers.crowd.max(MANY) {
            customers.known.retain(|_, hers| !hers.is_quiet(now));
            customers.crowd = customers.known.len() * 2;
        }
        let hers = customers.known.entry(customer).or_insert_with(|| Hers {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            since: now,
            commands: 0,
        });
        if now.duration_since(hers.since) >= WINDOW {
            (hers.since, hers.commands) = (now, 0);
        }
        hers.commands = hers.commands.saturating_add(1);
        let left = WINDOW.saturating_sub(now.duration_since(hers.since));
        let over = (hers.commands > IN_A_WINDOW).then_some(left);
        (hers.turns.clone(), over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(n: u16) -> CustomerId {
        let [high, low] = n.to_be_bytes();
        let mut bytes = [0; 16];
        (bytes[0], bytes[1]) = (high, low);
        CustomerId::from_bytes(bytes)
    }

    /// One that waits for hundredths of a second where the real one waits for seconds.
    fn hasty() -> Pace {
        Pace {
            patience: Duration::from_millis(50),
            slower: Duration::from_millis(50),
            ..Pace::default()
        }
    }

    #[tokio::test]
    async fn the_fifth_at_once_waits_and_in_the_end_gives_up() {
        let pace = hasty();
        let mut held = Vec::new();
        for _ in 0..AT_ONCE {
            held.push(pace.turn(customer(1), true).await.unwrap());
        }
        let before = Instant::now();
        let fifth = pace.turn(customer(1), false).await;
        assert_eq!(fifth.err(), Some(DoorError::Away));
        assert!(before.elapsed() >= pace.patience);
        assert!(pace.turn(customer(2), true).await.is_ok(), "of another one");
        held.pop();
        assert!(pace.turn(customer(1), true).await.is_ok());
    }

    #[tokio::test]
    async fn after_too_many_only_off_goes_on_and_slower() {
        let pace = hasty();
        for _ in 0..IN_A_WINDOW {
            assert!(pace.turn(customer(1), true).await.is_ok());
        }
        let refused = pace.turn(customer(1), true).await.err();
        assert!(
            matches!(refused, Some(DoorError::TooMany(1..=61))),
            "{refused:?}"
        );
        let before = Instant::now();
        assert!(pace.turn(customer(1), false).await.is_ok());
        assert!(before.elapsed() >= pace.slower);
        assert!(pace.turn(customer(2), true).await.is_ok());
        // A minute after the first one there is room again.
        let (_, over) = pace.count(customer(1), Instant::now() + WINDOW);
        assert_eq!(over, None);
    }

    #[tokio::test]
    async fn the_quiet_are_forgotten() {
        let pace = Pace::default();
        let held = pace.turn(customer(0), true).await.unwrap();
        for n in 1..1_024 {
            drop(pace.turn(customer(n), true).await);
        }
        drop(pace.count(customer(2_000), Instant::now() + WINDOW));
        let known: Vec<_> = pace
            .customers
            .lock()
            .unwrap()
            .known
            .keys()
            .copied()
            .collect();
        assert_eq!(known.len(), 2, "who has one under way, and the new one");
        assert!(known.contains(&customer(0)));
        drop(held);
    }
}
