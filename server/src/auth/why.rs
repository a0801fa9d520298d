//! The short signed link of a decision: whoever has it may read that one decision, and say that this
//! kind of thing shall stop.
//!
//! It is short, for it goes into messages: 43 characters. The first 16 bytes are the decision's id, the
//! other 16 the first half of an HMAC-SHA256 over two lines (RFC 2104, 5, lets no less than half be
//! left). It has no end: a message may be read late. The bytes are described in `server/README.md`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use mutual::id::DecisionId;
use sha2::Sha256;

/// The first signed line on each side: a link of one side is none of the other.
const CONTEXTS: [(&str, bool); 2] = [("mutual-why-v1", false), ("mutual-test-why-v1", true)];

/// The path of a link to that decision, below the public address.
#[must_use]
pub fn sign(key: &[u8; 32], id: DecisionId, is_test: bool) -> String {
    let seal = CONTEXTS.iter().find(|(_, test)| *test == is_test);
    let seal = seal.and_then(|(context, _)| seal_of(key, context, id));
    let mut token = id.to_bytes().to_vec();
    token.extend(seal.unwrap_or_default());
    format!("/why/{}", URL_SAFE_NO_PAD.encode(token))
}

/// The decision that a genuine link names, and whether it is one of the test side.
#[must_use]
pub fn read(keys: &[[u8; 32]], token: &str) -> Option<(DecisionId, bool)> {
    let bytes: [u8; 32] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
    let (id, seal) = bytes.split_at(16);
    let id = DecisionId::from_bytes(id.try_into().ok()?);
    let is_genuine = |context: &str| {
        let mut macs = keys.iter().filter_map(|key| mac(key, context, id));
        macs.any(|mac| mac.verify_truncated_left(seal).is_ok())
    };
    let side = CONTEXTS.iter().find(|(context, _)| is_genuine(context));
    side.map(|(_, is_test)| (id, *is_test))
}

fn seal_of(key: &[u8; 32], context: &str, id: DecisionId) -> Option<[u8; 16]> {
    let whole: [u8; 32] = mac(key, context, id)?.finalize().into_bytes().into();
    whole.first_chunk().copied()
}

fn mac(key: &[u8; 32], context: &str, id: DecisionId) -> Option<Hmac<Sha256>> {
    // HMAC takes keys of every length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(context.as_bytes());
    mac.update(b"\n");
    mac.update(id.to_string().as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> DecisionId {
        DecisionId::from_bytes([7; 16])
    }

    #[test]
    fn a_link_is_short_and_leads_back_to_its_decision() {
        let (old, new) = ([1; 32], [2; 32]);
        let path = sign(&old, id(), false);
        let token = path.strip_prefix("/why/").unwrap();
        assert_eq!(token.len(), 43);
        assert_eq!(read(&[new, old], token), Some((id(), false)));
        let path = sign(&old, id(), true);
        let test = path.strip_prefix("/why/").unwrap();
        assert_eq!(read(&[old], test), Some((id(), true)));
        assert_eq!(read(&[new], token), None, "another key");
    }

    #[test]
    fn whatever_is_changed_it_is_none_any_more() {
        let key = [1; 32];
        let path = sign(&key, id(), false);
        let token = path.strip_prefix("/why/").unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(token).unwrap();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(read(&[key], &URL_SAFE_NO_PAD.encode(changed)), None);
        }
        for bad in [
            "",
            "a",
            &token[..42],
            &format!("{token}A"),
            &format!("{token}="),
        ] {
            assert_eq!(read(&[key], bad), None, "{bad}");
        }
        assert_eq!(read(&[key], &id().to_string()), None);
    }

    #[test]
    fn the_bytes_are_those_that_are_described() {
        let mut key = [0; 32];
        (0..32).for_each(|n| key[usize::from(n)] = n);
        let id: DecisionId = "dec_01KB3Y6V9Q8T5W2R7N4M1H0J3K".parse().unwrap();
        assert_eq!(sign(&key, id, false), VECTOR);
    }

    const VECTOR: &str = "/why/AZrH4203RovBYPUlAxBIcy2XdTyg0oAqfjm5wgaVtiI";
}
