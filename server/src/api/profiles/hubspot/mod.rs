//! HubSpot's communication preferences, version 4: the subscriptions of a contact, and opt-outs.
//!
//! A subscription is an exchange that uses e-mail; its number is the ledger index of the exchange's
//! first publication, which never changes and which no other has.

mod batch_read;
mod batch_write;
mod definitions;
mod map;
mod opt_out;
mod shapes;
mod statuses;
mod update;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::Api;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(definitions::hubspot_definitions))
        .routes(routes!(
            statuses::hubspot_statuses,
            update::hubspot_update_status
        ))
        .routes(routes!(batch_read::hubspot_batch_read))
        .routes(routes!(batch_write::hubspot_batch_write))
}
