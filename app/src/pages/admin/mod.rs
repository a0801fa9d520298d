//! The administrator's pages.

mod keys;
mod organisation;
mod team;
mod webhooks;

pub(crate) use keys::{KeyPage, KeysPage, RevokeKeyPage};
pub(crate) use organisation::OrganisationPage;
pub(crate) use team::TeamPage;
pub(crate) use webhooks::{
    DeliveryPage, RemoveWebhookPage, ReplayWebhookPage, WebhookPage, WebhooksPage,
};
