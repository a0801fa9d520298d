//! The server as those meet it who use it: customers, marketers, CRMs and operators.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod binary;
mod cases;
mod cases_ending;
mod cases_meanwhile;
mod client;
mod common;
mod comparison;
mod copies;

mod apart;
mod api_bulk;
mod api_bulk_limits;
mod api_bulk_resume;
mod api_bulk_room;
mod api_changes;
mod api_clients;
mod api_consent;
mod api_contract;
mod api_shapes;
mod api_start;
mod api_stream;
mod as_it_was;
mod asked;
mod auth_sign_in;
mod away;
mod commands;
mod decisions;
mod decisions_cited;
mod decisions_guarded;
mod decisions_whose;
mod desk;
mod desk_people;
mod embed;
mod embed_sites;
mod erasure;
mod erasure_waiting;
mod evidence;
mod gpc;
mod guesses;
mod guesses_swept;
mod guidance;
mod hindsight;
mod keys;
mod languages;
mod line_pages;
mod linted;
mod listening;
mod logs;
mod mcp;
mod mcp_agent;
mod mcp_protocol;
mod merge;
mod mirror;
mod models;
mod numbers;
mod one_click;
mod other_forms;
mod outbound;
mod own;
mod past;
mod process;
mod profiles;
mod profiles_agree;
mod profiles_dynamics;
mod profiles_govstack;
mod profiles_hubspot;
mod profiles_salesforce;
mod profiles_xdm;
mod races;
mod readmission;
mod receipts;
mod receiver;
mod red_lines;
mod registry;
mod registry_import;
mod review;
mod sealed;
mod smtp;
mod tamper;
mod team;
mod test_mode;
mod value;
mod vocabularies;
mod web_forms;
mod web_headers;
mod web_hostile;
mod web_links;
mod web_origin;
mod web_people;
mod web_sweep;
mod web_value;
mod webhook_pages;
mod webhooks;
mod webhooks_again;
mod webhooks_bad_day;
mod why;
mod why_asked;
mod wordings;
