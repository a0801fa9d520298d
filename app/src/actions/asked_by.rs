//! Somebody of the team who sends a form that makes a secret.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::clock::random;
use mutual::digest::{from_hex, sha256};
use mutual::id::AccountId;
use serde::Serialize;

use super::{current, staff};
use crate::context::Ctx;

/// Somebody of the team who is in.
pub(super) struct AskedBy {
    pub(super) ctx: Ctx,
    pub(super) actor: Actor,
    account: AccountId,
}

impl AskedBy {
    /// Who asks, or where to go instead: `sign_in`.
    pub(super) fn now(sign_in: &'static str) -> Result<Result<Self, &'static str>, ServerFnError> {
        let ctx = current()?;
        Ok(match staff(&ctx) {
            Some((actor, account)) => Ok(Self {
                ctx,
                actor,
                account,
            }),
            None => Err(sign_in),
        })
    }

    /// The digest of what makes a secret: of the form's own key, which nobody guesses, of whoever
    /// sends it, and of what was typed. A form without a key is one of its own each time.
    pub(super) fn made_by(&self, key: &str, typed: &str) -> [u8; 32] {
        let key: [u8; 16] =
            from_hex(key).unwrap_or_else(|| random(self.ctx.mutual.clients().entropy));
        let account = self.account.to_bytes();
        sha256(&[&key, account.as_slice(), typed.as_bytes()].concat())
    }

    /// Keeps something for the next page; where that cannot be done, the page shows what is stored.
    pub(super) async fn notes(&self, note: &impl Serialize) {
        let note = serde_json::to_string(note).unwrap_or_default();
        let _ = self.ctx.door.put_flash(note).await;
    }
}
