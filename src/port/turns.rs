//! One after another, where what is stored does not make it so by itself.

use async_trait::async_trait;

use super::Turn;

/// Turns of one process, of which one at a time is given for each key. One process serves one database,
/// so that nobody else comes in between.
#[async_trait]
pub trait Turns: Send + Sync {
    /// Waits until nobody has a turn of `key` any more, and gives the next one, to whoever waited
    /// longest. It ends when it is dropped.
    async fn of(&self, key: &str) -> Turn;
}
