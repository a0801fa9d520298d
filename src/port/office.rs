//! What surrounds consent: accounts, sessions, clients, drafts, jobs, settings.
//!
//! Secrets cross these traits as digests alone.

use std::collections::BTreeSet;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{
    AuditLine, ClientStore, ComparisonStore, DraftStore, LineProposalStore, Organisation,
    StoreError,
};
use crate::access::Role;
use crate::clock::Timestamp;
use crate::consent::Identifier;
use crate::guard::DeskRules;
use crate::id::{AccountId, ClientId, CustomerId, JobId};

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// A customer's.
    Customer(CustomerId),
    /// Somebody's of the organisation.
    Staff(Role),
}

/// Someone who signs in with e-mail and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The address, in small letters. Unique.
    pub email: String,
    /// The password's argon2id digest in PHC form; none where no password was set yet.
    pub password: Option<String>,
    /// Whose it is.
    pub kind: AccountKind,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was switched off.
    pub disabled_at: Option<Timestamp>,
}

/// Accounts.
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// Adds an account, with the line of it where it is worth one, in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the address is taken; nothing is stored then.
    async fn add_account(
        &self,
        account: &Account,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
    /// The account with this address (small letters).
    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError>;
    /// The account with this id.
    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError>;
    /// The account of this customer.
    async fn account_of(&self, customer: CustomerId) -> Result<Option<Account>, StoreError>;
    /// The accounts of the organisation's own people, by address.
    async fn staff(&self) -> Result<Vec<Account>, StoreError>;
    /// Gives an account of the organisation's own people another role, and stores the line of it
    /// in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where there is no such account, or where no admin would be left
    /// who can come in.
    async fn set_role(&self, id: AccountId, role: Role, line: &AuditLine)
    -> Result<(), StoreError>;
    /// What colleagues are called to customers: of these, those who say so.
    async fn called(&self, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>, StoreError>;
    /// Says what one of the organisation's own people is called to customers (none: nothing), and
    /// stores the line of it in the same transaction. Where that is what is stored, or there is no such
    /// account, nothing happens.
    async fn set_called(
        &self,
        id: AccountId,
        called: Option<&str>,
        line: &AuditLine,
    ) -> Result<(), StoreError>;
    /// By what our records know colleagues who are customers too, beside their addresses: of these, those
    /// of whom it was said.
    async fn known_as(
        &self,
        ids: &[AccountId],
    ) -> Result<Vec<(AccountId, Vec<Identifier>)>, StoreError>;
    /// Says by what our records know one of the organisation's own people, in the place of `before`, and
    /// stores the line of it in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where `before` is not what is stored, or there is no such account: nothing
    /// has changed then.
    async fn set_known_as(
        &self,
        id: AccountId,
        before: &[Identifier],
        now: &[Identifier],
        line: &AuditLine,
    ) -> Result<(), StoreError>;
    /// All accounts, by address.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;
    /// Sets the password and, in the same transaction, ends all sessions and tickets of the
    /// account, and of the customer behind it, but the session `keep`, and stores the line of it
    /// where it is worth one.
    async fn set_password(
        &self,
        id: AccountId,
        password: &str,
        keep: Option<[u8; 32]>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
    /// Sets the password by a ticket of this account, which is used up in the same transaction;
    /// ends what [`AccountStore::set_password`] ends, and stores the line of it where it is worth one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the ticket is not good at `now`: nothing has changed then.
    async fn reset_password(
        &self,
        id: AccountId,
        password: &str,
        ticket: [u8; 32],
        now: Timestamp,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
    /// Switches the account off or on again; off ends all sessions and tickets of the account,
    /// and of the customer behind it, in the same transaction, as is the line of it where it is worth
    /// one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where there is no such account, or where no admin would be left
    /// who can come in.
    async fn set_disabled(
        &self,
        id: AccountId,
        at: Option<Timestamp>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
}

/// A session, as the cookie's digest names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the id in the cookie.
    pub id: [u8; 32],
    /// Whose: an id as text (`acc_…` or `cus_…`); empty before anybody came in.
    pub owner: String,
    /// What the session holds, as JSON.
    pub data: Vec<u8>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The most sessions of one owner: whoever follows the same link again and again fills nothing.
pub const SESSIONS: u32 = 50;

/// Sessions.
#[async_trait]
pub trait SessionStore: Send + Sync {
    /// Adds a session; false where the id is taken. Of one owner at most [`SESSIONS`] live: the
    /// one that would end first goes, in the same transaction.
    async fn add_session(&self, row: &SessionRow) -> Result<bool, StoreError>;
    /// Changes a session that is there; false where none is, for it may have been ended in between.
    async fn change_session(&self, row: &SessionRow) -> Result<bool, StoreError>;
    /// The session with this id that has not ended at `now`.
    async fn session(&self, id: [u8; 32], now: Timestamp)
    -> Result<Option<SessionRow>, StoreError>;
    /// Ends one session.
    async fn end_session(&self, id: [u8; 32]) -> Result<(), StoreError>;
    /// Ends every session of `owner` but `keep`; how many.
    async fn end_sessions_of(&self, owner: &str, keep: Option<[u8; 32]>)
    -> Result<u64, StoreError>;
    /// Deletes what ended before `now`; how many.
    async fn forget_sessions(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// What a mailed ticket is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketKind {
    /// To set a new password.
    PasswordReset,
    /// To come in once.
    SignIn,
}

/// A secret that was mailed and can be used once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// SHA-256 of the secret.
    pub digest: [u8; 32],
    /// What it is good for.
    pub kind: TicketKind,
    /// Whose: an id as text (`acc_…` or `cus_…`).
    pub owner: String,
    /// When it is no longer good.
    pub expires_at: Timestamp,
}

/// What a bucket has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tries {
    /// The tries of its present window.
    pub count: u32,
    /// When that window ends.
    pub until: Timestamp,
}

/// Counting tries, over restarts; and tickets.
#[async_trait]
pub trait ThrottleStore: Send + Sync {
    /// Counts one try in the bucket (a keyed digest of what is throttled) and says how many
    /// tries its present window has seen, this one included. A window lasts `window_s` seconds
    /// from its first try.
    async fn count_try(
        &self,
        bucket: [u8; 32],
        window_s: u32,
        now: Timestamp,
    ) -> Result<Tries, StoreError>;
    /// Empties a bucket, for example after a success.
    async fn clear_tries(&self, bucket: [u8; 32]) -> Result<(), StoreError>;
    /// Deletes buckets whose window ended before `now`; how many.
    async fn forget_tries(&self, now: Timestamp) -> Result<u64, StoreError>;
    /// Keeps a ticket.
    async fn add_ticket(&self, ticket: &Ticket) -> Result<(), StoreError>;
    /// Reads a ticket without using it; `None` where it is unknown, used or run out.
    async fn ticket(&self, digest: [u8; 32], now: Timestamp) -> Result<Option<Ticket>, StoreError>;
    /// Deletes tickets that ran out before `now`; how many.
    async fn forget_tickets(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Reads customers and past consents.
    Import,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Accepted, not begun.
    Waiting,
    /// Under way.
    Running,
    /// Done, with or without bad lines.
    Done,
    /// Given up; the report says why.
    Failed,
}

/// One line that was not taken over, or taken over in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobReport {
    /// Which line, from 1.
    pub line: u64,
    /// A stable code.
    pub code: String,
    /// What is wrong, in words.
    pub message: String,
}

/// A long-running job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The client that began it; only that client reads it.
    pub client: Option<ClientId>,
    /// How far it is.
    pub status: JobStatus,
    /// The file that it works on, below the server's spool folder.
    pub spool: String,
    /// Which of a table's columns stand for which of ours, as JSON, where the client says.
    pub mapping: Option<String>,
    /// How many bytes the file has.
    pub size: u64,
    /// Up to which byte of it lines are read.
    pub bytes: u64,
    /// Whether it only reports what it would do.
    pub dry_run: bool,
    /// Lines read so far; a restart goes on behind them.
    pub lines: u64,
    /// Lines taken over.
    pub accepted: u64,
    /// Lines not taken over.
    pub rejected: u64,
    /// When it was accepted.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// Jobs and their reports.
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Adds a job.
    async fn add_job(&self, job: &Job) -> Result<(), StoreError>;
    /// Stores progress and appends to the report, together.
    async fn advance_job(&self, job: &Job, report: &[JobReport]) -> Result<(), StoreError>;
    /// The job with this id.
    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError>;
    /// Jobs that are waiting or running, by id.
    async fn open_jobs(&self) -> Result<Vec<Job>, StoreError>;
    /// Deletes jobs that ended before `before`, with their reports; how many jobs.
    async fn forget_jobs(&self, before: Timestamp) -> Result<u64, StoreError>;
    /// Up to `limit` reported lines behind line `after`, by line.
    async fn job_report(
        &self,
        id: JobId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<JobReport>, StoreError>;
}

/// Settings of the installation.
#[async_trait]
pub trait SettingStore: Send + Sync {
    /// The organisation; `None` before anybody set it.
    async fn organisation(&self) -> Result<Option<Organisation>, StoreError>;
    /// Sets the organisation, with the line of it where it is worth one, in one transaction.
    async fn set_organisation(
        &self,
        organisation: &Organisation,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError>;
    /// How the teams work that decide cases; the default before anybody said so.
    async fn desk_rules(&self) -> Result<DeskRules, StoreError>;
    /// Says how they work, where they still work as `before` says, with the line of it, in one
    /// transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where somebody else said otherwise meanwhile.
    async fn set_desk_rules(
        &self,
        rules: &DeskRules,
        before: &DeskRules,
        line: &AuditLine,
    ) -> Result<(), StoreError>;
    /// The models of which people were told that nobody ever decides against them, for as long as it is so.
    async fn alarms_told(&self) -> Result<BTreeSet<String>, StoreError>;
    /// Says of which models they were.
    async fn set_alarms_told(&self, models: &BTreeSet<String>) -> Result<(), StoreError>;
}

/// Everything around consent.
pub trait Office:
    AccountStore
    + SessionStore
    + ThrottleStore
    + ClientStore
    + ComparisonStore
    + DraftStore
    + LineProposalStore
    + JobStore
    + SettingStore
{
}

impl<T> Office for T where
    T: AccountStore
        + SessionStore
        + ThrottleStore
        + ClientStore
        + ComparisonStore
        + DraftStore
        + LineProposalStore
        + JobStore
        + SettingStore
{
}
