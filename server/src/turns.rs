//! One after another: who takes a step on a draft has it alone until the step is taken.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use mutual::port::{Turn, Turns};

/// The keys of which somebody has a turn, or waits for one.
#[derive(Default)]
pub struct OneByOne(Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>);

#[async_trait]
impl Turns for OneByOne {
    async fn of(&self, key: &str) -> Turn {
        let held = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Nobody has or waits for what the list alone knows.
            all.retain(|_, held| Arc::strong_count(held) > 1);
            Arc::clone(all.entry(key.to_owned()).or_default())
        };
        Turn::new(held.lock_owned().await)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn who_comes_later_waits_and_nothing_is_kept_of_who_is_done() {
        let turns = OneByOne::default();
        let first = turns.of("letters").await;
        drop(turns.of("recipes").await);
        let soon = Duration::from_millis(20);
        let early = tokio::time::timeout(soon, turns.of("letters")).await;
        assert!(early.is_err(), "somebody has it");
        let (second, ()) = tokio::join!(turns.of("letters"), async { drop(first) });
        drop(second);
        drop(turns.of("recipes").await);
        let all: Vec<_> = turns.0.lock().unwrap().keys().cloned().collect();
        assert_eq!(all, ["recipes"]);
    }
}
