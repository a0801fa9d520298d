//! What a customer keeps of one choice, and what it proves.
//!
//! A receipt carries the entry itself with the nonce that opens its commitment, the leaf, its place
//! in the log and a signed head of the log. Whoever has the log's public key can check it without
//! asking anybody.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::audit::Public;
use super::encoding::{FORMAT, commitment};
use super::tree::{Hash, ProofError, leaf_hash, verify_inclusion};
use super::{Body, Checkpoint, Entry, Leaf, NoteError, VerifyingKey, unseal};
use crate::catalogue::Document;
use crate::clock::Timestamp;
use crate::digest::hex;
use crate::id::ReceiptId;
use crate::port::{EntryRow, Inclusion, SignedHead};

/// The format of receipts made now.
const RECEIPT: &str = "mutual-receipt/1";

/// What a customer keeps of one choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// `mutual-receipt/1`.
    pub format: String,
    /// Its name.
    pub receipt: ReceiptId,
    /// The entry's place in the log.
    pub index: u64,
    /// When the entry was appended.
    pub at: Timestamp,
    /// What was chosen, by whom and how, word for word as the log holds it.
    pub entry: Body,
    /// The proposition as it was shown; none where the entry is about all of them.
    pub wording: Option<Document>,
    /// Who asked, and how to take it back.
    pub issuer: Issuer,
    /// What proves it; none until a signed head covers it, a second at most.
    pub proof: Option<Proof>,
}

/// Who asked. This part is not proven by the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// The organisation's name.
    pub name: String,
    /// Where people write to.
    pub contact: String,
    /// Who answers about data protection.
    pub data_protection_contact: String,
    /// Where it can be turned off.
    pub withdraw_at: String,
}

/// What proves a receipt. Bytes are in base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The public part of the entry.
    pub leaf: String,
    /// What opens the leaf's commitment, together with the entry.
    pub nonce: String,
    /// A signed head of the log that covers the entry.
    pub checkpoint: String,
    /// From the leaf up to that head's root.
    pub inclusion: Vec<String>,
}

/// Why a receipt proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// It is no receipt of this format.
    #[error("this is no receipt that this program can read")]
    Format,
    /// It was given out before a signed head covered it.
    #[error("this receipt carries no proof yet: fetch it again")]
    NotYet,
    /// Its head is not signed by the key, or of another log.
    #[error("{0}")]
    Head(#[from] NoteError),
    /// The leaf is not in the log at that place.
    #[error("the entry is not in the log that was signed: {0}")]
    Inclusion(#[from] ProofError),
    /// The leaf is of another entry.
    #[error("the signed entry is another one: its {0} is not the receipt's")]
    Other(&'static str),
    /// The wording is not the one that was shown.
    #[error("the wording is not the one that was agreed on")]
    Wording,
}

/// What a receipt proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// In which log: its name.
    pub log: String,
    /// How many entries its signed head covers.
    pub size: u64,
    /// Whether the receipt carries the wording that was shown.
    pub wording: bool,
}

impl Receipt {
    /// The wording in the language that it was shown in.
    #[must_use]
    pub fn shown(&self) -> Option<Cow<'_, Document>> {
        let wording = self.wording.as_ref()?;
        let locale = match &self.entry {
            Body::Chosen(chosen) => chosen.locale.as_deref(),
            _ => None,
        };
        wording.in_locale(locale.unwrap_or(&wording.locale))
    }

    /// The receipt of the entry in `row`. `None` where the entry is none that anybody keeps.
    #[must_use]
    pub fn of(
        row: &EntryRow,
        wording: Option<Document>,
        issuer: Issuer,
        proof: Option<(&SignedHead, &Inclusion)>,
    ) -> Option<Self> {
        let side = row.side.as_ref()?;
        let Entry { index, at, body } = unseal(row.index, row.at, &side.payload).ok()?;
        let in_base64 = |hashes: &[Hash]| hashes.iter().map(|hash| STANDARD.encode(hash)).collect();
        let proof = proof.map(|(head, inclusion)| Proof {
            leaf: STANDARD.encode(row.leaf),
            nonce: STANDARD.encode(side.nonce),
            checkpoint: head.note.clone(),
            inclusion: in_base64(&inclusion.proof),
        });
        Some(Self {
            format: RECEIPT.to_owned(),
            receipt: body.receipt()?,
            index,
            at,
            entry: body,
            wording,
            issuer,
            proof,
        })
    }

    /// Checks the receipt with the public keys of the log, and nothing else.
    ///
    /// Proven is then: somebody with the log's key wrote down this entry, at this place and time,
    /// about this wording, and cannot have changed it since. Not proven is who the customer is,
    /// and what stands under `issuer`.
    ///
    /// # Errors
    ///
    /// [`Unproven`].
    pub fn verify(&self, keys: &[VerifyingKey]) -> Result<Proven, Unproven> {
        if self.format != RECEIPT {
            return Err(Unproven::Format);
        }
        let proof = self.proof.as_ref().ok_or(Unproven::NotYet)?;
        let head = Checkpoint::verify(&proof.checkpoint, keys)?;
        let leaf: Leaf = bytes(&proof.leaf)?;
        let inclusion = proof.inclusion.iter().map(|hash| bytes(hash));
        let inclusion: Vec<Hash> = inclusion.collect::<Result<_, _>>()?;
        verify_inclusion(
            &leaf_hash(&leaf),
            self.index,
            head.size,
            &inclusion,
            &head.root,
        )?;
        let public = Public::of(&leaf);
        // The entry's JSON is the payload that was committed to, byte for byte.
        let payload = serde_json::to_vec(&self.entry).map_err(|_| Unproven::Format)?;
        for (same, what) in [
            (public.format == FORMAT, "format"),
            (public.index == self.index, "place"),
            (public.millis == self.at.as_millis(), "time"),
            (public.kind == self.entry.kind().code(), "kind"),
            (
                public.commitment == commitment(&bytes(&proof.nonce)?, &payload),
                "content",
            ),
            (self.entry.receipt() == Some(self.receipt), "name"),
        ] {
            if !same {
                return Err(Unproven::Other(what));
            }
        }
        let shown = match &self.entry {
            Body::Chosen(chosen) => Some((&chosen.shown, &chosen.proposition)),
            _ => None,
        };
        match (shown, &self.wording) {
            (Some((hash, key)), Some(wording)) => {
                if hex(&wording.hash()) != *hash || wording.key != *key {
                    return Err(Unproven::Wording);
                }
            }
            (None, Some(_)) => return Err(Unproven::Wording),
            (_, None) => {}
        }
        Ok(Proven {
            log: head.origin,
            size: head.size,
            wording: self.wording.is_some(),
        })
    }
}

/// As many bytes as there must be, from base64.
fn bytes<const N: usize>(text: &str) -> Result<[u8; N], Unproven> {
    let decoded = STANDARD.decode(text).map_err(|_| Unproven::Format)?;
    decoded.try_into().map_err(|_| Unproven::Format)
}
