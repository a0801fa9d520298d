//! The bytes of an entry: a public leaf with a salted commitment, and a personal side.
//!
//! A leaf is 98 bytes, big endian: format (1) ‖ log id (16) ‖ index (8) ‖ milliseconds (8) ‖
//! kind (1) ‖ subject tag (32) ‖ commitment (32). The subject tag is
//! HMAC-SHA256(customer key, "mutual-subject-v1" ‖ index): without the key nobody can link two
//! entries of one person. The commitment is SHA-256(0x02 ‖ nonce ‖ payload): once nonce and
//! payload are destroyed it says nothing about them, and the leaf stays what it was.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{Body, Entry, EntryKind, Undecodable};
use crate::clock::Timestamp;

/// The format of leaves made now.
pub(super) const FORMAT: u8 = 1;
/// Keeps commitments apart from the leaf and node hashes of RFC 6962 (0x00 and 0x01).
const COMMITMENT: u8 = 2;

/// The public part of an entry.
pub type Leaf = [u8; 98];

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The public part; it stays for ever.
    pub leaf: Leaf,
    /// 32 random bytes; destroyed by an erasure.
    pub nonce: [u8; 32],
    /// The body as JSON; destroyed by an erasure.
    pub payload: Vec<u8>,
}

/// Who an entry is about, for those who hold the customer's key.
#[must_use]
pub fn subject_tag(customer_key: &[u8; 32], index: u64) -> [u8; 32] {
    // HMAC takes keys of every length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(customer_key) else {
        return [0; 32];
    };
    mac.update(b"mutual-subject-v1");
    mac.update(&index.to_be_bytes());
    mac.finalize().into_bytes().into()
}

/// What a leaf commits to.
pub(super) fn commitment(nonce: &[u8; 32], payload: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update([COMMITMENT])
        .chain_update(nonce)
        .chain_update(payload)
        .finalize()
        .into()
}

/// The stored form of `entry`. `customer_key` is the key of the customer that it is about.
#[must_use]
pub fn seal(
    log: &[u8; 16],
    entry: &Entry,
    customer_key: Option<&[u8; 32]>,
    nonce: [u8; 32],
) -> Sealed {
    // The body has string keys and no failing serialiser.
    let payload = serde_json::to_vec(&entry.body).unwrap_or_default();
    let commitment = commitment(&nonce, &payload);
    let tag = customer_key.map_or([0; 32], |key| subject_tag(key, entry.index));
    let mut leaf = [0; 98];
    let parts: [&[u8]; 7] = [
        &[FORMAT],
        log,
        &entry.index.to_be_bytes(),
        &entry.at.as_millis().to_be_bytes(),
        &[entry.body.kind().code()],
        &tag,
        &commitment,
    ];
    for (to, from) in leaf.iter_mut().zip(parts.into_iter().flatten()) {
        *to = *from;
    }
    Sealed {
        leaf,
        nonce,
        payload,
    }
}

/// Reads a stored entry back.
///
/// # Errors
///
/// [`Undecodable`] where the payload is no body that this program knows.
pub fn unseal(index: u64, at: Timestamp, payload: &[u8]) -> Result<Entry, Undecodable> {
    match body(payload) {
        Ok(body) => Ok(Entry { index, at, body }),
        Err(why) => Err(Undecodable { index, why }),
    }
}

/// Reads a body. It begins with its tag, so what follows is read straight into the type that the
/// tag stands for: serde's own way with tagged enums copies the whole payload into a tree first,
/// which is most of the cost of checking a log.
fn body(payload: &[u8]) -> Result<Body, String> {
    if let Some(chosen) = super::quick::chosen(payload) {
        return Ok(Body::Chosen(chosen));
    }
    fn read<'a, T: Deserialize<'a>>(payload: &'a [u8]) -> Result<T, String> {
        serde_json::from_slice(payload).map_err(|error| error.to_string())
    }
    let rest = payload.strip_prefix(b"{\"body\":\"");
    let rest = rest.ok_or("it does not begin with what it is")?;
    match rest.split(|byte| *byte == b'"').next().unwrap_or(rest) {
        b"genesis" => read(payload).map(Body::Genesis),
        b"chosen" => read(payload).map(Body::Chosen),
        b"paused" => read(payload).map(Body::Paused),
        b"resumed" => read(payload).map(Body::Resumed),
        b"signalled" => read(payload).map(Body::Signalled),
        b"announced" => read(payload).map(Body::Announced),
        b"forgotten" => read(payload).map(Body::Forgotten),
        b"published" => read(payload).map(Body::Published),
        b"retired" => read(payload).map(Body::Retired),
        b"registry" => read(payload).map(Body::Registry),
        b"erased" => read(payload).map(Body::Erased),
        b"readmitted" => read(payload).map(Body::Readmitted),
        b"merged" => read(payload).map(Body::Merged),
        b"split" => read(payload).map(Body::Split),
        b"red_lines" => read(payload).map(Body::RedLines),
        b"human_only" => read(payload).map(Body::HumanOnly),
        b"human_only_ended" => read(payload).map(Body::HumanOnlyEnded),
        b"situation" => read(payload).map(Body::Situation),
        b"inference_rejected" => read(payload).map(Body::InferenceRejected),
        b"case_opened" => read(payload).map(Body::CaseOpened),
        b"case_decided" => read(payload).map(Body::CaseDecided),
        b"decisions_sealed" => read(payload).map(Body::DecisionsSealed),
        _ => Err("it is of a kind that this program does not know".to_owned()),
    }
}

/// The kind of entry that a leaf is of, where this program knows it.
#[must_use]
pub fn kind_of(leaf: &Leaf) -> Option<EntryKind> {
    EntryKind::of_code(super::audit::Public::of(leaf).kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{ActorKind, ActorRef, Route};
    use crate::id::{CustomerId, ReceiptId};
    use crate::ledger::{Readmitted, Whole};

    fn paused() -> Entry {
        Entry {
            index: 7,
            at: Timestamp::from_millis(1_700_000_000_000),
            body: Body::Paused(Whole {
                customer: CustomerId::from_bytes([1; 16]),
                receipt: ReceiptId::from_bytes([2; 16]),
                actor: ActorRef {
                    kind: ActorKind::System,
                    id: None,
                },
                route: Route::Page,
                evidence: None,
            }),
        }
    }

    #[test]
    fn an_entry_reads_back_and_its_leaf_never_changes() {
        let sealed = seal(&[9; 16], &paused(), Some(&[3; 32]), [4; 32]);
        assert_eq!(unseal(7, paused().at, &sealed.payload), Ok(paused()));
        let hex = crate::digest::hex(&sealed.leaf);
        assert_eq!(
            String::from_utf8(sealed.payload).unwrap(),
            "{\"body\":\"paused\",\"customer\":\"cus_01040G2081040G2081040G2081\",\
             \"receipt\":\"rcp_02081040G2081040G2081040G2\",\
             \"actor\":{\"kind\":\"system\",\"id\":null},\"route\":\"page\"}"
        );
        assert_eq!(hex.len(), 196);
        assert!(
            hex.starts_with("01090909090909090909090909090909090000000000000007"),
            "{hex}"
        );
    }

    #[test]
    fn a_readmission_reads_back_and_names_nobody_in_its_leaf() {
        let entry = Entry {
            body: Body::Readmitted(Readmitted {
                customer: CustomerId::from_bytes([1; 16]),
                actor: ActorRef {
                    kind: ActorKind::System,
                    id: None,
                },
                route: Route::System,
            }),
            ..paused()
        };
        let sealed = seal(&[9; 16], &entry, None, [4; 32]);
        assert_eq!(
            String::from_utf8(sealed.payload.clone()).unwrap(),
            "{\"body\":\"readmitted\",\"customer\":\"cus_01040G2081040G2081040G2081\",\
             \"actor\":{\"kind\":\"system\",\"id\":null},\"route\":\"system\"}"
        );
        assert_eq!(sealed.leaf[33..66], [&[20][..], &[0; 32]].concat());
        assert_eq!(kind_of(&sealed.leaf), Some(EntryKind::Readmitted));
        assert_eq!(unseal(7, entry.at, &sealed.payload), Ok(entry));
    }

    #[test]
    fn two_entries_of_one_person_share_nothing_that_can_be_seen() {
        let (one, two) = (subject_tag(&[3; 32], 7), subject_tag(&[3; 32], 8));
        assert_ne!(one, two);
        assert_ne!(one, subject_tag(&[5; 32], 7));
    }

    #[test]
    fn a_leaf_says_nothing_that_its_nonce_does_not_open() {
        let one = seal(&[9; 16], &paused(), None, [4; 32]);
        let two = seal(&[9; 16], &paused(), None, [5; 32]);
        assert_ne!(one.leaf, two.leaf);
        assert_eq!(one.leaf[..66], two.leaf[..66]);
    }
}
