//! What surrounds consent: a file per trait of the port.

mod accounts;
mod clients;
mod drafts;
mod jobs;
mod sessions;
mod settings;
mod throttle;
