//! What the server does beside answering: jobs that take longer than a request.

pub mod alarms;
pub mod cases;
pub mod contests;
pub mod guesses;
pub mod import;
pub mod messages;
pub mod retention;
pub mod room;
pub mod schedule;
pub mod seal;
pub mod spool;
pub mod sweep;
pub mod test_customers;
pub mod upload;
pub mod webhooks;

pub(crate) mod lines;
mod mention;
mod progress;
mod trial;
