//! What surrounds consent: accounts, sessions, clients, drafts, jobs, settings.
//!
//! Secrets cross these traits as digests alone.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{AuditLine, ComparisonStore, DraftStore, LineProposalStore, StoreError};
use crate::access::{Role, Scopes};
use crate::catalogue::{Fault, is_locale, is_region};
use crate::clock::Timestamp;
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
    /// Adds an account.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the address is taken.
    async fn add_account(&self, account: &Account) -> Result<(), StoreError>;
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
    /// All accounts, by address.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;
    /// Sets the password and, in the same transaction, ends all sessions and tickets of the
    /// account, and of the customer behind it, but the session `keep`.
    async fn set_password(
        &self,
        id: AccountId,
        password: &str,
        keep: Option<[u8; 32]>,
    ) -> Result<(), StoreError>;
    /// Sets the password by a ticket of this account, which is used up in the same transaction;
    /// ends what [`AccountStore::set_password`] ends.
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
    ) -> Result<(), StoreError>;
    /// Switches the account off or on again; off ends all sessions and tickets of the account,
    /// and of the customer behind it, in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where there is no such account, or where no admin would be left
    /// who can come in.
    async fn set_disabled(&self, id: AccountId, at: Option<Timestamp>) -> Result<(), StoreError>;
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
    /// Uses a ticket: returned to exactly one caller.
    async fn use_ticket(
        &self,
        digest: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<Ticket>, StoreError>;
    /// Deletes tickets that ran out before `now`; how many.
    async fn forget_tickets(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// A client's secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// SHA-256 of the secret: it has 256 random bits, so that nothing slower is needed.
    pub digest: [u8; 32],
    /// Its last four characters, to recognise it by.
    pub last4: String,
    /// When it stops working; none for the present one.
    pub until: Option<Timestamp>,
}

/// An API client of a CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRecord {
    /// Its id.
    pub id: ClientId,
    /// What people call it.
    pub name: String,
    /// Whether it works on the test ledger.
    pub test: bool,
    /// What it may do.
    pub scopes: Scopes,
    /// The present secret, and the one before while both work.
    pub secrets: Vec<Secret>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was switched off.
    pub revoked_at: Option<Timestamp>,
}

/// How often a client called one operation within one hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calls {
    /// The client.
    pub client: ClientId,
    /// The operation, as the API's description names it.
    pub operation: String,
    /// The hour: whole hours since 1970-01-01T00:00:00Z.
    pub hour: u64,
    /// How many calls.
    pub count: u64,
}

/// The last call of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastUse {
    /// The client.
    pub client: ClientId,
    /// The operation, as the API's description names it.
    pub operation: String,
    /// When.
    pub at: Timestamp,
}

/// API clients.
#[async_trait]
pub trait ClientStore: Send + Sync {
    /// Adds a client, or replaces it and its secrets.
    async fn put_client(&self, client: &ClientRecord) -> Result<(), StoreError>;
    /// Adds a client, or replaces it and its secrets, where no client changed since `revision`
    /// ([`ClientStore::clients_revision`]); with the line of it, in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where one did: nothing is stored then.
    async fn change_client(
        &self,
        client: &ClientRecord,
        revision: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError>;
    /// Adds to what was counted, and remembers the last calls where they are later than those
    /// that are known; all of it in one transaction. Each client and operation stands in `calls`
    /// at most once, each client in `last` at most once.
    async fn add_calls(&self, calls: &[Calls], last: &[LastUse]) -> Result<(), StoreError>;
    /// What was counted in that hour and later, by client, operation and hour.
    async fn calls_since(&self, hour: u64) -> Result<Vec<Calls>, StoreError>;
    /// The last call of each client that ever called, by client.
    async fn last_calls(&self) -> Result<Vec<LastUse>, StoreError>;
    /// Deletes what was counted before that hour; how many rows.
    async fn forget_calls(&self, hour: u64) -> Result<u64, StoreError>;
    /// All clients, by id.
    async fn clients(&self) -> Result<Vec<ClientRecord>, StoreError>;
    /// A number that grows with every change of a client: cheap to ask, so that a running
    /// server sees what a command did.
    async fn clients_revision(&self) -> Result<u64, StoreError>;
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

/// The controller that runs this installation, as shown on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Where people write to.
    pub contact_email: String,
    /// Where people call.
    pub contact_phone: Option<String>,
    /// Its postal address, in lines.
    pub address: Vec<String>,
    /// Who answers about data protection.
    pub data_protection_contact: String,
    /// The hue of the brand, in degrees of OKLCH, 0 to 359.
    pub hue: u16,
    /// The languages of its pages (BCP 47), the first where nothing else is known.
    pub locales: Vec<String>,
    /// Where it sits (ISO 3166).
    pub region: String,
    /// The zone that times are shown in (IANA), as `Europe/Berlin`.
    pub time_zone: String,
    /// The sites whose pages may show an exchange: exact origins, as `https://www.example.com`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embed_origins: Vec<String>,
}

/// The most sites whose pages may show an exchange.
const MOST_ORIGINS: usize = 50;

impl Default for Organisation {
    /// An installation that nobody has named yet.
    fn default() -> Self {
        Self {
            name: "Your organisation".to_owned(),
            contact_email: String::new(),
            contact_phone: None,
            address: Vec::new(),
            data_protection_contact: String::new(),
            hue: 240,
            locales: vec!["en".to_owned()],
            region: String::new(),
            time_zone: "UTC".to_owned(),
            embed_origins: Vec::new(),
        }
    }
}

impl Organisation {
    /// What must be mended before these settings can be stored. Empty: nothing.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |field: &str, message: &str| {
            faults.push(Fault {
                field: field.to_owned(),
                message: message.to_owned(),
            });
        };
        let line = |text: &str, most: usize| {
            !text.trim().is_empty()
                && text.chars().count() <= most
                && !text.contains(char::is_control)
        };
        if !line(&self.name, 100) {
            add("name", "use one line of 1 to 100 characters");
        }
        if !line(&self.contact_email, 254) || !self.contact_email.contains('@') {
            add("contact_email", "use an e-mail address");
        }
        if self
            .contact_phone
            .as_deref()
            .is_some_and(|phone| !line(phone, 40))
        {
            add("contact_phone", "use one line of at most 40 characters");
        }
        if self.address.len() > 8 || self.address.iter().any(|text| !line(text, 120)) {
            add("address", "use at most 8 lines of at most 120 characters");
        }
        if !line(&self.data_protection_contact, 254) {
            add(
                "data_protection_contact",
                "say who answers about data protection",
            );
        }
        if self.hue > 359 {
            add("hue", "use a number from 0 to 359");
        }
        if self.locales.is_empty() || self.locales.iter().any(|locale| !is_locale(locale)) {
            add("locales", "name at least one language, such as `en`");
        }
        if !is_region(&self.region) {
            add("region", "use a code such as DE or US-CA");
        }
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            add("time_zone", "use a zone such as Europe/Berlin");
        }
        let good = |origin: &String| is_origin(origin);
        if self.embed_origins.len() > MOST_ORIGINS || !self.embed_origins.iter().all(good) {
            let message = "name at most 50 sites, each as a browser does: https://www.example.com";
            add("embed_origins", message);
        }
        faults
    }
}

/// Settings of the installation.
#[async_trait]
pub trait SettingStore: Send + Sync {
    /// The organisation; `None` before anybody set it.
    async fn organisation(&self) -> Result<Option<Organisation>, StoreError>;
    /// Sets the organisation.
    async fn set_organisation(&self, organisation: &Organisation) -> Result<(), StoreError>;
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

/// Whether it is an origin as browsers spell it (RFC 6454, 6.2): scheme, host in small letters, and the
/// port where it is not the scheme's own. Without TLS only the machine itself, for those who try it out.
fn is_origin(text: &str) -> bool {
    let (rest, own_port, secure) = match text.split_once("://") {
        Some(("https", rest)) => (rest, "443", true),
        Some(("http", rest)) => (rest, "80", false),
        _ => return false,
    };
    let (host, port) = rest.rsplit_once(':').unwrap_or((rest, ""));
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    let fits = port.parse::<u16>().is_ok_and(|port| port > 0);
    let good_port = rest == host || (digits && fits && !port.starts_with('0') && port != own_port);
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let local = matches!(host, "localhost" | "127.0.0.1");
    let named = host.len() <= 253 && host.split('.').all(label);
    good_port && named && (secure || local)
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn an_origin_is_spelt_as_browsers_spell_it() {
        for good in [
            "https://www.grocer.example",
            "https://grocer.example:8443",
            "https://xn--bcher-kva.example",
            "http://localhost:3000",
            "http://127.0.0.1:8080",
            "http://localhost",
        ] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "",
            "null",
            "*",
            "https://*",
            "https://*.grocer.example",
            "https://www.grocer.example/",
            "https://www.grocer.example/shop",
            "https://WWW.grocer.example",
            "https://www.grocer.example:443",
            "https://www.grocer.example:0",
            "https://www.grocer.example:",
            "https://www.grocer.example:08",
            "https://eve@www.grocer.example",
            "http://www.grocer.example",
            "http://localhost.evil.example",
            "https://a..example",
            "https://-a.example",
            "https://www.grocer.example https://evil.example",
            "ftp://www.grocer.example",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
