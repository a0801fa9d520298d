//! Adobe's Experience Data Model: the field group "Consent and Preference Details" of one customer, as
//! a record of a profile has it.

mod consents;
mod map;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::Api;

/// The endpoint.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new().routes(routes!(consents::xdm_consents))
}
