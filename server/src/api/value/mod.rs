//! What arrives at a customer, and what of hers is used: reported one by one or in lists, and read.

mod read;
mod report_usage;
mod report_value;
mod told;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(report_value::report_value_events))
        .routes(routes!(report_usage::report_usage_events))
        .routes(routes!(read::read_value))
}
