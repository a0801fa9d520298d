//! What the rules need from outside: traits with closed errors, and the rows that cross them.

mod door;
mod engine;
mod log;
mod mail;
mod office;
mod store;

pub use door::{Door, DoorError, Principal, StrongEnough, Turn};
pub use engine::{Engine, Submission, SubmitError};
pub use log::{CheckpointRow, Inclusion, Log, LogStore, SignedHead, TileRow};
pub use mail::{Mail, MailError, Mailer};
pub use office::{
    Account, AccountKind, AccountStore, ClientRecord, ClientStore, Draft, DraftStore, Job, JobKind,
    JobReport, JobStatus, JobStore, Office, Organisation, SESSIONS, Secret, SessionRow,
    SessionStore, SettingStore, ThrottleStore, Ticket, TicketKind, Tries,
};
pub use store::{
    AnswerRow, ConsentStore, CustomerRow, EntryRow, Group, Head, IdentifierRow, Lease, Side, Store,
    StoreError, VersionRow,
};
