//! Messages that the server sends, and how to know that they are its own: Standard Webhooks
//! (<https://www.standardwebhooks.com>), symmetric signatures.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use serde::Deserialize;
use sha2::Sha256;

use crate::{Change, Moment};

/// How old a message may be, and how far ahead its clock, where nothing is said.
const TOLERANCE: Duration = Duration::from_secs(300);

/// Why a message is not taken for the server's. Answer it with 400, and do nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// A secret is not `whsec_` and base64.
    #[error("a secret is `whsec_` and base64")]
    Secret,
    /// There is no secret.
    #[error("name at least one secret")]
    NoSecret,
    /// A header is missing, or cannot be read.
    #[error("the header `{0}` is missing, or cannot be read")]
    Header(&'static str),
    /// It was signed too long ago, or is yet to come: it may have been kept back and sent again.
    #[error("its time is too far from now")]
    TooOld,
    /// No signature is made with one of the secrets.
    #[error("no signature is one of ours")]
    Signature,
    /// It is signed, and is none of this API's messages.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

/// Verifies messages with the secrets of one endpoint.
///
/// ```
/// use mutual_client::{Moment, Webhooks};
///
/// let webhooks = Webhooks::new(["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"])?;
/// let message = webhooks.verify_parts(
///     "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
///     "1649367553",
///     "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
///     br#"{"email":"test@example.com","username":"test_user"}"#,
///     Moment::from_millis(1_649_367_560_000),
/// )?;
/// assert_eq!(message.id, "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk");
/// # Ok::<(), mutual_client::WebhookError>(())
/// ```
#[derive(Clone)]
pub struct Webhooks {
    secrets: Vec<Vec<u8>>,
    tolerance: Duration,
}

/// Not the secrets.
impl fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhooks").finish_non_exhaustive()
    }
}

/// A message that is the server's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// Its id, which stays the same when it is sent again: do what it says once.
    pub id: &'a str,
    /// When it was signed.
    pub at: Moment,
    /// Its bytes.
    pub body: &'a [u8],
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct WebhookEvent {
    /// What happened, for example `consent.withdrawn`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub timestamp: Moment,
    /// The entry of the ledger, as in the feed.
    pub data: Change,
}

impl Message<'_> {
    /// What it says.
    ///
    /// # Errors
    ///
    /// [`WebhookError::Unreadable`] where it is no entry, as a test message is none.
    pub fn event(&self) -> Result<WebhookEvent, WebhookError> {
        let event = serde_json::from_slice(self.body);
        event.map_err(|error| WebhookError::Unreadable(error.to_string()))
    }
}

impl Webhooks {
    /// Verifies with these secrets: one, or the old and the new one while it is changed.
    ///
    /// # Errors
    ///
    /// [`WebhookError`] where there is none, or one is not as the server writes it.
    pub fn new<T: AsRef<str>>(secrets: impl IntoIterator<Item = T>) -> Result<Self, WebhookError> {
        let read = |secret: T| {
            let bytes = STANDARD.decode(secret.as_ref().trim().strip_prefix("whsec_")?);
            bytes.ok().filter(|bytes| !bytes.is_empty())
        };
        let secrets: Option<Vec<_>> = secrets.into_iter().map(read).collect();
        let secrets = secrets.ok_or(WebhookError::Secret)?;
        if secrets.is_empty() {
            return Err(WebhookError::NoSecret);
        }
        Ok(Self {
            secrets,
            tolerance: TOLERANCE,
        })
    }

    /// How far a message's time may be from now; five minutes where nothing is said.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies a message by its headers and the bytes of its body, as they came.
    ///
    /// # Errors
    ///
    /// [`WebhookError`].
    pub fn verify<'a>(
        &self,
        headers: &'a HeaderMap,
        body: &'a [u8],
        now: Moment,
    ) -> Result<Message<'a>, WebhookError> {
        let read = |name| {
            let value = headers.get(name).and_then(|value| value.to_str().ok());
            value.ok_or(WebhookError::Header(name))
        };
        let (id, at) = (read("webhook-id")?, read("webhook-timestamp")?);
        self.verify_parts(id, at, read("webhook-signature")?, body, now)
    }

    /// As [`Self::verify`], by the three headers `webhook-id`, `webhook-timestamp` and
    /// `webhook-signature`.
    ///
    /// # Errors
    ///
    /// [`WebhookError`].
    pub fn verify_parts<'a>(
        &self,
        id: &'a str,
        timestamp: &str,
        signatures: &str,
        body: &'a [u8],
        now: Moment,
    ) -> Result<Message<'a>, WebhookError> {
        let digits = !timestamp.is_empty() && timestamp.bytes().all(|byte| byte.is_ascii_digit());
        let seconds: Option<i64> = timestamp.parse().ok().filter(|_| digits);
        let at = seconds.and_then(|seconds| seconds.checked_mul(1_000));
        let at = at.ok_or(WebhookError::Header("webhook-timestamp"))?;
        // Signatures of other kinds are of no use, and of no harm.
        let given = signatures
            .split(' ')
            .filter_map(|signature| STANDARD.decode(signature.strip_prefix("v1,")?).ok());
        let mut known = false;
        for signature in given {
            for secret in &self.secrets {
                // HMAC takes keys of every length. Comparing takes as long wherever they differ.
                if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) {
                    mac.update(format!("{id}.{timestamp}.").as_bytes());
                    mac.update(body);
                    known |= mac.verify_slice(&signature).is_ok();
                }
            }
        }
        if !known {
            return Err(WebhookError::Signature);
        }
        let apart = now.as_millis().abs_diff(at);
        if u128::from(apart) > self.tolerance.as_millis() {
            return Err(WebhookError::TooOld);
        }
        Ok(Message {
            id,
            at: Moment::from_millis(at),
            body,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The specification's own example.
    const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    const OTHER: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk";
    const AT: &str = "1649367553";
    const BODY: &[u8] = br#"{"email":"test@example.com","username":"test_user"}"#;
    const SIGNATURE: &str = "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=";
    const NOW: Moment = Moment::from_millis(1_649_367_553_000);

    fn verify(
        secrets: &[&str],
        signatures: &str,
        body: &[u8],
        now: Moment,
    ) -> Option<WebhookError> {
        let webhooks = Webhooks::new(secrets).unwrap();
        let verified = webhooks.verify_parts(ID, AT, signatures, body, now);
        verified.err()
    }

    #[test]
    fn a_message_is_taken_under_each_secret_and_by_each_of_its_signatures() {
        assert_eq!(verify(&[SECRET], SIGNATURE, BODY, NOW), None);
        assert_eq!(verify(&[OTHER, SECRET], SIGNATURE, BODY, NOW), None);
        let several = format!("v1a,AAAA v1,AAAA {SIGNATURE}");
        assert_eq!(verify(&[SECRET], &several, BODY, NOW), None);
    }

    #[test]
    fn whatever_was_changed_is_refused() {
        let refused = Some(WebhookError::Signature);
        assert_eq!(verify(&[OTHER], SIGNATURE, BODY, NOW), refused);
        assert_eq!(verify(&[SECRET], SIGNATURE, b"{}", NOW), refused);
        for signatures in [
            "",
            "v1,",
            "v1",
            "v2,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
        ] {
            assert_eq!(verify(&[SECRET], signatures, BODY, NOW), refused);
        }
        let webhooks = Webhooks::new([SECRET]).unwrap();
        let renamed = webhooks.verify_parts("msg_2", AT, SIGNATURE, BODY, NOW);
        assert_eq!(renamed.err(), refused);
        let moved = webhooks.verify_parts(ID, "1649367554", SIGNATURE, BODY, NOW);
        assert_eq!(moved.err(), refused);
        for text in ["", "x", "+1649367553", "-1", "99999999999999999999"] {
            let error = WebhookError::Header("webhook-timestamp");
            let read = webhooks.verify_parts(ID, text, SIGNATURE, BODY, NOW);
            assert_eq!(read.err(), Some(error), "{text}");
        }
    }

    #[test]
    fn a_message_is_good_for_minutes_on_both_sides() {
        let later = |seconds: i64| Moment::from_millis(NOW.as_millis() + 1_000 * seconds);
        assert_eq!(verify(&[SECRET], SIGNATURE, BODY, later(300)), None);
        assert_eq!(verify(&[SECRET], SIGNATURE, BODY, later(-300)), None);
        let refused = Some(WebhookError::TooOld);
        assert_eq!(verify(&[SECRET], SIGNATURE, BODY, later(301)), refused);
        assert_eq!(verify(&[SECRET], SIGNATURE, BODY, later(-301)), refused);
        let patient = Webhooks::new([SECRET]).unwrap();
        let patient = patient.tolerance(Duration::from_secs(3_600));
        let verified = patient.verify_parts(ID, AT, SIGNATURE, BODY, later(3_000));
        assert_eq!(verified.map(|message| message.id), Ok(ID));
    }

    #[test]
    fn a_secret_is_as_the_server_writes_it() {
        let none: [&str; 0] = [];
        assert_eq!(Webhooks::new(none).unwrap_err(), WebhookError::NoSecret);
        for secret in ["", "whsec_", "whsec_*", "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"] {
            assert_eq!(Webhooks::new([secret]).unwrap_err(), WebhookError::Secret);
        }
    }
}
