//! What is the customer's: her receipts, her data, the past; and leaving.

mod check;
mod data;
mod guesses;
mod leave;
pub(crate) mod reasons;
mod receipt;
mod then;
mod timeline;
pub(crate) mod why;

pub(crate) use check::CheckPage;
pub(crate) use data::DataPage;
pub(crate) use guesses::GuessesPage;
pub(crate) use leave::{GonePage, LeavePage};
pub(crate) use receipt::ReceiptPage;
pub(crate) use then::ThenPage;
pub(crate) use timeline::TimelinePage;
pub use timeline::{InWords, in_words};
pub(crate) use why::WhyView;
