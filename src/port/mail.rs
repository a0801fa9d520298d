//! Mail that leaves the house.

use async_trait::async_trait;

/// A plain-text mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address it goes to.
    pub to: String,
    /// Its subject: one line.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// The mail could not be handed over. Try again later.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mail could not be sent: {0}")]
pub struct MailError(pub String);

/// Who carries mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the mail over; `Ok` means that the next station has it.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
}
