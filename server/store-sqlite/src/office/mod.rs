//! What surrounds consent: a file per trait of the port.

mod accounts;
mod clients;
mod comparisons;
mod drafts;
mod jobs;
mod line_proposals;
mod sessions;
mod settings;
mod throttle;
mod webhooks;

pub(crate) use drafts::with_line;
