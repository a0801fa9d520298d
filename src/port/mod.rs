//! What the rules need from outside: traits with closed errors, and the rows that cross them.

mod backlog;
mod cases;
mod clients;
mod comparison;
mod decisions;
mod directory;
mod door;
mod drafts;
mod engine;
mod hindsight;
mod imports;
mod inference;
mod insight;
mod line_proposals;
mod log;
mod mail;
mod office;
mod organisation;
pub mod personal;
mod readability;
mod store;
mod turns;
mod value;
mod webhooks;

pub use backlog::{Backlog, Place};
pub use cases::{CaseEnd, CaseFilter, CaseRow, CaseStore, HeldBy};
pub use clients::{Calls, ClientRecord, ClientStore, LastUse, Secret, SecretUse};
pub use comparison::ComparisonStore;
pub use decisions::{
    CaseUse, DecisionRow, DecisionStore, Recorder, Recording, SealRow, Unanswered, Written,
    recorded_on,
};
pub use directory::{DirectoryCursor, NotACursor};
pub use door::{Door, DoorError, NotePlace, Principal, StrongEnough, Turn};
pub use drafts::{AuditLine, Comment, Draft, DraftStore, Stage};
pub use engine::{Engine, Submission, SubmitError};
pub use hindsight::{HindsightStore, PastDecision, SHAPES_A_DAY, ShapeCount};
pub use imports::Imports;
pub use inference::{InferenceStore, Put, RowOver};
pub use insight::InsightStore;
pub use line_proposals::{LineProposal, LineProposalStore};
pub use log::{CheckpointRow, Inclusion, Log, LogStore, SignedHead, TileRow};
pub use mail::{Mail, MailError, Mailer};
pub use office::{
    Account, AccountKind, AccountStore, Job, JobKind, JobReport, JobStatus, JobStore, Office,
    SESSIONS, SessionRow, SessionStore, SettingStore, ThrottleStore, Ticket, TicketKind, Tries,
};
pub use organisation::Organisation;
pub use personal::Held;
pub use readability::{Readability, Ungraded};
pub use store::{
    AnswerRow, ConsentStore, CustomerRow, Destruction, EntryRow, ErasureRow, Group, Head,
    IdentifierRow, Lease, Look, Side, Store, StoreError, VersionRow,
};
pub use turns::Turns;
pub use value::{Sealing, UsedOn, ValueStore};
pub use webhooks::{
    Carried, Courier, DeliveryCounts, DeliveryFilter, Message, Waiting, WebhookStore,
};
