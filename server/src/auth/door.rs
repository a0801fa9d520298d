//! The door of one request: how people come in, leave, and change how they come in.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mutual::access::Actor;
use mutual::clock::random;
use mutual::consent::ActorRef;
use mutual::digest::sha256;
use mutual::id::{AccountId, AuditId, CustomerId};
use mutual::port::{
    Account, AccountKind, AuditLine, Door, DoorError, NotePlace, Organisation, Principal,
    StoreError, Ticket, TicketKind, Turn,
};
use mutual_app::{Language, Reader};
use tower_sessions::Session;

use super::hasher::Busy;
use super::letters::{INVITATION_DAYS, LINK_HOURS, Letters, TICKET_MINUTES};
use super::link::{Followed, Purpose, follow_either, sign};
use super::notes::Notes;
use super::session::{self, ENTRANCE, NOTES, Who};
use super::throttle::{
    ACCOUNT, ACCOUNT_IN_ALL, BAD_LINK, Limit, MAIL, MAILED, Refused, SIGN_IN, TICKET, network,
};
use super::{Auth, Away, Visitor, password};

/// The door as one request finds it.
pub(crate) struct RequestDoor {
    auth: Arc<Auth>,
    session: Session,
    visitor: Option<Visitor>,
    network: String,
    /// The language of the request's pages.
    language: Language,
    /// Whether a try was counted and let through: only then is anything kept for a stranger.
    admitted: AtomicBool,
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
        language: Language,
    ) -> Self {
        Self {
            auth,
            session,
            visitor,
            network: network(address),
            language,
            admitted: AtomicBool::new(false),
            refused: AtomicBool::new(false),
        }
    }

    async fn admit(&self, limit: Limit, subject: &str) -> Result<(), DoorError> {
        let admitted = self.auth.throttle.admit(limit, subject).await;
        let flag = match admitted {
            Ok(()) => &self.admitted,
            Err(_) => &self.refused,
        };
        flag.store(true, Ordering::Relaxed);
        admitted.map_err(|refused| match refused {
            Refused::TooMany(seconds) => DoorError::TooMany(seconds),
            Refused::Away => DoorError::Away,
        })
    }

    /// Counts a try at an account's password: for the network, for the account from this network,
    /// and for the account in all, so that nobody locks its owner out from elsewhere.
    async fn admit_password(&self, email: &str) -> Result<(), DoorError> {
        self.admit(SIGN_IN, &self.network).await?;
        self.admit(ACCOUNT, &self.tried_here(email)).await?;
        self.admit(ACCOUNT_IN_ALL, email).await
    }

    /// An account, as it is tried from this network.
    fn tried_here(&self, email: &str) -> String {
        format!("{email} {}", self.network)
    }

    /// Ends every session of an account, and of the customer behind it.
    async fn end_all(
        &self,
        account: Option<AccountId>,
        customer: Option<CustomerId>,
    ) -> Result<(), StoreError> {
        if let Some(account) = account {
            self.auth
                .store
                .end_sessions_of(&account.to_string(), None)
                .await?;
        }
        if let Some(customer) = customer {
            self.auth
                .store
                .end_sessions_of(&customer.to_string(), None)
                .await?;
        }
        Ok(())
    }

    /// The digest of a new password that is good enough.
    async fn new_digest(&self, password: &str) -> Result<String, DoorError> {
        password::check_strength(password).map_err(|weak| DoorError::Weak(weak.to_string()))?;
        Ok(self.auth.hasher.hash(password).await?)
    }

    /// What the list of who did what says of a password that somebody of the team set herself. That of
    /// a customer stands nowhere in it: the list is the team's, and outlives her.
    fn line(&self, account: &Account, what: &str) -> Option<AuditLine> {
        let AccountKind::Staff(role) = account.kind else {
            return None;
        };
        let herself = Actor::Staff {
            account: account.id,
            role,
        };
        Some(AuditLine {
            id: AuditId::new(self.auth.clock.as_ref(), self.auth.entropy.as_ref()),
            at: self.auth.clock.now(),
            actor: ActorRef::from(&herself),
            what: what.to_owned(),
            about: account.email.clone(),
            reason: String::new(),
        })
    }

    /// The notes of this session.
    async fn notes(&self) -> Notes {
        let notes = self.session.get::<Notes>(NOTES).await;
        notes.ok().flatten().unwrap_or_default()
    }

    /// Keeps these notes in the place of those.
    async fn keep(&self, notes: Notes) -> Result<(), DoorError> {
        // Whoever came in by this very request is in as well.
        let entrance = match &self.visitor {
            Some(visitor) => Some(visitor.entrance),
            None => self.session.get(ENTRANCE).await.ok().flatten(),
        };
        if notes.is_empty() && entrance.is_none() {
            // They were the session's only reason.
            if self.session.id().is_some() {
                return self.session.flush().await.map_err(|_| DoorError::Away);
            }
            self.session.clear().await;
            return Ok(());
        }
        self.session.set_expiry(Some(session::expiry(
            entrance.as_ref(),
            self.auth.clock.now(),
        )));
        let kept = if notes.is_empty() {
            self.session.remove_value(NOTES).await.map(|_| ())
        } else {
            self.session.insert(NOTES, notes).await
        };
        kept.map_err(|_| DoorError::Away)
    }

    /// After a new password was stored: tries are forgiven, and its owner is told.
    async fn password_changed(&self, account: &Account) {
        let throttle = &self.auth.throttle;
        throttle
            .forgive(ACCOUNT, &self.tried_here(&account.email))
            .await;
        throttle.forgive(ACCOUNT_IN_ALL, &account.email).await;
        if let Some(carrier) = self.auth.post.carrier() {
            let (auth, account) = (self.auth.clone(), account.clone());
            let here = self.language;
            carrier.carry(async move {
                let organisation = auth.organisation().await?;
                let letters = auth.letters(&account, here, &organisation);
                Some(letters.password_changed(&account.email, &organisation))
            });
        }
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
        self.admit_password(&email).await?;
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
        self.auth
            .throttle
            .forgive(ACCOUNT, &self.tried_here(&email))
            .await;
        let staff = matches!(account.kind, AccountKind::Staff(_));
        self.auth
            .come_in(
                &self.session,
                Who::Account {
                    id: account.id,
                    staff,
                    // Of the one that was looked at: it may be another one by now.
                    mark: session::mark(account.password.as_deref()),
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
        self.end_all(account, customer).await.map_err(away)?;
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
        let (auth, here) = (self.auth.clone(), self.language);
        carrier.carry(async move {
            let account = account.filter(|account| account.disabled_at.is_none())?;
            let link = auth.ticket(account.id, TICKET_MINUTES).await?;
            let organisation = auth.organisation().await?;
            let letters = auth.letters(&account, here, &organisation);
            Some(letters.new_password(&account.email, &organisation, &link))
        });
        Ok(())
    }

    async fn invite(&self, account: AccountId) -> Result<(), DoorError> {
        let actor = self.principal().map(|principal| principal.actor);
        if !matches!(actor, Some(Actor::Staff { .. })) {
            return Err(DoorError::NotIn);
        }
        self.admit(MAILED, &account.to_string()).await?;
        let carrier = self.auth.post.carrier().ok_or(DoorError::Away)?;
        let account = self.auth.store.account(account).await.map_err(away)?;
        let (auth, here) = (self.auth.clone(), self.language);
        carrier.carry(async move {
            let invited =
                |account: &Account| account.disabled_at.is_none() && account.password.is_none();
            let account = account.filter(invited)?;
            let link = auth.ticket(account.id, INVITATION_DAYS * 24 * 60).await?;
            let organisation = auth.organisation().await?;
            let letters = auth.letters(&account, here, &organisation);
            Some(letters.invitation(&account.email, &organisation, &link))
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
        // A password that is refused, or not looked at because too many wait, leaves the ticket
        // good: it is used up together with the storing.
        let password = self.new_digest(password).await?;
        let now = self.auth.clock.now();
        let line = self.line(&account, "team.reset");
        let store = &self.auth.store;
        let stored = store.reset_password(id, &password, digest, now, line.as_ref());
        match stored.await {
            Ok(()) => {}
            Err(StoreError::Conflict) => return Err(DoorError::BadLink),
            Err(error) => return Err(away(error)),
        }
        self.password_changed(&account).await;
        Ok(())
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
        self.admit_password(&account.email).await?;
        if !self
            .auth
            .hasher
            .verify(old, account.password.as_deref())
            .await?
        {
            return Err(DoorError::Wrong);
        }
        let digest = self.new_digest(new).await?;
        let keep = self.session.id().map(session::digest);
        let line = self.line(&account, "team.password");
        let store = &self.auth.store;
        let stored = store.set_password(account.id, &digest, keep, line.as_ref());
        stored.await.map_err(away)?;
        if let Some(visitor) = &self.visitor {
            let renewed = self.auth.renew(&self.session, visitor.entrance, &digest);
            if renewed.await.is_err() {
                // The password is stored all the same; she signs in with it.
                tracing::warn!("a session could not be kept over a new password");
            }
        }
        self.password_changed(&account).await;
        Ok(())
    }

    async fn put_note(&self, place: &NotePlace, note: String) -> Result<(), DoorError> {
        if self.refused.load(Ordering::Relaxed) {
            return Ok(());
        }
        if self.visitor.is_none() && !self.admitted.load(Ordering::Relaxed) {
            return Err(DoorError::NotIn);
        }
        let mut notes = self.notes().await;
        let is_kept = notes.put(place, note);
        self.keep(notes).await?;
        if is_kept {
            Ok(())
        } else {
            Err(DoorError::Away)
        }
    }

    async fn take_note(&self, place: &NotePlace) -> Option<String> {
        let mut notes = self.notes().await;
        let note = notes.take(place)?;
        // Where that cannot be stored, it is shown once more.
        let _ = self.keep(notes).await;
        Some(note)
    }

    async fn note(&self, place: &NotePlace) -> Option<String> {
        self.notes().await.get(place).map(str::to_owned)
    }

    async fn forget_refused(&self, page: &str) {
        let mut notes = self.notes().await;
        if notes.forget_refused(page) {
            // Where that cannot be stored, what was typed stands there once more, as of what it began from.
            let _ = self.keep(notes).await;
        }
    }

    async fn open_link(&self, link: &str) -> Result<String, DoorError> {
        let now = self.auth.clock.now();
        let (link, is_test) = match follow_either(Purpose::Visit, &self.auth.link_keys, link, now) {
            (Followed::Good(link), is_test) => (link, is_test),
            (Followed::Expired(_), _) => return Err(DoorError::BadLink),
            (Followed::Bad, _) => {
                self.admit(BAD_LINK, &self.network).await?;
                return Err(DoorError::BadLink);
            }
        };
        let customer = self.auth.customer(is_test, &link.reference);
        let customer = customer.ok_or(DoorError::BadLink)?.id;
        let already = self.principal().and_then(|in_now| in_now.customer());
        if already != Some(customer) {
            let who = Who::of_link(customer, is_test);
            self.auth.come_in(&self.session, who).await?;
        }
        Ok(link.page)
    }

    async fn turn(&self, widens: bool) -> Result<Turn, DoorError> {
        let customer = self.principal().and_then(|in_now| in_now.customer());
        let customer = customer.ok_or(DoorError::NotIn)?;
        self.auth.pace.turn(customer, widens).await
    }

    async fn send_new_link(&self, expired: &str) -> Result<(), DoorError> {
        self.admit(MAIL, &self.network).await?;
        let now = self.auth.clock.now();
        let followed = follow_either(Purpose::Visit, &self.auth.link_keys, expired, now);
        let (Followed::Good(link) | Followed::Expired(link), is_test) = followed else {
            self.admit(BAD_LINK, &self.network).await?;
            return Err(DoorError::BadLink);
        };
        // A test never writes to anybody: an address that it names may be somebody's.
        if is_test {
            return Ok(());
        }
        let Some(customer) = self.auth.customer(false, &link.reference) else {
            return Ok(());
        };
        self.admit(MAILED, &customer.id.to_string()).await?;
        let carrier = self.auth.post.carrier().ok_or(DoorError::Away)?;
        let (auth, here) = (self.auth.clone(), self.language);
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
            let organisation = auth.organisation().await?;
            let letters = letters_of(customer.locale.as_deref(), here, &organisation);
            Some(letters.new_link(&to, &organisation, &link))
        });
        Ok(())
    }
}

impl Auth {
    /// A link that sets the account's password once, within so many minutes.
    async fn ticket(&self, account: AccountId, minutes: u32) -> Option<String> {
        let secret = URL_SAFE_NO_PAD.encode(random::<32>(self.entropy.as_ref()));
        let ticket = Ticket {
            digest: sha256(secret.as_bytes()),
            kind: TicketKind::PasswordReset,
            owner: account.to_string(),
            expires_at: self.clock.now().plus_seconds(i64::from(minutes) * 60),
        };
        self.store.add_ticket(&ticket).await.ok()?;
        Some(format!("{}/reset?ticket={secret}", self.base))
    }

    /// The letters for the owner of an account, who need not be the one who asks for them.
    fn letters(
        &self,
        account: &Account,
        here: Language,
        organisation: &Organisation,
    ) -> &'static Letters {
        let customer = match account.kind {
            AccountKind::Customer(id) => self.engine.customer(id),
            AccountKind::Staff(_) => None,
        };
        let hers = customer.as_ref().and_then(|she| she.locale.as_deref());
        letters_of(hers, here, organisation)
    }

    async fn organisation(&self) -> Option<Organisation> {
        self.store
            .organisation()
            .await
            .ok()
            .map(Option::unwrap_or_default)
    }
}

/// The letters in the language that is known of her, else in that of the page they are asked on.
fn letters_of(hers: Option<&str>, here: Language, organisation: &Organisation) -> &'static Letters {
    let reader = Reader {
        hers,
        accepted: Some(here.tag()),
        ..Reader::default()
    };
    Letters::in_language(Language::of(organisation, reader))
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

/// Accounts are kept by the one spelling of their address.
fn one_spelling(email: &str) -> String {
    mutual::consent::address(email.trim())
}
