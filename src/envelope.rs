//! What becomes unreadable with the key of the customer that it is about.
//!
//! Some rows are written for every choice and can be found by their customer only with an index
//! that every choice would pay for. What they hold is encrypted with her key instead: once that is
//! destroyed, they are noise.

use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::clock::{Entropy, random};

/// How many bytes the nonce before the rest has.
const NONCE: usize = 24;

/// What was enclosed cannot be read: it is damaged, or of somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was enclosed with a customer's key cannot be read")]
pub struct Unreadable;

/// Encloses `content` with a customer's key.
#[must_use]
pub fn enclose(customer_key: &[u8; 32], content: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
    let nonce: [u8; NONCE] = random(entropy);
    let sealed = cipher(customer_key).encrypt(&XNonce::from(nonce), content);
    // It fails for what is longer than 256 GiB.
    let mut enclosed = nonce.to_vec();
    enclosed.extend(sealed.unwrap_or_default());
    enclosed
}

/// Reads what [`enclose`] made.
///
/// # Errors
///
/// [`Unreadable`] where this is not the key.
pub fn disclose(customer_key: &[u8; 32], enclosed: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let (nonce, sealed) = enclosed.split_first_chunk::<NONCE>().ok_or(Unreadable)?;
    let content = cipher(customer_key).decrypt(&XNonce::from(*nonce), sealed);
    content.map_err(|_| Unreadable)
}

/// A key of its own, so that the customer's key has one use each.
fn cipher(customer_key: &[u8; 32]) -> XChaCha20Poly1305 {
    let mut key = [0; 32];
    // HMAC takes keys of every length.
    if let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(customer_key) {
        mac.update(b"mutual-envelope-v1");
        key = mac.finalize().into_bytes().into();
    }
    XChaCha20Poly1305::new(&Key::from(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (n, byte) in (0..).zip(bytes) {
                *byte = n;
            }
        }
    }

    #[test]
    fn only_her_key_opens_it_and_a_wrong_bit_is_found() {
        let enclosed = enclose(&[1; 32], b"three recipes a week", &Counting);
        assert!(!enclosed.windows(7).any(|part| part == b"recipes"));
        assert_eq!(
            disclose(&[1; 32], &enclosed).unwrap(),
            b"three recipes a week"
        );
        assert_eq!(disclose(&[2; 32], &enclosed), Err(Unreadable));
        for bit in 0..enclosed.len() * 8 {
            let mut flipped = enclosed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(disclose(&[1; 32], &flipped), Err(Unreadable), "{bit}");
        }
        for length in 0..enclosed.len() {
            assert_eq!(disclose(&[1; 32], &enclosed[..length]), Err(Unreadable));
        }
    }
}
