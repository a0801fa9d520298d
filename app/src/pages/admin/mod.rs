//! The administrator's pages.

mod organisation;
mod team;

pub(crate) use organisation::OrganisationPage;
pub(crate) use team::TeamPage;
