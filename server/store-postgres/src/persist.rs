//! What is written in several statements, in one transaction.

use std::pin::Pin;
use std::time::Duration;

use mutual::port::StoreError;

use crate::error::{away, is_collision, store_error};

/// How long a thousand rows may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often is tried what collides with others.
const TRIES: u32 = 5;
/// How long it waits before the second try; before the third twice as long, and so on.
const PAUSE: Duration = Duration::from_millis(5);

/// Why it was not written: the driver says so, or what it read makes no sense.
pub(crate) enum Broken {
    Driver(sqlx::Error),
    Store(StoreError),
}

impl From<sqlx::Error> for Broken {
    fn from(error: sqlx::Error) -> Self {
        Self::Driver(error)
    }
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// One try to write.
pub(crate) type Writing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Broken>> + Send + 'a>>;

/// Writes in one transaction, again where it collides with another one. Where that takes too long,
/// the error says `late`.
pub(crate) async fn persist<'a, T>(
    late: &str,
    write: impl Fn() -> Writing<'a, T>,
) -> Result<T, StoreError> {
    for tried in 1.. {
        let done = tokio::time::timeout(PATIENCE, write()).await;
        match done.map_err(|_| away(late))? {
            Ok(done) => return Ok(done),
            Err(Broken::Driver(error)) if is_collision(&error) && tried < TRIES => {
                tokio::time::sleep(PAUSE * tried).await;
            }
            Err(Broken::Driver(error)) => return Err(store_error(&error)),
            Err(Broken::Store(error)) => return Err(error),
        }
    }
    Err(away("too many writers collide"))
}
