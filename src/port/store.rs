//! How consent is kept: the ledger, its personal side, and the projections written with it.

use async_trait::async_trait;

use super::{
    AuditLine, CaseEnd, CaseRow, CaseStore, DecisionStore, Held, HindsightStore, InferenceStore,
    InsightStore, LogStore, Office, ValueStore, WebhookStore,
};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::Identifier;
use crate::id::{CustomerId, ReceiptId};
use crate::insight::{AskedRow, Reply, Tally, Withdrawal};
use crate::ledger::Leaf;

/// What went wrong with a store. Absence is never an error: it is `Ok(None)`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else was faster: the head moved, or a unique value is taken.
    #[error("somebody else changed this first")]
    Conflict,
    /// The lease is held by another process, or was lost to one.
    #[error("another server holds this database")]
    NotHolder,
    /// What is stored cannot be read.
    #[error("the stored data is damaged: {0}")]
    Corrupt(String),
    /// The database is away, full or too slow. Nothing is known to be stored. Try again later.
    #[error("the database is away: {0}")]
    Unavailable(String),
}

/// The end of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The highest index.
    pub index: u64,
    /// When that entry was appended.
    pub at: Timestamp,
    /// Which log this is.
    pub log: [u8; 16],
}

/// The right to be the only writer. A token that grows with each taking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Grows each time that the lease is taken.
    pub epoch: u64,
}

/// A stored entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its place; dense, from 0.
    pub index: u64,
    /// When it was appended.
    pub at: Timestamp,
    /// The public part.
    pub leaf: Leaf,
    /// The personal side: gone after an erasure.
    pub side: Option<Side>,
    /// Whether the personal side was destroyed on purpose.
    pub destroyed: bool,
}

/// The personal side of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Who it is about.
    pub customer: Option<CustomerId>,
    /// The entry before this one about the same customer; 0 where there is none.
    pub previous: u64,
    /// What the customer keeps of it, where she keeps something.
    pub receipt: Option<ReceiptId>,
    /// Opens the leaf's commitment, together with the payload.
    pub nonce: [u8; 32],
    /// The body as JSON.
    pub payload: Vec<u8>,
}

/// A customer as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// Her id.
    pub id: CustomerId,
    /// The key that stands for her in the ledger.
    pub key: [u8; 32],
    /// The language that she reads.
    pub locale: Option<String>,
    /// Where she lives.
    pub region: Option<String>,
    /// The year she was born in.
    pub birth_year: Option<u16>,
    /// When she became known here.
    pub created_at: Timestamp,
    /// [`crate::consent::ConsentState`] as JSON.
    pub state: Vec<u8>,
    /// Her identifiers, in the order given. Read with the row; written by [`IdentifierRow`]s.
    pub identifiers: Vec<Identifier>,
}

/// An identifier that is given to a customer or taken from her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierRow {
    /// The identifier. Unique over all customers.
    pub identifier: Identifier,
    /// Whose.
    pub customer: CustomerId,
    /// Its place in her list; `None` takes it away.
    pub place: Option<u32>,
}

/// The answer that an idempotency key stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// A keyed digest of the caller and the key.
    pub key: [u8; 32],
    /// A keyed digest of the request.
    pub request: [u8; 32],
    /// Whose data the answer holds; erased with her.
    pub customer: Option<CustomerId>,
    /// The answer, as the engine encodes it.
    pub answer: Vec<u8>,
    /// When it was given.
    pub at: Timestamp,
}

/// A change of the catalogue: a projection of its ledger entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// The ledger index of the entry.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// [`crate::ledger::CatalogueChange`] as JSON.
    pub change: Vec<u8>,
}

/// An erased customer: a projection of the ledger entry that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureRow {
    /// The ledger index of the erasure.
    pub index: u64,
    /// Who was erased.
    pub customer: CustomerId,
    /// Keyed digests of her identifiers, as long as she is not to come back.
    pub suppressed: Vec<[u8; 32]>,
}

/// What a commit destroys. Whoever reads the files afterwards does not find it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destruction {
    /// The entries whose personal sides go.
    pub entries: Vec<u64>,
    /// Entries that stay, and the entry before each that stays: see [`Side::previous`].
    pub previous: Vec<(u64, u64)>,
    /// The records and the exchange of which all goes that stands beside the entries: what was
    /// reported as arrived, that she was asked, and what she withdrew.
    pub arrived: Vec<(CustomerId, Slug)>,
    /// The customer who goes altogether, with every row of hers in every table (see
    /// [`super::personal`]): each of her records.
    pub erasures: Vec<ErasureRow>,
    /// Erased customers who may come back: their digests go.
    pub readmitted: Vec<CustomerId>,
}

/// Everything that one commit writes: all of it or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// New entries, dense, the first right behind the head.
    pub entries: Vec<EntryRow>,
    /// Customers, new and changed: the whole row replaces an older one. At most one each.
    pub customers: Vec<CustomerRow>,
    /// Identifiers given and taken, in order. At most one row for each identifier.
    pub identifiers: Vec<IdentifierRow>,
    /// New answers.
    pub answers: Vec<AnswerRow>,
    /// New versions.
    pub versions: Vec<VersionRow>,
    /// What the list of who did what says of these entries. Never without an entry.
    pub lines: Vec<AuditLine>,
    /// What is destroyed.
    pub destruction: Option<Destruction>,
    /// What these entries add to the counts, and what is moved in them with what is destroyed.
    pub counts: Tally,
    /// Who was asked, with what she answers in the same group. One whose row is there is left as it
    /// is. At most one for each customer and version.
    pub asked: Vec<AskedRow>,
    /// What these entries answer, where somebody was asked before. At most one for each customer
    /// and version.
    pub replies: Vec<Reply>,
    /// What these entries withdraw.
    pub withdrawals: Vec<Withdrawal>,
    /// Cases that these entries open; one that they decide as well comes with its end.
    pub cases: Vec<CaseRow>,
    /// How cases end that were open before. At most one for each case.
    pub case_ends: Vec<CaseEnd>,
}

/// Who looks at entries, one after the other, on whichever thread they are read.
pub type Look = Box<dyn FnMut(&EntryRow) + Send>;

/// The ledger and its projections. One process writes, any number read.
#[async_trait]
pub trait ConsentStore: InsightStore {
    /// Takes the lease for `ttl_s` seconds, if nobody holds it. `holder` is a random name.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotHolder`] while another holder's lease runs.
    async fn take_lease(&self, holder: &str, ttl_s: u32) -> Result<Lease, StoreError>;

    /// Prolongs a lease by `ttl_s` seconds from now. The store's own clock counts.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotHolder`] where the lease was lost.
    async fn renew_lease(&self, lease: Lease, ttl_s: u32) -> Result<(), StoreError>;

    /// Takes the lease anew for the holder that has it. What was sent under the older lease and is
    /// not written yet never will be; what was being written is written when this returns.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotHolder`] where somebody else had the lease in between.
    async fn fence(&self, holder: &str, ttl_s: u32) -> Result<Lease, StoreError>;

    /// Gives the lease back, so that the next server need not wait.
    async fn release_lease(&self, lease: Lease) -> Result<(), StoreError>;

    /// The end of the ledger; `None` in a new database, before the genesis entry.
    async fn head(&self) -> Result<Option<Head>, StoreError>;

    /// Writes the group in one durable transaction. When this returns `Ok`, it is stored.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the first index is not right behind the head;
    /// [`StoreError::NotHolder`] where `lease` is not the newest one. After
    /// [`StoreError::Unavailable`] the group may be stored, or not, or be stored later:
    /// [`Self::fence`] it off, then ask for the head.
    async fn commit(&self, lease: Lease, group: &Group) -> Result<(), StoreError>;

    /// All versions, by ledger index.
    async fn versions(&self) -> Result<Vec<VersionRow>, StoreError>;

    /// All erasures, by ledger index.
    async fn erasures(&self) -> Result<Vec<ErasureRow>, StoreError>;

    /// Sees to it that what was deleted before is in no file of the database any more, as far as
    /// the database lets anybody do that; see each store.
    async fn scrub(&self) -> Result<(), StoreError>;

    /// All that is stored about one customer, table by table as [`super::personal`] lists them.
    async fn held(&self, id: CustomerId, trail: &[u64]) -> Result<Vec<Held>, StoreError>;

    /// Up to `limit` customers whose id comes after `after`, by id, with their identifiers.
    async fn customers(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError>;

    /// The stored answers of those keys; keys without one are left out.
    async fn answers(&self, keys: &[[u8; 32]]) -> Result<Vec<AnswerRow>, StoreError>;

    /// Forgets answers given before `before`; how many.
    async fn forget_answers(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Up to `limit` entries from index `from` on, in order, without a gap.
    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError>;

    /// Shows the entries that [`Self::entries`] gives to `look`, on a thread that may work, and
    /// where it can on the one that reads them: over a whole ledger it costs as much to hand them on
    /// as to read them.
    async fn show_entries(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError>;

    /// The entry that this receipt is of; `None` where there is none, or it was erased.
    async fn receipt(&self, receipt: ReceiptId) -> Result<Option<EntryRow>, StoreError>;

    /// Up to `limit` entries of one customer, newest first: the one at `from`, then along
    /// [`Side::previous`].
    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError>;
}

/// A whole database.
#[async_trait]
pub trait Store:
    ConsentStore
    + DecisionStore
    + InsightStore
    + LogStore
    + Office
    + ValueStore
    + WebhookStore
    + InferenceStore
    + CaseStore
    + HindsightStore
{
    /// Brings the schema up to date.
    async fn migrate(&self) -> Result<(), StoreError>;

    /// Whether the database answers.
    async fn ping(&self) -> Result<(), StoreError>;

    /// Copies the whole database into `file`, consistently, while others write.
    async fn backup(&self, file: &std::path::Path) -> Result<(), StoreError>;

    /// Closes all connections after what is under way.
    async fn close(&self);
}
