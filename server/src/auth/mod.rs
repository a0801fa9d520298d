//! How people come in: passwords, signed links, sessions, and what stands against guessing.

mod door;
mod hasher;
pub(crate) mod letters;
pub mod link;
pub mod mail;
mod notes;
mod pace;
pub mod password;
mod post;
pub(crate) mod session;
pub mod throttle;
pub mod why;

use std::sync::Arc;

use mutual::clock::{Clock, Entropy, Timestamp};
use mutual::consent::Customer;
use mutual::port::{Account, AccountKind, Engine, Principal, Store};
use tower_sessions::Session;

pub(crate) use door::RequestDoor;

use self::hasher::Hasher;
use self::pace::Pace;
use self::post::Post;
use self::session::{ENTRANCE, Entrance, Sessions, Who};
use self::throttle::Throttle;
use crate::state::App;

/// Everything behind the door: one for the whole process.
pub struct Auth {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) engine: Arc<dyn Engine>,
    /// The test side's.
    pub(crate) test_engine: Arc<dyn Engine>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) throttle: Throttle,
    pub(crate) link_keys: Vec<[u8; 32]>,
    /// The public address, without a slash at its end.
    pub(crate) base: String,
    /// How much one customer writes.
    pub(crate) pace: Pace,
    hasher: Hasher,
    post: Post,
}

/// Whoever a session says is in.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) entrance: Entrance,
    pub(crate) principal: Principal,
}

impl Auth {
    /// The door of this installation. Makes one password digest, which takes some tens of
    /// milliseconds.
    #[must_use]
    pub fn new(app: &App) -> Arc<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let (store, clock) = (app.live.store.clone(), app.clock.clone());
        Arc::new(Self {
            throttle: Throttle::new(store.clone(), app.keys.digest.clone(), clock.clone()),
            hasher: Hasher::new(app.entropy.clone(), cores),
            post: Post::new(app.mailer.clone()),
            pace: Pace::default(),
            link_keys: std::iter::once(app.keys.link)
                .chain(app.keys.older_links.iter().copied())
                .collect(),
            engine: app.live.engine.clone(),
            test_engine: app.test.engine.clone(),
            entropy: app.entropy.clone(),
            base: app.base(),
            store,
            clock,
        })
    }

    /// Waits for mails that are under way.
    pub async fn finish(&self) {
        self.post.finish().await;
    }

    /// Forgets sessions, tickets and tries that have run out at `now`, which is settled. What cannot be
    /// deleted now counts for nothing all the same, and goes the next time.
    pub async fn forget(&self, now: Timestamp) {
        let forgotten = [
            self.store.forget_sessions(now).await,
            self.store.forget_tickets(now).await,
            self.store.forget_tries(now).await,
        ];
        for error in forgotten.into_iter().filter_map(Result::err) {
            tracing::warn!(%error, "what ran out could not be deleted yet");
        }
    }

    /// How many password digests were made since the start.
    #[must_use]
    pub fn digests(&self) -> u64 {
        self.hasher.done()
    }

    /// Where the cookie's sessions are kept.
    pub(crate) fn sessions(&self) -> Sessions {
        Sessions::new(self.store.clone(), self.clock.clone(), self.entropy.clone())
    }

    /// The writer of a side.
    pub(crate) fn engine_of(&self, test: bool) -> &Arc<dyn Engine> {
        if test {
            &self.test_engine
        } else {
            &self.engine
        }
    }

    /// The customer whom a link of that side names, by id or identifier.
    pub(crate) fn customer(&self, test: bool, reference: &str) -> Option<Arc<Customer>> {
        let engine = self.engine_of(test);
        if let Ok(id) = reference.parse() {
            return engine.customer(id);
        }
        // An identifier is looked up in its canonical spelling.
        let canonical: mutual::consent::Identifier = reference.parse().ok()?;
        engine.named(canonical.as_str())
    }

    /// Who is in, by this session. What the session says is checked against the present: an
    /// account that was switched off and a customer who is gone are not in.
    pub(crate) async fn visitor(&self, session: &Session) -> Result<Option<Visitor>, Away> {
        use tower_sessions::session::Error;
        let entrance = match session.get::<Entrance>(ENTRANCE).await {
            Ok(Some(entrance)) => entrance,
            Ok(None) | Err(Error::SerdeJson(_)) => return Ok(None),
            Err(Error::Store(_)) => return Err(Away),
        };
        let now = self.clock.now();
        if entrance.ends() <= now {
            return Ok(None);
        }
        let principal = match entrance.who {
            Who::Link(customer) | Who::TestLink(customer) => {
                let engine = self.engine_of(entrance.who.is_test());
                engine.customer(customer).map(|customer| Principal {
                    actor: mutual::access::Actor::Customer(customer.id),
                    account: None,
                    email: None,
                    by: entrance.by(),
                })
            }
            Who::Account { id, mark, .. } => {
                let account = self.store.account(id).await.map_err(|_| Away)?;
                let account =
                    account.filter(|account| session::mark(account.password.as_deref()) == mark);
                account.and_then(|account| self.principal(&account))
            }
        };
        let Some(principal) = principal else {
            return Ok(None);
        };
        if entrance.is_stale(now) {
            let entrance = Entrance {
                seen: now,
                ..entrance
            };
            session.set_expiry(Some(session::expiry(Some(&entrance), now)));
            session.insert(ENTRANCE, entrance).await.map_err(|_| Away)?;
        }
        Ok(Some(Visitor {
            entrance,
            principal,
        }))
    }

    /// Begins a fresh session for `who` in place of whatever was there: nobody keeps an id that
    /// was known before.
    pub(crate) async fn come_in(&self, session: &Session, who: Who) -> Result<(), Away> {
        let now = self.clock.now();
        let entrance = Entrance::new(who, now);
        if session.id().is_some() {
            session.flush().await.map_err(|_| Away)?;
        } else {
            session.clear().await;
        }
        session.set_expiry(Some(session::expiry(Some(&entrance), now)));
        session.insert(ENTRANCE, entrance).await.map_err(|_| Away)?;
        // Stored before anybody is told so.
        session.save().await.map_err(|_| Away)
    }

    /// Keeps a session over a new password of its account, whose stored digest this is.
    async fn renew(
        &self,
        session: &Session,
        entrance: Entrance,
        password: &str,
    ) -> Result<(), Away> {
        let Who::Account { id, staff, .. } = entrance.who else {
            return Ok(());
        };
        let mark = session::mark(Some(password));
        let who = Who::Account { id, staff, mark };
        let entrance = Entrance { who, ..entrance };
        session.insert(ENTRANCE, entrance).await.map_err(|_| Away)?;
        session.save().await.map_err(|_| Away)
    }

    /// What an account is allowed to be, now.
    fn principal(&self, account: &Account) -> Option<Principal> {
        use mutual::access::Actor;
        if account.disabled_at.is_some() {
            return None;
        }
        let actor = match account.kind {
            AccountKind::Staff(role) => Actor::Staff {
                account: account.id,
                role,
            },
            AccountKind::Customer(id) => Actor::Customer(self.engine.customer(id)?.id),
        };
        Some(Principal {
            actor,
            account: Some(account.id),
            email: Some(account.email.clone()),
            by: mutual::port::StrongEnough::Password,
        })
    }
}

/// The database does not answer: nobody can be recognised now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Away;

#[cfg(test)]
mod tests {
    use mutual::access::Role;
    use mutual::id::AccountId;
    use mutual::port::{Door as _, DoorError, NotePlace};
    use mutual_app::Language;

    use super::*;
    use crate::config::tests::alone_in;
    use crate::open::Opened;

    /// An installation of its own, and what stands behind its door.
    async fn installation(folder: &std::path::Path) -> (Opened, Arc<Auth>) {
        let opened = Opened::open(alone_in(folder), true).await.unwrap();
        let auth = Auth::new(&opened.app);
        (opened, auth)
    }

    /// An agent's account.
    async fn account(
        auth: &Auth,
        email: &str,
        password: &str,
        disabled_at: Option<mutual::clock::Timestamp>,
    ) -> Account {
        let account = Account {
            id: AccountId::new(auth.clock.as_ref(), auth.entropy.as_ref()),
            email: email.to_owned(),
            password: Some(password::hash(password, auth.entropy.as_ref()).unwrap()),
            kind: AccountKind::Staff(Role::Agent),
            created_at: auth.clock.now(),
            disabled_at,
        };
        auth.store.add_account(&account, None).await.unwrap();
        account
    }

    fn session(auth: &Auth) -> Session {
        Session::new(None, Arc::new(auth.sessions()), None)
    }

    fn door(auth: &Arc<Auth>, session: Session) -> RequestDoor {
        let address = [192, 0, 2, 1].into();
        RequestDoor::new(auth.clone(), session, None, address, Language::english())
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_came_in_with_the_old_password_is_out_whichever_was_stored_first() {
        let folder = tempfile::tempdir().unwrap();
        let (opened, auth) = installation(folder.path()).await;
        let account = account(&auth, "ana@example.org", "four words together", None).await;
        // She waits for her turn while somebody sets a new password.
        let turns = auth.hasher.hold().await;
        let session = session(&auth);
        let (entering, hers) = (door(&auth, session.clone()), session.clone());
        let entering = tokio::spawn(async move {
            entering
                .sign_in("ana@example.org", "four words together")
                .await
        });
        while auth.hasher.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        let new = password::hash("four other words", auth.entropy.as_ref()).unwrap();
        auth.store
            .set_password(account.id, &new, None, None)
            .await
            .unwrap();
        drop(turns);
        assert!(entering.await.unwrap().is_ok(), "it was right when it came");
        assert!(auth.visitor(&hers).await.unwrap().is_none());
        opened.close().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_busy_moment_leaves_the_ticket_good() {
        let folder = tempfile::tempdir().unwrap();
        let (opened, auth) = installation(folder.path()).await;
        let account = account(&auth, "ana@example.org", "four words together", None).await;
        let ticket = mutual::port::Ticket {
            digest: mutual::digest::sha256(b"ticket"),
            kind: mutual::port::TicketKind::PasswordReset,
            owner: account.id.to_string(),
            expires_at: auth.clock.now().plus_seconds(600),
        };
        auth.store.add_ticket(&ticket).await.unwrap();
        let turns = auth.hasher.hold().await;
        let crowd: Vec<_> = (0..32)
            .map(|_| {
                let auth = auth.clone();
                tokio::spawn(async move { auth.hasher.verify("anything", None).await })
            })
            .collect();
        while auth.hasher.waiting() < 32 {
            tokio::task::yield_now().await;
        }
        let new = "four other words";
        let busy = door(&auth, session(&auth)).reset("ticket", new).await;
        assert!(matches!(busy, Err(DoorError::TooMany(_))), "{busy:?}");
        drop(turns);
        for one in crowd {
            _ = one.await.unwrap();
        }
        let done = door(&auth, session(&auth)).reset("ticket", new).await;
        assert_eq!(done, Ok(()));
        let again = door(&auth, session(&auth)).reset("ticket", new).await;
        assert_eq!(again, Err(DoorError::BadLink));
        auth.finish().await;
        opened.close().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_note_is_kept_for_whoever_is_in_or_tried_to_come_in() {
        let folder = tempfile::tempdir().unwrap();
        let (opened, auth) = installation(folder.path()).await;
        let place = NotePlace {
            page: "/sign-in".to_owned(),
            is_refused: true,
            came: "wrong".to_owned(),
        };
        let strangers = session(&auth);
        let kept = door(&auth, strangers.clone())
            .put_note(&place, "note".into())
            .await;
        assert_eq!(kept, Err(DoorError::NotIn));
        assert!(strangers.is_empty().await && strangers.id().is_none());
        let tried = session(&auth);
        let door = door(&auth, tried.clone());
        let wrong = door.sign_in("bo@example.org", "wrong and wrong").await;
        assert_eq!(wrong, Err(DoorError::Wrong));
        assert_eq!(door.put_note(&place, "note".into()).await, Ok(()));
        assert!(!tried.is_empty().await);
        // It is that page's alone, and with it the session of whoever is not in goes.
        let elsewhere = NotePlace {
            page: "/account".to_owned(),
            ..place.clone()
        };
        assert_eq!(door.take_note(&elsewhere).await, None);
        assert!(!tried.is_empty().await);
        assert_eq!(door.take_note(&place).await.as_deref(), Some("note"));
        assert!(tried.is_empty().await);
        opened.close().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_refused_try_costs_the_database_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (opened, auth) = installation(folder.path()).await;
        let limit = throttle::BAD_LINK;
        for _ in 0..limit.tries {
            assert_eq!(auth.throttle.admit(limit, "192.0.2.1").await, Ok(()));
        }
        // From here on whatever asks the database is told that it is away.
        auth.store.close().await;
        let refused = auth.throttle.admit(limit, "192.0.2.1").await;
        assert!(
            matches!(refused, Err(throttle::Refused::TooMany(1..=900))),
            "{refused:?}"
        );
        let other = auth.throttle.admit(limit, "192.0.2.2").await;
        assert_eq!(other, Err(throttle::Refused::Away));
        opened.close().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_wrong_try_costs_one_digest_whoever_it_was_for() {
        let folder = tempfile::tempdir().unwrap();
        let (opened, auth) = installation(folder.path()).await;
        let password = "four words together";
        account(&auth, "ana@example.org", password, None).await;
        let now = auth.clock.now();
        account(&auth, "old@example.org", password, Some(now)).await;
        let door = || door(&auth, session(&auth));
        let tries = [
            ("ana@example.org", "wrong and wrong"),
            ("bo@example.org", "wrong and wrong"),
            ("old@example.org", "four words together"),
        ];
        for (email, password) in tries {
            let before = auth.digests();
            let refused = door().sign_in(email, password).await;
            assert_eq!(refused, Err(DoorError::Wrong), "{email}");
            assert_eq!(auth.digests(), before + 1, "{email}");
        }
        let right = door()
            .sign_in("ana@example.org", "four words together")
            .await;
        assert!(right.is_ok(), "{right:?}");
        opened.close().await;
    }
}
