//! The customer's own pages.

mod ask;
mod exchange;
mod happened;
mod heard;
mod home;
mod so_far;

pub(crate) use ask::AskPage;
pub(crate) use exchange::ExchangePage;
pub(crate) use home::HomePage;
