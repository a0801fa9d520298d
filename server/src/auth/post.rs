//! Work behind the answer: mails on their way out, few at once. An answer does not wait for
//! them, so that its time tells nobody whether a mail was sent.

use std::sync::Arc;
use std::time::Duration;

use mutual::port::{Mail, Mailer};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The most mails on their way at once.
const AT_ONCE: u32 = 32;
/// How often a mail is tried.
const TRIES: u32 = 3;

/// The way out.
pub(crate) struct Post {
    mailer: Arc<dyn Mailer>,
    carriers: Arc<Semaphore>,
}

/// Somebody who will carry one mail.
pub(crate) struct Carrier {
    mailer: Arc<dyn Mailer>,
    _turn: OwnedSemaphorePermit,
}

impl Post {
    /// By this mailer.
    pub(crate) fn new(mailer: Arc<dyn Mailer>) -> Self {
        Self {
            mailer,
            carriers: Arc::new(Semaphore::new(AT_ONCE as usize)),
        }
    }

    /// Somebody who is free, if there is one.
    pub(crate) fn carrier(&self) -> Option<Carrier> {
        let turn = self.carriers.clone().try_acquire_owned().ok()?;
        Some(Carrier {
            mailer: self.mailer.clone(),
            _turn: turn,
        })
    }

    /// Waits until nothing is under way.
    pub(crate) async fn finish(&self) {
        // Fails only where the semaphore was closed, which nobody does.
        drop(self.carriers.acquire_many(AT_ONCE).await);
    }
}

impl Carrier {
    /// Writes the mail and hands it over, some time after this returns. `write` gives none where
    /// there is nothing to send after all.
    pub(crate) fn carry(self, write: impl Future<Output = Option<Mail>> + Send + 'static) {
        tokio::spawn(async move {
            let Some(mail) = write.await else { return };
            for n in 1..=TRIES {
                match self.mailer.send(&mail).await {
                    Ok(()) => return,
                    // Whom it was for is not logged.
                    Err(error) => tracing::warn!(%error, n, "a mail was not sent"),
                }
                if n < TRIES {
                    tokio::time::sleep(Duration::from_secs(u64::from(n))).await;
                }
            }
        });
    }
}
