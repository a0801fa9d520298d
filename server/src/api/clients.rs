//! The API clients in memory: who a bearer is, in one look-up.
//!
//! The store is asked every 200 ms whether any client changed, and at once where a bearer is not
//! known, so that a client made, rotated or revoked by a command counts without a restart.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use axum::http::HeaderMap;
use mutual::access::{Actor, Scopes};
use mutual::clock::{Clock, Timestamp};
use mutual::digest::sha256;
use mutual::id::ClientId;
use mutual::port::{ClientRecord, Secret, SecretUse, Store, StoreError};
use subtle::ConstantTimeEq as _;
use tokio::sync::{Mutex, watch};

use super::bearer::Token;
use super::gate::bearer;
use super::limit::{Counter, Limit};
use super::usage::{Tally, hour};

/// How often what clients called is written.
const WRITTEN_EVERY: Duration = Duration::from_secs(5);
/// For how many hours it is kept.
const KEPT_HOURS: u64 = 48;
/// How often the store is asked whether a client changed.
const EVERY: Duration = Duration::from_millis(200);
/// The most verified tokens that are remembered; one more empties the memory.
const REMEMBERED: usize = 10_000;

/// Who a good bearer stands for.
#[derive(Debug)]
pub(crate) struct Caller {
    /// The client as the use cases see it.
    pub(crate) actor: Actor,
    /// The client.
    pub(crate) client: Arc<Client>,
    /// When the bearer stops being good.
    until: Timestamp,
    /// When the secret behind it was last used, in milliseconds; 0 where that is written already.
    used: Arc<AtomicU64>,
}

impl Caller {
    /// The client with all that its key holds, whatever its token was asked for.
    pub(crate) fn whole(&self) -> Actor {
        Actor::Client {
            client: self.client.id,
            scopes: self.client.scopes,
        }
    }

    /// Whether the bearer is still good.
    pub(crate) fn is_good(&self, now: Timestamp) -> bool {
        now < self.until
    }

    /// Notes that the secret behind it was used.
    pub(crate) fn note(&self, now: Timestamp) {
        note(&self.used, now);
    }
}

/// A client that is not revoked.
#[derive(Debug)]
pub(crate) struct Client {
    /// Its id.
    pub(crate) id: ClientId,
    /// Whether it works on the test ledger.
    pub(crate) test: bool,
    /// What it may do.
    pub(crate) scopes: Scopes,
    secrets: Vec<Secret>,
    /// What lives on when the client is read again.
    pub(crate) use_now: Arc<Use>,
}

/// What a client is doing at the moment.
#[derive(Debug, Default)]
pub(crate) struct Use {
    /// Its requests in the present second.
    pub(crate) requests: Counter,
    /// Its long polls that are waiting.
    pub(crate) polls: AtomicU32,
    /// What it called since that was last written.
    pub(super) tally: Tally,
}

/// All clients at one revision, and the tokens verified against it.
struct Snapshot {
    revision: u64,
    by_id: HashMap<ClientId, Arc<Client>>,
    /// Of every client, also of those that are revoked: what they called last is still to be written.
    uses: HashMap<ClientId, Arc<Use>>,
    by_secret: HashMap<[u8; 32], Arc<Caller>>,
    /// When each secret was last used, by its digest: see [`Caller::used`].
    used: HashMap<[u8; 32], Arc<AtomicU64>>,
    by_token: papaya::HashMap<[u8; 32], Arc<Caller>>,
}

/// The clients of an installation.
pub struct Clients {
    store: Arc<dyn Store>,
    key: [u8; 32],
    limit: Limit,
    began: Instant,
    snapshot: ArcSwap<Snapshot>,
    /// How many times the store was asked. Held while asking, so that any number of unknown
    /// bearers ask once.
    asked: AtomicU64,
    asking: Mutex<()>,
}

impl Clients {
    /// Reads all clients of the live store. `key` seals bearer tokens; every client may send
    /// `per_second` requests in a second (0: as many as it likes).
    ///
    /// # Errors
    ///
    /// [`StoreError`] where they cannot be read.
    pub async fn open(
        store: Arc<dyn Store>,
        key: [u8; 32],
        per_second: u32,
    ) -> Result<Arc<Self>, StoreError> {
        let snapshot = Snapshot::read(store.as_ref(), None).await?;
        Ok(Arc::new(Self {
            store,
            key,
            limit: Limit::new(per_second),
            began: Instant::now(),
            snapshot: ArcSwap::from_pointee(snapshot),
            asked: AtomicU64::new(0),
            asking: Mutex::new(()),
        }))
    }

    /// Sees changes that other processes make, until `stopping` says so.
    pub async fn keep_fresh(self: Arc<Self>, mut stopping: watch::Receiver<bool>) {
        let mut every = tokio::time::interval(EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = every.tick() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            if let Err(error) = self.refresh().await {
                tracing::warn!(%error, "the API clients could not be read");
            }
        }
    }

    /// Writes what clients call every few seconds, and forgets what is older than two days, until
    /// `stopping` says so.
    pub async fn keep_counts(
        self: Arc<Self>,
        clock: Arc<dyn Clock>,
        mut stopping: watch::Receiver<bool>,
    ) {
        let mut every = tokio::time::interval(WRITTEN_EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut swept = 0;
        loop {
            tokio::select! {
                _ = every.tick() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            let now = clock.now();
            self.write_counts(now).await;
            if hour(now) > swept {
                let old = hour(now).saturating_sub(KEPT_HOURS);
                match self.store.forget_calls(old).await {
                    Ok(_) => swept = hour(now),
                    Err(error) => tracing::warn!(%error, "old calls could not be deleted yet"),
                }
            }
        }
    }

    /// Writes what clients called since this was last done. What cannot be written is kept for the
    /// next time.
    pub async fn write_counts(&self, now: Timestamp) {
        let snapshot = self.snapshot.load_full();
        self.write_secrets(&snapshot).await;
        let (mut calls, mut last) = (Vec::new(), Vec::new());
        for (client, use_now) in &snapshot.uses {
            let (counted, newest) = use_now.tally.take(*client, now);
            calls.extend(counted);
            last.extend(newest);
        }
        if calls.is_empty() {
            return;
        }
        if let Err(error) = self.store.add_calls(&calls, &last).await {
            tracing::warn!(%error, "what clients called could not be written yet");
            for of in &calls {
                if let Some(use_now) = snapshot.uses.get(&of.client) {
                    use_now.tally.put_back(std::slice::from_ref(of));
                }
            }
        }
    }

    /// Writes which secrets were used since this was last done.
    async fn write_secrets(&self, snapshot: &Snapshot) {
        let taken = snapshot.used.iter().map(|(digest, used)| {
            let millis = used.swap(0, Ordering::Relaxed);
            (*digest, used, i64::try_from(millis).unwrap_or(0))
        });
        let taken: Vec<_> = taken.filter(|(.., millis)| *millis > 0).collect();
        let noted = taken.iter().map(|(digest, _, millis)| SecretUse {
            digest: *digest,
            at: Timestamp::from_millis(*millis),
        });
        let noted: Vec<_> = noted.collect();
        if noted.is_empty() {
            return;
        }
        if let Err(error) = self.store.note_secrets(&noted).await {
            tracing::warn!(%error, "which secrets were used could not be written yet");
            for (_, used, millis) in taken {
                used.fetch_max(u64::try_from(millis).unwrap_or(0), Ordering::Relaxed);
            }
        }
    }

    /// Who this bearer is: a client's secret or a token that was given for one. `None` where it
    /// is not good.
    pub(crate) async fn caller(
        &self,
        bearer: &str,
        now: Timestamp,
    ) -> Result<Option<Arc<Caller>>, StoreError> {
        let digest = sha256(bearer.as_bytes());
        if let Some(known) = self.snapshot.load().known(&digest) {
            return Ok(Some(known).filter(|caller| caller.is_good(now)));
        }
        let token = Token::open(bearer, &self.key);
        if token.is_none() && !bearer.starts_with("mk_") {
            return Ok(None);
        }
        let look = |snapshot: &Snapshot| match &token {
            Some(token) => snapshot.remember(digest, token),
            None => snapshot.known(&digest),
        };
        let mut found = look(&self.snapshot.load());
        if found.is_none() {
            self.refresh_after_a_miss().await?;
            found = look(&self.snapshot.load());
        }
        Ok(found.filter(|caller| caller.is_good(now)))
    }

    /// Whether what came with these headers is a test client's, as far as that is known in memory; it asks
    /// nobody. Whether the bearer is good is another question: who only seems to be a test client is refused
    /// sooner, and no more.
    pub(crate) fn is_test(&self, headers: &HeaderMap) -> bool {
        let Ok(bearer) = bearer(headers) else {
            return false;
        };
        let snapshot = self.snapshot.load();
        if let Some(known) = snapshot.known(&sha256(bearer.as_bytes())) {
            return known.client.test;
        }
        // Else each new token would be let through once.
        let token = Token::open(bearer, &self.key);
        let client = token.and_then(|token| snapshot.by_id.get(&token.client).cloned());
        client.is_some_and(|client| client.test)
    }

    /// The client with this id, if `secret` is one of its secrets.
    pub(crate) async fn sign_in(
        &self,
        id: ClientId,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<(Arc<Client>, [u8; 8])>, StoreError> {
        let digest = sha256(secret.as_bytes());
        let look = |snapshot: &Snapshot| {
            let client = snapshot.by_id.get(&id)?;
            let named = client.secret(|of| bool::from(of.digest.ct_eq(&digest)), now)?;
            note(&snapshot.used_by(&named.digest), now);
            Some((Arc::clone(client), mark(named)))
        };
        let mut found = look(&self.snapshot.load());
        if found.is_none() {
            self.refresh_after_a_miss().await?;
            found = look(&self.snapshot.load());
        }
        Ok(found)
    }

    /// The client with this id, unless it was revoked.
    pub(crate) fn client(&self, id: ClientId) -> Option<Arc<Client>> {
        self.snapshot.load().by_id.get(&id).cloned()
    }

    /// What each client may send.
    pub(crate) fn limit(&self) -> &Limit {
        &self.limit
    }

    /// The second that requests are counted in.
    pub(crate) fn second(&self) -> u32 {
        u32::try_from(self.began.elapsed().as_secs()).unwrap_or(u32::MAX)
    }

    /// Seals a token of this installation.
    pub(crate) fn seal(&self, token: &Token) -> String {
        token.seal(&self.key)
    }

    async fn refresh_after_a_miss(&self) -> Result<(), StoreError> {
        let seen = self.asked.load(Ordering::Acquire);
        let _one = self.asking.lock().await;
        // Somebody began to ask after this caller's look: that answer serves here too.
        if self.asked.load(Ordering::Acquire) > seen {
            return Ok(());
        }
        self.asked.fetch_add(1, Ordering::AcqRel);
        self.read().await
    }

    async fn refresh(&self) -> Result<(), StoreError> {
        let _one = self.asking.lock().await;
        self.asked.fetch_add(1, Ordering::AcqRel);
        self.read().await
    }

    async fn read(&self) -> Result<(), StoreError> {
        let before = self.snapshot.load_full();
        if self.store.clients_revision().await? != before.revision {
            let after = Snapshot::read(self.store.as_ref(), Some(&before)).await?;
            self.snapshot.store(Arc::new(after));
        }
        Ok(())
    }
}

impl Snapshot {
    async fn read(store: &dyn Store, before: Option<&Self>) -> Result<Self, StoreError> {
        // The revision first: a change in between is then seen by the next look.
        let revision = store.clients_revision().await?;
        let mut snapshot = Self {
            revision,
            by_id: HashMap::new(),
            uses: HashMap::new(),
            by_secret: HashMap::new(),
            used: HashMap::new(),
            by_token: papaya::HashMap::new(),
        };
        for record in store.clients().await? {
            let known = before.and_then(|before| before.uses.get(&record.id));
            let use_now = known.map_or_else(Arc::default, Arc::clone);
            snapshot.uses.insert(record.id, Arc::clone(&use_now));
            for secret in &record.secrets {
                let known = before.and_then(|before| before.used.get(&secret.digest));
                let used = known.map_or_else(Arc::default, Arc::clone);
                snapshot.used.insert(secret.digest, used);
            }
            if record.revoked_at.is_none() {
                snapshot.add(record, use_now);
            }
        }
        Ok(snapshot)
    }

    fn add(&mut self, record: ClientRecord, use_now: Arc<Use>) {
        let client = Arc::new(Client {
            id: record.id,
            test: record.test,
            scopes: record.scopes,
            secrets: record.secrets,
            use_now,
        });
        for secret in &client.secrets {
            let until = secret.until.unwrap_or(Timestamp::from_millis(i64::MAX));
            let caller = Caller {
                actor: Actor::Client {
                    client: client.id,
                    scopes: client.scopes,
                },
                client: Arc::clone(&client),
                until,
                used: self.used_by(&secret.digest),
            };
            self.by_secret.insert(secret.digest, Arc::new(caller));
        }
        self.by_id.insert(client.id, client);
    }

    /// Where it is noted that a secret is used.
    fn used_by(&self, digest: &[u8; 32]) -> Arc<AtomicU64> {
        self.used.get(digest).map_or_else(Arc::default, Arc::clone)
    }

    fn known(&self, digest: &[u8; 32]) -> Option<Arc<Caller>> {
        if let Some(caller) = self.by_secret.get(digest) {
            return Some(Arc::clone(caller));
        }
        self.by_token.pin().get(digest).cloned()
    }

    /// Remembers a token whose seal was checked, if its client and secret are still there.
    fn remember(&self, digest: [u8; 32], token: &Token) -> Option<Arc<Caller>> {
        let client = self.by_id.get(&token.client)?;
        let secret = client
            .secrets
            .iter()
            .find(|secret| mark(secret) == token.secret)?;
        let until = secret
            .until
            .map_or(token.until, |until| until.min(token.until));
        let scopes = client
            .scopes
            .iter()
            .filter(|scope| token.scopes.has(*scope))
            .collect();
        let caller = Arc::new(Caller {
            actor: Actor::Client {
                client: client.id,
                scopes,
            },
            client: Arc::clone(client),
            until,
            used: self.used_by(&secret.digest),
        });
        let tokens = self.by_token.pin();
        if tokens.len() >= REMEMBERED {
            tokens.clear();
        }
        tokens.insert(digest, Arc::clone(&caller));
        Some(caller)
    }
}

impl Client {
    fn secret(&self, wanted: impl Fn(&Secret) -> bool, now: Timestamp) -> Option<&Secret> {
        let mut running = self.secrets.iter();
        running.find(|secret| wanted(secret) && secret.until.is_none_or(|until| now < until))
    }
}

/// Notes that a secret was used.
fn note(used: &AtomicU64, now: Timestamp) {
    let millis = u64::try_from(now.as_millis()).unwrap_or(0);
    used.store(millis, Ordering::Relaxed);
}

/// Which of a client's secrets a token was given for: enough to tell two apart, and useless
/// without the sealing key.
fn mark(secret: &Secret) -> [u8; 8] {
    let mut mark = [0; 8];
    for (to, from) in mark.iter_mut().zip(secret.digest) {
        *to = from;
    }
    mark
}
