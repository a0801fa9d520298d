//! The server of Mutual: pages, API and commands over one set of use cases.

pub mod config;
pub mod keys;
pub mod state;
