//! The keys of API clients: who has which, what each may do, and what would break without it.
//!
//! A secret is made of 32 random bytes that the caller brings, and is kept as a digest alone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, Denied, Scopes, authorise};
use crate::catalogue::Fault;
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::ActorRef;
use crate::digest::{hex, sha256};
use crate::id::{AuditId, ClientId};
use crate::port::{AuditLine, ClientRecord, ClientStore, LastUse, Secret, StoreError};

/// The most clients that are not revoked.
pub const CLIENTS: usize = 200;
/// The most secrets of one client that work at the same time.
pub const SECRETS: usize = 4;
/// A day, in seconds.
pub const DAY_S: u32 = 86_400;
/// The longest time for which an older secret works beside a new one: 30 days, in seconds.
const LONGEST_OVERLAP_S: u32 = 30 * DAY_S;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// How often a change is tried where another client changed at the same moment.
const TRIES: u32 = 8;
/// A day, in hours.
const DAY_HOURS: u64 = 24;

/// A client's secret made of these random bytes: what its owner keeps, and what is stored of it.
#[must_use]
pub fn client_secret(test: bool, bytes: [u8; 32]) -> (String, Secret) {
    let prefix = if test { "mk_test_" } else { "mk_live_" };
    let text = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes));
    let last4 = text.chars().skip(text.len().saturating_sub(4)).collect();
    let secret = Secret {
        digest: sha256(text.as_bytes()),
        last4,
        until: None,
    };
    (text, secret)
}

/// The client that is made by these random bytes: the same ones name the same client for ever, also
/// after its first secret is gone. The bytes are not found from it.
fn client_made_by(bytes: [u8; 32]) -> ClientId {
    let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        sha256(&[b"client made by ".as_slice(), &bytes].concat());
    ClientId::from_bytes(id)
}

/// A mark of the present secret of a client, in hex: it tells one from another, and neither the
/// secret nor what is stored of it is found from it. A page carries it, so that what it asks for is
/// done to what it showed.
#[must_use]
pub fn present_mark(client: &ClientRecord) -> String {
    let digest = client.secrets.first().map(|secret| secret.digest);
    let digest = digest.unwrap_or_default();
    let mark = sha256(&[b"mark of the present secret ".as_slice(), &digest].concat());
    hex(&mark)
}

/// What the use cases of API clients touch.
pub struct ApiClients<'a> {
    /// Where they are kept.
    pub store: &'a dyn ClientStore,
    /// The present, and for new ids.
    pub clock: &'a dyn Clock,
    /// For new ids.
    pub entropy: &'a dyn Entropy,
}

/// A client that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientWish {
    /// What people call it.
    pub name: String,
    /// Whether it works on the test ledger.
    pub test: bool,
    /// What it may do.
    pub scopes: Scopes,
}

/// A client, and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownClient {
    /// The client.
    pub record: ClientRecord,
    /// Its last call, as far as it was counted.
    pub last: Option<LastUse>,
    /// When each of its secrets was last used, in their order, as far as it was noted: by itself, or by a
    /// token that it was traded for.
    pub secrets_used: Vec<Option<Timestamp>>,
    /// How often it called which operation in the last 24 hours and the hour that they began in;
    /// the most called first.
    pub calls: Vec<(String, u64)>,
}

impl KnownClient {
    /// How often it called in the last 24 hours.
    #[must_use]
    pub fn called(&self) -> u64 {
        self.calls.iter().map(|(_, count)| count).sum()
    }
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoClient {
    /// It cannot be read, or may not be.
    #[error(transparent)]
    Reading(#[from] Reading),
    /// What was typed cannot be taken.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Typed(Vec<Fault>),
    /// Its present secret is another one by now than whoever asks has seen.
    #[error("the secret of this client was changed meanwhile")]
    Moved,
    /// It is revoked, so that it needs no secret.
    #[error("this client is revoked")]
    Revoked,
    /// There are so many that no more are made.
    #[error("there are {CLIENTS} clients, and no more are made: revoke one first")]
    TooMany,
    /// So many of its secrets work that no further one is made.
    #[error("{SECRETS} secrets of this client work; end the older ones at once, or wait")]
    TooManySecrets,
}

impl From<StoreError> for NoClient {
    fn from(error: StoreError) -> Self {
        Self::Reading(Reading::Store(error))
    }
}

impl From<Denied> for NoClient {
    fn from(denied: Denied) -> Self {
        Self::Reading(denied.into())
    }
}

/// What a decision about clients comes to.
enum Step {
    /// It is so already.
    Done(ClientRecord),
    /// This is to be stored, with what is said of it.
    Store(ClientRecord, &'static str, String),
}

impl Mutual {
    /// The use cases of API clients.
    #[must_use]
    pub fn clients(&self) -> ApiClients<'_> {
        ApiClients {
            store: self.office.as_ref(),
            clock: self.clock.as_ref(),
            entropy: self.entropy.as_ref(),
        }
    }
}

impl ApiClients<'_> {
    /// All clients, the newest first, and what they do.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn list(&self, actor: &Actor) -> Result<Vec<KnownClient>, Reading> {
        authorise(actor, Deed::ManageClients)?;
        let since = hour(self.clock.now()).saturating_sub(DAY_HOURS);
        let calls = self.store.calls_since(since).await?;
        let last = self.store.last_calls().await?;
        let used = self.store.secret_uses().await?;
        let used_at = |secret: &Secret| {
            let found = used.iter().find(|used| used.digest == secret.digest);
            found.map(|used| used.at)
        };
        let mut records = self.store.clients().await?;
        records.sort_by_key(|record| std::cmp::Reverse((record.created_at, record.id)));
        let known = records.into_iter().map(|record| {
            let mut sums: Vec<(String, u64)> = Vec::new();
            for of in calls.iter().filter(|of| of.client == record.id) {
                match sums.iter_mut().find(|(name, _)| *name == of.operation) {
                    Some((_, sum)) => *sum += of.count,
                    None => sums.push((of.operation.clone(), of.count)),
                }
            }
            sums.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
            KnownClient {
                last: last.iter().find(|last| last.client == record.id).cloned(),
                calls: sums,
                secrets_used: record.secrets.iter().map(used_at).collect(),
                record,
            }
        });
        Ok(known.collect())
    }

    /// One client, and what it does.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn one(&self, actor: &Actor, id: ClientId) -> Result<KnownClient, Reading> {
        let mut all = self.list(actor).await?.into_iter();
        all.find(|known| known.record.id == id)
            .ok_or(Reading::Absent)
    }

    /// Makes a client whose secret is made of `bytes`; it and that secret, which works until a
    /// later one takes its place. The same bytes make one client, however often and however late
    /// they come: what became of it since stays.
    ///
    /// # Errors
    ///
    /// [`NoClient`].
    pub async fn make(
        &self,
        actor: &Actor,
        wish: ClientWish,
        bytes: [u8; 32],
    ) -> Result<(ClientRecord, String), NoClient> {
        authorise(actor, Deed::ManageClients)?;
        let (text, secret) = client_secret(wish.test, bytes);
        let name = wish.name.trim().to_owned();
        let faults = faults(&name, wish.scopes);
        if !faults.is_empty() {
            return Err(NoClient::Typed(faults));
        }
        let record = ClientRecord {
            id: client_made_by(bytes),
            name,
            test: wish.test,
            scopes: wish.scopes,
            secrets: vec![secret.clone()],
            created_at: self.clock.now(),
            revoked_at: None,
        };
        let made = self
            .change(actor, |known| {
                // One that an older version made has an id of its own, and is told by its secret.
                let same = |known: &&ClientRecord| known.id == record.id || has(known, &secret);
                if let Some(before) = known.iter().find(same) {
                    return Ok(Step::Done(before.clone()));
                }
                let there = known.iter().filter(|known| known.revoked_at.is_none());
                if there.count() >= CLIENTS {
                    return Err(NoClient::TooMany);
                }
                let mode = if record.test { "test" } else { "live" };
                let said = format!("{mode}: {}", record.scopes);
                Ok(Step::Store(record.clone(), "client.made", said))
            })
            .await?;
        Ok((made, text))
    }

    /// Gives a client a new secret, made of `bytes`. Those before it work on for `overlap_s`
    /// seconds at most; 0 ends them at once. The same bytes make one secret, however often they
    /// come. `seen` is the mark of the secret ([`present_mark`]) in whose place it is to come;
    /// without one it comes in the place of whichever is there, so whoever gives none brings bytes
    /// that were never used.
    ///
    /// # Errors
    ///
    /// [`NoClient`]; [`NoClient::Moved`] where the present secret is neither the one that was seen
    /// nor made of these bytes: so none that ended comes back.
    pub async fn roll(
        &self,
        actor: &Actor,
        id: ClientId,
        seen: Option<&str>,
        overlap_s: u32,
        bytes: [u8; 32],
    ) -> Result<(ClientRecord, String), NoClient> {
        authorise(actor, Deed::ManageClients)?;
        if overlap_s > LONGEST_OVERLAP_S {
            let message = "use at most 30 days".to_owned();
            let field = "overlap".to_owned();
            return Err(NoClient::Typed(vec![Fault { field, message }]));
        }
        let now = self.clock.now();
        let until = now.plus_seconds(overlap_s.into());
        let rolled = self
            .change(actor, |known| {
                let mut client = found(known, id)?;
                let (_, secret) = client_secret(client.test, bytes);
                let present = client.secrets.first();
                if present.is_some_and(|present| present.digest == secret.digest) {
                    return Ok(Step::Done(client));
                }
                if client.revoked_at.is_some() {
                    return Err(NoClient::Revoked);
                }
                if seen.is_some_and(|seen| seen != present_mark(&client)) || has(&client, &secret) {
                    return Err(NoClient::Moved);
                }
                for old in &mut client.secrets {
                    old.until = Some(old.until.map_or(until, |end| end.min(until)));
                }
                let works = |old: &Secret| old.until.is_none_or(|end| end > now);
                client.secrets.retain(works);
                if client.secrets.len() >= SECRETS {
                    return Err(NoClient::TooManySecrets);
                }
                client.secrets.insert(0, secret);
                let said = format!("{} h", overlap_s / 3_600);
                Ok(Step::Store(client, "client.rolled", said))
            })
            .await?;
        let (text, _) = client_secret(rolled.test, bytes);
        Ok((rolled, text))
    }

    /// Switches a client off, at once and for good: its secrets and tokens are refused from now
    /// on.
    ///
    /// # Errors
    ///
    /// [`NoClient`].
    pub async fn revoke(&self, actor: &Actor, id: ClientId) -> Result<ClientRecord, NoClient> {
        authorise(actor, Deed::ManageClients)?;
        let now = self.clock.now();
        self.change(actor, |known| {
            let mut client = found(known, id)?;
            if client.revoked_at.is_some() {
                return Ok(Step::Done(client));
            }
            client.revoked_at = Some(now);
            Ok(Step::Store(client, "client.revoked", String::new()))
        })
        .await
    }

    /// The present secret of a client, where it is made of `bytes`; nothing where a later one took
    /// its place, or the client is revoked.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn secret_made_of(
        &self,
        actor: &Actor,
        id: ClientId,
        bytes: [u8; 32],
    ) -> Result<Option<String>, Reading> {
        let known = self.one(actor, id).await?.record;
        let (text, secret) = client_secret(known.test, bytes);
        let first = known.secrets.first();
        let shown =
            known.revoked_at.is_none() && first.is_some_and(|of| of.digest == secret.digest);
        Ok(shown.then_some(text))
    }

    /// Decides from what is stored, and stores what comes of it, unless any client changed in
    /// between: then it decides anew.
    async fn change(
        &self,
        actor: &Actor,
        decide: impl Fn(&[ClientRecord]) -> Result<Step, NoClient> + Send + Sync,
    ) -> Result<ClientRecord, NoClient> {
        for _ in 0..TRIES {
            // The revision first: what changes after it is then noticed.
            let revision = self.store.clients_revision().await?;
            let (record, what, said) = match decide(&self.store.clients().await?)? {
                Step::Done(record) => return Ok(record),
                Step::Store(record, what, said) => (record, what, said),
            };
            let line = AuditLine {
                id: AuditId::new(self.clock, self.entropy),
                at: self.clock.now(),
                actor: ActorRef::from(actor),
                what: what.to_owned(),
                about: record.name.clone(),
                reason: said,
            };
            match self.store.change_client(&record, revision, &line).await {
                Ok(()) => return Ok(record),
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }
}

/// The hour that a moment is counted in: whole hours since 1970.
fn hour(at: Timestamp) -> u64 {
    u64::try_from(at.as_millis() / 3_600_000).unwrap_or(0)
}

fn has(client: &ClientRecord, secret: &Secret) -> bool {
    client.secrets.iter().any(|of| of.digest == secret.digest)
}

fn found(known: &[ClientRecord], id: ClientId) -> Result<ClientRecord, NoClient> {
    let client = known.iter().find(|client| client.id == id).cloned();
    client.ok_or(NoClient::Reading(Reading::Absent))
}

fn faults(name: &str, scopes: Scopes) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: String| {
        let field = field.to_owned();
        faults.push(Fault { field, message });
    };
    if name.is_empty()
        || name.chars().count() > LONGEST_NAME
        || name
            .chars()
            .any(|c| c.is_control() || crate::consent::is_invisible(c))
    {
        let message = format!("use one line of 1 to {LONGEST_NAME} characters");
        fault("name", message);
    }
    if scopes.iter().next().is_none() {
        fault("scopes", "pick at least one".to_owned());
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_says_where_it_works_and_is_stored_as_a_digest() {
        let (text, secret) = client_secret(true, [7; 32]);
        assert!(text.starts_with("mk_test_"), "{text}");
        assert_eq!(text.len(), 8 + 43);
        assert!(text.ends_with(&secret.last4));
        assert_eq!(secret.digest, sha256(text.as_bytes()));
        assert!(client_secret(false, [7; 32]).0.starts_with("mk_live_"));
    }
}
