//! Signatures, as the Standard Webhooks specification makes them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::clock::{Entropy, Timestamp, random};

/// A secret that an address and this installation share: `whsec_` and base64 of its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// A new one of 32 random bytes; the specification asks for 24 to 64.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self(random::<32>(entropy).to_vec())
    }

    /// The secret of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As the receiver keeps it. It is shown once.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("whsec_{}", STANDARD.encode(&self.0))
    }
}

/// Not the secret.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// The header `webhook-signature` of a message: one signature for each secret, parted by spaces.
#[must_use]
pub fn sign(secrets: &[Secret], id: &str, at: Timestamp, body: &[u8]) -> String {
    let seconds = at.as_millis().div_euclid(1_000);
    let signatures = secrets.iter().map(|secret| {
        let mut signed = Vec::new();
        // HMAC takes keys of every length.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret.0) {
            mac.update(format!("{id}.{seconds}.").as_bytes());
            mac.update(body);
            signed = mac.finalize().into_bytes().to_vec();
        }
        format!("v1,{}", STANDARD.encode(signed))
    });
    signatures.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn a_signature_is_the_specifications() {
        let bytes = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let secret = Secret::from_bytes(bytes);
        assert_eq!(secret.reveal(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let at = Timestamp::from_millis(1_614_265_330_000);
        let body = br#"{"test": 2432232314}"#;
        let signature = sign(
            std::slice::from_ref(&secret),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at,
            body,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let both = sign(
            &[secret.clone(), secret],
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at,
            body,
        );
        assert_eq!(both, format!("{signature} {signature}"));
    }
}
