//! Somebody of the team who sends a form.

use std::str::FromStr;

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::clock::random;
use mutual::digest::{from_hex, sha256};
use mutual::id::AccountId;

use super::{current, sign_in_for, staff};
use crate::context::Ctx;

/// Somebody of the team who is in.
pub(super) struct AskedBy {
    pub(super) ctx: Ctx,
    pub(super) actor: Actor,
    account: AccountId,
}

impl AskedBy {
    /// Who sends a form of `page`, or where to go instead: to sign in, and come back to it.
    pub(super) fn now(page: &str) -> Result<Result<Self, String>, ServerFnError> {
        let ctx = current()?;
        Ok(match staff(&ctx) {
            Some((actor, account)) => Ok(Self {
                ctx,
                actor,
                account,
            }),
            None => Err(sign_in_for(page)),
        })
    }

    /// As [`Self::now`], with the id of what the form is about; back to `page` where it is none.
    pub(super) fn about<I: FromStr>(
        page: &str,
        id: &str,
    ) -> Result<Result<(Self, I), String>, ServerFnError> {
        let asked = Self::now(page)?;
        Ok(asked.and_then(|asked| match id.parse() {
            Ok(id) => Ok((asked, id)),
            Err(_) => Err(page.to_owned()),
        }))
    }

    /// The same, over the side that a form names.
    pub(super) fn of_side(mut self, side: &str) -> Self {
        self.ctx = self.ctx.of_side(side);
        self
    }

    /// The digest of what makes a secret: of the form's own key, which nobody guesses, of whoever
    /// sends it, and of what was typed. A form without a key is one of its own each time.
    pub(super) fn made_by(&self, key: &str, typed: &str) -> [u8; 32] {
        let key: [u8; 16] =
            from_hex(key).unwrap_or_else(|| random(self.ctx.mutual.clients().entropy));
        let account = self.account.to_bytes();
        sha256(&[&key, account.as_slice(), typed.as_bytes()].concat())
    }
}
