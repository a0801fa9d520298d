//! The door of one request: how people come in, leave, and change how they come in.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mutual::clock::random;
use mutual::digest::sha256;
use mutual::id::{AccountId, CustomerId};
use mutual::port::{
    Account, AccountKind, Door, DoorError, Organisation, Principal, StoreError, Ticket, TicketKind,
};
use tower_sessions::Session;

use super::hasher::Busy;
use super::letters::{self, LINK_HOURS, TICKET_MINUTES};
use super::link::{Followed, follow, sign};
use super::session::{self, NOTE, Who};
use super::throttle::{ACCOUNT, BAD_LINK, Limit, MAIL, MAILED, Refused, SIGN_IN, TICKET, network};
use super::{Auth, Away, Visitor, password};

/// The longest note, in bytes.
const LONGEST_NOTE: usize = 16 * 1024;

/// The door as one request finds it.
pub(crate) struct RequestDoor {
    auth: Arc<Auth>,
    session: Session,
    visitor: Option<Visitor>,
    network: String,
    /// Whether a try was refused: then nothing is kept for whoever tries.
    refused: AtomicBool,
}

impl RequestDoor {
    /// The door for a request from `address` with this session, in which `visitor` is in.
    pub(crate) fn new(
        auth: Arc<Auth>,
        session: Session,
        visitor: Option<Visitor>,
        address: IpAddr,
    ) -> Self {
        let refused = AtomicBool::new(false);
        Self {
            auth,
            session,
            visitor,
            network: network(address),
            refused,
        }
    }

    async fn admit(&self, limit: Limit, subject: &str) -> Result<(), DoorError> {
        let admitted = self.auth.throttle.admit(limit, subject).await;
        admitted.map_err(|refused| {
            self.refused.store(true, Ordering::Relaxed);
            match refused {
                Refused::TooMany(seconds) => DoorError::TooMany(seconds),
                Refused::Away => DoorError::Away,
            }
        })
    }

    /// Ends every session of an account, and of the customer behind it, but `keep`.
    async fn end_all(
        &self,
        account: Option<AccountId>,
        customer: Option<CustomerId>,
        keep: Option<[u8; 32]>,
    ) -> Result<(), StoreError> {
        if let Some(account) = account {
            self.auth
                .store
                .end_sessions_of(&account.to_string(), keep)
                .await?;
        }
        if let Some(customer) = customer {
            self.auth
                .store
                .end_sessions_of(&customer.to_string(), keep)
                .await?;
        }
        Ok(())
    }

    /// Stores a new password, which ends the account's sessions but `keep`, and tells its owner.
    async fn set_password(
        &self,
        account: &Account,
        password: &str,
        keep: Option<[u8; 32]>,
    ) -> Result<(), DoorError> {
        password::check_strength(password).map_err(|weak| DoorError::Weak(weak.to_string()))?;
        let digest = self.auth.hasher.hash(password).await?;
        self.auth
            .store
            .set_password(account.id, &digest, keep)
            .await
            .map_err(away)?;
        if let AccountKind::Customer(customer) = account.kind {
            self.end_all(None, Some(customer), keep)
                .await
                .map_err(away)?;
        }
        self.auth.throttle.forgive(ACCOUNT, &account.email).await;
        if let Some(carrier) = self.auth.post.carrier() {
            let (auth, to) = (self.auth.clone(), account.email.clone());
            carrier.carry(async move {
                Some(letters::password_changed(&to, &auth.organisation().await?))
            });
        }
        Ok(())
    }
}

#[async_trait]
impl Door for RequestDoor {
    fn principal(&self) -> Option<Principal> {
        self.visitor
            .as_ref()
            .map(|visitor| visitor.principal.clone())
    }

    async fn sign_in(&self, email: &str, password: &str) -> Result<Principal, DoorError> {
        let email = one_spelling(email);
        self.admit(SIGN_IN, &self.network).await?;
        self.admit(ACCOUNT, &email).await?;
        let account = self
            .auth
            .store
            .account_by_email(&email)
            .await
            .map_err(away)?;
        let account = account.filter(|account| account.disabled_at.is_none());
        let digest = account
            .as_ref()
            .and_then(|account| account.password.as_deref());
        let fits = self.auth.hasher.verify(password, digest).await?;
        let account = account.filter(|_| fits).ok_or(DoorError::Wrong)?;
        let principal = self.auth.principal(&account).ok_or(DoorError::Wrong)?;
        self.auth.throttle.forgive(ACCOUNT, &email).await;
        let staff = matches!(account.kind, AccountKind::Staff(_));
        self.auth
            .come_in(
                &self.session,
                Who::Account {
                    id: account.id,
                    staff,
                },
            )
            .await?;
        Ok(principal)
    }

    async fn sign_out(&self) -> Result<(), DoorError> {
        if self.session.id().is_none() {
            return Ok(());
        }
        self.session.flush().await.map_err(|_| DoorError::Away)
    }

    async fn sign_out_everywhere(&self) -> Result<(), DoorError> {
        let visitor = self.visitor.as_ref().ok_or(DoorError::NotIn)?;
        let customer = visitor.principal.customer();
        let account = match (visitor.principal.account, customer) {
            (None, Some(customer)) => {
                let account = self.auth.store.account_of(customer).await.map_err(away)?;
                account.map(|account| account.id)
            }
            (account, _) => account,
        };
        self.end_all(account, customer, None).await.map_err(away)?;
        self.sign_out().await
    }

    async fn forgot(&self, email: &str) -> Result<(), DoorError> {
        let email = one_spelling(email);
        self.admit(MAIL, &self.network).await?;
        self.admit(MAILED, &email).await?;
        let carrier = self.auth.post.carrier().ok_or(DoorError::Away)?;
        let account = self
            .auth
            .store
            .account_by_email(&email)
            .await
            .map_err(away)?;
        let auth = self.auth.clone();
        carrier.carry(async move {
            let account = account.filter(|account| account.disabled_at.is_none())?;
            let secret = URL_SAFE_NO_PAD.encode(random::<32>(auth.entropy.as_ref()));
            let ticket = Ticket {
                digest: sha256(secret.as_bytes()),
                kind: TicketKind::PasswordReset,
                owner: account.id.to_string(),
                expires_at: auth
                    .clock
                    .now()
                    .plus_seconds(i64::from(TICKET_MINUTES) * 60),
            };
            auth.store.add_ticket(&ticket).await.ok()?;
            let link = format!("{}/reset?ticket={secret}", auth.base);
            Some(letters::new_password(
                &account.email,
                &auth.organisation().await?,
                &link,
            ))
        });
        Ok(())
    }

    async fn reset(&self, ticket: &str, password: &str) -> Result<(), DoorError> {
        self.admit(TICKET, &self.network).await?;
        let (digest, now) = (sha256(ticket.as_bytes()), self.auth.clock.now());
        let ticket = self.auth.store.ticket(digest, now).await.map_err(away)?;
        let good = ticket.filter(|ticket| ticket.kind == TicketKind::PasswordReset);
        let id: AccountId = good
            .and_then(|good| good.owner.parse().ok())
            .ok_or(DoorError::BadLink)?;
        let account = self.auth.store.account(id).await.map_err(away)?;
        let account = account.filter(|account| account.disabled_at.is_none());
        let account = account.ok_or(DoorError::BadLink)?;
        // A password that is refused leaves the ticket good.
        password::check_strength(password).map_err(|weak| DoorError::Weak(weak.to_string()))?;
        let used = self
            .auth
            .store
            .use_ticket(digest, now)
            .await
            .map_err(away)?;
        used.ok_or(DoorError::BadLink)?;
        self.set_password(&account, password, None).await
    }

    async fn change_password(&self, old: &str, new: &str) -> Result<(), DoorError> {
        let id = self
            .principal()
            .and_then(|principal| principal.account)
            .ok_or(DoorError::NotIn)?;
        let account = self
            .auth
            .store
            .account(id)
            .await
            .map_err(away)?
            .ok_or(DoorError::NotIn)?;
        self.admit(SIGN_IN, &self.network).await?;
        self.admit(ACCOUNT, &account.email).await?;
        if !self
            .auth
            .hasher
            .verify(old, account.password.as_deref())
            .await?
        {
            return Err(DoorError::Wrong);
        }
        let keep = self.session.id().map(session::digest);
        self.set_password(&account, new, keep).await
    }

    async fn put_flash(&self, note: String) -> Result<(), DoorError> {
        if note.len() > LONGEST_NOTE {
            return Err(DoorError::Away);
        }
        if self.refused.load(Ordering::Relaxed) {
            return Ok(());
        }
        let entrance = self.visitor.as_ref().map(|visitor| &visitor.entrance);
        self.session
            .set_expiry(Some(session::expiry(entrance, self.auth.clock.now())));
        self.session
            .insert(NOTE, note)
            .await
            .map_err(|_| DoorError::Away)
    }

    async fn take_flash(&self) -> Option<String> {
        let note: String = self.session.get(NOTE).await.ok()??;
        match &self.visitor {
            Some(visitor) => {
                let expiry = session::expiry(Some(&visitor.entrance), self.auth.clock.now());
                self.session.set_expiry(Some(expiry));
                _ = self.session.remove_value(NOTE).await;
            }
            // It was the session's only reason.
            None => _ = self.session.flush().await,
        }
        Some(note)
    }

    async fn send_new_link(&self, expired: &str) -> Result<(), DoorError> {
        self.admit(MAIL, &self.network).await?;
        let now = self.auth.clock.now();
        let (Followed::Good(link) | Followed::Expired(link)) =
            follow(&self.auth.link_keys, expired, now)
        else {
            self.admit(BAD_LINK, &self.network).await?;
            return Err(DoorError::BadLink);
        };
        let Some(customer) = self.auth.customer(&link.reference) else {
            return Ok(());
        };
        self.admit(MAILED, &customer.id.to_string()).await?;
        let carrier = self.auth.post.carrier().ok_or(DoorError::Away)?;
        let auth = self.auth.clone();
        carrier.carry(async move {
            let to = match customer.email() {
                Some(email) => email.to_owned(),
                None => auth.store.account_of(customer.id).await.ok()??.email,
            };
            let until = auth.clock.now().plus_seconds(i64::from(LINK_HOURS) * 3_600);
            let link = sign(
                auth.link_keys.first()?,
                &customer.id.to_string(),
                &link.page,
                until,
            )
            .ok()?;
            let link = format!("{}{link}", auth.base);
            Some(letters::new_link(&to, &auth.organisation().await?, &link))
        });
        Ok(())
    }
}

impl Auth {
    async fn organisation(&self) -> Option<Organisation> {
        self.store
            .organisation()
            .await
            .ok()
            .map(Option::unwrap_or_default)
    }
}

impl From<Away> for DoorError {
    fn from(_: Away) -> Self {
        Self::Away
    }
}

impl From<Busy> for DoorError {
    fn from(busy: Busy) -> Self {
        match busy {
            Busy::Wait(seconds) => Self::TooMany(seconds),
            Busy::Failed => Self::Away,
        }
    }
}

fn away(error: StoreError) -> DoorError {
    tracing::warn!(%error, "the door needs the database");
    DoorError::Away
}

/// Accounts are kept by their address in small letters.
fn one_spelling(email: &str) -> String {
    email.trim().to_lowercase()
}
