//! How people come in and leave: sessions, passwords, links.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::id::{AccountId, CustomerId};

/// How somebody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrongEnough {
    /// By a signed link: enough for her own exchanges.
    Link,
    /// By password: enough for the account as well.
    Password,
}

/// Who is at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Who acts.
    pub actor: Actor,
    /// The account, where there is one.
    pub account: Option<AccountId>,
    /// The address to show, where there is an account.
    pub email: Option<String>,
    /// How she came in.
    pub by: StrongEnough,
}

impl Principal {
    /// The customer, where it is one.
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        match self.actor {
            Actor::Customer(id) => Some(id),
            _ => None,
        }
    }
}

/// Why somebody did not come in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DoorError {
    /// The address or the password is wrong; which one is never said.
    #[error("the address or the password is wrong")]
    Wrong,
    /// Too many tries; seconds until the next one.
    #[error("too many tries; wait {0} seconds")]
    TooMany(u32),
    /// The password is too short, too long or one that many people use.
    #[error("choose another password: {0}")]
    Weak(String),
    /// The link is not good any more, or never was.
    #[error("this link is not good any more")]
    BadLink,
    /// One must sign in for that.
    #[error("sign in first")]
    NotIn,
    /// Something that this needs is away. Nothing was changed.
    #[error("this does not work right now; nothing was changed")]
    Away,
}

/// The right to have one thing under way, for as long as it is kept.
pub struct Turn {
    _held: Box<dyn Send + Sync>,
}

impl Turn {
    /// Ends when `held` is dropped with it.
    #[must_use]
    pub fn new(held: impl Send + Sync + 'static) -> Self {
        Self {
            _held: Box::new(held),
        }
    }
}

/// What a note is kept for: one page, and there what came of one step. No other page is shown it, nor the
/// same one about another step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotePlace {
    /// Its address, as far as that says which page it is: about what, and on which side.
    pub page: String,
    /// Whether it is what was typed and is stored nowhere: the step was refused, or made words ready to go on
    /// with. Anything else is shown once.
    pub is_refused: bool,
    /// In a word, why it was, or what was done.
    pub came: String,
}

/// The door, for one request: it knows the session and the address that the request came from.
#[async_trait]
pub trait Door: Send + Sync {
    /// Who is in.
    fn principal(&self) -> Option<Principal>;

    /// Signs in with e-mail and password, into a fresh session.
    async fn sign_in(&self, email: &str, password: &str) -> Result<Principal, DoorError>;

    /// Leaves this session.
    async fn sign_out(&self) -> Result<(), DoorError>;

    /// Ends every session of whoever is in, this one too.
    async fn sign_out_everywhere(&self) -> Result<(), DoorError>;

    /// Mails a link to set a new password, if such an account exists; the answer never tells.
    async fn forgot(&self, email: &str) -> Result<(), DoorError>;

    /// Mails somebody who was invited the link to set a first password, for as long as the account
    /// has none. Only for somebody of the team.
    async fn invite(&self, account: AccountId) -> Result<(), DoorError>;

    /// Sets a new password by a mailed ticket, and ends every session of the account.
    async fn reset(&self, ticket: &str, password: &str) -> Result<(), DoorError>;

    /// Changes the password of whoever is in, and ends her other sessions.
    async fn change_password(&self, old: &str, new: &str) -> Result<(), DoorError>;

    /// Keeps a note for one page of this visitor: what a refused form said, so that nothing typed is lost,
    /// or what is to be shown there once. It takes the place of the one that waited there. A visitor has
    /// the newest eight, of 512 KiB together; of one that is longer nothing is kept, nor of what was typed where
    /// what is to be shown once leaves it no room. It starts a short session where there is none; for a
    /// stranger only after a try that was counted and let through, so that nobody fills the database with notes.
    async fn put_note(&self, place: &NotePlace, note: String) -> Result<(), DoorError>;

    /// The note that waits there, once.
    async fn take_note(&self, place: &NotePlace) -> Option<String>;

    /// The note that waits there, left where it is.
    async fn note(&self, place: &NotePlace) -> Option<String>;

    /// Forgets what was typed on that page and refused, whyever it was: by now something is stored.
    async fn forget_refused(&self, page: &str);

    /// Comes in by a signed link (its whole query), in place of whoever is in; the page to open.
    async fn open_link(&self, link: &str) -> Result<String, DoorError>;

    /// Waits until the customer who is in may have one more command under way. `widens` says
    /// whether it turns anything on: of those there is a limit, while turning off is only slowed
    /// down.
    async fn turn(&self, widens: bool) -> Result<Turn, DoorError>;

    /// Mails a new link to the customer of an expired signed link (its whole query), if she has
    /// an address; the answer never tells.
    async fn send_new_link(&self, expired: &str) -> Result<(), DoorError>;
}
