//! The administrator's pages.

mod organisation;

pub(crate) use organisation::OrganisationPage;
