//! The server of Mutual: pages, API and commands over one set of use cases.

// The router of all pages is laid out here: see `mutual_app`, which says why a release may go twice as deep.
#![cfg_attr(not(debug_assertions), recursion_limit = "256")]

pub mod api;
pub mod auth;
mod beside;
pub mod commands;
pub mod config;
pub mod copy;
pub mod forms;
pub mod health;
pub mod keys;
pub mod left_behind;
mod lint;
pub mod listen;
pub mod logging;
mod mcp;
mod objects;
pub mod observe;
pub mod open;
pub mod outbound;
pub mod pressure;
pub mod readability;
pub mod running;
pub mod state;
pub mod turns;
mod vocabulary;
pub mod web;
pub mod worker;
