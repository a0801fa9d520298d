//! A receipt as a JSON Web Signature (RFC 7515), signed with Ed25519 (RFC 8037), in the compact
//! form.
//!
//! The signature says that the organisation gave the receipt out as it is, with what the log does
//! not prove: who asked, and where it can be taken back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde_json::{Value, json};

use crate::digest::sha256;

/// The key that receipts are signed with.
#[derive(Clone)]
pub struct ReceiptKey {
    key: SigningKey,
    /// Keys that signed before.
    older: Vec<VerifyingKey>,
}

/// Why a signature is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadJws {
    /// It is no signature of this form.
    #[error("this is no signed receipt")]
    Malformed,
    /// It is signed by another key, or was changed.
    #[error("the signature on the receipt is not by this organisation's key")]
    Signature,
}

impl ReceiptKey {
    /// The key with this secret.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        Self {
            key: SigningKey::from_bytes(secret),
            older: Vec::new(),
        }
    }

    /// Names a key that signed before, by its public half; what is no such half is left out.
    #[must_use]
    pub fn after(mut self, public: &[u8; 32]) -> Self {
        self.older.extend(VerifyingKey::from_bytes(public));
        self
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The public halves as JSON Web Keys (RFC 7517, RFC 8037), the newest first.
    #[must_use]
    pub fn jwks(&self) -> Vec<Value> {
        self.keys().map(|key| jwk(&key)).collect()
    }

    fn keys(&self) -> impl Iterator<Item = VerifyingKey> {
        std::iter::once(self.key.verifying_key()).chain(self.older.iter().copied())
    }

    /// Signs a receipt.
    #[must_use]
    pub fn sign(&self, receipt: &[u8]) -> String {
        let key = self.key.verifying_key();
        let header = json!({
            "alg": "EdDSA", "cty": "json", "kid": thumbprint(&key), "typ": "mutual-receipt+jws",
        });
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode(receipt));
        let signature = self.key.sign(signed.as_bytes()).to_bytes();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The receipt in `jws`, where this key signed it, or one before it.
    ///
    /// # Errors
    ///
    /// [`BadJws`].
    pub fn verify(&self, jws: &str) -> Result<Vec<u8>, BadJws> {
        let receipt = payload(jws)?;
        let (signed, signature) = jws.trim().rsplit_once('.').ok_or(BadJws::Malformed)?;
        let signature = URL_SAFE_NO_PAD
            .decode(signature)
            .map_err(|_| BadJws::Malformed)?;
        let signature = Signature::from_slice(&signature).map_err(|_| BadJws::Malformed)?;
        let verifies = |key: VerifyingKey| key.verify_strict(signed.as_bytes(), &signature).is_ok();
        if self.keys().any(verifies) {
            Ok(receipt)
        } else {
            Err(BadJws::Signature)
        }
    }
}

/// The receipt in `jws`, whoever signed it.
///
/// # Errors
///
/// [`BadJws::Malformed`].
pub fn payload(jws: &str) -> Result<Vec<u8>, BadJws> {
    let parts: Vec<_> = jws.trim().split('.').collect();
    let [header, payload, _] = parts.as_slice() else {
        return Err(BadJws::Malformed);
    };
    let decode = |part: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(part);
        bytes.map_err(|_| BadJws::Malformed)
    };
    let header: Value = serde_json::from_slice(&decode(header)?).map_err(|_| BadJws::Malformed)?;
    // Whatever else the header asks for is not understood, and `none` is no signature.
    let algorithm = header.get("alg").and_then(Value::as_str);
    if algorithm != Some("EdDSA") || header.get("crit").is_some() {
        return Err(BadJws::Malformed);
    }
    decode(payload)
}

fn jwk(key: &VerifyingKey) -> Value {
    json!({
        "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
        "kid": thumbprint(key), "x": URL_SAFE_NO_PAD.encode(key.as_bytes()),
    })
}

/// The name of a key (RFC 7638).
fn thumbprint(key: &VerifyingKey) -> String {
    let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(sha256(canonical.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037, appendix A.
    const SECRET: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    fn key() -> ReceiptKey {
        let secret = URL_SAFE_NO_PAD.decode(SECRET).unwrap();
        ReceiptKey::new(&secret.try_into().unwrap())
    }

    #[test]
    fn the_key_is_named_as_the_standard_does_it() {
        let jwk = &key().jwks()[0];
        assert_eq!(jwk["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assert_eq!(jwk["kid"], "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn what_was_signed_is_read_and_what_was_changed_is_not() {
        let jws = key().sign(br#"{"receipt":"rcp_1"}"#);
        assert_eq!(key().verify(&jws).unwrap(), br#"{"receipt":"rcp_1"}"#);
        assert_eq!(payload(&jws).unwrap(), br#"{"receipt":"rcp_1"}"#);
        let other = ReceiptKey::new(&[7; 32]);
        assert_eq!(other.verify(&jws), Err(BadJws::Signature));
        let later = other.clone().after(&key().public());
        assert!(later.verify(&jws).is_ok(), "by the key before");
        assert_eq!(later.jwks().len(), 2);
        for place in 0..jws.len() {
            let mut changed = jws.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(key().verify(&changed).is_err(), "{place}");
        }
        for bad in ["", "a", "a.b", "a.b.c", "..", "a.b.c.d"] {
            assert_eq!(key().verify(bad), Err(BadJws::Malformed), "{bad}");
        }
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        assert_eq!(payload(&format!("{none}.e30.")), Err(BadJws::Malformed));
    }
}
