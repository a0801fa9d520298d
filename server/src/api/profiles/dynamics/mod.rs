//! Microsoft Dynamics 365 Customer Insights – Journeys: the consent check of an external consent
//! provider, as "Extend and customize consent" describes its custom API.

mod check;
mod map;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::Api;

/// The endpoint.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new().routes(routes!(check::dynamics_consent_check))
}
